//! The plain edits of changes that were cut and that the server has not taken yet.

use rusqlite::{Connection, OptionalExtension, Transaction};

use super::StoreError;
use super::columns::{all, id};
use crate::ids::{ChangeHash, DocId};
use crate::model::Edit;

/// Keeps the edits of one change.
pub fn put(
    tx: &Transaction<'_>,
    doc: DocId,
    hash: ChangeHash,
    edits: &[Edit],
) -> Result<(), StoreError> {
    let json = serde_json::to_string(edits).expect("edits become JSON");
    tx.prepare_cached("INSERT OR REPLACE INTO frozen (doc, hash, edits) VALUES (?1, ?2, ?3)")?
        .execute((doc.0, hash.0, json))?;
    Ok(())
}

/// The edits of one change, while the server has not taken it.
pub fn get(
    connection: &Connection,
    doc: DocId,
    hash: ChangeHash,
) -> Result<Option<Vec<Edit>>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT edits FROM frozen WHERE doc = ?1 AND hash = ?2")?;
    let json: Option<String> = statement
        .query_row((doc.0, hash.0), |row| row.get(0))
        .optional()?;
    json.map(|json| serde_json::from_str(&json).map_err(|_| StoreError::BadRow("edits")))
        .transpose()
}

/// The edits of all changes of one document, oldest first.
pub fn of_document(
    connection: &Connection,
    doc: DocId,
) -> Result<Vec<(ChangeHash, Vec<Edit>)>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT hash, edits FROM frozen WHERE doc = ?1 ORDER BY id")?;
    all(statement.query([doc.0])?, |row| {
        let json: String = row.get(1)?;
        let edits = serde_json::from_str(&json).map_err(|_| StoreError::BadRow("edits"))?;
        Ok((id(row, 0, "a change hash")?, edits))
    })
}

/// Forgets the edits of one change.
pub fn forget(tx: &Transaction<'_>, doc: DocId, hash: ChangeHash) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM frozen WHERE doc = ?1 AND hash = ?2")?
        .execute((doc.0, hash.0))?;
    Ok(())
}

/// Forgets the edits of all other changes of this document.
pub fn keep_only(tx: &Transaction<'_>, doc: DocId, kept: &[ChangeHash]) -> Result<(), StoreError> {
    let mut statement = tx.prepare_cached("SELECT hash FROM frozen WHERE doc = ?1")?;
    let held: Vec<ChangeHash> = all(statement.query([doc.0])?, |row| id(row, 0, "a change hash"))?;
    let gone = held.into_iter().filter(|hash| !kept.contains(hash));
    gone.into_iter().try_for_each(|hash| forget(tx, doc, hash))
}
