//! What a phone is given of a feed that is new to it: which documents, in which order.

use client_core::ids::{ChangeHash, DocId, FeedId, MemberId, OrganisationId};
use client_core::wire::WalkPosition;
use rusqlite::{Connection, params};

use super::StoreError;
use super::column::parsed;
use super::row::{heads, number};

/// What one member's phones keep of what is neither planned nor written by the member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Whatever was begun with this id or a later one.
    pub first: DocId,
    /// Whatever is of this day or a later one.
    pub day: String,
    /// Whose documents are kept however old they are.
    pub member: MemberId,
}

/// Whether a row of `feed_document` is kept. A companion follows its parent in all of it.
macro_rules! kept {
    () => {
        "(feed_document.doc >= ?3 OR EXISTS (
             SELECT 1 FROM document
             LEFT JOIN document AS parent ON parent.organisation = document.organisation
                 AND parent.doc = document.parent
             WHERE document.organisation = feed_document.organisation
               AND document.doc = feed_document.doc
               AND (coalesce(parent.planned, document.planned)
                    OR coalesce(parent.day, document.day) >= ?4
                    OR coalesce(parent.author, document.author) = ?5)))"
    };
}

/// The next documents of a feed that are kept and whose latest entry is not behind `since`, in the
/// order in which a newly followed feed is fetched: what lies ahead, then the latest days, then by
/// id.
pub fn by_day(
    c: &Connection,
    organisation: &OrganisationId,
    (feed, since): (&FeedId, u64),
    kept: &Kept,
    after: Option<&WalkPosition>,
    limit: usize,
) -> Result<Vec<WalkPosition>, StoreError> {
    let first = first_position();
    let after = after.unwrap_or(&first);
    let mut statement = c.prepare_cached(BY_DAY)?;
    let rows = statement.query_map(
        params![
            organisation.as_str(),
            feed.as_str(),
            kept.first.0,
            kept.day,
            kept.member.as_str(),
            after.planned,
            after.day,
            after.doc.0,
            number(since),
            number(limit as u64),
        ],
        |row| {
            Ok(WalkPosition {
                planned: row.get(0)?,
                day: row.get(1)?,
                doc: DocId(row.get(2)?),
            })
        },
    )?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The place before all others: no day is that late.
pub fn first_position() -> WalkPosition {
    WalkPosition {
        planned: true,
        day: "9999-99-99".to_owned(),
        doc: DocId([0xff; 16]),
    }
}

/// All three columns descend, so that one comparison of rows finds the place in the index.
pub(super) const BY_DAY: &str = concat!(
    "SELECT planned, day, doc FROM feed_document
     WHERE organisation = ?1 AND feed = ?2 AND gone IS NULL
       AND (planned, day, doc) < (?6, ?7, ?8) AND last_seq <= ?9 AND ",
    kept!(),
    " ORDER BY planned DESC, day DESC, doc DESC LIMIT ?10"
);

/// The next documents of a feed that lie ahead, the soonest first, from `from` on.
pub fn ahead(
    c: &Connection,
    organisation: &OrganisationId,
    (feed, since): (&FeedId, u64),
    from: &str,
    after: Option<&WalkPosition>,
    limit: usize,
) -> Result<Vec<WalkPosition>, StoreError> {
    let (day, doc) = after.map_or((from, [0; 16]), |after| (&after.day, after.doc.0));
    let mut statement = c.prepare_cached(AHEAD)?;
    let rows = statement.query_map(
        params![
            organisation.as_str(),
            feed.as_str(),
            day,
            doc,
            number(since),
            number(limit as u64),
        ],
        |row| {
            Ok(WalkPosition {
                planned: true,
                day: row.get(0)?,
                doc: DocId(row.get(1)?),
            })
        },
    )?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) const AHEAD: &str = "SELECT day, doc FROM feed_document
     WHERE organisation = ?1 AND feed = ?2 AND gone IS NULL AND planned = 1
       AND (day, doc) > (?3, ?4) AND last_seq <= ?5
     ORDER BY day, doc LIMIT ?6";

/// Whether a document is kept that a feed lists.
pub fn is_kept(
    c: &Connection,
    organisation: &OrganisationId,
    doc: DocId,
    kept: &Kept,
) -> Result<bool, StoreError> {
    let mut statement = c.prepare_cached(IS_KEPT)?;
    Ok(statement.exists(params![
        organisation.as_str(),
        doc.0,
        kept.first.0,
        kept.day,
        kept.member.as_str(),
    ])?)
}

const IS_KEPT: &str = concat!(
    "SELECT 1 FROM feed_document
     WHERE organisation = ?1 AND doc = ?2 AND gone IS NULL AND ",
    kept!()
);

/// Every document from `first` on that a feed lists, by id and with its heads: each once for every
/// feed that lists it.
pub fn listed_from(
    c: &Connection,
    organisation: &OrganisationId,
    first: DocId,
    mut each: impl FnMut(DocId, FeedId, Vec<ChangeHash>),
) -> Result<(), StoreError> {
    let mut statement = c.prepare_cached(LISTED_FROM)?;
    let mut rows = statement.query(params![organisation.as_str(), first.0])?;
    while let Some(row) = rows.next()? {
        each(DocId(row.get(0)?), parsed(row, 1)?, heads(row, 2)?);
    }
    Ok(())
}

pub(super) const LISTED_FROM: &str = "SELECT feed_document.doc, feed, heads FROM feed_document
     JOIN document ON document.organisation = feed_document.organisation
         AND document.doc = feed_document.doc
     WHERE feed_document.organisation = ?1 AND feed_document.doc >= ?2 AND gone IS NULL
     ORDER BY feed_document.doc";
