//! How far each organisation's log was read, and where the last accepted pushes ended.

use rusqlite::{Connection, Transaction};

use super::StoreError;
use super::columns::{all, id, number, parsed, unsigned};
use crate::ids::OrganisationId;
use crate::limits::RECEIPTS_KEPT;
use crate::wire::{Cursor, Receipt};

/// Moves a cursor.
pub fn put(tx: &Transaction<'_>, cursor: &Cursor) -> Result<(), StoreError> {
    let bytes = minicbor::to_vec(cursor).expect("memory takes every write");
    tx.execute(
        "INSERT OR REPLACE INTO cursor (organisation, cursor) VALUES (?1, ?2)",
        (cursor.organisation.as_str(), bytes),
    )?;
    Ok(())
}

/// Every cursor.
pub fn all_cursors(connection: &Connection) -> Result<Vec<Cursor>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT cursor FROM cursor ORDER BY organisation")?;
    all(statement.query([])?, |row| {
        let bytes: Vec<u8> = row.get(0)?;
        minicbor::decode(&bytes).map_err(|_| StoreError::BadRow("a cursor"))
    })
}

/// Keeps a receipt, and forgets the oldest ones: the last few prove as much as all of them.
pub fn put_receipt(tx: &Transaction<'_>, receipt: &Receipt) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT OR REPLACE INTO receipt (organisation, seq, chain) VALUES (?1, ?2, ?3)",
    )?
    .execute((
        receipt.organisation.as_str(),
        number(receipt.seq),
        receipt.chain.0,
    ))?;
    tx.prepare_cached(
        "DELETE FROM receipt WHERE organisation = ?1 AND seq NOT IN
             (SELECT seq FROM receipt WHERE organisation = ?1 ORDER BY seq DESC LIMIT ?2)",
    )?
    .execute((receipt.organisation.as_str(), RECEIPTS_KEPT))?;
    Ok(())
}

/// The receipts that are kept.
pub fn receipts(connection: &Connection) -> Result<Vec<Receipt>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT organisation, seq, chain FROM receipt ORDER BY organisation, seq",
    )?;
    all(statement.query([])?, |row| {
        Ok(Receipt {
            organisation: parsed::<OrganisationId>(row, 0, "an organisation")?,
            seq: unsigned(row, 1, "a position")?,
            chain: id(row, 2, "a chain")?,
        })
    })
}

/// Forgets cursors and receipts of one organisation: Repair begins from nothing.
pub fn forget(tx: &Transaction<'_>, organisation: &OrganisationId) -> Result<(), StoreError> {
    for sql in [
        "DELETE FROM cursor WHERE organisation = ?1",
        "DELETE FROM receipt WHERE organisation = ?1",
    ] {
        tx.execute(sql, [organisation.as_str()])?;
    }
    Ok(())
}
