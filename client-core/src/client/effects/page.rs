//! One page of what others did: all of it with its cursor, or nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::drop_changes::{Dropped, Why, drop_changes};
use super::outcomes::session_of;
use crate::client::error::ClientError;
use crate::client::folder;
use crate::client::paper::{Own, Paper};
use crate::client::versions;
use crate::document::{Document, DocumentError, change_hash};
use crate::ids::{ChangeHash, DocId, Epoch, FeedId};
use crate::model::DocKind;
use crate::store::attention::{self, Attention};
use crate::store::document::DocumentRow;
use crate::store::{
    Connection, StoreError, Transaction, author, cursor, document, feed, frozen, list, photo,
    unread,
};
use crate::sync::Page;
use crate::wire::{Author, Gone, Item, Retract};

/// The code of a document that cannot be read here.
const UNREADABLE: &str = "unreadable";

/// What the rest of the sync has to do because of a page.
#[derive(Default)]
pub(super) struct After {
    /// To be fetched whole.
    pub(super) wanted: Vec<DocId>,
    /// Their journals became changes, or something of them is said again: both can be sent.
    pub(super) to_send: Vec<DocId>,
    /// Documents of this page as they are now: a session is read for the list once, when its
    /// companion is here too, and not from the disk again.
    papers: BTreeMap<DocId, Paper>,
    /// Sessions whose row in the list is out of date.
    touched: BTreeSet<DocId>,
}

/// Stores a page.
pub(super) fn keep(
    tx: &Transaction<'_>,
    own: &Own<'_>,
    reader: &str,
    draw: &dyn Fn() -> Epoch,
    page: &Page,
) -> Result<After, ClientError> {
    let mut after = After::default();
    for item in &page.items {
        take(tx, own, reader, item, &mut after)?;
    }
    for doc in std::mem::take(&mut after.touched) {
        let main = after.papers.remove(&doc);
        let private = after.papers.remove(&doc.companion());
        folder::index_with(tx, own, doc, main, private)?;
    }
    for gone in &page.gone {
        leave(tx, own, gone)?;
    }
    for doc in &page.gone_for_good {
        let session = kind_of(tx, *doc)?.map(|kind| session_of(tx, *doc, kind));
        document::erase(tx, *doc)?;
        if let Some(session) = session {
            let session = session?;
            photo::remove_all(tx, session)?;
            folder::index(tx, own, session)?;
        }
    }
    for retract in &page.retracts {
        if take_back(tx, own, draw, retract)? {
            after.to_send.push(retract.doc);
        }
    }
    if let Some(moved) = &page.cursor {
        cursor::put(tx, moved)?;
    }
    Ok(after)
}

fn take(
    tx: &Transaction<'_>,
    own: &Own<'_>,
    reader: &str,
    item: &Item,
    after: &mut After,
) -> Result<(), ClientError> {
    if document::is_erased(tx, item.doc)? {
        return Ok(());
    }
    let Some(kind) = DocKind::of_number(item.kind) else {
        // A kind of a newer app: it is asked for after the update. Nobody is told, because there
        // may be many and no screen here would show them.
        unread::put(tx, item.doc, reader)?;
        return Ok(feed::put(tx, item.doc, &item.feeds)?);
    };
    let begin = || Paper::begin(tx, kind, item.doc, Some(item.unit.clone()));
    let mut is_new_copy = false;
    let mut paper = match Paper::load(tx, item.doc) {
        Ok(Some(paper)) => paper,
        Ok(None) => begin()?,
        Err(ClientError::DamagedDocument(_)) if item.whole => {
            is_new_copy = true;
            begin()?
        }
        Err(ClientError::DamagedDocument(doc)) => return want(tx, doc, after),
        Err(other) => return Err(other),
    };
    // What was edited here was edited without knowing of this: it stands beside it.
    if paper.cut(tx, own)? {
        after.to_send.push(item.doc);
    }
    let applied = apply(tx, own, &mut paper.document, item)?;
    paper.row.unit = Some(item.unit.clone());
    paper.row.wanted = applied.is_err() && !item.whole;
    feed::put(tx, item.doc, &item.feeds)?;
    if paper.row.wanted {
        after.wanted.push(item.doc);
    }
    if item.whole {
        note_reading(tx, own, reader, &paper.row, applied.is_ok())?;
    }
    let is_empty = applied.is_err() && paper.document.len_changes() == 0;
    if is_empty && is_new_copy {
        return Ok(()); // The damaged copy is more than none: it stays, and stays wanted.
    }
    if is_empty && paper.journal.is_empty() {
        // A stub: that the document exists is all that can be said of it.
        return Ok(document::put(tx, &paper.row)?);
    }
    if is_new_copy {
        tell_lost(tx, own, &paper)?;
    }
    let hashes = item.changes.iter().map(|change| change_hash(&change.0));
    let hashes: Vec<Option<ChangeHash>> = hashes.collect();
    let named: Vec<ChangeHash> = hashes.iter().copied().flatten().collect();
    let known = paper.document.join_heads(&paper.row.server_heads, &named);
    paper.row.server_heads = known;
    paper.save(tx, own)?;
    note_changes(tx, own, &paper, (&hashes, &item.authors))?;
    frozen::keep_only(tx, item.doc, &paper.unsent(own))?;
    after.touched.insert(session_of(tx, item.doc, kind)?);
    after.papers.insert(item.doc, paper);
    Ok(())
}

