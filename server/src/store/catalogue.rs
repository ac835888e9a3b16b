//! The catalogue: reference data as entries with a version each, so that phones hear only of what
//! changed. An entry that goes leaves its row, so that they hear of that too.

use std::collections::BTreeSet;

use client_core::ids::UnitId;
use client_core::model::catalogue::{Campaign, Entry, Unit};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::StoreError;
use super::column::{parsed_if_any, unsigned};

/// An entry as it travels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// `kind/id`.
    pub key: String,
    /// The version at which it changed.
    pub version: u64,
    /// The entry; none when it is gone.
    pub json: Option<String>,
}

/// Keeps an entry under a new version; nothing happens when it says the same as before.
pub fn put(tx: &Transaction<'_>, entry: &Entry) -> Result<(), StoreError> {
    let json = serde_json::to_string(entry).expect("an entry has text keys only");
    let key = entry.key();
    let mut known = tx.prepare_cached("SELECT 1 FROM catalogue WHERE key = ?1 AND json = ?2")?;
    if known.exists(params![key, json])? {
        return Ok(());
    }
    tx.execute(
        "INSERT INTO catalogue (key, unit, version, json)
         VALUES (?1, ?2, (SELECT coalesce(max(version), 0) + 1 FROM catalogue), ?3)
         ON CONFLICT (key) DO UPDATE SET
            unit = excluded.unit, version = excluded.version, json = excluded.json",
        params![key, entry.unit().map(UnitId::as_str), json],
    )?;
    Ok(())
}

/// The version of the latest change.
pub fn version(c: &Connection) -> Result<u64, StoreError> {
    let mut statement = c.prepare_cached("SELECT coalesce(max(version), 0) FROM catalogue")?;
    Ok(statement.query_row([], |row| unsigned(row, 0))?)
}

/// What changed after `version` and concerns everybody or one of `units`, in order of change.
/// Without `units`: of every unit. A version that this catalogue has not reached is another
/// server's, or this one's before it was restored: everything is new then.
pub fn changed_after(
    c: &Connection,
    after: u64,
    units: Option<&BTreeSet<UnitId>>,
) -> Result<Vec<Changed>, StoreError> {
    let after = if after > version(c)? { 0 } else { after };
    let mut statement = c.prepare_cached(
        "SELECT key, version, json, unit FROM catalogue WHERE version > ?1 ORDER BY version",
    )?;
    let mut rows = statement.query([i64::try_from(after).unwrap_or(i64::MAX)])?;
    let mut changed = Vec::new();
    while let Some(row) = rows.next()? {
        let unit: Option<UnitId> = parsed_if_any(row, 3)?;
        let concerned = match (&unit, units) {
            (None, _) | (_, None) => true,
            (Some(unit), Some(units)) => units.contains(unit),
        };
        if concerned {
            changed.push(Changed {
                key: row.get(0)?,
                version: unsigned(row, 1)?,
                json: row.get(2)?,
            });
        }
    }
    Ok(changed)
}

/// Every entry that is there, in the order of the keys.
pub fn all(c: &Connection) -> Result<Vec<Entry>, StoreError> {
    let mut statement =
        c.prepare_cached("SELECT json FROM catalogue WHERE json IS NOT NULL ORDER BY key")?;
    let mut rows = statement.query([])?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        // An entry that a later version of this program wrote is passed on, never shown.
        entries.extend(serde_json::from_str::<Entry>(&row.get::<_, String>(0)?).ok());
    }
    Ok(entries)
}

/// The regional centres, in the order of their ids.
pub fn units(c: &Connection) -> Result<Vec<Unit>, StoreError> {
    let unit = |entry| match entry {
        Entry::Unit(unit) => Some(unit),
        _ => None,
    };
    Ok(of_kind(c, "unit")?.into_iter().filter_map(unit).collect())
}

/// The campaigns, in the order of their ids.
pub fn campaigns(c: &Connection) -> Result<Vec<Campaign>, StoreError> {
    let campaign = |entry| match entry {
        Entry::Campaign(campaign) => Some(campaign),
        _ => None,
    };
    let entries = of_kind(c, "campaign")?;
    Ok(entries.into_iter().filter_map(campaign).collect())
}

/// The unit with this id.
pub fn unit(c: &Connection, id: &UnitId) -> Result<Option<Unit>, StoreError> {
    match one(c, &format!("unit/{id}"))? {
        Some(Entry::Unit(unit)) => Ok(Some(unit)),
        _ => Ok(None),
    }
}

fn one(c: &Connection, key: &str) -> Result<Option<Entry>, StoreError> {
    let mut statement =
        c.prepare_cached("SELECT json FROM catalogue WHERE key = ?1 AND json IS NOT NULL")?;
    let json = statement.query_row([key], |row| row.get::<_, String>(0));
    Ok(json
        .optional()?
        .and_then(|json| serde_json::from_str(&json).ok()))
}

fn of_kind(c: &Connection, kind: &str) -> Result<Vec<Entry>, StoreError> {
    // '0' follows '/': the range holds exactly the keys that begin with `kind/`.
    let mut statement = c.prepare_cached(
        "SELECT json FROM catalogue
         WHERE key > ?1 || '/' AND key < ?1 || '0' AND json IS NOT NULL ORDER BY key",
    )?;
    let mut rows = statement.query([kind])?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        entries.extend(serde_json::from_str::<Entry>(&row.get::<_, String>(0)?).ok());
    }
    Ok(entries)
}
