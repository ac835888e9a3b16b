//! One-time invites, by the hash of their codes.

use client_core::ids::{DeviceId, MemberId};
use client_core::time::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::StoreError;
use super::column::parsed;

/// What an invite lets somebody do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invite {
    /// Whose phone it makes.
    pub member: MemberId,
    /// After this it is worth nothing.
    pub expires_at: Timestamp,
    /// The device that used it.
    pub device: Option<DeviceId>,
}

/// Keeps a new invite.
pub fn add(
    tx: &Transaction<'_>,
    code: &[u8],
    member: &MemberId,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO invite (code_hash, member, made_at, expires_at) VALUES (?1, ?2, ?3, ?4)",
        params![code, member.as_str(), now.0, expires_at.0],
    )?;
    Ok(())
}

/// The invite with this code.
pub fn get(c: &Connection, code: &[u8]) -> Result<Option<Invite>, StoreError> {
    let mut statement =
        c.prepare_cached("SELECT member, expires_at, device FROM invite WHERE code_hash = ?1")?;
    let invite = statement.query_row([code], |row| {
        let device: Option<[u8; 16]> = row.get(2)?;
        Ok(Invite {
            member: parsed(row, 0)?,
            expires_at: Timestamp(row.get(1)?),
            device: device.map(DeviceId),
        })
    });
    Ok(invite.optional()?)
}

/// Until when each member has an invite that nobody used yet.
pub fn open(c: &Connection, now: Timestamp) -> Result<Vec<(MemberId, Timestamp)>, StoreError> {
    let mut statement = c.prepare_cached(
        "SELECT member, max(expires_at) FROM invite WHERE device IS NULL AND expires_at > ?1
         GROUP BY member ORDER BY member",
    )?;
    let open = statement.query_map([now.0], |row| Ok((parsed(row, 0)?, Timestamp(row.get(1)?))))?;
    Ok(open.collect::<Result<_, _>>()?)
}

/// The invite was used by this device.
pub fn set_used(tx: &Transaction<'_>, code: &[u8], device: DeviceId) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE invite SET device = ?2 WHERE code_hash = ?1 AND device IS NULL",
        params![code, device.as_ref()],
    )?;
    Ok(())
}

/// The member's invites that nobody used are worth nothing from now on.
pub fn remove_open_of(tx: &Transaction<'_>, member: &MemberId) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM invite WHERE member = ?1 AND device IS NULL",
        [member.as_str()],
    )?;
    Ok(())
}

/// Invites that nobody used are worth nothing from now on.
pub fn remove_open(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.execute("DELETE FROM invite WHERE device IS NULL", [])?;
    Ok(())
}
