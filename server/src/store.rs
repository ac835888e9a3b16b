//! The server's database: one SQLite file, one connection that writes, several that read.
//!
//! All SQL of the server lives in this folder. Functions that write take `&Transaction`, functions
//! that read `&Connection`; none of them decides what a change may say or who may see what. There
//! is no trait in front of it: there is one store.

pub mod log;

pub mod carried;
pub mod changes;
pub mod documents;
pub mod feeds;
pub mod follows;
pub mod quarantine;
pub mod refusals;
pub mod replicas;
pub mod walks;

pub mod presence;
pub mod writer;

pub mod organisation;

pub mod backups;
pub mod imports;

pub mod attempts;
pub mod cookies;
pub mod deeds;
pub mod deposits;
pub mod devices;
pub mod invites;
pub mod ledger;
pub mod members;
pub mod programmes;

pub mod catalogue;
pub mod catalogue_acts;
pub mod seal_keys;
pub mod skeletons;

pub mod attachments;
pub mod blobs;

pub mod acts;
pub mod audit;
pub mod read;
pub mod read_model;
pub mod suspects;
pub mod told_apart;

mod cells;
mod column;
mod copy;
mod error;
mod migrate;
mod open;
mod row;
mod upgrade;
mod who;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

pub use rusqlite::{Connection, Transaction};

use rusqlite::TransactionBehavior;

pub use error::StoreError;
pub use upgrade::Upgraded;
pub use who::DeviceSession;

use crate::limits::IDLE_READERS_MAX;

/// The open database.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    writer: Mutex<Connection>,
    /// Connections that read, while nobody reads with them. None when the store has one
    /// connection for everything.
    readers: Option<Mutex<Vec<Connection>>>,
}

impl Store {
    /// Opens the database, and makes it when there is none. One of an earlier layout is refused:
    /// bringing it up to date is for whoever has the data folder alone ([`Store::upgrade`]).
    ///
    /// With a named SQLite file system (the simulated world's) the file is locked and everything
    /// runs on one connection: such a file system has no memory that connections could share.
    pub fn open(path: impl Into<PathBuf>, vfs: Option<&str>) -> Result<Self, StoreError> {
        let path = path.into();
        let mut writer = open::writer(&path, vfs)?;
        let (found, ours) = (migrate::layout(&writer)?, migrate::OURS);
        match found {
            0 => migrate::run(&mut writer)?,
            _ if found > ours => return Err(StoreError::TooNew { found, ours }),
            _ if found < ours => return Err(StoreError::TooOld { found, ours }),
            _ => {}
        }
        Ok(Self {
            path,
            writer: Mutex::new(writer),
            readers: vfs.is_none().then(Mutex::default),
        })
    }

    /// Brings a database that an earlier version made up to date, and keeps a verified copy of it
    /// as it was beside it; none when it is up to date. The caller holds the data folder's lock.
    pub fn upgrade(path: &Path) -> Result<Option<Upgraded>, StoreError> {
        upgrade::run(path)
    }

    /// Reads, all of it from one state of the database, while others read and write.
    pub fn read<T, E: From<StoreError>>(
        &self,
        run: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let Some(readers) = &self.readers else {
            return run(&lock(&self.writer));
        };
        let idle = lock(readers).pop();
        let reader = idle.map_or_else(|| open::reader(&self.path), Ok)?;
        let snapshot = reader.unchecked_transaction().map_err(StoreError::from)?;
        let read = run(&snapshot);
        drop(snapshot);
        let mut idle = lock(readers);
        if idle.len() < IDLE_READERS_MAX {
            idle.push(reader);
        }
        read
    }

    /// Writes everything that `run` does, or nothing of it when it fails.
    ///
    /// What this returns is durable. `run` must not call `read` or `write`.
    pub fn write<T, E: From<StoreError>>(
        &self,
        run: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut writer = lock(&self.writer);
        let transaction = writer
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(StoreError::from)?;
        let written = run(&transaction)?;
        transaction.commit().map_err(StoreError::from)?;
        Ok(written)
    }

    /// Copies a database of whatever layout, as it is at this moment, into an empty file, while
    /// others read and write, and makes the copy durable. `progress` is given the pages done and
    /// the pages in all.
    pub fn copy(
        from: &Path,
        to: &Path,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<(), StoreError> {
        copy::copy(from, to, progress)
    }
}

/// A panic while the lock was held rolled its transaction back, so the connection is as good as
/// before.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
