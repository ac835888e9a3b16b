//! Photos on their way to the server: after the figures, one piece at a time, from wherever the
//! last attempt broke off.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::path;
use super::told::{
    NOT_PERMITTED, REFUSED, Taken, is_put_off, let_down, let_session_go, no_room, note_there,
    put_off, refused, settle, taken,
};
use crate::client::cancel::Cancel;
use crate::client::driver::Progress;
use crate::client::error::ClientError;
use crate::client::folder::Folder;
use crate::client::paper::Own;
use crate::client::{Client, status};
use crate::ids::{DocId, FileHash};
use crate::limits::{
    BLOB_CHUNK_BYTES_MAX, PHOTO_ASKED_AGAIN_MS, PHOTO_CHUNK_BYTES_MIN, PHOTO_CHUNK_FAST_MS_MAX,
    PHOTO_REQUESTS_MAX, PHOTOS_KEPT_BYTES_MAX, PHOTOS_STUMBLED_MAX,
};
use crate::model::{Attachment, Edit};
use crate::store::meta::{self, Meta};
use crate::store::photo::{self, PhotoRow};
use crate::store::{Connection, StoreError, Transaction, attention, document};
use crate::transport::{FileRequest, Transport, TransportError};

const UNFIT: [u16; 2] = [413, 422];
const NOT_FOUND: u16 = 404;
const CONFLICT: u16 = 409;
const NO_STORAGE: u16 = 507;
const STUMBLES: [u16; 2] = [400, 500];
/// The server's code for a photo that came whole and was another: a piece was altered on the way
/// or on its disk. Once that may happen; what comes so twice is so here.
const DAMAGED: &str = "photo_damaged";
/// Its code for a phone that has brought as much as one may in a day.
const DAY_FULL: &str = "photos_day_full";
/// Its code for a session that may be seen and not written.
const FORBIDDEN: &str = "forbidden";

/// What became of the photos in one sync.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PhotosSent {
    /// Those that the server has now.
    pub sent: u32,
    /// Those that it will not have: they are among what needs attention.
    pub refused: u32,
    /// Those that are still to be sent.
    pub waiting: u32,
    /// Why the rest was not tried, when the line or the server broke off.
    pub trouble: Option<TransportError>,
    /// The same when it was the phone's own store that failed, in words.
    pub failed: Option<String>,
}

/// One sync's photos.
pub(in crate::client) struct Sending<'a> {
    pub(in crate::client) client: &'a Client,
    pub(in crate::client) transport: &'a dyn Transport,
    pub(in crate::client) token: &'a str,
    pub(in crate::client) cancel: &'a Cancel,
    pub(in crate::client) tell: &'a mut dyn FnMut(&Progress),
    /// What the figures came to, and then the photos.
    pub(in crate::client) progress: Progress,
}

/// What became of one photo.
enum Became {
    Sent,
    /// Under which code the member is told, and why.
    Refused(&'static str, String),
    /// The organisation has no room for more.
    NoRoom(String),
    /// This phone has brought as much as it may today: no other is begun for so long.
    PutOff {
        reason: String,
        after_ms: Option<u64>,
    },
    /// Not yet to be had: its session is not there, or somebody took it out meanwhile.
    Waits,
    /// Something is wrong with this one, or with the server.
    Stumbled(TransportError),
    /// No other needs to be tried.
    BrokenOff(Option<TransportError>),
}

impl Sending<'_> {
    /// Sends what there is, and says what became of it. A store that fails here takes nothing back
    /// of what the figures came to.
    pub(in crate::client) fn run(mut self) -> PhotosSent {
        let mut done = PhotosSent::default();
        let (client, tried) = (self.client, self.send_all(&mut done));
        if let Err(error) = tried {
            done.failed = Some(error.to_string());
            // A store that is full or damaged may not take this either.
            let _ = client.write(|tx, _| Ok(status::failed(tx, &client.environment, None)?));
            let waiting = client.read(|connection, _| Ok(photo::count_to_send(connection)?));
            done.waiting = waiting.unwrap_or_default();
        }
        done
    }

