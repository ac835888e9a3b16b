//! The demonstration's catalogue: partners, campaigns with their targets, materials, venues, and
//! the public figures of need.
//!
//! What is public is as published: the figures of the Romanian agency's year 2017. What is invented
//! is invented for show and concerns nobody: venues that every town has, targets where none was
//! published.

use std::collections::BTreeMap;

use client_core::ids::UnitId;
use client_core::model::catalogue::{
    Campaign, Entry, Indicator, Named, Organisation, Target, Unit, Venue,
};
use client_core::model::fold;

use super::country::{COUNTIES, County};

/// The campaign that most sessions belong to.
pub(super) const DOES_NOT_FORGIVE: &str = "does-not-forgive";
/// About exploitation at work.
pub(super) const WORK_IS_A_RIGHT: &str = "work-is-a-right";
/// The cross-border project.
pub(super) const NOT_FOR_SALE: &str = "not-for-sale";
/// The campaign about demand.
pub(super) const CHERISH_OR_CRUSH: &str = "cherish-or-crush";

/// What is handed out.
pub(super) const MATERIALS: &[(&str, &str)] = &[
    ("brochure", "Brochure"),
    ("flyer", "Flyer"),
    ("helpline-card", "Helpline card, 0800 800 678"),
    ("memory-stick", "Memory stick"),
    ("poster", "Poster"),
];

/// Partner organisations and their countries.
const PARTNERS: &[(&str, &str, &str)] = &[
    (
        "save-the-children-suceava",
        "Save the Children Suceava",
        "RO",
    ),
    ("aidrom", "AIDRom", "RO"),
    (
        "junimea",
        "Junimea, Romanian Youth League of the Chernivtsi region",
        "UA",
    ),
    (
        "helsinki-committee-moldova",
        "Helsinki Committee for Human Rights of Moldova",
        "MD",
    ),
    ("junact", "JUNACT Cahul", "MD"),
];

/// What every county seat has: what it is called, what kind of place it is.
pub(super) const VENUES: &[(&str, &str)] = &[
    ("school", "Școala Gimnazială nr. 3"),
    ("college", "Colegiul Tehnic"),
    ("lyceum", "Liceul Teoretic"),
    ("market", "Piața Centrală"),
    ("station", "Gara"),
    ("parish", "Casa parohială"),
];

/// Everything but the members, who get their ids from the server.
pub(super) fn entries() -> Vec<Entry> {
    let mut all: Vec<Entry> = partners().chain(campaigns()).chain(indicators()).collect();
    all.extend(MATERIALS.iter().map(|(id, name)| {
        Entry::Material(Named {
            id: id.parse().expect("an id of the table"),
            name: (*name).to_owned(),
        })
    }));
    all.push(Entry::Programme(Named {
        id: NOT_FOR_SALE.parse().expect("an id of the table"),
        name: "NOT FOR SALE".to_owned(),
    }));
    all.extend(COUNTIES.iter().flat_map(venues));
    all
}

/// A county's regional centre.
pub(super) fn unit(county: &County) -> Unit {
    Unit {
        id: unit_id(county),
        name: county.name().to_owned(),
        time_zone: "Europe/Bucharest".to_owned(),
        covers: vec![county.code.to_owned()],
    }
}

/// The county's name as an id.
pub(super) fn unit_id(county: &County) -> UnitId {
    let id = fold(county.name()).replace(' ', "-");
    id.parse().expect("a county's name without accents")
}

fn partners() -> impl Iterator<Item = Entry> {
    PARTNERS.iter().map(|(id, name, country)| {
        Entry::Organisation(Organisation {
            id: id.parse().expect("an id of the table"),
            name: (*name).to_owned(),
            country: (*country).to_owned(),
        })
    })
}

fn venues(county: &County) -> impl Iterator<Item = Entry> {
    VENUES.iter().map(|(kind, name)| {
        let unit = unit_id(county);
        Entry::Venue(Venue {
            id: format!("{unit}-{kind}"),
            name: (*name).to_owned(),
            locality: county.town.to_owned(),
            adm1: county.code.to_owned(),
            unit: Some(unit),
            pcode: None,
            at: None,
            merged_into: None,
            proposed: false,
        })
    })
}

