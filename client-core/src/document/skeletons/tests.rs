//! Which bytes are a next version, and what a document that was raised to one keeps.

use automerge::transaction::{CommitOptions, Transactable, Transaction};
use automerge::{Automerge, ExpandedChange, ROOT};

use sha2::{Digest, Sha256};

use super::*;
use crate::document::admit::{Scratch, Setback, Writer, parse};
use crate::document::{Document, DocumentError, write};
use crate::ids::{DocId, Epoch, ReplicaId};
use crate::model::{Edit, Register, Role, Scalar};
use crate::time::Timestamp;
use crate::wire::RefusalCode;

const NOW: Timestamp = Timestamp(1_489_478_400_000);

/// What `make` does on top of a document's skeleton, as the skeletons' own actor.
fn on_top_of(mut document: Automerge, make: impl FnOnce(&mut Transaction<'_>)) -> Vec<u8> {
    document.set_actor(ActorId::from(SKELETON_ACTOR));
    let mut transaction = document.transaction();
    make(&mut transaction);
    transaction.commit_with(CommitOptions::default().with_time(0));
    let change = document.get_last_local_change().unwrap();
    change.raw_bytes().to_vec()
}

fn next(document: Automerge, name: &str, version: i64) -> Vec<u8> {
    on_top_of(document, |tx| {
        tx.put_object(ROOT, name, ObjType::Map).unwrap();
        tx.put(ROOT, "schema", version).unwrap();
    })
}

fn second() -> Vec<u8> {
    next(skeleton::document(DocKind::Session), "followed_up", 2)
}

/// Two versions more.
fn known() -> Skeletons {
    let mut known = Skeletons::default();
    assert_eq!(known.add(DocKind::Session, &second()), Ok(2));
    let raised = session().raised(&known, 2).unwrap();
    let third = next(raised.automerge, "funding", 3);
    assert_eq!(known.add(DocKind::Session, &third), Ok(3));
    known
}

fn replica(number: u8) -> ReplicaId {
    ReplicaId::derive(&[number; 32], Epoch([number; 8]))
}

fn session() -> Document {
    Document::new(DocKind::Session, DocId::derive(replica(1), NOW, 0))
}

fn later(container: &str) -> Vec<Edit> {
    vec![Edit::Later {
        container: container.to_owned(),
        key: "calls".to_owned(),
        value: Some(Scalar::Int(2)),
    }]
}

fn titled(document: &mut Document, title: &str, by: u8) -> write::Cut {
    let edits = [Edit::text(Register::Title, title)];
    let cut = write::cut(document, &edits, replica(by), NOW);
    cut.unwrap().unwrap()
}

fn writer(number: u8) -> Writer {
    Writer {
        replica: replica(number),
        role: Role::Volunteer,
        is_author: true,
    }
}

#[test]
fn released_versions_follow_on_one_another() {
    let known = Skeletons::of_this_build();
    assert_eq!(known.all().count(), RELEASED.len());
}

/// The skeleton of the first version.
fn first() -> Automerge {
    skeleton::document(DocKind::Session)
}

/// The second version, bent.
fn bent(bend: impl FnOnce(&mut ExpandedChange)) -> Vec<u8> {
    let mut expanded = Change::from_bytes(second()).unwrap().decode();
    bend(&mut expanded);
    Change::from(expanded).raw_bytes().to_vec()
}

#[track_caller]
fn refused(bytes: &[u8], why: &'static str) {
    let mut known = Skeletons::default();
    assert_eq!(known.add(DocKind::Session, bytes), Err(NotASkeleton(why)));
    assert_eq!(known.versions(), [1; 3]);
}

#[test]
fn bytes_that_are_no_change_are_no_version() {
    for length in [0, 1, 20, 60, second().len() - 1] {
        refused(&second()[..length], "not a change");
    }
    let mut large = second();
    large.resize(SKELETON_BYTES_MAX + 1, 0);
    refused(&large, "too many bytes");
}

#[test]
fn of_altered_bytes_nothing_becomes_a_version_that_harms() {
    let good = second();
    for at in 8..good.len() {
        for bits in 1..=u8::MAX {
            let mut bytes = good.clone();
            bytes[at] ^= bits;
            assert!(Skeletons::default().add(DocKind::Session, &bytes).is_err());
            // With a checksum that is right it may be a version with a map of another name.
            let checksum = Sha256::digest(&bytes[8..]);
            bytes[4..8].copy_from_slice(&checksum[..4]);
            let mut known = Skeletons::default();
            if known.add(DocKind::Session, &bytes).is_ok() {
                let raised = session().raised(&known, 2).unwrap();
                let name = known.later[0].containers[0].clone();
                assert!(raised.object(&name).is_some(), "{name}");
                Document::load(DocKind::Session, raised.id(), &raised.save()).unwrap();
            }
        }
    }
}

#[test]
fn a_version_follows_the_one_before_and_nothing_else() {
    let elsewhere = "it does not follow the version before alone";
    refused(skeleton::bytes(DocKind::Session), elsewhere);
    refused(&bent(|c| c.deps.clear()), elsewhere);
    refused(&bent(|c| c.deps.push(Hash([1; 32]))), elsewhere);
    refused(&bent(|c| c.seq = 3), elsewhere);
    let mut document = session();
    titled(&mut document, "Grade 9", 1);
    refused(&next(document.automerge, "followed_up", 2), elsewhere);
    refused(
        &bent(|c| c.actor_id = ActorId::from([1; 16])),
        "somebody wrote it",
    );
    let more = "it carries more than operations";
    refused(&bent(|c| c.message = Some("hello".into())), more);
    refused(&bent(|c| c.time = 1), more);
    let of_another = Skeletons::default().add(DocKind::Exchange, &second());
    assert!(of_another.is_err());
    assert!(
        known().add(DocKind::Session, &second()).is_err(),
        "it is the second once"
    );
}

#[test]
fn a_version_makes_containers_and_says_so_and_nothing_else() {
    let made = |object: ObjType, within: &str| {
        on_top_of(first(), |tx| {
            let within = layout::object(DocKind::Session, within).unwrap();
            tx.put_object(within, "followed_up", object).unwrap();
            tx.put(ROOT, "schema", 2).unwrap();
        })
    };
    let writes_too = on_top_of(first(), |tx| {
        let map = tx.put_object(ROOT, "followed_up", ObjType::Map).unwrap();
        tx.put(map, "calls", 1).unwrap();
        tx.put(ROOT, "schema", 2).unwrap();
    });
    let more = "it does more than make containers";
    refused(&writes_too, more);
    refused(&made(ObjType::Map, "reached"), more);
    refused(&made(ObjType::List, ""), more);
    refused(&next(first(), "reached", 2), more); // It overwrites what hides every count.
    let taken = "a container under a name that is taken";
    refused(&next(first(), "title", 2), taken);
    refused(&next(first(), "a b", 2), taken);
    refused(&next(first(), "a.b", 2), taken);
    let silent = "it does not say its version after what it makes";
    refused(&next(first(), "followed_up", 3), silent);
    refused(
        &on_top_of(first(), |tx| tx.put(ROOT, "schema", 2).unwrap()),
        silent,
    );
    let says_nothing = on_top_of(first(), |tx| {
        drop(tx.put_object(ROOT, "followed_up", ObjType::Map).unwrap());
    });
    refused(&says_nothing, silent);
}

#[test]
fn two_who_raise_a_document_apart_have_one_document() {
    let (known, mut ana) = (known(), session());
    titled(&mut ana, "Grade 9", 1);
    let mut ion = ana.clone();
    let cut = |document: &mut Document, container, version, by| {
        let cut = write::cut_at(
            document,
            (&known, version),
            &later(container),
            replica(by),
            NOW,
        );
        cut.unwrap().unwrap().bytes
    };
    let of_ana = cut(&mut ana, "followed_up", 2, 1);
    let of_ion = cut(&mut ion, "funding", 3, 2);
    assert_eq!((ana.version(), ion.version()), (2, 3));
    ana.apply_on(&known, &[of_ion]).unwrap();
    ion.apply_on(&known, &[of_ana]).unwrap();
    assert_eq!(ana.heads(), ion.heads());
    assert_eq!(ana.skeletons().versions(), [3, 1, 1]);
    // The skeletons do not travel, and are no changes of anybody.
    assert_eq!((ana.len_changes(), ana.infos().len()), (3, 3));
    assert_eq!(ana.changes_after(&[]).len(), 3);
    let loaded = Document::load(DocKind::Session, ana.id(), &ana.save()).unwrap();
    assert_eq!(loaded.heads(), ana.heads());
}

#[test]
fn a_change_on_a_later_version_needs_it() {
    let (known, mut ana) = (known(), session());
    titled(&mut ana, "Grade 9", 1);
    let before = ana.clone();
    let edits = later("funding");
    let cut = write::cut_at(&mut ana, (&known, 3), &edits, replica(1), NOW);
    let bytes = cut.unwrap().unwrap().bytes;
    let change = parse(&bytes).unwrap();
    let mut old = before.clone();
    assert!(matches!(
        old.apply(&[&bytes]),
        Err(DocumentError::MissingDependencies(missing)) if missing.len() == 1
    ));
    let mut scratch = Scratch::new(before);
    assert!(matches!(
        scratch.take(&change, &writer(1)),
        Err(Setback::Missing(_))
    ));
    // What is refused raises nothing.
    let refused = scratch.take_on(&known, &change, &writer(2));
    assert!(matches!(refused, Err(Setback::Refused(_))), "{refused:?}");
    assert_eq!(scratch.whole().unwrap().version(), 1);
    assert_eq!(scratch.take_on(&known, &change, &writer(1)), Ok(true));
    assert_eq!(scratch.heads(), ana.heads());
    // And on it goes without being told of the versions again.
    let title = titled(&mut ana, "Grade 10", 1);
    let title = parse(&title.bytes).unwrap();
    assert_eq!(scratch.take(&title, &writer(1)), Ok(true));
}

#[test]
fn nothing_is_written_into_a_map_that_its_author_does_not_have() {
    let (known, mut ana) = (known(), session());
    titled(&mut ana, "Grade 9", 1);
    let mut ion = ana.clone();
    let edits = later("followed_up");
    let cut = write::cut_at(&mut ana, (&known, 2), &edits, replica(1), NOW);
    let raised = parse(&cut.unwrap().unwrap().bytes).unwrap();
    // Ion's change names the map and not the version that made it.
    let mut expanded = Change::from_bytes(titled(&mut ion, "Grade 10", 2).bytes)
        .unwrap()
        .decode();
    let raised = Change::from_bytes(raised.bytes().to_vec()).unwrap();
    let written = raised.decode().operations[0].clone();
    expanded.operations.push(Op {
        pred: Vec::new().into(),
        ..written
    });
    let blind = parse(Change::from(expanded).raw_bytes()).unwrap();
    let mut scratch = Scratch::new(session());
    for change in ana.changes_after(&[]) {
        let taken = scratch.take_on(&known, &parse(&change).unwrap(), &writer(1));
        assert_eq!(taken, Ok(true));
    }
    let refused = scratch.take_on(&known, &blind, &writer(2));
    let Err(Setback::Refused(refusal)) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(refusal.code, RefusalCode::Harmful, "{refusal}");
}

#[test]
fn an_edit_that_changes_nothing_raises_nothing() {
    let (known, mut ana) = (known(), session());
    titled(&mut ana, "Grade 9", 1);
    let heads = ana.heads();
    let nothing = [Edit::Later {
        container: "followed_up".to_owned(),
        key: "calls".to_owned(),
        value: None,
    }];
    let cut = write::cut_at(&mut ana, (&known, 2), &nothing, replica(1), NOW);
    assert_eq!(cut, Ok(None));
    assert_eq!((ana.version(), ana.heads()), (1, heads));
    let unraised = write::cut(&mut ana, &later("followed_up"), replica(1), NOW);
    assert_eq!(
        unraised,
        Err(write::WriteError::Damaged),
        "raised by the caller or not at all"
    );
}
