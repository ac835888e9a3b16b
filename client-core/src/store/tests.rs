//! A store on a real disk: what it hides, what it survives.

use std::fs;

use tempfile::TempDir;

use super::document::DocumentRow;
use super::*;
use crate::ids::{ChangeHash, DocId, Epoch, ReplicaId};
use crate::model::{DocKind, Edit, Register};
use crate::time::Timestamp;
use journal::{JournalName, JournalRow};
use meta::Meta;

/// A store in a folder that goes when the test ends.
pub(super) struct Scratch {
    pub(super) store: Store,
    folder: TempDir,
}

pub(super) const KEY: [u8; 32] = [0x5a; 32];
const OPTIONS: OpenOptions = OpenOptions { vfs: None };

impl Scratch {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = open(&folder, KEY).unwrap();
        Self { store, folder }
    }

    fn reopen(self) -> Self {
        let Self { store, folder } = self;
        drop(store);
        let store = open(&folder, KEY).unwrap();
        Self { store, folder }
    }
}

fn open(folder: &TempDir, key: [u8; 32]) -> Result<Store, StoreError> {
    Store::open(
        &folder.path().join("store.db"),
        &StoreKey::new(key),
        &OPTIONS,
    )
}

pub(super) fn doc_id(number: u32) -> DocId {
    let author = ReplicaId::derive(&[1; 32], Epoch([1; 8]));
    DocId::derive(author, Timestamp(i64::from(number)), 0)
}

fn row(number: u32) -> DocumentRow {
    DocumentRow {
        id: doc_id(number),
        kind: DocKind::Session,
        unit: Some("suceava".parse().unwrap()),
        heads: vec![ChangeHash([1; 32]), ChangeHash([2; 32])],
        server_heads: vec![ChangeHash([1; 32])],
        pending: true,
        wanted: false,
        bytes: Some(b"a telling text in clear".to_vec()),
    }
}

fn say(tx: &Transaction<'_>, name: JournalName, title: &str) -> Result<JournalRow, StoreError> {
    let edit = Edit::text(Register::Title, title);
    journal::append(tx, name, edit, Timestamp(5))
}

#[test]
fn without_the_key_nothing_can_be_read() {
    let mut scratch = Scratch::new();
    scratch
        .store
        .write(|tx| document::put(tx, &row(1)))
        .unwrap();
    let path = scratch.folder.path().join("store.db");
    for file in fs::read_dir(scratch.folder.path()).unwrap() {
        let bytes = fs::read(file.unwrap().path()).unwrap();
        let says = |text: &[u8]| bytes.windows(text.len()).any(|window| window == text);
        assert!(!says(b"telling text"));
        assert!(!says(b"SQLite format 3"));
    }
    let Scratch { store, folder } = scratch;
    drop(store);
    let before = fs::read(&path).unwrap();
    let refused = open(&folder, [0; 32]).unwrap_err();
    assert!(
        matches!(refused, StoreError::Unreadable { .. }),
        "{refused}"
    );
    assert_eq!(fs::read(&path).unwrap(), before, "the file stays as it is");
    assert!(open(&folder, KEY).is_ok());
}

#[test]
fn a_damaged_store_is_set_aside_whole() {
    let Scratch { store, folder } = Scratch::new();
    drop(store);
    let path = folder.path().join("store.db");
    let mut bytes = fs::read(&path).unwrap();
    bytes[100] ^= 1;
    fs::write(&path, &bytes).unwrap();
    fs::write(folder.path().join("store.db-wal"), b"a log").unwrap();

    let first = set_aside(&path).unwrap();
    assert_eq!(first, folder.path().join("store.db.damaged-1"));
    assert_eq!(fs::read(&first).unwrap(), bytes);
    assert!(folder.path().join("store.db.damaged-1-wal").exists());
    drop(open(&folder, KEY).unwrap());
    assert!(set_aside(&path).unwrap().ends_with("store.db.damaged-2"));
}

