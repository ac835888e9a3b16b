//! Changes that were not taken: refused for ever, or said again under another replica.

use client_core::ids::{ChangeHash, DeviceId, DocId, OrganisationId, ReplicaShort};
use client_core::time::Timestamp;
use client_core::wire::RefusalCode;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::column::unsigned;
use super::row::number;
use super::{StoreError, documents};

/// Why a change was refused, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The device that wrote it.
    pub device: DeviceId,
    /// Why.
    pub code: RefusalCode,
    /// Why, in words.
    pub reason: String,
}

/// What became of a change, when it was refused before.
pub fn get(
    c: &Connection,
    organisation: &OrganisationId,
    doc: DocId,
    hash: ChangeHash,
) -> Result<Option<Refusal>, StoreError> {
    let sql = "SELECT device, code, reason FROM refused
               WHERE organisation = ?1 AND doc = ?2 AND hash = ?3";
    let refusal = c
        .prepare_cached(sql)?
        .query_row(params![organisation.as_str(), doc.0, hash.0], |row| {
            Ok(Refusal {
                device: DeviceId(row.get(0)?),
                code: RefusalCode::of_number(row.get(1)?),
                reason: row.get(2)?,
            })
        })
        .optional()?;
    Ok(refusal)
}

/// Whether something was refused of the session or exchange whose companion this is.
pub fn is_parent_refused(
    c: &Connection,
    organisation: &OrganisationId,
    companion: DocId,
) -> Result<bool, StoreError> {
    let (first, last) = documents::same_time(companion);
    let sql = "SELECT DISTINCT doc FROM refused
               WHERE organisation = ?1 AND doc BETWEEN ?2 AND ?3";
    let mut statement = c.prepare_cached(sql)?;
    let begun = params![organisation.as_str(), first, last];
    for doc in statement.query_map(begun, |row| row.get(0).map(DocId))? {
        if doc?.companion() == companion {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Remembers a refusal for ever; the first one stands.
pub fn put(
    t: &Transaction<'_>,
    organisation: &OrganisationId,
    doc: DocId,
    hash: ChangeHash,
    refusal: &Refusal,
    received: Timestamp,
) -> Result<(), StoreError> {
    t.prepare_cached(
        "INSERT OR IGNORE INTO refused (organisation, doc, hash, device, code, reason, received)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        organisation.as_str(),
        doc.0,
        hash.0,
        refusal.device.0,
        refusal.code.number(),
        refusal.reason,
        received.0,
    ])?;
    Ok(())
}

/// A change that waited for a coordinator may be taken.
pub fn lift(
    t: &Transaction<'_>,
    organisation: &OrganisationId,
    doc: DocId,
    hash: ChangeHash,
) -> Result<(), StoreError> {
    t.prepare_cached(
        "DELETE FROM refused WHERE organisation = ?1 AND doc = ?2 AND hash = ?3 AND code = ?4",
    )?
    .execute(params![
        organisation.as_str(),
        doc.0,
        hash.0,
        RefusalCode::Quarantined.number(),
    ])?;
    Ok(())
}

/// From which of its numbers on nothing more of a replica is taken in a document.
pub fn replaced_from(
    c: &Connection,
    organisation: &OrganisationId,
    doc: DocId,
    old: ReplicaShort,
) -> Result<Option<u64>, StoreError> {
    let sql = "SELECT from_seq FROM replaced WHERE organisation = ?1 AND doc = ?2 AND old = ?3";
    let from = c
        .prepare_cached(sql)?
        .query_row(params![organisation.as_str(), doc.0, old.0], |row| {
            unsigned(row, 0)
        })
        .optional()?;
    Ok(from)
}

/// Takes nothing more of a replica in a document from this number on; the lowest number stands.
pub fn replace(
    t: &Transaction<'_>,
    organisation: &OrganisationId,
    doc: DocId,
    old: ReplicaShort,
    from_seq: u64,
) -> Result<(), StoreError> {
    t.prepare_cached(
        "INSERT INTO replaced (organisation, doc, old, from_seq) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (organisation, doc, old) DO UPDATE SET
             from_seq = min(from_seq, excluded.from_seq)",
    )?
    .execute(params![
        organisation.as_str(),
        doc.0,
        old.0,
        number(from_seq),
    ])?;
    Ok(())
}
