//! Hand-made changes that a stolen or broken phone could send, one for each refusal.

use automerge::legacy::{ElementId, Key, OpId, OpType};
use automerge::transaction::{CommitOptions, Transactable, Transaction};
use automerge::{ActorId, Change, ExpandedChange, ObjType, ROOT, ScalarValue};
use sha2::{Digest, Sha256};

use super::super::*;
use crate::document::{Document, layout, skeleton, write};
use crate::ids::{DocId, Epoch, ReplicaId};
use crate::limits::{CHANGE_BYTES_MAX, CHANGE_OPS_MAX, COUNT_MAX, SET_ENTRIES_MAX};
use crate::model::{DocKind, Edit, Register, Role, Splice};
use crate::time::Timestamp;

const NOW: Timestamp = Timestamp(1_489_478_700_000);

fn replica(n: u8) -> ReplicaId {
    ReplicaId::derive(&[n; 32], Epoch([n; 8]))
}

pub(super) fn writer(n: u8) -> Writer {
    Writer {
        replica: replica(n),
        role: Role::Volunteer,
        is_author: n == 1,
    }
}

/// A session that replica 1 began.
fn session() -> Document {
    let mut document = Document::new(DocKind::Session, DocId::derive(replica(1), NOW, 0));
    let edits = [
        Edit::text(Register::Title, "Grade 9"),
        Edit::Count {
            cell: "reached.f.14-17".parse().unwrap(),
            by: 5,
        },
    ];
    write::cut(&mut document, &edits, replica(1), NOW).unwrap();
    document
}

pub(super) fn notes() -> Document {
    let mut document = Document::new(DocKind::Private, session().id().companion());
    let splices = vec![Splice {
        at: 0,
        delete: 0,
        insert: "Many asked".to_owned(),
    }];
    write::cut(&mut document, &[Edit::Notes { splices }], replica(1), NOW).unwrap();
    document
}

/// What somebody with Automerge in hand can write.
pub(super) fn made(document: &Document, by: u8, what: impl FnOnce(&mut Transaction<'_>)) -> Change {
    let mut automerge = document.automerge.clone();
    automerge.set_actor(ActorId::from(replica(by).0));
    let mut transaction = automerge.transaction();
    what(&mut transaction);
    transaction.commit_with(CommitOptions::default().with_time(NOW.0));
    automerge.get_last_local_change().unwrap()
}

fn bent(change: &Change, how: impl FnOnce(&mut ExpandedChange)) -> Vec<u8> {
    let mut expanded = change.decode();
    how(&mut expanded);
    Change::from(expanded).raw_bytes().to_vec()
}

fn title(by: u8) -> Change {
    made(&session(), by, |tx| {
        tx.put(ROOT, "title", "Grade 10").unwrap()
    })
}

pub(super) fn answer(document: &Document, bytes: &[u8], writer: &Writer) -> Result<bool, Setback> {
    let change = parse(bytes).map_err(Setback::Refused)?;
    Scratch::new(document.clone()).take(&change, writer)
}

pub(super) fn code(answer: Result<bool, Setback>) -> &'static str {
    match answer {
        Ok(_) => "taken",
        Err(Setback::Missing(_)) => "missing",
        Err(Setback::Refused(refusal)) => refusal.code.name(),
    }
}

