//! Photos as they come in, piece by piece, and as they are kept: bytes in files beside the
//! database, what is known of them in rows.
//!
//! A piece is durable before its row says so, and a row says so before the phone hears of it; so
//! whatever happens in between, a phone goes on from what a row says. Nothing is kept whole that
//! is not the photo that its document names, and nothing but a photo. Knows neither HTTP nor who
//! may see what.

mod files;
mod keeping;
mod refused;
mod room;

use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use client_core::ids::{FileHash, OrganisationId};
use client_core::limits::PHOTO_BYTES_MAX;
use client_core::model::Attachment;
use client_core::photo::{self, PhotoProblem};
use client_core::time::Timestamp;
use sha2::{Digest, Sha256 as Hasher};

use crate::limits::PHOTOS_BYTES_MAX;
use crate::store::blobs::{self, BlobId, Totals};
use crate::store::{Connection, DeviceSession, Store, StoreError, Transaction, attachments};
use files::Files;
pub use files::{copy, verify};
pub use refused::Refused;

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

/// How far a photo came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Bytes that are durable: where whoever sends goes on.
    pub offset: u64,
    /// Bytes of the whole, as the document says.
    pub length: u64,
    /// Whether it is here whole, and was looked at.
    pub complete: bool,
}

/// The photos of one server.
#[derive(Debug)]
pub struct Blobs {
    store: Arc<Store>,
    files: Files,
    /// Bytes that all photos together may take.
    room: u64,
    /// Photos are made whole one at a time: decoding takes memory, and two phones may bring the
    /// same one.
    finishing: Mutex<()>,
}

impl Blobs {
    /// Those in this folder, which is made when the first comes.
    pub fn new(store: Arc<Store>, folder: &Path) -> Self {
        Self {
            store,
            files: Files::new(folder),
            room: PHOTOS_BYTES_MAX,
            finishing: Mutex::default(),
        }
    }

    /// The same with this much room.
    #[must_use]
    pub fn with_room(self, room: u64) -> Self {
        Self { room, ..self }
    }

    /// Bytes that all photos together may take.
    pub const fn room(&self) -> u64 {
        self.room
    }

    /// How far a photo came from this phone; none when its document does not name it.
    pub fn standing(&self, who: &DeviceSession, id: BlobId) -> Result<Option<Standing>, Refused> {
        Ok(self.known(who, id)?.map(|(_, standing)| standing))
    }

    /// How far a photo came from this phone, with what its document says of it. One whose file
    /// somebody took away is not here whole, whatever its row says.
    fn known(
        &self,
        who: &DeviceSession,
        id: BlobId,
    ) -> Result<Option<(Attachment, Standing)>, Refused> {
        let Some((named, kept, whole)) = self.store.read(|c| rows(c, who, id))? else {
            return Ok(None);
        };
        let length = named.bytes;
        let complete = whole && self.files.is_here(id)?;
        let offset = if complete { length } else { kept };
        let standing = Standing {
            offset,
            length,
            complete,
        };
        Ok(Some((named, standing)))
    }

    /// Takes the piece that begins at `offset`. What is said afterwards is durable. The caller sees
    /// to it that a phone sends one piece at a time.
    pub fn take(
        &self,
        who: &DeviceSession,
        id: BlobId,
        offset: u64,
        piece: &[u8],
        now: Timestamp,
    ) -> Result<Standing, Refused> {
        let (named, standing) = self.known(who, id)?.ok_or(Refused::Unknown)?;
        if standing.complete {
            return Ok(standing);
        }
        check_named(&named)?;
        self.check_begun(who, id, named.bytes)?;
        if offset != standing.offset {
            return Err(Refused::OffsetDiffers(standing));
        }
        let end = offset + piece.len() as u64;
        if end > named.bytes {
            return Err(Refused::TooLong { named: named.bytes });
        }
        if piece.is_empty() {
            return Ok(standing);
        }
        if offset == 0 {
            let begin = |t: &Transaction<'_>| self.begin(t, who, id, named.bytes, now);
            self.store.write(begin)?;
        }
        if end == named.bytes {
            return self.finish(who, id, standing, piece, now);
        }
        self.files.append(id, who.device, offset, piece)?;
        if !self.store.write(|t| blobs::keep(t, who, id, end, now))? {
            return Err(Refused::GivenUp);
        }
        Ok(Standing {
            offset: end,
            ..standing
        })
    }

    /// Puts the last piece to the others and keeps the whole, if it is the photo that is named.
    fn finish(
        &self,
        who: &DeviceSession,
        id: BlobId,
        standing: Standing,
        piece: &[u8],
        now: Timestamp,
    ) -> Result<Standing, Refused> {
        let _one = self
            .finishing
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let judged = self.assemble(who, id, standing.offset, piece);
        if let Err(Refused::HashDiffers | Refused::Unfit(_) | Refused::GivenUp) = judged {
            // From the beginning, then: of what came nothing can be told from what is wrong.
            self.store.write(|t| blobs::give_up(t, who, id))?;
            self.files.remove_part(id, who.device);
        }
        let (whole, small) = judged?;
        self.files.keep(id, &whole, &small)?;
        self.store
            .write(|t| blobs::finish(t, who, id, whole.len() as u64, now))?;
        self.files.remove_part(id, who.device);
        Ok(Standing {
            offset: standing.length,
            complete: true,
            ..standing
        })
    }

