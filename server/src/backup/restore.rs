//! A backup becomes a server's data folder again. What is there is set aside when told so, and
//! never deleted.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use client_core::time::Timestamp;

use super::{BackupError, Manifest, Step, copy_checked};
use crate::config::{DataFolder, Lock};
use crate::store::{Store, backups};

const HOLDER: &str = "teren restore";

/// What was put back, and where the old data lie now.
#[derive(Clone, Debug)]
pub struct Restored {
    /// The backup.
    pub manifest: Manifest,
    /// The former data folder, when there was one.
    pub set_aside: Option<PathBuf>,
}

/// Puts a backup in place of a data folder that nobody serves.
pub fn restore(
    from: &Path,
    data: &Path,
    set_aside: bool,
    now: Timestamp,
    progress: &mut dyn FnMut(Step),
) -> Result<Restored, BackupError> {
    let manifest = Manifest::read(from)?;
    let aside = match (is_occupied(data)?, set_aside) {
        (false, _) => None,
        (true, false) => return Err(BackupError::Occupied(data.to_owned())),
        (true, true) => {
            // Nobody serves it; the lock goes along under the other name.
            let _lock = Lock::take(data, HOLDER)?;
            Some(move_aside(data, now)?)
        }
    };
    let restored = put_back(from, &manifest, data, progress);
    if let (Err(_), Some(aside)) = (&restored, &aside) {
        // As it was before; when even that fails, the data lie safely under the other name, and
        // the first error is the one to be told.
        let _ = fs::rename(aside, data);
    }
    restored.map(|()| Restored {
        manifest,
        set_aside: aside,
    })
}

fn put_back(
    from: &Path,
    manifest: &Manifest,
    data: &Path,
    progress: &mut dyn FnMut(Step),
) -> Result<(), BackupError> {
    let (backup, settings) = DataFolder::open(from)?;
    let folder = DataFolder::create(data)?;
    let _lock = Lock::take(data, HOLDER)?;
    let done = copy_checked(&folder, &backup, progress).and_then(|found| {
        if found.position != manifest.position() || found.organisation != manifest.organisation {
            return Err(BackupError::Differs(from.to_owned()));
        }
        // What was just put back is in a backup.
        Store::open(folder.database(), None)?.write(|t| {
            let position = manifest.position();
            backups::record(t, &manifest.organisation, position, manifest.made_at)
        })?;
        Ok(folder.finish(&settings)?)
    });
    if done.is_err() {
        folder.discard();
    }
    done.map_err(|error| error.of_copy(data))
}

fn is_occupied(data: &Path) -> Result<bool, BackupError> {
    match fs::read_dir(data) {
        Ok(mut entries) => Ok(entries.next().is_some()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => Ok(true),
        Err(error) => Err(BackupError::io(data)(error)),
    }
}

/// Gives the folder another name beside its own, one that nothing has.
fn move_aside(data: &Path, now: Timestamp) -> Result<PathBuf, BackupError> {
    let moment: String = now
        .to_string()
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    let mut name = data.file_name().unwrap_or_default().to_owned();
    name.push(format!(".set-aside-{moment}"));
    let aside = data.with_file_name(name);
    if aside.exists() {
        return Err(BackupError::Occupied(aside));
    }
    fs::rename(data, &aside).map_err(BackupError::io(data))?;
    Ok(aside)
}
