//! The traps that the layout avoids, each as it would happen in the field, and beside it what
//! Automerge does without the layout.

use automerge::transaction::Transactable;
use automerge::{ActorId, AutoCommit, Automerge, ObjType, ROOT, ReadDoc, ScalarValue};

use super::world::{Device, START, replica};
use crate::document::Document;
use crate::ids::DocId;
use crate::model::{Basis, Conflict, DocKind, Edit, Register, Source, Status, Table};

fn device(number: u8) -> Device {
    Device::new(DocKind::Session, number)
}

/// Two phones that know the same document.
fn two(edits: &[Edit]) -> (Device, Device) {
    let (mut ana, mut ion) = (device(1), device(2));
    ana.does(edits);
    ion.take_from(&ana);
    (ana, ion)
}

/// What both read after they met.
fn met(ana: &mut Device, ion: &mut Device) -> crate::model::Session {
    let before = ana.clone();
    ana.take_from(ion);
    ion.take_from(&before);
    assert_eq!(ana.session(), ion.session());
    ana.session()
}

fn count(cell: &str, by: i64) -> Edit {
    let cell = cell.parse().unwrap();
    Edit::Count { cell, by }
}

fn say(basis: Basis) -> Edit {
    Edit::Say {
        table: Table::People,
        basis,
    }
}

fn title(text: &str) -> Edit {
    Edit::text(Register::Title, text)
}

fn values(conflict: &Conflict) -> Vec<String> {
    conflict
        .sayings
        .iter()
        .map(|saying| saying.value.to_string())
        .collect()
}

#[test]
fn one_counter_key_made_by_two_phones() {
    let mut bare = AutoCommit::new().with_actor(ActorId::from([1; 16]));
    bare.put(ROOT, "other", 0).unwrap();
    let mut other = bare.fork().with_actor(ActorId::from([2; 16]));
    bare.put(ROOT, "girls", ScalarValue::counter(10)).unwrap();
    other.put(ROOT, "girls", ScalarValue::counter(7)).unwrap();
    bare.merge(&mut other).unwrap();
    let (value, _) = bare.get(ROOT, "girls").unwrap().unwrap();
    assert_ne!(
        value.as_i64(),
        Some(17),
        "one of the two counters is hidden"
    );

    let (mut ana, mut ion) = two(&[title("Grade 9")]);
    ana.does(&[count("reached.f.14-17", 10)]);
    ion.does(&[count("reached.f.14-17", 7)]);
    assert_eq!(met(&mut ana, &mut ion).people_reached(), 17);
    ion.does(&[count("reached.f.14-17", 1)]);
    let session = met(&mut ana, &mut ion);
    assert_eq!(session.people_reached(), 18);
    assert_eq!(
        session.counts.tables[&Table::People].len(),
        2,
        "who counted what stays visible"
    );
}

#[test]
fn one_map_made_by_two_phones() {
    let mut bare = AutoCommit::new().with_actor(ActorId::from([1; 16]));
    bare.put(ROOT, "other", 0).unwrap();
    let mut other = bare.fork().with_actor(ActorId::from([2; 16]));
    for (phone, key) in [(&mut bare, "girls"), (&mut other, "boys")] {
        let reached = phone.put_object(ROOT, "reached", ObjType::Map).unwrap();
        phone.put(&reached, key, 5).unwrap();
    }
    bare.merge(&mut other).unwrap();
    let (_, reached) = bare.get(ROOT, "reached").unwrap().unwrap();
    assert_eq!(
        bare.keys(&reached).count(),
        1,
        "the other map is hidden with all it holds"
    );

    // Two phones begin the same document without ever having met: a companion.
    let (mut ana, mut ion) = (device(1), device(2));
    let text = |question: &str| Edit::Text {
        question: question.to_owned(),
        value: Some("yes".to_owned()),
    };
    ana.does(&[text("understood")]);
    ion.does(&[text("useful")]);
    let session = met(&mut ana, &mut ion);
    assert_eq!(session.texts.len(), 2);
    assert!(session.conflicts.is_empty());
}

