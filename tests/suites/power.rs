//! The battery falls out at the worst moment. What the screen showed as saved is there afterwards,
//! and a store that was half made opens.

use std::path::Path;

use client_core::ids::{DocId, Epoch, ReplicaId};
use client_core::model::{Edit, Register};
use client_core::store::journal::{self, JournalName, JournalRow};
use client_core::store::{OpenOptions, Store, StoreError, StoreKey};
use client_core::time::Timestamp;
use tests::vfs::{Disk, Faults};

const EDITS: usize = 5;

/// A phone's store on a disk that can fail.
fn open(disk: &Disk) -> Result<Store, StoreError> {
    let options = OpenOptions {
        vfs: Some(disk.vfs().to_owned()),
    };
    Store::open(Path::new("store.db"), &StoreKey::new([0x5a; 32]), &options)
}

fn name() -> JournalName {
    let replica = ReplicaId::derive(&[1; 32], Epoch([1; 8]));
    JournalName {
        doc: DocId::derive(replica, Timestamp(0), 0),
        replica,
        seq: 1,
    }
}

fn edit(number: usize) -> Edit {
    Edit::text(Register::Title, format!("title {number}"))
}

fn say(store: &mut Store, number: usize) -> Result<(), StoreError> {
    let row = JournalRow {
        name: name(),
        edit: edit(number),
        made: Timestamp(0),
    };
    store.write(|tx| journal::append(tx, &row))
}

/// Opens a store, says one thing after the other until something fails, and returns how many were
/// acknowledged.
fn work(disk: &Disk) -> usize {
    let Ok(mut store) = open(disk) else { return 0 };
    (0..EDITS)
        .take_while(|number| say(&mut store, *number).is_ok())
        .count()
}

/// What is there after a restart, as numbers.
fn kept(disk: &Disk) -> usize {
    let store = open(disk).expect("a store that was cut off opens again");
    let edits = journal::of_document(store.read(), name().doc).unwrap();
    let said: Vec<Edit> = edits.into_iter().map(|row| row.edit).collect();
    assert_eq!(said, (0..said.len()).map(edit).collect::<Vec<_>>());
    said.len()
}

#[test]
fn no_cut_takes_an_edit_that_was_shown_as_saved() {
    let whole = Disk::new(0);
    assert_eq!(work(&whole), EDITS);
    let changes = whole.changes();
    assert!(changes > 10, "{changes}");
    for cut in 1..=changes {
        for torn in [false, true] {
            let disk = Disk::new(cut);
            disk.set_faults(Faults {
                power_cut_in: Some(cut),
                ..Faults::default()
            });
            let acknowledged = work(&disk);
            assert_eq!(disk.struck().power_cuts, 1);
            if torn {
                disk.crash_torn()
            } else {
                disk.crash()
            }
            let kept = kept(&disk);
            assert!(
                (acknowledged..=acknowledged + 1).contains(&kept),
                "cut before {cut}: {kept}"
            );
        }
    }
}

#[test]
fn a_full_phone_says_so_and_loses_nothing() {
    let disk = Disk::new(0);
    let mut store = open(&disk).unwrap();
    say(&mut store, 0).unwrap();
    disk.set_faults(Faults {
        bytes_max: Some(1),
        ..Faults::default()
    });
    let refused = say(&mut store, 1);
    assert!(matches!(refused, Err(StoreError::Full)), "{refused:?}");
    assert!(disk.struck().full > 0);
    disk.set_faults(Faults::default());
    say(&mut store, 1).unwrap();
    drop(store);
    assert_eq!(kept(&disk), 2);
}

#[test]
fn a_sync_that_fails_is_no_acknowledgement() {
    let disk = Disk::new(0);
    let mut store = open(&disk).unwrap();
    say(&mut store, 0).unwrap();
    disk.set_faults(Faults {
        fail_sync_in: Some(1),
        ..Faults::default()
    });
    assert!(say(&mut store, 1).is_err());
    assert_eq!(disk.struck().syncs, 1);
    say(&mut store, 1).unwrap();
    disk.crash();
    assert_eq!(kept(&disk), 2);
}
