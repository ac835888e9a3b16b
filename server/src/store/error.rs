//! What can go wrong with a database, as far as anybody would act differently.

use std::io;

use rusqlite::ErrorCode;
use rusqlite::ffi::SQLITE_IOERR_SHMSIZE;

use crate::config::{is_full, words};

/// A failed read or write.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No room left.
    #[error("the disk is full: make room in the data folder; nothing was lost")]
    Full,
    /// The disk or its file system failed.
    #[error("the disk cannot be read or written: {0}")]
    Io(rusqlite::Error),
    /// The file is no longer a whole database.
    #[error("the database is damaged ({0}): stop, keep the file, restore the last backup")]
    Corrupt(rusqlite::Error),
    /// Another program writes and does not stop.
    #[error("another program holds the database: stop it, or try again later")]
    Busy,
    /// Made by a later version.
    #[error("the database was made by a later version (its layout {found}, ours {ours}): upgrade")]
    TooNew {
        /// Its layout.
        found: u32,
        /// The last one known here.
        ours: u32,
    },
    /// Made by an earlier version, and nobody said that it may be changed.
    #[error(
        "the database was made by an earlier version (its layout {found}, ours {ours}): start \
         `teren serve` with this version once, it keeps a copy and upgrades"
    )]
    TooOld {
        /// Its layout.
        found: u32,
        /// The last one known here.
        ours: u32,
    },
    /// A file beside the database.
    #[error("beside the database: {}", words(.0))]
    File(io::Error),
    /// SQLite gave up the whole transaction by itself.
    #[error("the database gave up a transaction; nothing of it was acknowledged")]
    RolledBack,
    /// A row holds what no row may hold.
    #[error("the database holds what it should not ({0}): run `teren check`")]
    Unexpected(String),
    /// A mistake of ours.
    #[error("the database refused: {0}")]
    Refused(rusqlite::Error),
}

impl StoreError {
    /// Whether the database as a whole fails, and not only what was asked of it.
    pub const fn is_general(&self) -> bool {
        match self {
            Self::Unexpected(_) | Self::Refused(_) => false,
            Self::Full
            | Self::Io(_)
            | Self::Corrupt(_)
            | Self::Busy
            | Self::TooNew { .. }
            | Self::TooOld { .. }
            | Self::File(_)
            | Self::RolledBack => true,
        }
    }
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        match is_full(&error) {
            true => Self::Full,
            false => Self::File(error),
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match &error {
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::InvalidColumnType(..) => Self::Unexpected(error.to_string()),
            _ => match error.sqlite_error_code() {
                Some(ErrorCode::DiskFull) => Self::Full,
                // The index of the write-ahead log could not be given room: who opens a database
                // that nobody has open meets a full disk so.
                Some(ErrorCode::SystemIoFailure) if is_of_shm_size(&error) => Self::Full,
                Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
                Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Corrupt(error),
                Some(
                    ErrorCode::SystemIoFailure
                    | ErrorCode::CannotOpen
                    | ErrorCode::ReadOnly
                    | ErrorCode::PermissionDenied,
                ) => Self::Io(error),
                _ => Self::Refused(error),
            },
        }
    }
}

fn is_of_shm_size(error: &rusqlite::Error) -> bool {
    let code = error.sqlite_error().map(|error| error.extended_code);
    code == Some(SQLITE_IOERR_SHMSIZE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_called_so_whoever_meets_it() {
        for kind in [io::ErrorKind::StorageFull, io::ErrorKind::QuotaExceeded] {
            let error = StoreError::from(io::Error::from(kind));
            assert!(matches!(error, StoreError::Full), "{error}");
        }
        let other = StoreError::from(io::Error::from(io::ErrorKind::PermissionDenied));
        assert!(matches!(other, StoreError::File(_)), "{other}");
    }
}
