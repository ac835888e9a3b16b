//! Thousands of slightly damaged changes with a valid checksum: none panics out, and none that is
//! taken leaves a document that no longer loads. `TEREN_MUTANTS` sets how many.

use std::collections::BTreeMap;

use automerge::legacy::{ElementId, Key, ObjectId};

use super::super::*;
use super::hostile::repaired;
use crate::document::layout::SKELETON_ACTOR;
use crate::document::read::{Context, Readable, session};
use crate::document::{Document, write};
use crate::ids::{DocId, Epoch, ReplicaId};
use crate::model::{
    Attachment, Basis, DocKind, Edit, Register, Role, Source, Splice, Table, TeamRole, Topic,
};
use crate::time::Timestamp;

const NOW: Timestamp = Timestamp(1_489_478_700_000);

/// A small generator (SplitMix64): a seed is the whole run.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n as u64).unwrap()
    }
}

fn replica(n: u8) -> ReplicaId {
    ReplicaId::derive(&[n; 32], Epoch([n; 8]))
}

fn cut(document: &mut Document, by: u8, edits: &[Edit]) -> Vec<u8> {
    let cut = write::cut(document, edits, replica(by), NOW).unwrap();
    cut.unwrap().bytes
}

fn count(cell: &str, by: i64) -> Edit {
    let cell = cell.parse().unwrap();
    Edit::Count { cell, by }
}

/// A document with two branches, a good change on one of them, and the other branch.
struct Ground {
    before: Document,
    good: Vec<u8>,
    other: Vec<Vec<u8>>,
}

fn session_ground() -> Ground {
    let mut before = Document::new(DocKind::Session, DocId::derive(replica(1), NOW, 0));
    let first = [
        Edit::text(Register::Title, "Grade 9"),
        Edit::text(Register::MeetingBody, "county team"),
        count("reached.f.14-17", 5),
        Edit::Team {
            member: "ana".parse().unwrap(),
            role: Some(TeamRole::Lead),
        },
    ];
    cut(&mut before, 1, &first);
    let mut other = before.clone();
    cut(
        &mut other,
        2,
        &[
            Edit::text(Register::Title, "Grade 10"),
            count("groups.pupils", 3),
        ],
    );
    let other = other.changes_after(&before.heads());
    let edits = [
        Edit::text(Register::Title, "Grade 9-10"),
        Edit::number(Register::StartedAt, NOW.0),
        count("reached.f.14-17", 2),
        count("materials.brochure", 60),
        Edit::Say {
            table: Table::People,
            basis: Basis::Whole,
        },
        Edit::Settle {
            table: Table::People,
            from: Source::Whole(replica(1).short()),
        },
        Edit::Team {
            member: "ana".parse().unwrap(),
            role: None,
        },
        Edit::Topic {
            topic: Topic::WorkAbroad,
            present: true,
        },
    ];
    let good = cut(&mut before.clone(), 1, &edits);
    Ground {
        before,
        good,
        other,
    }
}

fn exchange_ground() -> Ground {
    let before = Document::new(DocKind::Exchange, DocId::derive(replica(1), NOW, 0));
    let (good, other) = (Vec::new(), Vec::new());
    Ground {
        before,
        good,
        other,
    }
}

fn notes_ground() -> Ground {
    let id = DocId::derive(replica(1), NOW, 0).companion();
    let mut before = Document::new(DocKind::Private, id);
    let splice = |at, delete, insert: &str| Edit::Notes {
        splices: vec![Splice {
            at,
            delete,
            insert: insert.to_owned(),
        }],
    };
    cut(&mut before, 1, &[splice(0, 0, "Many asked.")]);
    let mut other = before.clone();
    cut(&mut other, 2, &[splice(4, 3, " of them")]);
    let other = other.changes_after(&before.heads());
    let file = Attachment {
        sha256: "ab".repeat(32),
        name: "poster.jpg".to_owned(),
        media_type: "image/jpeg".to_owned(),
        bytes: 5,
    };
    let edits = [
        splice(5, 6, "wanted to know"),
        splice(0, 0, "\u{103}"),
        Edit::Attach(file),
    ];
    let good = cut(&mut before.clone(), 1, &edits);
    Ground {
        before,
        good,
        other,
    }
}

