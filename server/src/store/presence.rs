//! What is known of each device's last exchange, as of the last time it was written down.

use client_core::ids::{DeviceId, InstallNonce, OrganisationId};
use client_core::time::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::StoreError;
use super::column::unsigned;
use super::row::number;

/// A device's last exchange.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Kept outside every backup of the phone.
    pub install: InstallNonce,
    /// The device's own count of its requests.
    pub sent: u64,
    /// When it was here.
    pub last_sync: Timestamp,
    /// Sessions with work that it said was not sent yet, without those taken since.
    pub unsent: u32,
    /// The app and its version.
    pub app: String,
    /// How far its clock is ahead, in milliseconds.
    pub clock_ms: i64,
}

/// A device's last exchange; none when it was never here.
pub fn get(
    c: &Connection,
    organisation: &OrganisationId,
    device: DeviceId,
) -> Result<Option<Seen>, StoreError> {
    let sql = "SELECT install, sent, last_sync, unsent, app, clock_ms FROM presence
               WHERE organisation = ?1 AND device = ?2";
    let seen = c
        .prepare_cached(sql)?
        .query_row(params![organisation.as_str(), device.0], read)
        .optional()?;
    Ok(seen)
}

fn read(row: &Row<'_>) -> Result<Seen, rusqlite::Error> {
    Ok(Seen {
        install: InstallNonce(row.get(0)?),
        sent: unsigned(row, 1)?,
        last_sync: Timestamp(row.get(2)?),
        unsent: row.get(3)?,
        app: row.get(4)?,
        clock_ms: row.get(5)?,
    })
}

/// Writes down a device's last exchange.
pub fn put(
    t: &Transaction<'_>,
    organisation: &OrganisationId,
    device: DeviceId,
    seen: &Seen,
) -> Result<(), StoreError> {
    t.prepare_cached(
        "INSERT INTO presence (organisation, device, install, sent, last_sync, unsent, app,
                               clock_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (organisation, device) DO UPDATE SET
             install = excluded.install, sent = excluded.sent, last_sync = excluded.last_sync,
             unsent = excluded.unsent, app = excluded.app, clock_ms = excluded.clock_ms",
    )?
    .execute(params![
        organisation.as_str(),
        device.0,
        seen.install.0,
        number(seen.sent),
        seen.last_sync.0,
        seen.unsent,
        seen.app,
        seen.clock_ms,
    ])?;
    Ok(())
}
