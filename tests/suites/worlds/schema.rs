//! An app beside a newer schema.

use client_core::document::skeleton;
use client_core::ids::{ChangeHash, DocId};
use client_core::model::DocKind;
use client_core::store::meta::{self, Meta};
use client_core::wire::message::Blob;
use client_core::wire::{Put, RefusalCode, ToPhone};
use tests::checkers::settled;
use tests::hostile::second_version;
use tests::world::World;

use crate::hands::{count, plan};

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
