//! First changes that need no trial: byte for byte what an edit made here would have written.
//!
//! Applying a change, saving the document and loading it again is dear, and guards against one
//! thing: operations that no edit makes, which Automerge applies all the same. A change in the
//! canonical form is the bytes that Automerge writes for its operations. When besides nothing is
//! known of the document but its skeleton, and each operation either puts a value where nothing was
//! or inserts a character behind one that the same change inserted before, then a person could have
//! made these operations one after the other on an empty document, and would have got these very
//! bytes. Whatever points at another operation in any other way is not plain, and is tried.

use std::collections::{BTreeMap, BTreeSet};

use automerge::ScalarValue;
use automerge::legacy::{ElementId, Key, Op, OpId, OpType};

use super::super::begun::Begun;
use super::super::body::Document;
use super::super::slot::Slot;
use super::operations::{Put, Written};
use super::parse::ParsedChange;
use crate::limits::{NOTES_CHARS_MAX, PLAIN_BYTES_MAX, PLAIN_OPS_MAX, SET_ENTRIES_MAX};
use crate::model::Scalar;

const _: () = assert!(
    PLAIN_OPS_MAX <= NOTES_CHARS_MAX,
    "a plain change must not fill the notes"
);

/// The document that this change begins, when it is the first and plain. Its place and what its
/// operations may write were checked before.
pub(super) fn begun(
    document: &Document,
    change: &ParsedChange,
    written: &Written,
) -> Option<Begun> {
    let info = change.info();
    let is_first = document.len_changes() == 0 && info.deps == document.heads() && info.seq == 1;
    let is_small = change.bytes().len() <= PLAIN_BYTES_MAX
        && change.operations.len() <= PLAIN_OPS_MAX
        && written.len() <= SET_ENTRIES_MAX;
    let is_plain = is_first
        && is_small
        && written.iter().all(|(slot, put)| stands_alone(slot, put))
        && each_finds_its_place(change);
    is_plain.then(|| {
        let put = written.iter();
        let put = put.map(|(slot, put)| (slot.clone(), put.value.clone(), put.op));
        let (kind, id) = (document.kind(), document.id());
        let this = (info.clone(), change.change.clone());
        Begun::new(kind, id, this, put, notes(change))
    })
}

/// The text that the insertions of a plain change make, the only one there is: each character comes
/// right behind the one it names, before what came there earlier.
fn notes(change: &ParsedChange) -> String {
    let start = change.info().start_op;
    // Of each operation the one whose character comes next.
    let mut next: BTreeMap<Option<u64>, u64> = BTreeMap::new();
    let mut inserted: BTreeMap<u64, &str> = BTreeMap::new();
    for (number, operation) in (start..).zip(&change.operations) {
        let before = match &operation.key {
            Key::Seq(ElementId::Head) => None,
            Key::Seq(ElementId::Id(id)) => Some(id.counter()),
            Key::Map(_) => continue,
        };
        if let OpType::Put(ScalarValue::Str(character)) = &operation.action {
            inserted.insert(number, character);
            if let Some(behind) = next.insert(before, number) {
                next.insert(Some(number), behind);
            }
        }
    }
    let mut text = String::with_capacity(inserted.len());
    let mut at = next.get(&None);
    while let Some(number) = at {
        text.push_str(inserted.get(number).copied().unwrap_or_default());
        at = next.get(&Some(*number));
    }
    text
}

/// Whether what is put there can be judged without the rest of the document: a review is of what
/// others wrote, and a sum that goes below nobody, or goes on from an older one, is of theirs.
fn stands_alone(slot: &Slot, put: &Put) -> bool {
    let is_of_nobody = matches!(slot, Slot::Cell(..))
        && !matches!(put.value, Some(Scalar::Int(count)) if count >= 0);
    let is_of_others =
        matches!(slot, Slot::Succeeds(_) | Slot::Replaces(_)) || slot.container() == "review";
    !is_of_nobody && !is_of_others
}

fn each_finds_its_place(change: &ParsedChange) -> bool {
    let info = change.info();
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
    matches!(operation.action, OpType::Put(_)) && operation.pred.iter().next().is_none()
}
