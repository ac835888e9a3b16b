//! Which sessions came by which import, and what their source calls them.

use client_core::ids::{DocId, MemberId, OrganisationId};
use client_core::time::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::StoreError;
use super::column::{parsed, unsigned};
use super::row::number;

/// One import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// Its number.
    pub id: u64,
    /// In whose name.
    pub member: MemberId,
    /// When.
    pub made_at: Timestamp,
    /// The file's name.
    pub name: String,
    /// When it was taken back.
    pub undone_at: Option<Timestamp>,
    /// Sessions that it brought.
    pub sessions: u64,
}

/// A session that an import brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportRow {
    /// What its source calls it.
    pub source: String,
    /// Its document.
    pub doc: DocId,
    /// The document's last entry at the import.
    pub seq: u64,
    /// Whether it was taken back.
    pub withdrawn: bool,
}

/// Begins an import and gives its number.
pub fn begin(
    t: &Transaction<'_>,
    organisation: &OrganisationId,
    member: &MemberId,
    name: &str,
    now: Timestamp,
) -> Result<u64, StoreError> {
    t.execute(
        "INSERT INTO import (organisation, member, made_at, name) VALUES (?1, ?2, ?3, ?4)",
        params![organisation.as_str(), member.as_str(), now.0, name],
    )?;
    Ok(t.last_insert_rowid().unsigned_abs())
}

/// Adds a session to an import.
pub fn add(t: &Transaction<'_>, import: u64, row: &ImportRow) -> Result<(), StoreError> {
    t.prepare_cached(
        "INSERT INTO import_row (import, source, doc, seq, withdrawn) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![
        number(import),
        row.source,
        row.doc.0,
        number(row.seq),
        row.withdrawn
    ])?;
    Ok(())
}

/// The import that brought what a source calls this and that was not taken back, and as what.
pub fn by_source(c: &Connection, source: &str) -> Result<Option<(u64, DocId)>, StoreError> {
    let mut statement = c.prepare_cached(
        "SELECT import, doc FROM import_row WHERE source = ?1 AND withdrawn = 0 LIMIT 1",
    )?;
    let import = statement.query_row([source], |row| Ok((unsigned(row, 0)?, DocId(row.get(1)?))));
    Ok(import.optional()?)
}

const COLUMNS: &str = "id, member, made_at, name, undone_at,
    (SELECT count(*) FROM import_row WHERE import_row.import = import.id)";

/// The import with this number.
pub fn get(c: &Connection, id: u64) -> Result<Option<Import>, StoreError> {
    let mut statement = c.prepare_cached(&format!("SELECT {COLUMNS} FROM import WHERE id = ?1"))?;
    Ok(statement.query_row([number(id)], import).optional()?)
}

/// Every import, the first first.
pub fn all(c: &Connection) -> Result<Vec<Import>, StoreError> {
    let mut statement = c.prepare_cached(&format!("SELECT {COLUMNS} FROM import ORDER BY id"))?;
    let imports = statement.query_map([], import)?;
    Ok(imports.collect::<Result<_, _>>()?)
}

/// What an import brought, in the order of its documents.
pub fn rows(c: &Connection, id: u64) -> Result<Vec<ImportRow>, StoreError> {
    let mut statement = c.prepare_cached(
        "SELECT source, doc, seq, withdrawn FROM import_row WHERE import = ?1 ORDER BY doc",
    )?;
    let rows = statement.query_map([number(id)], |row| {
        Ok(ImportRow {
            source: row.get(0)?,
            doc: DocId(row.get(1)?),
            seq: unsigned(row, 2)?,
            withdrawn: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Notes that one of its sessions was taken back.
pub fn withdraw(t: &Transaction<'_>, id: u64, source: &str) -> Result<(), StoreError> {
    t.prepare_cached("UPDATE import_row SET withdrawn = 1 WHERE import = ?1 AND source = ?2")?
        .execute(params![number(id), source])?;
    Ok(())
}

/// Notes that an import was taken back.
pub fn undo(t: &Transaction<'_>, id: u64, now: Timestamp) -> Result<(), StoreError> {
    t.execute(
        "UPDATE import SET undone_at = coalesce(undone_at, ?2) WHERE id = ?1",
        params![number(id), now.0],
    )?;
    Ok(())
}

fn import(row: &Row<'_>) -> rusqlite::Result<Import> {
    let undone: Option<i64> = row.get(4)?;
    Ok(Import {
        id: unsigned(row, 0)?,
        member: parsed(row, 1)?,
        made_at: Timestamp(row.get(2)?),
        name: row.get(3)?,
        undone_at: undone.map(Timestamp),
        sessions: unsigned(row, 5)?,
    })
}
