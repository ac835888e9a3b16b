//! What coordinators did beside the documents, for whoever asks later: who, when, what. Rows are
//! added and never changed, but for the figures of one that is under way.

use client_core::ids::{DocId, MemberId};
use client_core::time::Timestamp;
use rusqlite::{Connection, Params, Row, Transaction, params};
use serde_json::Value;

use super::StoreError;
use super::column::{bytes, parsed};

/// A session was moved to another unit: `from`, `to`.
pub const MOVED: &str = "moved";
/// Two sessions were said to be two events: `other`.
pub const TOLD_APART: &str = "told_apart";
/// That was taken back: `other`.
pub const NOT_TOLD_APART: &str = "not_told_apart";
/// What texts of a session hold was said to be nobody's: `kinds`.
pub const CALLED_HARMLESS: &str = "called_harmless";

/// What waited of a session was let in: `changes`, how many `left` because they were not fit, and
/// the `unit` that it was for, when that is known.
pub const LET_IN: &str = "let_in";
/// What waited of a session was refused for good: `changes`, `reason`, `unit`.
pub const KEPT_OUT: &str = "kept_out";

/// One thing that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// When.
    pub at: Timestamp,
    /// Who did it.
    pub member: MemberId,
    /// What, as one of the constants of this module.
    pub what: String,
    /// To which document.
    pub doc: DocId,
    /// What else belongs to it.
    pub about: Value,
}

/// Notes an act, in the transaction that does it. Gives its number.
pub fn put(t: &Transaction<'_>, act: &Act) -> Result<i64, StoreError> {
    t.prepare_cached("INSERT INTO act (at, member, what, doc, about) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![
            act.at.0,
            act.member.as_str(),
            act.what,
            act.doc.0,
            act.about.to_string(),
        ])?;
    Ok(t.last_insert_rowid())
}

/// More of the act with this number is done, in the transaction that does it.
pub fn go_on(t: &Transaction<'_>, number: i64, about: &Value) -> Result<(), StoreError> {
    t.prepare_cached("UPDATE act SET about = ?2 WHERE id = ?1")?
        .execute(params![number, about.to_string()])?;
    Ok(())
}

/// Everything that was done to a document, oldest first.
pub fn of_document(c: &Connection, doc: DocId) -> Result<Vec<Act>, StoreError> {
    let sql = "SELECT at, member, what, doc, about FROM act WHERE doc = ?1 ORDER BY id";
    query(c, sql, [doc.0])
}

/// The acts that a query of the columns of [`of_document`] finds.
pub(super) fn query(
    c: &Connection,
    sql: &str,
    parameters: impl Params,
) -> Result<Vec<Act>, StoreError> {
    let mut statement = c.prepare_cached(sql)?;
    let rows = statement.query_map(parameters, read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Act> {
    let about: String = row.get(4)?;
    Ok(Act {
        at: Timestamp(row.get(0)?),
        member: parsed(row, 1)?,
        what: row.get(2)?,
        doc: bytes(row, 3)?,
        about: serde_json::from_str(&about).unwrap_or_default(),
    })
}
