//! Reference data as it came from the server.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, Params, Transaction};

use super::columns::{all, number, unsigned};
use super::{StoreError, venue};
use crate::ids::{MemberId, UnitId};
use crate::model::Keep;
use crate::model::catalogue::{Entry, KEEP_KEY, Member, Unit};

/// Writes an entry, or takes it away when there is no JSON.
pub fn put(
    tx: &Transaction<'_>,
    key: &str,
    version: u64,
    json: Option<&str>,
) -> Result<(), StoreError> {
    let Some(json) = json else {
        return remove(tx, key);
    };
    tx.prepare_cached("INSERT OR REPLACE INTO catalogue (key, version, json) VALUES (?1, ?2, ?3)")?
        .execute((key, number(version), json))?;
    match serde_json::from_str(json) {
        Ok(Entry::Venue(venue)) => venue::put(tx, &venue),
        // An entry of a newer server is kept for the app that will know it.
        _ => Ok(()),
    }
}

/// Writes everything that another store was told, as it was told.
pub fn copy(from: &Connection, to: &Transaction<'_>) -> Result<(), StoreError> {
    let mut statement = from.prepare("SELECT key, version, json FROM catalogue")?;
    let told = all(statement.query([])?, |row| {
        let (key, json): (String, String) = (row.get(0)?, row.get(2)?);
        Ok((key, unsigned(row, 1, "a version")?, json))
    })?;
    let mut told = told.iter();
    told.try_for_each(|(key, version, json)| put(to, key, *version, Some(json)))
}

fn remove(tx: &Transaction<'_>, key: &str) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM catalogue WHERE key = ?1")?
        .execute([key])?;
    key.strip_prefix("venue/")
        .map_or(Ok(()), |id| venue::remove(tx, id))
}

/// Drops what concerns none of these units: nobody will tell what becomes of it.
pub fn keep_units(tx: &Transaction<'_>, units: &BTreeSet<UnitId>) -> Result<(), StoreError> {
    let known = "SELECT DISTINCT unit FROM catalogue WHERE unit IS NOT NULL";
    let known = all(tx.prepare(known)?.query([])?, |row| {
        Ok(row.get::<_, String>(0)?)
    })?;
    for unit in known {
        if units.iter().all(|followed| followed.as_str() != unit) {
            remove_all(tx, "SELECT key FROM catalogue WHERE unit = ?1", [unit])?;
        }
    }
    Ok(())
}

/// Everything is being said anew: what is not said again goes at the end.
pub fn begin_afresh(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.execute("UPDATE catalogue SET stale = 1", [])?;
    Ok(())
}

/// Everything has been said.
pub fn end_afresh(tx: &Transaction<'_>) -> Result<(), StoreError> {
    remove_all(tx, "SELECT key FROM catalogue WHERE stale = 1", [])
}

fn remove_all(tx: &Transaction<'_>, keys: &str, of: impl Params) -> Result<(), StoreError> {
    let keys = all(tx.prepare_cached(keys)?.query(of)?, |row| {
        Ok(row.get::<_, String>(0)?)
    })?;
    keys.iter().try_for_each(|key| remove(tx, key))
}

/// The entry with this key, when this build understands it.
pub fn get(connection: &Connection, key: &str) -> Result<Option<Entry>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT json FROM catalogue WHERE key = ?1")?;
    let json: Option<String> = statement.query_row([key], |row| row.get(0)).optional()?;
    Ok(json.and_then(|json| serde_json::from_str(&json).ok()))
}

/// Every entry whose key begins with `kind/` and that this build understands.
pub fn of_kind(connection: &Connection, kind: &str) -> Result<Vec<Entry>, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT json FROM catalogue WHERE key >= ?1 AND key < ?2 ORDER BY key")?;
    // '0' is the character behind '/'.
    let rows = statement.query((format!("{kind}/"), format!("{kind}0")))?;
    let texts = all(rows, |row| Ok(row.get::<_, String>(0)?))?;
    Ok(texts
        .iter()
        .filter_map(|json| serde_json::from_str(json).ok())
        .collect())
}

/// How far back phones keep, as far as this one was told.
pub fn keep(connection: &Connection) -> Result<Keep, StoreError> {
    Ok(match get(connection, KEEP_KEY)? {
        Some(Entry::Keep(keep)) => keep,
        _ => Keep::default(),
    })
}

/// What is known of a unit.
pub fn unit(connection: &Connection, id: &UnitId) -> Result<Option<Unit>, StoreError> {
    Ok(match get(connection, &format!("unit/{id}"))? {
        Some(Entry::Unit(unit)) => Some(unit),
        _ => None,
    })
}

/// What is known of a member.
pub fn member(connection: &Connection, id: &MemberId) -> Result<Option<Member>, StoreError> {
    Ok(match get(connection, &format!("member/{id}"))? {
        Some(Entry::Member(member)) => Some(member),
        _ => None,
    })
}
