//! One row for each document as of its last change, and saved documents as a cache.

mod load;

use client_core::ids::{ChangeHash, DocId, MemberId, OrganisationId, UnitId};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

pub use load::load;

use super::StoreError;
use super::column::{parsed, unsigned};
use super::row::{heads, heads_blob, number};

/// A document as of its last change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentRow {
    /// Its id.
    pub doc: DocId,
    /// 0 session, 1 exchange, 2 private.
    pub kind: u8,
    /// The unit that owns it.
    pub unit: UnitId,
    /// Whose companion it is.
    pub parent: Option<DocId>,
    /// In ascending order.
    pub heads: Vec<ChangeHash>,
    /// The last operation's number.
    pub max_op: u64,
    /// How many changes it has.
    pub changes: u64,
    /// The entry of its last change.
    pub last_seq: u64,
    /// Who wrote its first change.
    pub author: MemberId,
    /// Its local day, `YYYY-MM-DD`.
    pub day: String,
    /// Whether it lies ahead.
    pub planned: bool,
}

/// A saved document and the entry up to which it stands for its changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// Changes behind this entry are not in it.
    pub seq: u64,
    /// What it must have when it is loaded.
    pub heads: Vec<ChangeHash>,
    /// The document.
    pub bytes: Vec<u8>,
}

const COLUMNS: &str =
    "doc, kind, unit, parent, heads, max_op, changes, last_seq, author, day, planned";

/// A document's row.
pub fn get(
    c: &Connection,
    organisation: &OrganisationId,
    doc: DocId,
) -> Result<Option<DocumentRow>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM document WHERE organisation = ?1 AND doc = ?2");
    let row = c
        .prepare_cached(&sql)?
        .query_row(params![organisation.as_str(), doc.0], read)
        .optional()?;
    Ok(row)
}

/// How many documents there are, private companions among them.
pub fn count(c: &Connection, organisation: &OrganisationId) -> Result<u64, StoreError> {
    let mut statement =
        c.prepare_cached("SELECT count(*) FROM document WHERE organisation = ?1")?;
    Ok(statement.query_row([organisation.as_str()], |row| unsigned(row, 0))?)
}

/// The next documents in the order of their ids, which is that in which they were begun.
pub fn after(
    c: &Connection,
    organisation: &OrganisationId,
    after: Option<DocId>,
    limit: usize,
) -> Result<Vec<DocumentRow>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM document WHERE organisation = ?1 AND doc > ?2
         ORDER BY doc LIMIT ?3"
    );
    let mut statement = c.prepare_cached(&sql)?;
    // No id is empty, so every id comes after nothing.
    let after = after.map_or_else(Vec::new, |doc| doc.0.to_vec());
    let limit = number(limit as u64);
    let rows = statement.query_map(params![organisation.as_str(), after, limit], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read(row: &Row<'_>) -> Result<DocumentRow, rusqlite::Error> {
    Ok(DocumentRow {
        doc: DocId(row.get(0)?),
        kind: row.get(1)?,
        unit: parsed(row, 2)?,
        parent: row.get::<_, Option<[u8; 16]>>(3)?.map(DocId),
        heads: heads(row, 4)?,
        max_op: unsigned(row, 5)?,
        changes: unsigned(row, 6)?,
        last_seq: unsigned(row, 7)?,
        author: parsed(row, 8)?,
        day: row.get(9)?,
        planned: row.get(10)?,
    })
}

/// The entry of a document's last change and the unit that owns it; none when it is not known.
pub fn standing(
    c: &Connection,
    organisation: &OrganisationId,
    doc: DocId,
) -> Result<Option<(u64, UnitId)>, StoreError> {
    let sql = "SELECT last_seq, unit FROM document WHERE organisation = ?1 AND doc = ?2";
    let standing = c
        .prepare_cached(sql)?
        .query_row(params![organisation.as_str(), doc.0], |row| {
            Ok((unsigned(row, 0)?, parsed(row, 1)?))
        })
        .optional()?;
    Ok(standing)
}

/// The documents that were begun in the same millisecond as this one. The one whose companion it
/// is must be among them.
pub fn begun_with(
    c: &Connection,
    organisation: &OrganisationId,
    doc: DocId,
) -> Result<Vec<DocId>, StoreError> {
    let (first, last) = same_time(doc);
    let sql = "SELECT doc FROM document
               WHERE organisation = ?1 AND doc BETWEEN ?2 AND ?3 AND kind <> 2";
    let mut statement = c.prepare_cached(sql)?;
    let rows = statement.query_map(params![organisation.as_str(), first, last], |row| {
        row.get(0).map(DocId)
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The first and the last id that could be made in the same millisecond.
pub fn same_time(doc: DocId) -> ([u8; 16], [u8; 16]) {
    let (mut first, mut last) = (doc.0, doc.0);
    first[6..].fill(0);
    last[6..].fill(0xff);
    (first, last)
}

/// Writes a document's row.
pub fn put(
    t: &Transaction<'_>,
    organisation: &OrganisationId,
    document: &DocumentRow,
) -> Result<(), StoreError> {
    t.prepare_cached(
        "INSERT INTO document (organisation, doc, kind, unit, parent, heads, max_op, changes,
                               last_seq, author, day, planned)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
         ON CONFLICT (organisation, doc) DO UPDATE SET
             unit = excluded.unit, heads = excluded.heads, max_op = excluded.max_op,
             changes = excluded.changes, last_seq = excluded.last_seq, day = excluded.day,
             planned = excluded.planned",
    )?
    .execute(params![
        organisation.as_str(),
        document.doc.0,
        document.kind,
        document.unit.as_str(),
        document.parent.map(|parent| parent.0),
        heads_blob(&document.heads),
        number(document.max_op),
        number(document.changes),
        number(document.last_seq),
        document.author.as_str(),
        document.day,
        document.planned,
    ])?;
    Ok(())
}

/// A document's saved form, when there is one.
pub fn snapshot(
    c: &Connection,
    organisation: &OrganisationId,
    doc: DocId,
) -> Result<Option<Snapshot>, StoreError> {
    let sql = "SELECT seq, heads, bytes FROM snapshot WHERE organisation = ?1 AND doc = ?2";
    let snapshot = c
        .prepare_cached(sql)?
        .query_row(params![organisation.as_str(), doc.0], |row| {
            Ok(Snapshot {
                seq: unsigned(row, 0)?,
                heads: heads(row, 1)?,
                bytes: row.get(2)?,
            })
        })
        .optional()?;
    Ok(snapshot)
}

/// Keeps a saved form instead of the one before.
pub fn put_snapshot(
    t: &Transaction<'_>,
    organisation: &OrganisationId,
    doc: DocId,
    snapshot: &Snapshot,
) -> Result<(), StoreError> {
    t.prepare_cached(
        "INSERT INTO snapshot (organisation, doc, seq, heads, bytes) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (organisation, doc) DO UPDATE SET
             seq = excluded.seq, heads = excluded.heads, bytes = excluded.bytes",
    )?
    .execute(params![
        organisation.as_str(),
        doc.0,
        number(snapshot.seq),
        heads_blob(&snapshot.heads),
        snapshot.bytes,
    ])?;
    Ok(())
}
