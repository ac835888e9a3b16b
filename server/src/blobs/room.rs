//! What room there is for a photo that begins: of the organisation, of its session, of its phone.

use client_core::limits::PHOTOS_SESSION_MAX;
use client_core::time::Timestamp;

use super::{Blobs, DAY_MS, Refused};
use crate::limits::{DEVICE_PHOTOS_DAY_BYTES_MAX, DEVICE_UPLOADS_OPEN_MAX};
use crate::store::blobs::{self, BlobId};
use crate::store::{DeviceSession, Transaction};

impl Blobs {
    /// Takes room for a photo, unless this phone has begun it.
    pub(super) fn begin(
        &self,
        t: &Transaction<'_>,
        who: &DeviceSession,
        id: BlobId,
        bytes: u64,
        now: Timestamp,
    ) -> Result<(), Refused> {
        if blobs::begun(t, who, id)?.is_some() {
            return Ok(());
        }
        blobs::give_up_oldest(t, who, DEVICE_UPLOADS_OPEN_MAX - 1)?;
        if blobs::others_of(t, &who.organisation, id)? >= PHOTOS_SESSION_MAX as u64 {
            return Err(Refused::TooMany);
        }
        let totals = blobs::totals(t, &who.organisation)?;
        if totals.bytes + totals.upload_bytes + bytes > self.room {
            return Err(Refused::NoRoom);
        }
        check_day(t, who, bytes, now)?;
        Ok(blobs::begin(t, who, id, bytes, now)?)
    }

    /// Refuses to go on with a photo of which its document says another length by now, and gives
    /// up what came of it: one of the two lengths is wrong, and nobody here knows which.
    pub(super) fn check_begun(
        &self,
        who: &DeviceSession,
        id: BlobId,
        named: u64,
    ) -> Result<(), Refused> {
        let begun = self.store.read(|c| blobs::begun(c, who, id))?;
        match begun.map(|begun| begun.bytes) {
            Some(begun) if begun != named => {
                self.store.write(|t| blobs::give_up(t, who, id))?;
                self.files.remove_part(id, who.device);
                Err(Refused::LengthDiffers { begun, named })
            }
            _ => Ok(()),
        }
    }
}

/// Refuses what one phone may not bring within a day: a phone that was stolen, or that errs, must
/// not take the room of all the others.
fn check_day(
    t: &Transaction<'_>,
    who: &DeviceSession,
    bytes: u64,
    now: Timestamp,
) -> Result<(), Refused> {
    let brought = blobs::brought_since(t, who, now.plus_ms(-DAY_MS))?;
    if brought.bytes + bytes <= DEVICE_PHOTOS_DAY_BYTES_MAX {
        return Ok(());
    }
    // From then on the first of them counts no longer.
    let wait_ms = brought
        .first
        .map_or(0, |first| DAY_MS - now.since_ms(first));
    Err(Refused::DayFull {
        retry_after_ms: u64::try_from(wait_ms).unwrap_or_default(),
    })
}
