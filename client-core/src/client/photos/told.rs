//! What the member is told of photos that did not go: once, in words, and no longer than it is so.

use serde::{Deserialize, Serialize};

use crate::client::effects::{is_left, let_go};
use crate::client::error::ClientError;
use crate::client::paper::Own;
use crate::ids::{DocId, FileHash};
use crate::limits::PHOTOS_PUT_OFF_MS_MAX;
use crate::model::Attachment;
use crate::store::attention::{self, Attention};
use crate::store::meta::{self, Meta};
use crate::store::photo::{self, PhotoRow, PhotoState};
use crate::store::{Connection, StoreError, Transaction, document};
use crate::time::Timestamp;

/// The code of a photo that the server will not have.
pub(super) const REFUSED: &str = "photo_refused";
/// The code of a photo of a session to which the member may add nothing any more.
pub(super) const NOT_PERMITTED: &str = "photo_not_permitted";
/// The code of photos that wait for room at the organisation.
const NO_ROOM: &str = "photo_no_room";
/// The code of photos that wait because this phone has brought as much as it may today.
const DAY_FULL: &str = "photo_day_full";

/// What was said of photos that are no longer waiting, or no longer refused, is over.
pub(super) fn settle(tx: &Transaction<'_>, doc: DocId) -> Result<(), StoreError> {
    let here = photo::of_document(tx, doc)?;
    let stands = |state| here.iter().any(|row| row.state == state);
    if !stands(PhotoState::Refused) {
        attention::settle(tx, doc, REFUSED)?;
        attention::settle(tx, doc, NOT_PERMITTED)?;
    }
    if !stands(PhotoState::ToSend) {
        attention::settle(tx, doc, NO_ROOM)?;
        attention::settle(tx, doc, DAY_FULL)?;
    }
    Ok(())
}

/// A photo that the server has, and when that was known.
#[derive(Serialize, Deserialize)]
pub(super) struct Taken {
    pub(super) doc: DocId,
    pub(super) hash: FileHash,
    pub(super) at: Timestamp,
}

/// Notes of a photo that the server has it now.
pub(super) fn note_there(
    tx: &Transaction<'_>,
    own: &Own<'_>,
    doc: DocId,
    hash: FileHash,
) -> Result<(), StoreError> {
    let at = own.now;
    meta::put_json(tx, Meta::PhotoTaken, &Taken { doc, hash, at })
}

/// The server has a photo of this session: there was room, and what was kept for it alone may go.
pub(super) fn taken(
    tx: &Transaction<'_>,
    own: &Own<'_>,
    row: &PhotoRow,
) -> Result<(), ClientError> {
    let doc = row.doc;
    note_there(tx, own, doc, row.hash)?;
    attention::settle(tx, doc, NO_ROOM)?;
    // What was begun before goes on meanwhile.
    if !is_put_off(tx, own)? {
        attention::settle_all(tx, DAY_FULL)?;
    }
    let_session_go(tx, own, doc)
}

/// A session that was kept for its photos alone goes with the last of them.
pub(super) fn let_session_go(
    tx: &Transaction<'_>,
    own: &Own<'_>,
    doc: DocId,
) -> Result<(), ClientError> {
    let_go(tx, own, doc.companion())?;
    let_go(tx, own, doc)
}

/// Whether the member no longer sees a session that is kept here for its photos.
pub(super) fn is_session_left(connection: &Connection, doc: DocId) -> Result<bool, StoreError> {
    let session = document::get(connection, doc)?;
    session.map_or(Ok(false), |row| is_left(connection, &row))
}

/// It stays here, so that the member can choose what becomes of it.
pub(super) fn refused(
    tx: &Transaction<'_>,
    own: &Own<'_>,
    (row, file): (&PhotoRow, &Attachment),
    code: &str,
    said: &str,
) -> Result<(), ClientError> {
    photo::refuse(tx, row.doc, row.hash)?;
    let reason = format!(
        "the photo {} was not taken{}. It stays on this phone until you take it out of the session",
        file.name,
        in_brackets(said)
    );
    tell(tx, own, row.doc, code, reason)
}

/// A photo of a session that this member no longer sees will not be taken: the server says of it
/// what it says of one that is nowhere. Returns whether it is one.
pub(super) fn let_down(
    tx: &Transaction<'_>,
    own: &Own<'_>,
    row: &PhotoRow,
    file: &Attachment,
) -> Result<bool, ClientError> {
    let is_left = is_session_left(tx, row.doc)?;
    if is_left {
        let said = "its session is no longer shared with you";
        refused(tx, own, (row, file), NOT_PERMITTED, said)?;
    }
    Ok(is_left)
}

/// Said once for each session, until a photo of it was taken.
pub(super) fn no_room(
    tx: &Transaction<'_>,
    own: &Own<'_>,
    row: &PhotoRow,
    said: &str,
) -> Result<(), ClientError> {
    let is_it = |matter: &Attention| matter.doc == row.doc && matter.code == NO_ROOM;
    if attention::list(tx)?.iter().any(is_it) {
        return Ok(());
    }
    let reason = format!(
        "your organisation has no room for more photos{}: tell your administrator. They stay on \
         this phone and are tried again with each sync",
        in_brackets(said)
    );
    tell(tx, own, row.doc, NO_ROOM, reason)
}

/// Said once of this phone; no photo is begun until the server said that one may be.
pub(super) fn put_off(
    tx: &Transaction<'_>,
    own: &Own<'_>,
    row: &PhotoRow,
    said: &str,
    after_ms: Option<u64>,
) -> Result<(), ClientError> {
    let after_ms = after_ms.and_then(|ms| i64::try_from(ms).ok());
    let after_ms = after_ms.map_or(PHOTOS_PUT_OFF_MS_MAX, |ms| ms.min(PHOTOS_PUT_OFF_MS_MAX));
    meta::put_json(tx, Meta::PhotosPutOff, &own.now.plus_ms(after_ms))?;
    attention::settle_all(tx, DAY_FULL)?;
    let reason = format!(
        "this phone has sent as many photos as one may in a day{}. The rest stays on this phone \
         and is tried again tomorrow; figures go as ever",
        in_brackets(said)
    );
    tell(tx, own, row.doc, DAY_FULL, reason)
}

/// Whether the server would begin no photo of this phone yet. A clock that was put back since asks
/// it again.
pub(super) fn is_put_off(connection: &Connection, own: &Own<'_>) -> Result<bool, ClientError> {
    let until: Option<Timestamp> = meta::get_json(connection, Meta::PhotosPutOff)?;
    let wait_ms = until.map_or(0, |until| until.since_ms(own.now));
    Ok((1..=PHOTOS_PUT_OFF_MS_MAX).contains(&wait_ms))
}

fn in_brackets(said: &str) -> String {
    match said {
        "" => String::new(),
        said => format!(" ({said})"),
    }
}

fn tell(
    tx: &Transaction<'_>,
    own: &Own<'_>,
    doc: DocId,
    code: &str,
    reason: String,
) -> Result<(), ClientError> {
    let matter = Attention {
        number: 0,
        doc,
        hash: None,
        code: code.to_owned(),
        reason,
        edits: Vec::new(),
        at: own.now,
    };
    Ok(attention::add(tx, &matter)?)
}
