//! Apps and servers of different ages, and documents of a version that some of them do not know.
//!
//! The second version is on trial: it was never released. What a program knows is an argument, so
//! the same code is the old one and the new one here.

use std::cell::Cell;
use std::collections::BTreeMap;

use client_core::document::Skeletons;
use client_core::ids::{ChangeHash, DocId};
use client_core::model::catalogue::{Entry, Skeleton};
use client_core::model::{DocKind, Edit, Register, Role};
use client_core::store::catalogue;
use client_core::store::meta::{self, Meta};
use client_core::sync::SyncEnd;
use client_core::wire::message::Blob;
use client_core::wire::{Put, RefusalCode, ToPhone};
use tests::checkers::{nothing_lost, settled, sums_match};
use tests::handmade::{follow_up, followed_up, second_version, with_second_version};
use tests::seed::{Seed, for_each_seed};
use tests::world::{Habit, LineFaults, ServerBackup, Work, World};

use crate::hands::{count, note, plan};

/// Things that happen in one schedule.
const STEPS: usize = 50;
/// Schedules a run, unless `TEREN_SEEDS` says otherwise.
const SCHEDULES: u64 = 25;

/// What every program knows today.
fn first_alone() -> Skeletons {
    Skeletons::of_this_build()
}

fn update_app(world: &mut World, name: &str) {
    world
        .phone_mut(name)
        .install("world 2", with_second_version());
}

fn update_server(world: &mut World) {
    world.server.install(with_second_version());
}

/// Ana's app is new and so is the server; Ion's app is old.
fn ana_is_ahead(seed: u64) -> World {
    let mut world = World::of_volunteers(seed, "suceava", &["ana", "ion"]);
    update_server(&mut world);
    update_app(&mut world, "ana");
    world.sync_well("ana");
    world
}

fn entries<const N: usize>(of: [(&str, i64); N]) -> Option<BTreeMap<String, i64>> {
    Some(of.map(|(key, number)| (key.to_owned(), number)).into())
}

/// How far the server lets a phone go, as it last said.
fn named(world: &mut World, name: &str) -> [u16; 3] {
    let phone = world.phone_mut(name);
    let named = phone.look_inside(|store| meta::get_json(store.read(), Meta::Schemas).unwrap());
    named.unwrap_or([1; 3])
}

/// Sends a raw change of an existing document; returns what became of it.
fn push(world: &mut World, doc: DocId, bytes: Vec<u8>) -> (Vec<RefusalCode>, Vec<ChangeHash>) {
    let put = Put {
        doc,
        kind: 0,
        unit: Some("suceava".parse().unwrap()),
        epochs: Vec::new(),
        changes: vec![Blob(bytes)],
        authors: None,
    };
    let heard = world.say("ana", vec![put.into()]).unwrap();
    let (mut refused, mut taken) = (Vec::new(), Vec::new());
    for message in heard {
        match message {
            ToPhone::Refused(message) => refused.push(message.code),
            ToPhone::Taken(message) => taken.extend(message.heads),
            _ => {}
        }
    }
    (refused, taken)
}

#[test]
fn a_skeleton_that_the_server_does_not_know_is_refused() {
    let mut world = World::of_volunteers(1, "suceava", &["ana", "ion"]);
    let doc = plan(world.phone("ana"), "Grade 9");
    settled(&mut world);
    let (refused, taken) = push(&mut world, doc, second_version(DocKind::Session));
    assert_eq!((refused, taken.len()), (vec![RefusalCode::NotAllowed], 0));
    // One that it knows it does not take either: it has it, and nobody needs to send it.
    update_server(&mut world);
    let (refused, taken) = push(&mut world, doc, second_version(DocKind::Session));
    assert_eq!((refused.len(), taken.len()), (0, 0), "{refused:?}");
    let (refused, _) = push(&mut world, doc, second_version(DocKind::Exchange));
    assert_eq!(refused, [RefusalCode::NotAllowed]);
    // The document goes on as it was, for everybody.
    count(world.phone("ion"), doc, "reached.f.14-17", 3);
    settled(&mut world);
    assert_eq!(world.phone("ana").session(doc).people_reached(), 3);
    assert_eq!(followed_up(world.phone_mut("ana"), doc), None);
}

