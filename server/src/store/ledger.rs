//! The ledger of closures: who was shut out and what was taken from whom, in a file beside the
//! database that only grows.
//!
//! A database that is restored forgets what was decided after its backup; this file, which is in
//! every backup and outlives the database, does not. A line stands in it before its transaction is
//! committed: one too many shuts out, one too few would let in. It gives two things alone: their
//! place to those who moved to another unit, whose phones would drop what was recorded there, and
//! the least of a unit's roles to a partner whom the unit took in, who would have none there.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use client_core::ids::{DeviceId, MemberId, ProgrammeId};
use client_core::model::Role;
use client_core::model::catalogue::Unit;
use client_core::time::Timestamp;
use rusqlite::{Connection, OpenFlags, Row};
use serde::{Deserialize, Serialize};

use super::StoreError;
use super::column::{json, parsed};
use crate::config::write_new;

const FILE: &str = "closed.jsonl";

/// One closure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closure {
    /// When.
    pub at: Timestamp,
    /// Who, or what.
    pub of: Closed,
}

/// What was closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Closed {
    /// A phone, for good.
    Phone(DeviceId),
    /// A phone, for good; it deletes what it holds at its next contact.
    PhoneToBeWiped(DeviceId),
    /// Every way in of a member.
    Member(MemberId),
    /// What a member may do beyond this role, and anywhere but in this unit.
    Standing {
        /// Whose.
        member: MemberId,
        /// The role that was left.
        role: Role,
        /// The unit that was left, whole: it may be younger than a backup.
        unit: Unit,
    },
    /// A programme: nothing is shared in it, nobody follows it.
    Programme(ProgrammeId),
    /// The seat of a partner in a programme.
    Seat {
        /// Whose.
        member: MemberId,
        /// Where.
        programme: ProgrammeId,
    },
}

impl Closed {
    /// The phone, if it is one.
    pub const fn phone(&self) -> Option<DeviceId> {
        match self {
            Self::Phone(id) | Self::PhoneToBeWiped(id) => Some(*id),
            _ => None,
        }
    }
}

/// Adds what the database knows of closures and its ledger does not: an older version wrote none.
pub(super) fn complete(c: &Connection, database: &Path) -> Result<(), StoreError> {
    let lacking = lacking(&read(database)?, recorded(c)?);
    Ok(append(database, &lacking)?)
}

/// What a database that nobody serves knows of closures by itself.
pub fn recorded_in(database: &Path) -> Result<Vec<Closure>, StoreError> {
    recorded(&Connection::open_with_flags(
        database,
        OpenFlags::SQLITE_OPEN_READ_ONLY,
    )?)
}

/// Phones that are closed; members whom this version or one before it closed or gave another role;
/// programmes that are closed, and who was dismissed from one.
fn recorded(c: &Connection) -> Result<Vec<Closure>, StoreError> {
    let mut closures = closures(c, PHONES, |row| {
        let id = DeviceId(row.get(1)?);
        Ok(match row.get(2)? {
            true => Closed::PhoneToBeWiped(id),
            false => Closed::Phone(id),
        })
    })?;
    if c.table_exists(None, "deed")? {
        closures.extend(self::closures(c, MEMBERS, |row| {
            Ok(Closed::Member(parsed(row, 1)?))
        })?);
        closures.extend(self::closures(c, STANDINGS, |row| {
            Ok(Closed::Standing {
                member: parsed(row, 1)?,
                role: parsed(row, 2)?,
                unit: json(row, 3)?,
            })
        })?);
    }
    if c.table_exists(None, "programme_deed")? {
        closures.extend(self::closures(c, PROGRAMMES, |row| {
            Ok(Closed::Programme(parsed(row, 1)?))
        })?);
        closures.extend(self::closures(c, SEATS, |row| {
            Ok(Closed::Seat {
                member: parsed(row, 1)?,
                programme: parsed(row, 2)?,
            })
        })?);
    }
    Ok(closures)
}

const PHONES: &str = "SELECT closed_at, id, wipe_at IS NOT NULL FROM device
    WHERE closed_at IS NOT NULL ORDER BY closed_at, id";
const MEMBERS: &str = "SELECT at, subject FROM deed WHERE what = 'member_closed' ORDER BY id";
/// What a member may do now, since it was last changed.
const STANDINGS: &str = "SELECT max(deed.at), member.id, member.role, catalogue.json
    FROM deed JOIN member ON member.id = deed.subject
        JOIN catalogue ON catalogue.key = 'unit/' || member.unit
    WHERE deed.what = 'role_changed'
    GROUP BY member.id ORDER BY 1, 2";
