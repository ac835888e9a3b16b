//! What a phone keeps: one encrypted SQLite file for each member who uses it.
//!
//! Functions that write take a `&Transaction`, functions that read a `&Connection`; `Store::write`
//! and `Store::read` are the only ways to get one, so whatever belongs together is written
//! together. A write is on the disk when it returns. Knows documents as bytes and heads: neither
//! how they merge, nor the network, nor what is said on it.

pub mod attention;
pub mod author;
pub mod catalogue;
pub mod cursor;
pub mod document;
pub mod envelope;
pub mod epoch;
pub mod feed;
pub mod frozen;
pub mod journal;
pub mod list;
pub mod meta;
pub mod photo;
pub mod unread;
pub mod venue;

mod columns;
mod error;
mod key;
mod migrate;
mod open;

use std::path::Path;

pub use error::StoreError;
pub use key::{NotAKey, StoreKey};
pub use open::{OpenOptions, set_aside, sync_folder};
pub use rusqlite::{Connection, Transaction};

/// One open store.
#[derive(Debug)]
pub struct Store {
    /// The only connection: it holds the file's exclusive lock.
    connection: Connection,
}

impl Store {
    /// Opens the store at `path`, or makes it.
    pub fn open(path: &Path, key: &StoreKey, options: &OpenOptions) -> Result<Self, StoreError> {
        open::open(path, key, options).map(|connection| Self { connection })
    }

    /// A store that was never on a disk, and is gone when it is dropped.
    pub fn in_memory() -> Result<Self, StoreError> {
        open::in_memory().map(|connection| Self { connection })
    }

    /// Does `work` in one transaction, which is kept whole when it succeeds and not at all when
    /// it fails.
    pub fn write<T, E: From<StoreError>>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let tx = self.connection.transaction().map_err(StoreError::from)?;
        let done = work(&tx)?;
        tx.commit().map_err(StoreError::from)?;
        Ok(done)
    }

    /// Writes every page anew under a key that nobody keeps, and closes the file.
    pub fn destroy(self, thrown_away: &StoreKey) -> Result<(), StoreError> {
        open::rekey(&self.connection, thrown_away)
    }

    /// Reads.
    pub const fn read(&self) -> &Connection {
        &self.connection
    }
}

/// How many bytes the file takes, or the memory of a store that has none.
pub fn bytes(connection: &Connection) -> Result<u64, StoreError> {
    let sql = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";
    let bytes: i64 = connection
        .prepare_cached(sql)?
        .query_row([], |row| row.get(0))?;
    Ok(bytes.unsigned_abs())
}

#[cfg(test)]
mod tests;
