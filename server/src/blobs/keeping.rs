//! What goes by itself: photos that nobody went on sending, photos that nothing names any more, and
//! files that a crash left behind.

use std::sync::PoisonError;

use client_core::time::Timestamp;

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
        // The rows after the files' names would be too late: a file is there before its row.
        // Nor may a file that lay here long get its row while this goes on.
        let _one = self
            .finishing
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let spoken_of = self.store.read(blobs::spoken_of)?;
        Ok(self.files.sweep(&spoken_of, now)?)
    }
}
