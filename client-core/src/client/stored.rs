//! What a member's store holds: figures for whoever asks what is on the phone.

use super::Client;
use super::error::ClientError;
use crate::store::{self, list, venue};

/// How much lies in one member's store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Sessions that lists can show, hidden ones among them.
    pub sessions: u64,
    /// Venues of the register.
    pub venues: u64,
    /// Room that the store takes, in bytes: on the disk, or in memory in practice.
    pub bytes: u64,
}

impl Client {
    /// How much lies in this member's store.
    pub fn stored(&self) -> Result<Stored, ClientError> {
        self.read(|connection, _| {
            Ok(Stored {
                sessions: list::count(connection)?,
                venues: venue::count(connection)?,
                bytes: store::bytes(connection)?,
            })
        })
    }
}
