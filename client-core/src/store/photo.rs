//! Photos of sessions: those made here until the server has them, and some to look at again.

use rusqlite::{Connection, Row, Transaction};

use super::StoreError;
use super::columns::{all, first, id, number, unsigned};
use crate::ids::{DocId, FileHash};

/// Where a photo stands with the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhotoState {
    /// It is to be sent.
    ToSend,
    /// The server has it.
    Sent,
    /// The server will not have it.
    Refused,
}

/// What is known of a photo that lies here, without its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhotoRow {
    /// The session.
    pub doc: DocId,
    /// The file's name.
    pub hash: FileHash,
    /// Where it stands.
    pub state: PhotoState,
    /// Bytes that the server has of it.
    pub sent: u64,
    /// Bytes of the file.
    pub length: u64,
}

impl PhotoRow {
    /// Whether it is to be sent.
    pub const fn is_to_send(&self) -> bool {
        matches!(self.state, PhotoState::ToSend)
    }
}

const COLUMNS: &str = "doc, hash, state, sent, length";

/// Keeps a photo that was attached here, to be sent. One that is here is sent anew.
pub fn attach(
    tx: &Transaction<'_>,
    doc: DocId,
    hash: FileHash,
    bytes: &[u8],
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO photo (doc, hash, own, state, sent, length, bytes)
         VALUES (?1, ?2, 1, 0, 0, ?3, ?4)
         ON CONFLICT (doc, hash) DO UPDATE SET own = 1, state = 0, sent = 0",
        (doc.0, hash.0, number(bytes.len() as u64), bytes),
    )?;
    Ok(())
}

/// Keeps a photo of somebody else's that was looked at. One that is here stays as it is.
pub fn cache(
    tx: &Transaction<'_>,
    doc: DocId,
    hash: FileHash,
    bytes: &[u8],
) -> Result<(), StoreError> {
    let length = number(bytes.len() as u64);
    tx.execute(
        "INSERT OR IGNORE INTO photo (doc, hash, own, state, sent, length, bytes)
         VALUES (?1, ?2, 0, 1, ?3, ?3, ?4)",
        (doc.0, hash.0, length, bytes),
    )?;
    Ok(())
}

/// A photo's bytes, when it is here.
pub fn bytes(
    connection: &Connection,
    doc: DocId,
    hash: FileHash,
) -> Result<Option<Vec<u8>>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT bytes FROM photo WHERE doc = ?1 AND hash = ?2")?;
    first(statement.query((doc.0, hash.0))?, |row| Ok(row.get(0)?))
}

/// At most `length` bytes from `offset` on of a photo that is to be sent; none when it is not.
pub fn piece(
    connection: &Connection,
    doc: DocId,
    hash: FileHash,
    offset: u64,
    length: usize,
) -> Result<Option<Vec<u8>>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT substr(bytes, ?3 + 1, ?4) FROM photo
         WHERE doc = ?1 AND hash = ?2 AND state = 0",
    )?;
    let rows = statement.query((doc.0, hash.0, number(offset), number(length as u64)))?;
    first(rows, |row| Ok(row.get(0)?))
}

/// The photos of a session that lie here.
pub fn of_document(connection: &Connection, doc: DocId) -> Result<Vec<PhotoRow>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM photo WHERE doc = ?1 ORDER BY row");
    let mut statement = connection.prepare_cached(&sql)?;
    all(statement.query([doc.0])?, read_row)
}

/// What the server does not have: what was begun first, then in the order in which it came.
pub fn unsent(connection: &Connection) -> Result<Vec<PhotoRow>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM photo WHERE state <> 1 ORDER BY sent = 0, row");
    let mut statement = connection.prepare_cached(&sql)?;
    all(statement.query([])?, read_row)
}

/// How many are to be sent.
pub fn count_to_send(connection: &Connection) -> Result<u32, StoreError> {
    let mut statement = connection.prepare_cached("SELECT count(*) FROM photo WHERE state = 0")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

/// Whether there is any that the server does not have, to be sent or refused.
pub fn is_any_unsent(connection: &Connection) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached("SELECT 1 FROM photo WHERE state <> 1")?;
    Ok(statement.exists([])?)
}