#[test]
fn a_restored_phone_goes_on_under_a_new_replica() {
    // Under the old one it writes a second change with the same number, and the document of
    // whoever has the first can never take it.
    let (mut ana, mut ion) = two(&[title("Grade 9")]);
    let mut restored = ana.clone();
    ana.does(&[count("reached.f.14-17", 10)]);
    ion.take_from(&ana);
    let mut wedged = restored.clone();
    wedged.does(&[count("reached.f.14-17", 3)]);
    let second = wedged.main.changes_after(&restored.main.heads());
    let before = ion.main.heads();
    assert!(ion.main.apply(&second).is_err());
    assert_eq!(ion.main.heads(), before, "nothing is half applied");

    // Born again it first takes what the server has, then counts on.
    restored.take_from(&ion);
    restored.is_born_again();
    restored.does(&[count("reached.f.14-17", 3)]);
    let session = met(&mut restored, &mut ion);
    assert_eq!(session.people_reached(), 13);
    assert!(
        session.conflicts.is_empty(),
        "one counter counted, in two lives"
    );
    restored.does(&[count("reached.f.14-17", -13)]);
    assert_eq!(
        restored.session().people_reached(),
        0,
        "it may take back the old one's too"
    );
    restored.does(&[count("reached.f.14-17", -1)]);
    assert_eq!(
        restored.session().people_reached(),
        0,
        "but nobody is nobody"
    );
}

#[test]
fn a_session_recorded_twice_is_pointed_at_not_merged() {
    let kept = DocId::derive(replica(2, 0), START, 7);
    let (mut ana, _) = two(&[title("Grade 9"), count("groups.pupils", 20)]);
    ana.does(&[Edit::text(Register::DuplicateOf, kept.to_string())]);
    assert_eq!(ana.session().duplicate_of, Some(kept));
    assert_eq!(ana.session().people_reached(), 20, "it stays readable");
    ana.does(&[Edit::clear(Register::DuplicateOf)]);
    assert_eq!(ana.session().duplicate_of, None);
}

#[test]
fn what_belongs_together_is_one_value() {
    let (mut ana, mut ion) = two(&[title("Grade 9")]);
    ana.does(&[
        Edit::text(Register::At, "47.85,25.92"),
        Edit::text(Register::Where, "RO|RO-SV|Radauti||"),
    ]);
    ion.does(&[
        Edit::text(Register::At, "44.32,23.80"),
        Edit::text(Register::Where, "RO|RO-DJ|Craiova||"),
    ]);
    let session = met(&mut ana, &mut ion);
    let point = session.at.unwrap().to_register();
    let place = (point.as_str(), session.place.locality.as_str());
    assert!([("47.85,25.92", "Radauti"), ("44.32,23.80", "Craiova")].contains(&place));
    let fields: Vec<_> = session.conflicts.iter().map(|c| c.field.as_str()).collect();
    assert_eq!(fields, ["at", "place"]);
}

#[test]
fn a_later_schema_is_not_taken_for_this_one() {
    // Automerge applies what this build cannot read and says nothing.
    let (ana, _) = two(&[title("Grade 9")]);
    let mut later = ana.main.automerge.clone();
    later.set_actor(ActorId::from([9; 16]));
    let mut transaction = later.transaction();
    let map = transaction
        .put_object(ROOT, "funding", ObjType::Map)
        .unwrap();
    transaction.put(&map, "source", "grant").unwrap();
    transaction.commit();
    let unknown = later.get_last_local_change().unwrap();
    let mut phone = ana.clone();
    phone.main.apply(&[unknown.raw_bytes()]).unwrap();
    assert_eq!(
        phone.session().title,
        "Grade 9",
        "what is known reads as before"
    );

    let change = crate::document::admit::parse(unknown.raw_bytes()).unwrap();
    let writer = crate::document::admit::Writer {
        replica: change.info().actor,
        role: crate::model::Role::Admin,
        is_author: true,
    };
    let mut scratch = crate::document::admit::Scratch::new(ana.main.clone());
    assert!(
        scratch.take(&change, &writer).is_err(),
        "and nobody is given it"
    );
}

