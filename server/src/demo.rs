//! A demonstration that is the real thing: a founded organisation, phones with encrypted stores
//! that join over TLS, record offline, come back and sync; and the proof that all of them agree.
//!
//! Order of calls: [`prepare`] makes the data folder, the caller serves it, [`Crowd::join`] enrols
//! the phones, [`Crowd::plan`] lets some plan to meet, [`Crowd::record`] lets all work offline,
//! [`Crowd::sync`] brings them back, and [`agreement`] compares every phone with the server. The
//! phones are `client_core::client::Client` and nothing else; what they say is drawn from a seed,
//! so that two demonstrations say the same.

mod draw;
mod reference;
mod turns;

mod founding;

mod cases;
mod session;

mod crowd;
mod phone;

mod agree;
mod outcome;

use std::path::PathBuf;

pub use agree::agreement;
pub use crowd::Crowd;
pub use founding::{Prepared, prepare};
pub use outcome::{CampaignLine, Outcome, PhoneLine};

use client_core::client::ClientError;

use crate::accounts::{FoundError, InviteError};
use crate::ca::CaError;
use crate::config::ConfigError;
use crate::projection::LoadError;
use crate::store::StoreError;

/// How large the demonstration is.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder that holds the server's data and the phones; made when it is not there.
    pub folder: PathBuf,
    /// Phones: at least two, for somebody to disagree with.
    pub phones: usize,
    /// Sessions that each phone records by itself.
    pub sessions: usize,
    /// What is drawn from.
    pub seed: u64,
}

/// Why a demonstration ended.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The folder.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The keys.
    #[error(transparent)]
    Secrets(#[from] CaError),
    /// The organisation.
    #[error(transparent)]
    Found(#[from] FoundError),
    /// A member.
    #[error(transparent)]
    Member(#[from] InviteError),
    /// The server's database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A document on the server.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// A phone.
    #[error("{phone}: {source}")]
    Phone {
        /// Whose.
        phone: String,
        /// What it said.
        source: Box<ClientError>,
    },
    /// A phone's line broke, although everything runs on this machine.
    #[error("{phone}: {reason}")]
    Line {
        /// Whose.
        phone: String,
        /// How its sync ended.
        reason: String,
    },
}

#[cfg(test)]
mod tests;
