//! Edits that are not in a change yet. A row is on the disk before the screen shows it.

use rusqlite::{Connection, Transaction};

use super::StoreError;
use super::columns::{all, id, number, unsigned};
use crate::ids::{DocId, ReplicaId};
use crate::model::Edit;
use crate::time::Timestamp;

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

/// One edit in a journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalRow {
    /// Where it lies.
    pub id: i64,
    /// The change that it will be part of.
    pub name: JournalName,
    /// The edit.
    pub edit: Edit,
    /// When it was made.
    pub made: Timestamp,
}

/// Adds an edit at the journal's end.
pub fn append(
    tx: &Transaction<'_>,
    name: JournalName,
    edit: Edit,
    made: Timestamp,
) -> Result<JournalRow, StoreError> {
    tx.prepare_cached(
        "INSERT INTO journal (doc, replica, seq, edit, made) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute((
        name.doc.0,
        name.replica.0,
        number(name.seq),
        json(&edit),
        made.0,
    ))?;
    Ok(JournalRow {
        id: tx.last_insert_rowid(),
        name,
        edit,
        made,
    })
}

/// Writes what a row says now.
pub fn rewrite(tx: &Transaction<'_>, row: &JournalRow) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE journal SET edit = ?2, made = ?3 WHERE id = ?1")?
        .execute((row.id, json(&row.edit), row.made.0))?;
    Ok(())
}

/// Takes a row out that says nothing any more.
pub fn remove(tx: &Transaction<'_>, row: &JournalRow) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM journal WHERE id = ?1")?
        .execute([row.id])?;
    Ok(())
}

fn json(edit: &Edit) -> String {
    serde_json::to_string(edit).expect("an edit becomes JSON")
}

/// The edits of one document, in the order in which they were made.
pub fn of_document(connection: &Connection, doc: DocId) -> Result<Vec<JournalRow>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT replica, seq, edit, made, id FROM journal WHERE doc = ?1 ORDER BY id",
    )?;
    all(statement.query([doc.0])?, |row| {
        let json: String = row.get(2)?;
        Ok(JournalRow {
            id: row.get(4)?,
            name: JournalName {
                doc,
                replica: id(row, 0, "a replica")?,
                seq: unsigned(row, 1, "a sequence number")?,
            },
            edit: serde_json::from_str(&json).map_err(|_| StoreError::BadRow("an edit"))?,
            made: Timestamp(row.get(3)?),
        })
    })
}

/// Empties the journal of one change.
pub fn clear(tx: &Transaction<'_>, name: JournalName) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM journal WHERE doc = ?1 AND replica = ?2 AND seq = ?3")?
        .execute((name.doc.0, name.replica.0, number(name.seq)))?;
    Ok(())
}

/// The edits of one change will be part of another.
pub fn rename(tx: &Transaction<'_>, from: JournalName, to: JournalName) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE journal SET replica = ?4, seq = ?5 WHERE doc = ?1 AND replica = ?2 AND seq = ?3",
        (
            from.doc.0,
            from.replica.0,
            number(from.seq),
            to.replica.0,
            number(to.seq),
        ),
    )?;
    Ok(())
}

/// Whether a document has a journal.
pub fn exists(connection: &Connection, doc: DocId) -> Result<bool, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM journal WHERE doc = ?1)")?;
    Ok(statement.query_row([doc.0], |row| row.get(0))?)
}

/// The documents that have a journal.
pub fn documents(connection: &Connection) -> Result<Vec<DocId>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT DISTINCT doc FROM journal ORDER BY doc")?;
    all(statement.query([])?, |row| id(row, 0, "a document id"))
}