/// Changes that the server has are no matter for anybody any more, and it says who wrote them.
fn note_changes(
    tx: &Transaction<'_>,
    own: &Own<'_>,
    paper: &Paper,
    (hashes, authors): (&[Option<ChangeHash>], &[Author]),
) -> Result<(), StoreError> {
    for hash in hashes.iter().flatten() {
        attention::settle_change(tx, *hash)?;
    }
    for (hash, by) in hashes.iter().zip(authors) {
        let info = hash.and_then(|hash| paper.document.info(hash));
        if let Some(info) = info.filter(|info| !own.is_own(info.actor)) {
            author::put(tx, paper.row.id, info.hash, by)?;
        }
    }
    Ok(())
}

/// A document that came whole and cannot be read here is shown once, and kept for the next version
/// of the app to ask for: asked for again by this one it would only come again.
fn note_reading(
    tx: &Transaction<'_>,
    own: &Own<'_>,
    reader: &str,
    row: &DocumentRow,
    is_read: bool,
) -> Result<(), ClientError> {
    let session = session_of(tx, row.id, row.kind)?;
    if is_read {
        if unread::remove(tx, row.id)? {
            attention::settle(tx, session, UNREADABLE)?;
        }
        return Ok(());
    }
    if unread::put(tx, row.id, reader)? {
        let reason = "cannot be read on this phone: what the server has of it is newer than \
                      this app, or damaged. Update the app; if that does not help, tell your \
                      coordinator";
        let matter = Attention {
            number: 0,
            doc: session,
            hash: None,
            code: UNREADABLE.to_owned(),
            reason: reason.to_owned(),
            edits: Vec::new(),
            at: own.now,
        };
        attention::add(tx, &matter)?;
    }
    Ok(())
}

/// The copy on this phone was damaged and came again. What it held that the server never got is
/// shown to its author.
fn tell_lost(tx: &Transaction<'_>, own: &Own<'_>, paper: &Paper) -> Result<(), ClientError> {
    for (hash, edits) in frozen::of_document(tx, paper.row.id)? {
        if paper.document.has(hash) {
            continue;
        }
        let matter = Attention {
            number: 0,
            doc: session_of(tx, paper.row.id, paper.row.kind)?,
            hash: Some(hash),
            code: "damaged".to_owned(),
            reason: "the copy on this phone was damaged before these edits were sent".to_owned(),
            edits,
            at: own.now,
        };
        attention::add(tx, &matter)?;
    }
    Ok(())
}

fn apply(
    tx: &Transaction<'_>,
    own: &Own<'_>,
    document: &mut Document,
    item: &Item,
) -> Result<Result<(), DocumentError>, StoreError> {
    if let Some(snapshot) = &item.snapshot {
        let applied = match Document::load(document.kind(), document.id(), &snapshot.0) {
            Ok(older) => versions::apply(tx, own, document, &older.changes_after(&[]))?,
            Err(error) => Err(error),
        };
        if applied.is_err() {
            return Ok(applied);
        }
    }
    let changes: Vec<&[u8]> = item.changes.iter().map(|change| &change.0[..]).collect();
    versions::apply(tx, own, document, &changes)
}

