//! A journal becomes one change, and the change reads back as it was written.

use super::*;
use crate::document::read::{Context, session};
use crate::ids::{DocId, Epoch};
use crate::model::{Kind, Register, Session, Status, TeamRole, Topic};

const NOW: Timestamp = Timestamp(1_489_478_700_000);

fn replica(n: u8) -> ReplicaId {
    ReplicaId::derive(&[n; 32], Epoch([n; 8]))
}

fn begun() -> Document {
    Document::new(DocKind::Session, DocId::derive(replica(1), NOW, 0))
}

fn read(document: &Document) -> Session {
    session(document, None, &Context::unknown())
}

fn count(cell: &str, by: i64) -> Edit {
    let cell = cell.parse().unwrap();
    Edit::Count { cell, by }
}

#[test]
fn a_journal_becomes_one_change_with_one_operation_a_key() {
    let mut document = begun();
    let edits = [
        Edit::text(Register::Title, "Grade 9"),
        Edit::text(Register::Kind, "school"),
        count("reached.f.14-17", 1),
        Edit::text(Register::Title, "Grade 9-10"),
        count("reached.f.14-17", 1),
        count("reached.f.14-17", 1),
        Edit::Team {
            member: "ana".parse().unwrap(),
            role: Some(TeamRole::Lead),
        },
        Edit::Topic {
            topic: Topic::Documents,
            present: true,
        },
        Edit::Topic {
            topic: Topic::Documents,
            present: false,
        },
    ];
    let first = cut(&mut document, &edits, replica(1), NOW)
        .unwrap()
        .unwrap();
    assert_eq!(first.actor_seq, 1);
    assert_eq!(document.heads(), [first.hash]);
    assert_eq!(document.len_changes(), 1);
    let info = document.info(first.hash).unwrap();
    assert_eq!(info.start_op, skeleton::max_op(DocKind::Session) + 1);
    assert_eq!(
        info.max_op - info.start_op + 1,
        4,
        "title, kind, cell, team"
    );
    assert_eq!(info.time, NOW);

    let session = read(&document);
    assert_eq!(session.title, "Grade 9-10");
    assert_eq!(session.kind, Some(Kind::School));
    assert_eq!(session.status, Status::Planned);
    assert_eq!(session.people_reached(), 3);
    assert_eq!(session.topics.len(), 0);
    assert!(session.conflicts.is_empty());
}

#[test]
fn what_changes_nothing_is_not_written() {
    let mut document = begun();
    let edits = [Edit::text(Register::Title, "A"), count("groups.pupils", 2)];
    cut(&mut document, &edits, replica(1), NOW)
        .unwrap()
        .unwrap();
    for edits in [
        vec![],
        vec![
            Edit::text(Register::Title, "B"),
            Edit::text(Register::Title, "A"),
        ],
        vec![count("groups.pupils", 1), count("groups.pupils", -1)],
        vec![Edit::clear(Register::Campaign)],
        vec![Edit::text(Register::Status, "planned")],
        vec![Edit::Say {
            table: Table::People,
            basis: Basis::Part,
        }],
    ] {
        assert_eq!(
            cut(&mut document, &edits, replica(1), NOW),
            Ok(None),
            "{edits:?}"
        );
    }
}

#[test]
fn a_cleared_register_holds_nothing_and_was_not_deleted() {
    let mut document = begun();
    cut(
        &mut document,
        &[Edit::text(Register::Title, "A")],
        replica(1),
        NOW,
    )
    .unwrap();
    cut(
        &mut document,
        &[Edit::clear(Register::Title)],
        replica(1),
        NOW,
    )
    .unwrap()
    .unwrap();
    assert_eq!(read(&document).title, "");
    let said = document.said(&Slot::Register(Register::Title));
    assert_eq!(said.len(), 1);
    assert_eq!(said[0].value, None);
}

#[test]
fn what_was_saved_is_loaded_and_applied_elsewhere() {
    let mut document = begun();
    cut(
        &mut document,
        &[Edit::text(Register::Title, "A")],
        replica(1),
        NOW,
    )
    .unwrap();
    let other = cut(
        &mut document,
        &[count("tallies.questions", 4)],
        replica(2),
        NOW,
    );
    other.unwrap().unwrap();

    let loaded = Document::load(DocKind::Session, document.id(), &document.save()).unwrap();
    assert_eq!(loaded.heads(), document.heads());
    assert_eq!(read(&loaded), read(&document));
    assert!(Document::load(DocKind::Private, document.id(), &document.save()).is_err());

    let mut elsewhere = Document::new(DocKind::Session, document.id());
    elsewhere.apply(&document.changes_after(&[])).unwrap();
    assert_eq!(read(&elsewhere), read(&document));
    let own = document.own_changes_after(&[], &[replica(2)]);
    assert_eq!(own.len(), 1);
    assert_eq!(own[0].info.actor, replica(2));
}

#[test]
fn an_edit_that_does_not_fit_is_told_with_what_does() {
    let mut document = begun();
    let bad = Edit::text(Register::Status, "finished");
    let problem = cut(&mut document, &[bad], replica(1), NOW).unwrap_err();
    assert_eq!(
        problem.to_string(),
        "status: found \"finished\", allowed: planned, running, done, cancelled"
    );
    let foreign = count("participants.junact.volunteer", 1);
    assert!(cut(&mut document, &[foreign], replica(1), NOW).is_err());
    assert_eq!(document.len_changes(), 0);
}

#[test]
fn notes_are_spliced_and_interleave() {
    let mut one = Document::new(DocKind::Private, begun().id().companion());
    let notes = |at, delete, insert: &str| Edit::Notes {
        splices: vec![Splice {
            at,
            delete,
            insert: insert.to_owned(),
        }],
    };
    cut(&mut one, &[notes(0, 0, "Many asked.")], replica(1), NOW).unwrap();
    let mut two = one.clone();
    cut(&mut one, &[notes(0, 0, "Monday: ")], replica(1), NOW).unwrap();
    cut(
        &mut two,
        &[notes(10, 1, " about \u{103}.")],
        replica(2),
        NOW,
    )
    .unwrap();
    let (from_one, from_two) = (one.changes_after(&[]), two.changes_after(&[]));
    one.apply(&from_two).unwrap();
    two.apply(&from_one).unwrap();
    assert_eq!(one.notes(), "Monday: Many asked about \u{103}.");
    assert_eq!(one.notes(), two.notes());
}