    fn send_all(&mut self, done: &mut PhotosSent) -> Result<(), ClientError> {
        self.look_again()?;
        // Without photos nothing is asked of the disk that would have to be written. Refused ones
        // are looked through: somebody else may have taken them out.
        let is_any = |connection: &Connection, _: &Own<'_>| Ok(photo::is_any_unsent(connection)?);
        if !self.client.read(is_any)? {
            return Ok(());
        }
        let unsent = self.count_unsent()?;
        let due = self.client.write(due)?;
        let bytes = |row: &PhotoRow| row.length - row.sent;
        self.progress.photos_to_send = due.len();
        self.progress.photo_bytes_to_send = due.iter().map(|(row, _)| bytes(row)).sum();
        let mut has_room = !self.client.read(is_put_off)?;
        let mut stumbled = 0;
        for (row, file) in &due {
            (self.tell)(&self.progress);
            // What was begun has its room.
            if !has_room && row.sent == 0 {
                continue;
            }
            match self.send(row, file, unsent)? {
                Became::Sent => done.sent += 1,
                Became::Refused(code, said) => {
                    done.refused += 1;
                    self.client
                        .write(|tx, own| refused(tx, own, (row, file), code, &said))?;
                }
                Became::NoRoom(reason) => {
                    has_room = false;
                    self.client
                        .write(|tx, own| no_room(tx, own, row, &reason))?;
                }
                Became::PutOff { reason, after_ms } => {
                    has_room = false;
                    self.client
                        .write(|tx, own| put_off(tx, own, row, &reason, after_ms))?;
                }
                Became::Waits => {
                    if self.client.write(|tx, own| let_down(tx, own, row, file))? {
                        done.refused += 1;
                    }
                }
                Became::Stumbled(trouble) => {
                    done.trouble = Some(trouble);
                    self.client
                        .write(|tx, _| Ok(photo::postpone(tx, row.doc, row.hash)?))?;
                    stumbled += 1;
                    if stumbled == PHOTOS_STUMBLED_MAX {
                        break;
                    }
                }
                Became::BrokenOff(trouble) => {
                    done.trouble = trouble;
                    break;
                }
            }
            self.progress.photos_to_send -= 1;
        }
        done.waiting = self.client.write(|tx, _| {
            note_trouble(tx, self.client, done.trouble.as_ref())?;
            photo::purge(tx, PHOTOS_KEPT_BYTES_MAX)?;
            Ok(photo::count_to_send(tx)?)
        })?;
        self.progress.photos_to_send = done.waiting as usize;
        (self.tell)(&self.progress);
        Ok(())
    }

    /// Asks once a day for the photo that the server took last. A server that was put back to
    /// before it, while nobody recorded anything, does not show that otherwise: photos have no
    /// place in the log. If it is gone, all that lie here are looked for again.
    fn look_again(&self) -> Result<(), ClientError> {
        let Some((doc, hash)) = self.client.read(due_again)? else {
            return Ok(());
        };
        let standing = FileRequest::Standing;
        let answer = self.transport.file(&path(doc, hash), self.token, &standing);
        self.client.write(|tx, own| {
            match answer {
                Ok(answer) if !answer.complete => photo::doubt_sent(tx)?,
                // Its session speaks of it no longer: what is there or not nobody can tell by it.
                Ok(_)
                | Err(TransportError::Refused {
                    status: NOT_FOUND, ..
                }) => {}
                // The line broke, or the server is busy: with the next sync.
                Err(_) => return Ok(()),
            }
            Ok(note_there(tx, own, doc, hash)?)
        })
    }

    /// Sends one photo, if it is as long as its session says.
    fn send(
        &mut self,
        row: &PhotoRow,
        file: &Attachment,
        unsent: u32,
    ) -> Result<Became, ClientError> {
        if row.length == file.bytes {
            return self.send_pieces(row, unsent);
        }
        // Somebody attached it again and said another length: the server would wait for it.
        let reason = format!("its session says that it has {} bytes", file.bytes);
        Ok(Became::Refused(REFUSED, reason))
    }

