//! A volunteer of one unit never receives another unit's session, by any route, and cannot tell
//! whether it exists.

use client_core::ids::{ChangeHash, DocId, MemberId};
use client_core::model::Role;
use client_core::wire::{Inventory, InventoryItem, ToPhone, ToServer, Want};
use server::store::members;
use tests::checkers::{access_kept, settled};
use tests::world::World;

use super::hands::{count, note, plan};

fn two_units() -> (World, DocId) {
    let mut world = World::new(1, &["suceava", "iasi"]);
    world.enrol("ana", Role::Volunteer, "suceava");
    world.enrol("eve", Role::Volunteer, "iasi");
    let secret = plan(world.phone("ana"), "Secret");
    note(world.phone("ana"), secret, "Careful. ");
    settled(&mut world);
    (world, secret)
}

/// Everything in an answer that names the document.
fn told(heard: &[ToPhone], doc: DocId) -> Vec<&ToPhone> {
    let names = |message: &&ToPhone| match message {
        ToPhone::Item(item) => item.doc == doc,
        ToPhone::Gone(gone) => gone.doc == Some(doc),
        ToPhone::Taken(taken) => taken.doc == doc,
        ToPhone::Missing(missing) => missing.doc == doc && !missing.heads.is_empty(),
        _ => false,
    };
    heard.iter().filter(names).collect()
}

#[test]
fn by_no_question() {
    let (mut world, secret) = two_units();
    let unknown = DocId([0x77; 16]);
    let home = world.server.organisation();
    let mut answers = Vec::new();
    for doc in [secret, secret.companion(), unknown] {
        let heads = vec![ChangeHash([5; 32])];
        let list = Inventory {
            organisation: home.clone(),
            items: vec![InventoryItem { doc, heads }],
            more: false,
            after: None,
        };
        let want: ToServer = Want { doc }.into();
        let mut lengths = Vec::new();
        for question in [
            vec![want.clone()],
            vec![list.into()],
            vec![want.clone(), want],
        ] {
            let heard = world.say("eve", question).unwrap();
            assert_eq!(told(&heard, doc), [] as [&ToPhone; 0]);
            lengths.push(heard.len());
        }
        answers.push(lengths);
    }
    assert_eq!(answers[0], answers[2], "a hidden document looks unknown");
    assert_eq!(answers[1], answers[2]);
    settled(&mut world);
    assert!(world.phone("eve").client().session(secret).is_err());
}

#[test]
fn not_after_a_repair_of_either_side() {
    let (mut world, secret) = two_units();
    let of_eve = world.phone("eve").backup();
    let of_server = world.server.backup();
    count(world.phone("ana"), secret, "reached.f.14-17", 4);
    plan(world.phone("ana"), "Secret too");
    world.run_until_quiescent();
    world.phone_mut("eve").restore(&of_eve, false);
    settled(&mut world);
    world.server.restore(&of_server);
    settled(&mut world);
    access_kept(&mut world);
    assert_eq!(world.phone("eve").listed(), []);
    assert_eq!(world.phone("ana").listed().len(), 2);
}

#[test]
fn whoever_sees_every_unit_sees_this_one() {
    let (mut world, secret) = two_units();
    world.enrol("vera", Role::National, "iasi");
    world.enrol("cora", Role::Coordinator, "iasi");
    settled(&mut world);
    assert_eq!(world.phone("vera").listed(), [secret]);
    assert_eq!(world.phone("vera").session(secret).notes, "Careful. ");
    assert_eq!(world.phone("cora").listed(), []);
    // The catalogue of a volunteer names the people of the own unit only.
    let eve = world.phone("eve").client();
    let ana: MemberId = world.server.member("ana");
    let names = format!("{:?}", eve.catalogue("member").unwrap());
    assert!(!names.contains(ana.as_str()), "{names}");
    let known = world.server.store().read(|c| members::by_name(c, "ana"));
    assert!(known.unwrap().is_some());
}
