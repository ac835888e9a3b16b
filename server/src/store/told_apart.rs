//! Pairs of sessions that a coordinator looked at and knows to be two events. Beside the documents:
//! their form has no place for it, and what is said is about the pair, not about either of them.

use client_core::ids::{DocId, MemberId};
use client_core::time::Timestamp;
use rusqlite::{Connection, Transaction, params};

use super::StoreError;
use super::column::bytes;

/// Remembers that two sessions are two events.
pub fn put(
    t: &Transaction<'_>,
    pair: (DocId, DocId),
    member: &MemberId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (one, other) = ordered(pair);
    t.prepare_cached(
        "INSERT INTO told_apart (one, other, member, at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (one, other) DO NOTHING",
    )?
    .execute(params![one.0, other.0, member.as_str(), now.0])?;
    Ok(())
}

/// Forgets it.
pub fn remove(t: &Transaction<'_>, pair: (DocId, DocId)) -> Result<(), StoreError> {
    let (one, other) = ordered(pair);
    t.prepare_cached("DELETE FROM told_apart WHERE one = ?1 AND other = ?2")?
        .execute(params![one.0, other.0])?;
    Ok(())
}

/// Whether somebody said so.
pub fn is_known(c: &Connection, pair: (DocId, DocId)) -> Result<bool, StoreError> {
    let (one, other) = ordered(pair);
    let sql = "SELECT 1 FROM told_apart WHERE one = ?1 AND other = ?2";
    Ok(c.prepare_cached(sql)?.exists(params![one.0, other.0])?)
}

/// What was said last, the newest first.
pub fn latest(c: &Connection, limit: u32) -> Result<Vec<(DocId, DocId)>, StoreError> {
    let sql = "SELECT one, other FROM told_apart ORDER BY at DESC, one LIMIT ?1";
    let mut statement = c.prepare_cached(sql)?;
    let rows = statement.query_map([limit], |row| Ok((bytes(row, 0)?, bytes(row, 1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn ordered((one, other): (DocId, DocId)) -> (DocId, DocId) {
    (one.min(other), one.max(other))
}
