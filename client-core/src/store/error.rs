//! How keeping things on a phone can fail, told apart only where somebody would act differently.

use std::path::PathBuf;

use rusqlite::ErrorCode;

/// A failure of the store. What was saved before stays saved.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Nothing was written.
    #[error("the phone's memory is full: free some space and try again; nothing saved is lost")]
    Full,
    /// One program at a time has a store open.
    #[error("another program has this store open: close it and try again")]
    Busy,
    /// The file cannot be read with this key.
    #[error("the store {path} cannot be read: the key is another one, or the file is damaged")]
    Unreadable {
        /// The file, which stays as it is.
        path: PathBuf,
    },
    /// The file was read and then turned out to be damaged.
    #[error("the store is damaged: it must be set aside, and the phone joined again")]
    Damaged,
    /// A newer app has written it.
    #[error(
        "a newer app has used this store (version {found}, known here {known}): update the app"
    )]
    Newer {
        /// The version of the file.
        found: u32,
        /// The newest version that this build knows.
        known: u32,
    },
    /// A file beside the database could not be moved or read.
    #[error("the store's folder cannot be used: {0}")]
    Folder(#[from] std::io::Error),
    /// A row does not hold what this build writes there.
    #[error("the store holds {0} that cannot be read")]
    BadRow(&'static str),
    /// Anything else that SQLite says.
    #[error("the store failed: {0}")]
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged,
            _ => Self::Sqlite(error),
        }
    }
}
