//! Admitted changes: their bytes as they came, and the columns by which the next ones are judged.

use client_core::ids::{ChangeHash, DeviceId, DocId, FeedId, MemberId, OrganisationId, ReplicaId};
use client_core::time::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use sha2::Sha256;

use super::StoreError;
use super::column::{parsed, unsigned};
use super::log::{self, Kind, Origin, Position};
use super::row::number;

/// A change that was judged and may be written.
#[derive(Clone, Debug)]
pub struct NewChange {
    /// Its name.
    pub hash: ChangeHash,
    /// The replica that wrote it.
    pub actor: ReplicaId,
    /// Its number among that replica's changes of the document.
    pub actor_seq: u64,
    /// Its first operation's number.
    pub start_op: u64,
    /// Its last operation's number.
    pub max_op: u64,
    /// The raw chunk.
    pub bytes: Vec<u8>,
}

/// A change as it goes out again.
#[derive(Clone, Debug)]
pub struct StoredChange {
    /// Its entry.
    pub seq: u64,
    /// Its name.
    pub hash: ChangeHash,
    /// The raw chunk.
    pub bytes: Vec<u8>,
    /// The enrolment it came from.
    pub device: DeviceId,
    /// Who wrote it.
    pub member: MemberId,
    /// When the server received it.
    pub received: Timestamp,
}

/// Writes a change behind the last entry of the log. `feed` is named by a document's first change:
/// the feed that the document joins with it.
pub fn insert(
    t: &Transaction<'_>,
    organisation: &OrganisationId,
    doc: DocId,
    origin: &Origin<'_>,
    change: &NewChange,
    feed: Option<&FeedId>,
) -> Result<Position, StoreError> {
    let content = content(doc, change.hash, feed);
    let position = log::append(t, organisation, Kind::Change, origin, content)?;
    t.prepare_cached(
        "INSERT INTO change (seq, organisation, doc, hash, actor, actor_seq, start_op, max_op,
                             feed, bytes)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        number(position.seq),
        organisation.as_str(),
        doc.0,
        change.hash.0,
        change.actor.0,
        number(change.actor_seq),
        number(change.start_op),
        number(change.max_op),
        feed.map(FeedId::as_str),
        change.bytes,
    ])?;
    Ok(position)
}

/// What the chain holds of a change.
pub(super) fn content(doc: DocId, hash: ChangeHash, feed: Option<&FeedId>) -> Sha256 {
    let mut content = Sha256::default();
    log::add(&mut content, &doc.0);
    log::add(&mut content, &hash.0);
    log::add(&mut content, feed.map_or("", FeedId::as_str).as_bytes());
    content
}

/// The entry of a document's change; none when it was never taken.
pub fn entry_of(
    c: &Connection,
    organisation: &OrganisationId,
    doc: DocId,
    hash: ChangeHash,
) -> Result<Option<u64>, StoreError> {
    let mut statement = c.prepare_cached(ENTRY_OF)?;
    let parameters = params![organisation.as_str(), doc.0, hash.0];
    let entry = statement.query_row(parameters, |row| unsigned(row, 0));
    Ok(entry.optional()?)
}

pub(super) const ENTRY_OF: &str =
    "SELECT seq FROM change WHERE organisation = ?1 AND doc = ?2 AND hash = ?3";

/// Gives `each` the changes of a document behind an entry, in the order of the log, until it says
/// no or there are no more.
pub fn of_document(
    c: &Connection,
    organisation: &OrganisationId,
    doc: DocId,
    after: u64,
    mut each: impl FnMut(StoredChange) -> bool,
) -> Result<(), StoreError> {
    let mut statement = c.prepare_cached(OF_DOCUMENT)?;
    let mut rows = statement.query(params![organisation.as_str(), doc.0, number(after)])?;
    while let Some(row) = rows.next()? {
        if !each(stored(row)?) {
            break;
        }
    }
    Ok(())
}

pub(super) const OF_DOCUMENT: &str =
    "SELECT change.seq, change.hash, change.bytes, log.device, log.member, log.received
     FROM change JOIN log ON log.seq = change.seq
     WHERE change.organisation = ?1 AND change.doc = ?2 AND change.seq > ?3
     ORDER BY change.seq";

fn stored(row: &Row<'_>) -> Result<StoredChange, rusqlite::Error> {
    Ok(StoredChange {
        seq: unsigned(row, 0)?,
        hash: ChangeHash(row.get(1)?),
        bytes: row.get(2)?,
        device: DeviceId(row.get(3)?),
        member: parsed(row, 4)?,
        received: Timestamp(row.get(5)?),
    })
}
