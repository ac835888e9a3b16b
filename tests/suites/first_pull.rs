//! The first pull of a phone: today's plan before everything else, nothing older than phones keep,
//! and what is older for whoever asks.

use client_core::client::Fetching;
use client_core::ids::DocId;
use client_core::model::catalogue::{Campaign, Entry};
use client_core::model::{Edit, Keep, Kind, Place, Register, Role, Status};
use client_core::store::list::ListQuery;
use client_core::sync::SyncEnd;
use client_core::time::Timestamp;
use tests::checkers::settled;
use tests::seed::Seed;
use tests::workload;
use tests::world::World;

use crate::hands::plan;

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;
/// Sessions that are over; those that are planned come to it.
const DONE: usize = 9_940;
/// One of so many has a note.
const NOTED: usize = 4;
/// Days with a plan, from today on.
const DAYS: i64 = 30;
const A_DAY: i64 = 2;

fn planned(title: &str, at: Timestamp) -> Vec<Edit> {
    let place = Place {
        locality: "Radauti".into(),
        venue: "Colegiul National Eudoxiu Hurmuzachi".into(),
        ..Place::default()
    };
    vec![
        Edit::text(Register::Kind, Kind::School.code()),
        Edit::text(Register::Title, title),
        Edit::text(Register::Where, place.to_register()),
        Edit::number(Register::PlannedFor, at.0),
        Edit::text(Register::Status, Status::Planned.code()),
    ]
}

/// An organisation of the usual size, whose first unit has ten thousand sessions.
fn usual() -> (World, Vec<DocId>) {
    let units: Vec<String> = (1..=42).map(|unit| format!("unit-{unit}")).collect();
    let units: Vec<&str> = units.iter().map(String::as_str).collect();
    let world = World::new(7, &units);
    for member in 0..40 {
        let _ = world
            .server
            .invite(&format!("Member {member}"), Role::Volunteer, units[0]);
    }
    let _ = world.server.invite("eva", Role::Coordinator, units[0]);
    for number in 0..12 {
        let campaign = Campaign {
            id: format!("campaign-{number}").parse().unwrap(),
            title: format!("Campaign number {number} against trafficking"),
            from: Some("2017-01-01".into()),
            to: Some("2017-12-31".into()),
            targets: [("RO".to_owned(), Default::default())].into(),
        };
        world.server.put_entry(&Entry::Campaign(campaign));
    }
    let mut seed = Seed::new(7);
    let done: Vec<_> = (0..DONE)
        .map(|at| {
            let mut edits = workload::session(&mut seed, at % 2_000);
            let has_note = at % NOTED == 0;
            edits.retain(|edit| has_note || !matches!(edit, Edit::Notes { .. }));
            edits
        })
        .collect();
    let _ = world.server.begin_on_page("eva", &done);
    let now = world.clock().now();
    // The farthest first: the order in which they were planned tells nothing.
    let plans: Vec<_> = (0..DAYS)
        .rev()
        .flat_map(|day| (0..A_DAY).map(move |at| (day, at)))
        .map(|(day, at)| planned(&format!("Day {day}, {at}"), now.plus_ms(day * DAY_MS)))
        .collect();
    let docs = world.server.begin_on_page("eva", &plans);
    (world, docs)
}

fn todays(world: &World) -> Vec<String> {
    let query = ListQuery {
        limit: 1_000,
        ..ListQuery::default()
    };
    let page = world.phone("ana").client().list(&query).unwrap();
    let today = page.rows.iter().filter(|listed| listed.day == "2017-03-14");
    let planned = today.filter(|listed| listed.row.status == Status::Planned);
    let mut titles: Vec<_> = planned.map(|listed| listed.row.title.clone()).collect();
    titles.sort();
    titles
}

