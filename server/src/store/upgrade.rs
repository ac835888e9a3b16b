//! An existing database is brought up to this version's layout, and a copy of it as it was is kept
//! beside it first: whoever must go back to the version before has what that one can read.
//!
//! Only for whoever has the data folder alone: a server of the version before would go on writing
//! into tables that it no longer knows.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use super::{StoreError, ledger, migrate, open};
use crate::config::write_new;

/// What an upgrade did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upgraded {
    /// The layout before.
    pub from: u32,
    /// The layout now.
    pub to: u32,
    /// The database as it was.
    pub copy: PathBuf,
}

/// Brings the database up to date; none when it is, or when there is none yet.
pub(super) fn run(path: &Path) -> Result<Option<Upgraded>, StoreError> {
    let mut writer = open::writer(path, None)?;
    let from = migrate::layout(&writer)?;
    if from == 0 {
        return Ok(None);
    }
    if from == migrate::OURS {
        // An upgrade may have ended before it came to this.
        ledger::complete(&writer, path)?;
        return Ok(None);
    }
    if from > migrate::OURS {
        let (found, ours) = (from, migrate::OURS);
        return Err(StoreError::TooNew { found, ours });
    }
    let copy = keep(&writer, path, from)?;
    tracing::info!(from, to = migrate::OURS, copy = %copy.display(), "upgrading the database");
    migrate::run(&mut writer)?;
    ledger::complete(&writer, path)?;
    let to = migrate::OURS;
    Ok(Some(Upgraded { from, to, copy }))
}

/// Copies the database, looks whether the copy is whole, and only then gives it its name.
fn keep(writer: &Connection, path: &Path, layout: u32) -> Result<PathBuf, StoreError> {
    let unfinished = path.with_extension(format!("layout-{layout}.part"));
    let copied = copy(writer, &unfinished).and_then(|()| {
        let copy = free_name(path, layout);
        fs::rename(&unfinished, &copy)?;
        if let Some(folder) = path.parent().filter(|_| cfg!(unix)) {
            File::open(folder)?.sync_all()?;
        }
        Ok(copy)
    });
    if copied.is_err() {
        // Worth nothing; the error that is told is the first one.
        let _ = fs::remove_file(&unfinished);
    }
    copied
}

