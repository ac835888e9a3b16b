//! Figures over many sessions: of those that count, which leaves out withdrawn and cancelled ones
//! and duplicates.

use client_core::ids::{CampaignId, UnitId};
use client_core::model::{AgeBand, PeopleKey, Sex, Status, Table};
use jiff::civil::Date;
use rusqlite::types::FromSql;
use rusqlite::{Connection, Row, params_from_iter};

use super::condition::{Condition, Units};
use super::{Filter, Scope};
use crate::store::StoreError;
use crate::store::column::{parsed, parsed_if_any, unsigned};

/// What several sessions come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Records.
    pub sessions: u64,
    /// Activities: a record may summarise several.
    pub activities: u64,
    /// Contacts: never "unique people".
    pub people: u64,
    /// Materials handed out.
    pub materials: u64,
    /// Articles, programmes, posts; never added to people.
    pub media_items: u64,
    /// Broadcasts; never added to people.
    pub broadcasts: u64,
    /// Sessions with an open conflict.
    pub conflicts: u64,
}

const SUMS: &str = "count(*), coalesce(sum(activities), 0), coalesce(sum(people), 0),
    coalesce(sum(materials), 0), coalesce(sum(media_items), 0), coalesce(sum(broadcasts), 0),
    coalesce(sum(conflicts > 0), 0)";

fn sums(row: &Row<'_>, at: usize) -> rusqlite::Result<Sums> {
    Ok(Sums {
        sessions: unsigned(row, at)?,
        activities: unsigned(row, at + 1)?,
        people: unsigned(row, at + 2)?,
        materials: unsigned(row, at + 3)?,
        media_items: unsigned(row, at + 4)?,
        broadcasts: unsigned(row, at + 5)?,
        conflicts: unsigned(row, at + 6)?,
    })
}

/// Everything in one line.
pub fn totals(c: &Connection, scope: &Scope, filter: &Filter) -> Result<Sums, StoreError> {
    let condition = counted(scope, filter);
    let sql = totals_sql(&condition);
    let mut statement = c.prepare_cached(&sql)?;
    Ok(statement.query_row(params_from_iter(condition.values()), |row| sums(row, 0))?)
}

/// By unit, in the order of their ids; units without sessions are left out.
pub fn by_unit(
    c: &Connection,
    scope: &Scope,
    filter: &Filter,
) -> Result<Vec<(UnitId, Sums)>, StoreError> {
    grouped(c, scope, filter, "unit", |row| parsed(row, 0))
}

/// By campaign, in the order of their ids; sessions without one are left out.
pub fn by_campaign(
    c: &Connection,
    scope: &Scope,
    filter: &Filter,
) -> Result<Vec<(CampaignId, Sums)>, StoreError> {
    let groups = grouped(c, scope, filter, "campaign", |row| parsed_if_any(row, 0))?;
    let named = groups.into_iter();
    Ok(named
        .filter_map(|(campaign, sums)| Some((campaign?, sums)))
        .collect())
}

/// By month, named by its first day, ascending; months without sessions are left out.
pub fn by_month(
    c: &Connection,
    scope: &Scope,
    filter: &Filter,
) -> Result<Vec<(Date, Sums)>, StoreError> {
    grouped(c, scope, filter, "substr(day, 1, 7) || '-01'", |row| {
        parsed(row, 0)
    })
}

/// How many sessions came how far. Cancelled ones are counted here and nowhere else; duplicates
/// and withdrawn ones are not.
pub fn by_status(
    c: &Connection,
    scope: &Scope,
    filter: &Filter,
) -> Result<Vec<(Status, u64)>, StoreError> {
    let mut condition = Condition::of(scope, filter, Units::Searched);
    condition.and("withdrawn = 0 AND (counted = 1 OR status = 'cancelled')");
    let sql = format!(
        "SELECT status, count(*) FROM session_row WHERE {} GROUP BY status",
        condition.sql()
    );
    let mut found = rows(c, &sql, &condition, |row| {
        Ok((parsed::<Status>(row, 0)?, unsigned(row, 1)?))
    })?;
    found.sort();
    Ok(found)
}

