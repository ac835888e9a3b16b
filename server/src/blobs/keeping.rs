//! What goes by itself: photos that nobody went on sending, photos that nothing names any more, and
//! files that a crash left behind.

use std::sync::PoisonError;

use client_core::time::Timestamp;

use super::files::paths;
use super::{Blobs, DAY_MS, Refused};
use crate::limits::{DETACHED_DAYS, UPLOAD_DAYS};
use crate::store::blobs;

impl Blobs {
    /// Looks through everything. To be called now and then; rows go before their files.
    pub fn tidy(&self, now: Timestamp) -> Result<(), Refused> {
        let before = |days: i64| Timestamp(now.0 - days * DAY_MS);
        let (given_up, removed) = self.store.write(|t| {
            blobs::note_detached(t, now)?;
            let removed = blobs::remove_detached(t, before(DETACHED_DAYS))?;
            Ok::<_, Refused>((blobs::give_up_before(t, before(UPLOAD_DAYS))?, removed))
        })?;
        if given_up + removed > 0 {
            tracing::info!(given_up, removed, "photos went that nobody sends or names");
        }
        // The rows after the files' names would be too late: a file is there before its row. What
        // got its row since was written since, and is no stray.
        let spoken_of = paths(&self.store.read(blobs::spoken_of)?);
        for folder in self.files.folders()? {
            // Nor may a file that lay here long be written over while this goes on. One folder at a
            // time: whoever brings a photo or looks at one waits for no walk over the disk.
            let _one = self
                .finishing
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            self.files.sweep(&folder, &spoken_of, now)?;
        }
        Ok(())
    }
}
