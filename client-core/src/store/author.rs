//! Who wrote each change of somebody else, with the server's proof of it.

use std::collections::BTreeMap;

use rusqlite::{Connection, Transaction};

use super::StoreError;
use super::columns::{all, id};
use crate::ids::{ChangeHash, DocId};
use crate::time::Timestamp;
use crate::wire::Author;
use crate::wire::message::Blob;

/// Remembers who wrote one change.
pub fn put(
    tx: &Transaction<'_>,
    doc: DocId,
    hash: ChangeHash,
    author: &Author,
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT OR REPLACE INTO author (doc, hash, who, device, tag, received)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute((
        doc.0,
        hash.0,
        &author.who,
        author.device.0,
        &author.tag.0,
        author.received.0,
    ))?;
    Ok(())
}

/// The known authors of one document's changes.
pub fn of_document(
    connection: &Connection,
    doc: DocId,
) -> Result<BTreeMap<ChangeHash, Author>, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT hash, who, device, tag, received FROM author WHERE doc = ?1")?;
    let rows = all(statement.query([doc.0])?, |row| {
        let author = Author {
            who: row.get(1)?,
            device: id(row, 2, "a device id")?,
            tag: Blob(row.get(3)?),
            received: Timestamp(row.get(4)?),
        };
        Ok((id(row, 0, "a change hash")?, author))
    })?;
    Ok(rows.into_iter().collect())
}
