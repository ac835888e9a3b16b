//! Which documents a feed lists, each at its latest entry. Who follows it is in `follows`.

use std::collections::BTreeSet;

use client_core::ids::{DocId, FeedId, OrganisationId, UnitId};
use rusqlite::{Connection, Transaction, params};
use sha2::Sha256;

use super::StoreError;
use super::column::{parsed, unsigned};
use super::log::{self, Kind, Origin, Position};
use super::row::number;

/// A document as one feed lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The document.
    pub doc: DocId,
    /// The feed.
    pub feed: FeedId,
    /// The entry with which it joined.
    pub joined: u64,
    /// Whether it left again.
    pub gone: bool,
    /// Its latest entry, as far as this feed is concerned.
    pub last_seq: u64,
}

/// The order in which a newly followed feed is fetched, as of a document's last change.
#[derive(Clone, Copy, Debug)]
pub struct Day<'a> {
    /// Local day, `YYYY-MM-DD`.
    pub day: &'a str,
    /// Whether it lies ahead.
    pub planned: bool,
}

/// A document joined a feed with the entry `joined`, and its latest is `last`.
pub fn begin(
    t: &Transaction<'_>,
    organisation: &OrganisationId,
    doc: DocId,
    feed: &FeedId,
    (joined, last): (u64, u64),
    day: Day<'_>,
) -> Result<(), StoreError> {
    t.prepare_cached(
        "INSERT INTO feed_document (organisation, doc, feed, joined, last_seq, day, planned)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (organisation, doc, feed) DO UPDATE SET
             joined = excluded.joined, gone = NULL, last_seq = excluded.last_seq,
             day = excluded.day, planned = excluded.planned",
    )?
    .execute(params![
        organisation.as_str(),
        doc.0,
        feed.as_str(),
        number(joined),
        number(last),
        day.day,
        day.planned,
    ])?;
    Ok(())
}

/// A document's change moved it in every feed that lists it.
pub fn moved(
    t: &Transaction<'_>,
    organisation: &OrganisationId,
    doc: DocId,
    at: u64,
    day: Day<'_>,
) -> Result<(), StoreError> {
    t.prepare_cached(
        "UPDATE feed_document SET last_seq = ?3, day = ?4, planned = ?5
         WHERE organisation = ?1 AND doc = ?2 AND gone IS NULL",
    )?
    .execute(params![
        organisation.as_str(),
        doc.0,
        number(at),
        day.day,
        day.planned,
    ])?;
    Ok(())
}

/// Puts a document into one more feed. Whoever follows it gets the document whole.
pub fn join(
    t: &Transaction<'_>,
    organisation: &OrganisationId,
    doc: DocId,
    feed: &FeedId,
    day: Day<'_>,
    origin: &Origin<'_>,
) -> Result<Position, StoreError> {
    let position = event(t, organisation, feed, Subject::Document(doc), true, origin)?;
    begin(
        t,
        organisation,
        doc,
        feed,
        (position.seq, position.seq),
        day,
    )?;
    Ok(position)
}

/// Takes a document out of a feed. Whoever has it by no other feed drops it.
pub fn leave(
    t: &Transaction<'_>,
    organisation: &OrganisationId,
    doc: DocId,
    feed: &FeedId,
    origin: &Origin<'_>,
) -> Result<Position, StoreError> {
    let position = event(t, organisation, feed, Subject::Document(doc), false, origin)?;
    t.prepare_cached(
        "UPDATE feed_document SET gone = ?4, last_seq = ?4
         WHERE organisation = ?1 AND doc = ?2 AND feed = ?3 AND gone IS NULL",
    )?
    .execute(params![
        organisation.as_str(),
        doc.0,
        feed.as_str(),
        number(position.seq),
    ])?;
    Ok(position)
}

/// Gives a document another day in every feed that lists it, without moving it in the log.
pub fn set_day(
    t: &Transaction<'_>,
    organisation: &OrganisationId,
    doc: DocId,
    day: Day<'_>,
) -> Result<(), StoreError> {
    t.prepare_cached(
        "UPDATE feed_document SET day = ?3, planned = ?4
         WHERE organisation = ?1 AND doc = ?2 AND gone IS NULL",
    )?
    .execute(params![organisation.as_str(), doc.0, day.day, day.planned])?;
    Ok(())
}

/// Who enters or leaves a feed.
#[derive(Clone, Copy)]
pub(super) enum Subject<'a> {
    Document(DocId),
    Follower(&'a str),
}

