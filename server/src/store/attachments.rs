//! What sessions and exchanges have attached, by the words of their private companions. A part of
//! the read model: whether the bytes are here is said in `blobs`.

use std::collections::BTreeSet;

use client_core::ids::{DocId, FileHash};
use client_core::model::Attachment;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::StoreError;
use super::blobs::BlobId;
use super::column::unsigned;
use super::row::number;

/// Writes what the companion of a session or an exchange names.
pub(super) fn put(
    tx: &Transaction<'_>,
    doc: DocId,
    attachments: &BTreeSet<Attachment>,
) -> Result<(), StoreError> {
    if of(tx, doc)? == *attachments {
        return Ok(());
    }
    tx.prepare_cached("DELETE FROM attachment WHERE doc = ?1")?
        .execute([doc.0])?;
    let mut insert = tx.prepare_cached(
        "INSERT INTO attachment (doc, sha256, name, media_type, bytes) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for file in attachments {
        let Ok(FileHash(sha256)) = file.sha256.parse() else {
            let what = format!("`{}` is no hash", file.sha256);
            return Err(StoreError::Unexpected(what));
        };
        insert.execute(params![
            doc.0,
            sha256,
            file.name,
            file.media_type,
            number(file.bytes),
        ])?;
    }
    Ok(())
}

/// What a session or an exchange has attached, in the order of the hashes.
pub fn of(c: &Connection, doc: DocId) -> Result<BTreeSet<Attachment>, StoreError> {
    let sql = "SELECT sha256, name, media_type, bytes FROM attachment WHERE doc = ?1";
    let mut statement = c.prepare_cached(sql)?;
    let found = statement.query_map([doc.0], attachment)?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// How many that is.
pub fn count(c: &Connection, doc: DocId) -> Result<u64, StoreError> {
    let sql = "SELECT count(*) FROM attachment WHERE doc = ?1";
    let mut statement = c.prepare_cached(sql)?;
    Ok(statement.query_row([doc.0], |row| unsigned(row, 0))?)
}

/// One of them; none when it is not named, or no longer.
pub fn get(c: &Connection, id: BlobId) -> Result<Option<Attachment>, StoreError> {
    let sql = "SELECT sha256, name, media_type, bytes FROM attachment
               WHERE doc = ?1 AND sha256 = ?2";
    let mut statement = c.prepare_cached(sql)?;
    let found = statement.query_row(params![id.doc.0, id.sha256.0], attachment);
    Ok(found.optional()?)
}

/// Takes all out, before they are written again from the documents.
pub(super) fn clear(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.execute("DELETE FROM attachment", [])?;
    Ok(())
}

fn attachment(row: &Row<'_>) -> rusqlite::Result<Attachment> {
    Ok(Attachment {
        sha256: FileHash(row.get(0)?).to_string(),
        name: row.get(1)?,
        media_type: row.get(2)?,
        bytes: unsigned(row, 3)?,
    })
}