/// The same kind of document with only the skeleton known, and its first change. The canonical form
/// alone does not spare loading again what was saved: among the first two thousand mutants of a
/// first change one is in that form, can be applied, and leaves a document that does not load.
fn first(ground: Ground) -> Ground {
    let (kind, id) = (ground.before.kind(), ground.before.id());
    let before = Document::new(kind, id);
    let (mut mine, mut theirs) = (before.clone(), before.clone());
    let (good, other) = match kind {
        DocKind::Private => {
            let notes = |insert: &str| Edit::Notes {
                splices: vec![Splice {
                    at: 0,
                    delete: 0,
                    insert: insert.to_owned(),
                }],
            };
            let words = [notes("Many asked about contracts \u{103}broad.")];
            (
                cut(&mut mine, 1, &words),
                cut(&mut theirs, 2, &[notes("Few")]),
            )
        }
        DocKind::Exchange => {
            let said = [
                Edit::text(Register::Title, "Workshop of three"),
                Edit::number(Register::Hours, 6),
                count("participants.junact.volunteer", 12),
                Edit::Partner {
                    organisation: "junact".parse().unwrap(),
                    present: true,
                },
                Edit::Activity {
                    id: "theatre".to_owned(),
                    value: Some("Forum theatre".to_owned()),
                },
            ];
            let other = [Edit::text(Register::Title, "Workshop")];
            (cut(&mut mine, 1, &said), cut(&mut theirs, 2, &other))
        }
        DocKind::Session => {
            let said = [
                Edit::text(Register::Title, "Grade 9-10"),
                Edit::number(Register::StartedAt, NOW.0),
                count("reached.f.14-17", 31),
                count("reached.m.14-17", 27),
                count("materials.brochure", 60),
                Edit::Team {
                    member: "ana".parse().unwrap(),
                    role: Some(TeamRole::Lead),
                },
                Edit::Topic {
                    topic: Topic::WorkAbroad,
                    present: true,
                },
            ];
            let other = [Edit::text(Register::Title, "Grade 10")];
            (cut(&mut mine, 1, &said), cut(&mut theirs, 2, &other))
        }
    };
    Ground {
        before,
        good,
        other: vec![other],
    }
}

fn mutant(good: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = good.to_vec();
    for _ in 0..=dice.below(3) {
        // The first nine bytes are magic, checksum and chunk type: refused without a look.
        let at = 9 + dice.below(bytes.len() - 9);
        match dice.below(8) {
            0 => bytes[at] = bytes[at].wrapping_add(1),
            1 => bytes[at] = bytes[at].wrapping_sub(1),
            2 => bytes[at] ^= 1 << dice.below(8),
            _ => bytes[at] = u8::try_from(dice.below(256)).unwrap(),
        }
    }
    repaired(bytes)
}

/// The same operations in another order, twice, about something else, or behind something else;
/// encoded by Automerge, so that only what they say is wrong.
fn bent(good: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut change = automerge::Change::from_bytes(good.to_vec())
        .unwrap()
        .decode();
    for _ in 0..=dice.below(3) {
        let operations = &mut change.operations;
        let (at, other) = (dice.below(operations.len()), dice.below(operations.len()));
        let actor = match dice.below(4) {
            0 => automerge::ActorId::from(SKELETON_ACTOR),
            1 => automerge::ActorId::from(replica(2).0),
            _ => change.actor_id.clone(),
        };
        let id = automerge::legacy::OpId::new(dice.next() % 60, &actor);
        match dice.below(9) {
            0 => operations.swap(at, other),
            1 => operations.insert(at, operations[other].clone()),
            2 if operations.len() > 1 => drop(operations.remove(at)),
            3 => operations[at].obj = ObjectId::Id(id),
            4 => operations[at].obj = operations[other].obj.clone(),
            5 => operations[at].key = Key::Seq(ElementId::Id(id)),
            6 => operations[at].key = operations[other].key.clone(),
            7 => operations[at].insert = !operations[at].insert,
            _ => operations[at].pred = vec![id].into(),
        }
    }
    automerge::Change::from(change).raw_bytes().to_vec()
}

