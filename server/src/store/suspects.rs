//! What looks like it is a person's in an admitted text, and what of it a coordinator called
//! harmless. The first is a part of the read model, the second is kept beside the documents.

use std::collections::BTreeSet;

use client_core::ids::{DocId, MemberId};
use client_core::privacy::{self, Kind};
use client_core::time::Timestamp;
use rusqlite::{Connection, Row, Transaction, params};

use super::StoreError;
use super::column::bytes;

/// A row of the read model that is still to be looked at.
pub(super) const OPEN: &str = "NOT EXISTS (
    SELECT 1 FROM harmless WHERE harmless.about = suspect.about AND harmless.mark = suspect.mark)";

/// Something that should not be in a text. What it says stands nowhere but in the text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Suspect {
    /// The field, as the plain form names it.
    pub field: String,
    /// What it looks like.
    pub kind: Kind,
    /// Tells it from others in the same session or exchange.
    pub mark: [u8; 8],
}

/// Writes what stands in a document that belongs to `about`, or is it.
pub(super) fn put(
    tx: &Transaction<'_>,
    doc: DocId,
    about: DocId,
    suspects: &BTreeSet<Suspect>,
) -> Result<(), StoreError> {
    if found_in(tx, doc)? == *suspects {
        return Ok(());
    }
    tx.prepare_cached("DELETE FROM suspect WHERE doc = ?1")?
        .execute([doc.0])?;
    let mut insert = tx.prepare_cached(
        "INSERT INTO suspect (doc, about, field, kind, mark) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for Suspect { field, kind, mark } in suspects {
        insert.execute(params![doc.0, about.0, field, kind.code(), mark])?;
    }
    Ok(())
}

/// What stands in a document.
pub fn found_in(c: &Connection, doc: DocId) -> Result<BTreeSet<Suspect>, StoreError> {
    let sql = "SELECT field, kind, mark FROM suspect WHERE doc = ?1";
    let mut statement = c.prepare_cached(sql)?;
    let found = statement.query_map([doc.0], suspect)?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// What of a session or an exchange, its companion included, nobody called harmless.
pub fn open(c: &Connection, about: DocId) -> Result<BTreeSet<Suspect>, StoreError> {
    let sql = format!("SELECT field, kind, mark FROM suspect WHERE about = ?1 AND {OPEN}");
    let mut statement = c.prepare_cached(&sql)?;
    let found = statement.query_map([about.0], suspect)?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Whether there is any.
pub fn is_open(c: &Connection, about: DocId) -> Result<bool, StoreError> {
    let sql = format!("SELECT 1 FROM suspect WHERE about = ?1 AND {OPEN}");
    Ok(c.prepare_cached(&sql)?.exists([about.0])?)
}

/// Remembers who called what harmless.
pub fn call_harmless(
    tx: &Transaction<'_>,
    about: DocId,
    marks: &BTreeSet<[u8; 8]>,
    member: &MemberId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO harmless (about, mark, member, at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (about, mark) DO NOTHING",
    )?;
    for mark in marks {
        insert.execute(params![about.0, mark, member.as_str(), now.0])?;
    }
    Ok(())
}

/// Whether the rows were found by other rules than this version's.
pub(super) fn are_outdated(c: &Connection) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM suspect_rules WHERE edition <> ?1";
    Ok(c.prepare_cached(sql)?.exists([privacy::EDITION])?)
}

/// Takes all out, before they are found again by the rules of this version.
pub(super) fn clear(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.execute("DELETE FROM suspect", [])?;
    tx.execute("UPDATE suspect_rules SET edition = ?1", [privacy::EDITION])?;
    Ok(())
}

fn suspect(row: &Row<'_>) -> rusqlite::Result<Suspect> {
    let kind: String = row.get(1)?;
    Ok(Suspect {
        field: row.get(0)?,
        kind: Kind::from_code(&kind).expect("a CHECK keeps other kinds out"),
        mark: bytes(row, 2)?,
    })
}
