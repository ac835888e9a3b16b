//! An app that was put back to an older one, over journals with edits that it cannot read.
//!
//! There is one app here: the edits are respelt, as those of a newer one look to an older one.

use client_core::model::{Edit, Register, Role};
use client_core::store::StoreError;
use tests::checkers::settled;
use tests::world::{LineFaults, World};

use crate::hands::{count, note, plan, set};

/// What the newest app calls a title, and what an older one has never heard of.
const TITLE: [&str; 2] = [r#""register":"title""#, r#""register":"title_of_tomorrow""#];

/// The same of whatever puts a value into a field.
const SET: [&str; 2] = [r#"{"set":"#, r#"{"set_of_tomorrow":"#];

const JOURNAL: &str = "UPDATE journal SET edit = replace(edit, ?1, ?2) WHERE instr(edit, ?1) > 0";
const FROZEN: &str = "UPDATE frozen SET edits = replace(edits, ?1, ?2) WHERE instr(edits, ?1) > 0";

/// Spells the edits in a phone's journals as an app of another age reads them.
fn respell(world: &mut World, name: &str, from: &str, to: &str) {
    respell_in(JOURNAL, world, name, from, to);
}

fn respell_in(sql: &str, world: &mut World, name: &str, from: &str, to: &str) {
    world.phone_mut(name).look_inside(|store| {
        let respelt = store.write(|tx| Ok::<_, StoreError>(tx.execute(sql, [from, to])?));
        assert!(respelt.unwrap() > 0, "there is such an edit");
    });
}

#[test]
fn edits_that_an_app_that_went_back_cannot_read_wait_and_go_up_later() {
    let mut world = World::of_volunteers(1, "suceava", &["ana", "ion"]);
    let doc = plan(world.phone("ana"), "Grade 9");
    settled(&mut world);
    count(world.phone("ana"), doc, "reached.f.14-17", 3);
    let title = |title: &str| Edit::text(Register::Title, title);
    world.phone("ana").edit(doc, &[title("Grade 10")]);
    respell(&mut world, "ana", TITLE[0], TITLE[1]);

    // The old app opens the session, and what is entered now lies behind what it cannot read.
    assert_eq!(world.phone("ana").session(doc).people_reached(), 3);
    count(world.phone("ana"), doc, "reached.f.14-17", 2);
    world
        .phone("ana")
        .edit(doc, &[Edit::number(Register::Activities, 2)]);
    count(world.phone("ion"), doc, "reached.m.14-17", 4);
    for _ in 0..2 {
        world.sync_well("ion");
        world.sync_well("ana");
        assert_eq!(world.phone("ana").unsent(), 1, "it is not forgotten");
        let attention = world.phone("ana").client().attention().unwrap();
        assert_eq!(attention.len(), 1, "the member is told once: {attention:?}");
        assert_eq!(attention[0].doc, doc);
        assert!(attention[0].reason.contains("Update the app"));
    }
    world.sync_well("ion");
    let session = world.phone("ion").session(doc);
    assert_eq!(
        (session.title.as_str(), session.people_reached()),
        ("Grade 9", 7),
        "what lies before it goes up"
    );
    let session = world.phone("ana").session(doc);
    assert_eq!(
        (session.title.as_str(), session.people_reached()),
        ("Grade 9", 9)
    );

    // The app is updated, and nothing has happened.
    respell(&mut world, "ana", TITLE[1], TITLE[0]);
    settled(&mut world);
    for name in ["ana", "ion"] {
        let session = world.phone(name).session(doc);
        assert_eq!(
            (session.title.as_str(), session.people_reached()),
            ("Grade 10", 9),
            "{name}"
        );
        assert_eq!(session.activities, 2);
    }
    assert!(world.phone("ana").client().attention().unwrap().is_empty());
}

#[test]
fn a_session_that_begins_with_what_cannot_be_read_waits_with_its_notes() {
    let mut world = World::of_volunteers(2, "suceava", &["ana", "ion"]);
    settled(&mut world);
    let doc = plan(world.phone("ana"), "Grade 9");
    note(world.phone("ana"), doc, "Two stayed.");
    respell(&mut world, "ana", SET[0], SET[1]);
    count(world.phone("ana"), doc, "reached.f.14-17", 2);
    for _ in 0..2 {
        assert_eq!(world.sync_well("ana").report.refused, 0);
        assert_eq!(world.phone("ana").unsent(), 1);
        assert_eq!(world.phone("ana").session(doc).notes, "Two stayed.");
        let attention = world.phone("ana").client().attention().unwrap();
        assert_eq!(attention.len(), 1, "{attention:?}");
    }
    respell(&mut world, "ana", SET[1], SET[0]);
    settled(&mut world);
    let session = world.phone("ion").session(doc);
    assert_eq!(
        (session.title.as_str(), session.notes.as_str()),
        ("Grade 9", "Two stayed.")
    );
    assert_eq!(session.people_reached(), 2);
}

#[test]
fn what_stood_behind_a_refusal_and_cannot_be_read_waits_too() {
    let mut world = World::of_volunteers(3, "suceava", &["ana"]);
    world.enrol("ion", Role::Coordinator, "suceava");
    let doc = plan(world.phone("ana"), "Grade 9");
    settled(&mut world);
    set(world.phone("ion"), doc, Register::Withdrawn, "not mine");
    world.server.change_role("ion", Role::Volunteer);
    // Two changes are cut, and neither arrives.
    for _ in 0..2 {
        world.phone_mut("ion").line.cut_request_after = Some(10);
        world.sync("ion");
        set(world.phone("ion"), doc, Register::Title, "Grade 10");
    }
    world.phone_mut("ion").line = LineFaults::default();
    respell_in(FROZEN, &mut world, "ion", TITLE[0], TITLE[1]);
    respell(&mut world, "ion", TITLE[0], TITLE[1]);
    for _ in 0..2 {
        world.sync_well("ion");
        assert_eq!(world.phone("ion").unsent(), 1);
        assert_eq!(world.phone("ion").session(doc).withdrawn, None);
    }
    let attention = world.phone("ion").client().attention().unwrap();
    let codes: Vec<&str> = attention.iter().map(|said| &said.code[..]).collect();
    assert_eq!(codes, ["unread_edits", "not_permitted"]);
    respell(&mut world, "ion", TITLE[1], TITLE[0]);
    settled(&mut world);
    assert_eq!(world.phone("ana").session(doc).title, "Grade 10");
    assert_eq!(world.phone("ion").client().attention().unwrap().len(), 1);
}

#[test]
fn a_restored_phone_shows_what_it_cannot_read_and_may_have_sent() {
    let mut world = World::of_volunteers(4, "suceava", &["ana", "ion"]);
    let doc = plan(world.phone("ana"), "Grade 9");
    settled(&mut world);
    count(world.phone("ana"), doc, "reached.f.14-17", 3);
    set(world.phone("ana"), doc, Register::Title, "Grade 10");
    respell(&mut world, "ana", TITLE[0], TITLE[1]);
    count(world.phone("ana"), doc, "reached.f.14-17", 2);
    let backup = world.phone("ana").backup();
    // What lies before it is sent under the name that all of it has in the backup.
    world.sync_well("ana");
    world.phone_mut("ana").restore(&backup, false);
    settled(&mut world);
    assert_eq!(world.phone("ion").session(doc).people_reached(), 3);
    let attention = world.phone("ana").client().attention().unwrap();
    assert_eq!(attention.len(), 1, "{attention:?}");
    let edits = &attention[0].edits;
    assert!(edits[0].is_unread(), "{edits:?}");
    let cell = "reached.f.14-17".parse().unwrap();
    assert_eq!(edits[1..], [Edit::Count { cell, by: 2 }]);
}
