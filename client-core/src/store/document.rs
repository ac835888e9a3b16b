//! The documents themselves: bytes, heads, and what the server is known to have of them.

use rusqlite::{Connection, Row, Transaction};

use super::StoreError;
use super::columns::{all, first, heads_of_blob, heads_to_blob, id, optional_parsed};
use crate::ids::{ChangeHash, DocId, UnitId};
use crate::model::DocKind;

/// One document as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentRow {
    /// The document.
    pub id: DocId,
    /// What it is.
    pub kind: DocKind,
    /// The unit that owns it; a companion's is its parent's.
    pub unit: Option<UnitId>,
    /// Its heads.
    pub heads: Vec<ChangeHash>,
    /// The heads of what the server is known to have. Names only changes that are in `bytes`.
    pub server_heads: Vec<ChangeHash>,
    /// Whether something of it is still to be sent.
    pub pending: bool,
    /// Whether the whole document is to be asked for.
    pub wanted: bool,
    /// The saved document; none for a stub, of which only the heads are known.
    pub bytes: Option<Vec<u8>>,
}

const COLUMNS: &str = "id, kind, unit, heads, server_heads, pending, wanted, bytes";

/// The document, when the phone knows of it.
pub fn get(connection: &Connection, doc: DocId) -> Result<Option<DocumentRow>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM document WHERE id = ?1");
    let mut statement = connection.prepare_cached(&sql)?;
    first(statement.query([doc.0])?, read_row)
}

/// Writes the document in place of the one before.
pub fn put(tx: &Transaction<'_>, row: &DocumentRow) -> Result<(), StoreError> {
    let companion = (row.kind != DocKind::Private).then(|| row.id.companion().0);
    tx.prepare_cached(
        "INSERT INTO document
             (id, kind, unit, companion, heads, server_heads, pending, wanted, bytes)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
         ON CONFLICT (id) DO UPDATE SET
             unit = excluded.unit, heads = excluded.heads, server_heads = excluded.server_heads,
             pending = excluded.pending, wanted = excluded.wanted, bytes = excluded.bytes",
    )?
    .execute((
        row.id.0,
        row.kind.number(),
        row.unit.as_ref().map(UnitId::as_str),
        companion,
        heads_to_blob(&row.heads),
        heads_to_blob(&row.server_heads),
        row.pending,
        row.wanted,
        &row.bytes,
    ))?;
    Ok(())
}

/// Notes that the journal of this document holds something to be sent.
pub fn mark_pending(tx: &Transaction<'_>, doc: DocId) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE document SET pending = 1 WHERE id = ?1 AND pending = 0")?
        .execute([doc.0])?;
    Ok(())
}

/// Asks for the whole document in the next request.
pub fn mark_wanted(tx: &Transaction<'_>, doc: DocId) -> Result<(), StoreError> {
    tx.execute("UPDATE document SET wanted = 1 WHERE id = ?1", [doc.0])?;
    Ok(())
}

/// Takes the document away, with everything that is only about it.
pub fn remove(tx: &Transaction<'_>, doc: DocId) -> Result<(), StoreError> {
    for sql in [
        "DELETE FROM document WHERE id = ?1",
        "DELETE FROM journal WHERE doc = ?1",
        "DELETE FROM frozen WHERE doc = ?1",
        "DELETE FROM author WHERE doc = ?1",
        "DELETE FROM document_feed WHERE doc = ?1",
        "DELETE FROM unread WHERE doc = ?1",
    ] {
        tx.prepare_cached(sql)?.execute([doc.0])?;
    }
    Ok(())
}

/// Takes an erased document away and remembers its id for ever.
pub fn erase(tx: &Transaction<'_>, doc: DocId) -> Result<(), StoreError> {
    remove(tx, doc)?;
    tx.execute("INSERT OR IGNORE INTO erased (doc) VALUES (?1)", [doc.0])?;
    Ok(())
}

