//! Sessions as they are compared with one another: which may be one event, told twice. Only what
//! figures count is read: whoever repeats a kept one was decided about, and of a circle of pointers
//! the one that counts is as open as any other.

use client_core::ids::{DocId, MemberId, OrganisationId};
use client_core::limits::{LIKELY_NEIGHBOURS_MAX, SAME_EVENT_MS_MAX};
use client_core::model::{GeoPoint, Place, Trace, Who};
use client_core::time::Timestamp;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};

use super::condition::{Condition, Units};
use super::{Filter, Scope};
use crate::store::column::{bytes, parsed_if_any};
use crate::store::{StoreError, catalogue};

/// The condition of the index that such sessions are found by.
const OPEN: &str = "counted = 1";

/// Whoever began a session stands with its document.
const COLUMNS: &str = "doc, moment, country, adm1, locality, venue, venue_id, at,
    (SELECT author FROM document
     WHERE document.organisation = ?1 AND document.doc = session_row.doc)";

fn trace(row: &Row<'_>) -> rusqlite::Result<Trace> {
    let place = Place {
        country: row.get(2)?,
        adm1: row.get(3)?,
        locality: row.get(4)?,
        venue: row.get(5)?,
        venue_id: row.get(6)?,
    };
    let at: Option<String> = row.get(7)?;
    let at = at.and_then(|at| GeoPoint::of_register(&at));
    let author = parsed_if_any::<MemberId>(row, 8)?.map(Who::Member);
    Ok(Trace::new(
        bytes(row, 0)?,
        Timestamp(row.get(1)?),
        author,
        &place,
        at,
    ))
}

/// The sessions not later than `until`, the latest first, at most `limit`.
pub fn until(
    c: &Connection,
    organisation: &OrganisationId,
    scope: &Scope,
    until: Timestamp,
    limit: usize,
) -> Result<Vec<Trace>, StoreError> {
    let mut asked = Asked::new(organisation, scope);
    asked.0.with("moment <= ?", until.0);
    asked.read(c, limit)
}

/// The sessions that lie near one in time and may be the same place, and that one itself; none
/// when figures do not count it, or it is not in view.
pub fn around(
    c: &Connection,
    organisation: &OrganisationId,
    scope: &Scope,
    doc: DocId,
) -> Result<Option<(Trace, Vec<Trace>)>, StoreError> {
    let mut asked = Asked::new(organisation, scope);
    asked.0.with("doc = ?", doc.0.to_vec());
    let Some(one) = asked.read(c, 1)?.pop() else {
        return Ok(None);
    };
    let sql = "SELECT adm1, venue_id, at IS NOT NULL FROM session_row WHERE doc = ?1";
    let place = c.prepare_cached(sql)?.query_row([doc.0], |row| {
        Ok((
            row.get::<_, String>(0)?,
            row.get::<_, String>(1)?,
            row.get::<_, bool>(2)?,
        ))
    });
    let Some((adm1, venue_id, has_point)) = place.optional()? else {
        return Ok(None);
    };
    let mut asked = Asked::new(organisation, scope);
    let reach = i64::try_from(SAME_EVENT_MS_MAX).unwrap_or(i64::MAX);
    asked.0.with("moment >= ?", one.moment.plus_ms(-reach).0);
    asked.0.with("moment <= ?", one.moment.plus_ms(reach).0);
    asked.0.with("doc <> ?", doc.0.to_vec());
    // Another county is another place, unless the register or the map says otherwise.
    let adm1 = asked.0.value(adm1);
    let merged = catalogue::merged_with(c, &venue_id)?.into_iter();
    let merged: Vec<String> = merged.map(|id| asked.0.value(id)).collect();
    let merged = merged.join(", ");
    let near = if has_point { "OR at IS NOT NULL" } else { "" };
    asked.0.and(&format!(
        "(adm1 IN ({adm1}, '') OR {adm1} = '' OR venue_id IN ({merged}) {near})"
    ));
    let others = asked.read(c, LIKELY_NEIGHBOURS_MAX)?;
    Ok(Some((one, others)))
}

/// Sessions that figures leave out for the sake of a kept one, the latest received first: each with
/// its kept one.
pub fn linked(
    c: &Connection,
    scope: &Scope,
    limit: u32,
) -> Result<Vec<(DocId, DocId)>, StoreError> {
    let mut condition = Condition::of(scope, &Filter::default(), Units::PassedBy);
    condition.and("duplicate_of IS NOT NULL AND counted = 0");
    let limit = condition.value(i64::from(limit));
    let sql = format!(
        "SELECT doc, duplicate_of FROM session_row WHERE {}
         ORDER BY received DESC, doc DESC LIMIT {limit}",
        condition.sql()
    );
    let mut statement = c.prepare_cached(&sql)?;
    let rows = statement.query_map(params_from_iter(condition.values()), |row| {
        Ok((bytes(row, 0)?, bytes(row, 1)?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A question whose first parameter is the organisation.
struct Asked(Condition);

impl Asked {
    fn new(organisation: &OrganisationId, scope: &Scope) -> Self {
        let mut condition = Condition::default();
        condition.value(Value::from(organisation.as_str().to_owned()));
        condition.add_scope(scope);
        condition.and(OPEN);
        Self(condition)
    }

    fn sql(&mut self, limit: usize) -> String {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let limit = self.0.value(limit);
        format!(
            "SELECT {COLUMNS} FROM session_row WHERE {}
             ORDER BY moment DESC, doc DESC LIMIT {limit}",
            self.0.sql()
        )
    }

    fn read(mut self, c: &Connection, limit: usize) -> Result<Vec<Trace>, StoreError> {
        let sql = self.sql(limit);
        let mut statement = c.prepare_cached(&sql)?;
        let rows = statement.query_map(params_from_iter(self.0.values()), trace)?;
        rows.map(|trace| at_kept_venue(c, trace?)).collect()
    }
}

/// Two venues that were merged are one, whichever of them a session says.
fn at_kept_venue(c: &Connection, trace: Trace) -> Result<Trace, StoreError> {
    if trace.venue_id().is_empty() {
        return Ok(trace);
    }
    Ok(match catalogue::kept_venue(c, trace.venue_id())? {
        Some(kept) => trace.at_venue(kept.id),
        None => trace,
    })
}

/// The text of a page's query, for the test of its plan.
#[cfg(test)]
pub(super) fn plan_of(scope: &Scope) -> (String, Vec<Value>) {
    let mut asked = Asked::new(&"agency".parse().expect("an id"), scope);
    asked.0.with("moment <= ?", 5);
    let sql = asked.sql(50);
    (sql, asked.0.values().to_vec())
}