#[test]
fn todays_plan_is_there_after_30_kb_of_ten_thousand_sessions() {
    let (mut world, _) = usual();
    world.enrol("ana", Role::Volunteer, "unit-1");
    world.phone_mut("ana").line.cut_answer_after = Some(30_000);
    let cut = world.sync("ana");
    assert_eq!(cut.report.end, Some(SyncEnd::Cut));
    assert_eq!(todays(&world), ["Day 0, 0", "Day 0, 1"]);

    // It goes on where it was cut, and what comes twice is at most what a page holds.
    let mut received = cut.report.received;
    for _ in 0..3 {
        let cut = world.sync("ana").report;
        assert!(cut.received > 0, "each try brings something");
        received += cut.received;
    }
    world.phone_mut("ana").line.cut_answer_after = None;
    received += world.sync_well("ana").report.received;
    let all = (DONE + DONE / NOTED) as u64 + (DAYS * A_DAY) as u64;
    assert!(
        received >= all && received <= all + 4 * 256,
        "{received} of {all}"
    );
    assert_eq!(world.phone("ana").listed().len(), 10_000);
}

#[test]
fn what_is_older_than_phones_keep_comes_when_it_is_asked_for() {
    let mut world = World::of_volunteers(1, "suceava", &["ana", "ion"]);
    let old = plan(world.phone("ana"), "Long ago");
    world
        .phone("ana")
        .edit(old, &[Edit::text(Register::Status, Status::Done.code())]);
    crate::hands::note(world.phone("ana"), old, "As it was then. ");
    let ahead = plan(world.phone("ana"), "Planned long ago, still ahead");
    settled(&mut world);
    world.clock().pass_ms(500 * DAY_MS);
    let new = plan(world.phone("ana"), "Of today");
    settled(&mut world);

    world.enrol("new", Role::Volunteer, "suceava");
    world.sync_well("new");
    let mut expected = vec![ahead, new];
    expected.sort();
    assert_eq!(world.phone("new").listed(), expected);
    // A repair brings no more than that, and takes nothing away from whom it was here.
    world.repair("new");
    world.repair("ion");
    assert_eq!(world.phone("new").listed(), expected);
    assert_eq!(world.phone("ion").listed().len(), 3);

    let fetch = |world: &World, doc| world.phone("new").client().fetch(doc).unwrap();
    assert_eq!(fetch(&world, old), Fetching::Unknown);
    world.sync_well("new");
    let fetched = world.phone("new").session(old);
    assert_eq!(
        (&*fetched.title, &*fetched.notes),
        ("Long ago", "As it was then. ")
    );
    // What is not to be had is asked for once.
    assert_eq!(fetch(&world, old), Fetching::Here);
    assert_eq!(fetch(&world, DocId([9; 16])), Fetching::Unknown);
    let asking = world.sync_well("new").report.bytes_out;
    assert!(world.sync_well("new").report.bytes_out < asking);
    settled(&mut world);
}

#[test]
fn the_administrator_says_how_far_back_phones_keep() {
    let mut world = World::of_volunteers(1, "suceava", &["ana"]);
    let doc = plan(world.phone("ana"), "Two months ago");
    world
        .phone("ana")
        .edit(doc, &[Edit::text(Register::Status, Status::Done.code())]);
    settled(&mut world);
    world.clock().pass_ms(70 * DAY_MS);
    for (name, months, seen) in [("one", Some(1), 0), ("two", Some(3), 1), ("all", None, 1)] {
        world.server.put_entry(&Entry::Keep(Keep { months }));
        world.enrol(name, Role::Volunteer, "suceava");
        world.sync_well(name);
        assert_eq!(world.phone(name).listed().len(), seen, "{name}");
    }
    // One's own is kept however old it is, on a second phone too.
    world
        .server
        .put_entry(&Entry::Keep(Keep { months: Some(1) }));
    world.enrol_again("ana", "anas-second");
    world.sync_well("anas-second");
    assert_eq!(world.phone("anas-second").listed(), [doc]);
}
