//! Content of the overview and of the list, shaped like a national year.

use jiff::civil::{Date, date};

use crate::dashboard::model::duplicates::{Decided, Duplicates, Pair, Side};
use crate::dashboard::model::figures::{Band, Before, Moved, People, Point, Step, Sum, Trend};
use crate::dashboard::model::filter::{Choice, Fault, FilterForm, Narrowed, Shortcut};
use crate::dashboard::model::frame::{Frame, Held, Person, Place, Said};
use crate::dashboard::model::overview::{Campaign, Measure, Overview, Target, Unit};
use crate::dashboard::model::plan::{Plan, PlanFault};
use crate::dashboard::model::sessions::{Column, Count, Direction, Row, Sessions};
use crate::dashboard::model::venues::{Decided as DecidedVenue, Venue, Venues};
use crate::i18n::choose;

pub(super) fn frame(language: &str, place: Option<Place>, said: Option<Said>) -> Frame {
    Frame {
        person: Some(Person {
            name: "Elena Dumitrescu".to_owned(),
            role: "national".to_owned(),
            is_partner: false,
            units: vec![],
            to_review: 7,
            held: Held {
                sessions: 2,
                exchanges: 1,
            },
            form_token: "5f0c2a".to_owned(),
        }),
        place,
        said,
        live: Some(date(2017, 10, 20).at(14, 5, 0, 0)),
        ..door(language)
    }
}

pub(super) fn door(language: &str) -> Frame {
    Frame {
        texts: choose(Some(language), None),
        organisation: "National Agency against Trafficking".to_owned(),
        person: None,
        place: None,
        said: None,
        live: None,
    }
}

pub(super) fn overview() -> Overview {
    Overview {
        troubles: Vec::new(),
        filter: filter("1 Jan 2017 – 31 Dec 2017", vec![]),
        address: "/sessions".to_owned(),
        review_address: "/sessions?review=conflicts".to_owned(),
        activities: 1_331,
        people: 393_512,
        people_estimated: true,
        materials: 211_960,
        to_review: 7,
        trend: Trend {
            by: Step::Month,
            is_latest: true,
            points: months(
                [64, 92, 151, 118, 166, 84, 31, 22, 97, 204, 188, 114],
                [
                    14_120, 21_900, 48_310, 30_240, 52_480, 27_050, 12_800, 9_730, 26_400, 71_690,
                    52_902, 25_890,
                ],
            ),
            before: Some(Before {
                from: date(2016, 1, 1),
                until: date(2016, 12, 31),
                total: Moved {
                    activities: 1_190,
                    people: 351_004,
                },
            }),
        },
        campaigns: campaigns(),
        by_sex_and_age: people(),
        groups: sums(&[
            ("Pupils", 182_430),
            ("General public", 121_004),
            ("Students", 28_512),
            ("Leaving to work abroad", 21_380),
            ("Parents", 17_960),
            ("Teachers", 12_107),
            ("Police and other professionals", 6_214),
            ("People at risk", 3_905),
        ]),
        handed_out: sums(&[
            ("Brochure “Work abroad, safely”", 96_400),
            ("Helpline card", 71_250),
            ("Poster", 24_810),
            ("Bookmark", 17_900),
            ("Memory stick", 1_600),
        ]),
        tallies: sums(&[
            ("Helpline cards", 71_250),
            ("Questions asked", 9_412),
            ("Referrals made", 187),
        ]),
        statuses: [
            ("planned", 46),
            ("running", 3),
            ("done", 1_331),
            ("cancelled", 18),
        ]
        .map(|(code, amount)| (code.to_owned(), amount))
        .to_vec(),
        units: units(),
        latest: rows().into_iter().take(4).collect(),
    }
}

pub(super) fn empty_overview() -> Overview {
    Overview {
        troubles: Vec::new(),
        people_estimated: false,
        filter: FilterForm {
            from: "2017-13-01".to_owned(),
            until: "2016-01-01".to_owned(),
            faults: vec![Fault::From, Fault::Order],
            ..filter("All time", vec![])
        },
        address: "/sessions".to_owned(),
        review_address: "/sessions?review=conflicts".to_owned(),
        activities: 0,
        people: 0,
        materials: 0,
        to_review: 0,
        trend: Trend {
            by: Step::Week,
            is_latest: true,
            points: vec![],
            before: None,
        },
        campaigns: vec![],
        by_sex_and_age: People::default(),
        groups: vec![],
        handed_out: vec![],
        tallies: vec![],
        statuses: vec![],
        units: vec![],
        latest: vec![],
    }
}

