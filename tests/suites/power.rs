//! The power goes at the worst moment, disks fill up and fail: on a phone and on the server. What
//! the screen showed as saved is there afterwards, and so is what the server acknowledged.

use std::path::Path;

use client_core::ids::{DocId, Epoch, ReplicaId};
use client_core::model::{Edit, Register};
use client_core::store::journal::{self, JournalName};
use client_core::store::{OpenOptions, Store, StoreError, StoreKey};
use client_core::sync::SyncEnd;
use client_core::time::Timestamp;
use client_core::wire::FailureCode;
use tests::checkers::settled;
use tests::vfs::{Disk, Faults};
use tests::world::World;

use super::hands::{count, plan};

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
    store.write(|tx| journal::append(tx, name(), edit(number), Timestamp(0)).map(|_| ()))
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

/// The server's power goes before each of its writes, while a phone pushes: what the phone was told
/// is durable, and what it was not told comes again.
/// Lets Ana sync with what goes wrong now, and the server lose its power. How many people are in a
/// session then, as Ion sees it, and whether all that Ana said was acknowledged.
fn kept_by_a_crash(world: &mut World, doc: DocId, torn: bool) -> (u64, bool) {
    world.sync("ana");
    let is_acknowledged = world.phone("ana").unsent() == 0;
    world.server.crash(torn);
    world.sync_well("ion");
    let kept = world.phone("ion").session(doc).people_reached();
    (kept, is_acknowledged)
}

#[test]
fn no_cut_takes_what_the_server_has_acknowledged() {
    let mut world = World::of_volunteers(1, "suceava", &["ana", "ion"]);
    let doc = plan(world.phone("ana"), "Grade 9");
    settled(&mut world);
    let before = world.server.disk.changes();
    count(world.phone("ana"), doc, "reached.f.14-17", 1);
    world.sync_well("ana");
    let writes = world.server.disk.changes() - before;
    assert!(writes > 2, "{writes}");
    let mut counted = 1;
    for cut in 1..=writes + 1 {
        for torn in [false, true] {
            count(world.phone("ana"), doc, "reached.f.14-17", 1);
            counted += 1;
            world.server.disk.set_faults(Faults {
                power_cut_in: Some(cut),
                ..Faults::default()
            });
            let (kept, is_acknowledged) = kept_by_a_crash(&mut world, doc, torn);
            let expected = counted - u64::from(!is_acknowledged);
            assert!(
                (expected..=counted).contains(&kept),
                "cut before {cut}: {kept}"
            );
            settled(&mut world);
            assert_eq!(world.phone("ion").session(doc).people_reached(), counted);
        }
    }
    assert!(world.server.disk.struck().power_cuts >= 2 * writes);
}

/// A phone's power goes before each of its writes, while it sends and fetches.
#[test]
fn no_cut_in_the_middle_of_a_sync_harms_a_phone() {
    let mut world = World::of_volunteers(1, "suceava", &["ana", "ion"]);
    let doc = plan(world.phone("ana"), "Grade 9");
    settled(&mut world);
    let (mut counted, mut cut, mut struck) = (0, 1, true);
    while struck {
        for torn in [false, true] {
            count(world.phone("ion"), doc, "reached.m.14-17", 1);
            world.sync_well("ion");
            count(world.phone("ana"), doc, "reached.f.14-17", 1);
            counted += 2;
            world.phone("ana").disk.set_faults(Faults {
                power_cut_in: Some(cut),
                ..Faults::default()
            });
            struck = world.try_sync("ana").is_err();
            world.phone_mut("ana").crash(torn);
            let own = world.phone("ana").session(doc).people_reached();
            assert!(own >= counted - 1, "cut before {cut}: {own} of {counted}");
            settled(&mut world);
            assert_eq!(world.phone("ana").session(doc).people_reached(), counted);
        }
        cut += 1;
    }
    assert!(cut > 5, "{cut}");
}

#[test]
fn a_full_server_says_so_and_takes_it_later() {
    let mut world = World::of_volunteers(1, "suceava", &["ana", "ion"]);
    let doc = plan(world.phone("ana"), "Grade 9");
    settled(&mut world);
    count(world.phone("ana"), doc, "reached.f.14-17", 3);
    world.server.disk.set_faults(Faults {
        bytes_max: Some(1),
        ..Faults::default()
    });
    let refused = world.sync("ana").report.end;
    let Some(SyncEnd::Failed { code, .. }) = &refused else {
        panic!("{refused:?}");
    };
    assert_eq!(*code, FailureCode::StorageFull);
    assert_eq!(world.phone("ana").unsent(), 1);
    assert!(world.server.disk.struck().full > 0);
    settled(&mut world);
    assert_eq!(world.phone("ion").session(doc).people_reached(), 3);
}

/// Each write and each sync of the server's disk fails once. A failed sync has dropped what it
/// should have kept: nothing of it may have been acknowledged.
#[test]
fn a_failing_disk_acknowledges_nothing_that_it_has_not() {
    let mut world = World::of_volunteers(1, "suceava", &["ana", "ion"]);
    let doc = plan(world.phone("ana"), "Grade 9");
    settled(&mut world);
    let mut counted = 0;
    for at in 1..=6 {
        for fails in ["write", "sync"] {
            count(world.phone("ana"), doc, "reached.f.14-17", 1);
            counted += 1;
            let fails_now = |what| (what == fails).then_some(at);
            world.server.disk.set_faults(Faults {
                fail_write_in: fails_now("write"),
                fail_sync_in: fails_now("sync"),
                ..Faults::default()
            });
            let (kept, is_acknowledged) = kept_by_a_crash(&mut world, doc, false);
            let expected = counted - u64::from(!is_acknowledged);
            assert!(kept >= expected, "{fails} {at}: {kept} of {expected}");
            settled(&mut world);
        }
    }
    let struck = world.server.disk.struck();
    assert!(struck.writes > 0 && struck.syncs > 0, "{struck:?}");
}
