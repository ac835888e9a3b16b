//! What waits for a coordinator, by the session or exchange that it is about. Each phone's latest
//! goes first, then each phone's next: however much one phone left, it hides nobody else's.

use std::fmt;
use std::str::FromStr;

use client_core::ids::{DeviceId, DocId, MemberId, OrganisationId, UnitId};
use client_core::time::Timestamp;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter};

use super::Scope;
use super::condition::Condition;
use crate::store::StoreError;
use crate::store::acts::{self, Act};
use crate::store::column::{bytes, parsed, parsed_if_any, unsigned};
use crate::store::row::number;

/// A session or an exchange of which something waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Which.
    pub doc: DocId,
    /// The unit that owns it, or is to; none when nobody knows.
    pub unit: Option<UnitId>,
    /// Whether it is here already, without what waits.
    pub is_here: bool,
    /// Whether it is an exchange, as far as that is known.
    pub is_exchange: bool,
    /// How many changes wait, those of its private part included.
    pub changes: u64,
    /// Its place in the list.
    pub place: Place,
}

/// A place in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// 1 for a phone's latest, 2 for its next.
    rank: u64,
    /// When the last of its changes came.
    received: Timestamp,
    doc: DocId,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.rank, self.received.0, self.doc)
    }
}

/// A text that is no place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a place in the list of what waits")]
pub struct NotAPlace;

impl FromStr for Place {
    type Err = NotAPlace;

    fn from_str(text: &str) -> Result<Self, NotAPlace> {
        let mut parts = text.splitn(3, '.');
        let mut part = || parts.next().ok_or(NotAPlace);
        Ok(Self {
            rank: part()?.parse().map_err(|_| NotAPlace)?,
            received: Timestamp(part()?.parse().map_err(|_| NotAPlace)?),
            doc: part()?.parse().map_err(|_| NotAPlace)?,
        })
    }
}

/// One phone of which changes of a session or an exchange wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// The enrolment.
    pub device: DeviceId,
    /// Who wrote them.
    pub member: MemberId,
    /// What the document is: 0 session, 1 exchange, 2 private.
    pub kind: u8,
    /// How many.
    pub changes: u64,
    /// When the last of them came.
    pub received: Timestamp,
}

/// How many sessions and exchanges something waits of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Sessions.
    pub sessions: u64,
    /// Exchanges.
    pub exchanges: u64,
}

/// Each session and exchange that something waits of, by the phone it came from, with the unit
/// that owns it: its own, that for which it was begun, or that of its writer. `?1` is whose.
const PLACED: &str = "
    part AS (
        SELECT about, device, min(member) AS member, max(kind = 1) AS is_exchange,
               max(unit) AS named, count(*) AS changes, max(received) AS received
        FROM quarantine WHERE organisation = ?1 AND rejected_at IS NULL GROUP BY about, device
    ),
    placed AS (
        SELECT part.about, part.device, part.changes, part.received,
               document.doc IS NOT NULL AS is_here,
               coalesce(document.kind = 1, part.is_exchange) AS is_exchange,
               coalesce(document.unit, part.named, member.unit) AS unit
        FROM part
        LEFT JOIN document ON document.organisation = ?1 AND document.doc = part.about
        LEFT JOIN member ON member.id = part.member
    )";

fn condition(organisation: &OrganisationId, scope: &Scope) -> Condition {
    let mut condition = Condition::default();
    condition.value(organisation.to_string());
    condition.add_scope(scope);
    condition
}

/// The next of the list behind a place; of one phone, when one is named.
pub fn page(
    c: &Connection,
    organisation: &OrganisationId,
    scope: &Scope,
    (device, after): (Option<DeviceId>, Option<Place>),
    limit: usize,
) -> Result<Vec<Waiting>, StoreError> {
    let mut condition = condition(organisation, scope);
    if let Some(device) = device {
        condition.with("device = ?", device.0.to_vec());
    }
    let mut behind = "1".to_owned();
    if let Some(after) = after {
        let received = condition.value(after.received.0);
        let rank = condition.value(number(after.rank));
        let doc = condition.value(after.doc.0.to_vec());
        behind = format!("(rank, -received, about) > ({rank}, -{received}, {doc})");
    }
    let limit = condition.value(number(limit as u64));
    let sql = format!(
        "WITH {PLACED},
         ranked AS (
             SELECT *, row_number() OVER (PARTITION BY device ORDER BY received DESC, about) AS rank
             FROM placed WHERE {}
         ),
         listed AS (
             SELECT about, max(unit) AS unit, max(is_here) AS is_here,
                    max(is_exchange) AS is_exchange, sum(changes) AS changes,
                    min(rank) AS rank, max(received) AS received
             FROM ranked GROUP BY about
         )
         SELECT about, unit, is_here, is_exchange, changes, rank, received FROM listed
         WHERE {behind} ORDER BY rank, received DESC, about LIMIT {limit}",
        condition.sql()
    );
    rows(c, &sql, condition.values())
}

