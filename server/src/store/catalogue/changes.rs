//! What changed in the catalogue, by who needs it: the order in which phones hear of it.

use std::collections::BTreeSet;

use client_core::ids::UnitId;
use rusqlite::{Connection, params};

use crate::store::StoreError;
use crate::store::column::unsigned;
use crate::store::row::number;

/// An entry as it travels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// `kind/id`.
    pub key: String,
    /// The version at which it changed.
    pub version: u64,
    /// The entry; none when it is gone, or concerns others now.
    pub json: Option<String>,
}

/// The version of the latest change.
pub fn version(c: &Connection) -> Result<u64, StoreError> {
    let mut statement = c.prepare_cached(VERSION)?;
    Ok(statement.query_row([], |row| unsigned(row, 0))?)
}

pub(in crate::store) const VERSION: &str = "SELECT coalesce(max(version), 0) FROM catalogue";

/// What changed behind `after` and concerns the unit, or everybody when none is named: in the order
/// of change, at most `limit`.
pub fn changed(
    c: &Connection,
    unit: Option<&UnitId>,
    is_late: bool,
    after: u64,
    limit: usize,
) -> Result<Vec<Changed>, StoreError> {
    let scope = unit.map_or("", UnitId::as_str);
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut statement = c.prepare_cached(CHANGED)?;
    let rows = statement.query_map(params![scope, is_late, number(after), limit], |row| {
        Ok(Changed {
            key: row.get(0)?,
            version: unsigned(row, 1)?,
            json: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(in crate::store) const CHANGED: &str = "SELECT key, version, json FROM catalogue
         WHERE scope = ?1 AND late = ?2 AND version > ?3
     UNION ALL
     SELECT key, version, NULL FROM catalogue_left
         WHERE scope = ?1 AND late = ?2 AND version > ?3
     ORDER BY version LIMIT ?4";

/// The same for everybody and all of `units`, without a bound: for phones that cannot take it in
/// pages. A version that this catalogue has not reached is another server's, or this one's before
/// it was restored: everything is new then.
pub fn changed_after(
    c: &Connection,
    after: u64,
    units: &BTreeSet<UnitId>,
) -> Result<Vec<Changed>, StoreError> {
    let latest = version(c)?;
    if after == latest {
        return Ok(Vec::new());
    }
    let after = if after > latest { 0 } else { after };
    let mut all = Vec::new();
    for unit in std::iter::once(None).chain(units.iter().map(Some)) {
        for is_late in [false, true] {
            all.extend(changed(c, unit, is_late, after, usize::MAX)?);
        }
    }
    all.sort_by_key(|changed| changed.version);
    Ok(all)
}
