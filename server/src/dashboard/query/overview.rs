//! The overview: all its figures obey one filter and are of one moment.

use std::collections::{BTreeMap, BTreeSet};

use client_core::ids::CampaignId;
use client_core::model::{Cell, PeopleKey, Table};

use super::figures::{people, sums};
use super::filter;
use super::seat::{self, Seat};
use super::sessions;
use super::trend::trend;
use crate::dashboard::address::Asked;
use crate::dashboard::model::figures::Sum;
use crate::dashboard::model::overview::{Campaign, Measure, Overview, Target, Unit};
use crate::limits::LATEST_ROWS;
use crate::store::read::figures::{self as read, Sums};
use crate::store::read::sessions::recent;
use crate::store::read::{Filter, Scope};
use crate::store::{Connection, StoreError};

/// Everything on the page.
pub fn overview(c: &Connection, seat: &Seat<'_>, asked: &Asked) -> Result<Overview, StoreError> {
    let (scope, filter) = (seat.scope, seat::filter(seat, asked));
    let totals = read::totals(c, scope, &filter)?;
    let by_sex_and_age = read::by_sex_age(c, scope, &filter)?;
    let estimated = read::estimated(c, scope, &filter)?;
    let latest = recent(c, scope, LATEST_ROWS)?;
    Ok(Overview {
        troubles: Vec::new(),
        filter: filter::form(seat, "/", asked),
        address: asked.with(|_| ()).address("/sessions"),
        review_address: asked
            .with(|asked| asked.only_conflicts = true)
            .address("/sessions"),
        activities: totals.activities,
        people: totals.people,
        people_estimated: !estimated.is_empty(),
        materials: totals.materials,
        to_review: totals.conflicts,
        trend: trend(c, scope, &filter, seat.today)?,
        campaigns: campaigns(c, seat, &filter, asked, &estimated)?,
        by_sex_and_age: people(
            by_sex_and_age
                .into_iter()
                .map(|(sex, age, n)| (PeopleKey { sex, age }, n)),
        ),
        groups: named(c, seat, &filter, Table::People, "groups")?,
        handed_out: named(c, seat, &filter, Table::Materials, "materials")?,
        tallies: named(c, seat, &filter, Table::Tallies, "tallies")?,
        statuses: read::by_status(c, scope, &filter)?
            .into_iter()
            .map(|(status, n)| (status.code().to_owned(), n))
            .collect(),
        units: units(c, seat, &filter, asked)?,
        latest: latest
            .iter()
            .map(|row| sessions::row(c, seat, row))
            .collect::<Result<_, _>>()?,
    })
}

/// A code that this version does not know is counted, but cannot be named: it is left out here
/// and stays in the totals.
fn named(
    c: &Connection,
    seat: &Seat<'_>,
    filter: &Filter,
    table: Table,
    container: &str,
) -> Result<Vec<Sum>, StoreError> {
    let by_code = read::by_code(c, seat.scope, filter, table)?;
    let cells: BTreeMap<Cell, u64> = by_code
        .iter()
        .filter_map(|(code, n)| Some((Cell::parse(container, code).ok()?, *n)))
        .collect();
    Ok(sums(seat.words(None), &cells, container))
}

fn units(
    c: &Connection,
    seat: &Seat<'_>,
    filter: &Filter,
    asked: &Asked,
) -> Result<Vec<Unit>, StoreError> {
    let by_unit = read::by_unit(c, seat.scope, filter)?;
    let mut units: Vec<Unit> = by_unit
        .into_iter()
        .map(|(id, sums)| Unit {
            name: seat.names.unit(&id),
            address: asked
                .with(|asked| asked.unit = Some(id))
                .address("/sessions"),
            activities: sums.activities,
            people: sums.people,
            materials: sums.materials,
            to_review: sums.conflicts,
        })
        .collect();
    units.sort_by(|a, b| b.people.cmp(&a.people).then_with(|| a.name.cmp(&b.name)));
    Ok(units)
}

fn campaigns(
    c: &Connection,
    seat: &Seat<'_>,
    filter: &Filter,
    asked: &Asked,
    estimated: &BTreeSet<Option<CampaignId>>,
) -> Result<Vec<Campaign>, StoreError> {
    let reached: BTreeMap<CampaignId, Sums> = read::by_campaign(c, seat.scope, filter)?
        .into_iter()
        .collect();
    // A target is the country's; beside a part of the country's figures that has to be said.
    let is_part = *seat.scope != Scope::All || asked.unit.is_some() || asked.kind.is_some();
    let shown = seat.names.campaigns.values().filter(|campaign| {
        asked
            .campaign
            .as_ref()
            .is_none_or(|only| *only == campaign.id)
    });
    let mut campaigns: Vec<_> = shown
        .map(|campaign| {
            let sums = reached.get(&campaign.id).copied().unwrap_or_default();
            let target = campaign
                .targets
                .get(seat.country)
                .copied()
                .unwrap_or_default();
            let measures = [
                ("people", sums.people, target.people),
                ("activities", sums.activities, target.activities),
                ("media_items", sums.media_items, target.media_items),
                ("broadcasts", sums.broadcasts, target.broadcasts),
            ];
            let is_estimated = estimated.contains(&Some(campaign.id.clone()));
            let measures = measures.map(|figures| measure(figures, is_part, is_estimated));
            Campaign {
                name: campaign.title.clone(),
                address: asked
                    .with(|asked| asked.campaign = Some(campaign.id.clone()))
                    .address("/sessions"),
                measures: measures.into_iter().flatten().collect(),
            }
        })
        .filter(|campaign: &Campaign| !campaign.measures.is_empty())
        .collect();
    campaigns.sort_by(|a, b| {
        people_of(b)
            .cmp(&people_of(a))
            .then_with(|| a.name.cmp(&b.name))
    });
    Ok(campaigns)
}

fn people_of(campaign: &Campaign) -> u64 {
    let people = campaign
        .measures
        .iter()
        .find(|measure| measure.what == "people");
    people.map_or(0, |measure| measure.reached)
}

/// What was neither promised nor reached is not worth a line.
fn measure(
    (what, reached, target): (&str, u64, u64),
    is_part: bool,
    is_estimated: bool,
) -> Option<Measure> {
    let target = (target > 0).then_some(Target {
        amount: target,
        is_of_the_whole: is_part,
    });
    (reached > 0 || target.is_some()).then(|| Measure {
        what: what.to_owned(),
        reached,
        // Only people are ever estimated.
        estimated: is_estimated && what == "people",
        target,
    })
}
