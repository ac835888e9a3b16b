//! Reference data of the Romanian agency's year 2017, as published: counties and their regional
//! centres, partners, campaigns with their figures, and figures of need. Nothing here is invented;
//! what has no figure gets none.

mod country;

use client_core::ids::UnitId;
use client_core::model::catalogue::{
    Campaign, Entry, Indicator, Named, Organisation, Target, Unit,
};
use client_core::model::fold;

pub use country::{COUNTIES, County};

/// The campaign that most sessions belong to.
pub const DOES_NOT_FORGIVE: &str = "does-not-forgive";
/// About exploitation at work.
pub const WORK_IS_A_RIGHT: &str = "work-is-a-right";
/// The cross-border project.
pub const NOT_FOR_SALE: &str = "not-for-sale";
/// The campaign about demand.
pub const CHERISH_OR_CRUSH: &str = "cherish-or-crush";

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

/// Everything that is no unit.
pub fn published() -> impl Iterator<Item = Entry> {
    let programme = Entry::Programme(Named {
        id: NOT_FOR_SALE.parse().expect("an id of the table"),
        name: "NOT FOR SALE".to_owned(),
    });
    partners()
        .chain([programme])
        .chain(campaigns())
        .chain(indicators())
}

/// A county's regional centre.
pub fn unit(county: &County) -> Unit {
    Unit {
        id: unit_id(county),
        name: county.name().to_owned(),
        time_zone: "Europe/Bucharest".to_owned(),
        covers: vec![county.code.to_owned()],
    }
}

/// The county's name as an id.
pub fn unit_id(county: &County) -> UnitId {
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

/// The campaigns, with targets where figures were published.
fn campaigns() -> impl Iterator<Item = Entry> {
    let all = [
        (
            DOES_NOT_FORGIVE,
            "The trafficking of people does not forgive!",
            // 1,031 activities, about 380,000 people; more than 50 programmes and 180 articles.
            Some(Target {
                activities: 1_031,
                people: 380_000,
                media_items: 230,
                broadcasts: 0,
            }),
        ),
        (
            WORK_IS_A_RIGHT,
            "Work is a right! Exploiting work is a crime!",
            // About 300 meetings, 13,500 people and 22,000 broadcasts.
            Some(Target {
                activities: 300,
                people: 13_500,
                media_items: 0,
                broadcasts: 22_000,
            }),
        ),
        (
            NOT_FOR_SALE,
            "NOT FOR SALE - Say stop to human trafficking",
            None,
        ),
        (
            CHERISH_OR_CRUSH,
            "Choose to cherish or to crush? Do not pay for sex!",
            None,
        ),
    ];
    all.into_iter().map(|(id, title, target)| {
        Entry::Campaign(Campaign {
            id: id.parse().expect("an id of the table"),
            title: title.to_owned(),
            from: Some("2017-01-01".to_owned()),
            to: Some("2017-12-31".to_owned()),
            targets: target
                .map(|target| ("RO".to_owned(), target))
                .into_iter()
                .collect(),
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