fn refused(document: &Document, by: u8, what: impl FnOnce(&mut Transaction<'_>)) -> &'static str {
    let change = made(document, by, what);
    code(answer(document, change.raw_bytes(), &writer(by)))
}

fn object(container: &str) -> automerge::ObjId {
    layout::object(DocKind::Session, container).unwrap()
}

#[test]
fn what_this_product_writes_is_taken() {
    for whole in [session(), notes()] {
        let mut scratch = Scratch::new(Document::new(whole.kind(), whole.id()));
        for bytes in whole.changes_after(&[]) {
            let change = parse(&bytes).unwrap();
            assert_eq!(scratch.take(&change, &writer(1)), Ok(true));
            assert_eq!(
                scratch.take(&change, &writer(1)),
                Ok(false),
                "known already"
            );
            assert_eq!(change.bytes(), bytes);
        }
        assert_eq!(scratch.heads(), whole.heads());
        let document = scratch.whole().unwrap();
        assert!(Document::load(whole.kind(), whole.id(), &document.save()).is_ok());
    }
    assert_eq!(
        code(answer(&session(), title(2).raw_bytes(), &writer(2))),
        "taken"
    );
}

#[test]
fn a_container_is_never_made_again() {
    let session = session();
    let made = |key: &str, object| {
        refused(&session, 2, |tx| {
            drop(tx.put_object(ROOT, key, object).unwrap())
        })
    };
    assert_eq!(made("reached", ObjType::Map), "not_allowed");
    assert_eq!(made("title", ObjType::Text), "not_allowed");
    let hidden = refused(&session, 2, |tx| tx.put(ROOT, "reached", 1).unwrap());
    assert_eq!(hidden, "not_allowed");
    let gone = refused(&session, 2, |tx| tx.delete(ROOT, "reached").unwrap());
    assert_eq!(gone, "not_allowed");
    let schema = refused(&session, 2, |tx| tx.put(ROOT, "schema", 2).unwrap());
    assert_eq!(schema, "not_allowed");
}

#[test]
fn nothing_is_incremented_deleted_marked_or_written_twice() {
    let session = session();
    let counter = |tx: &mut Transaction<'_>| {
        tx.put(ROOT, "activities", ScalarValue::counter(1)).unwrap();
        tx.increment(ROOT, "activities", 1).unwrap();
    };
    assert_eq!(refused(&session, 2, counter), "bad_value");
    let delete = |tx: &mut Transaction<'_>| tx.delete(ROOT, "title").unwrap();
    assert_eq!(refused(&session, 2, delete), "not_allowed");
    let twice = |tx: &mut Transaction<'_>| {
        tx.put(ROOT, "title", "A").unwrap();
        tx.put(ROOT, "title", "B").unwrap();
    };
    assert_eq!(refused(&session, 2, twice), "not_allowed");
    let increment = bent(&title(2), |c| c.operations[0].action = OpType::Increment(1));
    assert_eq!(
        code(answer(&session, &increment, &writer(2))),
        "not_allowed"
    );
}

#[test]
fn a_key_that_is_no_field_does_not_exist() {
    let session = session();
    let root = |key: &str| refused(&session, 2, |tx| tx.put(ROOT, key, "x").unwrap());
    assert_eq!(root("victim_name"), "not_allowed");
    assert_eq!(root("host"), "not_allowed", "exchanges have it");
    let own = replica(2).short();
    let cell = |container: &str, key: String| {
        refused(&session, 2, |tx| tx.put(object(container), key, 1).unwrap())
    };
    assert_eq!(cell("reached", format!("f.14-17:{own}")), "taken");
    assert_eq!(cell("reached", format!("f.15-19:{own}")), "not_allowed");
    let upper = own.to_string().to_uppercase();
    assert_eq!(cell("reached", format!("f.14-17:{upper}")), "not_allowed");
    assert_eq!(cell("reached", format!("==f.14-17:{own}")), "not_allowed");
    assert_eq!(cell("reached", "f.14-17".to_owned()), "not_allowed");
    assert_eq!(cell("basis", format!("participants:{own}")), "not_allowed");
}

#[test]
fn a_cell_is_written_by_its_own_replica_alone() {
    let session = session();
    let foreign = replica(1).short();
    for (container, key) in [
        ("reached", format!("f.14-17:{foreign}")),
        ("reached", format!("=f.14-17:{foreign}")),
        ("tallies", format!("questions:{foreign}")),
    ] {
        let taken = refused(&session, 2, |tx| tx.put(object(container), key, 1).unwrap());
        assert_eq!(taken, "not_permitted", "{container}");
    }
    let basis = refused(&session, 2, |tx| {
        tx.put(object("basis"), format!("people:{foreign}"), "whole")
            .unwrap();
    });
    assert_eq!(basis, "not_permitted");
    let succeeds = refused(&session, 2, |tx| {
        let own = replica(2).short().to_string();
        tx.put(object("succeeds"), foreign.to_string(), own)
            .unwrap();
    });
    assert_eq!(succeeds, "not_permitted");
}

