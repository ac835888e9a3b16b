//! Photos of a session: made fit before anything of them touches the disk, shown, looked at again.
//!
//! The figures say which photos a session has; the bytes travel after them, on their own. What was
//! attached here stays until the server has it. The server's own phones can fetch it again, so what
//! it has makes room for what it does not.

mod sending;
mod told;

use std::borrow::Cow;
use std::sync::{MutexGuard, PoisonError};

use super::commands::{check_all, enter, open};
use super::error::ClientError;
use super::paper::Own;
use super::{Cancel, Client};
use crate::ids::{DocId, FileHash};
use crate::limits::{
    PHOTO_BYTES_MAX, PHOTOS_KEPT_BYTES_MAX, PHOTOS_SESSION_MAX, PHOTOS_UNSENT_BYTES_MAX,
    PRACTICE_PHOTOS_BYTES_MAX,
};
use crate::model::{Attachment, DocKind, Edit, FieldProblem, Session};
use crate::photo::{self, PhotoProblem};
use crate::store::meta::{self, Meta};
use crate::store::photo::{self as photos, PhotoState};
use crate::store::{Connection, StoreError, Transaction};
use crate::transport::{BLOBS_PATH, FileRequest, Transport, TransportError};

pub use sending::PhotosSent;
pub(super) use sending::Sending;
use told::{is_session_left, let_session_go, settle};

/// A photo of a session as a screen lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionPhoto {
    /// SHA-256 of the file: its name in every command.
    pub hash: FileHash,
    /// What it was called.
    pub name: String,
    /// Bytes of the file.
    pub bytes: u64,
    /// Where it is.
    pub place: PhotoPlace,
}

/// Where a photo is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhotoPlace {
    /// On this phone, to be sent: the server has so many bytes of it.
    ToSend {
        /// Bytes that the server has.
        sent: u64,
    },
    /// The server has it, and it is here too.
    Sent,
    /// On this phone alone: the server would not have it, and said why.
    Refused,
    /// Not on this phone: whoever attached it brings it to the server, where it can be fetched.
    Elsewhere,
}

impl SessionPhoto {
    /// How much of it the server is known to have, of 100; all only once it has checked it. Of one
    /// that is not here nothing is known.
    pub fn percent(&self) -> u8 {
        match self.place {
            PhotoPlace::ToSend { sent } => {
                let percent = 100 * sent / self.bytes.max(1);
                u8::try_from(percent.min(99)).expect("at most 99")
            }
            PhotoPlace::Sent => 100,
            PhotoPlace::Refused | PhotoPlace::Elsewhere => 0,
        }
    }
}

impl Client {
    /// Attaches a photo to a session: scaled, upright, without anything of the camera in it. It is
    /// on the disk when this returns, and leaves with the next sync, after the figures.
    ///
    /// Takes about a second for a picture of 12 million pixels.
    pub fn attach(
        &self,
        doc: DocId,
        picture: &[u8],
        name: &str,
    ) -> Result<Attachment, ClientError> {
        let (file, jpeg) = match self.put_back(doc, picture) {
            Some(file) => (file, Cow::Borrowed(picture)),
            None => made(picture, name)?,
        };
        let edits = [Edit::Attach(file.clone())];
        check_all(DocKind::Session, &edits)?;
        let hash = hash_of(&file)?;
        self.write(|tx, own| {
            let mut folder = open(tx, doc)?;
            let session = folder.session(tx, own)?;
            if named(&session, hash).is_none() {
                check_room(tx, own, &session, &file)?;
                enter(tx, own, &mut folder, &edits)?;
            }
            photos::attach(tx, doc, hash, &jpeg)?;
            settle(tx, doc)?;
            Ok(photos::purge(tx, PHOTOS_KEPT_BYTES_MAX)?)
        })?;
        Ok(file)
    }