#[test]
fn nobody_upgrades_beyond_what_the_server_names() {
    let mut world = World::of_volunteers(2, "suceava", &["ana"]);
    let doc = plan(world.phone("ana"), "Grade 9");
    update_app(&mut world, "ana");
    settled(&mut world);
    assert_eq!(named(&mut world, "ana"), [1; 3]);
    let refused = world
        .phone("ana")
        .client()
        .edit(doc, &[follow_up("calls", 2)]);
    assert_eq!(
        refused.unwrap_err().to_string(),
        "followed_up.calls: found a field of version 2, \
         allowed: version 1, until the server was updated and you synced"
    );
    update_server(&mut world);
    settled(&mut world);
    assert_eq!(named(&mut world, "ana"), [2, 1, 1]);
    world.phone("ana").edit(doc, &[follow_up("calls", 2)]);
    settled(&mut world);
    assert_eq!(
        followed_up(world.phone_mut("ana"), doc),
        entries([("calls", 2)])
    );
}

#[test]
fn an_old_app_reads_what_it_knows_and_loses_nothing_of_the_rest() {
    let mut world = ana_is_ahead(3);
    let doc = plan(world.phone("ana"), "Grade 9");
    count(world.phone("ana"), doc, "reached.f.14-17", 5);
    world.phone("ana").edit(doc, &[follow_up("calls", 2)]);
    settled(&mut world);
    // Ion's app does not know the version, and carries it.
    let session = world.phone("ion").session(doc);
    assert_eq!(
        (session.title.as_str(), session.people_reached()),
        ("Grade 9", 5)
    );
    assert_eq!(
        followed_up(world.phone_mut("ion"), doc),
        entries([("calls", 2)])
    );
    let refused = world
        .phone("ion")
        .client()
        .edit(doc, &[follow_up("calls", 3)]);
    assert_eq!(
        refused.unwrap_err().to_string(),
        "followed_up.calls: found another field, \
         allowed: the fields of session documents that this app knows"
    );
    count(world.phone("ion"), doc, "reached.m.14-17", 4);
    note(world.phone("ion"), doc, "Two stayed.");
    settled(&mut world);
    for name in ["ana", "ion"] {
        let session = world.phone(name).session(doc);
        assert_eq!(
            (session.people_reached(), session.notes.as_str()),
            (9, "Two stayed.")
        );
        assert_eq!(
            followed_up(world.phone_mut(name), doc),
            entries([("calls", 2)])
        );
    }
}

#[test]
fn an_old_app_that_counted_before_it_heard_of_the_new_version_keeps_its_counts() {
    let mut world = World::of_volunteers(4, "suceava", &["ana", "ion"]);
    let doc = plan(world.phone("ana"), "Grade 9");
    settled(&mut world);
    update_server(&mut world);
    update_app(&mut world, "ana");
    world.sync_well("ana");
    count(world.phone("ion"), doc, "reached.f.14-17", 7);
    world.phone("ana").edit(doc, &[follow_up("calls", 1)]);
    world.sync_well("ana");
    world.sync_well("ion");
    settled(&mut world);
    assert_eq!(world.phone("ana").session(doc).people_reached(), 7);
    assert_eq!(
        followed_up(world.phone_mut("ion"), doc),
        entries([("calls", 1)])
    );
}

#[test]
fn two_phones_that_upgrade_a_session_apart_apply_the_same_change() {
    let mut world = ana_is_ahead(5);
    update_app(&mut world, "ion");
    let doc = plan(world.phone("ana"), "Grade 9");
    settled(&mut world);
    world.phone("ana").edit(doc, &[follow_up("calls", 2)]);
    world.phone("ion").edit(doc, &[follow_up("visits", 3)]);
    settled(&mut world);
    let both = entries([("calls", 2), ("visits", 3)]);
    assert_eq!(followed_up(world.phone_mut("ana"), doc), both);
    assert_eq!(followed_up(world.phone_mut("ion"), doc), both);
    // On the desk, too, it is edited without losing anything.
    let title = Edit::text(Register::Title, "Grade 10");
    world.server.edit_on_page("ana", doc, &[title]);
    settled(&mut world);
    assert_eq!(world.phone("ion").session(doc).title, "Grade 10");
    assert_eq!(followed_up(world.phone_mut("ion"), doc), both);
}