/// How many the server does not have, to be sent or refused.
pub fn count_here_alone(connection: &Connection) -> Result<u32, StoreError> {
    let sql = "SELECT count(*) FROM photo WHERE state <> 1";
    Ok(connection
        .prepare_cached(sql)?
        .query_row([], |row| row.get(0))?)
}

/// Whether any of a session is on this phone alone, to be sent or refused.
pub fn is_any_here_alone(connection: &Connection, doc: DocId) -> Result<bool, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT 1 FROM photo WHERE doc = ?1 AND state <> 1")?;
    Ok(statement.exists([doc.0])?)
}

/// Bytes of the photos that may not be let go: the server does not have them.
pub fn bytes_unsent(connection: &Connection) -> Result<u64, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT coalesce(sum(length), 0) FROM photo WHERE state <> 1")?;
    let summed = first(statement.query([])?, |row| {
        unsigned(row, 0, "bytes of photos")
    })?;
    Ok(summed.unwrap_or_default())
}

/// The server has so many bytes of it, and the photo when `complete`.
pub fn note_sent(
    tx: &Transaction<'_>,
    doc: DocId,
    hash: FileHash,
    sent: u64,
    complete: bool,
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "UPDATE photo SET sent = min(?3, length), state = ?4
         WHERE doc = ?1 AND hash = ?2 AND state = 0",
    )?
    .execute((doc.0, hash.0, number(sent), i64::from(complete)))?;
    Ok(())
}

/// The server will not have it.
pub fn refuse(tx: &Transaction<'_>, doc: DocId, hash: FileHash) -> Result<(), StoreError> {
    let sql = "UPDATE photo SET state = 2, sent = 0 WHERE doc = ?1 AND hash = ?2";
    tx.execute(sql, (doc.0, hash.0))?;
    Ok(())
}

/// Its turn comes after that of all others: next time it must not keep them from theirs. How much
/// the server has of it is asked anew then.
pub fn postpone(tx: &Transaction<'_>, doc: DocId, hash: FileHash) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE photo SET sent = 0, row = (SELECT max(row) + 1 FROM photo)
         WHERE doc = ?1 AND hash = ?2 AND state = 0",
        (doc.0, hash.0),
    )?;
    Ok(())
}

/// What was brought to the server is to be looked for there again: it may have been restored.
pub fn doubt_sent(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE photo SET state = 0, sent = 0 WHERE own = 1 AND state = 1",
        [],
    )?;
    Ok(())
}

/// Takes a photo away.
pub fn remove(tx: &Transaction<'_>, doc: DocId, hash: FileHash) -> Result<(), StoreError> {
    let sql = "DELETE FROM photo WHERE doc = ?1 AND hash = ?2";
    tx.execute(sql, (doc.0, hash.0))?;
    Ok(())
}

/// Takes away all photos of a session.
pub fn remove_all(tx: &Transaction<'_>, doc: DocId) -> Result<(), StoreError> {
    tx.execute("DELETE FROM photo WHERE doc = ?1", [doc.0])?;
    Ok(())
}

/// A session has another id from now on.
pub fn move_all(tx: &Transaction<'_>, from: DocId, to: DocId) -> Result<(), StoreError> {
    tx.execute("UPDATE photo SET doc = ?2 WHERE doc = ?1", (from.0, to.0))?;
    Ok(())
}

/// Takes away what the server has, what came first before the rest, until what is left of it is
/// not more than `bytes_max`.
pub fn purge(tx: &Transaction<'_>, bytes_max: u64) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM photo WHERE row IN (SELECT row FROM
             (SELECT row, sum(length) OVER (ORDER BY row DESC) AS bytes
              FROM photo WHERE state = 1)
         WHERE bytes > ?1)",
        [number(bytes_max)],
    )?;
    Ok(())
}

fn read_row(row: &Row<'_>) -> Result<PhotoRow, StoreError> {
    let state = match row.get(2)? {
        0 => PhotoState::ToSend,
        1 => PhotoState::Sent,
        2 => PhotoState::Refused,
        _ => return Err(StoreError::BadRow("the state of a photo")),
    };
    Ok(PhotoRow {
        doc: id(row, 0, "a document id")?,
        hash: id(row, 1, "the hash of a photo")?,
        state,
        sent: unsigned(row, 3, "bytes of a photo")?,
        length: unsigned(row, 4, "bytes of a photo")?,
    })
}

#[cfg(test)]
mod tests;
