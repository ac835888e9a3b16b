//! Work without a network: whatever was done on a phone is there, stays there, and arrives once,
//! wherever the line breaks.

use std::collections::BTreeMap;

use client_core::model::Role;
use client_core::store::Store;
use client_core::sync::SyncEnd;
use rusqlite::types::Value;
use tests::checkers::settled;
use tests::world::World;

use super::hands::{count, plan};

#[test]
fn two_phones_show_each_others_work() {
    let mut world = World::of_volunteers(1, "suceava", &["ana", "ion"]);
    let doc = plan(world.phone("ana"), "Grade 9");
    count(world.phone("ana"), doc, "reached.f.14-17", 3);
    let other = plan(world.phone("ion"), "Market");
    let synced = world.sync_well("ana");
    assert_eq!((synced.report.sent, synced.report.round_trips), (1, 1));
    world.sync_well("ion");
    count(world.phone("ion"), doc, "reached.f.14-17", 4);
    world.run_until_quiescent();
    for name in ["ana", "ion"] {
        let session = world.phone(name).session(doc);
        assert_eq!(session.people_reached(), 7, "{name}");
        assert_eq!(world.phone(name).session(other).title, "Market");
    }
}

#[test]
fn a_phone_without_a_line_says_so_and_keeps_everything() {
    let mut world = World::of_volunteers(1, "suceava", &["ana"]);
    let doc = plan(world.phone("ana"), "Grade 9");
    world.phone_mut("ana").line.offline = true;
    let synced = world.sync("ana");
    assert_eq!(synced.report.end, Some(SyncEnd::Cut));
    assert!(synced.trouble.is_some());
    let status = world.phone("ana").client().status().unwrap();
    assert_eq!((status.unsent, status.last_sync), (1, None));
    assert!(status.next_retry.is_some());
    assert_eq!(world.phone("ana").session(doc).title, "Grade 9");
}

/// Requests and answers cut before one of their bytes, most of them inside compressed data.
#[test]
fn a_cut_at_any_byte_costs_a_repeat_and_nothing_else() {
    const STEP: usize = 9;
    let mut world = World::of_volunteers(1, "suceava", &["ana", "ion"]);
    let mut cut = 0;
    while cut < 700 {
        let shared = plan(world.phone("ana"), "Shared");
        world.run_until_quiescent();
        for round in 1..=8 {
            count(world.phone("ana"), shared, "reached.f.14-17", 1);
            count(world.phone("ion"), shared, "reached.m.14-17", 1);
            let line = &mut world.phone_mut("ana").line;
            line.cut_request_after = (round % 2 == 0).then_some(cut);
            line.cut_answer_after = (round % 2 == 1).then_some(cut);
            cut += STEP;
            world.sync("ion");
            world.sync("ana");
            world.phone_mut("ana").line = Default::default();
            world.sync_well("ana");
            let reached = world.phone("ana").session(shared).people_reached();
            assert_eq!(reached, 2 * round, "cut after {cut}");
        }
    }
    assert!(world.phone("ana").traffic.cuts > 20);
    world.run_until_quiescent();
}

#[test]
fn an_answer_that_is_lost_is_given_again() {
    let mut world = World::of_volunteers(1, "suceava", &["ana", "ion"]);
    let doc = plan(world.phone("ana"), "Grade 9");
    for number in 1..=5 {
        count(world.phone("ana"), doc, "reached.f.14-17", 1);
        // The server takes everything, and the phone never hears of it.
        world.phone_mut("ana").line.cut_answer_after = Some(0);
        assert_eq!(world.sync("ana").report.end, Some(SyncEnd::Cut));
        assert_eq!(world.phone("ana").unsent(), 1);
        world.sync_well("ion");
        assert_eq!(world.phone("ion").session(doc).people_reached(), number);
    }
    settled(&mut world);
    assert_eq!(world.phone("ana").session(doc).people_reached(), 5);
}

#[test]
fn a_request_that_arrives_twice_is_taken_once() {
    let mut world = World::of_volunteers(1, "suceava", &["ana", "ion"]);
    let doc = plan(world.phone("ana"), "Grade 9");
    for number in 1..=4 {
        count(world.phone("ana"), doc, "reached.f.14-17", 1);
        world.phone_mut("ana").line.repeat_requests = true;
        world.sync("ana");
        world.run_until_quiescent();
        for name in ["ana", "ion"] {
            let session = world.phone(name).session(doc);
            assert_eq!(session.people_reached(), number, "{name}");
        }
    }
    settled(&mut world);
}

/// What a phone may write when there is nothing new: the counter that it makes durable before each
/// request, which betrays a restored phone, and when it last spoke to its server.
const WRITTEN_AT_EACH_CONTACT: [&str; 2] = ["last_sync", "sent"];

/// Every row of a phone's store, by table, but for what it writes at each contact.
fn rows(store: &Store) -> BTreeMap<String, Vec<Vec<Value>>> {
    let select = |sql: &str| -> Vec<Vec<Value>> {
        let mut statement = store.read().prepare(sql).unwrap();
        let columns = statement.column_count();
        let rows = statement.query_map([], |row| (0..columns).map(|at| row.get(at)).collect());
        rows.unwrap().map(Result::unwrap).collect()
    };
    let tables = select("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
    let mut rows = BTreeMap::new();
    for table in tables.iter().flatten() {
        let Value::Text(table) = table else {
            panic!("a table without a name");
        };
        rows.insert(table.clone(), select(&format!("SELECT * FROM \"{table}\"")));
    }
    let spared = WRITTEN_AT_EACH_CONTACT.map(|name| Value::Text(name.to_owned()));
    let meta = rows.get_mut("meta").expect("the table of small numbers");
    meta.retain(|row| !spared.contains(&row[0]));
    rows
}

/// Whatever a phone holds and whoever uses it: without news a contact is one small question and
/// one small answer, the server writes nothing, and the phone nothing but what it must.
/// (`bench idle --sessions 10000 --check` asks the real programs the same.)
#[test]
fn nothing_new_costs_nearly_nothing() {
    const BODY_BYTES_MAX: u64 = 400;
    let units: Vec<String> = (0..42).map(|number| format!("unit-{number}")).collect();
    let units: Vec<&str> = units.iter().map(String::as_str).collect();
    let mut world = World::new(1, &units);
    world.enrol("ana", Role::Volunteer, "unit-0");
    world.enrol("vera", Role::National, "unit-0");
    let mut held = 0;
    for held_then in [10, 2_000] {
        for number in held..held_then {
            plan(world.phone("ana"), &format!("Session {number}"));
        }
        held = held_then;
        world.run_until_quiescent();
        for name in ["ana", "vera"] {
            assert_eq!(world.phone(name).listed().len(), held);
            let held_before = world.phone_mut(name).look_inside(|store| rows(store));
            let before = world.server.disk.changes();
            let report = world.sync_well(name).report;
            assert_eq!(world.server.disk.changes(), before, "the server wrote");
            let held_after = world.phone_mut(name).look_inside(|store| rows(store));
            assert!(held_after == held_before, "{name} wrote, at {held}");
            assert_eq!(report.round_trips, 1, "{name}, {held}: {report:?}");
            assert!(report.bytes_out <= BODY_BYTES_MAX, "{name}: {report:?}");
            assert!(report.bytes_in <= BODY_BYTES_MAX, "{name}: {report:?}");
        }
    }
}
