//! Imports: sessions from other tools, planned or done, as ordinary changes in a member's name.
//!
//! One import is one transaction: everything in it or nothing. What it brought is remembered by
//! where it came from, so that the same file twice brings nothing twice, and so that an import can
//! be taken back. What a session may say is decided by the plain form and by admission, as for
//! everybody; this module only finds out what a column means.

mod heading;
mod json;
mod mapping;
mod number;
mod place;
mod table;
mod value;
mod workbook;

mod form;
mod problem;
mod truth;

mod editor;
mod load;
mod sessions;
mod undo;

pub mod example;

use std::io;
use std::path::PathBuf;

pub use editor::editor;
pub use mapping::{Column, Mapping};
pub use problem::Problem;
pub use sessions::{Read, Wanted, import, read};
pub use table::read_text;
pub use undo::{Undoing, Undone, undo};

use crate::config::words;
use crate::exchange::EditRefused;
use crate::projection::LoadError;
use crate::store::StoreError;

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// A file.
    #[error("{path}: {}", words(.source))]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file that is not what its name says.
    #[error("{path} cannot be read: {reason}")]
    Damaged {
        /// Which.
        path: PathBuf,
        /// Where and why.
        reason: String,
    },
    /// A kind of file that is not known.
    #[error("{0}: what it is must show in its name: .json, .jsonl, .csv, .tsv or .xlsx")]
    Unknown(PathBuf),
    /// More than one import takes.
    #[error("more than {0} rows: divide the file")]
    TooLarge(usize),
    /// Nobody of that name.
    #[error("there is no member called `{0}`")]
    NoMember(String),
    /// Somebody who may not.
    #[error("`{0}` may not do this: name a coordinator or an administrator with `--member`")]
    MayNot(String),
    /// There is nobody to import in whose name.
    #[error("there is no administrator: name a coordinator with `--member`")]
    Nobody,
    /// A number under which nothing was imported.
    #[error("there is no import {0}: see `teren import list`")]
    NoImport(u64),
    /// The example needs something that cannot be made.
    #[error("the example needs what could not be made: {0}")]
    Reference(String),
    /// A session was not taken.
    #[error(transparent)]
    Refused(#[from] EditRefused),
    /// A document.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[cfg(test)]
mod tests;
