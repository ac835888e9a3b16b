//! What people decided about entries of the catalogue: who, when, and what it was before.

use client_core::ids::MemberId;
use client_core::time::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::StoreError;
use super::column::parsed_if_any;

/// One decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// When.
    pub at: Timestamp,
    /// By whom; none: an administrator at the command line.
    pub member: Option<MemberId>,
    /// `add`, `change`, `close`, `accept`, `rename`, `merge`, `import` or `undo`.
    pub what: String,
    /// The entry.
    pub key: String,
    /// What it said before; none when it was not there.
    pub before: Option<String>,
    /// What it says since.
    pub after: Option<String>,
    /// The act that this one takes back.
    pub undoes: Option<i64>,
}

/// Notes an act and says its number.
pub fn add(tx: &Transaction<'_>, act: &Act) -> Result<i64, StoreError> {
    tx.prepare_cached(
        "INSERT INTO catalogue_act (at, member, what, key, before, after, undoes)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        act.at.0,
        act.member.as_ref().map(MemberId::as_str),
        act.what,
        act.key,
        act.before,
        act.after,
        act.undoes,
    ])?;
    Ok(tx.last_insert_rowid())
}

const COLUMNS: &str = "at, member, what, key, before, after, undoes";

/// The act with this number.
pub fn get(c: &Connection, number: i64) -> Result<Option<Act>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM catalogue_act WHERE number = ?1");
    let mut statement = c.prepare_cached(&sql)?;
    Ok(statement.query_row([number], act).optional()?)
}

/// Whether an act was taken back.
pub fn is_undone(c: &Connection, number: i64) -> Result<bool, StoreError> {
    let mut statement = c.prepare_cached("SELECT 1 FROM catalogue_act WHERE undoes = ?1")?;
    Ok(statement.exists([number])?)
}

/// The latest acts with their numbers, the last first.
pub fn latest(c: &Connection, limit: usize) -> Result<Vec<(i64, Act)>, StoreError> {
    let sql = format!("SELECT {COLUMNS}, number FROM catalogue_act ORDER BY number DESC LIMIT ?1");
    let mut statement = c.prepare_cached(&sql)?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let acts = statement.query_map([limit], |row| Ok((row.get(7)?, act(row)?)))?;
    Ok(acts.collect::<Result<_, _>>()?)
}

fn act(row: &Row<'_>) -> rusqlite::Result<Act> {
    Ok(Act {
        at: Timestamp(row.get(0)?),
        member: parsed_if_any(row, 1)?,
        what: row.get(2)?,
        key: row.get(3)?,
        before: row.get(4)?,
        after: row.get(5)?,
        undoes: row.get(6)?,
    })
}
