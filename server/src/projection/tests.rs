//! Documents in, rows out: what is read, and which sessions figures count.

use std::collections::{BTreeMap, BTreeSet};

use client_core::document::{Document, write};
use client_core::ids::{DocId, Epoch, ReplicaId, UnitId};
use client_core::model::{DocKind, Edit, Register, Status};
use client_core::time::Timestamp;

use super::{Facts, is_counted, write as project};
use crate::store::read::{Filter, Scope, figures, likely, sessions};
use crate::store::read_model::{self, PrivateFacts, SessionFacts};
use crate::store::{Store, StoreError};

fn unit() -> UnitId {
    "suceava".parse().unwrap()
}

fn replica(n: u8) -> ReplicaId {
    ReplicaId::derive(&[n; 32], Epoch([n; 8]))
}

fn store(folder: &tempfile::TempDir) -> Store {
    Store::open(folder.path().join("teren.db"), None).unwrap()
}

fn count(cell: &str, by: i64) -> Edit {
    Edit::Count {
        cell: cell.parse().unwrap(),
        by,
    }
}

#[test]
fn a_document_becomes_a_row() {
    let id = DocId::derive(replica(1), Timestamp(1_489_478_700_000), 0);
    let mut document = Document::new(DocKind::Session, id);
    let edits = [
        Edit::text(Register::Title, "Școala nr. 3, „Grade 9”"),
        Edit::text(Register::Kind, "school"),
        Edit::text(Register::Campaign, "does-not-forgive"),
        Edit::text(Register::Where, "RO|RO-SV|Rădăuți|Colegiul|v-1"),
        Edit::text(Register::Status, "done"),
        // Half an hour before midnight, but in Bucharest the next day.
        Edit::number(Register::StartedAt, 1_489_530_600_000),
        count("reached.f.14-17", 31),
        count("reached.m.14-17", 27),
        count("groups.pupils", 58),
        count("materials.brochure", 60),
        count("tallies.questions", 7),
    ];
    write::cut(&mut document, &edits, replica(1), Timestamp(1)).unwrap();
    let facts = Facts::of(&document, None, &unit(), "Europe/Bucharest");
    assert_eq!(facts.listed(), Some(("2017-03-15", false)));

    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder);
    store
        .write(|tx| project(tx, &facts, Timestamp(50)))
        .unwrap();
    // A companion's arrival moves the receipt, an earlier clock does not.
    let private = Facts::Private(PrivateFacts {
        parent: id,
        suspects: BTreeSet::new(),
        attachments: BTreeSet::new(),
    });
    store
        .write(|tx| {
            project(tx, &private, Timestamp(70))?;
            project(tx, &facts, Timestamp(60))
        })
        .unwrap();
    store
        .read(|c| {
            let Facts::Session(facts) = &facts else {
                panic!("a session");
            };
            assert_eq!(read_model::session(c, id)?.as_ref(), Some(&**facts));
            let recent = sessions::recent(c, &Scope::All, 10)?;
            assert_eq!(recent.len(), 1);
            let row = &recent[0];
            assert_eq!((row.people, row.materials, row.counters), (58, 60, 1));
            assert_eq!(row.received, Timestamp(70));
            let filter = Filter {
                search: Some("scoala radauti".into()),
                ..Filter::default()
            };
            assert_eq!(figures::totals(c, &Scope::All, &filter)?.people, 58);
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

#[test]
fn an_exchange_has_a_row_of_its_own() {
    let id = DocId::derive(replica(1), Timestamp(1_489_478_700_000), 1);
    let mut document = Document::new(DocKind::Exchange, id);
    let edits = [
        Edit::text(Register::Title, "Volunteers of three countries"),
        count("participants.junact.volunteer", 12),
        count("participants.junimea.volunteer", 9),
    ];
    write::cut(&mut document, &edits, replica(1), Timestamp(1)).unwrap();
    let facts = Facts::of(&document, None, &unit(), "UTC");
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder);
    store.write(|tx| project(tx, &facts, Timestamp(5))).unwrap();
    let Facts::Exchange(facts) = facts else {
        panic!("an exchange");
    };
    assert_eq!(facts.participants, 21);
    let kept = store.read(|c| read_model::exchange(c, id)).unwrap();
    assert_eq!(kept, Some(*facts));
}

/// The rule as it is said: follow the pointers, leave one of each circle.
fn counts(model: &BTreeMap<DocId, SessionFacts>, doc: DocId) -> bool {
    let stands = |id: &DocId| {
        model
            .get(id)
            .is_some_and(|facts| !facts.withdrawn && facts.status != Status::Cancelled)
    };
    let kept = |id: &DocId| model.get(id)?.duplicate_of.filter(|kept| stands(kept));
    if !stands(&doc) {
        return false;
    }
    let mut way = vec![doc];
    while let Some(next) = kept(&way[way.len() - 1]) {
        if way.contains(&next) {
            return next == doc && way.iter().min() == Some(&doc);
        }
        way.push(next);
    }
    way.len() == 1
}

fn bare(id: DocId) -> SessionFacts {
    let document = Document::new(DocKind::Session, id);
    match Facts::of(&document, None, &unit(), "UTC") {
        Facts::Session(facts) => *facts,
        _ => panic!("a session"),
    }
}

/// A small generator with a seed: the run is the same each time.
fn draw(state: &mut u64, below: u64) -> u64 {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1);
    (*state >> 33) % below
}

