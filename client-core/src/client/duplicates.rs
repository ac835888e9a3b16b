//! Sessions that look like one event: found in the list, decided by a member, undone.

use super::Client;
use super::commands::{enter, open};
use super::error::ClientError;
use super::paper::Own;
use super::venues;
use crate::ids::DocId;
use crate::limits::LIKELY_LISTED_MAX;
use crate::model::{DocKind, Edit, FieldProblem, Likeness, Register, Session, likeness};
use crate::store::list::{self, ListQuery, ListRow};
use crate::store::{Connection, StoreError, document};

/// Two sessions that look like one event, at least one of them this member's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LikelyDuplicate {
    /// One, as the list has it.
    pub one: ListRow,
    /// The other.
    pub other: ListRow,
    /// Why.
    pub likeness: Likeness,
}

impl Client {
    /// Sessions of the member's own - begun by the member, or the member is to hold them - that
    /// look like the same event as another, the latest first. The latest few hundred sessions are
    /// compared, each with its neighbours in time.
    pub fn likely_duplicates(&self) -> Result<Vec<LikelyDuplicate>, ClientError> {
        self.read(|connection, own| {
            let query = ListQuery {
                limit: LIKELY_LISTED_MAX,
                ..ListQuery::default()
            };
            let rows = list::page(connection, &query)?.rows;
            let mut counted = Vec::new();
            for row in &rows {
                if list::is_counted(connection, row.doc)? {
                    counted.push(row.trace());
                }
            }
            let traces = counted.into_iter().map(|trace| {
                Ok(match venues::kept(connection, trace.venue_id())? {
                    Some(kept) => trace.at_venue(kept.id),
                    None => trace,
                })
            });
            let traces = traces.collect::<Result<_, StoreError>>()?;
            let row_of = |doc: DocId| rows.iter().find(|row| row.doc == doc).cloned();
            let pairs = likeness::likely_pairs(traces).into_iter();
            let found = pairs.filter_map(|pair| {
                Some(LikelyDuplicate {
                    one: row_of(pair.one)?,
                    other: row_of(pair.other)?,
                    likeness: pair.likeness,
                })
            });
            let own_ones = found.filter(|pair| is_own(own, &pair.one) || is_own(own, &pair.other));
            Ok(own_ones.collect())
        })
    }

    /// Says that a session is a duplicate of one that is kept: figures count the event once. Both
    /// stay readable, and it can be taken back.
    pub fn mark_duplicate(&self, doc: DocId, kept: DocId) -> Result<Session, ClientError> {
        self.write(|tx, own| {
            let mut folder = open(tx, doc)?;
            check_kept(tx, own, doc, kept)?;
            let link = Edit::text(Register::DuplicateOf, kept.to_string());
            enter(tx, own, &mut folder, &[link])
        })
    }

    /// Takes that back: the session is one of its own.
    pub fn unmark_duplicate(&self, doc: DocId) -> Result<Session, ClientError> {
        self.write(|tx, own| {
            let mut folder = open(tx, doc)?;
            enter(tx, own, &mut folder, &[Edit::clear(Register::DuplicateOf)])
        })
    }
}

fn is_own(own: &Own<'_>, row: &ListRow) -> bool {
    let me = &own.me.member;
    row.author.as_ref() == Some(me) || row.team.contains(me)
}

/// The kept session is here, and does not lead back.
fn check_kept(
    connection: &Connection,
    own: &Own<'_>,
    doc: DocId,
    kept: DocId,
) -> Result<(), ClientError> {
    let is_session =
        document::get(connection, kept)?.is_some_and(|row| row.kind == DocKind::Session);
    if !is_session {
        return Err(ClientError::UnknownSession(kept));
    }
    let leads_back = open(connection, kept)?
        .session(connection, own)?
        .duplicate_of
        == Some(doc);
    if kept == doc || leads_back {
        let allowed = "another session, which is not itself a duplicate of this one";
        return Err(FieldProblem::new("duplicate_of", kept.to_string(), allowed).into());
    }
    Ok(())
}