pub(super) fn sessions(count: Count) -> Sessions {
    let column = |what: &str, sorted| Column {
        what: what.to_owned(),
        sorted,
        address: format!("/sessions?sort={what}"),
    };
    let narrowed = ["Suceava", "School activity"].map(|name| Narrowed {
        name: name.to_owned(),
        without: "/sessions".to_owned(),
    });
    Sessions {
        filter: filter("1 Jan 2017 – 31 Dec 2017", narrowed.to_vec()),
        count,
        columns: vec![
            column("day", Some(Direction::Down)),
            column("title", None),
            column("unit", None),
            column("people", None),
        ],
        rows: rows(),
        before: Some("/sessions?before=x".to_owned()),
        after: Some("/sessions?after=y".to_owned()),
    }
}

pub(super) fn filter(period: &str, narrowed: Vec<Narrowed>) -> FilterForm {
    FilterForm {
        from: "2017-01-01".to_owned(),
        until: "2017-12-31".to_owned(),
        campaigns: choices(&[
            "The trafficking of people does not forgive!",
            "Work is a right!",
        ]),
        units: choices(&["Bacău", "Dolj", "Galați", "Iași", "Suceava"]),
        kinds: choices(&["School activity", "Public event", "Direct meeting"]),
        statuses: choices(&["Planned", "Under way", "Done", "Cancelled"]),
        narrowed,
        period: period.to_owned(),
        shortcuts: shortcuts(),
        ..FilterForm::default()
    }
}

fn shortcuts() -> Vec<Shortcut> {
    let shortcut = |period: &str| Shortcut {
        period: period.to_owned(),
        address: "/".to_owned(),
        chosen: period == "year",
    };
    ["month", "year", "before", "always"].map(shortcut).to_vec()
}

pub(super) fn choices(names: &[&str]) -> Vec<Choice> {
    let choice = |name: &&str| Choice {
        value: name.to_lowercase(),
        name: (*name).to_owned(),
        chosen: *name == "Suceava",
    };
    names.iter().map(choice).collect()
}

fn months(activities: [u64; 12], people: [u64; 12]) -> Vec<Point> {
    let point = |(number, (activities, people))| Point {
        first: date(2017, number, 1),
        now: Moved { activities, people },
        before: Some(Moved {
            activities: activities * 9 / 10,
            people: people * 8 / 10 + 2_000,
        }),
    };
    (1..=12)
        .zip(activities.into_iter().zip(people))
        .map(point)
        .collect()
}

pub(super) fn sums(pairs: &[(&str, u64)]) -> Vec<Sum> {
    pairs
        .iter()
        .map(|&(name, amount)| Sum {
            name: name.to_owned(),
            amount,
        })
        .collect()
}

pub(super) fn band(age: &str, adult: Option<bool>, counts: [u64; 4]) -> Band {
    let [female, male, other, unknown] = counts;
    Band {
        age: age.to_owned(),
        adult,
        female,
        male,
        other,
        unknown,
    }
}

fn people() -> People {
    People {
        bands: vec![
            band("0-5", Some(false), [310, 288, 0, 40]),
            band("6-9", Some(false), [4_120, 3_980, 0, 210]),
            band("10-13", Some(false), [31_240, 28_410, 12, 1_980]),
            band("14-17", Some(false), [71_330, 63_905, 48, 4_120]),
            band("18-24", Some(true), [28_410, 24_120, 31, 2_011]),
            band("25-34", Some(true), [19_870, 18_240, 8, 1_730]),
            band("35-49", Some(true), [22_640, 17_480, 5, 2_904]),
            band("50-59", Some(true), [11_020, 8_130, 0, 1_240]),
            band("60+", Some(true), [8_450, 5_210, 0, 870]),
            band("unknown", None, [3_110, 2_640, 0, 5_430]),
        ],
    }
}