#[test]
fn a_correction_is_a_count_of_ones_own() {
    // As deltas on one total, 56 corrected to 50 by both would be 44.
    let (mut ana, mut ion) = two(&[count("groups.pupils", 56)]);
    for person in [&mut ana, &mut ion] {
        person.does(&[say(Basis::Whole), count("groups.pupils", -6)]);
    }
    let session = met(&mut ana, &mut ion);
    assert_eq!(session.people_reached(), 50);
    assert!(session.conflicts.is_empty(), "both say the same");
}

#[test]
fn saying_whole_and_back_counts_nothing_twice() {
    let (mut ana, mut ion) = two(&[count("reached.f.14-17", 5)]);
    ion.does(&[count("reached.f.14-17", 26)]);
    assert_eq!(met(&mut ana, &mut ion).people_reached(), 31);
    ana.does(&[say(Basis::Whole), count("reached.f.14-17", 1)]);
    assert_eq!(
        ana.session().people_reached(),
        32,
        "it starts from the figures shown"
    );
    ana.does(&[say(Basis::Part)]);
    assert_eq!(met(&mut ana, &mut ion).people_reached(), 31);
    ana.does(&[count("reached.f.14-17", 1)]);
    assert_eq!(ana.session().people_reached(), 32);
}

#[test]
fn two_who_count_the_whole_room_are_shown_both_until_somebody_decides() {
    let (mut ana, mut ion) = two(&[title("Grade 9")]);
    for (person, girls) in [(&mut ana, 31), (&mut ion, 33)] {
        person.does(&[say(Basis::Whole), count("reached.f.14-17", girls)]);
    }
    let session = met(&mut ana, &mut ion);
    assert_eq!(session.people_reached(), 33, "never the sum");
    assert_eq!(session.conflicts[0].field, "people");
    let sayings = [r#"{"reached.f.14-17":33}"#, r#"{"reached.f.14-17":31}"#];
    assert_eq!(values(&session.conflicts[0]), sayings);

    let decision = session.resolution("people", 1).unwrap();
    let from = Source::Whole(ana.replica().short());
    let table = Table::People;
    assert_eq!(decision, Edit::Settle { table, from });
    ana.does(&[decision]);
    assert_eq!(ana.session().people_reached(), 31);
    assert!(ana.session().conflicts.is_empty());
    // A count that comes later opens it again.
    ion.does(&[count("reached.f.14-17", 2)]);
    let session = met(&mut ana, &mut ion);
    assert_eq!(session.people_reached(), 35);
    assert_eq!(session.conflicts.len(), 1);
}

#[test]
fn one_of_two_takes_the_whole_back() {
    let (mut ana, mut ion) = two(&[title("Grade 9")]);
    ana.does(&[
        count("groups.pupils", 5),
        say(Basis::Whole),
        count("groups.pupils", 20),
    ]);
    ion.does(&[
        count("groups.pupils", 7),
        say(Basis::Whole),
        count("groups.pupils", 30),
    ]);
    assert_eq!(met(&mut ana, &mut ion).people_reached(), 37);
    ion.does(&[say(Basis::Part)]);
    let session = met(&mut ana, &mut ion);
    assert_eq!(session.people_reached(), 25);
    assert_eq!(
        session.conflicts.len(),
        1,
        "a whole of 25 beside a part of 7"
    );
    ana.does(&[say(Basis::Part)]);
    let session = met(&mut ana, &mut ion);
    assert_eq!(session.people_reached(), 12);
    assert!(session.conflicts.is_empty());
}

#[test]
fn two_who_settle_differently_leave_both_values() {
    // With Automerge's own `put` each would delete the other's value, and nothing would be left.
    let mut bare = Automerge::new().with_actor(ActorId::from([1; 16]));
    bare.transact(|tx| tx.put(ROOT, "other", 0)).unwrap();
    let mut other = bare.fork().with_actor(ActorId::from([2; 16]));
    bare.transact(|tx| tx.put(ROOT, "title", "A")).unwrap();
    other.transact(|tx| tx.put(ROOT, "title", "B")).unwrap();
    bare.merge(&mut other).unwrap();
    bare.transact(|tx| tx.put(ROOT, "title", "B")).unwrap();
    let settled = bare.get_last_local_change().unwrap();
    assert_eq!(
        settled.decode().operations[0].action,
        automerge::legacy::OpType::Delete
    );

    let (mut ana, mut ion) = two(&[Edit::text(Register::Campaign, "work")]);
    ana.does(&[title("Grade 9")]);
    ion.does(&[title("Grade 10")]);
    let session = met(&mut ana, &mut ion);
    assert_eq!(session.conflicts[0].field, "title");
    assert_eq!(values(&session.conflicts[0]).len(), 2);
    ana.does(&[session.resolution("title", 0).unwrap()]);
    assert!(ana.session().conflicts.is_empty());
    ion.does(&[session.resolution("title", 1).unwrap()]);
    let session = met(&mut ana, &mut ion);
    assert_eq!(
        values(&session.conflicts[0]).len(),
        2,
        "both decisions are shown"
    );
    assert!(!session.title.is_empty());
}

#[test]
fn equal_values_are_one_saying() {
    let (mut ana, mut ion) = two(&[title("Grade 9")]);
    for person in [&mut ana, &mut ion] {
        person.does(&[
            title("Grade 10"),
            Edit::number(Register::MediaAudience, 5_000),
        ]);
    }
    let session = met(&mut ana, &mut ion);
    assert!(session.conflicts.is_empty());
    assert_eq!(session.media.audience, Some(5_000));
}

#[test]
fn what_needs_nobody_to_decide_is_decided() {
    let (mut ana, mut ion) = two(&[Edit::text(Register::Status, "planned")]);
    ana.does(&[
        Edit::text(Register::Status, "running"),
        Edit::number(Register::StartedAt, 20),
        Edit::number(Register::EndedAt, 40),
        Edit::text(Register::Counting, "estimated"),
    ]);
    ion.does(&[
        Edit::text(Register::Status, "done"),
        Edit::number(Register::StartedAt, 10),
        Edit::number(Register::EndedAt, 30),
        Edit::text(Register::Counting, "counted"),
    ]);
    let session = met(&mut ana, &mut ion);
    assert_eq!(session.status, Status::Done);
    assert_eq!(session.started_at.map(|at| at.0), Some(10));
    assert_eq!(session.ended_at.map(|at| at.0), Some(40));
    assert_eq!(session.counting, crate::model::Counting::Estimated);
    assert!(session.conflicts.is_empty());

    ana.does(&[Edit::text(Register::Status, "cancelled")]);
    ion.does(&[Edit::number(Register::Activities, 3)]);
    ion.does(&[Edit::text(Register::Status, "running")]);
    let session = met(&mut ana, &mut ion);
    assert_eq!(session.conflicts[0].field, "status");
    assert_eq!(values(&session.conflicts[0]).len(), 2);
}

#[test]
fn a_change_after_verification_shows() {
    let (mut ana, mut ion) = two(&[title("Grade 9")]);
    ana.does(&[title("Grade 9, two classes")]);
    let heads: Vec<_> = ana.main.heads().iter().map(ToString::to_string).collect();
    ana.does(&[
        Edit::text(Register::Campaign, "work"),
        Edit::text(Register::ReviewState, "verified"),
        Edit::text(Register::ReviewHeads, heads.join(",")),
    ]);
    let changed = |device: &Device| device.session().review.unwrap().changed_since;
    assert!(
        !changed(&ana),
        "the coordinator's own correction was seen by the coordinator"
    );
    ana.does(&[Edit::text(Register::ReviewComment, "well done")]);
    assert!(!changed(&ana), "words about it are no change of it");
    ion.does(&[count("groups.pupils", 1)]);
    met(&mut ana, &mut ion);
    assert!(
        changed(&ana),
        "this one was made without knowing of the verification"
    );
}

#[test]
fn a_damaged_document_is_refused_whole() {
    let (ana, _) = two(&[title("Grade 9"), count("groups.pupils", 5)]);
    let saved = ana.main.save();
    let load = |bytes: &[u8]| Document::load(DocKind::Session, ana.main.id(), bytes);
    assert!(load(&saved).is_ok());
    for at in 0..saved.len() {
        let mut damaged = saved.clone();
        damaged[at] ^= 0x10;
        assert!(load(&damaged).is_err(), "byte {at}");
        assert!(load(&saved[..at]).is_err(), "{at} bytes of it");
    }
}