#[test]
fn each_event_counts_once_whatever_points_where() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder);
    let id = |n: u64| DocId([u8::try_from(n).unwrap(); 16]);
    let mut seed = 20_170_314;
    store
        .write(|tx| {
            let mut model: BTreeMap<DocId, SessionFacts> = BTreeMap::new();
            for step in 0..3_000 {
                let doc = id(draw(&mut seed, 7));
                let facts = model.entry(doc).or_insert_with(|| bare(doc));
                match draw(&mut seed, 4) {
                    0 => facts.withdrawn = draw(&mut seed, 4) == 0,
                    1 => {
                        let cancelled = draw(&mut seed, 4) == 0;
                        facts.status = if cancelled {
                            Status::Cancelled
                        } else {
                            Status::Done
                        };
                    }
                    _ => {
                        facts.duplicate_of = [None, Some(id(draw(&mut seed, 7)))]
                            [usize::from(draw(&mut seed, 5) > 0)]
                    }
                }
                let facts = Facts::Session(Box::new(facts.clone()));
                project(tx, &facts, Timestamp(1))?;
                for doc in model.keys() {
                    let counted = read_model::link(tx, *doc)?.unwrap().counted;
                    assert_eq!(counted, counts(&model, *doc), "step {step}, {doc}");
                    assert_eq!(counted, is_counted(tx, *doc)?, "step {step}, {doc}");
                }
            }
            assert_eq!(model.len(), 7);
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

#[test]
fn of_a_circle_the_one_that_counts_is_still_compared_with_others() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder);
    let id = |n: u8| DocId([n; 16]);
    store
        .write(|tx| {
            for (doc, kept) in [
                (1, Some(2)),
                (2, Some(1)),
                (3, None),
                (4, Some(3)),
                (5, Some(9)),
            ] {
                let facts = SessionFacts {
                    status: Status::Done,
                    moment: Timestamp(5),
                    duplicate_of: kept.map(id),
                    ..bare(id(doc))
                };
                project(tx, &Facts::Session(Box::new(facts)), Timestamp(1))?;
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
    store
        .read(|c| {
            let home = "agency".parse().unwrap();
            let now = Timestamp(i64::MAX);
            let open = likely::until(c, &home, &Scope::All, now, 10)?;
            let mut open: Vec<_> = open.iter().map(|trace| trace.id).collect();
            open.sort();
            // Five points at one that nobody has seen: it counts, and may be told twice.
            assert_eq!(open, [id(1), id(3), id(5)]);
            let around = |doc| likely::around(c, &home, &Scope::All, id(doc));
            let (_, others) = around(1)?.unwrap();
            let mut others: Vec<_> = others.iter().map(|trace| trace.id).collect();
            others.sort();
            assert_eq!(others, [id(3), id(5)]);
            assert!(around(2)?.is_none(), "it repeats the one that counts");
            let mut linked = likely::linked(c, &Scope::All, 10)?;
            linked.sort();
            assert_eq!(linked, [(id(2), id(1)), (id(4), id(3))]);
            Ok::<_, StoreError>(())
        })
        .unwrap();
}
