//! Changes that the server refuses, with others behind them.

use client_core::client::Chosen;
use client_core::ids::DocId;
use client_core::model::{Register, Role};
use tests::checkers::settled;
use tests::world::{Phone, World};

use crate::hands::{count, give, note, plan, set};

const GIRLS: &str = "reached.f.14-17";

/// Ana's session, which Ion may withdraw as long as he coordinates.
fn met() -> (World, DocId) {
    let mut world = World::of_volunteers(1, "suceava", &["ana"]);
    world.enrol("ion", Role::Coordinator, "suceava");
    let doc = plan(world.phone("ana"), "Grade 9");
    count(world.phone("ana"), doc, GIRLS, 10);
    settled(&mut world);
    (world, doc)
}

/// His phone lets him; before it reaches the server he no longer coordinates.
fn withdrawn_by_ion(world: &World, doc: DocId) {
    let why = "not mine to say";
    set(world.phone("ion"), doc, Register::Withdrawn, why);
    world.server.change_role("ion", Role::Volunteer);
}

#[test]
fn what_stands_behind_a_refused_change_is_said_again() {
    let (mut world, doc) = met();
    withdrawn_by_ion(&world, doc);
    // Its change is made, and never arrives; more follows in changes of their own.
    world.phone_mut("ion").line.cut_request_after = Some(10);
    for number in 0..3 {
        world.sync("ion");
        count(world.phone("ion"), doc, GIRLS, 2);
        note(world.phone("ion"), doc, &format!("Word {number}. "));
    }
    set(world.phone("ana"), doc, Register::Title, "Grade 9 A");
    settled(&mut world);
    for name in ["ana", "ion"] {
        let session = world.phone(name).session(doc);
        assert_eq!(session.withdrawn, None, "{name}");
        assert_eq!(session.people_reached(), 16, "{name}");
        assert_eq!(session.title, "Grade 9 A");
        assert_eq!(session.notes, "Word 0. Word 1. Word 2. ");
    }
    let attention = world.phone("ion").client().attention().unwrap();
    assert_eq!(attention.len(), 1, "{attention:?}");
    assert_eq!(attention[0].code, "not_permitted");
    assert!(!attention[0].edits.is_empty());
    assert!(world.phone("ana").client().attention().unwrap().is_empty());
}

/// What somebody else said knowing of a refused change never depends on it: they cannot have it.
#[test]
fn other_people_go_on_meanwhile() {
    let (mut world, doc) = met();
    count(world.phone("ion"), doc, GIRLS, 1);
    world.run_until_quiescent();
    withdrawn_by_ion(&world, doc);
    for number in 1..=3 {
        count(world.phone("ana"), doc, GIRLS, 1);
        world.sync_well("ana");
        world.sync("ion");
        count(world.phone("ion"), doc, GIRLS, 1);
        assert_eq!(
            world.phone("ion").client().attention().unwrap().len(),
            1,
            "{number}"
        );
    }
    settled(&mut world);
    assert_eq!(world.phone("ana").session(doc).people_reached(), 17);
    // One person, however many replicas.
    let counts = world.phone("ana").session(doc).counts;
    assert_eq!(counts.succeeds.len(), 1);
}

fn codes(phone: &Phone) -> Vec<String> {
    let attention = phone.client().attention().unwrap();
    attention.into_iter().map(|matter| matter.code).collect()
}

/// Ion's withdrawal goes from hand to hand, and work is built on it, before the server refuses it.
#[test]
fn a_refused_hand_over_with_other_peoples_changes_behind_it() {
    for first in ["ana", "eva", "ion"] {
        let (mut world, doc) = met();
        world.enrol("eva", Role::Volunteer, "suceava");
        settled(&mut world);
        withdrawn_by_ion(&world, doc);
        give(&world, "ion", "ana", Chosen::These(&[doc]));
        count(world.phone("ion"), doc, GIRLS, 1);
        count(world.phone("ana"), doc, GIRLS, 2);
        note(world.phone("ana"), doc, "Taken over. ");
        give(&world, "ana", "eva", Chosen::Unsent);
        set(world.phone("eva"), doc, Register::Title, "Grade 9 A");
        count(world.phone("eva"), doc, GIRLS, 4);
        for name in ["ana", "eva"] {
            let session = world.phone(name).session(doc);
            assert!(session.withdrawn.is_some(), "{name} sees what ion said");
        }
        assert_eq!(world.phone("eva").session(doc).people_reached(), 16);

        world.sync_well(first);
        settled(&mut world);
        for name in ["ana", "ion", "eva"] {
            let session = world.phone(name).session(doc);
            assert_eq!(session.withdrawn, None, "{first} first: {name}");
            assert_eq!(session.people_reached(), 17, "{first} first: {name}");
            assert_eq!(session.title, "Grade 9 A");
            assert_eq!(session.notes, "Taken over. ");
            assert_eq!(world.phone(name).client().status().unwrap().carrying, 0);
        }
        assert!(codes(world.phone("ion")).contains(&"not_permitted".to_owned()));
    }
}