#[test]
fn values_stay_within_their_limits() {
    let session = session();
    let own = replica(2).short();
    let cell = |value: ScalarValue| {
        let key = format!("f.14-17:{own}");
        refused(&session, 2, |tx| {
            tx.put(object("reached"), key, value).unwrap()
        })
    };
    assert_eq!(cell(ScalarValue::Int(COUNT_MAX)), "taken");
    assert_eq!(cell(ScalarValue::Int(COUNT_MAX + 1)), "bad_value");
    assert_eq!(
        cell(ScalarValue::Int(-1)),
        "bad_value",
        "it continues nobody"
    );
    assert_eq!(cell(ScalarValue::Uint(1)), "bad_value");
    assert_eq!(cell(ScalarValue::Null), "bad_value");
    let register = |key: &str, value: ScalarValue| {
        refused(&session, 2, |tx| tx.put(ROOT, key, value).unwrap())
    };
    assert_eq!(register("at", "47.85,25.92".into()), "taken");
    assert_eq!(
        register("at", "47.8512,25.9234".into()),
        "bad_value",
        "finer than 1 km"
    );
    assert_eq!(register("title", "x".repeat(201).into()), "bad_value");
    assert_eq!(register("title", "two\nlines".into()), "bad_value");
    assert_eq!(register("started_at", (-1).into()), "bad_value");
    assert_eq!(register("status", "finished".into()), "bad_value");
    assert_eq!(register("title", ScalarValue::Null), "taken");
    assert_eq!(register("title", ScalarValue::Bytes(vec![1])), "bad_value");
}

#[test]
fn a_counter_never_falls_below_nobody() {
    let session = session();
    let (own, old) = (replica(2).short(), replica(1).short());
    let continuing = |count: i64| {
        refused(&session, 2, |tx| {
            tx.put(object("succeeds"), own.to_string(), old.to_string())
                .unwrap();
            let key = format!("f.14-17:{own}");
            tx.put(object("reached"), key, count).unwrap();
        })
    };
    assert_eq!(continuing(-5), "taken");
    assert_eq!(continuing(-6), "bad_value");
}

#[test]
fn some_registers_are_for_coordinators() {
    let session = session();
    let as_role = |by: u8, role, key: &str, container: Option<&str>| {
        let place = container.map_or(ROOT, object);
        let change = made(&session, by, |tx| tx.put(place, key, "verified").unwrap());
        let writer = Writer { role, ..writer(by) };
        code(answer(&session, change.raw_bytes(), &writer))
    };
    let review = Some("review");
    assert_eq!(
        as_role(1, Role::Volunteer, "state", review),
        "not_permitted"
    );
    assert_eq!(as_role(1, Role::Partner, "state", review), "not_permitted");
    assert_eq!(as_role(2, Role::Coordinator, "state", review), "taken");
    assert_eq!(
        as_role(2, Role::Volunteer, "withdrawn", None),
        "not_permitted"
    );
    assert_eq!(
        as_role(1, Role::Volunteer, "withdrawn", None),
        "taken",
        "their own"
    );
    assert_eq!(as_role(2, Role::National, "withdrawn", None), "taken");
}

#[test]
fn notes_are_written_by_character() {
    let notes = notes();
    let text = layout::object(DocKind::Private, "notes").unwrap();
    let taken = refused(&notes, 2, |tx| tx.splice_text(&text, 4, 2, " do").unwrap());
    assert_eq!(taken, "taken");
    let over = refused(&notes, 2, |tx| tx.put(&text, 1, "xy").unwrap());
    assert_eq!(over, "not_allowed");
    let block = refused(&notes, 2, |tx| {
        drop(tx.insert_object(&text, 1, ObjType::Map).unwrap())
    });
    assert_eq!(block, "not_allowed");
    let marked = refused(&notes, 2, |tx| {
        let mark = automerge::marks::Mark::new("bold".to_owned(), true, 0, 2);
        tx.mark(&text, mark, automerge::marks::ExpandMark::None)
            .unwrap();
    });
    assert_eq!(marked, "not_allowed");
}

