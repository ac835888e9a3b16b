//! Reference data as it came from the server.

use rusqlite::{Connection, OptionalExtension, Transaction};

use super::StoreError;
use super::columns::{all, number};
use crate::ids::{MemberId, UnitId};
use crate::model::catalogue::{Entry, Member, Unit};

/// Writes an entry, or takes it away when there is no JSON.
pub fn put(
    tx: &Transaction<'_>,
    key: &str,
    version: u64,
    json: Option<&str>,
) -> Result<(), StoreError> {
    match json {
        Some(json) => tx.execute(
            "INSERT OR REPLACE INTO catalogue (key, version, json) VALUES (?1, ?2, ?3)",
            (key, number(version), json),
        )?,
        None => tx.execute("DELETE FROM catalogue WHERE key = ?1", [key])?,
    };
    Ok(())
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