fn campaigns() -> Vec<Campaign> {
    let measure = |what: &str, reached, target: Option<u64>| Measure {
        what: what.to_owned(),
        reached,
        estimated: what == "people",
        target: target.map(|amount| Target {
            amount,
            is_of_the_whole: what == "activities",
        }),
    };
    let campaign = |name: &str, measures| Campaign {
        name: name.to_owned(),
        address: "/sessions?campaign=x".to_owned(),
        measures,
    };
    vec![
        campaign(
            "The trafficking of people does not forgive!",
            vec![
                measure("people", 380_012, Some(400_000)),
                measure("activities", 1_031, Some(1_000)),
                measure("media_items", 187, Some(240)),
            ],
        ),
        campaign(
            "Work is a right! Exploiting work is a crime!",
            vec![
                measure("people", 13_500, Some(25_000)),
                measure("activities", 300, Some(450)),
                measure("broadcasts", 22_000, None),
            ],
        ),
        campaign(
            "Choose to cherish or to crush? Do not pay for sex!",
            vec![measure("activities", 9, Some(24))],
        ),
    ]
}

fn units() -> Vec<Unit> {
    let unit = |name: &str, activities, people, materials, to_review| Unit {
        name: name.to_owned(),
        address: format!("/sessions?unit={}", name.to_lowercase()),
        activities,
        people,
        materials,
        to_review,
    };
    vec![
        unit("Iași", 168, 51_204, 27_410, 2),
        unit("Suceava", 143, 44_873, 25_102, 3),
        unit("Dolj", 131, 41_990, 21_760, 0),
        unit("Galați", 118, 36_415, 18_009, 1),
        unit("Prahova", 96, 29_880, 17_300, 0),
        unit("Sibiu", 92, 27_346, 14_211, 1),
        unit("Neamț", 85, 22_117, 12_650, 0),
        unit("Bacău", 71, 19_044, 9_870, 0),
    ]
}

/// Title, kind, state, regional centre, place, contacts, conflicts.
type Sketch = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    u64,
    u32,
);

#[rustfmt::skip]
const SKETCHES: [Sketch; 8] = [
    ("Grade 9–10, two classes", "school", "done", "Suceava",
        "Colegiul Național Eudoxiu Hurmuzachi, Rădăuți", 58, 2),
    ("Coach station before the seasonal harvest", "direct_meeting", "done", "Dolj",
        "Autogara Nord, Craiova", 143, 0),
    ("European Anti-Trafficking Day, main square", "public_event", "running", "Iași",
        "Piața Unirii, Iași", 1_240, 1),
    ("", "school", "planned", "Galați", "Liceul Tehnologic nr. 1, Tecuci", 0, 0),
    ("Social workers of the county directorate", "professional_training", "done", "Sibiu",
        "DGASPC Sibiu", 34, 0),
    ("Peer educators, second weekend", "volunteer_training", "done", "Suceava",
        "Junimea, Chernivtsi", 22, 0),
    ("Sunday talk after the liturgy", "direct_meeting", "cancelled", "Neamț",
        "Parohia Sf. Gheorghe, Roman", 0, 0),
    ("Job fair: contracts and recruitment agencies", "public_event", "done", "Prahova",
        "Palatul Culturii, Ploiești", 412, 0),
];

fn rows() -> Vec<Row> {
    (10..)
        .zip(SKETCHES)
        .map(|(day, sketch)| row(date(2017, 10, day), sketch))
        .collect()
}

fn row(day: Date, sketch: Sketch) -> Row {
    let (title, kind, status, unit, place, people, conflicts) = sketch;
    Row {
        address: "/sessions/0191f0a2-6c1e-7a3b-9d4e-5f60718293a4".to_owned(),
        title: title.to_owned(),
        kind: kind.to_owned(),
        status: status.to_owned(),
        day,
        campaign: (kind != "direct_meeting").then(|| "Does not forgive".to_owned()),
        unit: unit.to_owned(),
        place: place.to_owned(),
        people,
        conflicts,
        review: if status == "done" && conflicts == 0 {
            "verified"
        } else {
            ""
        }
        .to_owned(),
        looks_alike: conflicts > 0,
        photos: conflicts.into(),
        is_suspect: conflicts > 1,
    }
}

