//! Who brought the changes that came in another phone's hand-over.

use std::collections::BTreeMap;

use client_core::ids::{DeviceId, DocId, MemberId, OrganisationId};
use rusqlite::{Connection, Transaction, params};

use super::StoreError;
use super::column::{parsed, unsigned};
use super::row::number;

/// Whoever brought what somebody else wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carrier {
    /// The enrolment.
    pub device: DeviceId,
    /// Its member.
    pub member: MemberId,
}

/// Notes who brought the change of an entry.
pub fn put(t: &Transaction<'_>, seq: u64, carrier: &Carrier) -> Result<(), StoreError> {
    t.prepare_cached("INSERT INTO carried (seq, device, member) VALUES (?1, ?2, ?3)")?
        .execute(params![
            number(seq),
            carrier.device.0,
            carrier.member.as_str()
        ])?;
    Ok(())
}

/// The entries of a document that somebody else than their author brought.
pub fn of_document(
    c: &Connection,
    organisation: &OrganisationId,
    doc: DocId,
) -> Result<BTreeMap<u64, MemberId>, StoreError> {
    let sql = "SELECT change.seq, carried.member FROM change JOIN carried USING (seq)
               WHERE change.organisation = ?1 AND change.doc = ?2";
    let mut statement = c.prepare_cached(sql)?;
    let rows = statement.query_map(params![organisation.as_str(), doc.0], |row| {
        Ok((unsigned(row, 0)?, parsed(row, 1)?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