fn rows(c: &Connection, sql: &str, values: &[Value]) -> Result<Vec<Waiting>, StoreError> {
    let mut statement = c.prepare_cached(sql)?;
    let rows = statement.query_map(params_from_iter(values), waiting)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn waiting(row: &Row<'_>) -> rusqlite::Result<Waiting> {
    let doc = bytes(row, 0)?;
    Ok(Waiting {
        doc,
        unit: parsed_if_any(row, 1)?,
        is_here: row.get(2)?,
        is_exchange: row.get(3)?,
        changes: unsigned(row, 4)?,
        place: Place {
            rank: unsigned(row, 5)?,
            received: Timestamp(row.get(6)?),
            doc,
        },
    })
}

/// One session or exchange, when something of it waits and the reader may decide about it.
pub fn one(
    c: &Connection,
    organisation: &OrganisationId,
    scope: &Scope,
    doc: DocId,
) -> Result<Option<Waiting>, StoreError> {
    let mut condition = condition(organisation, scope);
    condition.with("about = ?", doc.0.to_vec());
    let sql = format!(
        "WITH {PLACED}
         SELECT about, max(unit), max(is_here), max(is_exchange), sum(changes), 1, max(received)
         FROM placed WHERE {} GROUP BY about",
        condition.sql()
    );
    Ok(rows(c, &sql, condition.values())?.pop())
}

/// How many sessions and exchanges something waits of.
pub fn counts(
    c: &Connection,
    organisation: &OrganisationId,
    scope: &Scope,
) -> Result<Counts, StoreError> {
    let condition = condition(organisation, scope);
    let sql = format!(
        "WITH {PLACED}, listed AS (
             SELECT about, max(is_exchange) AS is_exchange FROM placed WHERE {} GROUP BY about
         )
         SELECT count(*) FILTER (WHERE NOT is_exchange), count(*) FILTER (WHERE is_exchange)
         FROM listed",
        condition.sql()
    );
    let mut statement = c.prepare_cached(&sql)?;
    Ok(
        statement.query_row(params_from_iter(condition.values()), |row| {
            Ok(Counts {
                sessions: unsigned(row, 0)?,
                exchanges: unsigned(row, 1)?,
            })
        })?,
    )
}

/// The phones of which changes of a session or an exchange wait, what came last first.
pub fn senders(
    c: &Connection,
    organisation: &OrganisationId,
    doc: DocId,
    limit: usize,
) -> Result<Vec<Sender>, StoreError> {
    let sql = "SELECT device, member, min(kind), count(*), max(received) FROM quarantine
               WHERE organisation = ?1 AND about = ?2 AND rejected_at IS NULL
               GROUP BY device, member ORDER BY max(received) DESC, device LIMIT ?3";
    let mut statement = c.prepare_cached(sql)?;
    let known = params![organisation.as_str(), doc.0, number(limit as u64)];
    let rows = statement.query_map(known, |row| {
        Ok(Sender {
            device: bytes(row, 0)?,
            member: parsed(row, 1)?,
            kind: row.get(2)?,
            changes: unsigned(row, 3)?,
            received: Timestamp(row.get(4)?),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How many sessions and exchanges a phone left in the reader's scope.
pub fn left_by(
    c: &Connection,
    organisation: &OrganisationId,
    scope: &Scope,
    device: DeviceId,
) -> Result<u64, StoreError> {
    let mut condition = condition(organisation, scope);
    condition.with("device = ?", device.0.to_vec());
    let sql = format!(
        "WITH {PLACED} SELECT count(*) FROM placed WHERE {}",
        condition.sql()
    );
    let mut statement = c.prepare_cached(&sql)?;
    let count = statement.query_row(params_from_iter(condition.values()), |row| unsigned(row, 0));
    Ok(count.optional()?.unwrap_or(0))
}

/// What was decided about sessions and exchanges in the reader's scope, the last first. Of one that
/// never came to be here, the unit is that which the decision notes, or that of whoever decided.
pub fn decided(
    c: &Connection,
    organisation: &OrganisationId,
    scope: &Scope,
    limit: u32,
) -> Result<Vec<Act>, StoreError> {
    let mut condition = condition(organisation, scope);
    let kinds = [acts::LET_IN, acts::KEPT_OUT].map(|kind| condition.value(kind.to_owned()));
    let limit = condition.value(i64::from(limit));
    let sql = format!(
        "WITH decision AS (
             SELECT act.id, act.at, act.member, act.what, act.doc, act.about,
                    coalesce(document.unit, act.about ->> '$.unit', member.unit) AS unit
             FROM act
             LEFT JOIN document ON document.organisation = ?1 AND document.doc = act.doc
             LEFT JOIN member ON member.id = act.member
             WHERE act.what IN ({}, {})
         )
         SELECT at, member, what, doc, about FROM decision WHERE {} ORDER BY id DESC LIMIT {limit}",
        kinds[0],
        kinds[1],
        condition.sql()
    );
    acts::query(c, &sql, params_from_iter(condition.values()))
}