#[test]
fn a_server_that_went_back_refuses_nothing_and_has_it_later() {
    let mut world = ana_is_ahead(6);
    let doc = plan(world.phone("ana"), "Grade 9");
    settled(&mut world);
    // Cut for the new server, which is the old one again when it arrives.
    world.phone("ana").edit(doc, &[follow_up("calls", 2)]);
    world.phone_mut("ana").line.cut_request_after = Some(10);
    assert_eq!(world.sync("ana").report.end, Some(SyncEnd::Cut));
    world.phone_mut("ana").line = LineFaults::default();
    world.server.install(first_alone());
    let synced = world.sync("ana");
    assert_eq!(synced.report.refused, 0, "{synced:?}");
    assert_eq!(world.phone("ana").unsent(), 1);
    assert_eq!(named(&mut world, "ana"), [1; 3]);
    // What does not need the new version goes on.
    count(world.phone("ion"), doc, "reached.f.14-17", 3);
    world.sync_well("ion");
    world.sync("ana");
    assert_eq!(world.phone("ana").session(doc).people_reached(), 3);
    assert!(world.phone("ana").client().attention().unwrap().is_empty());
    update_server(&mut world);
    settled(&mut world);
    assert_eq!(
        followed_up(world.phone_mut("ion"), doc),
        entries([("calls", 2)])
    );
}

#[test]
fn a_server_that_went_back_goes_on_with_what_it_took() {
    let mut world = ana_is_ahead(7);
    let doc = plan(world.phone("ana"), "Grade 9");
    world.phone("ana").edit(doc, &[follow_up("calls", 2)]);
    settled(&mut world);
    world.server.install(first_alone());
    count(world.phone("ion"), doc, "reached.f.14-17", 3);
    count(world.phone("ana"), doc, "reached.m.14-17", 1);
    settled(&mut world);
    world.enrol("eva", Role::Volunteer, "suceava");
    settled(&mut world);
    assert_eq!(world.phone("eva").session(doc).people_reached(), 4);
    assert_eq!(
        followed_up(world.phone_mut("eva"), doc),
        entries([("calls", 2)])
    );
}

#[test]
fn what_an_app_that_went_back_cannot_write_waits_and_keeps_nothing_else_waiting() {
    let mut world = ana_is_ahead(8);
    let doc = plan(world.phone("ana"), "Grade 9");
    settled(&mut world);
    world.phone("ana").edit(doc, &[follow_up("calls", 2)]);
    world.phone_mut("ana").install("world 1", first_alone());
    count(world.phone("ana"), doc, "reached.f.14-17", 3);
    world.sync_well("ana");
    world.sync_well("ion");
    assert_eq!(world.phone("ion").session(doc).people_reached(), 3);
    assert_eq!(world.phone("ana").unsent(), 1, "it is not forgotten");
    count(world.phone("ana"), doc, "reached.f.14-17", 2);
    world.sync_well("ana");
    update_app(&mut world, "ana");
    settled(&mut world);
    assert_eq!(world.phone("ion").session(doc).people_reached(), 5);
    assert_eq!(
        followed_up(world.phone_mut("ion"), doc),
        entries([("calls", 2)])
    );
}

#[test]
fn a_repair_brings_a_skeleton_before_the_documents_that_need_it() {
    let mut world = World::of_volunteers(12, "suceava", &["ana", "ion"]);
    settled(&mut world);
    update_server(&mut world);
    update_app(&mut world, "ana");
    world.sync_well("ana");
    let doc = plan(world.phone("ana"), "Grade 9");
    world.phone("ana").edit(doc, &[follow_up("calls", 2)]);
    world.sync_well("ana");
    world.repair("ion");
    let attention = world.phone("ion").client().attention().unwrap();
    assert!(attention.is_empty(), "it is read at once: {attention:?}");
    assert_eq!(world.phone("ion").session(doc).title, "Grade 9");
}

#[test]
fn a_document_that_comes_before_its_skeleton_is_asked_for_again() {
    let mut world = ana_is_ahead(9);
    world.sync_well("ion");
    let told = world.phone_mut("ion").look_inside(|store| {
        let key = "skeleton/session/2";
        let told = catalogue::get(store.read(), key).unwrap().unwrap();
        store.write(|tx| catalogue::put(tx, key, 1, None)).unwrap();
        told
    });
    let doc = plan(world.phone("ana"), "Grade 9");
    world.phone("ana").edit(doc, &[follow_up("calls", 2)]);
    world.sync_well("ana");
    world.sync_well("ion");
    assert!(world.phone("ion").client().session(doc).is_err());
    let attention = world.phone("ion").client().attention().unwrap();
    assert_eq!(attention.len(), 1, "the member is told: {attention:?}");
    world.phone_mut("ion").look_inside(|store| {
        let json = serde_json::to_string(&told).unwrap();
        let put = store.write(|tx| catalogue::put(tx, &told.key(), 1, Some(&json)));
        put.unwrap();
    });
    settled(&mut world);
    assert_eq!(world.phone("ion").session(doc).title, "Grade 9");
    assert!(world.phone("ion").client().attention().unwrap().is_empty());
    assert_eq!(
        followed_up(world.phone_mut("ion"), doc),
        entries([("calls", 2)])
    );
}

