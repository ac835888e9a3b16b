//! Backup and restore: a server's whole data folder, taken while it serves and put back later.
//!
//! A backup is itself a finished data folder: the database, the keys that lie outside it, the
//! settings, and a [`Manifest`] beside them. It says what it is only after everything in it was
//! checked. Nothing here knows a phone, opens a socket or deletes what it did not make itself.

mod manifest;
mod photos;
mod restore;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use client_core::ids::OrganisationId;
use client_core::time::Timestamp;

pub use manifest::Manifest;
pub use restore::{Restored, ShutOut, restore};

use crate::accounts::PutBackError;
use crate::ca::{CaError, Secrets};
use crate::config::{ConfigError, DataFolder, Settings, is_full, words, write_new};
use crate::projection::{self, LoadError};
use crate::report::check;
use crate::store::blobs::{self, Totals};
use crate::store::log::Position;
use crate::store::{Store, StoreError, backups, ledger, log, organisation};

/// What is being done, for whoever waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Pages of the database are copied.
    Copying {
        /// So many.
        done: u64,
        /// Of so many.
        of: u64,
    },
    /// Photos are copied.
    Photos {
        /// So many.
        done: u64,
        /// Of so many.
        of: u64,
    },
    /// Every change and row of the copy is checked.
    Checking {
        /// So many documents.
        done: u64,
        /// Of so many.
        of: u64,
    },
}

/// Why there is no backup, or nothing was restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// A folder or its settings.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The keys.
    #[error(transparent)]
    Secrets(#[from] CaError),
    /// A document.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What was taken from people since the backup.
    #[error(transparent)]
    PutBack(#[from] PutBackError),
    /// There is no organisation in the database.
    #[error("the database holds no organisation: there is nothing to keep")]
    Empty,
    /// The copy was checked and something is wrong.
    #[error(
        "the copy is not whole and was not kept; problems found: {problems}, the first: {first}. \
         Run `teren check` on the data folder"
    )]
    NotWhole {
        /// How many.
        problems: u64,
        /// The first of them.
        first: String,
    },
    /// The folder to restore from is no backup.
    #[error("{0} is no backup: name a folder that `teren backup` made")]
    NoBackup(PathBuf),
    /// The backup's manifest cannot be understood.
    #[error("{path} cannot be read: {reason}")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// Where and why.
        reason: String,
    },
    /// The backup holds something else than it said when it was made.
    #[error(
        "{0} is not as it was when it was made: its log ends elsewhere. Take another backup, or \
         the folder itself as a data folder"
    )]
    Differs(PathBuf),
    /// There is a server's data already.
    #[error(
        "{0} is not empty and was not touched: name a new folder, or add `--set-aside` to keep \
         what is there under another name"
    )]
    Occupied(PathBuf),
    /// The copy does not fit.
    #[error(
        "there is no room for the copy in {0}: its disk is full. Make room, or name a folder on \
         another disk; what was copied so far was removed"
    )]
    NoRoom(PathBuf),
    /// The operating system refused.
    #[error("{path}: {}", words(.source))]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl BackupError {
    /// Why a copy in this folder ended: of a full disk it says which.
    fn of_copy(self, to: &Path) -> Self {
        let has_no_room = match &self {
            Self::Store(StoreError::Full) | Self::Load(LoadError::Store(StoreError::Full)) => true,
            Self::Config(ConfigError::Io { source, .. }) | Self::Io { source, .. } => {
                is_full(source)
            }
            _ => false,
        };
        if has_no_room {
            return Self::NoRoom(to.to_owned());
        }
        self
    }

    fn io(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        |source| Self::Io {
            path: path.to_owned(),
            source,
        }
    }
}

/// A backup that was made.
#[derive(Debug)]
pub struct Made {
    /// What it holds.
    pub manifest: Manifest,
    /// Why the data folder does not know of it; the backup is whole all the same.
    pub not_noted: Option<StoreError>,
}