    /// The photo with its small picture, if it is what its document names.
    fn assemble(
        &self,
        who: &DeviceSession,
        id: BlobId,
        offset: u64,
        piece: &[u8],
    ) -> Result<(Vec<u8>, Vec<u8>), Refused> {
        let part = self.files.part(id, who.device, offset);
        let mut whole = part.map_err(|error| match error.kind() {
            // Somebody was at the files.
            ErrorKind::NotFound | ErrorKind::UnexpectedEof => Refused::GivenUp,
            _ => error.into(),
        })?;
        whole.extend_from_slice(piece);
        let small = judge(id.sha256, &whole)?;
        Ok((whole, small))
    }

    /// Opens a photo that is here whole and is named, with its length.
    pub fn open(
        &self,
        organisation: &OrganisationId,
        id: BlobId,
    ) -> Result<Option<(File, u64)>, Refused> {
        let Some(bytes) = self.store.read(|c| shown(c, organisation, id))? else {
            return Ok(None);
        };
        match self.files.open(id) {
            Ok(file) => Ok(Some((file, bytes))),
            Err(error) => Self::missing(id, error),
        }
    }

    /// A photo whose file is not there is not to be had now. Its row stays: the disk may only not
    /// be mounted, and a file of which no row speaks would be swept away once it is. A phone that
    /// looks for the photo here hears that it is missing, and brings it again.
    fn missing<T>(id: BlobId, error: io::Error) -> Result<Option<T>, Refused> {
        if error.kind() != ErrorKind::NotFound {
            return Err(error.into());
        }
        tracing::error!(document = %id.doc, sha256 = %id.sha256, "the file of a photo is missing");
        Ok(None)
    }

    /// The small picture of such a photo. Made anew where it is missing: it is in no backup.
    pub fn thumbnail(
        &self,
        organisation: &OrganisationId,
        id: BlobId,
    ) -> Result<Option<Vec<u8>>, Refused> {
        if self.store.read(|c| shown(c, organisation, id))?.is_none() {
            return Ok(None);
        }
        if let Some(small) = self.files.small(id)? {
            return Ok(Some(small));
        }
        let _one = self
            .finishing
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let whole = match self.files.whole(id) {
            Ok(whole) => whole,
            Err(error) => return Self::missing(id, error),
        };
        let small = judge(id.sha256, &whole)?;
        self.files.keep_small(id, &small)?;
        Ok(Some(small))
    }

    /// What all photos come to.
    pub fn totals(&self, organisation: &OrganisationId) -> Result<Totals, StoreError> {
        self.store.read(|c| blobs::totals(c, organisation))
    }
}

/// What the rows say of a photo: how its document names it, how much this phone sent of it, and
/// whether it is here whole.
fn rows(
    c: &Connection,
    who: &DeviceSession,
    id: BlobId,
) -> Result<Option<(Attachment, u64, bool)>, StoreError> {
    let Some(named) = attachments::get(c, id)? else {
        return Ok(None);
    };
    let kept = blobs::begun(c, who, id)?.map_or(0, |begun| begun.kept);
    let whole = blobs::whole(c, &who.organisation, id)?.is_some();
    Ok(Some((named, kept, whole)))
}

/// The bytes of a photo that is here and that its document names still.
fn shown(
    c: &Connection,
    organisation: &OrganisationId,
    id: BlobId,
) -> Result<Option<u64>, StoreError> {
    match attachments::get(c, id)? {
        Some(_) => blobs::whole(c, organisation, id),
        None => Ok(None),
    }
}

/// Whether what a document names can be a photo at all.
fn check_named(named: &Attachment) -> Result<(), Refused> {
    if named.media_type != photo::MEDIA_TYPE {
        return Err(Refused::OtherKind);
    }
    match named.bytes {
        0 => Err(Refused::Unfit(PhotoProblem::Unreadable)),
        bytes if bytes > PHOTO_BYTES_MAX as u64 => Err(Refused::TooLarge),
        _ => Ok(()),
    }
}

/// Whether these bytes are the photo of this hash, and a photo; gives its small picture.
fn judge(sha256: FileHash, whole: &[u8]) -> Result<Vec<u8>, Refused> {
    if Hasher::digest(whole)[..] != sha256.0 {
        return Err(Refused::HashDiffers);
    }
    photo::thumbnail(whole).map_err(Refused::Unfit)
}

#[cfg(test)]
pub(crate) mod tests;
