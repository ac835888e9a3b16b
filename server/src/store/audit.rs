//! What a check reads: rows as they are, beside what they should be. Nothing here is used while
//! serving, and nothing believes a column that can be computed.

use client_core::ids::{ChangeHash, DocId, FeedId, MemberId, OrganisationId, ReplicaId};
use client_core::time::Timestamp;
use rusqlite::{Connection, params};

use super::StoreError;
use super::column::{bytes, parsed, parsed_if_any, unsigned};
use super::follows::{self, Window};

/// A change with every column that can be computed from its bytes.
#[derive(Clone, Debug)]
pub struct AuditedChange {
    /// Its entry.
    pub seq: u64,
    /// Its name, as kept.
    pub hash: ChangeHash,
    /// Its replica, as kept.
    pub actor: ReplicaId,
    /// Its number, as kept.
    pub actor_seq: u64,
    /// Its first operation, as kept.
    pub start_op: u64,
    /// Its last operation, as kept.
    pub max_op: u64,
    /// The feed that the document joined with it.
    pub feed: Option<FeedId>,
    /// The raw chunk.
    pub bytes: Vec<u8>,
    /// Who wrote it.
    pub member: MemberId,
    /// When it arrived.
    pub received: Timestamp,
}

/// A document in a feed, as kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedRow {
    /// The feed.
    pub feed: FeedId,
    /// The entry with which it joined.
    pub joined: u64,
    /// The entry with which it left.
    pub gone: Option<u64>,
    /// Its latest entry there.
    pub last_seq: u64,
    /// Its local day.
    pub day: String,
    /// Whether it lies ahead.
    pub planned: bool,
}

/// A document or a member enters a feed or leaves it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its entry.
    pub seq: u64,
    /// The feed.
    pub feed: FeedId,
    /// In or out.
    pub enters: bool,
}

/// What SQLite itself finds wrong with the file, at most a hundred lines; nothing when it is whole.
pub fn file_faults(c: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement = c.prepare("PRAGMA quick_check(100)")?;
    let lines = statement.query_map([], |row| row.get::<_, String>(0))?;
    let mut faults: Vec<String> = lines.collect::<Result<_, _>>()?;
    faults.retain(|line| line != "ok");
    Ok(faults)
}

/// The changes of a document, in the order of the log.
pub fn changes_of(
    c: &Connection,
    organisation: &OrganisationId,
    doc: DocId,
) -> Result<Vec<AuditedChange>, StoreError> {
    let mut statement = c.prepare_cached(
        "SELECT change.seq, hash, actor, actor_seq, start_op, max_op, feed, bytes, log.member,
                log.received
         FROM change JOIN log ON log.seq = change.seq
         WHERE change.organisation = ?1 AND doc = ?2 ORDER BY change.seq",
    )?;
    let changes = statement.query_map(params![organisation.as_str(), doc.0], |row| {
        Ok(AuditedChange {
            seq: unsigned(row, 0)?,
            hash: ChangeHash(row.get(1)?),
            actor: ReplicaId(row.get(2)?),
            actor_seq: unsigned(row, 3)?,
            start_op: unsigned(row, 4)?,
            max_op: unsigned(row, 5)?,
            feed: parsed_if_any(row, 6)?,
            bytes: row.get(7)?,
            member: parsed(row, 8)?,
            received: Timestamp(row.get(9)?),
        })
    })?;
    Ok(changes.collect::<Result<_, _>>()?)
}

/// When the last of a document's changes arrived.
pub fn last_receipt(
    c: &Connection,
    organisation: &OrganisationId,
    doc: DocId,
) -> Result<Option<Timestamp>, StoreError> {
    let mut statement = c.prepare_cached(
        "SELECT max(log.received) FROM change JOIN log ON log.seq = change.seq
         WHERE change.organisation = ?1 AND doc = ?2",
    )?;
    let last: Option<i64> =
        statement.query_row(params![organisation.as_str(), doc.0], |row| row.get(0))?;
    Ok(last.map(Timestamp))
}

