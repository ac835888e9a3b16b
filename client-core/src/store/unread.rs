//! Documents that are to be asked for: those that came and could not be read here, which another
//! version of the app asks for again, and those that the member wants to see.

use rusqlite::{Connection, Transaction};

use super::StoreError;
use super::columns::{all, id};
use crate::ids::DocId;

/// The reader of a document that nobody has tried to read.
const NOBODY: &str = "";

/// Asks for a document that is not here.
pub fn ask(tx: &Transaction<'_>, doc: DocId) -> Result<(), StoreError> {
    tx.prepare_cached("INSERT OR IGNORE INTO unread (doc, reader) VALUES (?1, ?2)")?
        .execute((doc.0, NOBODY))?;
    Ok(())
}

/// Asks no longer for a document that was asked for and did not come.
pub fn give_up(tx: &Transaction<'_>, doc: DocId) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM unread WHERE doc = ?1 AND reader = ?2")?
        .execute((doc.0, NOBODY))?;
    Ok(())
}

/// Notes that this reader could not read the document; says whether none had noted it before.
pub fn put(tx: &Transaction<'_>, doc: DocId, reader: &str) -> Result<bool, StoreError> {
    let is_known = tx
        .prepare_cached("UPDATE unread SET reader = ?2 WHERE doc = ?1")?
        .execute((doc.0, reader))?;
    if is_known == 0 {
        tx.prepare_cached("INSERT INTO unread (doc, reader) VALUES (?1, ?2)")?
            .execute((doc.0, reader))?;
    }
    Ok(is_known == 0)
}

/// The document was read, or is no longer here; says whether it had been noted.
pub fn remove(tx: &Transaction<'_>, doc: DocId) -> Result<bool, StoreError> {
    let removed = tx
        .prepare_cached("DELETE FROM unread WHERE doc = ?1")?
        .execute([doc.0])?;
    Ok(removed > 0)
}

/// What this reader has not tried to read yet.
pub fn untried(connection: &Connection, reader: &str) -> Result<Vec<DocId>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT doc FROM unread WHERE reader <> ?1 ORDER BY doc")?;
    all(statement.query([reader])?, |row| {
        id(row, 0, "a document id")
    })
}
