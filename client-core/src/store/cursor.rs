//! How far each organisation's log was read, and where the last accepted pushes ended.

use rusqlite::{Connection, Transaction};

use super::StoreError;
use super::columns::{all, id, number, parsed, unsigned};
use crate::ids::OrganisationId;
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

/// Keeps these receipts instead of those that were kept.
pub fn put_receipts(tx: &Transaction<'_>, receipts: &[Receipt]) -> Result<(), StoreError> {
    tx.execute("DELETE FROM receipt", [])?;
    let mut statement = tx.prepare_cached(
        "INSERT OR REPLACE INTO receipt (organisation, seq, chain) VALUES (?1, ?2, ?3)",
    )?;
    for receipt in receipts {
        let organisation = receipt.organisation.as_str();
        statement.execute((organisation, number(receipt.seq), receipt.chain.0))?;
    }
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
