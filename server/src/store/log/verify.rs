//! Reads the whole log again and says where it does not prove what it holds.

use client_core::ids::{Chain, ChangeHash, DeviceId, DocId, FeedId, MemberId, OrganisationId};
use client_core::time::Timestamp;
use rusqlite::{Connection, Row};
use sha2::Sha256;

use super::{Kind, Origin, Position, StoreError, entry_hash, head, link};
use crate::store::column::{parsed_if_any, unsigned};
use crate::store::{changes, feeds};

/// An entry that is not what it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// What the entry says does not lead from the chain before it to its own.
    Chain {
        /// The entry.
        seq: u64,
    },
    /// The chain is there and what it speaks of is not.
    Empty {
        /// The entry.
        seq: u64,
    },
    /// The log does not end where it says that it ends.
    End {
        /// Its last entry.
        seq: u64,
    },
}

/// Calls `tell` for each entry that is broken, and goes on with the next.
pub fn verify(
    c: &Connection,
    organisation: &OrganisationId,
    mut tell: impl FnMut(Broken),
) -> Result<(), StoreError> {
    let mut statement = c.prepare(
        "SELECT log.seq, log.kind, log.device, log.member, log.received, log.chain,
                change.doc, change.hash, change.feed,
                feed_event.feed, feed_event.doc, feed_event.follower, feed_event.enters
         FROM log
         LEFT JOIN change ON change.seq = log.seq
         LEFT JOIN feed_event ON feed_event.seq = log.seq
         WHERE log.organisation = ?1 ORDER BY log.seq",
    )?;
    let mut rows = statement.query([organisation.as_str()])?;
    let mut last = Position::START;
    while let Some(row) = rows.next()? {
        let at = Position {
            seq: unsigned(row, 0)?,
            chain: Chain(row.get(5)?),
        };
        match content(row)? {
            None => tell(Broken::Empty { seq: at.seq }),
            Some((kind, content)) => {
                let entry = entry_of(row, organisation, kind, content)?;
                if link(last.chain, &entry) != at.chain {
                    tell(Broken::Chain { seq: at.seq });
                }
            }
        }
        last = at;
    }
    if head(c, organisation)? != last {
        tell(Broken::End { seq: last.seq });
    }
    Ok(())
}

/// What the entry speaks of, as the chain holds it; none when it is not there.
fn content(row: &Row<'_>) -> Result<Option<(Kind, Sha256)>, rusqlite::Error> {
    let kind: i64 = row.get(1)?;
    if kind == Kind::Change as i64 {
        let (Some(doc), Some(hash)) = (row.get(6)?, row.get(7)?) else {
            return Ok(None);
        };
        let feed: Option<FeedId> = parsed_if_any(row, 8)?;
        let content = changes::content(DocId(doc), ChangeHash(hash), feed.as_ref());
        return Ok(Some((Kind::Change, content)));
    }
    let Some(feed) = row.get::<_, Option<String>>(9)? else {
        return Ok(None);
    };
    let doc: Option<[u8; 16]> = row.get(10)?;
    let follower: Option<String> = row.get(11)?;
    let content = feeds::content(&feed, doc.map(DocId), follower.as_deref(), row.get(12)?);
    Ok(Some((Kind::Feed, content)))
}

fn entry_of(
    row: &Row<'_>,
    organisation: &OrganisationId,
    kind: Kind,
    content: Sha256,
) -> Result<[u8; 32], rusqlite::Error> {
    let device: Option<[u8; 16]> = row.get(2)?;
    let member: Option<MemberId> = parsed_if_any(row, 3)?;
    let origin = Origin {
        device: device.map(DeviceId),
        member: member.as_ref(),
        received: Timestamp(row.get(4)?),
    };
    Ok(entry_hash(organisation, kind, &origin, content))
}