/// One of two sessions that look alike.
pub(super) fn side(author: &str) -> Side {
    Side {
        id: format!("0191f0a2-6c1e-7a3b-9d4e-{:012x}", author.len()),
        address: "/sessions/0191f0a2-6c1e-7a3b-9d4e-5f60718293a4".to_owned(),
        title: "Grade 9–10, two classes".to_owned(),
        kind: "school".to_owned(),
        status: "done".to_owned(),
        at: date(2017, 10, 10).at(10, 5, 0, 0),
        place: "Colegiul Național Eudoxiu Hurmuzachi, Rădăuți, RO-SV".to_owned(),
        unit: "Suceava".to_owned(),
        author: author.to_owned(),
        people: 58,
        materials: 62,
    }
}

pub(super) fn duplicates() -> Duplicates {
    let named =
        |id: &str, title: &str| (id.to_owned(), format!("/sessions/{id}"), title.to_owned());
    let decided = || Decided {
        one: named("a", "Stand at the market, 6 May 2017"),
        other: named("b", "Piața Mare, 6 May 2017"),
    };
    Duplicates {
        pairs: vec![Pair {
            one: side("Ana Popescu"),
            other: side("Ion Munteanu the younger"),
            place: "name".to_owned(),
            minutes: 15,
        }],
        older: Some("/duplicates?before=1".to_owned()),
        linked: vec![decided()],
        apart: vec![decided()],
    }
}

/// A proposal above a venue of the register, and a decision of each kind.
pub(super) fn venues() -> Venues {
    let venue = |id: &str, is_proposed: bool| Venue {
        id: id.to_owned(),
        name: "Colegiul Național „Eudoxiu Hurmuzachi”".to_owned(),
        place: "Rădăuți, Suceava".to_owned(),
        unit: "Suceava".to_owned(),
        sessions: 12,
        is_proposed,
        may_decide: is_proposed,
    };
    let decided = decided_venue;
    Venues {
        search: "radauti".to_owned(),
        venues: vec![venue("p-0123456789ab", true), venue("ro-sv-001", false)],
        is_more: true,
        renamed: Some((
            "ro-sv-001".to_owned(),
            "Colegiul „Eudoxiu Hurmuzachi”".to_owned(),
        )),
        decided: vec![
            decided("merge", "Gara de Nord"),
            decided("accept", ""),
            decided("rename", ""),
            decided("import", ""),
        ],
    }
}

fn decided_venue(what: &str, into: &str) -> DecidedVenue {
    DecidedVenue {
        number: 7,
        what: what.to_owned(),
        name: "Gara".to_owned(),
        into: into.to_owned(),
    }
}

/// A form that was sent with everything wrong in it.
pub(super) fn plan(faults: Vec<PlanFault>) -> Plan {
    let choices = |all: &[&str]| -> Vec<Choice> {
        let choice = |name: &&str| Choice {
            value: name.to_lowercase().replace(' ', "-"),
            name: (*name).to_owned(),
            chosen: false,
        };
        all.iter().map(choice).collect()
    };
    Plan {
        kinds: choices(&["School activity", "Public event"]),
        campaigns: choices(&["Does not forgive"]),
        title: "Grade 9".to_owned(),
        units: choices(&["Suceava", "Botoșani"]),
        counties: choices(&["Botoșani", "Suceava"]),
        locality: "Rădăuți".to_owned(),
        venue: String::new(),
        venues: vec!["Colegiul Eudoxiu Hurmuzachi, Rădăuți".to_owned()],
        day: "2017-13-01".to_owned(),
        time: "10:00".to_owned(),
        leads: choices(&["Ana Popescu", "Ion Munteanu"]),
        helpers: ticked(choices(&["Ana Popescu", "Ion Munteanu"])),
        faults,
    }
}

/// The first of them chosen.
fn ticked(mut choices: Vec<Choice>) -> Vec<Choice> {
    choices[0].chosen = true;
    choices
}
