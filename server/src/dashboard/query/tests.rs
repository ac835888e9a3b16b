//! Pages filled from a real database with a handful of sessions.

use std::collections::{BTreeMap, BTreeSet};

use client_core::ids::{DocId, Epoch, OrganisationId, ReplicaId, UnitId};
use client_core::model::catalogue::{Campaign, Entry, Member, Target, Unit};
use client_core::model::{Cell, Kind, Place, Role, Status};
use client_core::time::Timestamp;
use jiff::civil::date;

use super::{Names, Seat, overview, sessions};
use crate::dashboard::address::{Asked, Fields};
use crate::dashboard::model::figures::{Point, Step};
use crate::dashboard::model::sessions::{Count, Sessions};
use crate::i18n::choose;
use crate::limits::LIST_ROWS;
use crate::store::read::Scope;
use crate::store::read_model::{SessionFacts, put_session};
use crate::store::{Store, StoreError};

mod answers;
mod coverage;
mod members;
mod phones;
mod plan;
mod roster;
mod session;
mod world;

fn organisation() -> OrganisationId {
    "agency".parse().unwrap()
}

/// A store that lies in its own folder until it is dropped.
struct World {
    store: Store,
    names: Names,
    _folder: tempfile::TempDir,
}

impl World {
    fn new(sessions: impl IntoIterator<Item = SessionFacts>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path().join("teren.db"), None).unwrap();
        let written: Result<(), StoreError> = store.write(|tx| {
            sessions
                .into_iter()
                .try_for_each(|facts| put_session(tx, &facts, facts.doc.time()))
        });
        written.unwrap();
        Self {
            store,
            names: names(),
            _folder: folder,
        }
    }

    fn list(&self, query: &str) -> Sessions {
        let asked = Asked::parse(&Fields::parse(query));
        self.store
            .read(|c| sessions(c, &organisation(), &seat_of(self, &Scope::All), &asked))
            .unwrap()
    }
}

fn seat_of<'a>(world: &'a World, scope: &'a Scope) -> Seat<'a> {
    Seat {
        scope,
        units: &[],
        texts: choose(None, None),
        names: &world.names,
        country: "RO",
        today: date(2017, 10, 20),
    }
}

fn names() -> Names {
    let unit = |id: &str, name: &str| {
        Entry::Unit(Unit {
            id: id.parse().unwrap(),
            name: name.to_owned(),
            time_zone: "Europe/Bucharest".to_owned(),
            covers: match id {
                "suceava" => vec!["RO-SV".to_owned()],
                _ => vec![],
            },
        })
    };
    let target = Target {
        people: 400,
        activities: 4,
        ..Target::default()
    };
    let campaign = Campaign {
        id: "does-not-forgive".parse().unwrap(),
        title: "Does not forgive".to_owned(),
        from: None,
        to: None,
        targets: BTreeMap::from([("RO".to_owned(), target)]),
    };
    let ana = Member {
        id: "ana".parse().unwrap(),
        name: "Ana Popescu".to_owned(),
        unit: "suceava".parse().unwrap(),
        role: Role::Coordinator,
    };
    let units = [unit("suceava", "Suceava"), unit("dolj", "Dolj")];
    Names::of(
        units
            .into_iter()
            .chain([Entry::Campaign(campaign), Entry::Member(ana)]),
    )
}

fn session(number: u32, unit: &str, cells: &[(&str, &str, u64)]) -> SessionFacts {
    let author = ReplicaId::derive(&[7; 32], Epoch([1; 8]));
    let title = format!("Session {number:03}");
    let people = cells
        .iter()
        .filter(|(table, ..)| *table == "reached")
        .map(|(.., n)| n)
        .sum();
    SessionFacts {
        doc: DocId::derive(author, Timestamp(1_500_000_000_000 + i64::from(number)), 0),
        unit: unit.parse().unwrap(),
        day: format!("2017-10-{:02}", number % 28 + 1),
        moment: Timestamp(0),
        at: None,
        review: None,
        status: Status::Done,
        kind: Some(Kind::School),
        campaign: Some("does-not-forgive".parse().unwrap()),
        title_order: title.to_lowercase(),
        search: title.to_lowercase(),
        title,
        place: Place::default(),
        activities: 1,
        people,
        estimated: unit == "dolj",
        materials: 0,
        media_items: 0,
        broadcasts: 0,
        conflicts: u64::from(number == 1),
        counters: 1,
        withdrawn: false,
        duplicate_of: None,
        cells: cells
            .iter()
            .map(|(table, key, n)| (Cell::parse(table, key).unwrap(), *n))
            .collect(),
        team: BTreeSet::new(),
        suspects: BTreeSet::new(),
    }
}

