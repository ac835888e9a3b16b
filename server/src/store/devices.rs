//! The phones that members joined with, and those that ask to be let in again.

use client_core::ids::{DeviceId, MemberId, UnitId};
use client_core::time::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::StoreError;
use super::column::{bytes, parsed};
use super::ledger::{self, Closed, Closure};
use super::{deposits, seal_keys};

/// A phone of one member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// The enrolment.
    pub id: DeviceId,
    /// Whose.
    pub member: MemberId,
    /// Ed25519.
    pub public_key: [u8; 32],
    /// The app and its version at joining.
    pub app: String,
    /// When it joined.
    pub enrolled_at: Timestamp,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// When it was decided to wipe it.
    pub wipe_at: Option<Timestamp>,
}

impl Device {
    /// Whether it was closed at this moment.
    pub fn was_closed(&self, at: Timestamp) -> bool {
        self.closed_at.is_some_and(|closed| closed <= at)
    }
}

/// A device with a valid certificate that this database does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readmission {
    /// The enrolment that the certificate names.
    pub device: DeviceId,
    /// The member that it names.
    pub member: MemberId,
    /// The unit that it names.
    pub unit: UnitId,
    /// The key that it names.
    pub public_key: [u8; 32],
    /// The app that asked.
    pub app: String,
    /// When it first asked.
    pub asked_at: Timestamp,
}

const COLUMNS: &str = "id, member, public_key, app, enrolled_at, closed_at, wipe_at";

fn device(row: &Row<'_>) -> rusqlite::Result<Device> {
    Ok(Device {
        id: bytes(row, 0)?,
        member: parsed(row, 1)?,
        public_key: row.get(2)?,
        app: row.get(3)?,
        enrolled_at: Timestamp(row.get(4)?),
        closed_at: row.get::<_, Option<i64>>(5)?.map(Timestamp),
        wipe_at: row.get::<_, Option<i64>>(6)?.map(Timestamp),
    })
}

fn readmission(row: &Row<'_>) -> rusqlite::Result<Readmission> {
    Ok(Readmission {
        device: bytes(row, 0)?,
        member: parsed(row, 1)?,
        unit: parsed(row, 2)?,
        public_key: row.get(3)?,
        app: row.get(4)?,
        asked_at: Timestamp(row.get(5)?),
    })
}

/// Adds a device that joined with this token.
pub fn add(tx: &Transaction<'_>, device: &Device, token: &[u8]) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO device (id, member, public_key, token_hash, app, enrolled_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            device.id.as_ref(),
            device.member.as_str(),
            device.public_key,
            token,
            device.app,
            device.enrolled_at.0,
        ],
    )?;
    Ok(())
}

/// The device that holds this token.
pub fn by_token(c: &Connection, token: &[u8]) -> Result<Option<Device>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM device WHERE token_hash = ?1");
    Ok(c.prepare_cached(&sql)?
        .query_row([token], device)
        .optional()?)
}

/// The device with this id.
pub fn get(c: &Connection, id: DeviceId) -> Result<Option<Device>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM device WHERE id = ?1");
    Ok(c.prepare_cached(&sql)?
        .query_row([id.as_ref()], device)
        .optional()?)
}

/// What the server's own pens are called: replicas that it takes for edits on its pages.
pub const OWN_APP: &str = "teren";

/// Every phone, in the order in which they joined; the server's own pens are none.
pub fn all(c: &Connection) -> Result<Vec<Device>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM device WHERE app <> ?1 ORDER BY enrolled_at, id");
    let mut statement = c.prepare_cached(&sql)?;
    let devices = statement.query_map([OWN_APP], device)?;
    Ok(devices.collect::<Result<_, _>>()?)
}

/// The phones of a member, in the order in which they joined.
pub fn of_member(c: &Connection, member: &MemberId) -> Result<Vec<Device>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM device WHERE member = ?1 AND app <> ?2
         ORDER BY enrolled_at, id"
    );
    let mut statement = c.prepare_cached(&sql)?;
    let devices = statement.query_map([member.as_str(), OWN_APP], device)?;
    Ok(devices.collect::<Result<_, _>>()?)
}

