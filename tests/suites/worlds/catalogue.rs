//! The catalogue on phones: whatever changes, whoever follows what and wherever lines are cut, a
//! phone ends with exactly what concerns it.

use std::collections::BTreeSet;

use client_core::ids::{FeedId, UnitId};
use client_core::model::Role;
use client_core::model::catalogue::{Campaign, Entry, Venue};
use client_core::sync::SyncEnd;
use server::store::catalogue;
use server::store::follows;
use tests::seed::{Seed, for_each_seed};
use tests::world::World;

const UNITS: [&str; 3] = ["suceava", "iasi", "cluj"];
const PHONES: [&str; 3] = ["ana", "ion", "vera"];

fn world(seed: u64) -> World {
    let mut world = World::new(seed, &UNITS);
    world.enrol("ana", Role::Volunteer, "suceava");
    world.enrol("ion", Role::Coordinator, "iasi");
    world.enrol("vera", Role::National, "suceava");
    world
}

/// A venue whose name no compressor shortens: a few hundred of them fill a page.
fn venue(seed: &mut Seed, id: u64, unit: Option<&str>) -> Entry {
    Entry::Venue(Venue {
        id: format!("v{id}"),
        name: seed
            .bytes::<60>()
            .iter()
            .map(|b| format!("{b:02x}"))
            .collect(),
        locality: "Radauti".to_owned(),
        adm1: "RO-SV".to_owned(),
        unit: unit.map(|unit| unit.parse().unwrap()),
        pcode: None,
        at: None,
        merged_into: None,
        proposed: false,
    })
}

fn campaign(id: u64, title: &str) -> Entry {
    Entry::Campaign(Campaign {
        id: format!("c{id}").parse().unwrap(),
        title: title.to_owned(),
        from: None,
        to: None,
        targets: std::collections::BTreeMap::default(),
    })
}

/// What the server has for the phone's member, and what the phone has.
fn views(world: &World, name: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let phone = world.phone(name);
    let member = phone.client().identity().member.clone();
    let home = world.server.organisation();
    let text = |entry: &Entry| format!("{entry:?}");
    let due = world.server.store().read(|c| {
        let windows = follows::windows(c, &home, &member)?;
        let followed = windows.into_iter().filter(|window| window.until.is_none());
        let units: BTreeSet<UnitId> = followed.filter_map(|window| window.feed.unit()).collect();
        let all = catalogue::all(c)?.into_iter();
        let due = all.filter(|entry| entry.unit().is_none_or(|unit| units.contains(unit)));
        Ok::<_, server::store::StoreError>(due.map(|entry| text(&entry)).collect())
    });
    let kinds = [
        "organisation",
        "unit",
        "member",
        "campaign",
        "venue",
        "hand_over",
    ];
    let held = kinds
        .iter()
        .flat_map(|kind| phone.client().catalogue(kind).unwrap());
    (due.unwrap(), held.map(|entry| text(&entry)).collect())
}

#[track_caller]
fn assert_equal(world: &World) {
    for name in PHONES {
        let (due, held) = views(world, name);
        let lacks: Vec<_> = due.difference(&held).collect();
        let keeps: Vec<_> = held.difference(&due).collect();
        assert!(
            lacks.is_empty() && keeps.is_empty(),
            "{name}: {lacks:#?} {keeps:#?}"
        );
        let found = world
            .phone(name)
            .client()
            .venues("", None, usize::MAX)
            .unwrap();
        let venues = held.iter().filter(|entry| entry.starts_with("Venue"));
        assert_eq!(found.len(), venues.count(), "{name}: the index of venues");
    }
}

fn change(world: &World, seed: &mut Seed) {
    let scopes = [Some(UNITS[0]), Some(UNITS[1]), Some(UNITS[2]), None];
    let many = if seed.chance(1, 4) { 700 } else { 3 };
    let first = seed.within(0..900);
    let scope = *seed.pick(&scopes);
    let is_removal = seed.chance(1, 5);
    let title = format!("Title {}", seed.within(0..1_000));
    world.server.write(|tx| {
        for id in first..first + many {
            if is_removal {
                catalogue::remove(tx, &format!("venue/v{id}"))?;
            } else {
                catalogue::put(tx, &venue(seed, id, scope))?;
            }
        }
        catalogue::put(tx, &campaign(first % 5, &title))
    });
}

fn follow_or_leave(world: &World, seed: &mut Seed) {
    let name = *seed.pick(&PHONES);
    let feed = FeedId::of_unit(&seed.pick(&UNITS).parse().unwrap());
    let member = world.phone(name).client().identity().member.clone();
    let (home, now) = (world.server.organisation(), world.clock().now());
    world.server.write(|tx| {
        let windows = follows::windows(tx, &home, &member)?;
        let mut open = windows.iter().filter(|window| window.until.is_none());
        if open.any(|window| window.feed == feed) {
            follows::unfollow(tx, &home, &member, &feed, now).map(drop)
        } else {
            follows::follow(tx, &home, &member, &feed, now).map(drop)
        }
    });
}

#[test]
fn whatever_happens_a_phone_ends_with_what_concerns_it() {
    for_each_seed(12, |number| {
        let mut world = world(number);
        let mut seed = Seed::new(number);
        for _ in 0..24 {
            match seed.within(0..6) {
                0 | 1 => change(&world, &mut seed),
                2 => follow_or_leave(&world, &mut seed),
                _ => {
                    let name = *seed.pick(&PHONES);
                    let cut = seed.chance(1, 2).then(|| seed.index(120_000));
                    world.phone_mut(name).line.cut_answer_after = cut;
                    world.sync(name);
                }
            }
        }
        world.run_until_quiescent();
        assert_equal(&world);
    });
}

#[test]
fn a_cut_repeats_one_page_of_a_long_register_at_most() {
    let mut world = world(1);
    let mut seed = Seed::new(1);
    world.server.write(|tx| {
        (0..2_000).try_for_each(|id| catalogue::put(tx, &venue(&mut seed, id, Some("suceava"))))
    });
    let mut held_before = 0;
    let mut cuts = 0;
    loop {
        // A page of 128 KiB of such names is about 35 kB on the line.
        world.phone_mut("ana").line.cut_answer_after = Some(50_000);
        let synced = world.sync("ana");
        let held = world
            .phone("ana")
            .client()
            .venues("", None, usize::MAX)
            .unwrap()
            .len();
        if synced.report.end == Some(SyncEnd::Done) {
            break;
        }
        assert!(held > held_before, "{held_before} venues, then {held}");
        held_before = held;
        cuts += 1;
    }
    assert!(
        cuts >= 2,
        "the register is longer than a piece of this line"
    );
    world.run_until_quiescent();
    assert_equal(&world);
}

#[test]
fn a_restored_catalogue_takes_back_what_it_never_had() {
    let mut world = world(1);
    let mut seed = Seed::new(1);
    world.run_until_quiescent();
    let backup = world.server.backup();
    world.server.write(|tx| {
        catalogue::put(tx, &venue(&mut seed, 1, Some("suceava")))?;
        catalogue::put(tx, &campaign(1, "Lost"))
    });
    world.run_until_quiescent();
    assert_equal(&world);
    world.server.restore(&backup);
    world.run_until_quiescent();
    assert_equal(&world);
}
