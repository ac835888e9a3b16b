//! What several people did to one session without knowing of each other, after they met at the
//! server. Both phones and the server must say the same: `settled` looks.

use client_core::ids::DocId;
use client_core::model::{
    Basis, Counting, Edit, Register, Session, Source, Status, Table, TeamRole, Topic,
};
use tests::checkers::settled;
use tests::world::World;

use super::hands::{count, disputed, note, plan, say, sayings, set};

const GIRLS: &str = "reached.f.14-17";
const BOYS: &str = "reached.m.14-17";

/// Two phones that hold the same session.
fn met() -> (World, DocId) {
    let mut world = World::of_volunteers(1, "suceava", &["ana", "ion"]);
    let doc = plan(world.phone("ana"), "Grade 9");
    settled(&mut world);
    (world, doc)
}

/// What everybody shows in the end.
fn in_the_end(world: &mut World, doc: DocId) -> Session {
    settled(world);
    world.phone("ana").session(doc)
}

#[test]
fn both_titles_are_shown_until_somebody_settles_it() {
    let (mut world, doc) = met();
    set(
        world.phone("ana"),
        doc,
        Register::Title,
        "Grade 9, two classes",
    );
    set(world.phone("ion"), doc, Register::Title, "Grade 10");
    let session = in_the_end(&mut world, doc);
    assert_eq!(disputed(&session), ["title"]);
    let mut said = sayings(&session.conflicts[0]);
    said.sort();
    assert_eq!(said, ["\"Grade 10\"", "\"Grade 9, two classes\""]);
    let member = |name: &str| world.phone(name).client().identity().member.clone();
    let (ana, ion) = (member("ana"), member("ion"));
    let who: Vec<String> = session.conflicts[0]
        .sayings
        .iter()
        .map(|saying| format!("{:?}", saying.who))
        .collect();
    for name in [ana.as_str(), ion.as_str()] {
        assert!(who.iter().any(|who| who.contains(name)), "{who:?}");
    }
    let ion = world.phone("ion").client();
    assert_eq!(ion.conflicts().unwrap().len(), 1);
    ion.resolve(doc, "title", 2).unwrap();
    let settled = in_the_end(&mut world, doc);
    assert_eq!(disputed(&settled), [""; 0]);
    assert_eq!(
        serde_json::Value::from(settled.title),
        session.conflicts[0].sayings[1].value
    );
}

#[test]
fn the_same_said_twice_is_one_saying() {
    let (mut world, doc) = met();
    for name in ["ana", "ion"] {
        set(world.phone(name), doc, Register::Title, "Grade 9 A");
        set(world.phone(name), doc, Register::Campaign, "not-for-sale");
    }
    let session = in_the_end(&mut world, doc);
    assert_eq!(session.title, "Grade 9 A");
    assert_eq!(disputed(&session), [""; 0]);
}

#[test]
fn a_session_goes_forward_only() {
    let (mut world, doc) = met();
    let status = |world: &World, name: &str, status: Status| {
        set(world.phone(name), doc, Register::Status, status.code());
    };
    status(&world, "ana", Status::Running);
    status(&world, "ion", Status::Done);
    let session = in_the_end(&mut world, doc);
    assert_eq!(
        (session.status, disputed(&session).len()),
        (Status::Done, 0)
    );
    // Only calling it off against holding it is a dispute.
    let (mut world, doc) = met();
    let status = |world: &World, name: &str, status: Status| {
        set(world.phone(name), doc, Register::Status, status.code());
    };
    status(&world, "ana", Status::Cancelled);
    status(&world, "ion", Status::Done);
    assert_eq!(disputed(&in_the_end(&mut world, doc)), ["status"]);
}

#[test]
fn times_and_ways_of_counting_need_nobody() {
    let (mut world, doc) = met();
    let number = |world: &World, name: &str, register, value| {
        world
            .phone(name)
            .edit(doc, &[Edit::number(register, value)]);
    };
    number(&world, "ana", Register::StartedAt, 1_489_478_400_000);
    number(&world, "ion", Register::StartedAt, 1_489_478_100_000);
    number(&world, "ana", Register::EndedAt, 1_489_483_000_000);
    number(&world, "ion", Register::EndedAt, 1_489_484_000_000);
    set(
        world.phone("ana"),
        doc,
        Register::Counting,
        Counting::Estimated.code(),
    );
    set(
        world.phone("ion"),
        doc,
        Register::Counting,
        Counting::Counted.code(),
    );
    let session = in_the_end(&mut world, doc);
    assert_eq!(session.started_at.unwrap().0, 1_489_478_100_000);
    assert_eq!(session.ended_at.unwrap().0, 1_489_484_000_000);
    assert_eq!(session.counting, Counting::Estimated);
    assert_eq!(disputed(&session), [""; 0]);
}

