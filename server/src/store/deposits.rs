//! What opens the locks of phones whose PIN was forgotten: of each open phone one sealed box. The
//! key that opens it is not here.

use client_core::ids::{DeviceId, RecoveryKey, UnlockId};
use client_core::time::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::StoreError;
use super::column::bytes;

/// A phone's sealed unlock secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deposit {
    /// Its name.
    pub unlock: UnlockId,
    /// The key that it is sealed to.
    pub to: RecoveryKey,
    /// The box.
    pub sealed: Vec<u8>,
    /// When it came.
    pub received: Timestamp,
    /// When it was first handed out: the phone is to leave another.
    pub handed_out: Option<Timestamp>,
}

/// What a phone left.
pub fn get(c: &Connection, device: DeviceId) -> Result<Option<Deposit>, StoreError> {
    let sql = "SELECT unlock, recovery, sealed, received, handed_out FROM deposit
               WHERE device = ?1";
    Ok(c.prepare_cached(sql)?
        .query_row([device.0], read)
        .optional()?)
}

/// Keeps it in place of what the phone left before. Of a phone that was closed meanwhile nothing is
/// kept.
pub fn put(tx: &Transaction<'_>, device: DeviceId, deposit: &Deposit) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT OR REPLACE INTO deposit (device, unlock, recovery, sealed, received, handed_out)
         SELECT id, ?2, ?3, ?4, ?5, ?6 FROM device WHERE id = ?1 AND closed_at IS NULL",
    )?
    .execute(params![
        device.0,
        deposit.unlock.0,
        deposit.to.0,
        deposit.sealed,
        deposit.received.0,
        deposit.handed_out.map(|at| at.0),
    ])?;
    Ok(())
}

/// An administrator sees it as a code. Asking again moves nothing.
pub fn hand_out(tx: &Transaction<'_>, device: DeviceId, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE deposit SET handed_out = coalesce(handed_out, ?2) WHERE device = ?1",
        params![device.0, now.0],
    )?;
    Ok(())
}

/// The phone has no PIN any more, or is closed.
pub fn remove(tx: &Transaction<'_>, device: DeviceId) -> Result<(), StoreError> {
    tx.execute("DELETE FROM deposit WHERE device = ?1", [device.0])?;
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<Deposit> {
    Ok(Deposit {
        unlock: bytes(row, 0)?,
        to: bytes(row, 1)?,
        sealed: row.get(2)?,
        received: Timestamp(row.get(3)?),
        handed_out: row.get::<_, Option<i64>>(4)?.map(Timestamp),
    })
}
