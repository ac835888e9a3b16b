//! Wrong passwords and codes, counted by what was tried. Bounded: the oldest are forgotten.

use client_core::time::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::StoreError;
use crate::limits::ATTEMPT_SUBJECTS_MAX;

/// How often in a row, and when last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failures {
    /// In a row.
    pub count: u32,
    /// The last one.
    pub last_at: Timestamp,
}

/// The failures of a subject, a SHA-256.
pub fn get(c: &Connection, subject: &[u8]) -> Result<Option<Failures>, StoreError> {
    let mut statement =
        c.prepare_cached("SELECT failures, last_at FROM attempt WHERE subject = ?1")?;
    let failures = statement.query_row([subject], |row| {
        Ok(Failures {
            count: row.get(0)?,
            last_at: Timestamp(row.get(1)?),
        })
    });
    Ok(failures.optional()?)
}

/// One more failure, unless the last was before `forget_before`: then it is the first.
pub fn add(
    tx: &Transaction<'_>,
    subject: &[u8],
    now: Timestamp,
    forget_before: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO attempt (subject, failures, last_at) VALUES (?1, 1, ?2)
         ON CONFLICT (subject) DO UPDATE SET
            failures = CASE WHEN last_at < ?3 THEN 1 ELSE failures + 1 END,
            last_at = ?2",
        params![subject, now.0, forget_before.0],
    )?;
    tx.execute(
        "DELETE FROM attempt WHERE subject IN
            (SELECT subject FROM attempt ORDER BY last_at DESC LIMIT -1 OFFSET ?1)",
        [ATTEMPT_SUBJECTS_MAX],
    )?;
    Ok(())
}

/// It worked: the failures before it are forgotten.
pub fn clear(tx: &Transaction<'_>, subject: &[u8]) -> Result<(), StoreError> {
    tx.execute("DELETE FROM attempt WHERE subject = ?1", [subject])?;
    Ok(())
}
