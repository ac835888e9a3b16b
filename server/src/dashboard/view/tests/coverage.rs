//! Content of the coverage page: a whole country, and the view of one centre.

use client_core::counties;

use super::fixtures::{filter, sums};
use crate::dashboard::model::coverage::{County, Coverage, Origin, Source};

const ORIGINS: [&str; 6] = ["RO-DJ", "RO-IS", "RO-SB", "RO-GL", "RO-PH", "RO-NT"];

pub(super) fn of_a_year() -> Coverage {
    let mut counties: Vec<County> = counties::of("RO")
        .iter()
        .zip(0_u64..)
        .map(|(known, at)| {
            let people = if at % 11 == 3 { 0 } else { 41_990 / (at + 1) };
            let need = ORIGINS.iter().position(|code| *code == known.code);
            let place = (people > 0).then_some(at + 1);
            let need = need.map(|at| at as u64 + 1);
            County {
                name: known.name.to_owned(),
                short: known.short().to_owned(),
                tile: known.tile.map(|tile| (tile.column, tile.row)),
                address: format!("/sessions?county={}", known.code),
                people: Some(people),
                place,
                need,
                shade: if people == 0 { 0 } else { 5 - at * 5 / 42 },
                is_gap: need.is_some_and(|need| place.is_none_or(|place| place > need + 10)),
            }
        })
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
    Coverage {
        filter: filter("1 Jan 2017 – 31 Dec 2017", vec![]),
        empty: ["București", "Constanța", "Hunedoara"]
            .map(str::to_owned)
            .to_vec(),
        counties,
        need: Some(Source {
            source: "National Agency against Trafficking in Persons, Romania".to_owned(),
            period: "2017".to_owned(),
        }),
        is_whole: true,
        origins,
        gap_places: 3,
        elsewhere: sums(&[
            ("Chernivetska oblast, Ukraine", 1_204),
            ("Cahul, Moldova", 310),
        ]),
        no_place: 97,
    }
}

pub(super) fn of_one_centre() -> Coverage {
    let mut it = of_a_year();
    for county in &mut it.counties {
        county.people = county.people.filter(|_| county.short == "SV");
        (county.place, county.shade, county.is_gap) = (None, 0, false);
    }
    Coverage {
        need: None,
        is_whole: false,
        origins: vec![],
        empty: vec![],
        elsewhere: vec![],
        no_place: 0,
        ..it
    }
}