    /// Takes a photo out of a session, here and for everybody. Attaching its file again undoes
    /// that: the photo is the same then, under its name. Here alone where the session is no longer
    /// shared with the member: it goes with the last photo for which it was kept.
    pub fn detach(&self, doc: DocId, hash: FileHash) -> Result<(), ClientError> {
        let file = self.write(|tx, own| {
            let mut folder = open(tx, doc)?;
            let session = folder.session(tx, own)?;
            let file = named(&session, hash).ok_or(ClientError::UnknownPhoto)?;
            let sha256 = file.sha256.clone();
            let is_left = is_session_left(tx, doc)?;
            if !is_left {
                enter(tx, own, &mut folder, &[Edit::Detach { sha256 }])?;
            }
            photos::remove(tx, doc, hash)?;
            settle(tx, doc)?;
            if is_left {
                let_session_go(tx, own, doc)?;
            }
            Ok(file.clone())
        })?;
        *self.taken_out() = Some((doc, file));
        Ok(())
    }

    /// What the session said of a file, if it is the photo that was taken out of it last. Each time
    /// that pixels are written anew they lose, so that one is not made again.
    fn put_back(&self, doc: DocId, picture: &[u8]) -> Option<Attachment> {
        let taken_out = self.taken_out();
        let (_, file) = taken_out.as_ref().filter(|(from, _)| *from == doc)?;
        let is_it = file.bytes == picture.len() as u64 && file.sha256 == photo::hash(picture);
        // A colleague's may be another kind of file, which nobody here has made.
        let is_fit = || file.media_type == photo::MEDIA_TYPE && photo::check(picture).is_ok();
        (is_it && is_fit()).then(|| file.clone())
    }

    fn taken_out(&self) -> MutexGuard<'_, Option<(DocId, Attachment)>> {
        let taken_out = self.taken_out.lock();
        taken_out.unwrap_or_else(PoisonError::into_inner)
    }

    /// The photos of a session, wherever they are.
    pub fn photos(&self, doc: DocId) -> Result<Vec<SessionPhoto>, ClientError> {
        self.read(|connection, own| {
            let session = open(connection, doc)?.session(connection, own)?;
            let here = photos::of_document(connection, doc)?;
            let listed = session.attachments.iter().filter_map(|file| {
                let hash = hash_of(file).ok()?;
                let row = here.iter().find(|row| row.hash == hash);
                let place = row.map_or(PhotoPlace::Elsewhere, |row| match row.state {
                    PhotoState::ToSend => PhotoPlace::ToSend { sent: row.sent },
                    PhotoState::Sent => PhotoPlace::Sent,
                    PhotoState::Refused => PhotoPlace::Refused,
                });
                Some(SessionPhoto {
                    hash,
                    name: file.name.clone(),
                    bytes: file.bytes,
                    place,
                })
            });
            Ok(listed.collect())
        })
    }

    /// A photo that is on this phone: a JPEG.
    pub fn photo(&self, doc: DocId, hash: FileHash) -> Result<Option<Vec<u8>>, ClientError> {
        self.read(|connection, _| Ok(photos::bytes(connection, doc, hash)?))
    }

    /// A photo of a session that this phone has, from the server unless it is here. What was
    /// fetched stays for a while.
    pub fn fetch_photo(
        &self,
        transport: &dyn Transport,
        doc: DocId,
        hash: FileHash,
        cancel: &Cancel,
    ) -> Result<Vec<u8>, ClientError> {
        if let Some(bytes) = self.photo(doc, hash)? {
            return Ok(bytes);
        }
        self.check_real()?;
        let token = self.read(|connection, own| {
            check_named(connection, own, doc, hash)?;
            token(connection)
        })?;
        cancel.watch(transport.stop());
        let answer = transport.file(&path(doc, hash), &token, &FileRequest::Get);
        cancel.watch(None);
        let bytes = match answer {
            Err(TransportError::Refused { status: 404, .. }) => {
                return Err(ClientError::PhotoNotSent);
            }
            other => other?.bytes,
        };
        // Nobody but the file itself says that it is the one that was asked for.
        if bytes.len() > PHOTO_BYTES_MAX || photo::hash(&bytes) != hash.to_string() {
            return Err(ClientError::UnknownPhoto);
        }
        self.write(|tx, own| {
            // It may have been taken out while it came.
            check_named(tx, own, doc, hash)?;
            photos::cache(tx, doc, hash, &bytes)?;
            Ok(photos::purge(tx, PHOTOS_KEPT_BYTES_MAX)?)
        })?;
        Ok(bytes)
    }
}

