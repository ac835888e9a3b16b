//! Work without a network: whatever was done on a phone is there, stays there, and arrives once,
//! wherever the line breaks.

use client_core::client::Draft;
use client_core::ids::DocId;
use client_core::model::{Cell, Kind, Place};
use client_core::sync::SyncEnd;
use client_core::time::Timestamp;
use tests::world::{Phone, World};

pub(super) fn plan(phone: &Phone, title: &str) -> DocId {
    let draft = Draft {
        kind: Kind::School,
        title: title.to_owned(),
        campaign: None,
        place: Place {
            locality: "Radauti".into(),
            ..Place::default()
        },
        planned_for: Timestamp(1_489_478_400_000),
    };
    phone.client().plan(&draft).unwrap()
}

pub(super) fn count(phone: &Phone, doc: DocId, cell: &str, by: i64) {
    let cell: Cell = cell.parse().unwrap();
    phone.client().count(doc, cell, by).unwrap();
}

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