/// The document's entries and exits, without the joining that its first change is.
pub fn events_of(
    c: &Connection,
    organisation: &OrganisationId,
    doc: DocId,
) -> Result<Vec<Event>, StoreError> {
    let mut statement = c.prepare_cached(
        "SELECT seq, feed, enters FROM feed_event
         WHERE organisation = ?1 AND doc = ?2 ORDER BY seq",
    )?;
    let events = statement.query_map(params![organisation.as_str(), doc.0], |row| {
        Ok(Event {
            seq: unsigned(row, 0)?,
            feed: parsed(row, 1)?,
            enters: row.get(2)?,
        })
    })?;
    Ok(events.collect::<Result<_, _>>()?)
}

/// The feeds that list a document, in the order of their names.
pub fn feed_rows(
    c: &Connection,
    organisation: &OrganisationId,
    doc: DocId,
) -> Result<Vec<FeedRow>, StoreError> {
    let mut statement = c.prepare_cached(
        "SELECT feed, joined, gone, last_seq, day, planned FROM feed_document
         WHERE organisation = ?1 AND doc = ?2 ORDER BY feed",
    )?;
    let rows = statement.query_map(params![organisation.as_str(), doc.0], |row| {
        let gone: Option<i64> = row.get(2)?;
        Ok(FeedRow {
            feed: parsed(row, 0)?,
            joined: unsigned(row, 1)?,
            gone: gone.map(|_| unsigned(row, 2)).transpose()?,
            last_seq: unsigned(row, 3)?,
            day: row.get(4)?,
            planned: row.get(5)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Who followed what and when as the log tells it, by member, feed and time.
pub fn windows_by_log(
    c: &Connection,
    organisation: &OrganisationId,
) -> Result<Vec<(MemberId, Window)>, StoreError> {
    let mut statement = c.prepare(
        "SELECT follower, feed, seq, enters FROM feed_event
         WHERE organisation = ?1 AND follower IS NOT NULL ORDER BY follower, feed, seq",
    )?;
    let mut rows = statement.query([organisation.as_str()])?;
    let mut windows: Vec<(MemberId, Window)> = Vec::new();
    while let Some(row) = rows.next()? {
        let (member, feed, seq) = (parsed(row, 0)?, parsed(row, 1)?, unsigned(row, 2)?);
        if row.get(3)? {
            let until = None;
            let since = seq;
            windows.push((member, Window { feed, since, until }));
        } else if let Some((_, open)) = windows
            .last_mut()
            .filter(|(of, window)| *of == member && window.feed == feed)
        {
            open.until = Some(seq);
        }
    }
    Ok(windows)
}

/// Who followed what and when as it is kept, by member, feed and time.
pub fn windows_kept(
    c: &Connection,
    organisation: &OrganisationId,
) -> Result<Vec<(MemberId, Window)>, StoreError> {
    let mut statement =
        c.prepare("SELECT DISTINCT member FROM follow WHERE organisation = ?1 ORDER BY member")?;
    let members = statement.query_map([organisation.as_str()], |row| parsed(row, 0))?;
    let mut kept = Vec::new();
    for member in members {
        let member: MemberId = member?;
        let windows = follows::windows(c, organisation, &member)?;
        kept.extend(windows.into_iter().map(|window| (member.clone(), window)));
    }
    Ok(kept)
}

/// Documents that some table speaks of and the table of documents does not, each with that table's
/// name; at most `limit`.
pub fn strays(
    c: &Connection,
    organisation: &OrganisationId,
    limit: usize,
) -> Result<Vec<(DocId, &'static str)>, StoreError> {
    let mut found = Vec::new();
    for (table, own) in [
        ("change", "AND organisation = ?1"),
        ("feed_document", "AND organisation = ?1"),
        ("snapshot", "AND organisation = ?1"),
        // The read model is this server's own, of whatever organisation.
        ("session_row", ""),
        ("session_team", ""),
        ("exchange_row", ""),
        ("suspect", ""),
        ("attachment", ""),
        ("blob", "AND organisation = ?1"),
    ] {
        let sql = format!(
            "SELECT DISTINCT doc FROM {table} WHERE NOT EXISTS (
                SELECT 1 FROM document
                WHERE document.organisation = ?1 AND document.doc = {table}.doc)
             {own} LIMIT ?2"
        );
        let left = i64::try_from(limit - found.len()).unwrap_or(i64::MAX);
        let mut statement = c.prepare(&sql)?;
        let docs =
            statement.query_map(params![organisation.as_str(), left], |row| bytes(row, 0))?;
        for doc in docs {
            found.push((doc?, table));
        }
    }
    Ok(found)
}