fn campaigns() -> impl Iterator<Item = Entry> {
    let all = [
        (
            DOES_NOT_FORGIVE,
            "The trafficking of people does not forgive!",
            // 1,031 activities, about 380,000 people; more than 50 programmes and 180 articles.
            Target {
                activities: 1_031,
                people: 380_000,
                media_items: 230,
                broadcasts: 0,
            },
        ),
        (
            WORK_IS_A_RIGHT,
            "Work is a right! Exploiting work is a crime!",
            // About 300 meetings, 13,500 people and 22,000 broadcasts.
            Target {
                activities: 300,
                people: 13_500,
                media_items: 0,
                broadcasts: 22_000,
            },
        ),
        (
            NOT_FOR_SALE,
            "NOT FOR SALE - Say stop to human trafficking",
            // No figures were published: a target for show.
            Target {
                activities: 40,
                people: 1_200,
                ..Target::default()
            },
        ),
        (
            CHERISH_OR_CRUSH,
            "Choose to cherish or to crush? Do not pay for sex!",
            // The same.
            Target {
                activities: 60,
                media_items: 120,
                ..Target::default()
            },
        ),
    ];
    all.into_iter().map(|(id, title, target)| {
        Entry::Campaign(Campaign {
            id: id.parse().expect("an id of the table"),
            title: title.to_owned(),
            from: Some("2017-01-01".to_owned()),
            to: Some("2017-12-31".to_owned()),
            targets: BTreeMap::from([("RO".to_owned(), target)]),
        })
    })
}

/// The figures of need that the agency published for 2016 and 2017: aggregates, never people.
fn indicators() -> impl Iterator<Item = Entry> {
    let ranks = |codes: &[&'static str]| -> Vec<(&'static str, f64)> {
        codes
            .iter()
            .copied()
            .zip((1_u32..).map(f64::from))
            .collect()
    };
    let origin = ranks(&["RO-DJ", "RO-IS", "RO-SB", "RO-GL", "RO-PH", "RO-NT"]);
    let destination = ranks(&["IT", "DE", "GB", "ES", "FR"]);
    let all = [
        (
            "identified_victims",
            "2016",
            "count",
            vec![("total", 756.0)],
        ),
        (
            "identified_victims",
            "2017",
            "count",
            vec![("total", 662.0)],
        ),
        ("victims_by_sex", "2017", "percent", vec![("f", 76.4)]),
        (
            "victims_without_schooling",
            "2016",
            "percent",
            vec![("total", 9.0)],
        ),
        (
            "victims_without_schooling",
            "2017",
            "percent",
            vec![("total", 8.0)],
        ),
        (
            "victims_at_most_lower_secondary",
            "2017",
            "percent",
            vec![("total", 88.0)],
        ),
        ("county_of_origin", "2017", "rank", origin),
        ("country_of_destination", "2017", "rank", destination),
    ];
    all.into_iter().map(|(name, period, measure, values)| {
        let values = values.into_iter();
        Entry::Indicator(Indicator {
            name: name.to_owned(),
            period: period.to_owned(),
            values: values
                .map(|(code, value)| (code.to_owned(), value))
                .collect(),
            measure: measure.to_owned(),
            source: "National Agency against Trafficking in Persons, Romania".to_owned(),
        })
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_entry_has_a_key_of_its_own() {
        let all = entries();
        let keys: BTreeSet<_> = all.iter().map(Entry::key).collect();
        assert_eq!(keys.len(), all.len());
        let of = |kind: &str| keys.iter().filter(|key| key.starts_with(kind)).count();
        assert_eq!(of("campaign/"), 4);
        assert_eq!(of("venue/"), 42 * VENUES.len());
        assert_eq!(of("indicator/"), 8);
        let units: BTreeSet<_> = COUNTIES.iter().map(unit_id).collect();
        assert_eq!(units.len(), 42);
        assert!(units.iter().any(|id| id.as_str() == "bistrita-nasaud"));
    }
}