#[test]
fn a_change_continues_its_replica_and_its_dependencies() {
    let session = session();
    let bend =
        |how: fn(&mut ExpandedChange)| code(answer(&session, &bent(&title(1), how), &writer(1)));
    assert_eq!(bend(|_| ()), "taken");
    assert_eq!(bend(|c| c.seq = 1), "replica_reused");
    assert_eq!(bend(|c| c.seq = 3), "out_of_sequence");
    assert_eq!(
        bend(|c| c.start_op = 4_000_000_000.try_into().unwrap()),
        "bad_start_op"
    );
    assert_eq!(bend(|c| c.start_op = 5.try_into().unwrap()), "bad_start_op");
    assert_eq!(bend(|c| c.deps.clear()), "malformed");
    assert_eq!(
        bend(|c| c.deps.push(automerge::ChangeHash([7; 32]))),
        "missing"
    );
    let skeleton_only = |c: &mut ExpandedChange| {
        c.deps = vec![automerge::ChangeHash(skeleton::hash(DocKind::Session).0)];
    };
    assert_eq!(
        bend(skeleton_only),
        "out_of_sequence",
        "it does not know its own first change"
    );
    assert_eq!(bend(|c| c.time = -1), "bad_value");
    assert_eq!(bend(|c| c.message = Some("hidden".into())), "malformed");
    assert_eq!(bend(|c| c.extra_bytes = vec![1, 2, 3]), "malformed");
    assert_eq!(bend(|c| c.operations.clear()), "not_allowed");
    assert_eq!(
        code(answer(&session, title(1).raw_bytes(), &writer(2))),
        "not_your_replica"
    );
}

#[test]
fn the_skeleton_is_known_and_no_other_begins_a_document() {
    let session = session();
    let known = skeleton::bytes(DocKind::Session);
    assert_eq!(answer(&session, known, &writer(1)), Ok(false));
    assert_eq!(
        code(answer(&notes(), known, &writer(1))),
        "not_your_replica"
    );
    let skeleton = Change::from_bytes(known.to_vec()).unwrap();
    let other = bent(&skeleton, |c| c.time = 1);
    assert_eq!(code(answer(&session, &other, &writer(1))), "not_allowed");
    let zero = made(&session, 2, |tx| tx.put(ROOT, "title", "x").unwrap());
    let zero = bent(&zero, |c| c.actor_id = ActorId::from([0; 16]));
    assert_eq!(code(answer(&session, &zero, &writer(1))), "not_allowed");
    assert!(session.clone().apply(&[zero]).is_err());
}

#[test]
fn bytes_that_are_no_plain_change_are_refused() {
    let session = session();
    let refusal = |bytes: &[u8]| code(answer(&session, bytes, &writer(1)));
    assert_eq!(refusal(&[]), "malformed");
    assert_eq!(refusal(&vec![0; CHANGE_BYTES_MAX + 1]), "too_large");
    assert_eq!(refusal(&session.save()), "malformed", "a whole document");
    let mut long = made(&session, 2, |tx| {
        tx.put(object("review"), "comment", "a".repeat(2_000))
            .unwrap();
    });
    assert_eq!(refusal(&long.bytes()), "malformed", "compressed");
    let mut twice = title(1).raw_bytes().to_vec();
    twice.extend(title(1).raw_bytes());
    assert_eq!(refusal(&twice), "malformed");
    let mut torn = title(1).raw_bytes().to_vec();
    torn[20] ^= 1;
    assert_eq!(refusal(&torn), "malformed", "the checksum no longer fits");
}

#[test]
fn a_change_that_claims_too_many_operations_is_refused_at_once() {
    let notes = notes();
    let text = layout::object(DocKind::Private, "notes").unwrap();
    let long = "a".repeat(CHANGE_OPS_MAX + 1);
    let change = made(&notes, 1, |tx| tx.splice_text(&text, 0, 0, &long).unwrap());
    assert!(change.raw_bytes().len() < CHANGE_BYTES_MAX);
    assert_eq!(
        code(answer(&notes, change.raw_bytes(), &writer(1))),
        "too_large"
    );
}