#[expect(
    clippy::disallowed_methods,
    reason = "how long to look is for the one who runs it"
)]
fn mutants_to_try() -> usize {
    let mutants = std::env::var("TEREN_MUTANTS").ok();
    mutants.and_then(|n| n.parse().ok()).unwrap_or(2_000)
}

#[test]
fn no_mutant_does_harm() {
    no_change_does_harm(mutant);
}

#[test]
fn no_bent_operation_does_harm() {
    no_change_does_harm(bent);
}

fn no_change_does_harm(spoil: fn(&[u8], &mut Dice) -> Vec<u8>) {
    let mutants = mutants_to_try();
    let mut answers: BTreeMap<&str, usize> = BTreeMap::new();
    let grounds = [
        session_ground(),
        notes_ground(),
        first(session_ground()),
        first(notes_ground()),
        first(exchange_ground()),
    ];
    for (seed, ground) in grounds.into_iter().enumerate() {
        let mut dice = Dice(seed as u64);
        for _ in 0..mutants {
            let bytes = spoil(&ground.good, &mut dice);
            *answers.entry(answer(&ground, &bytes)).or_default() += 1;
        }
    }
    println!("{answers:?}");
    for taken in ["taken", "taken as plain"] {
        assert!(
            answers.contains_key(taken),
            "some mutants only say something else"
        );
    }
}

fn answer(ground: &Ground, bytes: &[u8]) -> &'static str {
    let change = match parse(bytes) {
        Ok(change) => change,
        Err(refusal) => return refusal.code.name(),
    };
    // Whoever it says it is may write everything: only its form stands between it and the others.
    let writer = Writer {
        replica: change.info().actor,
        role: Role::Admin,
        is_author: true,
    };
    let mut scratch = Scratch::new(ground.before.clone());
    match scratch.take(&change, &writer) {
        Err(Setback::Missing(_)) => "missing",
        Err(Setback::Refused(refusal)) => refusal.code.name(),
        Ok(false) => "known",
        Ok(true) => {
            let is_plain = told_alone(&mut scratch);
            let mut document = scratch.whole().unwrap().clone();
            let alone = document.clone();
            document.apply(&ground.other).unwrap();
            let mut elsewhere = ground.before.clone();
            elsewhere.apply(&ground.other).unwrap();
            elsewhere.apply(&[bytes]).unwrap();
            for merged in [alone, document, elsewhere] {
                let loaded = Document::load(merged.kind(), merged.id(), &merged.save());
                let loaded = loaded.unwrap();
                assert_eq!(loaded.heads(), merged.heads());
                session(&loaded, None, &Context::unknown());
                let mut next = loaded.clone();
                let edit = match merged.kind() {
                    DocKind::Private => Edit::Notes {
                        splices: vec![Splice {
                            at: 3,
                            delete: 2,
                            insert: "still".to_owned(),
                        }],
                    },
                    _ => Edit::text(Register::Title, "still works"),
                };
                write::cut(&mut next, &[edit], replica(3), NOW)
                    .unwrap()
                    .unwrap();
            }
            if is_plain { "taken as plain" } else { "taken" }
        }
    }
}

/// Whether what was taken is told by its change alone; then the document, once it is built, says
/// the same.
fn told_alone(scratch: &mut Scratch) -> bool {
    let is_plain = matches!(scratch.readable(), Readable::Begun(_));
    let tell = |scratch: &Scratch| {
        let readable = scratch.readable();
        (
            scratch.heads(),
            scratch.max_op(),
            scratch.len_changes(),
            readable.session(None, &Context::unknown()),
            readable.exchange(None, &Context::unknown()),
            readable.private(),
        )
    };
    let before = tell(scratch);
    scratch.whole().unwrap();
    assert_eq!(before, tell(scratch));
    is_plain
}