    /// Sends one photo, piece by piece, unless more sessions than `unsent` come to be sent. The
    /// server says where it goes on: it alone knows what it has on its disk.
    fn send_pieces(&mut self, row: &PhotoRow, unsent: u32) -> Result<Became, ClientError> {
        let (doc, hash) = (row.doc, row.hash);
        let path = path(doc, hash);
        let mut piece_bytes = PHOTO_CHUNK_BYTES_MIN;
        let (mut offset, mut counted) = (None, row.sent);
        let mut was_damaged = false;
        for _ in 0..PHOTO_REQUESTS_MAX {
            if self.cancel.is_asked() || self.count_unsent()? > unsent {
                return Ok(Became::BrokenOff(None));
            }
            let piece = match offset {
                None => Vec::new(),
                Some(offset) => match self.piece(doc, hash, offset, piece_bytes)? {
                    Some(piece) if !piece.is_empty() => piece,
                    _ => return Ok(Became::Waits),
                },
            };
            let request = match offset {
                None => FileRequest::Standing,
                Some(offset) => FileRequest::Put {
                    offset,
                    bytes: &piece,
                },
            };
            let began = self.client.environment.now();
            let answer = match self.transport.file(&path, self.token, &request) {
                Ok(answer) => answer,
                // It has more, or less, than it said: it is asked again.
                Err(TransportError::Refused {
                    status: CONFLICT, ..
                }) if offset.is_some() => {
                    offset = None;
                    continue;
                }
                Err(TransportError::Refused { code, .. }) if code == DAMAGED && !was_damaged => {
                    was_damaged = true;
                    offset = None;
                    continue;
                }
                Err(error) => return Ok(self.broken(error)),
            };
            let now = self.client.environment.now();
            if now.0 - began.0 <= PHOTO_CHUNK_FAST_MS_MAX && !piece.is_empty() {
                piece_bytes = (2 * piece_bytes).min(BLOB_CHUNK_BYTES_MAX);
            }
            self.client.write(|tx, own| {
                let (sent, complete) = (answer.offset, answer.complete);
                photo::note_sent(tx, doc, hash, sent, complete)?;
                // In one step: after a crash between them nobody would come back to it.
                if complete {
                    taken(tx, own, row)
                } else {
                    Ok(())
                }
            })?;
            if answer.complete {
                self.count(counted, row.length);
                return Ok(Became::Sent);
            }
            self.count(counted, answer.offset.min(row.length));
            counted = counted.max(answer.offset.min(row.length));
            offset = Some(answer.offset);
        }
        Ok(Became::Waits)
    }

    /// Sessions that are unsent. Once the figures are through, none or what is stuck; more when
    /// something was recorded since, which goes first.
    fn count_unsent(&self) -> Result<u32, ClientError> {
        self.client
            .read(|connection, _| Ok(document::count_unsent(connection)?))
    }

    /// The bytes from `offset` on; none when the photo was taken out meanwhile.
    fn piece(
        &self,
        doc: DocId,
        hash: FileHash,
        offset: u64,
        bytes: usize,
    ) -> Result<Option<Vec<u8>>, ClientError> {
        self.client
            .read(|connection, _| Ok(photo::piece(connection, doc, hash, offset, bytes)?))
    }

    /// The server has more than before.
    fn count(&mut self, before: u64, now: u64) {
        self.progress.photo_bytes_sent += now.saturating_sub(before);
        (self.tell)(&self.progress);
    }

    fn broken(&self, error: TransportError) -> Became {
        match error {
            // The line was broken off because the member asked for it.
            _ if self.cancel.is_asked() => Became::BrokenOff(None),
            TransportError::Refused {
                status, message, ..
            } if UNFIT.contains(&status) => Became::Refused(REFUSED, message),
            TransportError::Refused { code, message, .. } if code == FORBIDDEN => {
                Became::Refused(NOT_PERMITTED, message)
            }
            TransportError::Refused {
                status: NO_STORAGE,
                message,
                ..
            } => Became::NoRoom(message),
            TransportError::Refused {
                code,
                message,
                retry_after_ms,
                ..
            } if code == DAY_FULL => Became::PutOff {
                reason: message,
                after_ms: retry_after_ms,
            },
            TransportError::Refused {
                status: NOT_FOUND, ..
            } => Became::Waits,
            // Another may go through all the same.
            TransportError::Refused { status, .. } if STUMBLES.contains(&status) => {
                Became::Stumbled(error)
            }
            other => Became::BrokenOff(Some(other)),
        }
    }
}