fn copy(writer: &Connection, to: &Path) -> Result<(), StoreError> {
    match fs::remove_file(to) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    // Made here, so that it is its owner's alone; SQLite takes an empty file for none.
    write_new(to, b"")?;
    writer.execute("VACUUM INTO ?1", [to.to_string_lossy()])?;
    let copy = Connection::open_with_flags(to, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let found: String = copy.pragma_query_value(None, "quick_check", |row| row.get(0))?;
    if found != "ok" || head(&copy)? != head(writer)? {
        return Err(StoreError::Unexpected(
            "a copy that is not what it was made from".into(),
        ));
    }
    drop(copy);
    // SQLite does not wait for the disk here.
    Ok(File::open(to)?.sync_all()?)
}

/// Where the log stands, which no copy may miss.
fn head(c: &Connection) -> Result<(i64, u32), StoreError> {
    let last = c.query_row("SELECT coalesce(max(seq), 0) FROM log", [], |row| {
        row.get(0)
    })?;
    Ok((last, migrate::layout(c)?))
}

/// A name that no earlier copy has: nothing is written over.
fn free_name(path: &Path, layout: u32) -> PathBuf {
    let named = |end: &str| path.with_extension(format!("layout-{layout}{end}.db"));
    let mut names = (2..).map(|n| named(&format!(".{n}")));
    let first = named("");
    if first.exists() {
        names.find(|name| !name.exists()).unwrap_or(first)
    } else {
        first
    }
}

#[cfg(test)]
mod tests {
    use client_core::ids::{DeviceId, DocId};
    use client_core::time::Timestamp;

    use super::super::Store;
    use super::super::read::{Scope, waiting};
    use super::*;

    /// A database as the version with `layout` left it, with one entry in its log.
    fn old(path: &Path, layout: u32) {
        let mut old = open::writer(path, None).unwrap();
        migrate::run_to(&mut old, layout).unwrap();
        let entry = "INSERT INTO log (organisation, kind, received, chain)
                     VALUES ('a', 1, 0, zeroblob(16))";
        old.execute(entry, []).unwrap();
    }

    #[test]
    fn a_copy_of_what_was_is_kept_and_nothing_is_upgraded_unasked() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("teren.db");
        old(&path, 3);
        let refused = Store::open(&path, None).err().unwrap();
        assert!(
            matches!(refused, StoreError::TooOld { found: 3, .. }),
            "{refused}"
        );
        assert!(refused.to_string().contains("teren serve"), "{refused}");

        let upgraded = Store::upgrade(&path).unwrap().unwrap();
        let copy = dir.path().join("teren.layout-3.db");
        assert_eq!((upgraded.from, &upgraded.copy), (3, &copy));
        assert_eq!(Store::upgrade(&path).unwrap(), None);
        Store::open(&path, None).unwrap();
        let kept = Connection::open(&copy).unwrap();
        assert_eq!(head(&kept).unwrap(), (1, 3));
        drop(kept);

        // Going back and upgrading again writes over nothing.
        fs::copy(&copy, &path).unwrap();
        let again = Store::upgrade(&path).unwrap().unwrap();
        assert_eq!(again.copy, dir.path().join("teren.layout-3.2.db"));
    }

    #[test]
    fn who_was_closed_before_there_was_a_ledger_stands_in_it() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("teren.db");
        old(&path, 12);
        let phones = "INSERT INTO device
                (id, member, public_key, token_hash, app, enrolled_at, closed_at, wipe_at)
            VALUES (zeroblob(16), 'm', zeroblob(32), zeroblob(32), '', 0, 7, 7),
                   (?1, 'm', ?2, ?2, '', 0, 5, NULL),
                   (?3, 'm', ?4, ?4, '', 0, NULL, NULL)";
        let before = Connection::open(&path).unwrap();
        before.pragma_update(None, "foreign_keys", false).unwrap();
        let known = ([1; 16], [1; 32], [2; 16], [2; 32]);
        before.execute(phones, known).unwrap();
        let deed = "INSERT INTO deed (at, what, subject) VALUES (9, 'member_closed', 'm-cora'),
            (11, 'role_changed', 'm-ion')";
        before.execute(deed, []).unwrap();
        let ion = "INSERT INTO member (id, name, folded, role, unit, made_at)
            VALUES ('m-ion', 'Ion', 'ion', 'volunteer', 'iasi', 0)";
        before.execute(ion, []).unwrap();
        let iasi = "INSERT INTO catalogue (key, version, json) VALUES ('unit/iasi', 1,
            '{\"entry\":\"unit\",\"id\":\"iasi\",\"name\":\"Iasi\",\"time_zone\":\"UTC\"}')";
        before.execute(iasi, []).unwrap();
        let programme = "INSERT INTO programme_deed (at, programme, what) VALUES (0, 'p', 'made')";
        before.execute(programme, []).unwrap();
        drop(before);
        Store::upgrade(&path).unwrap().unwrap();
        assert_eq!(Store::upgrade(&path).unwrap(), None);
        let closure = |at, of| ledger::Closure {
            at: Timestamp(at),
            of,
        };
        let expected = [
            closure(5, ledger::Closed::Phone(DeviceId([1; 16]))),
            closure(7, ledger::Closed::PhoneToBeWiped(DeviceId([0; 16]))),
            closure(9, ledger::Closed::Member("m-cora".parse().unwrap())),
            closure(
                11,
                ledger::Closed::Standing {
                    member: "m-ion".parse().unwrap(),
                    role: client_core::model::Role::Volunteer,
                    unit: client_core::model::catalogue::Unit {
                        id: "iasi".parse().unwrap(),
                        name: "Iasi".into(),
                        time_zone: "UTC".into(),
                        covers: Vec::new(),
                    },
                },
            ),
        ];
        assert_eq!(ledger::recorded_in(&path).unwrap(), expected);
        assert_eq!(ledger::read(&path).unwrap(), expected);
    }

    #[test]
    fn what_waited_before_it_was_listed_by_session_is_found_with_it() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("teren.db");
        old(&path, 17);
        let before = Connection::open(&path).unwrap();
        let session = DocId([7; 16]);
        let (note, lonely) = (session.companion(), DocId([9; 16]));
        let waiting = "INSERT INTO quarantine
                (organisation, doc, hash, device, member, received, kind, bytes, rejected_at)
            VALUES ('a', ?1, ?2, zeroblob(16), 'm', 5, ?3, zeroblob(10), ?4)";
        for (n, doc, kind, rejected) in [
            (1, session, 0, None),
            (2, note, 2, None),
            (3, lonely, 2, None),
            (4, session, 0, Some(6)),
        ] {
            let kept = (doc.0, [n; 32], kind, rejected);
            before.execute(waiting, kept).unwrap();
        }
        drop(before);
        Store::upgrade(&path).unwrap().unwrap();
        let store = Store::open(&path, None).unwrap();
        let home = "a".parse().unwrap();
        let (found, sum) = store
            .read(|c| {
                let all = waiting::page(c, &home, &Scope::All, (None, None), 10)?;
                let sum = "SELECT changes, bytes, waiting, waiting_bytes FROM quarantine_sum";
                let sum: [i64; 4] = c.query_row(sum, [], |row| {
                    Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?])
                })?;
                Ok::<_, StoreError>((all, sum))
            })
            .unwrap();
        let found: Vec<_> = found.iter().map(|it| (it.doc, it.changes)).collect();
        assert_eq!(found, [(session, 2), (lonely, 1)]);
        assert_eq!(sum, [4, 40, 3, 30]);
    }

    #[cfg(unix)]
    #[test]
    fn the_copy_is_its_owners_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("teren.db");
        old(&path, 1);
        let copy = Store::upgrade(&path).unwrap().unwrap().copy;
        let rights = fs::metadata(copy).unwrap().permissions();
        assert_eq!(
            std::os::unix::fs::PermissionsExt::mode(&rights) & 0o777,
            0o600
        );
    }
}
