//! The labelled set that was written before the rule, and what must hold for any two sessions.

use proptest::prelude::*;
use serde::Deserialize;

use super::*;
use crate::model::session::Place;

const PAIRS: &str = include_str!("../../../../tests/fixtures/likeness/pairs.json");

#[derive(Deserialize)]
struct Labelled {
    same: bool,
    why: String,
    one: Told,
    other: Told,
}

/// A session as the set tells it.
#[derive(Clone, Debug, Deserialize)]
struct Told {
    author: String,
    began: Timestamp,
    #[serde(default)]
    at: String,
    #[serde(flatten)]
    place: Rest,
}

#[derive(Clone, Debug, Deserialize)]
struct Rest {
    country: String,
    adm1: String,
    locality: String,
    venue: String,
    #[serde(default)]
    venue_id: String,
}

fn session(id: u8, told: &Told) -> Session {
    let rest = told.place.clone();
    Session {
        started_at: Some(told.began),
        at: GeoPoint::of_register(&told.at),
        place: Place {
            country: rest.country,
            adm1: rest.adm1,
            locality: rest.locality,
            venue: rest.venue,
            venue_id: rest.venue_id,
        },
        ..Session::empty(DocId([id; 16]))
    }
}

fn trace(id: u8, told: &Told) -> Trace {
    let author = Who::Member(told.author.parse().unwrap());
    Trace::of(&session(id, told), Some(author))
}

#[test]
fn the_labelled_set_is_told_apart() {
    let set: Vec<Labelled> = serde_json::from_str(PAIRS).unwrap();
    assert_eq!(set.len(), 60);
    assert_eq!(set.iter().filter(|pair| pair.same).count(), 30);
    let (mut right, mut missed, mut wrong) = (0, 0, 0);
    for pair in &set {
        let found = trace(1, &pair.one)
            .likeness(&trace(2, &pair.other))
            .is_some();
        match (pair.same, found) {
            (true, true) => right += 1,
            (true, false) => missed += 1,
            (false, true) => wrong += 1,
            (false, false) => continue,
        }
        if pair.same != found {
            println!("{}: {}", if found { "wrong" } else { "missed" }, pair.why);
        }
    }
    let percent = |part: u32, whole: u32| 100 * part / whole;
    let (recall, precision) = (
        percent(right, right + missed),
        percent(right, right + wrong),
    );
    println!("recall {recall} %, precision {precision} %");
    assert!(recall >= 90, "recall {recall} %");
    assert!(precision >= 80, "precision {precision} %");
}

fn told() -> impl Strategy<Value = (Told, bool, bool, bool)> {
    let venues = [
        "Sc. gen. nr. 3",
        "Școala Gimnazială Nr. 3",
        "Scoala nr. 8",
        "",
        "P-ța Mare",
    ];
    let towns = ["Rădăuți", "Radauti", "", "mun. Radauti"];
    let parts = (
        0..venues.len(),
        0..towns.len(),
        prop::sample::select(vec!["ana", "ion"]),
        0..5 * 60 * 60 * 1_000_i64,
        prop::sample::select(vec!["", "v1", "v2"]),
        prop::sample::select(vec!["", "47.85,25.92", "47.85,25.93", "47.87,25.92"]),
        (any::<bool>(), any::<bool>(), any::<bool>()),
    );
    parts.prop_map(
        move |(venue, town, who, ms, venue_id, at, (one, two, three))| {
            let told = Told {
                author: who.to_owned(),
                began: Timestamp(1_489_478_700_000 + ms),
                at: at.to_owned(),
                place: Rest {
                    country: "RO".to_owned(),
                    adm1: "RO-SV".to_owned(),
                    locality: towns[town].to_owned(),
                    venue: venues[venue].to_owned(),
                    venue_id: venue_id.to_owned(),
                },
            };
            (told, one && two, two && three, one && three)
        },
    )
}

proptest! {
    #[test]
    fn likeness_has_no_direction_and_nothing_is_like_itself(
        (one, ..) in told(),
        (other, ..) in told(),
    ) {
        let (one, other) = (trace(1, &one), trace(2, &other));
        prop_assert_eq!(one.likeness(&other), other.likeness(&one));
        prop_assert_eq!(one.likeness(&one), None);
        prop_assert_eq!(one.likeness(&one.clone()), None);
    }

    #[test]
    fn what_is_hidden_cancelled_or_linked_is_like_nothing(
        (one, withdrawn, cancelled, linked) in told(),
        (other, ..) in told(),
    ) {
        let mut closed = session(1, &one);
        closed.withdrawn = withdrawn.then(|| "entered twice".to_owned());
        if cancelled {
            closed.status = Status::Cancelled;
        }
        closed.duplicate_of = linked.then_some(DocId([9; 16]));
        let author = Some(Who::Member(one.author.parse().unwrap()));
        let likeness = Trace::of(&closed, author).likeness(&trace(2, &other));
        if withdrawn || cancelled || linked {
            prop_assert_eq!(likeness, None);
        } else {
            prop_assert_eq!(likeness, trace(1, &one).likeness(&trace(2, &other)));
        }
    }

    #[test]
    fn the_sweep_finds_what_comparing_all_finds(all in prop::collection::vec(told(), 0..12)) {
        let traces: Vec<_> =
            (1..).zip(&all).map(|(id, (told, ..))| trace(id, told)).collect();
        let mut every = Vec::new();
        for one in &traces {
            for other in traces.iter().filter(|other| other.id > one.id) {
                if let Some(likeness) = one.likeness(other) {
                    every.push(LikelyPair { one: one.id, other: other.id, likeness });
                }
            }
        }
        let mut swept = likely_pairs(traces);
        swept.sort_by_key(|pair| (pair.one, pair.other));
        prop_assert_eq!(swept, every);
    }
}
