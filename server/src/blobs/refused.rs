//! Why a piece of a photo was not taken.

use std::io;

use client_core::limits::{PHOTO_BYTES_MAX, PHOTOS_SESSION_MAX};
use client_core::photo::PhotoProblem;

use super::Standing;
use crate::config::is_full;
use crate::limits::{DEVICE_PHOTOS_DAY_BYTES_MAX, PHOTOS_DISK_FREE_BYTES_MIN};
use crate::store::StoreError;

/// Why a piece of a photo was not taken. What was acknowledged of it before stays, unless it says
/// otherwise.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// Its document does not name it: the figures come first.
    #[error("there is no such photo here: sync first, photos come after what names them")]
    Unknown,
    /// The piece begins elsewhere than the last one ended.
    #[error("the next piece begins at byte {}", .0.offset)]
    OffsetDiffers(Standing),
    /// The piece ends behind the end.
    #[error("its session says that the photo has {named} bytes")]
    TooLong {
        /// What the document says.
        named: u64,
    },
    /// Its document says another length now than when it was begun. All that came is dropped.
    #[error(
        "its session says now that the photo has {named} bytes; it had {begun} when it was begun: \
         take it out of the session and attach it again"
    )]
    LengthDiffers {
        /// What the document said at its beginning.
        begun: u64,
        /// What it says now.
        named: u64,
    },
    /// It was begun so long ago that it was given up meanwhile.
    #[error("this photo was given up meanwhile: send it from its beginning")]
    GivenUp,
    /// The whole is not what its document names. All of it is dropped.
    #[error("the photo did not arrive as it was sent: send it from its beginning")]
    HashDiffers,
    /// The document names something else.
    #[error("photos are JPEG files (`image/jpeg`); other files are not taken")]
    OtherKind,
    /// The document names a photo that is too large.
    #[error("the photo is too large: at most {} kB are taken", PHOTO_BYTES_MAX / 1024)]
    TooLarge,
    /// It is no photo, or more than one. All of it is dropped.
    #[error("{0}")]
    Unfit(PhotoProblem),
    /// There are as many as a session may have.
    #[error(
        "a session takes at most {} photos: remove one of them first",
        PHOTOS_SESSION_MAX
    )]
    TooMany,
    /// The organisation's room is used up.
    #[error(
        "the server's room for photos is used up: tell whoever runs it; figures and notes are \
         taken as ever"
    )]
    NoRoom,
    /// This phone has brought as much as one may in a day.
    #[error(
        "a phone brings at most {} MB of photos a day: the rest is taken tomorrow; figures and \
         notes are taken as ever",
        DEVICE_PHOTOS_DAY_BYTES_MAX / 1_000_000
    )]
    DayFull {
        /// Milliseconds after which some of it counts no longer.
        retry_after_ms: u64,
    },
    /// The rest of the disk is for figures.
    #[error(
        "the server's disk is nearly full ({} MB must stay free for figures): tell whoever runs it",
        PHOTOS_DISK_FREE_BYTES_MIN / 1_000_000
    )]
    DiskLow,
    /// A file could not be read or written.
    #[error("a photo's file: {0}")]
    File(#[from] io::Error),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Refused {
    /// Whether the disk is full.
    pub fn is_full(&self) -> bool {
        match self {
            Self::File(error) => is_full(error),
            Self::Store(error) => matches!(error, StoreError::Full),
            _ => false,
        }
    }
}