#[test]
fn what_is_no_next_version_is_taken_from_no_catalogue() {
    let mut world = World::of_volunteers(10, "suceava", &["ana", "ion"]);
    update_app(&mut world, "ana");
    world.sync_well("ana");
    // A server that names what it does not have: the version of another kind, under the name.
    let bytes = hex::encode(second_version(DocKind::Exchange));
    world.server.put_entry(&Entry::Skeleton(Skeleton {
        kind: DocKind::Session,
        version: 2,
        bytes,
    }));
    let doc = plan(world.phone("ana"), "Grade 9");
    settled(&mut world);
    count(world.phone("ion"), doc, "reached.f.14-17", 3);
    settled(&mut world);
    assert_eq!(world.phone("ana").session(doc).people_reached(), 3);
    assert_eq!(followed_up(world.phone_mut("ion"), doc), None);
}

/// Old and new apps, a server that is updated, taken back and restored, lines that break.
struct Schedule {
    world: World,
    work: Work,
    seed: Seed,
    /// What was acknowledged in the second version's part, each under a key of its own.
    followed: BTreeMap<DocId, BTreeMap<String, i64>>,
    backup: Option<ServerBackup>,
    done: i64,
}

impl Schedule {
    fn step(&mut self) {
        let name = *self.seed.pick(&["ana", "ion", "eva"]);
        match self.seed.within(0..21) {
            0..2 => drop(self.work.plan(self.world.phone(name), &mut self.seed)),
            2..6 => {
                let edited = self.work.edit(self.world.phone(name), &mut self.seed);
                assert!(edited.is_ok(), "{name}: no disk fails here");
            }
            6..10 => self.follow_up(name),
            10..15 => drop(self.world.sync(name)),
            15 => update_app(&mut self.world, name),
            16 => self.world.phone_mut(name).install("world 1", first_alone()),
            17 => update_server(&mut self.world),
            18 => self.world.server.install(first_alone()),
            19 => self.back_up_or_restore(),
            _ => {
                let line = &mut self.world.phone_mut(name).line;
                line.cut_answer_after = Some(self.seed.index(2_000));
                if self.seed.chance(1, 2) {
                    *line = LineFaults::default();
                }
            }
        }
    }

    /// The server alone: whatever it forgets, the phones still have.
    fn back_up_or_restore(&mut self) {
        let server = &mut self.world.server;
        match &self.backup {
            Some(backup) if self.seed.chance(1, 2) => server.restore(backup),
            _ => self.backup = Some(server.backup()),
        }
    }

    /// Refused in words when the app or its server is an old one.
    fn follow_up(&mut self, name: &str) {
        let phone = self.world.phone(name);
        let listed = phone.listed();
        if listed.is_empty() {
            return;
        }
        let doc = *self.seed.pick(&listed);
        self.done += 1;
        let key = format!("f{}", self.done);
        if phone
            .client()
            .edit(doc, &[follow_up(&key, self.done)])
            .is_ok()
        {
            self.followed.entry(doc).or_default().insert(key, self.done);
        }
    }
}

#[test]
fn old_and_new_apps_beside_old_and_new_servers_lose_nothing() {
    let upgrades = Cell::new(0);
    for_each_seed(SCHEDULES, |number| {
        let world = World::of_volunteers(number, "suceava", &["ana", "ion", "eva"]);
        let mut schedule = Schedule {
            world,
            work: Work::new(Habit::Parts),
            seed: Seed::new(number).split(),
            followed: BTreeMap::new(),
            backup: None,
            done: 0,
        };
        for _ in 0..STEPS {
            schedule.step();
        }
        let Schedule {
            mut world,
            work,
            followed,
            ..
        } = schedule;
        update_server(&mut world);
        // One app stays old to the end, unless something of its own waits for a new one.
        for name in ["ana", "ion"] {
            update_app(&mut world, name);
        }
        world.sync("eva");
        if world.phone("eva").unsent() > 0 {
            update_app(&mut world, "eva");
        }
        settled(&mut world);
        nothing_lost(&world, &work.ledger);
        sums_match(&world, &work.ledger);
        upgrades.set(upgrades.get() + followed.len());
        for (doc, expected) in followed {
            for name in ["ana", "ion", "eva"] {
                let held = followed_up(world.phone_mut(name), doc);
                assert_eq!(held.as_ref(), Some(&expected), "{name}: {doc}");
            }
        }
    });
    assert!(
        upgrades.get() > 0,
        "no app of any schedule wrote what is new"
    );
}
