//! Figures over many sessions: of those that count, which leaves out withdrawn and cancelled ones
//! and duplicates.

use std::collections::{BTreeMap, BTreeSet};

use client_core::ids::{CampaignId, UnitId};
use client_core::model::{AgeBand, Group, Sex, Status, Table, Tally};
use jiff::civil::Date;
use rusqlite::types::FromSql;
use rusqlite::{Connection, Row, params_from_iter};

use super::condition::{Condition, Units};
use super::{Filter, Scope};
use crate::store::StoreError;
use crate::store::cells::{self, Section};
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

/// The campaigns of sessions whose people were estimated; among them none for sessions of none.
pub fn estimated(
    c: &Connection,
    scope: &Scope,
    filter: &Filter,
) -> Result<BTreeSet<Option<CampaignId>>, StoreError> {
    let mut condition = counted(scope, filter);
    condition.and("estimated = 1");
    condition.and("people > 0");
    let condition_sql = condition.sql();
    let sql = format!("SELECT DISTINCT campaign FROM session_row WHERE {condition_sql}");
    let mut statement = c.prepare_cached(&sql)?;
    let found = statement.query_map(params_from_iter(condition.values()), |row| {
        parsed_if_any(row, 0)
    })?;
    Ok(found.collect::<Result<_, _>>()?)
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

/// What sessions at one place, as far as they name one, come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AtPlace {
    /// Whose sessions.
    pub unit: UnitId,
    /// ISO 3166-2; empty when nobody said.
    pub adm1: String,
    /// ISO 3166-1; likewise.
    pub country: String,
    /// Activities.
    pub activities: u64,
    /// Contacts.
    pub people: u64,
}

/// By unit and place, in their order.
pub fn by_place(
    c: &Connection,
    scope: &Scope,
    filter: &Filter,
) -> Result<Vec<AtPlace>, StoreError> {
    let condition = counted(scope, filter);
    rows(c, &place_sql(&condition), &condition, |row| {
        Ok(AtPlace {
            unit: parsed(row, 0)?,
            adm1: row.get(1)?,
            country: row.get(2)?,
            activities: unsigned(row, 3)?,
            people: unsigned(row, 4)?,
        })
    })
}

fn place_sql(condition: &Condition) -> String {
    format!(
        "SELECT unit, adm1, country, sum(activities), sum(people) FROM session_row
         WHERE {} GROUP BY unit, adm1, country ORDER BY unit, adm1, country",
        condition.sql()
    )
}

/// By week, named by its Monday, ascending; weeks without sessions are left out.
pub fn by_week(
    c: &Connection,
    scope: &Scope,
    filter: &Filter,
) -> Result<Vec<(Date, Sums)>, StoreError> {
    // To the Sunday on or after the day, and back to the Monday before.
    grouped(
        c,
        scope,
        filter,
        "date(day, 'weekday 0', '-6 days')",
        |row| parsed(row, 0),
    )
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
    let condition = counted(scope, filter);
    let sql = format!(
        "SELECT status, count(*) FROM session_row WHERE {} GROUP BY status",
        condition.sql()
    );
    let mut found = rows(c, &sql, &condition, |row| {
        Ok((parsed::<Status>(row, 0)?, unsigned(row, 1)?))
    })?;
    let mut condition = Condition::of(scope, filter, Units::Searched);
    condition.and("withdrawn = 0 AND status = 'cancelled'");
    let sql = format!("SELECT count(*) FROM session_row WHERE {}", condition.sql());
    let cancelled: i64 = value(c, &sql, &condition)?;
    if cancelled > 0 {
        found.push((Status::Cancelled, cancelled.unsigned_abs()));
    }
    found.sort();
    Ok(found)
}

/// People reached by sex and age; a pair that nobody counted is left out.
pub fn by_sex_age(
    c: &Connection,
    scope: &Scope,
    filter: &Filter,
) -> Result<Vec<(Sex, AgeBand, u64)>, StoreError> {
    let sums = sums_of(c, scope, filter, Section::Reached, cells::PEOPLE)?;
    let pair = |(place, n): (usize, u64)| {
        let key = cells::people_at(place)?;
        (n > 0).then_some((key.sex, key.age, n))
    };
    Ok(sums.into_iter().enumerate().filter_map(pair).collect())
}

/// One table by code, the largest first; of `People` the groups, as sex and age have their own.
pub fn by_code(
    c: &Connection,
    scope: &Scope,
    filter: &Filter,
    table: Table,
) -> Result<Vec<(String, u64)>, StoreError> {
    let mut found: Vec<(String, u64)> = match table {
        Table::People => {
            let sums = sums_of(c, scope, filter, Section::Groups, Group::ALL.len())?;
            Group::ALL
                .iter()
                .map(ToString::to_string)
                .zip(sums)
                .collect()
        }
        Table::Tallies => {
            let sums = sums_of(c, scope, filter, Section::Tallies, Tally::ALL.len())?;
            Tally::ALL
                .iter()
                .map(ToString::to_string)
                .zip(sums)
                .collect()
        }
        Table::Materials => materials(c, scope, filter)?.into_iter().collect(),
        // Exchanges are not sessions.
        Table::Participants => Vec::new(),
    };
    found.retain(|(_, n)| *n > 0);
    found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Ok(found)
}

fn sums_of(
    c: &Connection,
    scope: &Scope,
    filter: &Filter,
    section: Section,
    places: usize,
) -> Result<Vec<u64>, StoreError> {
    let mut sums = vec![0_u64; places];
    each_packed(c, scope, filter, |packed| {
        cells::each_place(packed, section, |place, n| {
            if let Some(sum) = sums.get_mut(place) {
                *sum = sum.saturating_add(n);
            }
        })
    })?;
    Ok(sums)
}

fn materials(
    c: &Connection,
    scope: &Scope,
    filter: &Filter,
) -> Result<BTreeMap<String, u64>, StoreError> {
    let mut sums: BTreeMap<String, u64> = BTreeMap::new();
    each_packed(c, scope, filter, |packed| {
        cells::each_material(packed, |id, n| match sums.get_mut(id) {
            Some(sum) => *sum = sum.saturating_add(n),
            None => {
                sums.insert(id.to_owned(), n);
            }
        })
    })?;
    Ok(sums)
}

/// Gives `each` the packed figures of every session that counts.
fn each_packed(
    c: &Connection,
    scope: &Scope,
    filter: &Filter,
    mut each: impl FnMut(&[u8]) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let condition = counted(scope, filter);
    let mut statement = c.prepare_cached(&packed_sql(&condition))?;
    let mut rows = statement.query(params_from_iter(condition.values()))?;
    while let Some(row) = rows.next()? {
        let packed = row.get_ref(0)?.as_blob();
        each(packed.map_err(rusqlite::Error::from)?)?;
    }
    Ok(())
}

fn packed_sql(condition: &Condition) -> String {
    format!("SELECT cells FROM session_row WHERE {}", condition.sql())
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

/// The texts of the sums' queries, for the test of their plans.
#[cfg(test)]
pub(super) fn plans_of(scope: &Scope) -> [(String, Vec<rusqlite::types::Value>); 3] {
    let condition = counted(scope, &Filter::default());
    let values = condition.values().to_vec();
    [
        (totals_sql(&condition), values.clone()),
        (packed_sql(&condition), values.clone()),
        (place_sql(&condition), values),
    ]
}
