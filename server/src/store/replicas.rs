//! Which device and member stand behind a replica, by the first half of its id.

use client_core::ids::{DeviceId, MemberId, OrganisationId, ReplicaId, ReplicaShort};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::StoreError;
use super::column::parsed;

/// A replica that wrote here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplicaRow {
    /// The whole id.
    pub replica: ReplicaId,
    /// Its device.
    pub device: DeviceId,
    /// Its member.
    pub member: MemberId,
}

/// The replica whose id begins like this.
pub fn get(
    c: &Connection,
    organisation: &OrganisationId,
    short: ReplicaShort,
) -> Result<Option<ReplicaRow>, StoreError> {
    let sql = "SELECT replica, device, member FROM replica
               WHERE organisation = ?1 AND short = ?2";
    let row = c
        .prepare_cached(sql)?
        .query_row(params![organisation.as_str(), short.0], |row| {
            Ok(ReplicaRow {
                replica: ReplicaId(row.get(0)?),
                device: DeviceId(row.get(1)?),
                member: parsed(row, 2)?,
            })
        })
        .optional()?;
    Ok(row)
}

/// Remembers a replica; the first with its first half stands.
pub fn put(
    t: &Transaction<'_>,
    organisation: &OrganisationId,
    row: &ReplicaRow,
) -> Result<(), StoreError> {
    t.prepare_cached(
        "INSERT OR IGNORE INTO replica (organisation, short, replica, device, member)
         VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![
        organisation.as_str(),
        row.replica.short().0,
        row.replica.0,
        row.device.0,
        row.member.as_str(),
    ])?;
    Ok(())
}
