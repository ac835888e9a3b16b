//! Edits that are not in a change yet. A row is on the disk before the screen shows it.

use rusqlite::{Connection, Transaction};

use super::StoreError;
use super::columns::{all, id, number, unsigned};
use crate::ids::{DocId, ReplicaId};
use crate::model::Edit;

/// The change that a journal will become.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct JournalName {
    /// The document.
    pub doc: DocId,
    /// The replica that writes it.
    pub replica: ReplicaId,
    /// The sequence number that the change will have.
    pub seq: u64,
}

/// Adds edits at the journal's end.
pub fn append(tx: &Transaction<'_>, name: JournalName, edits: &[Edit]) -> Result<(), StoreError> {
    let mut statement =
        tx.prepare_cached("INSERT INTO journal (doc, replica, seq, edit) VALUES (?1, ?2, ?3, ?4)")?;
    for edit in edits {
        let json = serde_json::to_string(edit).expect("an edit becomes JSON");
        statement.execute((name.doc.0, name.replica.0, number(name.seq), json))?;
    }
    Ok(())
}

/// The edits of one document, in the order in which they were made, by the change they will be.
pub fn of_document(
    connection: &Connection,
    doc: DocId,
) -> Result<Vec<(JournalName, Edit)>, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT replica, seq, edit FROM journal WHERE doc = ?1 ORDER BY id")?;
    all(statement.query([doc.0])?, |row| {
        let name = JournalName {
            doc,
            replica: id(row, 0, "a replica")?,
            seq: unsigned(row, 1, "a sequence number")?,
        };
        let json: String = row.get(2)?;
        let edit = serde_json::from_str(&json).map_err(|_| StoreError::BadRow("an edit"))?;
        Ok((name, edit))
    })
}

/// Empties the journal of one change.
pub fn clear(tx: &Transaction<'_>, name: JournalName) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM journal WHERE doc = ?1 AND replica = ?2 AND seq = ?3")?
        .execute((name.doc.0, name.replica.0, number(name.seq)))?;
    Ok(())
}

/// The documents that have a journal.
pub fn documents(connection: &Connection) -> Result<Vec<DocId>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT DISTINCT doc FROM journal ORDER BY doc")?;
    all(statement.query([])?, |row| id(row, 0, "a document id"))
}