/// What is to be sent, with what its session says of it. A photo that its session no longer speaks
/// of goes, unless the edit that spoke of it was refused: then the member says what becomes of it.
fn due(tx: &Transaction<'_>, own: &Own<'_>) -> Result<Vec<(PhotoRow, Attachment)>, ClientError> {
    let mut sessions: BTreeMap<DocId, Option<Vec<Attachment>>> = BTreeMap::new();
    let refused = refused_files(tx)?;
    let (mut due, mut gone) = (Vec::new(), BTreeSet::new());
    for row in photo::unsent(tx)? {
        if let Entry::Vacant(place) = sessions.entry(row.doc) {
            place.insert(files_of(tx, own, row.doc)?);
        }
        // A session that is to come again, whole, says nothing against its photos.
        let Some(Some(files)) = sessions.get(&row.doc) else {
            continue;
        };
        let sha256 = row.hash.to_string();
        // Of a session that is gone the companion alone is named.
        let is_refused = |doc: DocId| {
            refused
                .iter()
                .any(|(of, file)| *of == doc && *file == sha256)
        };
        match files.iter().find(|file| file.sha256 == sha256) {
            Some(file) if row.is_to_send() => due.push((row, file.clone())),
            Some(_) => {}
            None if is_refused(row.doc) || is_refused(row.doc.companion()) => {}
            None => {
                photo::remove(tx, row.doc, row.hash)?;
                gone.insert(row.doc);
            }
        }
    }
    for doc in gone {
        settle(tx, doc)?;
        let_session_go(tx, own, doc)?;
    }
    Ok(due)
}

/// What a session names. Nothing when there is no such session, as when the server would not have
/// any of it; none when what it names cannot be told before it comes again.
fn files_of(
    tx: &Transaction<'_>,
    own: &Own<'_>,
    doc: DocId,
) -> Result<Option<Vec<Attachment>>, ClientError> {
    if document::get(tx, doc)?.is_none() {
        return Ok(Some(Vec::new()));
    }
    match Folder::load(tx, doc) {
        Ok(Some(folder)) => {
            let session = folder.session(tx, own)?;
            Ok(Some(session.attachments.into_iter().collect()))
        }
        Ok(None) | Err(ClientError::DamagedDocument(_)) => Ok(None),
        Err(other) => Err(other),
    }
}

/// What was attached by edits that are among what needs attention.
fn refused_files(tx: &Transaction<'_>) -> Result<Vec<(DocId, String)>, StoreError> {
    let matters = attention::list(tx)?.into_iter();
    let files = matters.flat_map(|matter| {
        let doc = matter.doc;
        matter.edits.into_iter().filter_map(move |edit| match edit {
            Edit::Attach(file) => Some((doc, file.sha256)),
            _ => None,
        })
    });
    Ok(files.collect())
}

/// The photo that the server took last, when it is time to ask for it again.
fn due_again(
    connection: &Connection,
    own: &Own<'_>,
) -> Result<Option<(DocId, FileHash)>, ClientError> {
    let taken: Option<Taken> = meta::get_json(connection, Meta::PhotoTaken)?;
    let is_due = |taken: &Taken| {
        let since_ms = own.now.since_ms(taken.at);
        !(0..PHOTO_ASKED_AGAIN_MS).contains(&since_ms)
    };
    Ok(taken.filter(is_due).map(|taken| (taken.doc, taken.hash)))
}

/// Photos that were broken off are a reason to come back, as figures are; after a while that grows
/// as long as they are.
fn note_trouble(
    tx: &Transaction<'_>,
    client: &Client,
    trouble: Option<&TransportError>,
) -> Result<(), StoreError> {
    let after_ms = match trouble {
        None => return status::recovered(tx),
        Some(TransportError::Refused { retry_after_ms, .. }) => *retry_after_ms,
        Some(_) => None,
    };
    status::failed(tx, &client.environment, after_ms)
}
