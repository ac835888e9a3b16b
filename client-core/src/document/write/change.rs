//! The change itself, spelt out operation by operation.
//!
//! Automerge's own `put` is not used: when a value is put that already wins a conflict, it only
//! deletes the losing ones. Two people who settle a conflict at the same time, each their own way,
//! would then delete both values and leave nothing. Here a put is always a put.

use std::num::NonZeroU64;

use automerge::legacy::{Key, ObjectId, Op, OpId, OpType};
use automerge::transaction::Transactable;
use automerge::{ActorId, Change, ExpandedChange, ObjId, ReadDoc};

use super::super::body::Document;
use super::super::layout;
use super::super::slot::Slot;
use super::super::value::to_automerge;
use crate::ids::ReplicaId;
use crate::limits::TIME_MS_MAX;
use crate::model::{Scalar, Splice};
use crate::time::Timestamp;

/// The change that makes these puts and splices on all heads of the document.
pub(super) fn build(
    document: &Document,
    puts: &[(Slot, Option<Scalar>)],
    splices: &[Splice],
    replica: ReplicaId,
    now: Timestamp,
) -> Option<Change> {
    let last = document.last_of(replica);
    let mut deps = document.heads();
    if let Some(last) = last.as_ref().filter(|last| !deps.contains(&last.hash)) {
        deps.push(last.hash);
    }
    // The splices come first: the characters that they insert name one another by their numbers.
    let mut operations = spliced(document, splices, replica)?;
    for (slot, value) in puts {
        operations.push(put(document, slot, value.as_ref())?);
    }
    Some(Change::from(ExpandedChange {
        operations,
        actor_id: ActorId::from(replica.0),
        hash: None,
        seq: last.map_or(0, |last| last.seq) + 1,
        start_op: NonZeroU64::MIN.saturating_add(document.max_op()),
        time: now.0.clamp(0, TIME_MS_MAX),
        message: None,
        deps: deps
            .iter()
            .map(|hash| automerge::ChangeHash(hash.0))
            .collect(),
        extra_bytes: Vec::new(),
        author: None,
    }))
}

fn put(document: &Document, slot: &Slot, value: Option<&Scalar>) -> Option<Op> {
    let object = document.object(slot.container())?;
    let key = slot.key();
    // It overwrites everything that stands there, whatever it is.
    let standing = document.automerge.get_all(&object, key.as_str()).ok()?;
    let overwritten: Vec<OpId> = standing.iter().filter_map(|(_, id)| name_of(id)).collect();
    let action = match value {
        None if slot.is_set_entry() => OpType::Delete,
        value => OpType::Put(to_automerge(value)),
    };
    Some(Op {
        action,
        obj: name_of(&object).map_or(ObjectId::Root, ObjectId::Id),
        key: Key::Map(key.into()),
        pred: overwritten.into(),
        insert: false,
    })
}

fn name_of(id: &ObjId) -> Option<OpId> {
    match id {
        ObjId::Root => None,
        ObjId::Id(counter, actor, _) => Some(OpId(*counter, actor.clone())),
    }
}

/// The operations that splice the notes, as Automerge itself makes them.
fn spliced(document: &Document, splices: &[Splice], replica: ReplicaId) -> Option<Vec<Op>> {
    if splices.is_empty() {
        return Some(Vec::new());
    }
    let notes = layout::object(document.kind(), "notes")?;
    let mut trial = document.automerge.clone();
    trial.set_actor(ActorId::from(replica.0));
    let mut transaction = trial.transaction();
    for splice in splices {
        let delete = isize::try_from(splice.delete).ok()?;
        transaction
            .splice_text(&notes, splice.at, delete, &splice.insert)
            .ok()?;
    }
    transaction.commit();
    Some(trial.get_last_local_change()?.decode().operations)
}