fn want(tx: &Transaction<'_>, doc: DocId, after: &mut After) -> Result<(), ClientError> {
    document::mark_wanted(tx, doc)?;
    after.wanted.push(doc);
    Ok(())
}

fn kind_of(tx: &Transaction<'_>, doc: DocId) -> Result<Option<DocKind>, ClientError> {
    Ok(document::get(tx, doc)?.map(|row| row.kind))
}

/// A feed is no longer followed, or a document is no longer in it.
fn leave(tx: &Transaction<'_>, own: &Own<'_>, gone: &Gone) -> Result<(), ClientError> {
    let docs = match gone.doc {
        Some(doc) => vec![doc],
        None => {
            let mut docs = feed::documents(tx, &gone.feed)?;
            if let Some(unit) = gone.feed.unit() {
                docs.extend(feed::untold(tx, &unit)?);
            }
            docs
        }
    };
    for doc in docs {
        leave_one(tx, own, doc, &gone.feed)?;
    }
    Ok(())
}

/// The copy goes with the last feed, unless something of it, or a photo, was never sent.
fn leave_one(
    tx: &Transaction<'_>,
    own: &Own<'_>,
    doc: DocId,
    from: &FeedId,
) -> Result<(), ClientError> {
    let is_elsewhere = feed::leave(tx, doc, from)?;
    let Some(row) = document::get(tx, doc)? else {
        if !is_elsewhere {
            unread::remove(tx, doc)?;
        }
        return Ok(());
    };
    if is_elsewhere || row.pending || waits_for_photo(tx, &row)? {
        return Ok(());
    }
    drop_copy(tx, own, doc, row.kind)
}

fn drop_copy(
    tx: &Transaction<'_>,
    own: &Own<'_>,
    doc: DocId,
    kind: DocKind,
) -> Result<(), ClientError> {
    let session = session_of(tx, doc, kind)?;
    // With the companion goes what says which photos there are.
    photo::remove_all(tx, session)?;
    document::remove(tx, doc)?;
    if session == doc {
        return Ok(list::remove(tx, doc)?);
    }
    folder::index(tx, own, session)
}

fn waits_for_photo(tx: &Transaction<'_>, row: &DocumentRow) -> Result<bool, ClientError> {
    let session = session_of(tx, row.id, row.kind)?;
    Ok(photo::is_any_here_alone(tx, session)?)
}

/// A copy that outlived its last feed because something of it was unsent goes once that is sent.
pub(in crate::client) fn let_go(
    tx: &Transaction<'_>,
    own: &Own<'_>,
    doc: DocId,
) -> Result<(), ClientError> {
    let Some(row) = document::get(tx, doc)? else {
        return Ok(());
    };
    if !is_left(tx, &row)? || waits_for_photo(tx, &row)? {
        return Ok(());
    }
    drop_copy(tx, own, doc, row.kind)
}

/// Whether all of it was sent and no feed that this phone follows has it any more.
pub(in crate::client) fn is_left(
    connection: &Connection,
    row: &DocumentRow,
) -> Result<bool, StoreError> {
    let Some(unit) = row.unit.as_ref().filter(|_| !row.pending) else {
        return Ok(false);
    };
    let followed = feed::followed(connection)?;
    // A phone that was never told its feeds cannot know that it left one.
    let may_be_followed = followed.is_empty() || followed.contains(&FeedId::of_unit(unit));
    Ok(!may_be_followed && !feed::is_in_any(connection, row.id)?)
}

fn take_back(
    tx: &Transaction<'_>,
    own: &Own<'_>,
    draw: &dyn Fn() -> Epoch,
    retract: &Retract,
) -> Result<bool, ClientError> {
    let Some(paper) = Paper::load(tx, retract.doc)? else {
        return Ok(false);
    };
    let dropped: Vec<Dropped> = retract
        .hashes
        .iter()
        .map(|hash| Dropped {
            hash: *hash,
            why: Why::Retracted,
        })
        .collect();
    drop_changes(tx, own, draw, paper, &dropped)
}
