//! What SQLite makes of a disk that fails: each fault strikes, is reported, and takes nothing that
//! was acknowledged. Everything runs on plain and on encrypted databases, with a write-ahead log
//! and with a rollback journal (which needs `synchronous = EXTRA`: its commit is a deletion).

use rusqlite::{Connection, Error, ErrorCode, OpenFlags, Result};

use super::*;
use crate::seed::for_each_seed;

/// A way to keep a database.
#[derive(Clone, Copy, Debug)]
struct Kind {
    encrypted: bool,
    journal: &'static str,
}

const KINDS: [Kind; 4] = [
    Kind {
        encrypted: false,
        journal: "WAL",
    },
    Kind {
        encrypted: true,
        journal: "WAL",
    },
    Kind {
        encrypted: false,
        journal: "DELETE",
    },
    Kind {
        encrypted: true,
        journal: "DELETE",
    },
];

/// A database of numbered notes.
struct Notes {
    connection: Connection,
}

impl Notes {
    fn open(disk: &Disk, kind: Kind) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let connection = Connection::open_with_flags_and_vfs("notes.db", flags, disk.vfs())?;
        if kind.encrypted {
            let key = "07".repeat(32);
            connection.execute_batch(&format!(
                "PRAGMA cipher_log_level = NONE; PRAGMA key = \"x'{key}'\""
            ))?;
        }
        let set = format!(
            "PRAGMA journal_mode = {}; PRAGMA synchronous = EXTRA",
            kind.journal
        );
        connection.execute_batch(&set)?;
        connection.execute_batch(
            "CREATE TABLE IF NOT EXISTS note (number INTEGER PRIMARY KEY, words TEXT NOT NULL)",
        )?;
        Ok(Self { connection })
    }

    /// Acknowledged when it returns Ok.
    fn add(&self, number: u64) -> Result<()> {
        let words = format!("note {number} ").repeat(150);
        let row = (i64::try_from(number).expect("a small number"), words);
        self.connection
            .execute("INSERT INTO note VALUES (?1, ?2)", row)
            .map(drop)
    }

    /// All numbers, after a look whether the file is sound.
    fn numbers(&self) -> Vec<u64> {
        let verdict: String = self
            .connection
            .query_row("PRAGMA integrity_check", (), |row| row.get(0))
            .expect("the file can be read");
        assert_eq!(verdict, "ok");
        let mut all = self
            .connection
            .prepare("SELECT number FROM note ORDER BY 1")
            .unwrap();
        let rows = all.query_map((), |row| row.get::<_, i64>(0)).unwrap();
        rows.map(|number| number.unwrap().unsigned_abs()).collect()
    }
}

fn reopened(disk: &Disk, kind: Kind) -> Vec<u64> {
    Notes::open(disk, kind)
        .expect("a disk that works again opens")
        .numbers()
}

fn code(result: Result<()>) -> Option<ErrorCode> {
    result
        .err()
        .and_then(|error: Error| error.sqlite_error_code())
}

#[test]
fn what_was_acknowledged_survives_a_crash() {
    for kind in KINDS {
        let disk = Disk::new(1);
        let notes = Notes::open(&disk, kind).unwrap();
        (0..5).for_each(|number| notes.add(number).unwrap());
        disk.crash();
        assert_eq!(reopened(&disk, kind), [0, 1, 2, 3, 4], "{kind:?}");
    }
}

#[test]
fn what_was_not_synced_is_forgotten() {
    let kind = KINDS[0];
    let disk = Disk::new(1);
    let notes = Notes::open(&disk, kind).unwrap();
    notes.add(0).unwrap();
    notes
        .connection
        .execute_batch("PRAGMA synchronous = NORMAL")
        .unwrap();
    (1..5).for_each(|number| notes.add(number).unwrap());
    assert_eq!(notes.numbers().len(), 5);
    disk.crash();
    assert_eq!(reopened(&disk, kind), [0]);
    assert!(disk.struck().forgotten > 0);
}

#[test]
fn the_power_may_go_before_any_change_of_the_disk() {
    for kind in KINDS {
        let disk = Disk::new(0);
        drop(work(&disk, kind));
        let changes = disk.changes();
        assert!(changes > 20, "{kind:?} makes {changes} changes");
        for cut in 1..=changes {
            let disk = Disk::new(cut);
            disk.set_faults(Faults {
                power_cut_in: Some(cut),
                ..Faults::default()
            });
            let acknowledged = work(&disk, kind);
            assert_eq!(disk.struck().power_cuts, 1);
            if cut % 2 == 0 {
                disk.crash()
            } else {
                disk.crash_torn()
            }
            let kept = reopened(&disk, kind);
            // One that was being committed may have made it; none that was acknowledged is missing.
            assert!(
                kept.starts_with(&acknowledged),
                "{kind:?} cut before {cut}: {kept:?}"
            );
            assert!(kept.len() <= acknowledged.len() + 1);
        }
    }
}

/// Opens, adds until something fails, and says what was acknowledged.
fn work(disk: &Disk, kind: Kind) -> Vec<u64> {
    let Ok(notes) = Notes::open(disk, kind) else {
        return Vec::new();
    };
    let acknowledged = (0..6)
        .take_while(|number| notes.add(*number).is_ok())
        .collect();
    // A checkpoint writes the log into the database: the riskiest moment of all.
    let _ = notes
        .connection
        .execute_batch("PRAGMA wal_checkpoint(TRUNCATE)");
    acknowledged
}

