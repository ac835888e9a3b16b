//! Coverage: contacts by county from the sessions, beside the places of origin from the context
//! indicators.
//!
//! A session counts for the county that it names; one that names no place, for the county of its
//! centre, where that works in one alone.

use std::collections::BTreeMap;

use client_core::counties::{self, County as Known};
use client_core::ids::UnitId;
use client_core::model::fold;

use super::filter;
use super::names::Names;
use super::seat::{self, Seat};
use crate::dashboard::address::Asked;
use crate::dashboard::model::coverage::{County, Coverage, Origin, Source};
use crate::dashboard::model::figures::Sum;
use crate::limits::{SHADES, UNDER_SERVED_PLACES};
use crate::store::read::Scope;
use crate::store::read::figures::{self as read, AtPlace};
use crate::store::{Connection, StoreError};

/// Where the page lives.
const PATH: &str = "/coverage";
/// The context indicator that ranks counties by how many of the identified victims come from
/// there, or counts them.
const COUNTY_OF_ORIGIN: &str = "county_of_origin";

/// Everything on the page.
pub fn coverage(c: &Connection, seat: &Seat<'_>, asked: &Asked) -> Result<Coverage, StoreError> {
    let reached = Reached::of(
        seat,
        read::by_place(c, seat.scope, &seat::filter(seat, asked))?,
    );
    let year = asked.until.date.map(|day| day.year().to_string());
    let need = Need::of(seat.names, year.as_deref());
    let is_whole = *seat.scope == Scope::All;
    let mut counties: Vec<County> = counties::of(seat.country)
        .iter()
        .map(|known| county(seat, asked, known, &reached, &need))
        .collect();
    counties.sort_by_key(|county| county.tile.map(|(column, row)| (row, column)));
    let mut origins: Vec<Origin> = counties
        .iter()
        .filter_map(|county| {
            Some(Origin {
                need: county.need?,
                county: county.clone(),
            })
        })
        .collect();
    origins.sort_by_key(|origin| origin.need);
    let mut empty: Vec<String> = counties
        .iter()
        .filter(|county| county.people == Some(0))
        .map(|county| county.name.clone())
        .collect();
    empty.sort_by_cached_key(|name| fold(name));
    Ok(Coverage {
        filter: filter::form(seat, PATH, asked),
        counties,
        need: need.source,
        is_whole,
        origins,
        empty,
        gap_places: UNDER_SERVED_PLACES,
        elsewhere: reached.elsewhere,
        no_place: reached.no_place,
    })
}

/// Contacts by where they were.
#[derive(Default)]
struct Reached {
    by_county: BTreeMap<&'static str, u64>,
    elsewhere: Vec<Sum>,
    no_place: u64,
}

impl Reached {
    fn of(seat: &Seat<'_>, places: Vec<AtPlace>) -> Self {
        let mut reached = Self::default();
        let mut elsewhere: BTreeMap<String, u64> = BTreeMap::new();
        for place in places {
            match at(seat, &place) {
                At::Home(code) => *reached.by_county.entry(code).or_default() += place.people,
                At::Elsewhere(name) => *elsewhere.entry(name).or_default() += place.people,
                At::Unknown => reached.no_place += place.people,
            }
        }
        reached.elsewhere = elsewhere
            .into_iter()
            .filter(|(_, amount)| *amount > 0)
            .map(|(name, amount)| Sum { name, amount })
            .collect();
        reached
            .elsewhere
            .sort_by(|a, b| b.amount.cmp(&a.amount).then_with(|| a.name.cmp(&b.name)));
        reached
    }

    /// By how many counties more people were reached than here, and one.
    fn place(&self, people: u64) -> u64 {
        let more = self.by_county.values().filter(|other| **other > people);
        more.count() as u64 + 1
    }

    /// How dark: by place and not by amount, because one large county would leave all others pale.
    fn shade(&self, people: u64) -> u64 {
        let reached = self.by_county.values().filter(|other| **other > 0).count() as u64;
        if people == 0 {
            0
        } else {
            SHADES - (self.place(people) - 1) * SHADES / reached.max(1)
        }
    }
}

/// Where a session counts.
enum At {
    Home(&'static str),
    Elsewhere(String),
    Unknown,
}

fn at(seat: &Seat<'_>, place: &AtPlace) -> At {
    let home = counties::of(seat.country);
    let code = match place.adm1.as_str() {
        "" if place.country.is_empty() || place.country == seat.country => {
            only_county(seat.names, &place.unit)
        }
        named => named,
    };
    if let Some(county) = home.iter().find(|county| county.code == code) {
        return At::Home(county.code);
    }
    let country = Some(&place.country).filter(|country| **country != seat.country);
    let country = country.filter(|country| !country.is_empty());
    match (code, country) {
        ("", None) => At::Unknown,
        ("", Some(country)) => At::Elsewhere(seat.texts.country(country)),
        (code, None) => At::Elsewhere(counties::name(code)),
        (code, Some(country)) => {
            let country = seat.texts.country(country);
            At::Elsewhere(format!("{}, {country}", counties::name(code)))
        }
    }
}

/// The county in which a centre works, when it is one alone.
fn only_county<'a>(names: &'a Names, unit: &UnitId) -> &'a str {
    match names.units.get(unit).map(|unit| unit.covers.as_slice()) {
        Some([only]) => only,
        _ => "",
    }
}

/// The counties' places of origin.
#[derive(Default)]
struct Need {
    places: BTreeMap<String, u64>,
    source: Option<Source>,
}

impl Need {
    fn of(names: &Names, year: Option<&str>) -> Self {
        let Some(indicator) = names.indicator(COUNTY_OF_ORIGIN, year) else {
            return Self::default();
        };
        let values = &indicator.values;
        let place = |value: f64| match indicator.measure.as_str() {
            // Ranks are small whole numbers; what is no rank has no place.
            "rank" => (1.0..=1_000.0).contains(&value).then_some(value as u64),
            _ => Some(values.values().filter(|other| **other > value).count() as u64 + 1),
        };
        Self {
            places: values
                .iter()
                .filter_map(|(code, value)| Some((code.clone(), place(*value)?)))
                .collect(),
            source: Some(Source {
                source: indicator.source.clone(),
                period: indicator.period.clone(),
            }),
        }
    }
}

fn county(
    seat: &Seat<'_>,
    asked: &Asked,
    known: &'static Known,
    reached: &Reached,
    need: &Need,
) -> County {
    let is_whole = *seat.scope == Scope::All;
    let covered = seat.units.iter().any(|unit| {
        let unit = seat.names.units.get(unit);
        unit.is_some_and(|unit| unit.covers.iter().any(|code| code == known.code))
    });
    let amount = reached.by_county.get(known.code).copied().unwrap_or(0);
    let people = (is_whole || covered || amount > 0).then_some(amount);
    let place = (is_whole && amount > 0).then(|| reached.place(amount));
    let need = need.places.get(known.code).copied();
    let is_lower = |need: u64| place.is_none_or(|place| place >= need + UNDER_SERVED_PLACES);
    County {
        name: known.name.to_owned(),
        short: known.short().to_owned(),
        tile: known.tile.map(|tile| (tile.column, tile.row)),
        address: asked
            .with(|asked| asked.county = Some(known))
            .address("/sessions"),
        people,
        place,
        need,
        shade: reached.shade(amount),
        is_gap: is_whole && need.is_some_and(is_lower),
    }
}