#[test]
fn the_overview_adds_up_what_the_reader_may_see() {
    let world = World::new([
        session(
            1,
            "suceava",
            &[("reached", "f.14-17", 30), ("groups", "pupils", 30)],
        ),
        session(
            2,
            "suceava",
            &[("reached", "m.18-24", 70), ("tallies", "questions", 7)],
        ),
        session(3, "dolj", &[("reached", "f.14-17", 100)]),
    ]);
    let asked = Asked::default();
    let all = world
        .store
        .read(|c| overview(c, &seat_of(&world, &Scope::All), &asked))
        .unwrap();
    assert_eq!((all.people, all.activities, all.to_review), (200, 3, 1));
    // What a centre estimated makes every sum that holds it an estimate.
    assert!(all.people_estimated);
    assert_eq!(
        (
            all.by_sex_and_age.of_age(false),
            all.by_sex_and_age.of_age(true)
        ),
        (130, 70)
    );
    assert_eq!(
        (all.groups[0].name.as_str(), all.groups[0].amount),
        ("Pupils", 30)
    );
    assert_eq!(all.tallies[0].name, "Questions asked");
    let people = &all.campaigns[0].measures[0];
    assert_eq!((people.reached, people.target.unwrap().amount), (200, 400));
    let activities = &all.campaigns[0].measures[1];
    assert!(people.estimated && !activities.estimated);
    assert!(!people.target.unwrap().is_of_the_whole);
    assert_eq!(all.units.len(), 2);
    assert_eq!(all.latest[0].title, "Session 003");

    assert_eq!(all.review_address, "/sessions?review=conflicts");

    let own: UnitId = "suceava".parse().unwrap();
    let own = Scope::Units(BTreeSet::from([own]));
    let own = world
        .store
        .read(|c| overview(c, &seat_of(&world, &own), &asked))
        .unwrap();
    assert_eq!((own.people, own.units.len(), own.latest.len()), (100, 1, 2));
    assert!(!own.people_estimated && !own.campaigns[0].measures[0].estimated);
    assert!(own.campaigns[0].measures[0].target.unwrap().is_of_the_whole);
}

#[test]
fn a_long_list_is_walked_forth_and_back_without_losing_a_row() {
    let rows = LIST_ROWS * 2 + 1;
    let world = World::new((1..=rows).map(|number| session(number, "suceava", &[])));
    for order in [
        "sort=title",
        "sort=title&order=reversed",
        "sort=day",
        "sort=people",
    ] {
        let mut page = world.list(order);
        assert_eq!(page.count, Count::Exactly(u64::from(rows)));
        assert!(page.before.is_none());
        let first: Vec<_> = page.rows.iter().map(|row| row.address.clone()).collect();
        let mut seen: BTreeSet<String> = first.iter().cloned().collect();
        while let Some(after) = page.after.take() {
            page = world.list(after.split_once('?').unwrap().1);
            for row in &page.rows {
                assert!(
                    seen.insert(row.address.clone()),
                    "{order}: {} twice",
                    row.title
                );
            }
        }
        assert_eq!(seen.len(), usize::try_from(rows).unwrap(), "{order}");
        while let Some(before) = page.before.take() {
            page = world.list(before.split_once('?').unwrap().1);
        }
        let again: Vec<_> = page.rows.iter().map(|row| row.address.clone()).collect();
        assert_eq!(again, first, "{order}: the way back ends where it began");
    }
}

#[test]
fn a_place_that_is_none_begins_at_the_beginning() {
    let world = World::new([session(1, "suceava", &[])]);
    assert_eq!(world.list("after=nonsense").rows.len(), 1);
    assert_eq!(world.list("review=conflicts&q=session+001").rows.len(), 1);
    assert_eq!(world.list("unit=dolj").rows.len(), 0);
}

#[test]
fn a_period_stands_beside_the_one_before() {
    let world = World::new([
        session(1, "suceava", &[("reached", "f.14-17", 30)]),
        session(8, "suceava", &[("reached", "f.14-17", 70)]),
        session(16, "dolj", &[("reached", "m.18-24", 100)]),
    ]);
    let trend = |query: &str| {
        let asked = Asked::parse(&Fields::parse(query));
        let read = world
            .store
            .read(|c| overview(c, &seat_of(&world, &Scope::All), &asked));
        read.unwrap().trend
    };
    // 2, 9 and 17 October 2017: in three weeks that follow each other.
    let weeks = trend("from=2017-10-09&until=2017-10-22");
    assert_eq!(weeks.by, Step::Week);
    let people = |point: &Point| (point.now.people, point.before.unwrap().people);
    let people: Vec<_> = weeks.points.iter().map(people).collect();
    assert_eq!(people, [(70, 0), (100, 30)]);
    let before = weeks.before.unwrap();
    assert_eq!(
        (before.from, before.until),
        (date(2017, 9, 25), date(2017, 10, 8))
    );
    assert_eq!(before.total.people, 30);

    let year = trend("from=2017-01-01&until=2017-12-31");
    assert_eq!((year.by, year.points.len()), (Step::Month, 10));
    assert_eq!(year.points[9].now.activities, 3);
    let always = trend("");
    assert_eq!((always.points.len(), always.before), (1, None));
    assert!(always.is_latest && !year.is_latest);
}

#[test]
fn a_trend_ends_today_whatever_a_phones_clock_says() {
    let mut early = session(1, "suceava", &[("reached", "f.14-17", 30)]);
    early.day = "2017-08-02".to_owned();
    let mut ahead = session(2, "suceava", &[("reached", "f.14-17", 70)]);
    ahead.day = "2031-01-01".to_owned();
    let world = World::new([early, ahead]);
    let asked = Asked::parse(&Fields::parse(""));
    let read = world
        .store
        .read(|c| overview(c, &seat_of(&world, &Scope::All), &asked));
    let trend = read.unwrap().trend;
    let people: Vec<_> = trend.points.iter().map(|point| point.now.people).collect();
    assert_eq!(
        people,
        [30, 0, 0],
        "August, September, and October with today"
    );
    assert_eq!(trend.points[2].first, date(2017, 10, 1));
}