/// People reached by sex and age; a pair that nobody counted is left out.
pub fn by_sex_age(
    c: &Connection,
    scope: &Scope,
    filter: &Filter,
) -> Result<Vec<(Sex, AgeBand, u64)>, StoreError> {
    let cells: Vec<(PeopleKey, u64)> = cells(c, scope, filter, "reached", |row| parsed(row, 0))?;
    let mut found: Vec<_> = cells
        .into_iter()
        .map(|(key, n)| (key.sex, key.age, n))
        .collect();
    found.sort();
    Ok(found)
}

/// One table by code, the largest first; of `People` the groups, as sex and age have their own.
pub fn by_code(
    c: &Connection,
    scope: &Scope,
    filter: &Filter,
    table: Table,
) -> Result<Vec<(String, u64)>, StoreError> {
    let container = match table {
        Table::People => "groups",
        Table::Materials => "materials",
        Table::Tallies => "tallies",
        // Exchanges are not sessions.
        Table::Participants => return Ok(Vec::new()),
    };
    let mut found = cells(c, scope, filter, container, |row| row.get(0))?;
    found.sort_by(|a: &(String, u64), b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Ok(found)
}

fn totals_sql(condition: &Condition) -> String {
    format!("SELECT {SUMS} FROM session_row WHERE {}", condition.sql())
}

fn counted(scope: &Scope, filter: &Filter) -> Condition {
    let mut condition = Condition::of(scope, filter, Units::Searched);
    condition.and("counted = 1");
    condition
}

fn grouped<K>(
    c: &Connection,
    scope: &Scope,
    filter: &Filter,
    by: &str,
    key: impl Fn(&Row<'_>) -> rusqlite::Result<K>,
) -> Result<Vec<(K, Sums)>, StoreError> {
    let condition = counted(scope, filter);
    let sql = format!(
        "SELECT {by}, {SUMS} FROM session_row WHERE {} GROUP BY 1 ORDER BY 1",
        condition.sql()
    );
    rows(c, &sql, &condition, |row| Ok((key(row)?, sums(row, 1)?)))
}

fn cells<K>(
    c: &Connection,
    scope: &Scope,
    filter: &Filter,
    container: &str,
    key: impl Fn(&Row<'_>) -> rusqlite::Result<K>,
) -> Result<Vec<(K, u64)>, StoreError> {
    let mut condition = counted(scope, filter);
    let mark = condition.value(container.to_owned());
    // CROSS JOIN: the sessions first, then each one's cells by their key.
    let sql = format!(
        "SELECT cell.key, sum(cell.n)
         FROM (SELECT doc FROM session_row WHERE {}) AS session
         CROSS JOIN session_cell AS cell
             ON cell.doc = session.doc AND cell.container = {mark}
         GROUP BY cell.key",
        condition.sql()
    );
    rows(c, &sql, &condition, |row| {
        Ok((key(row)?, unsigned(row, 1)?))
    })
}

fn rows<T>(
    c: &Connection,
    sql: &str,
    condition: &Condition,
    read: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, StoreError> {
    let mut statement = c.prepare_cached(sql)?;
    let found = statement.query_map(params_from_iter(condition.values()), read)?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// A number that is no sum, for the counts of other reads.
pub(super) fn value<T: FromSql>(
    c: &Connection,
    sql: &str,
    condition: &Condition,
) -> Result<T, StoreError> {
    let mut statement = c.prepare_cached(sql)?;
    Ok(statement.query_row(params_from_iter(condition.values()), |row| row.get(0))?)
}

/// The text of the totals' query, for the test of its plan.
#[cfg(test)]
pub(super) fn plan_of(scope: &Scope) -> (String, Vec<rusqlite::types::Value>) {
    let condition = counted(scope, &Filter::default());
    (totals_sql(&condition), condition.values().to_vec())
}
