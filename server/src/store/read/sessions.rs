//! Lists of sessions, page by page: each page begins where the last one ended, so the last costs
//! what the first did. Withdrawn sessions are in a list of their own.

use std::fmt;
use std::str::FromStr;

use client_core::ids::{CampaignId, DocId, UnitId};
use client_core::model::{Kind, Status};
use client_core::time::Timestamp;
use jiff::civil::Date;
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};

use super::condition::{Condition, Units};
use super::{Filter, Scope, figures};
use crate::store::StoreError;
use crate::store::column::{bytes, parsed, parsed_if_any, unsigned};
use crate::store::read_model::Reviewed;

/// The order of a list. The document breaks ties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// By day.
    Day,
    /// By title, without case and accents.
    Title,
    /// By unit.
    Unit,
    /// By people reached.
    People,
}

impl Sort {
    const fn column(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Title => "title_order",
            Self::Unit => "unit",
            Self::People => "people",
        }
    }
}

/// A place in a list, for whoever carries it: it has meaning only for the order it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    value: String,
    doc: DocId,
}

/// A text that is no place in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a place in a list: begin at its first page")]
pub struct NotAKey;

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.doc, self.value)
    }
}

impl FromStr for Key {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let (doc, value) = text.split_once('.').ok_or(NotAKey)?;
        Ok(Self {
            value: value.to_owned(),
            doc: doc.parse().map_err(|_| NotAKey)?,
        })
    }
}

/// Where a page begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    /// At the beginning.
    First,
    /// Behind this place.
    After(Key),
    /// Before this place.
    Before(Key),
}

/// One session of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    /// Its document.
    pub id: DocId,
    /// What people call it.
    pub title: String,
    /// What kind of activity it was, once somebody said so.
    pub kind: Option<Kind>,
    /// How far it came.
    pub status: Status,
    /// Its local day.
    pub day: Date,
    /// The campaign it belongs to.
    pub campaign: Option<CampaignId>,
    /// The unit that owns it.
    pub unit: UnitId,
    /// Town or village.
    pub locality: String,
    /// School, square, market.
    pub venue: String,
    /// The venue of the register; empty when none is said.
    pub venue_id: String,
    /// Activities that it summarises.
    pub activities: u64,
    /// Contacts.
    pub people: u64,
    /// Materials handed out.
    pub materials: u64,
    /// Fields of which two different things were said.
    pub conflicts: u32,
    /// People who counted.
    pub counters: u32,
    /// What a coordinator said of it last.
    pub review: Option<Reviewed>,
    /// When something of it last arrived.
    pub received: Timestamp,
}

/// A page of a list, in the wanted order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its sessions.
    pub rows: Vec<SessionRow>,
    /// Where the page before it ends; none on the first.
    pub before: Option<Key>,
    /// Where the page behind it begins; none on the last.
    pub after: Option<Key>,
}

const COLUMNS: &str = "doc, title, kind, status, day, campaign, unit, locality, venue, activities,
    people, materials, conflicts, counters, received, review, venue_id";

fn session_row(row: &Row<'_>) -> rusqlite::Result<SessionRow> {
    Ok(SessionRow {
        id: bytes(row, 0)?,
        title: row.get(1)?,
        kind: parsed_if_any(row, 2)?,
        status: parsed(row, 3)?,
        day: parsed(row, 4)?,
        campaign: parsed_if_any(row, 5)?,
        unit: parsed(row, 6)?,
        locality: row.get(7)?,
        venue: row.get(8)?,
        activities: unsigned(row, 9)?,
        people: unsigned(row, 10)?,
        materials: unsigned(row, 11)?,
        conflicts: row.get(12)?,
        counters: row.get(13)?,
        received: Timestamp(row.get(14)?),
        review: row
            .get::<_, Option<String>>(15)?
            .and_then(|review| Reviewed::of_code(&review)),
        venue_id: row.get(16)?,
    })
}

/// One page of at most `limit` sessions.
pub fn page(
    c: &Connection,
    scope: &Scope,
    filter: &Filter,
    (sort, descending): (Sort, bool),
    at: &At,
    limit: u32,
) -> Result<Page, StoreError> {
    let backwards = matches!(at, At::Before(_));
    let asked = Asked {
        scope,
        filter,
        sort,
        down: descending != backwards,
        at,
        limit,
    };
    let (sql, condition) = asked.sql();
    let mut statement = c.prepare_cached(&sql)?;
    let found = statement.query_map(params_from_iter(condition.values()), |row| {
        Ok((session_row(row)?, row.get(17)?))
    })?;
    let mut found: Vec<(SessionRow, String)> = found.collect::<Result<_, _>>()?;
    // One more than asked for was looked at: it tells whether the list goes on.
    let more = found.len() > usize::try_from(limit).unwrap_or(usize::MAX);
    if more {
        found.pop();
    }
    if backwards {
        found.reverse();
    }
    let key = |(row, value): &(SessionRow, String)| Key {
        value: value.clone(),
        doc: row.id,
    };
    let (first, last) = (found.first().map(key), found.last().map(key));
    let (has_before, has_after) = match at {
        At::First => (false, more),
        At::After(_) => (true, more),
        At::Before(_) => (more, true),
    };
    Ok(Page {
        before: first.filter(|_| has_before),
        after: last.filter(|_| has_after),
        rows: found.into_iter().map(|(row, _)| row).collect(),
    })
}

