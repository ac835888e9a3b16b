//! Phones and servers that were put back from a backup.

use client_core::client::Chosen;
use client_core::ids::DocId;
use client_core::model::{Edit, Role};
use client_core::sync::SyncEnd;
use client_core::wire::FailureCode;
use tests::checkers::settled;
use tests::world::World;

use crate::hands::{count, give, note, plan};

const GIRLS: &str = "reached.f.14-17";

fn counted(world: &World, name: &str, doc: DocId) -> u64 {
    world.phone(name).session(doc).people_reached()
}

/// Ten are counted and sent.
fn ten() -> (World, DocId) {
    let mut world = World::of_volunteers(1, "suceava", &["ana", "ion"]);
    let doc = plan(world.phone("ana"), "Grade 9");
    count(world.phone("ana"), doc, GIRLS, 10);
    settled(&mut world);
    (world, doc)
}

#[test]
fn a_journal_that_was_sent_before_the_restore_is_not_counted_again() {
    for with_nonce in [false, true] {
        let (mut world, doc) = ten();
        count(world.phone("ana"), doc, GIRLS, 3);
        note(world.phone("ana"), doc, "Three more. ");
        let backup = world.phone("ana").backup();
        world.sync_well("ana");
        world.phone_mut("ana").restore(&backup, with_nonce);
        assert_eq!(counted(&world, "ana", doc), 13);
        settled(&mut world);
        assert_eq!(counted(&world, "ana", doc), 13, "never 16");
        let notes = world.phone("ion").session(doc).notes;
        assert_eq!(notes.matches("Three more.").count(), 1, "{notes}");
        count(world.phone("ana"), doc, GIRLS, 1);
        settled(&mut world);
        assert_eq!(counted(&world, "ion", doc), 14);
        let counters = &world.phone("ion").session(doc).counts;
        assert_eq!(counters.succeeds.len(), 1, "one person all the time");
    }
}

#[test]
fn a_journal_that_was_never_sent_is_sent_after_the_restore() {
    for with_nonce in [false, true] {
        let (mut world, doc) = ten();
        count(world.phone("ana"), doc, GIRLS, 3);
        let backup = world.phone("ana").backup();
        world.phone_mut("ana").restore(&backup, with_nonce);
        // What is said before the repair is kept apart, and not lost either.
        count(world.phone("ana"), doc, GIRLS, 2);
        settled(&mut world);
        for name in ["ana", "ion"] {
            assert_eq!(counted(&world, name, doc), 15, "{name}");
        }
    }
}

#[test]
fn what_was_done_after_the_backup_and_sent_comes_back() {
    for with_nonce in [false, true] {
        let (mut world, doc) = ten();
        let backup = world.phone("ana").backup();
        count(world.phone("ana"), doc, GIRLS, 5);
        let later = plan(world.phone("ana"), "Market");
        count(world.phone("ana"), later, GIRLS, 7);
        world.sync_well("ana");
        world.phone_mut("ana").restore(&backup, with_nonce);
        assert_eq!(counted(&world, "ana", doc), 10);
        count(world.phone("ana"), doc, GIRLS, 1);
        settled(&mut world);
        assert_eq!(counted(&world, "ana", later), 7);
        let attention = world.phone("ana").client().attention().unwrap();
        if with_nonce {
            // Nobody knew that it was restored: the last count has the name of one that was sent.
            // It is not counted by itself, and it is not lost.
            assert_eq!(counted(&world, "ana", doc), 15);
            assert_eq!(attention[0].code, "replica_reused");
            let cell = GIRLS.parse().unwrap();
            assert!(attention[0].edits.contains(&Edit::Count { cell, by: 1 }));
        } else {
            assert_eq!(counted(&world, "ana", doc), 16);
            assert!(attention.is_empty(), "{attention:?}");
        }
    }
}

/// The same backup twice, as when a phone is replaced and the old one is found again.
#[test]
fn two_phones_of_one_backup_never_write_as_one() {
    let (mut world, doc) = ten();
    let backup = world.phone("ana").backup();
    for round in 1..=3 {
        count(world.phone("ana"), doc, GIRLS, 1);
        world.run_until_quiescent();
        world.phone_mut("ana").restore(&backup, round % 2 == 0);
        count(world.phone("ana"), doc, GIRLS, 10);
        settled(&mut world);
    }
    assert_eq!(counted(&world, "ion", doc), 10 + 3 + 30);
}