const PROGRAMMES: &str = "SELECT at, programme FROM programme_deed WHERE what = 'closed'
    ORDER BY id";
const SEATS: &str = "SELECT at, subject, programme FROM programme_deed WHERE what = 'dismissed'
    ORDER BY id";

/// The rows of a query that begin with the moment of a closure.
fn closures(
    c: &Connection,
    sql: &str,
    of: impl Fn(&Row<'_>) -> rusqlite::Result<Closed>,
) -> Result<Vec<Closure>, StoreError> {
    let mut rows = c.prepare(sql)?;
    let closures = rows.query_map([], |row| {
        Ok(Closure {
            at: Timestamp(row.get(0)?),
            of: of(row)?,
        })
    })?;
    Ok(closures.collect::<Result<_, _>>()?)
}

/// Those of `these` that `known` does not hold already.
pub fn lacking(known: &[Closure], mut these: Vec<Closure>) -> Vec<Closure> {
    let covers = |known: &Closure, it: &Closure| match (&known.of, &it.of) {
        (Closed::PhoneToBeWiped(_), _) => known.of.phone() == it.of.phone(),
        (Closed::Phone(one), Closed::Phone(other)) => one == other,
        (Closed::Standing { member: one, .. }, Closed::Standing { member: other, .. }) => {
            one == other && known.at >= it.at
        }
        // Given anew, it can be taken anew.
        (one, other) => one == other && known.at >= it.at,
    };
    these.retain(|it| !known.iter().any(|known| covers(known, it)));
    these
}

/// Puts a closure into the ledger of this database and makes it durable.
pub fn note(c: &Connection, closure: &Closure) -> Result<(), StoreError> {
    match of_connection(c) {
        Some(database) => Ok(append(&database, std::slice::from_ref(closure))?),
        None => Ok(()),
    }
}

/// Whether the ledger of this database shuts this phone out: it may have joined after the backup
/// from which the database was restored.
pub fn shuts_out(c: &Connection, phone: DeviceId) -> Result<bool, StoreError> {
    let Some(database) = of_connection(c) else {
        return Ok(false);
    };
    let closures = read(&database)?;
    Ok(closures.iter().any(|it| it.of.phone() == Some(phone)))
}

/// The closures beside this database, in their order. What a crash may leave of a line, and what a
/// later version wrote, are passed by.
pub fn read(database: &Path) -> io::Result<Vec<Closure>> {
    let bytes = match fs::read(database.with_file_name(FILE)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        bytes => bytes?,
    };
    let text = String::from_utf8_lossy(&bytes);
    let closures = text.lines().map(serde_json::from_str);
    Ok(closures.filter_map(Result::ok).collect())
}

/// Adds closures to those beside this database.
pub fn append(database: &Path, closures: &[Closure]) -> io::Result<()> {
    if closures.is_empty() {
        return Ok(());
    }
    let path = database.with_file_name(FILE);
    if !path.exists() {
        write_new(&path, b"")?;
    }
    let mut text = String::new();
    if fs::read(&path)?.last().is_some_and(|last| *last != b'\n') {
        text.push('\n');
    }
    for closure in closures {
        text += &serde_json::to_string(closure).expect("texts and numbers");
        text.push('\n');
    }
    let mut file = OpenOptions::new().append(true).open(&path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// The file of a connection; none of a database that is no file of this machine.
fn of_connection(c: &Connection) -> Option<PathBuf> {
    let path = c.path().map(PathBuf::from)?;
    path.is_file().then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_line_costs_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("teren.db");
        assert_eq!(read(&database).unwrap(), []);
        let closure = |at, of| Closure {
            at: Timestamp(at),
            of,
        };
        let phone = closure(1, Closed::PhoneToBeWiped(DeviceId([7; 16])));
        let member = closure(2, Closed::Member("m-ana".parse().unwrap()));
        append(&database, std::slice::from_ref(&phone)).unwrap();
        let path = database.with_file_name(FILE);
        let mut torn = fs::read(&path).unwrap();
        torn.extend(b"{\"at\":\"2017-\xff\0");
        fs::write(&path, torn).unwrap();
        append(&database, std::slice::from_ref(&member)).unwrap();
        assert_eq!(read(&database).unwrap(), [phone, member]);
    }
}
