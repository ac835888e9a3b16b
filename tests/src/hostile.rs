//! Bytes made by hand that no phone of ours would make.

use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, Automerge, Change, ObjType, ROOT};
use client_core::document::skeleton;
use client_core::model::DocKind;

/// A constant change on top of the skeleton, as a later version will be: a container more.
///
/// # Panics
/// When the merging library does not take it.
#[must_use]
pub fn second_version(kind: DocKind) -> Vec<u8> {
    let zero = ActorId::from([0; 16]);
    let mut document = Automerge::new().with_actor(zero);
    let first = Change::from_bytes(skeleton::bytes(kind).to_vec()).expect("a change");
    document.apply_changes([first]).expect("a change");
    let mut tx = document.transaction();
    tx.put_object(ROOT, "followed_up", ObjType::Map)
        .expect("a change");
    tx.put(ROOT, "schema", 2).expect("a change");
    tx.commit_with(CommitOptions::default().with_time(0));
    document
        .get_last_local_change()
        .expect("a change")
        .raw_bytes()
        .to_vec()
}
