//! Bytes made by hand that no phone of ours would make: versions of documents that were never
//! released, on trial, and what stands in them.

use std::collections::BTreeMap;

use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, Automerge, Change, ObjType, ROOT, ReadDoc};
use client_core::document::{Skeletons, skeleton};
use client_core::ids::DocId;
use client_core::model::{DocKind, Edit, Scalar};
use client_core::store::document;

use crate::world::Phone;

/// The map that the second version has more.
const ADDED: &str = "followed_up";

/// The second version of a document's skeleton: a map more.
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
    tx.put_object(ROOT, ADDED, ObjType::Map).expect("a change");
    tx.put(ROOT, "schema", 2).expect("a change");
    tx.commit_with(CommitOptions::default().with_time(0));
    document
        .get_last_local_change()
        .expect("a change")
        .raw_bytes()
        .to_vec()
}

/// What a program knows in which sessions have a second version.
///
/// # Panics
/// When it is none.
#[must_use]
pub fn with_second_version() -> Skeletons {
    let mut known = Skeletons::of_this_build();
    let version = known.add(DocKind::Session, &second_version(DocKind::Session));
    assert_eq!(version, Ok(2));
    known
}

/// An edit that only the second version has.
#[must_use]
pub fn follow_up(key: &str, number: i64) -> Edit {
    Edit::Later {
        container: ADDED.to_owned(),
        key: key.to_owned(),
        value: Some(Scalar::Int(number)),
    }
}

/// What stands in the second version's part of a session on a phone, its journal not counted.
/// None when the session is of the first version there.
///
/// # Panics
/// When the phone does not have the session.
pub fn followed_up(phone: &mut Phone, doc: DocId) -> Option<BTreeMap<String, i64>> {
    let row = phone.look_inside(|store| document::get(store.read(), doc).expect("a row"));
    let bytes = row
        .and_then(|row| row.bytes)
        .expect("a session that is here");
    let held = Automerge::load(&bytes).expect("a document");
    let (_, map) = held.get(ROOT, ADDED).expect("a document")?;
    let keys = held.keys(&map);
    let entries = keys.map(|key| {
        let (value, _) = held.get(&map, &key).expect("a map").expect("a key of it");
        let number = value.as_i64().expect("a number");
        (key, number)
    });
    Some(entries.collect())
}
