//! A backup becomes a server's data folder again. What is there is set aside when told so, and
//! never deleted.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use client_core::time::Timestamp;
use serde::Serialize;

use super::{BackupError, Manifest, Step, copy_checked};
use crate::accounts::{self, PutBackError};
use crate::config::{DataFolder, Lock};
use crate::store::ledger::{self, Closed, Closure};
use crate::store::members::Member;
use crate::store::{Store, backups};

const HOLDER: &str = "teren restore";

/// What was put back, and where the old data lie now.
#[derive(Clone, Debug)]
pub struct Restored {
    /// The backup.
    pub manifest: Manifest,
    /// The former data folder, when there was one.
    pub set_aside: Option<PathBuf>,
    /// Photos that were missing or damaged in the backup: they were not put back.
    pub photos_lost: u64,
    /// Who was closed since the backup and stays so; none: nothing newer was at hand, and nobody
    /// can know.
    pub shut_out: Option<ShutOut>,
    /// Whose role or unit is not that of the backup, as they are now.
    pub changed: Vec<Member>,
    /// Whether anybody is an administrator now: who was one at the backup may be none since, and
    /// nobody is made one.
    pub has_administrator: bool,
}

/// What was taken again in a database that was put back.
struct Taken {
    shut_out: Option<ShutOut>,
    changed: Vec<Member>,
    has_administrator: bool,
}

/// Closures since a backup that hold in what was restored from it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ShutOut {
    /// Phones.
    pub phones: usize,
    /// Members.
    pub members: usize,
    /// Programmes.
    pub programmes: usize,
    /// Partners who were dismissed from a programme.
    pub seats: usize,
}

impl ShutOut {
    fn since(made_at: Timestamp, closures: &[Closure]) -> Self {
        let since = closures.iter().filter(|closure| closure.at >= made_at);
        let (mut phones, mut members) = (BTreeSet::new(), BTreeSet::new());
        let (mut programmes, mut seats) = (BTreeSet::new(), BTreeSet::new());
        for closure in since {
            match &closure.of {
                Closed::Phone(id) | Closed::PhoneToBeWiped(id) => _ = phones.insert(*id),
                Closed::Member(id) => _ = members.insert(id),
                Closed::Programme(id) => _ = programmes.insert(id),
                Closed::Seat { member, programme } => _ = seats.insert((member, programme)),
                // Told by name.
                Closed::Standing { .. } => {}
            }
        }
        Self {
            phones: phones.len(),
            members: members.len(),
            programmes: programmes.len(),
            seats: seats.len(),
        }
    }
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
    let restored = put_back(from, &manifest, data, aside.as_deref(), progress);
    if let (Err(_), Some(aside)) = (&restored, &aside) {
        // As it was before; when even that fails, the data lie safely under the other name, and
        // the first error is the one to be told.
        let _ = fs::rename(aside, data);
    }
    restored.map(|(taken, photos_lost)| Restored {
        manifest,
        set_aside: aside,
        photos_lost,
        shut_out: taken.shut_out,
        changed: taken.changed,
        has_administrator: taken.has_administrator,
    })
}

/// Gives what was taken again, and how many photos the backup lacks.
fn put_back(
    from: &Path,
    manifest: &Manifest,
    data: &Path,
    aside: Option<&Path>,
    progress: &mut dyn FnMut(Step),
) -> Result<(Taken, u64), BackupError> {
    let (backup, settings) = DataFolder::open(from)?;
    let folder = DataFolder::create(data)?;
    let _lock = Lock::take(data, HOLDER)?;
    let done = copy_checked(&folder, &backup, progress).and_then(|(found, photos_lost)| {
        if found.position != manifest.position() || found.organisation != manifest.organisation {
            return Err(BackupError::Differs(from.to_owned()));
        }
        let taken = take_again(&folder, manifest, aside)?;
        folder.finish(&settings)?;
        Ok((taken, photos_lost))
    });
    if done.is_err() {
        folder.discard();
    }
    done.map_err(|error| error.of_copy(data))
}

/// Takes from people in the restored folder what its own ledger and that of the old data took, and
/// notes that what was just put back is in a backup.
fn take_again(
    folder: &DataFolder,
    manifest: &Manifest,
    aside: Option<&Path>,
) -> Result<Taken, BackupError> {
    let database = folder.database();
    let here = BackupError::io(folder.path());
    let mut closures = ledger::read(&database).map_err(here)?;
    // A database that is lost or damaged may have left its ledger, and one of an older version has
    // none: only both together tell everything.
    let old = aside.zip(database.file_name());
    let old = old.map(|(aside, name)| aside.join(name));
    let noted = old.as_deref().and_then(|old| ledger::read(old).ok());
    let recorded = old.as_deref().and_then(|old| ledger::recorded_in(old).ok());
    let is_known = noted.is_some() && recorded.is_some();
    let mut newer = ledger::lacking(&closures, noted.unwrap_or_default());
    let recorded = ledger::lacking(&closures, recorded.unwrap_or_default());
    newer.extend(ledger::lacking(&newer, recorded));
    ledger::append(&database, &newer).map_err(BackupError::io(folder.path()))?;
    closures.append(&mut newer);
    // What was told of one moment by two of them stands in the order in which it was done.
    closures.sort_by_key(|closure| closure.at);
    let (changed, has_administrator) = Store::open(database, None)?.write(|t| {
        let position = manifest.position();
        backups::record(t, &manifest.organisation, position, manifest.made_at)?;
        let changed = accounts::take_again(t, &closures, manifest.made_at)?;
        Ok::<_, PutBackError>((changed, accounts::has_administrator(t)?))
    })?;
    Ok(Taken {
        shut_out: is_known.then(|| ShutOut::since(manifest.made_at, &closures)),
        changed,
        has_administrator,
    })
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
