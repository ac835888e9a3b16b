//! Repairs of worlds that hold enough to be compared by fingerprints: on demand, after an older
//! backup of the server, after an older backup of a phone.

use client_core::ids::DocId;
use client_core::model::{Edit, Register, Role};
use server::store::documents;
use tests::checkers::settled;
use tests::world::World;

use crate::hands::{count, disputed, note, plan};

const GIRLS: &str = "reached.f.14-17";

/// Sixty sessions with their notes on two phones, and a coordinator at the pages.
fn busy(seed: u64) -> (World, Vec<DocId>) {
    let mut world = World::of_volunteers(seed, "suceava", &["ana", "ion"]);
    world.enrol("eva", Role::Coordinator, "suceava");
    let mut docs = Vec::new();
    for at in 0..60 {
        let doc = plan(world.phone("ana"), &format!("Grade {at}"));
        note(world.phone("ana"), doc, "Asked about contracts abroad. ");
        docs.push(doc);
    }
    settled(&mut world);
    (world, docs)
}

fn title(world: &World, doc: DocId, title: &str) {
    let edit = Edit::text(Register::Title, title);
    world.server.edit_on_page("eva", doc, &[edit]);
}

#[test]
fn when_nothing_differs_one_small_round_trip_says_so() {
    let (mut world, _) = busy(1);
    let report = world.repair("ion").report;
    assert_eq!(
        (report.round_trips, report.sent, report.received),
        (1, 0, 0)
    );
    assert!(report.bytes_out <= 400, "{} bytes out", report.bytes_out);
    assert!(report.bytes_in <= 400, "{} bytes in", report.bytes_in);
    settled(&mut world);
}

#[test]
fn what_was_edited_on_the_page_survives_an_older_backup() {
    for seed in 0..3 {
        let (mut world, docs) = busy(seed);
        title(&world, docs[3], "Said before the backup");
        let backup = world.server.backup();

        title(&world, docs[4], "Said after the backup");
        title(&world, docs[5], "Said after the backup");
        count(world.phone("ana"), docs[6], GIRLS, 7);
        let newer = plan(world.phone("ana"), "Begun after the backup");
        world.run_until_quiescent();
        world.server.restore(&backup);

        // The coordinator works on, before any phone was back.
        title(&world, docs[4], "Said after the restore");
        title(&world, docs[8], "Said after the restore");
        count(world.phone("ion"), docs[6], GIRLS, 2);
        settled(&mut world);
        for name in ["ana", "ion", "eva"] {
            let shown = |at: usize| world.phone(name).session(docs[at]);
            assert_eq!(shown(3).title, "Said before the backup");
            assert_eq!(disputed(&shown(4)), ["title"], "neither edit is lost");
            assert_eq!(shown(5).title, "Said after the backup");
            assert_eq!(shown(6).people_reached(), 9);
            assert_eq!(shown(8).title, "Said after the restore");
            assert_eq!(
                world.phone(name).session(newer).title,
                "Begun after the backup"
            );
        }
    }
}

/// Ana and the coordinator's phone are never seen again.
#[test]
fn nothing_acknowledged_is_missing_while_one_phone_that_holds_it_lives() {
    let (mut world, docs) = busy(4);
    let backup = world.server.backup();
    title(&world, docs[0], "By the coordinator, on the page");
    note(world.phone("ana"), docs[1], "By Ana. ");
    let newer = plan(world.phone("ana"), "Ana's last");
    world.run_until_quiescent();
    world.server.restore(&backup);

    let report = world.sync_well("ion").report;
    assert_eq!(report.sent, 3, "everything that the server had lost");
    assert!(report.bytes_out < 3_000, "{} bytes out", report.bytes_out);
    world.enrol("new", Role::Volunteer, "suceava");
    world.sync_well("new");
    let new = world.phone("new");
    assert_eq!(
        new.session(docs[0]).title,
        "By the coordinator, on the page"
    );
    assert!(new.session(docs[1]).notes.contains("By Ana."));
    assert_eq!(new.session(newer).title, "Ana's last");
    let organisation = world.server.organisation();
    let row = world
        .server
        .store()
        .read(|c| documents::get(c, &organisation, newer));
    let author = row.unwrap().unwrap().author;
    assert_eq!(author, world.server.member("ana"), "under her name");
    settled(&mut world);
}

#[test]
fn a_restored_phone_takes_what_it_lacks_and_loses_nothing() {
    let (mut world, docs) = busy(5);
    let backup = world.phone("ion").backup();
    count(world.phone("ana"), docs[10], GIRLS, 4);
    count(world.phone("ion"), docs[11], GIRLS, 5);
    let newer = plan(world.phone("ion"), "Market");
    world.run_until_quiescent();
    world.phone_mut("ion").restore(&backup, false);
    count(world.phone("ion"), docs[12], GIRLS, 6);
    settled(&mut world);
    for (doc, people) in [(docs[10], 4), (docs[11], 5), (docs[12], 6), (newer, 0)] {
        assert_eq!(world.phone("ion").session(doc).people_reached(), people);
    }
}
