//! Coverage over a real database: where sessions count, and which counties are named.

use std::collections::{BTreeMap, BTreeSet};

use client_core::model::catalogue::{Entry, Indicator};
use client_core::model::{Place, fold};

use super::{World, names, seat_of, session};
use crate::dashboard::address::{Asked, Fields};
use crate::dashboard::model::coverage::{County, Coverage};
use crate::dashboard::query::{self, Names};
use crate::store::read::Scope;
use crate::store::read_model::SessionFacts;

fn held(number: u32, unit: &str, country: &str, adm1: &str, people: u64) -> SessionFacts {
    SessionFacts {
        place: Place {
            country: country.to_owned(),
            adm1: adm1.to_owned(),
            ..Place::default()
        },
        ..session(number, unit, &[("reached", "f.14-17", people)])
    }
}

fn world() -> World {
    let mut world = World::new([
        held(1, "suceava", "RO", "RO-SV", 50),
        // Nobody said where: the centre of Suceava works in one county alone.
        held(2, "suceava", "", "", 7),
        // That of Dolj is not said to work in any.
        held(3, "dolj", "", "", 3),
        held(4, "dolj", "RO", "RO-DJ", 10),
        held(5, "dolj", "RO", "RO-OT", 20),
        held(6, "dolj", "RO", "RO-GJ", 30),
        held(7, "suceava", "UA", "UA-77", 40),
    ]);
    world.names = Names::of(names_with([("RO-DJ", 1.0), ("RO-SV", 2.0), ("RO-IS", 3.0)]));
    world
}

fn names_with<const N: usize>(ranks: [(&str, f64); N]) -> impl Iterator<Item = Entry> {
    let indicator = Entry::Indicator(Indicator {
        name: "county_of_origin".to_owned(),
        period: "2017".to_owned(),
        values: BTreeMap::from(ranks.map(|(code, rank)| (code.to_owned(), rank))),
        measure: "rank".to_owned(),
        source: "The agency".to_owned(),
    });
    let known = names().units.into_values().map(Entry::Unit);
    known.chain([indicator])
}

fn coverage(world: &World, scope: &Scope, query: &str) -> Coverage {
    let asked = Asked::parse(&Fields::parse(query));
    let read = world
        .store
        .read(|c| query::coverage(c, &seat_of(world, scope), &asked));
    read.unwrap()
}

fn of<'a>(coverage: &'a Coverage, name: &str) -> &'a County {
    let mut counties = coverage.counties.iter();
    counties.find(|county| county.name == name).unwrap()
}

#[test]
fn each_session_counts_for_one_county_or_is_told_beside_the_map() {
    let world = world();
    let all = coverage(&world, &Scope::All, "");
    assert_eq!(all.counties.len(), 42);
    let suceava = of(&all, "Suceava");
    assert_eq!((suceava.people, suceava.place), (Some(57), Some(1)));
    assert_eq!(
        (of(&all, "Iași").people, of(&all, "Iași").place),
        (Some(0), None)
    );
    assert_eq!(all.no_place, 3);
    let elsewhere = &all.elsewhere[0];
    assert_eq!(
        (elsewhere.name.as_str(), elsewhere.amount),
        ("Chernivetska oblast, Ukraine", 40)
    );
    let on_map: u64 = all.counties.iter().filter_map(|county| county.people).sum();
    assert_eq!(on_map + all.no_place + elsewhere.amount, 160);
    // The tile leads to the very sessions that it counted.
    assert_eq!(suceava.address, "/sessions?county=RO-SV");
    assert_eq!(world.list("county=RO-SV").rows.len(), 2);
    assert_eq!(world.list("county=RO-DJ").rows.len(), 1);
    let campaign = coverage(&world, &Scope::All, "campaign=other");
    assert_eq!(of(&campaign, "Suceava").people, Some(0));
}

#[test]
fn a_county_far_below_its_place_of_origin_is_named() {
    let world = world();
    let all = coverage(&world, &Scope::All, "");
    let places: Vec<_> = all
        .origins
        .iter()
        .map(|one| {
            (
                one.county.name.as_str(),
                one.need,
                one.county.place,
                one.county.is_gap,
            )
        })
        .collect();
    assert_eq!(
        places,
        [
            ("Dolj", 1, Some(4), true),
            ("Suceava", 2, Some(1), false),
            ("Iași", 3, None, true),
        ]
    );
    assert_eq!(all.need.as_ref().unwrap().period, "2017");
    assert_eq!(all.empty.len(), 38);
    // Călărași stands before Cluj, whatever its letters are numbered.
    assert!(all.empty.is_sorted_by_key(|name| fold(name)));
}

#[test]
fn who_sees_one_centre_compares_nothing_and_learns_nothing_of_the_others() {
    let world = world();
    let own = Scope::Units(BTreeSet::from(["suceava".parse().unwrap()]));
    let own = coverage(&world, &own, "");
    assert!(!own.is_whole);
    assert_eq!(of(&own, "Suceava").people, Some(57));
    assert_eq!(of(&own, "Dolj").people, None);
    assert!(
        own.counties
            .iter()
            .all(|county| county.place.is_none() && !county.is_gap)
    );
}

#[test]
fn without_an_indicator_the_map_stands_alone() {
    let world = World::new([held(1, "suceava", "RO", "RO-SV", 50)]);
    let all = coverage(&world, &Scope::All, "");
    assert!(all.need.is_none() && all.origins.is_empty());
    assert_eq!(of(&all, "Suceava").shade, 5);
}
