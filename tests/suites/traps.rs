//! The traps of merging that the documents' layout avoids, from the thumb to the server and back.
//! What the bare merging library makes of each is shown beside the layout, in `client-core`.

use client_core::ids::DocId;
use client_core::model::{Basis, Edit, Place, Register, Scalar, Table};
use server::store::read::{Filter, Scope, figures};
use tests::checkers::settled;
use tests::world::World;

use super::hands::{count, disputed, note, plan, say};

const GIRLS: &str = "reached.f.14-17";

fn met() -> (World, DocId) {
    let mut world = World::of_volunteers(1, "suceava", &["ana", "ion"]);
    let doc = plan(world.phone("ana"), "Grade 9");
    settled(&mut world);
    (world, doc)
}

fn people_on_pages(world: &World) -> (u64, u64) {
    let read = |c: &server::store::Connection| figures::totals(c, &Scope::All, &Filter::default());
    let sums = world.server.store().read(read).unwrap();
    (sums.sessions, sums.people)
}

#[test]
fn one_counter_begun_by_two_phones_is_neither_hidden_nor_doubled() {
    let (mut world, doc) = met();
    count(world.phone("ana"), doc, GIRLS, 10);
    count(world.phone("ion"), doc, GIRLS, 7);
    settled(&mut world);
    assert_eq!(world.phone("ana").session(doc).people_reached(), 17);
    for name in ["ana", "ion"] {
        count(world.phone(name), doc, GIRLS, 1);
        settled(&mut world);
    }
    assert_eq!(world.phone("ion").session(doc).people_reached(), 19);
    assert_eq!(people_on_pages(&world), (1, 19));
}

#[test]
fn what_two_phones_begin_at_once_hides_nothing() {
    // The private companion is made by whoever needs it first: here by both, unaware.
    let (mut world, doc) = met();
    for name in ["ana", "ion"] {
        let phone = world.phone(name);
        note(phone, doc, &format!("{name} was here. "));
        phone.edit(
            doc,
            &[
                Edit::Text {
                    question: format!("told-{name}"),
                    value: Some("yes".to_owned()),
                },
                Edit::Answer {
                    key: format!("asked-{name}"),
                    value: Some(Scalar::Bool(true)),
                },
            ],
        );
    }
    settled(&mut world);
    let session = world.phone("ana").session(doc);
    for name in ["ana", "ion"] {
        assert!(session.notes.contains(&format!("{name} was here.")));
        assert!(session.texts.contains_key(&format!("told-{name}")));
        assert!(session.answers.contains_key(&format!("asked-{name}")));
    }
}

#[test]
fn two_sessions_of_one_event_are_counted_once_and_both_stay() {
    let (mut world, kept) = met();
    let twin = plan(world.phone("ion"), "Grade 9, again");
    count(world.phone("ana"), kept, GIRLS, 20);
    count(world.phone("ion"), twin, GIRLS, 21);
    settled(&mut world);
    assert_eq!(people_on_pages(&world), (2, 41));
    let point = Edit::text(Register::DuplicateOf, kept.to_string());
    world.phone("ion").edit(twin, &[point]);
    settled(&mut world);
    assert_eq!(people_on_pages(&world), (1, 20));
    let shown = world.phone("ana").session(twin);
    assert_eq!(shown.duplicate_of, Some(kept));
    assert_eq!(shown.people_reached(), 21);
    // It can be undone.
    world
        .phone("ion")
        .edit(twin, &[Edit::clear(Register::DuplicateOf)]);
    settled(&mut world);
    assert_eq!(people_on_pages(&world), (2, 41));
}

#[test]
fn two_sessions_that_point_at_each_other_are_counted_once() {
    let mut world = World::of_volunteers(1, "suceava", &["ana", "ion"]);
    let first = plan(world.phone("ana"), "Grade 9");
    let second = plan(world.phone("ion"), "Grade 9, again");
    count(world.phone("ana"), first, GIRLS, 20);
    count(world.phone("ion"), second, GIRLS, 20);
    settled(&mut world);
    for (name, own, other) in [("ana", first, second), ("ion", second, first)] {
        let point = Edit::text(Register::DuplicateOf, other.to_string());
        world.phone(name).edit(own, &[point]);
    }
    settled(&mut world);
    assert_eq!(people_on_pages(&world), (1, 20));
}

#[test]
fn a_place_is_never_made_of_two_peoples_halves() {
    let (mut world, doc) = met();
    let place = |adm1: &str, locality: &str| Place {
        country: "RO".into(),
        adm1: adm1.into(),
        locality: locality.into(),
        ..Place::default()
    };
    let said = [
        ("ana", place("RO-SV", "Siret")),
        ("ion", place("RO-IS", "Pascani")),
    ];
    let points = [("ana", "47.95,26.07"), ("ion", "47.25,26.72")];
    for ((name, place), (_, at)) in said.iter().zip(points) {
        let where_ = Edit::text(Register::Where, place.to_register());
        let at = Edit::text(Register::At, at);
        world.phone(name).edit(doc, &[where_, at]);
    }
    settled(&mut world);
    let session = world.phone("ana").session(doc);
    assert!(said.iter().any(|(_, place)| *place == session.place));
    let at = session.at.unwrap().to_register();
    assert!(points.iter().any(|(_, said)| *said == at), "{at}");
    let mut fields = disputed(&session);
    fields.sort_unstable();
    assert_eq!(fields, ["at", "place"]);
}

#[test]
fn a_total_that_two_people_correct_is_not_corrected_twice() {
    let (mut world, doc) = met();
    count(world.phone("ana"), doc, GIRLS, 30);
    count(world.phone("ion"), doc, GIRLS, 26);
    settled(&mut world);
    // Both see 56 and know that it was 50.
    for name in ["ana", "ion"] {
        say(world.phone(name), doc, Basis::Whole);
        count(world.phone(name), doc, GIRLS, -6);
        assert_eq!(world.phone(name).session(doc).people_reached(), 50);
    }
    settled(&mut world);
    let session = world.phone("ana").session(doc);
    assert_eq!(session.people_reached(), 50, "never 44");
    assert_eq!(disputed(&session), [""; 0], "both say the same");
    // Ana looks again: it was 51. That is another saying, and it is shown.
    count(world.phone("ana"), doc, GIRLS, 1);
    settled(&mut world);
    let session = world.phone("ion").session(doc);
    assert_eq!(session.people_reached(), 51);
    assert_eq!(disputed(&session), ["people"]);
    world
        .phone("ion")
        .client()
        .resolve(doc, "people", 1)
        .unwrap();
    settled(&mut world);
    let session = world.phone("ana").session(doc);
    assert_eq!(
        (session.people_reached(), disputed(&session).len()),
        (51, 0)
    );
    assert!(session.counts.settled.contains_key(&Table::People));
}
