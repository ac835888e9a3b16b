//! The photos of a data folder, copied beside the copy of its database.

use client_core::ids::OrganisationId;

use super::{BackupError, Step};
use crate::blobs::copy as copy_file;
use crate::config::DataFolder;
use crate::store::blobs::{self, BlobId};
use crate::store::{Store, StoreError, organisation};

/// Copies the photos that `copy`, the database in `to`, speaks of, and says how many of them are
/// missing or damaged: those the copy does not speak of, so that a phone that still has one brings
/// it again. Figures are never left without a backup for the sake of a photo. What a phone was just
/// sending is left behind: it begins again.
pub(super) fn copy(
    from: &DataFolder,
    to: &DataFolder,
    copy: &Store,
    progress: &mut dyn FnMut(Step),
) -> Result<u64, BackupError> {
    copy.write(blobs::give_up_all)?;
    let Some(home) = copy.read(organisation::home)? else {
        return Ok(0);
    };
    let mut lost = 0;
    let all = copy.read(|c| blobs::all(c, &home.id))?;
    let of = all.len() as u64;
    for (done, (id, _)) in (1..).zip(all) {
        let copied = copy_file(&from.blobs(), &to.blobs(), id);
        let is_there = copied.map_err(BackupError::io(&from.blobs()))?;
        if !is_there {
            copy.write(|t| blobs::remove(t, &home.id, id))?;
            if !has_gone(from, &home.id, id)? {
                lost += 1;
            }
        }
        progress(Step::Photos { done, of });
    }
    Ok(lost)
}

/// Whether the database that was copied does not speak of a photo any more.
fn has_gone(
    from: &DataFolder,
    organisation: &OrganisationId,
    id: BlobId,
) -> Result<bool, StoreError> {
    let store = Store::open(from.database(), None)?;
    store.read(|c| Ok(blobs::whole(c, organisation, id)?.is_none()))
}