/// The chunk with its checksum made right again.
pub(super) fn repaired(mut bytes: Vec<u8>) -> Vec<u8> {
    let checksum = Sha256::digest(&bytes[8..]);
    bytes[4..8].copy_from_slice(&checksum[..4]);
    bytes
}

#[test]
fn what_breaks_automerge_breaks_nothing_here() {
    let session = session();
    // A predecessor that does not exist: taken by Automerge, and the document never loads again.
    let change = bent(&title(1), |c| {
        let actor = c.actor_id.clone();
        c.operations[0].pred = vec![OpId(90, actor)].into();
    });
    let answer = answer(&session, &change, &writer(1));
    assert_eq!(code(answer), "harmful");
    let mut target = session.clone();
    let before = target.heads();
    // Applied without admission it either fails and changes nothing, or is the poison it is.
    if target.apply(&[change]).is_err() {
        assert_eq!(target.heads(), before);
    } else {
        assert!(Document::load(target.kind(), target.id(), &target.save()).is_err());
    }
}

#[test]
fn a_put_overwrites_what_stands_at_its_own_key_and_nothing_else() {
    let session = session();
    let overwriting = |counter: u64, actor: ActorId| {
        let bytes = bent(&title(2), |c| {
            c.operations[0].pred = vec![OpId(counter, actor)].into();
        });
        code(answer(&session, &bytes, &writer(2)))
    };
    for container in 1..=skeleton::max_op(DocKind::Session) {
        assert_eq!(overwriting(container, ActorId::from([0; 16])), "harmful");
    }
    let first = session.infos()[0].start_op;
    let author = || ActorId::from(replica(1).0);
    assert_eq!(overwriting(first, author()), "taken", "the title");
    assert_eq!(overwriting(first + 1, author()), "harmful", "the count");
}

#[test]
fn nobody_overwrites_what_they_have_not_seen() {
    // Taken here, where both are known, it would break the phone that gets it first.
    let mut here = session();
    let mut unseen = title(2);
    here.apply(&[unseen.raw_bytes()]).unwrap();
    let name = OpId(unseen.start_op().get(), unseen.actor_id().clone());
    let change = bent(&title(3), |c| c.operations[0].pred = vec![name].into());
    assert_eq!(code(answer(&here, &change, &writer(3))), "harmful");
    assert_eq!(
        code(answer(&here, title(3).raw_bytes(), &writer(3))),
        "taken"
    );

    let text = layout::object(DocKind::Private, "notes").unwrap();
    let mut here = notes();
    let write = |by| made(&notes(), by, |tx| tx.splice_text(&text, 0, 0, "x").unwrap());
    unseen = write(2);
    here.apply(&[unseen.raw_bytes()]).unwrap();
    let name = OpId(unseen.start_op().get(), unseen.actor_id().clone());
    let change = bent(&write(3), |c| {
        c.operations[0].key = Key::Seq(ElementId::Id(name))
    });
    assert_eq!(code(answer(&here, &change, &writer(3))), "harmful");
}

#[test]
fn a_set_does_not_grow_without_end() {
    let mut session = session();
    let partner = |n: usize| Edit::Partner {
        organisation: format!("partner-{n}").parse().unwrap(),
        present: true,
    };
    let partners: Vec<_> = (0..SET_ENTRIES_MAX).map(partner).collect();
    let before = session.clone();
    let many = write::cut(&mut session, &partners, replica(1), NOW)
        .unwrap()
        .unwrap();
    assert_eq!(code(answer(&before, &many.bytes, &writer(1))), "taken");
    let before = session.clone();
    let one = write::cut(&mut session, &[partner(SET_ENTRIES_MAX)], replica(1), NOW);
    let one = one.unwrap().unwrap();
    assert_eq!(code(answer(&before, &one.bytes, &writer(1))), "bad_value");
}