#[test]
fn sets_are_united() {
    let (mut world, doc) = met();
    let add = |world: &World, name: &str, topic, organisation: &str| {
        let phone = world.phone(name);
        let member = phone.client().identity().member.clone();
        phone.edit(
            doc,
            &[
                Edit::Topic {
                    topic,
                    present: true,
                },
                Edit::Partner {
                    organisation: organisation.parse().unwrap(),
                    present: true,
                },
                Edit::Team {
                    member,
                    role: Some(TeamRole::Helper),
                },
            ],
        );
    };
    add(&world, "ana", Topic::ALL[0], "school");
    add(&world, "ion", Topic::ALL[1], "church");
    let session = in_the_end(&mut world, doc);
    assert_eq!(session.topics.len(), 2);
    assert_eq!(session.partners.len(), 2);
    assert_eq!(session.team.len(), 2);
    assert_eq!(disputed(&session), [""; 0]);
}

#[test]
fn notes_keep_everybodys_words() {
    let (mut world, doc) = met();
    note(world.phone("ana"), doc, "Many questions. ");
    note(world.phone("ion"), doc, "Two stayed behind. ");
    let session = in_the_end(&mut world, doc);
    for words in ["Many questions.", "Two stayed behind."] {
        assert!(session.notes.contains(words), "{}", session.notes);
    }
    // Ana takes a word out while Ion writes another.
    let shown = world.phone("ana").session(doc).notes;
    let splices = client_core::model::edit::splices_between(&shown, &shown.replace("Many ", ""));
    world.phone("ana").edit(doc, &[Edit::Notes { splices }]);
    note(world.phone("ion"), doc, "A film was shown.");
    let session = in_the_end(&mut world, doc);
    assert!(!session.notes.contains("Many"), "{}", session.notes);
    assert!(session.notes.contains("A film was shown."));
}

#[test]
fn parts_are_added_and_stay_told_apart() {
    let (mut world, doc) = met();
    for _ in 0..3 {
        count(world.phone("ana"), doc, GIRLS, 5);
        count(world.phone("ion"), doc, GIRLS, 2);
        count(world.phone("ion"), doc, BOYS, 1);
        settled(&mut world);
    }
    let session = in_the_end(&mut world, doc);
    assert_eq!(session.people_reached(), 24);
    assert_eq!(session.counts.tables[&Table::People].len(), 2);
    assert_eq!(disputed(&session), [""; 0]);
}

/// Two people who each counted the whole room, and one who takes it back.
#[test]
fn two_who_say_whole_and_one_who_takes_it_back() {
    let (mut world, doc) = met();
    count(world.phone("ana"), doc, GIRLS, 5);
    count(world.phone("ion"), doc, GIRLS, 26);
    settled(&mut world);
    for (name, more) in [("ana", 1), ("ion", 4)] {
        let shown = say(world.phone(name), doc, Basis::Whole);
        assert_eq!(shown.people_reached(), 31, "it starts from what is shown");
        count(world.phone(name), doc, GIRLS, more);
    }
    let session = in_the_end(&mut world, doc);
    assert_eq!(session.people_reached(), 35, "the largest, never the sum");
    assert_eq!(disputed(&session), ["people"]);
    assert_eq!(session.conflicts[0].sayings.len(), 2);

    say(world.phone("ion"), doc, Basis::Part);
    let session = in_the_end(&mut world, doc);
    assert_eq!(
        session.people_reached(),
        32,
        "Ana's whole against Ion's part"
    );
    assert_eq!(disputed(&session), ["people"]);

    say(world.phone("ana"), doc, Basis::Part);
    let session = in_the_end(&mut world, doc);
    assert_eq!(session.people_reached(), 31, "as if nobody had said it");
    assert_eq!(disputed(&session), [""; 0]);
}

#[test]
fn a_settled_count_stays_settled_until_somebody_counts_more() {
    let (mut world, doc) = met();
    count(world.phone("ana"), doc, GIRLS, 20);
    count(world.phone("ion"), doc, GIRLS, 22);
    for name in ["ana", "ion"] {
        say(world.phone(name), doc, Basis::Whole);
    }
    let session = in_the_end(&mut world, doc);
    assert_eq!(disputed(&session), ["people"]);
    let others = session.conflicts[0].sayings.len();
    let ion = world.phone("ion").client();
    ion.resolve(doc, "people", others).unwrap();
    let session = in_the_end(&mut world, doc);
    assert_eq!(disputed(&session), [""; 0]);
    let settled_for = session.people_reached();
    let from = session.counts.settled[&Table::People][0].from;
    assert!(matches!(from, Source::Parts | Source::Whole(_)));
    // Whoever was not taken counts on: that is news to decide about.
    let loser = match settled_for {
        20 => "ion",
        _ => "ana",
    };
    count(world.phone(loser), doc, GIRLS, 7);
    let session = in_the_end(&mut world, doc);
    assert_eq!(disputed(&session), ["people"], "{settled_for}");
}
