//! Joint programmes: the units that work in one, and what was done to it. Which documents are
//! shared in it is in `feeds`, who follows it in `follows`, its name in the catalogue.

use std::collections::BTreeSet;

use client_core::ids::{DocId, MemberId, ProgrammeId, UnitId};
use client_core::time::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::StoreError;
use super::column::parsed;

/// A unit works in a programme from now on.
pub fn add_unit(
    t: &Transaction<'_>,
    programme: &ProgrammeId,
    unit: &UnitId,
) -> Result<(), StoreError> {
    t.prepare_cached("INSERT OR IGNORE INTO programme_unit (programme, unit) VALUES (?1, ?2)")?
        .execute([programme.as_str(), unit.as_str()])?;
    Ok(())
}

/// The units that work in a programme.
pub fn units(c: &Connection, programme: &ProgrammeId) -> Result<BTreeSet<UnitId>, StoreError> {
    let sql = "SELECT unit FROM programme_unit WHERE programme = ?1";
    let mut statement = c.prepare_cached(sql)?;
    let rows = statement.query_map([programme.as_str()], |row| parsed(row, 0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The programmes in which a unit works.
pub fn of_unit(c: &Connection, unit: &UnitId) -> Result<Vec<ProgrammeId>, StoreError> {
    let sql = "SELECT programme FROM programme_unit WHERE unit = ?1 ORDER BY programme";
    let mut statement = c.prepare_cached(sql)?;
    let rows = statement.query_map([unit.as_str()], |row| parsed(row, 0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whether a unit works in a programme.
pub fn works_in(
    c: &Connection,
    unit: &UnitId,
    programme: &ProgrammeId,
) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM programme_unit WHERE programme = ?1 AND unit = ?2";
    Ok(c.prepare_cached(sql)?
        .exists([programme.as_str(), unit.as_str()])?)
}

/// No unit works in a programme any more.
pub fn remove_units(t: &Transaction<'_>, programme: &ProgrammeId) -> Result<(), StoreError> {
    t.prepare_cached("DELETE FROM programme_unit WHERE programme = ?1")?
        .execute([programme.as_str()])?;
    Ok(())
}

/// Whether a programme was closed and not made anew since.
pub fn is_closed(c: &Connection, programme: &ProgrammeId) -> Result<bool, StoreError> {
    let sql = "SELECT what = 'closed' FROM programme_deed
               WHERE programme = ?1 AND what IN ('made', 'closed') ORDER BY id DESC LIMIT 1";
    let last = c
        .prepare_cached(sql)?
        .query_row([programme.as_str()], |row| row.get(0))
        .optional()?;
    Ok(last.unwrap_or(false))
}

/// What an administrator did to a programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// It was made, or its units or name changed.
    Made,
    /// A document was put into it.
    Shared(DocId),
    /// A document was taken out of it.
    Unshared(DocId),
    /// A partner follows it.
    Admitted(MemberId),
    /// A partner no longer follows it.
    Dismissed(MemberId),
    /// Nothing is shared in it any more, and nobody follows it.
    Closed,
}

/// Notes a deed, in the transaction that does it.
pub fn put_deed(
    t: &Transaction<'_>,
    programme: &ProgrammeId,
    deed: &Deed,
    at: Timestamp,
) -> Result<(), StoreError> {
    let (what, doc, subject) = match deed {
        Deed::Made => ("made", None, None),
        Deed::Shared(doc) => ("shared", Some(doc.0), None),
        Deed::Unshared(doc) => ("unshared", Some(doc.0), None),
        Deed::Admitted(member) => ("admitted", None, Some(member.as_str())),
        Deed::Dismissed(member) => ("dismissed", None, Some(member.as_str())),
        Deed::Closed => ("closed", None, None),
    };
    t.prepare_cached(
        "INSERT INTO programme_deed (at, programme, what, doc, subject)
         VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![at.0, programme.as_str(), what, doc, subject])?;
    Ok(())
}
