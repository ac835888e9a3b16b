//! Who this enrolment is, and the few values that belong to no table.

use rusqlite::{Connection, OptionalExtension, Transaction};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::StoreError;

/// The name of one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meta {
    /// Who the member, the device and the server are: JSON, written at joining.
    Identity,
    /// The bearer token.
    Token,
    /// The device's private key.
    DeviceKey,
    /// The device certificate.
    Certificate,
    /// The install nonce as it was when the store was last known to be the original.
    Install,
    /// The counter that is raised before each request.
    Sent,
    /// How far the catalogue was taken in.
    Catalogue,
    /// When the last sync ended well.
    LastSync,
    /// Failed tries since then, and when to try again.
    Backoff,
    /// Why the store must be repaired before anything old of it is sent.
    Repair,
    /// How far each document kind may be upgraded, as the server last said.
    Schemas,
    /// Whether the server reconciles in a repair, as it last said.
    Reconciles,
    /// How far the server's last verified backup reaches.
    DurableThrough,
    /// The photo that the server took last, and when it was last known to have it.
    PhotoTaken,
    /// Until when the server begins no photo of this phone.
    PhotosPutOff,
}

impl Meta {
    const fn name(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Token => "token",
            Self::DeviceKey => "device_key",
            Self::Certificate => "certificate",
            Self::Install => "install",
            Self::Sent => "sent",
            Self::Catalogue => "catalogue",
            Self::LastSync => "last_sync",
            Self::Backoff => "backoff",
            Self::Repair => "repair",
            Self::Schemas => "schemas",
            Self::Reconciles => "reconciles",
            Self::DurableThrough => "durable_through",
            Self::PhotoTaken => "photo_taken",
            Self::PhotosPutOff => "photos_put_off",
        }
    }
}

/// The value, as it was put.
pub fn get(connection: &Connection, meta: Meta) -> Result<Option<Vec<u8>>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT value FROM meta WHERE name = ?1")?;
    Ok(statement
        .query_row([meta.name()], |row| row.get(0))
        .optional()?)
}

/// Writes a value in place of the one before.
pub fn put(tx: &Transaction<'_>, meta: Meta, value: &[u8]) -> Result<(), StoreError> {
    tx.prepare_cached("INSERT OR REPLACE INTO meta (name, value) VALUES (?1, ?2)")?
        .execute((meta.name(), value))?;
    Ok(())
}

/// Takes a value away.
pub fn clear(tx: &Transaction<'_>, meta: Meta) -> Result<(), StoreError> {
    tx.execute("DELETE FROM meta WHERE name = ?1", [meta.name()])?;
    Ok(())
}

/// A value that stands as JSON.
pub fn get_json<T: DeserializeOwned>(
    connection: &Connection,
    meta: Meta,
) -> Result<Option<T>, StoreError> {
    get(connection, meta)?
        .map(|bytes| serde_json::from_slice(&bytes).map_err(|_| StoreError::BadRow(meta.name())))
        .transpose()
}

/// Writes a value as JSON.
pub fn put_json(
    tx: &Transaction<'_>,
    meta: Meta,
    value: &impl Serialize,
) -> Result<(), StoreError> {
    let json = serde_json::to_vec(value).expect("plain values become JSON");
    put(tx, meta, &json)
}

/// Raises a counter by one and returns its new value.
pub fn raise(tx: &Transaction<'_>, meta: Meta) -> Result<u64, StoreError> {
    let next = get_json::<u64>(tx, meta)?.unwrap_or(0) + 1;
    put_json(tx, meta, &next)?;
    Ok(next)
}