#[test]
fn torn_sectors_are_noticed() {
    for kind in KINDS {
        for_each_seed(8, |seed| {
            let disk = Disk::new(seed);
            let notes = Notes::open(&disk, kind).unwrap();
            notes.add(0).unwrap();
            notes
                .connection
                .execute_batch("BEGIN; PRAGMA cache_size = 1")
                .unwrap();
            (1..40).for_each(|number| notes.add(number).unwrap());
            disk.crash_torn();
            assert!(
                disk.struck().torn > 0 && disk.struck().forgotten > 0,
                "{:?}",
                disk.struck()
            );
            assert_eq!(reopened(&disk, kind), [0], "{kind:?}");
        });
    }
}

#[test]
fn a_full_disk_refuses_and_goes_on_when_there_is_room() {
    for kind in KINDS {
        let disk = Disk::new(1);
        let notes = Notes::open(&disk, kind).unwrap();
        disk.set_faults(Faults {
            bytes_max: Some(60_000),
            ..Faults::default()
        });
        let fitting = (0..1000)
            .take_while(|number| notes.add(*number).is_ok())
            .count() as u64;
        assert!(fitting > 1 && fitting < 1000, "{fitting}");
        assert_eq!(
            code(notes.add(fitting)),
            Some(ErrorCode::DiskFull),
            "{kind:?}"
        );
        assert!(disk.struck().full > 0);
        disk.set_faults(Faults::default());
        notes.add(fitting).unwrap();
        disk.crash();
        assert_eq!(
            reopened(&disk, kind),
            (0..=fitting).collect::<Vec<_>>(),
            "{kind:?}"
        );
    }
}

#[test]
fn a_failed_sync_is_reported_and_what_it_dropped_was_never_acknowledged() {
    for kind in KINDS {
        let disk = Disk::new(1);
        let notes = Notes::open(&disk, kind).unwrap();
        notes.add(0).unwrap();
        disk.set_faults(Faults {
            fail_sync_in: Some(1),
            ..Faults::default()
        });
        assert_eq!(
            code(notes.add(1)),
            Some(ErrorCode::SystemIoFailure),
            "{kind:?}"
        );
        assert_eq!(disk.struck().syncs, 1);
        notes.add(2).unwrap();
        disk.crash();
        assert_eq!(reopened(&disk, kind), [0, 2], "{kind:?}");
    }
}

#[test]
fn a_failed_write_and_a_failed_read_are_reported() {
    for kind in KINDS {
        let disk = Disk::new(1);
        let notes = Notes::open(&disk, kind).unwrap();
        notes.add(0).unwrap();
        disk.set_faults(Faults {
            fail_write_in: Some(1),
            ..Faults::default()
        });
        assert_eq!(
            code(notes.add(1)),
            Some(ErrorCode::SystemIoFailure),
            "{kind:?}"
        );
        drop(notes);
        disk.set_faults(Faults {
            fail_read_in: Some(1),
            ..Faults::default()
        });
        assert!(Notes::open(&disk, kind).is_err(), "{kind:?}");
        assert_eq!((disk.struck().writes, disk.struck().reads), (1, 1));
        assert_eq!(reopened(&disk, kind), [0]);
    }
}

#[test]
fn connections_share_a_database() {
    for kind in KINDS {
        let disk = Disk::new(1);
        let (writer, other) = (
            Notes::open(&disk, kind).unwrap(),
            Notes::open(&disk, kind).unwrap(),
        );
        writer.add(0).unwrap();
        assert_eq!(other.numbers(), [0]);
        writer.connection.execute_batch("BEGIN IMMEDIATE").unwrap();
        other
            .connection
            .busy_timeout(std::time::Duration::ZERO)
            .unwrap();
        assert_eq!(
            code(other.add(1)),
            Some(ErrorCode::DatabaseBusy),
            "{kind:?}"
        );
        writer.add(2).unwrap();
        assert_eq!(
            other.numbers(),
            [0],
            "a reader sees only what was committed"
        );
        writer.connection.execute_batch("COMMIT").unwrap();
        other.add(1).unwrap();
        assert_eq!(writer.numbers(), [0, 1, 2]);
    }
}

#[test]
fn a_connection_from_before_a_crash_reaches_nothing() {
    for kind in KINDS {
        let disk = Disk::new(1);
        let old = Notes::open(&disk, kind).unwrap();
        old.add(0).unwrap();
        disk.crash();
        let new = Notes::open(&disk, kind).unwrap();
        assert!(old.add(1).is_err());
        new.add(2).unwrap();
        drop(old);
        new.add(3).unwrap();
        assert_eq!(new.numbers(), [0, 2, 3], "{kind:?}");
    }
}

#[test]
fn a_backup_brings_back_what_it_held() {
    for kind in KINDS {
        let disk = Disk::new(1);
        let notes = Notes::open(&disk, kind).unwrap();
        notes.add(0).unwrap();
        let backup = disk.snapshot();
        notes.add(1).unwrap();
        disk.restore(&backup);
        assert!(notes.add(2).is_err(), "{kind:?}");
        drop(notes);
        assert_eq!(reopened(&disk, kind), [0], "{kind:?}");
        let elsewhere = Disk::new(2);
        elsewhere.restore(&backup);
        assert_eq!(reopened(&elsewhere, kind), [0], "{kind:?}");
    }
}

#[test]
fn a_connection_that_outlives_its_disk_fails_and_no_more() {
    let disk = Disk::new(1);
    let notes = Notes::open(&disk, KINDS[0]).unwrap();
    drop(disk);
    let other = Disk::new(1);
    assert_eq!(
        Notes::open(&other, KINDS[0]).unwrap().numbers(),
        Vec::<u64>::new()
    );
    drop(notes);
}