/// Writes an entry of kind feed.
pub(super) fn event(
    t: &Transaction<'_>,
    organisation: &OrganisationId,
    feed: &FeedId,
    subject: Subject<'_>,
    enters: bool,
    origin: &Origin<'_>,
) -> Result<Position, StoreError> {
    let (doc, follower) = match subject {
        Subject::Document(doc) => (Some(doc), None),
        Subject::Follower(member) => (None, Some(member)),
    };
    let content = content(feed.as_str(), doc, follower, enters);
    let position = log::append(t, organisation, Kind::Feed, origin, content)?;
    t.prepare_cached(
        "INSERT INTO feed_event (seq, organisation, feed, doc, follower, enters)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        number(position.seq),
        organisation.as_str(),
        feed.as_str(),
        doc.map(|doc| doc.0),
        follower,
        enters,
    ])?;
    Ok(position)
}

/// What the chain holds of an entry of kind feed.
pub(super) fn content(
    feed: &str,
    doc: Option<DocId>,
    follower: Option<&str>,
    enters: bool,
) -> Sha256 {
    let mut content = Sha256::default();
    log::add(&mut content, feed.as_bytes());
    log::add(&mut content, doc.as_ref().map_or(&[], |doc| &doc.0[..]));
    log::add(&mut content, follower.unwrap_or("").as_bytes());
    log::add(&mut content, &[u8::from(enters)]);
    content
}

/// The feeds that list a document, or once did.
pub fn of_document(
    c: &Connection,
    organisation: &OrganisationId,
    doc: DocId,
) -> Result<Vec<Listed>, StoreError> {
    let sql = "SELECT feed, joined, gone IS NOT NULL, last_seq FROM feed_document
               WHERE organisation = ?1 AND doc = ?2";
    let mut statement = c.prepare_cached(sql)?;
    let rows = statement.query_map(params![organisation.as_str(), doc.0], |row| {
        Ok(Listed {
            doc,
            feed: parsed(row, 0)?,
            joined: unsigned(row, 1)?,
            gone: row.get(2)?,
            last_seq: unsigned(row, 3)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The documents that a feed lists, by id.
pub fn documents(
    c: &Connection,
    organisation: &OrganisationId,
    feed: &FeedId,
) -> Result<Vec<DocId>, StoreError> {
    let sql = "SELECT doc FROM feed_document
               WHERE organisation = ?1 AND feed = ?2 AND gone IS NULL ORDER BY doc";
    let mut statement = c.prepare_cached(sql)?;
    let rows = statement.query_map([organisation.as_str(), feed.as_str()], |row| {
        row.get(0).map(DocId)
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The next documents of a feed whose latest entry is behind `after`, in the order of the log.
pub fn by_seq(
    c: &Connection,
    organisation: &OrganisationId,
    feed: &FeedId,
    after: u64,
    limit: usize,
) -> Result<Vec<Listed>, StoreError> {
    let mut statement = c.prepare_cached(BY_SEQ)?;
    let limit = number(limit as u64);
    let rows = statement.query_map(
        params![organisation.as_str(), feed.as_str(), number(after), limit],
        |row| {
            Ok(Listed {
                doc: DocId(row.get(0)?),
                feed: feed.clone(),
                joined: unsigned(row, 1)?,
                gone: row.get(2)?,
                last_seq: unsigned(row, 3)?,
            })
        },
    )?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) const BY_SEQ: &str = "SELECT doc, joined, gone IS NOT NULL, last_seq FROM feed_document
     WHERE organisation = ?1 AND feed = ?2 AND last_seq > ?3
     ORDER BY last_seq LIMIT ?4";

/// The next documents that any feed lists, by id: each once for every feed that lists it.
pub fn by_id(
    c: &Connection,
    organisation: &OrganisationId,
    after: DocId,
    limit: usize,
) -> Result<Vec<DocId>, StoreError> {
    let mut statement = c.prepare_cached(BY_ID)?;
    let limit = number(limit as u64);
    let rows = statement.query_map(params![organisation.as_str(), after.0, limit], |row| {
        row.get(0).map(DocId)
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) const BY_ID: &str = "SELECT doc FROM feed_document
     WHERE organisation = ?1 AND doc > ?2 AND gone IS NULL
     ORDER BY doc LIMIT ?3";

/// Whether anything in the feeds of these units moved after `seq`.
pub fn moved_since(
    c: &Connection,
    organisation: &OrganisationId,
    units: &BTreeSet<UnitId>,
    seq: u64,
) -> Result<bool, StoreError> {
    let mut statement = c.prepare_cached(
        "SELECT 1 FROM feed_document WHERE organisation = ?1 AND feed = ?2 AND last_seq > ?3",
    )?;
    for unit in units {
        let feed = FeedId::of_unit(unit);
        if statement.exists(params![organisation.as_str(), feed.as_str(), number(seq)])? {
            return Ok(true);
        }
    }
    Ok(false)
}
