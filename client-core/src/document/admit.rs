//! Which changes of others come in at all: the steps of admission that need no database.
//!
//! Automerge must not be fed unvetted changes. Of slightly damaged ones with a valid checksum it
//! breaks on some, and takes others that leave a document which no longer loads, so one phone
//! could take a session from everybody. `parse` looks at one change alone; `Scratch` takes parsed
//! changes one by one on a copy of their document, and nothing else of this product applies a
//! change that it has not seen. What is known of devices, members and earlier refusals is asked by
//! the caller.

mod operations;
mod parse;
mod plain;
mod scratch;

pub use operations::Writer;
pub use parse::{ParsedChange, parse};
pub use scratch::{Scratch, Setback};

use crate::ids::ChangeHash;
use crate::wire::RefusalCode;

/// Why a change is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {reason}")]
pub struct Refusal {
    /// The change; none when the bytes are no change at all.
    pub hash: Option<ChangeHash>,
    /// Why.
    pub code: RefusalCode,
    /// Why, in words for the one who will look at it.
    pub reason: String,
}

impl Refusal {
    fn of_bytes(code: RefusalCode, reason: impl Into<String>) -> Self {
        Self {
            hash: None,
            code,
            reason: reason.into(),
        }
    }

    fn new(hash: ChangeHash, code: RefusalCode, reason: impl Into<String>) -> Self {
        Self {
            hash: Some(hash),
            code,
            reason: reason.into(),
        }
    }
}

#[cfg(test)]
mod tests;