#[test]
fn a_server_restored_to_before_a_phone_had_joined_gets_everything_back() {
    let mut world = World::of_volunteers(1, "suceava", &["ana"]);
    let early = plan(world.phone("ana"), "Early");
    settled(&mut world);
    let backup = world.server.backup();

    world.enrol("ion", Role::Volunteer, "suceava");
    let ions = plan(world.phone("ion"), "Ion's");
    count(world.phone("ion"), ions, GIRLS, 4);
    note(world.phone("ion"), ions, "By Ion. ");
    world.run_until_quiescent();
    count(world.phone("ana"), ions, GIRLS, 5);
    count(world.phone("ana"), early, GIRLS, 6);
    world.run_until_quiescent();
    let unsent = plan(world.phone("ion"), "Not sent yet");

    world.server.restore(&backup);
    // Ana's phone proves to the server what it has forgotten, and brings it, Ion's work included.
    world.sync_well("ana");
    // Ion's phone is not known any more: it shows its certificate and waits.
    let refused = world.sync("ion");
    let Some(SyncEnd::Failed { code, .. }) = &refused.report.end else {
        panic!("{refused:?}");
    };
    assert_eq!(*code, FailureCode::AwaitsApproval);
    assert_eq!(world.phone("ion").unsent(), 1);
    assert_eq!(world.server.approve_all(), 1);
    settled(&mut world);
    for name in ["ana", "ion"] {
        let session = world.phone(name).session(ions);
        assert_eq!(session.people_reached(), 9);
        assert_eq!(session.notes, "By Ion. ");
        assert_eq!(world.phone(name).session(unsent).title, "Not sent yet");
        assert_eq!(counted(&world, name, early), 6);
    }
}

/// Her hand-over is nobody's word any more; what it holds of others is theirs, and stays.
#[test]
fn a_server_restored_to_before_a_giver_had_joined_takes_what_others_wrote() {
    for carrier in ["ion", "eva"] {
        let mut world = World::of_volunteers(1, "suceava", &["ion", "eva"]);
        settled(&mut world);
        let backup = world.server.backup();
        world.enrol("ana", Role::Volunteer, "suceava");
        let doc = plan(world.phone("ion"), "Grade 9");
        count(world.phone("ion"), doc, GIRLS, 4);
        note(world.phone("ion"), doc, "By Ion. ");
        world.run_until_quiescent();
        count(world.phone("ana"), doc, GIRLS, 3);
        let taken = give(&world, "ana", carrier, Chosen::Unsent);
        assert_eq!(taken.len(), 1);

        world.server.restore(&backup);
        for name in [carrier, "ion", "eva"] {
            world.sync_well(name);
        }
        for name in ["ion", "eva"] {
            let session = world.phone(name).session(doc);
            assert_eq!(session.people_reached(), 4, "{carrier} brings: {name}");
            assert_eq!(session.notes, "By Ion. ");
            assert_eq!(world.phone(name).client().status().unwrap().carrying, 0);
        }
        let ions = world.phone("ion").client().attention().unwrap();
        let of_ion = ions.iter().filter(|matter| !matter.edits.is_empty());
        assert_eq!(of_ion.count(), 0, "{ions:?}");
        assert_eq!(world.server.approve_all(), 0, "she has not asked");
        world.sync("ana");
        assert_eq!(world.server.approve_all(), 1);
        settled(&mut world);
        assert_eq!(counted(&world, "ana", doc), 4, "hers waits");
        let hers = world.phone("ana").client().attention().unwrap();
        assert_eq!(hers[0].code, "quarantined");
        let cell = GIRLS.parse().unwrap();
        assert!(hers[0].edits.contains(&Edit::Count { cell, by: 3 }));
    }
}

#[test]
fn a_restored_server_loses_nothing_while_one_phone_lives() {
    for seed in 0..4 {
        let mut world = World::of_volunteers(seed, "suceava", &["ana", "ion", "eva"]);
        let doc = plan(world.phone("ana"), "Grade 9");
        settled(&mut world);
        let backup = world.server.backup();
        let mut expected = 0;
        for name in ["ana", "ion", "eva"] {
            count(world.phone(name), doc, GIRLS, 3);
            note(world.phone(name), doc, &format!("{name}. "));
            plan(world.phone(name), &format!("{name}'s"));
            expected += 3;
        }
        world.run_until_quiescent();
        world.server.restore(&backup);
        // Work goes on before anybody notices.
        count(world.phone("ion"), doc, GIRLS, 1);
        settled(&mut world);
        assert_eq!(counted(&world, "eva", doc), expected + 1);
        assert_eq!(world.phone("eva").listed().len(), 4);
        let notes = world.phone("eva").session(doc).notes;
        assert!(
            ["ana.", "ion.", "eva."]
                .iter()
                .all(|word| notes.contains(word)),
            "{notes}"
        );
    }
}

/// The phone that comes first was itself restored to before the server's backup.
#[test]
fn both_restored_to_different_days() {
    let (mut world, doc) = ten();
    let of_phone = world.phone("ana").backup();
    count(world.phone("ana"), doc, GIRLS, 1);
    world.run_until_quiescent();
    let of_server = world.server.backup();
    count(world.phone("ana"), doc, GIRLS, 2);
    count(world.phone("ion"), doc, GIRLS, 4);
    world.run_until_quiescent();
    world.server.restore(&of_server);
    world.phone_mut("ana").restore(&of_phone, false);
    count(world.phone("ana"), doc, GIRLS, 8);
    settled(&mut world);
    assert_eq!(counted(&world, "ana", doc), 10 + 1 + 2 + 4 + 8);
}
