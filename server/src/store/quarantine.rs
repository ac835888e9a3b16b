//! Changes that wait for a coordinator: their device was closed, or their writer lost the document
//! long ago. A decision lets a change in, and it leaves; or refuses it for good, and its bytes
//! stay.

use client_core::ids::{ChangeHash, DeviceId, DocId, MemberId, OrganisationId, UnitId};
use client_core::time::Timestamp;
use client_core::wire::RefusalCode;
use rusqlite::{Connection, Transaction, params};

use super::column::{bytes, parsed, parsed_if_any};
use super::{StoreError, refusals};
use crate::limits::QUARANTINE_ROWS_MAX;

/// A change that waits for a coordinator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its name.
    pub hash: ChangeHash,
    /// The enrolment it came from.
    pub device: DeviceId,
    /// Who wrote it.
    pub member: MemberId,
    /// What its document is: 0 session, 1 exchange, 2 private.
    pub kind: u8,
    /// For which unit it was begun, if the device said so.
    pub unit: Option<UnitId>,
    /// The raw chunk.
    pub bytes: Vec<u8>,
}

/// One that waits, without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its document.
    pub doc: DocId,
    /// Its name.
    pub hash: ChangeHash,
    /// The enrolment it came from.
    pub device: DeviceId,
    /// Who wrote it.
    pub member: MemberId,
    /// What its document is: 0 session, 1 exchange, 2 private.
    pub kind: u8,
    /// For which unit it was begun, if the device said so.
    pub unit: Option<UnitId>,
    /// When it came.
    pub received: Timestamp,
}

/// Keeps a change for a coordinator.
pub fn put(
    t: &Transaction<'_>,
    organisation: &OrganisationId,
    doc: DocId,
    kept: &Kept,
    received: Timestamp,
) -> Result<(), StoreError> {
    t.prepare_cached(
        "INSERT OR IGNORE INTO quarantine
             (organisation, doc, hash, device, member, received, kind, unit, bytes)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        organisation.as_str(),
        doc.0,
        kept.hash.0,
        kept.device.0,
        kept.member.as_str(),
        received.0,
        kept.kind,
        kept.unit.as_ref().map(UnitId::as_str),
        kept.bytes,
    ])?;
    Ok(())
}

/// What waits, the latest first, as far as one page can show.
pub fn waiting(c: &Connection, organisation: &OrganisationId) -> Result<Vec<Waiting>, StoreError> {
    let sql = "SELECT doc, hash, device, member, kind, unit, received FROM quarantine
               WHERE organisation = ?1 AND rejected_at IS NULL
               ORDER BY received DESC, doc, hash LIMIT ?2";
    let mut statement = c.prepare_cached(sql)?;
    let rows = statement.query_map(params![organisation.as_str(), QUARANTINE_ROWS_MAX], |row| {
        Ok(Waiting {
            doc: bytes(row, 0)?,
            hash: ChangeHash(row.get(1)?),
            device: bytes(row, 2)?,
            member: parsed(row, 3)?,
            kind: row.get(4)?,
            unit: parsed_if_any(row, 5)?,
            received: Timestamp(row.get(6)?),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What waits of a document, in no order.
pub fn of_document(
    c: &Connection,
    organisation: &OrganisationId,
    doc: DocId,
) -> Result<Vec<Kept>, StoreError> {
    let sql = "SELECT hash, device, member, kind, unit, bytes FROM quarantine
               WHERE organisation = ?1 AND doc = ?2 AND rejected_at IS NULL";
    let mut statement = c.prepare_cached(sql)?;
    let rows = statement.query_map(params![organisation.as_str(), doc.0], |row| {
        Ok(Kept {
            hash: ChangeHash(row.get(0)?),
            device: bytes(row, 1)?,
            member: parsed(row, 2)?,
            kind: row.get(3)?,
            unit: parsed_if_any(row, 4)?,
            bytes: row.get(5)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A change was taken: it waits no more, and is no longer refused.
pub fn let_in(
    t: &Transaction<'_>,
    organisation: &OrganisationId,
    doc: DocId,
    hash: ChangeHash,
) -> Result<(), StoreError> {
    t.prepare_cached("DELETE FROM quarantine WHERE organisation = ?1 AND doc = ?2 AND hash = ?3")?
        .execute(params![organisation.as_str(), doc.0, hash.0])?;
    refusals::lift(t, organisation, doc, hash)
}

/// A change will never be taken; its bytes stay.
pub fn keep_out(
    t: &Transaction<'_>,
    organisation: &OrganisationId,
    doc: DocId,
    hash: ChangeHash,
    reason: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    t.prepare_cached(
        "UPDATE quarantine SET rejected_at = ?4
         WHERE organisation = ?1 AND doc = ?2 AND hash = ?3 AND rejected_at IS NULL",
    )?
    .execute(params![organisation.as_str(), doc.0, hash.0, now.0])?;
    let said = (RefusalCode::NotPermitted, reason);
    refusals::decide(t, organisation, doc, hash, said)?;
    Ok(())
}