/// The device with this key.
pub fn by_key(c: &Connection, public_key: &[u8; 32]) -> Result<Option<Device>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM device WHERE public_key = ?1");
    Ok(c.prepare_cached(&sql)?
        .query_row([public_key], device)
        .optional()?)
}

/// The device's token is another from now on.
pub fn set_token(tx: &Transaction<'_>, id: DeviceId, token: &[u8]) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE device SET token_hash = ?2 WHERE id = ?1",
        params![id.as_ref(), token],
    )?;
    Ok(())
}

/// The device is closed, now unless it was before; and wiped at its next contact, if asked for.
/// The ledger of closures knows it before. Says whether there is such a device.
pub fn close(
    tx: &Transaction<'_>,
    id: DeviceId,
    wipe: bool,
    now: Timestamp,
) -> Result<bool, StoreError> {
    if get(tx, id)?.is_none() {
        return Ok(false);
    }
    let of = match wipe {
        true => Closed::PhoneToBeWiped(id),
        false => Closed::Phone(id),
    };
    ledger::note(tx, &Closure { at: now, of })?;
    set_closed(tx, id, wipe, now)
}

/// The same for a closure that stands in the ledger already. Whoever has the phone is not to have
/// the next keys of hand-overs, nor a code for its lock.
pub fn set_closed(
    tx: &Transaction<'_>,
    id: DeviceId,
    wipe: bool,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let open = get(tx, id)?.filter(|device| device.closed_at.is_none());
    if let Some(device) = open {
        seal_keys::leaves(tx, &device.member, now)?;
        deposits::remove(tx, id)?;
    }
    let changed = tx.execute(
        "UPDATE device SET closed_at = coalesce(closed_at, ?2),
                wipe_at = CASE WHEN ?3 THEN coalesce(wipe_at, ?2) ELSE wipe_at END
         WHERE id = ?1",
        params![id.as_ref(), now.0, wipe],
    )?;
    Ok(changed == 1)
}

/// Notes that a device asks to be let in again. The first token that asks is kept: another one
/// with the same certificate is for the administrator to look into.
pub fn ask_again(
    tx: &Transaction<'_>,
    asking: &Readmission,
    token: &[u8],
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO readmission (device, member, unit, public_key, token_hash, app, asked_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT DO NOTHING",
        params![
            asking.device.as_ref(),
            asking.member.as_str(),
            asking.unit.as_str(),
            asking.public_key,
            token,
            asking.app,
            asking.asked_at.0,
        ],
    )?;
    Ok(())
}

/// Whether this token waits for approval.
pub fn token_waits(c: &Connection, token: &[u8]) -> Result<bool, StoreError> {
    let mut statement = c.prepare_cached("SELECT 1 FROM readmission WHERE token_hash = ?1")?;
    Ok(statement.exists([token])?)
}

/// The devices that wait for approval, the longest first.
pub fn waiting(c: &Connection) -> Result<Vec<Readmission>, StoreError> {
    let mut statement = c.prepare_cached(
        "SELECT device, member, unit, public_key, app, asked_at
         FROM readmission ORDER BY asked_at, device",
    )?;
    let waiting = statement.query_map([], readmission)?;
    Ok(waiting.collect::<Result<_, _>>()?)
}

/// Takes a device off the list of those that wait and gives its token.
pub fn stop_waiting(
    tx: &Transaction<'_>,
    id: DeviceId,
) -> Result<Option<(Readmission, Vec<u8>)>, StoreError> {
    let mut statement = tx.prepare_cached(
        "DELETE FROM readmission WHERE device = ?1
         RETURNING device, member, unit, public_key, app, asked_at, token_hash",
    )?;
    let taken = statement.query_row([id.as_ref()], |row| Ok((readmission(row)?, row.get(6)?)));
    Ok(taken.optional()?)
}
