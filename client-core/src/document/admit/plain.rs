//! First changes that need no proof: byte for byte what an edit made here would have written.
//!
//! Loading what was saved with a change is dear, and guards against one thing: operations that no
//! edit makes, which Automerge applies all the same. A change in the canonical form is the bytes
//! that Automerge writes for its operations. When besides nothing is known of the document but its
//! skeleton, and each operation either puts a value where nothing was or inserts a character behind
//! one that the same change inserted before, then a person could have made these operations one
//! after the other on an empty document, and would have got these very bytes. Whatever points at
//! another operation in any other way is not plain, and has to be saved and loaded.

use std::collections::BTreeSet;

use automerge::legacy::{ElementId, Key, Op, OpId};

use super::super::body::Document;
use super::super::skeleton;
use super::parse::ParsedChange;
use crate::limits::{PLAIN_BYTES_MAX, PLAIN_OPS_MAX};

/// Whether the change is the first of this document, and plain. Its place and what its operations
/// may write were checked before.
pub(super) fn is_plain(document: &Document, change: &ParsedChange) -> bool {
    let info = change.info();
    let skeleton = skeleton::hash(document.kind());
    let is_first = document.heads() == [skeleton] && info.deps == [skeleton] && info.seq == 1;
    let is_small =
        change.bytes().len() <= PLAIN_BYTES_MAX && change.operations.len() <= PLAIN_OPS_MAX;
    if !is_first || !is_small {
        return false;
    }
    let mut inserted = BTreeSet::new();
    (info.start_op..)
        .zip(&change.operations)
        .all(|(number, operation)| {
            let follows_own = |id: &OpId| {
                id.actor().to_bytes() == info.actor.0.as_slice() && inserted.contains(&id.counter())
            };
            let is_placed = match &operation.key {
                Key::Map(_) => !operation.insert,
                Key::Seq(ElementId::Head) => operation.insert,
                Key::Seq(ElementId::Id(id)) => operation.insert && follows_own(id),
            };
            if operation.insert {
                inserted.insert(number);
            }
            is_placed && overwrites_nothing(operation)
        })
}

fn overwrites_nothing(operation: &Op) -> bool {
    operation.pred.iter().next().is_none()
}
