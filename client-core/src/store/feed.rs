//! The feeds that are followed, and which documents are in them.

use rusqlite::{Connection, Transaction};

use super::StoreError;
use super::columns::{all, id, parsed};
use crate::ids::{DocId, FeedId, UnitId};

/// Follows exactly these feeds.
pub fn follow(tx: &Transaction<'_>, feeds: &[FeedId]) -> Result<(), StoreError> {
    tx.execute("DELETE FROM feed", [])?;
    let mut statement = tx.prepare_cached("INSERT OR IGNORE INTO feed (id) VALUES (?1)")?;
    for feed in feeds {
        statement.execute([feed.as_str()])?;
    }
    Ok(())
}

/// The followed feeds in ascending order.
pub fn followed(connection: &Connection) -> Result<Vec<FeedId>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT id FROM feed ORDER BY id")?;
    all(statement.query([])?, |row| parsed(row, 0, "a feed"))
}

/// The document is in exactly these feeds.
pub fn put(tx: &Transaction<'_>, doc: DocId, feeds: &[FeedId]) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM document_feed WHERE doc = ?1")?
        .execute([doc.0])?;
    let mut statement =
        tx.prepare_cached("INSERT OR IGNORE INTO document_feed (doc, feed) VALUES (?1, ?2)")?;
    for feed in feeds {
        statement.execute((doc.0, feed.as_str()))?;
    }
    Ok(())
}

/// The document is no longer in this feed; says whether it is still in another one.
pub fn leave(tx: &Transaction<'_>, doc: DocId, feed: &FeedId) -> Result<bool, StoreError> {
    tx.prepare_cached("DELETE FROM document_feed WHERE doc = ?1 AND feed = ?2")?
        .execute((doc.0, feed.as_str()))?;
    is_in_any(tx, doc)
}

/// Whether the document is known to be in a feed.
pub fn is_in_any(connection: &Connection, doc: DocId) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM document_feed WHERE doc = ?1)";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_row([doc.0], |row| row.get(0))?)
}

/// The followed feeds that list the document, as far as they were told.
pub fn of_document(connection: &Connection, doc: DocId) -> Result<Vec<FeedId>, StoreError> {
    let sql = "SELECT feed FROM document_feed WHERE doc = ?1 ORDER BY feed";
    let mut statement = connection.prepare_cached(sql)?;
    all(statement.query([doc.0])?, |row| parsed(row, 0, "a feed"))
}

/// The documents of a unit of which nobody has told the feeds: they were begun on this phone.
pub fn untold(connection: &Connection, unit: &UnitId) -> Result<Vec<DocId>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id FROM document WHERE unit = ?1 AND NOT EXISTS
             (SELECT 1 FROM document_feed WHERE document_feed.doc = document.id) ORDER BY id",
    )?;
    all(statement.query([unit.as_str()])?, |row| {
        id(row, 0, "a document id")
    })
}

/// The documents of one feed.
pub fn documents(connection: &Connection, feed: &FeedId) -> Result<Vec<DocId>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT doc FROM document_feed WHERE feed = ?1 ORDER BY doc")?;
    all(statement.query([feed.as_str()])?, |row| {
        id(row, 0, "a document id")
    })
}