/// Documents of which something is to be sent, with about the bytes that this may take.
pub fn pending(connection: &Connection) -> Result<Vec<(DocId, usize)>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, coalesce(length(bytes), 0) FROM document WHERE pending = 1 ORDER BY id",
    )?;
    all(statement.query([])?, |row| {
        let bytes = usize::try_from(row.get::<_, i64>(1)?).unwrap_or(usize::MAX);
        Ok((id(row, 0, "a document id")?, bytes))
    })
}

/// Sessions and exchanges that have, or whose companion has, something to be sent. The store keeps
/// the number, so it costs the same whatever is held.
pub fn count_unsent(connection: &Connection) -> Result<u32, StoreError> {
    let mut statement = connection.prepare_cached("SELECT number FROM unsent")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

/// Documents to be asked for whole.
pub fn wanted(connection: &Connection) -> Result<Vec<DocId>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT id FROM document WHERE wanted = 1 ORDER BY id")?;
    all(statement.query([])?, |row| id(row, 0, "a document id"))
}

/// The session or exchange whose private companion this is.
pub fn parent_of(connection: &Connection, companion: DocId) -> Result<Option<DocId>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT id FROM document WHERE companion = ?1")?;
    first(statement.query([companion.0])?, |row| {
        id(row, 0, "a document id")
    })
}

/// Ids and heads above `after`, ascending: what Repair compares.
pub fn inventory(
    connection: &Connection,
    after: Option<DocId>,
    limit: u32,
) -> Result<Vec<(DocId, Vec<ChangeHash>)>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, heads FROM document WHERE ?1 IS NULL OR id > ?1 ORDER BY id LIMIT ?2",
    )?;
    let rows = statement.query((after.map(|doc| doc.0), limit))?;
    all(rows, |row| {
        Ok((
            id(row, 0, "a document id")?,
            heads_of_blob(row.get_ref(1)?.as_blob().map_err(bad_heads)?)?,
        ))
    })
}

/// The exchanges of which more is here than the name, those begun last first.
pub fn exchanges(connection: &Connection, limit: u32) -> Result<Vec<DocId>, StoreError> {
    const _: () = assert!(DocKind::Exchange.number() == 1, "as the index has it");
    let mut statement = connection.prepare_cached(
        "SELECT id FROM document WHERE kind = 1 AND bytes IS NOT NULL ORDER BY id DESC LIMIT ?1",
    )?;
    all(statement.query([limit])?, |row| id(row, 0, "a document id"))
}

/// Whether the server is known to have all of the document.
pub fn is_known_to_server(connection: &Connection, doc: DocId) -> Result<bool, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT 1 FROM document WHERE id = ?1 AND heads = server_heads")?;
    Ok(statement.exists([doc.0])?)
}

/// Whether the document was erased for good.
pub fn is_erased(connection: &Connection, doc: DocId) -> Result<bool, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM erased WHERE doc = ?1)")?;
    Ok(statement.query_row([doc.0], |row| row.get(0))?)
}

/// Every id, with companions.
pub fn ids(connection: &Connection) -> Result<Vec<DocId>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT id FROM document ORDER BY id")?;
    all(statement.query([])?, |row| id(row, 0, "a document id"))
}

fn bad_heads(_: rusqlite::types::FromSqlError) -> StoreError {
    StoreError::BadRow("heads")
}

fn read_row(row: &Row<'_>) -> Result<DocumentRow, StoreError> {
    let heads = |column| heads_of_blob(row.get_ref(column)?.as_blob().map_err(bad_heads)?);
    Ok(DocumentRow {
        id: id(row, 0, "a document id")?,
        kind: DocKind::of_number(row.get(1)?).ok_or(StoreError::BadRow("a document kind"))?,
        unit: optional_parsed(row, 2, "a unit")?,
        heads: heads(3)?,
        server_heads: heads(4)?,
        pending: row.get(5)?,
        wanted: row.get(6)?,
        bytes: row.get(7)?,
    })
}

#[cfg(test)]
mod tests;
