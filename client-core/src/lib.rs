//! What a phone and the server must agree on, and what only a phone has.
//!
//! Read in this order: `model` says what a session is, `document` how it lives in Automerge,
//! `wire` which messages travel, `sync` who says what when; `store` keeps it encrypted on a
//! phone, and `client::Client` is the one object that an app holds.
//!
//! The modules up to `sync` are pure: no SQL, files, sockets, clocks, threads or randomness.
//! Time and randomness are arguments, so that a seed replays a whole world.

pub mod limits;

pub mod counties;
pub mod ids;
pub mod time;

pub mod model;
pub mod wire;

pub mod envelope;
pub mod recovery;

pub mod document;
pub mod privacy;

#[cfg(feature = "photo")]
pub mod photo;

pub mod sync;

#[cfg(feature = "store")]
#[allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a store lies in a folder: this half has a disk"
)]
pub mod store;

#[cfg(feature = "client")]
pub mod transport;

#[cfg(feature = "client")]
#[allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a client has a folder, a clock and randomness: `environment` alone asks for the two"
)]
pub mod client;
