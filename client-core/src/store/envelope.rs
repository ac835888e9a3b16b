//! Hand-overs of other phones, on their way to the server.

use rusqlite::{Connection, OptionalExtension, Transaction};

use super::StoreError;
use super::columns::{all, first, id, parsed};
use crate::ids::{DocId, EnvelopeId, MemberId};
use crate::time::Timestamp;

/// One hand-over, and what is asked of it without opening it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarriedEnvelope {
    /// Its name.
    pub id: EnvelopeId,
    /// The member whose phone made it.
    pub giver: MemberId,
    /// When, by that phone's clock.
    pub made: Timestamp,
    /// The documents in it.
    pub docs: Vec<DocId>,
    /// As it was signed.
    pub bytes: Vec<u8>,
}

/// Carries one behind the others.
pub fn put(tx: &Transaction<'_>, envelope: &CarriedEnvelope) -> Result<(), StoreError> {
    tx.prepare_cached("INSERT INTO envelope (id, giver, made, bytes) VALUES (?1, ?2, ?3, ?4)")?
        .execute((
            envelope.id.0,
            envelope.giver.as_str(),
            envelope.made.0,
            &envelope.bytes,
        ))?;
    let row = tx.last_insert_rowid();
    let mut statement =
        tx.prepare_cached("INSERT INTO envelope_document (envelope, doc) VALUES (?1, ?2)")?;
    for doc in &envelope.docs {
        statement.execute((row, doc.0))?;
    }
    Ok(())
}

/// Carries this one no longer.
pub fn remove(tx: &Transaction<'_>, envelope: EnvelopeId) -> Result<(), StoreError> {
    tx.execute("DELETE FROM envelope WHERE id = ?1", [envelope.0])?;
    Ok(())
}

/// One as it was signed, while it is carried.
pub fn get(connection: &Connection, envelope: EnvelopeId) -> Result<Option<Vec<u8>>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT bytes FROM envelope WHERE id = ?1")?;
    Ok(statement
        .query_row([envelope.0], |row| row.get(0))
        .optional()?)
}

/// All that are carried, the first taken first.
pub fn carried(connection: &Connection) -> Result<Vec<EnvelopeId>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT id FROM envelope ORDER BY row")?;
    all(statement.query([])?, |row| id(row, 0, "an envelope id"))
}

/// Those that speak of this document, the first taken first.
pub fn of_document(connection: &Connection, doc: DocId) -> Result<Vec<EnvelopeId>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id FROM envelope JOIN envelope_document ON envelope = row
         WHERE doc = ?1 ORDER BY row",
    )?;
    all(statement.query([doc.0])?, |row| {
        id(row, 0, "an envelope id")
    })
}

/// The documents that one speaks of, ascending.
pub fn documents(connection: &Connection, envelope: EnvelopeId) -> Result<Vec<DocId>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT doc FROM envelope_document JOIN envelope ON row = envelope
         WHERE id = ?1 ORDER BY doc",
    )?;
    all(statement.query([envelope.0])?, |row| {
        id(row, 0, "a document id")
    })
}

/// The members by whose hands something of this document came that is still carried.
pub fn givers(connection: &Connection, doc: DocId) -> Result<Vec<MemberId>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT giver FROM envelope JOIN envelope_document ON envelope = row
         WHERE doc = ?1 ORDER BY giver",
    )?;
    all(statement.query([doc.0])?, |row| parsed(row, 0, "a member"))
}

/// How many are carried, and their bytes.
pub fn count(connection: &Connection) -> Result<(u32, usize), StoreError> {
    let sql = "SELECT count(*), coalesce(sum(length(bytes)), 0) FROM envelope";
    let mut statement = connection.prepare_cached(sql)?;
    let counted = first(statement.query([])?, |row| {
        let bytes = usize::try_from(row.get::<_, i64>(1)?).unwrap_or(usize::MAX);
        Ok((row.get(0)?, bytes))
    })?;
    Ok(counted.unwrap_or_default())
}