#[test]
fn a_store_that_was_half_set_aside_keeps_its_log() {
    let Scratch { store, folder } = Scratch::new();
    drop(store);
    let file = |name: &str| folder.path().join(name);
    // A crash between the two names.
    fs::rename(file("store.db"), file("store.db.damaged-1")).unwrap();
    fs::write(file("store.db-wal"), b"a log").unwrap();
    let refused = open(&folder, KEY).unwrap_err();
    assert!(
        matches!(refused, StoreError::Unreadable { .. }),
        "{refused}"
    );
    let aside = set_aside(&file("store.db")).unwrap();
    assert_eq!(aside, file("store.db.damaged-1"));
    assert_eq!(fs::read(file("store.db.damaged-1-wal")).unwrap(), b"a log");
    drop(open(&folder, KEY).unwrap());
}

#[test]
fn a_store_that_a_newer_app_used_is_left_alone() {
    let mut scratch = Scratch::new();
    scratch
        .store
        .write(|tx| {
            tx.pragma_update(None, "user_version", 99)
                .map_err(StoreError::from)
        })
        .unwrap();
    let Scratch { store, folder } = scratch;
    drop(store);
    let refused = open(&folder, KEY).unwrap_err();
    assert!(matches!(refused, StoreError::Newer { found: 99, .. }));
}

#[test]
fn what_was_written_is_there_after_a_crash_and_what_failed_is_not() {
    let mut scratch = Scratch::new();
    let name = JournalName {
        doc: doc_id(1),
        replica: ReplicaId([1; 16]),
        seq: 1,
    };
    let said = scratch
        .store
        .write(|tx| Ok::<_, StoreError>([say(tx, name, "one")?, say(tx, name, "two")?]))
        .unwrap();
    let failed: Result<(), StoreError> = scratch.store.write(|tx| {
        say(tx, name, "three")?;
        Err(StoreError::Full)
    });
    assert!(failed.is_err());
    // A crash: what SQLite holds in memory is lost, what lies in the folder is found again.
    let copy = tempfile::tempdir().unwrap();
    for file in fs::read_dir(scratch.folder.path()).unwrap() {
        let from = file.unwrap().path();
        fs::copy(&from, copy.path().join(from.file_name().unwrap())).unwrap();
    }
    let store = open(&copy, KEY).unwrap();
    assert_eq!(journal::of_document(store.read(), doc_id(1)).unwrap(), said);
    drop(store);
    let scratch = scratch.reopen();
    let kept = journal::of_document(scratch.store.read(), doc_id(1)).unwrap();
    assert_eq!(kept.len(), 2);
}

#[test]
fn edits_of_a_newer_app_are_read_past_and_kept() {
    let mut scratch = Scratch::new();
    let name = JournalName {
        doc: doc_id(1),
        replica: ReplicaId([1; 16]),
        seq: 1,
    };
    let hash = ChangeHash([7; 32]);
    let matter = attention::Attention {
        number: 1,
        doc: name.doc,
        hash: Some(hash),
        code: "not_allowed".to_owned(),
        reason: "a reason".to_owned(),
        edits: vec![Edit::text(Register::Title, "one")],
        at: Timestamp(5),
    };
    let put = |tx: &Transaction<'_>| {
        say(tx, name, "one")?;
        say(tx, name, "two")?;
        frozen::put(tx, name.doc, hash, &matter.edits)?;
        attention::add(tx, &matter)
    };
    scratch.store.write(put).unwrap();
    // As a newer app would have written it.
    let unknown = r#"{"a_kind_of_tomorrow":[1]}"#;
    let rename = |tx: &Transaction<'_>| {
        tx.execute("UPDATE journal SET edit = ?1 WHERE id = 1", [unknown])?;
        let all = format!("[{unknown}]");
        tx.execute("UPDATE frozen SET edits = ?1", [&all])?;
        tx.execute("UPDATE attention SET edits = ?1", [&all])?;
        Ok::<_, StoreError>(())
    };
    scratch.store.write(rename).unwrap();

    let read = scratch.store.read();
    let said = |edit: &Edit| serde_json::to_string(edit).unwrap();
    let rows = journal::of_document(read, name.doc).unwrap();
    assert_eq!(said(&rows[0].edit), unknown);
    assert_eq!(rows[1].edit, Edit::text(Register::Title, "two"));
    let edits = frozen::get(read, name.doc, hash).unwrap().unwrap();
    assert_eq!(said(&edits[0]), unknown);
    assert_eq!(
        frozen::of_document(read, name.doc).unwrap(),
        [(hash, edits)]
    );
    assert_eq!(said(&attention::list(read).unwrap()[0].edits[0]), unknown);
}