/// A photo of a picture, and what its session is to say of it.
fn made(picture: &[u8], name: &str) -> Result<(Attachment, Cow<'static, [u8]>), ClientError> {
    let photo = photo::prepare(picture).map_err(unfit)?;
    let file = Attachment {
        sha256: photo.sha256,
        name: file_name(name),
        media_type: photo::MEDIA_TYPE.to_owned(),
        bytes: photo.jpeg.len() as u64,
    };
    Ok((file, Cow::Owned(photo.jpeg)))
}

/// Where the server has a photo.
fn path(doc: DocId, hash: FileHash) -> String {
    format!("{BLOBS_PATH}/{doc}/{hash}")
}

pub(super) fn token(connection: &Connection) -> Result<String, ClientError> {
    let token = meta::get(connection, Meta::Token)?.ok_or(StoreError::BadRow("no enrolment"))?;
    Ok(String::from_utf8(token).map_err(|_| StoreError::BadRow("a token"))?)
}

/// Takes away what the server has and the session no longer names: taken out by anybody, it is
/// gone from every phone. What the server does not have, `sending` looks through.
pub(super) fn forget_unnamed(tx: &Transaction<'_>, session: &Session) -> Result<(), StoreError> {
    let here = photos::of_document(tx, session.id)?.into_iter();
    let sent = here.filter(|row| row.state == PhotoState::Sent);
    for row in sent.filter(|row| named(session, row.hash).is_none()) {
        photos::remove(tx, session.id, row.hash)?;
    }
    Ok(())
}

fn check_named(
    connection: &Connection,
    own: &Own<'_>,
    doc: DocId,
    hash: FileHash,
) -> Result<(), ClientError> {
    let session = open(connection, doc)?.session(connection, own)?;
    match named(&session, hash) {
        Some(_) => Ok(()),
        None => Err(ClientError::UnknownPhoto),
    }
}

fn named(session: &Session, hash: FileHash) -> Option<&Attachment> {
    let hash = hash.to_string();
    session.attachments.iter().find(|file| file.sha256 == hash)
}

fn hash_of(file: &Attachment) -> Result<FileHash, ClientError> {
    let wrong = |_| FieldProblem::new("attachments", &file.sha256, "a SHA-256");
    Ok(file.sha256.parse().map_err(wrong)?)
}

/// The name of a file without the folders that it lay in; it is a JPEG now, whatever it was.
fn file_name(given: &str) -> String {
    const UNNAMED: &str = "photo";
    let name = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).trim();
    let stem = if stem.is_empty() { UNNAMED } else { stem };
    format!("{stem}.jpg")
}

/// Refuses what the session, or this phone, has no room for. What practice holds lies in memory.
fn check_room(
    connection: &Connection,
    own: &Own<'_>,
    session: &Session,
    file: &Attachment,
) -> Result<(), ClientError> {
    let held = session.attachments.len();
    if held >= PHOTOS_SESSION_MAX {
        let found = format!("{} photos", held + 1);
        let allowed = format!("at most {PHOTOS_SESSION_MAX} of a session: take one out first");
        return Err(FieldProblem::new("photo", found, allowed).into());
    }
    let unsent = photos::bytes_unsent(connection)? + file.bytes;
    let (room, advice) = match own.is_practice {
        true => (
            PRACTICE_PHOTOS_BYTES_MAX,
            " in practice: take one out first",
        ),
        false => (PHOTOS_UNSENT_BYTES_MAX, "; the rest after a sync"),
    };
    if unsent > room {
        let found = format!("{unsent} bytes of photos that were not sent yet");
        let allowed = format!("at most {room}{advice}");
        return Err(FieldProblem::new("photo", found, allowed).into());
    }
    Ok(())
}

/// What is wrong with a picture, as with any other field.
fn unfit(problem: PhotoProblem) -> ClientError {
    let (found, allowed) = match problem {
        PhotoProblem::TooManyBytes { found, allowed } => {
            (format!("{found} bytes"), format!("at most {allowed}"))
        }
        PhotoProblem::TooManyPixels(size) => (
            format!("{size} pixels"),
            "a smaller picture: choose a smaller size in the camera".to_owned(),
        ),
        PhotoProblem::Unreadable | PhotoProblem::Metadata { .. } => (
            "a file that cannot be read as a picture".to_owned(),
            "a JPEG or PNG picture".to_owned(),
        ),
    };
    FieldProblem::new("photo", found, allowed).into()
}
