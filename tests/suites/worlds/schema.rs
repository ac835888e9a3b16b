//! An app beside a newer schema.

use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, Automerge, Change, ObjType, ROOT};
use client_core::document::skeleton;
use client_core::ids::{ChangeHash, DocId};
use client_core::model::DocKind;
use client_core::store::meta::{self, Meta};
use client_core::wire::message::Blob;
use client_core::wire::{Put, RefusalCode, ToPhone};
use tests::checkers::settled;
use tests::world::World;

use crate::hands::{count, plan};

/// A constant change on top of the skeleton, as a later version will be: a container more.
fn second_version(kind: DocKind) -> Vec<u8> {
    let zero = ActorId::from([0; 16]);
    let mut document = Automerge::new().with_actor(zero);
    let first = Change::from_bytes(skeleton::bytes(kind).to_vec()).unwrap();
    document.apply_changes([first]).unwrap();
    let mut tx = document.transaction();
    tx.put_object(ROOT, "followed_up", ObjType::Map).unwrap();
    tx.put(ROOT, "schema", 2).unwrap();
    tx.commit_with(CommitOptions::default().with_time(0));
    document
        .get_last_local_change()
        .unwrap()
        .raw_bytes()
        .to_vec()
}

/// Sends a raw change of an existing document; returns what became of it.
fn push(world: &mut World, doc: DocId, bytes: Vec<u8>) -> (Vec<RefusalCode>, Vec<ChangeHash>) {
    let put = Put {
        doc,
        kind: 0,
        unit: Some("suceava".parse().unwrap()),
        epochs: Vec::new(),
        changes: vec![Blob(bytes)],
        authors: None,
    };
    let heard = world.say("ana", vec![put.into()]).unwrap();
    let (mut refused, mut taken) = (Vec::new(), Vec::new());
    for message in heard {
        match message {
            ToPhone::Refused(message) => refused.push(message.code),
            ToPhone::Taken(message) => taken.extend(message.heads),
            _ => {}
        }
    }
    (refused, taken)
}

#[test]
fn a_skeleton_that_the_server_does_not_know_is_refused() {
    let mut world = World::of_volunteers(1, "suceava", &["ana", "ion"]);
    let doc = plan(world.phone("ana"), "Grade 9");
    settled(&mut world);
    let (refused, taken) = push(&mut world, doc, second_version(DocKind::Session));
    assert_eq!((refused.len(), taken.len()), (1, 0), "{refused:?}");
    // The document goes on as it was, for everybody.
    count(world.phone("ion"), doc, "reached.f.14-17", 3);
    settled(&mut world);
    assert_eq!(world.phone("ana").session(doc).people_reached(), 3);
}

#[test]
fn nobody_upgrades_beyond_what_the_server_names() {
    let mut world = World::of_volunteers(1, "suceava", &["ana"]);
    plan(world.phone("ana"), "Grade 9");
    settled(&mut world);
    let named: Option<[u16; 3]> = world
        .phone_mut("ana")
        .look_inside(|store| meta::get_json(store.read(), Meta::Schemas).unwrap());
    assert_eq!(named.unwrap_or([1; 3]), [skeleton::VERSION; 3]);
}