#[test]
fn every_commit_waits_for_the_disk() {
    let scratch = Scratch::new();
    let pragma = |name: &str| -> String {
        scratch
            .store
            .read()
            .query_row(&format!("PRAGMA {name}"), [], |row| {
                row.get_ref(0).map(|value| match value {
                    rusqlite::types::ValueRef::Integer(number) => number.to_string(),
                    other => other.as_str().unwrap_or("?").to_owned(),
                })
            })
            .unwrap()
    };
    assert_eq!(pragma("journal_mode"), "wal");
    assert_eq!(pragma("synchronous"), "2");
    assert_eq!(pragma("locking_mode"), "exclusive");
}

#[test]
fn a_document_reads_back_and_leaves_nothing_behind() {
    let mut scratch = Scratch::new();
    let private = DocumentRow {
        id: doc_id(1).companion(),
        kind: DocKind::Private,
        ..row(1)
    };
    scratch
        .store
        .write(|tx| {
            document::put(tx, &row(1))?;
            document::put(tx, &private)?;
            document::put(
                tx,
                &DocumentRow {
                    pending: false,
                    ..row(2)
                },
            )
        })
        .unwrap();
    let read = scratch.store.read();
    assert_eq!(document::get(read, doc_id(1)).unwrap(), Some(row(1)));
    assert_eq!(
        document::parent_of(read, private.id).unwrap(),
        Some(doc_id(1))
    );
    assert_eq!(document::pending(read).unwrap().len(), 2);
    assert_eq!(document::count_unsent(read).unwrap(), 1);
    assert_eq!(document::ids(read).unwrap().len(), 3);

    scratch
        .store
        .write(|tx| document::erase(tx, doc_id(1)))
        .unwrap();
    let read = scratch.store.read();
    assert_eq!(document::get(read, doc_id(1)).unwrap(), None);
    assert!(document::is_erased(read, doc_id(1)).unwrap());
    let inventory = document::inventory(read, None, 10).unwrap();
    assert_eq!(inventory.len(), 2);
    assert_eq!(
        document::inventory(read, Some(inventory[0].0), 1).unwrap(),
        [inventory[1].clone()]
    );
}

#[test]
fn the_newest_replica_that_fits_a_document_writes_it() {
    let mut scratch = Scratch::new();
    scratch
        .store
        .write(|tx| {
            epoch::begin(tx, Epoch([1; 8]), ReplicaId([1; 16]), None)?;
            epoch::begin(tx, Epoch([2; 8]), ReplicaId([2; 16]), Some(doc_id(1)))
        })
        .unwrap();
    let current = |scratch: &Scratch, doc| epoch::current(scratch.store.read(), doc).unwrap();
    assert_eq!(current(&scratch, doc_id(1)), ReplicaId([2; 16]));
    assert_eq!(current(&scratch, doc_id(2)), ReplicaId([1; 16]));
    scratch
        .store
        .write(|tx| epoch::begin(tx, Epoch([3; 8]), ReplicaId([3; 16]), None))
        .unwrap();
    assert_eq!(current(&scratch, doc_id(1)), ReplicaId([3; 16]));
    assert_eq!(epoch::own(scratch.store.read()).unwrap().len(), 3);
}

#[test]
fn a_counter_only_rises() {
    let mut scratch = Scratch::new();
    let mut raise = || {
        scratch
            .store
            .write(|tx| meta::raise(tx, Meta::Sent))
            .unwrap()
    };
    assert_eq!((raise(), raise()), (1, 2));
    let scratch = scratch.reopen();
    let sent = meta::get_json::<u64>(scratch.store.read(), Meta::Sent);
    assert_eq!(sent.unwrap(), Some(2));
}

#[test]
fn one_program_at_a_time_has_a_store() {
    let scratch = Scratch::new();
    let path = scratch.folder.path().join("store.db");
    let second = Connection::open(&path).unwrap();
    let refused = second.execute_batch("BEGIN IMMEDIATE").unwrap_err();
    assert!(matches!(StoreError::from(refused), StoreError::Busy));
}
