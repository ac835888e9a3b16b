//! What can go wrong with a database, as far as anybody would act differently.

use rusqlite::ErrorCode;

use crate::config::words;

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
    File(#[from] std::io::Error),
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

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match &error {
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::InvalidColumnType(..) => Self::Unexpected(error.to_string()),
            _ => match error.sqlite_error_code() {
                Some(ErrorCode::DiskFull) => Self::Full,
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
