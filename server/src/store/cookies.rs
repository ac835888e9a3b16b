//! Signed-in browsers and the one-time codes that let somebody in for the first time.

use client_core::ids::MemberId;
use client_core::time::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::StoreError;
use super::column::parsed;

/// A signed-in browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cookie {
    /// Who signed in.
    pub member: MemberId,
    /// What each form of this browser must bring along.
    pub csrf: String,
    /// Whether it signed in by a one-time code: then a password comes first.
    pub by_code: bool,
    /// After this it is worth nothing.
    pub expires_at: Timestamp,
}

/// Keeps a cookie, and forgets those that have expired.
pub fn add(
    tx: &Transaction<'_>,
    hash: &[u8],
    cookie: &Cookie,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute("DELETE FROM cookie WHERE expires_at <= ?1", [now.0])?;
    tx.execute(
        "INSERT INTO cookie (hash, member, csrf, by_code, expires_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            hash,
            cookie.member.as_str(),
            cookie.csrf,
            cookie.by_code,
            cookie.expires_at.0,
        ],
    )?;
    Ok(())
}

/// The cookie with this hash, unless it has expired.
pub fn get(c: &Connection, hash: &[u8], now: Timestamp) -> Result<Option<Cookie>, StoreError> {
    let mut statement = c.prepare_cached(
        "SELECT member, csrf, by_code, expires_at FROM cookie WHERE hash = ?1 AND expires_at > ?2",
    )?;
    let cookie = statement.query_row(params![hash, now.0], |row| {
        Ok(Cookie {
            member: parsed(row, 0)?,
            csrf: row.get(1)?,
            by_code: row.get(2)?,
            expires_at: Timestamp(row.get(3)?),
        })
    });
    Ok(cookie.optional()?)
}

/// A browser is signed out.
pub fn remove(tx: &Transaction<'_>, hash: &[u8]) -> Result<(), StoreError> {
    tx.execute("DELETE FROM cookie WHERE hash = ?1", [hash])?;
    Ok(())
}

/// The member is signed out everywhere, and no one-time code works any more.
pub fn remove_all_of(tx: &Transaction<'_>, member: &MemberId) -> Result<(), StoreError> {
    for table in ["cookie", "sign_in_code"] {
        let sql = format!("DELETE FROM {table} WHERE member = ?1");
        tx.execute(&sql, [member.as_str()])?;
    }
    Ok(())
}

/// Everybody is signed out everywhere, and no one-time code works any more.
pub fn remove_all(tx: &Transaction<'_>) -> Result<(), StoreError> {
    for table in ["cookie", "sign_in_code"] {
        tx.execute(&format!("DELETE FROM {table}"), [])?;
    }
    Ok(())
}

/// The member has a password now: this browser stays signed in with it, all others are signed
/// out, and no one-time code works any more.
pub fn keep_only(
    tx: &Transaction<'_>,
    member: &MemberId,
    hash: &[u8],
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM cookie WHERE member = ?1 AND hash <> ?2",
        params![member.as_str(), hash],
    )?;
    tx.execute("UPDATE cookie SET by_code = 0 WHERE hash = ?1", [hash])?;
    tx.execute(
        "UPDATE sign_in_code SET used_at = ?2 WHERE member = ?1 AND used_at IS NULL",
        params![member.as_str(), now.0],
    )?;
    Ok(())
}

/// What is known of a one-time code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Code {
    /// It lets this member in, once.
    Good(MemberId),
    /// It did already.
    Used,
    /// Unknown, replaced by a later one or expired.
    Unknown,
}

/// Keeps a one-time code; the member's earlier ones are worth nothing from now on.
pub fn add_code(
    tx: &Transaction<'_>,
    code: &[u8],
    member: &MemberId,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM sign_in_code WHERE member = ?1 AND used_at IS NULL",
        [member.as_str()],
    )?;
    tx.execute(
        "INSERT INTO sign_in_code (code_hash, member, expires_at) VALUES (?1, ?2, ?3)",
        params![code, member.as_str(), expires_at.0],
    )?;
    Ok(())
}

/// Uses a one-time code up. Says whose it was, or that it had been used.
pub fn use_code(tx: &Transaction<'_>, code: &[u8], now: Timestamp) -> Result<Code, StoreError> {
    tx.execute("DELETE FROM sign_in_code WHERE expires_at <= ?1", [now.0])?;
    let used = tx.execute(
        "UPDATE sign_in_code SET used_at = ?2 WHERE code_hash = ?1 AND used_at IS NULL",
        params![code, now.0],
    )?;
    let mut statement =
        tx.prepare_cached("SELECT member FROM sign_in_code WHERE code_hash = ?1")?;
    let member = statement
        .query_row([code], |row| parsed(row, 0))
        .optional()?;
    Ok(match member {
        Some(member) if used == 1 => Code::Good(member),
        Some(_) => Code::Used,
        None => Code::Unknown,
    })
}
