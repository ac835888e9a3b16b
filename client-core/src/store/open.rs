//! Opens the encrypted file, and moves one aside that cannot be opened. Nothing here deletes a
//! store: work that was never sent may be in it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::{StoreError, StoreKey, migrate};
use crate::limits::STORE_BUSY_MS_MAX;

/// How a store is opened.
#[derive(Clone, Debug)]
pub struct OpenOptions {
    /// The name of a registered SQLite file system; the system's own when none.
    pub vfs: Option<String>,
}

/// Opens or makes the file at `path`.
pub(super) fn open(
    path: &Path,
    key: &StoreKey,
    options: &OpenOptions,
) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if !path.exists() && log_of(path).exists() {
        // SQLite would take it for a remnant and delete it: it is the log of a store that was
        // being set aside.
        return Err(StoreError::Unreadable {
            path: path.to_owned(),
        });
    }
    let mut connection = match &options.vfs {
        Some(vfs) => Connection::open_with_flags_and_vfs(path, flags, vfs.as_str())?,
        None => Connection::open_with_flags(path, flags)?,
    };
    connection.busy_timeout(Duration::from_millis(STORE_BUSY_MS_MAX))?;
    unlock(&connection, key).map_err(|error| match error {
        StoreError::Damaged => StoreError::Unreadable {
            path: path.to_owned(),
        },
        other => other,
    })?;
    migrate::migrate(&mut connection)?;
    Ok(connection)
}

/// Makes a store without a file. Nothing of it is spilled into one either.
pub(super) fn in_memory() -> Result<Connection, StoreError> {
    let mut connection = Connection::open_in_memory()?;
    connection.execute_batch("PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = ON;")?;
    migrate::migrate(&mut connection)?;
    Ok(connection)
}

/// Gives the key and settles how the file is written.
///
/// The lock is exclusive because one program at a time has a store: SQLite then keeps the index
/// of its log in memory instead of a shared file, which the world's file systems do not have and
/// which would tell page numbers of an encrypted file.
fn unlock(connection: &Connection, key: &StoreKey) -> Result<(), StoreError> {
    // A wrong key is said by our error, not on an app's standard error.
    connection.execute_batch("PRAGMA cipher_log_level = NONE")?;
    connection.execute_batch(&format!("PRAGMA key = \"x'{}'\"", key.to_hex()))?;
    connection.execute_batch(
        // Memory security wipes every page buffer on release: measured at a third of the time of
        // a list, against an attacker who reads this process's memory and so the key itself.
        "PRAGMA cipher_memory_security = OFF;
         PRAGMA locking_mode = EXCLUSIVE;
         PRAGMA temp_store = MEMORY;
         PRAGMA foreign_keys = ON;",
    )?;
    // The first read: it is here that a wrong key shows.
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    // `FULL`: what the screen shows as saved survives a battery that falls out.
    connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")?;
    Ok(())
}

/// Writes every page anew under another key, the log's included.
pub(super) fn rekey(connection: &Connection, key: &StoreKey) -> Result<(), StoreError> {
    connection.execute_batch(&format!("PRAGMA rekey = \"x'{}'\"", key.to_hex()))?;
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    Ok(())
}

/// Moves a store that cannot be used out of the way and returns its new name. The log beside it
/// goes with it: it may hold the last things that were saved. What a crash left half moved is
/// moved on.
pub fn set_aside(path: &Path) -> Result<PathBuf, StoreError> {
    let numbered = |number: u32| with_end(path, &format!(".damaged-{number}"));
    let number = (1..)
        .find(|number| !numbered(*number).exists())
        .expect("numbers do not end");
    let log = log_of(path);
    let aside = if path.exists() || number == 1 {
        std::fs::rename(path, numbered(number))?;
        sync_folder(path)?;
        numbered(number)
    } else {
        numbered(number - 1)
    };
    if log.exists() {
        std::fs::rename(log, log_of(&aside))?;
        sync_folder(path)?;
    }
    Ok(aside)
}

fn log_of(path: &Path) -> PathBuf {
    with_end(path, "-wal")
}

fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

/// Makes a new name in the file's folder durable, where the system lets a folder be opened.
pub fn sync_folder(path: &Path) -> Result<(), StoreError> {
    if cfg!(unix)
        && let Some(folder) = path.parent()
    {
        std::fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}