/// Copies a data folder, which may be in use, into a new folder; checks the copy and notes in the
/// data folder's database up to where it is safe, where that has room for it. On failure nothing
/// stays of the copy.
pub fn make(
    data: &Path,
    to: &Path,
    now: Timestamp,
    progress: &mut dyn FnMut(Step),
) -> Result<Made, BackupError> {
    let (from, settings) = DataFolder::open(data)?;
    let store = Store::open(from.database(), None)?;
    let copy = DataFolder::create(to).map_err(|error| BackupError::from(error).of_copy(to))?;
    let made = fill(&copy, &from, &settings, now, progress);
    let manifest = match made {
        Ok(manifest) => manifest,
        Err(error) => {
            copy.discard();
            return Err(error.of_copy(to));
        }
    };
    let noted = store.write(|t| {
        let position = manifest.position();
        backups::record(t, &manifest.organisation, position, manifest.made_at)
    });
    Ok(Made {
        manifest,
        not_noted: noted.err(),
    })
}

/// Fills the copy. Its settings come last: a folder without them was never finished.
fn fill(
    copy: &DataFolder,
    from: &DataFolder,
    settings: &Settings,
    made_at: Timestamp,
    progress: &mut dyn FnMut(Step),
) -> Result<Manifest, BackupError> {
    let (found, photos_lost) = copy_checked(copy, from, progress)?;
    let manifest = Manifest {
        made_at,
        organisation: found.organisation,
        seq: found.position.seq,
        chain: found.position.chain,
        documents: found.documents,
        changes: found.changes,
        photos: found.photos.here,
        photo_bytes: found.photos.bytes,
        photos_lost,
        teren: env!("CARGO_PKG_VERSION").to_owned(),
    };
    manifest.write(copy.path())?;
    copy.finish(settings)?;
    Ok(manifest)
}

/// What a copy was found to hold.
struct Found {
    organisation: OrganisationId,
    position: Position,
    documents: u64,
    changes: u64,
    photos: Totals,
}

/// Copies database and keys into a folder that was just made, and checks both. Gives what it holds,
/// and how many photos were missing or damaged, and are not in the copy.
fn copy_checked(
    to: &DataFolder,
    from: &DataFolder,
    progress: &mut dyn FnMut(Step),
) -> Result<(Found, u64), BackupError> {
    copy_secrets(&from.secrets(), &to.secrets())?;
    Secrets::open(&to.secrets())?;
    Store::copy(&from.database(), &to.database(), &mut |done, of| {
        progress(Step::Copying { done, of });
    })?;
    // After the database: whoever was closed meanwhile stands in the ledger.
    let closures = ledger::read(&from.database()).map_err(BackupError::io(from.path()))?;
    ledger::append(&to.database(), &closures).map_err(BackupError::io(to.path()))?;
    // A backup that an earlier version made is brought up to date where it is put back.
    Store::upgrade(&to.database())?;
    let copy = Store::open(to.database(), None)?;
    // An upgraded program may back up before it serves for the first time.
    projection::bring_up_to_date(&copy)?;
    let photos_lost = photos::copy(from, to, &copy, progress)?;
    Ok((checked(&copy, &to.blobs(), progress)?, photos_lost))
}

fn copy_secrets(from: &Path, to: &Path) -> Result<(), BackupError> {
    for entry in fs::read_dir(from).map_err(BackupError::io(from))? {
        let entry = entry.map_err(BackupError::io(from))?;
        let path = entry.path();
        if !entry.file_type().map_err(BackupError::io(&path))?.is_file() {
            continue;
        }
        let bytes = fs::read(&path).map_err(BackupError::io(&path))?;
        let copy = to.join(entry.file_name());
        write_new(&copy, &bytes).map_err(BackupError::io(&copy))?;
    }
    Ok(())
}

fn checked(
    store: &Store,
    photos: &Path,
    progress: &mut dyn FnMut(Step),
) -> Result<Found, BackupError> {
    let home = store.read(organisation::home)?.ok_or(BackupError::Empty)?;
    let mut first = None;
    let tell = |problem: &check::Problem| {
        first.get_or_insert_with(|| problem.to_string());
    };
    let told = |done, of| progress(Step::Checking { done, of });
    let checked = check::check_folder(store, &home.id, photos, tell, told)?;
    if let Some(first) = first {
        let problems = checked.problems;
        return Err(BackupError::NotWhole { problems, first });
    }
    let (documents, changes) = (checked.documents, checked.changes);
    store.read(|c| {
        Ok(Found {
            position: log::head(c, &home.id)?,
            photos: blobs::totals(c, &home.id)?,
            organisation: home.id,
            documents,
            changes,
        })
    })
}

#[cfg(test)]
mod tests;