/// A page as it is asked of the database.
struct Asked<'a> {
    scope: &'a Scope,
    filter: &'a Filter,
    sort: Sort,
    down: bool,
    at: &'a At,
    limit: u32,
}

impl Asked<'_> {
    fn sql(&self) -> (String, Condition) {
        let mut condition = Condition::of(self.scope, self.filter, Units::PassedBy);
        condition.and(hidden(self.filter));
        let column = self.sort.column();
        let (order, beyond) = if self.down {
            ("DESC", "<")
        } else {
            ("ASC", ">")
        };
        if let At::After(key) | At::Before(key) = self.at {
            let value = match self.sort {
                Sort::People => Value::Integer(key.value.parse().unwrap_or_default()),
                _ => Value::Text(key.value.clone()),
            };
            let value = condition.value(value);
            let doc = condition.value(key.doc.as_ref().to_vec());
            condition.and(&format!("({column}, doc) {beyond} ({value}, {doc})"));
        }
        let limit = condition.value(i64::from(self.limit) + 1);
        let sql = format!(
            "SELECT {COLUMNS}, CAST({column} AS TEXT) FROM session_row
             WHERE {} ORDER BY {column} {order}, doc {order} LIMIT {limit}",
            condition.sql()
        );
        (sql, condition)
    }
}

/// Each of the two has indexes of its own.
const fn hidden(filter: &Filter) -> &'static str {
    if filter.only_withdrawn {
        "withdrawn = 1"
    } else {
        "withdrawn = 0"
    }
}

/// How many sessions a list has, counted up to `up_to`: more is told as that.
pub fn count(
    c: &Connection,
    scope: &Scope,
    filter: &Filter,
    up_to: u64,
) -> Result<u64, StoreError> {
    let mut condition = Condition::of(scope, filter, Units::Searched);
    condition.and(hidden(filter));
    let limit = condition.value(i64::try_from(up_to).unwrap_or(i64::MAX));
    let sql = format!(
        "SELECT count(*) FROM (SELECT 1 FROM session_row WHERE {} LIMIT {limit})",
        condition.sql()
    );
    let count: i64 = figures::value(c, &sql, &condition)?;
    Ok(u64::try_from(count).unwrap_or_default())
}

/// Gives `each` every session that figures count and the filter lets through, with its day, in the
/// order of days.
pub fn each_counted<E: From<StoreError>>(
    c: &Connection,
    scope: &Scope,
    filter: &Filter,
    mut each: impl FnMut(DocId, &str) -> Result<(), E>,
) -> Result<(), E> {
    let mut condition = Condition::of(scope, filter, Units::PassedBy);
    condition.and("counted = 1");
    let sql = format!(
        "SELECT doc, day FROM session_row WHERE {} ORDER BY day, doc",
        condition.sql()
    );
    let mut statement = c.prepare_cached(&sql).map_err(StoreError::from)?;
    let mut rows = statement
        .query(params_from_iter(condition.values()))
        .map_err(StoreError::from)?;
    while let Some(row) = rows.next().map_err(StoreError::from)? {
        let doc = row.get(0).map(DocId).map_err(StoreError::from)?;
        let day = row.get_ref(1).map_err(StoreError::from)?.as_str();
        let day = day.map_err(|_| StoreError::Unexpected("a day that is no text".into()))?;
        each(doc, day)?;
    }
    Ok(())
}

/// What phones brought last, the newest first.
pub fn recent(c: &Connection, scope: &Scope, limit: u32) -> Result<Vec<SessionRow>, StoreError> {
    let mut condition = Condition::of(scope, &Filter::default(), Units::PassedBy);
    condition.and("withdrawn = 0");
    let limit = condition.value(i64::from(limit));
    let sql = format!(
        "SELECT {COLUMNS} FROM session_row WHERE {}
         ORDER BY received DESC, doc DESC LIMIT {limit}",
        condition.sql()
    );
    let mut statement = c.prepare_cached(&sql)?;
    let found = statement.query_map(params_from_iter(condition.values()), session_row)?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// The text of a page's query, for the test of its plan.
#[cfg(test)]
pub(super) fn plan_of(scope: &Scope, filter: &Filter, sort: Sort) -> (String, Vec<Value>) {
    let key = Key {
        value: "5".to_owned(),
        doc: DocId([7; 16]),
    };
    let asked = Asked {
        scope,
        filter,
        sort,
        down: true,
        at: &At::After(key),
        limit: 50,
    };
    let (sql, condition) = asked.sql();
    (sql, condition.values().to_vec())
}
