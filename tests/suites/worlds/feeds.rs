//! Documents in several feeds, and feeds that go.

use client_core::ids::{DocId, FeedId, MemberId};
use client_core::model::Role;
use server::store::feeds::{self, Day};
use server::store::follows;
use server::store::log::Origin;
use tests::checkers::{converged, settled};
use tests::world::World;

use crate::hands::{count, note, plan};

const GIRLS: &str = "reached.f.14-17";

fn programme() -> FeedId {
    FeedId::of_programme(&"junact".parse().unwrap())
}

fn unit(code: &str) -> FeedId {
    FeedId::of_unit(&code.parse().unwrap())
}

fn member(world: &World, name: &str) -> MemberId {
    world.phone(name).client().identity().member.clone()
}

fn follow(world: &World, name: &str, feed: &FeedId) {
    let (home, member) = (world.server.organisation(), member(world, name));
    let now = world.clock().now();
    world
        .server
        .write(|tx| follows::follow(tx, &home, &member, feed, now));
}

fn unfollow(world: &World, name: &str, feed: &FeedId) {
    let (home, member) = (world.server.organisation(), member(world, name));
    let now = world.clock().now();
    world
        .server
        .write(|tx| follows::unfollow(tx, &home, &member, feed, now));
}

/// Shares a session with the programme.
fn share(world: &World, doc: DocId) {
    let home = world.server.organisation();
    let origin = Origin {
        device: None,
        member: None,
        received: world.clock().now(),
    };
    let day = Day {
        day: "2017-03-14",
        planned: true,
    };
    world
        .server
        .write(|tx| feeds::join(tx, &home, doc, &programme(), day, &origin));
}

#[test]
fn a_document_in_two_feeds_of_which_one_goes() {
    let mut world = World::new(1, &["suceava", "iasi"]);
    world.enrol("ana", Role::Volunteer, "suceava");
    world.enrol("vera", Role::National, "iasi");
    let shared = plan(world.phone("ana"), "Shared");
    let own = plan(world.phone("ana"), "Not shared");
    note(world.phone("ana"), shared, "Names nobody else may read. ");
    settled(&mut world);
    share(&world, shared);
    follow(&world, "vera", &programme());
    settled(&mut world);
    assert_eq!(world.phone("vera").listed().len(), 2);

    unfollow(&world, "vera", &unit("suceava"));
    world.run_until_quiescent();
    // One is still in a feed of hers, the other is in none.
    assert_eq!(world.phone("vera").listed(), [shared]);
    assert!(world.phone("vera").client().session(own).is_err());
    count(world.phone("ana"), shared, GIRLS, 3);
    world.run_until_quiescent();
    assert_eq!(world.phone("vera").session(shared).people_reached(), 3);

    unfollow(&world, "vera", &programme());
    world.run_until_quiescent();
    assert_eq!(world.phone("vera").listed(), []);
    // And back again: everything comes whole.
    follow(&world, "vera", &unit("suceava"));
    settled(&mut world);
    assert_eq!(world.phone("vera").listed().len(), 2);
    assert_eq!(world.phone("vera").session(shared).people_reached(), 3);
}

#[test]
fn sharing_a_session_shares_no_note() {
    let mut world = World::new(1, &["suceava", "iasi"]);
    world.enrol("ana", Role::Volunteer, "suceava");
    world.enrol("dan", Role::Volunteer, "iasi");
    let doc = plan(world.phone("ana"), "Shared");
    note(world.phone("ana"), doc, "Names nobody else may read. ");
    settled(&mut world);
    share(&world, doc);
    follow(&world, "dan", &programme());
    world.run_until_quiescent();
    let seen = world.phone("dan").session(doc);
    assert_eq!((seen.title.as_str(), seen.notes.as_str()), ("Shared", ""));
}

#[test]
fn work_of_somebody_who_was_moved_is_still_taken() {
    let mut world = World::new(1, &["suceava", "iasi"]);
    world.enrol("ana", Role::Volunteer, "suceava");
    world.enrol("ion", Role::Volunteer, "suceava");
    let (doc, other) = (
        plan(world.phone("ana"), "Grade 9"),
        plan(world.phone("ion"), "Market"),
    );
    settled(&mut world);
    count(world.phone("ana"), doc, GIRLS, 5);
    unfollow(&world, "ana", &unit("suceava"));
    follow(&world, "ana", &unit("iasi"));
    world.run_until_quiescent();
    assert_eq!(world.phone("ion").session(doc).people_reached(), 5);
    // Her copies are gone, the one with unsent work as soon as that was sent.
    assert!(world.phone("ana").client().session(other).is_err());
    assert!(world.phone("ana").client().session(doc).is_err());
    converged(&mut world);
}

#[test]
fn a_copy_with_unsent_work_outlives_its_feed_until_that_is_sent() {
    let mut world = World::new(1, &["suceava", "iasi"]);
    world.enrol("ana", Role::Volunteer, "suceava");
    world.enrol("ion", Role::Volunteer, "suceava");
    let doc = plan(world.phone("ana"), "Grade 9");
    settled(&mut world);
    unfollow(&world, "ana", &unit("suceava"));
    follow(&world, "ana", &unit("iasi"));
    // The line carries the first answer and breaks before what was counted meanwhile is sent.
    count(world.phone("ana"), doc, GIRLS, 5);
    world.phone_mut("ana").line.cut_request_after = Some(20);
    world.sync("ana");
    assert_eq!(world.phone("ana").session(doc).people_reached(), 5);
    world.run_until_quiescent();
    assert!(world.phone("ana").client().session(doc).is_err());
    assert_eq!(world.phone("ion").session(doc).people_reached(), 5);
    converged(&mut world);
}

#[test]
fn a_session_moves_to_another_unit_and_back_and_nothing_is_lost() {
    let mut world = World::new(1, &["suceava", "iasi"]);
    world.enrol("vera", Role::National, "suceava");
    world.enrol("ana", Role::Volunteer, "suceava");
    world.enrol("dan", Role::Volunteer, "iasi");
    let vera = world.phone("vera").client().identity().clone();
    let doc = plan(world.phone("ana"), "Grade 9");
    note(world.phone("ana"), doc, "Ask for the room. ");
    let stays = plan(world.phone("ana"), "Market");
    settled(&mut world);

    count(world.phone("ana"), doc, GIRLS, 5);
    world.server.transfer(&vera, doc, "iasi");
    world.run_until_quiescent();
    assert_eq!(world.phone("ana").listed(), [stays]);
    assert_eq!(world.phone("dan").listed(), [doc]);
    let seen = world.phone("dan").session(doc);
    assert_eq!(seen.people_reached(), 5, "what was unsent came along");
    assert_eq!(seen.notes.trim(), "Ask for the room.");
    assert_eq!(world.phone("vera").session(doc), {
        let unit = Some("iasi".parse().unwrap());
        client_core::model::Session { unit, ..seen }
    });
    converged(&mut world);

    count(world.phone("dan"), doc, GIRLS, 2);
    world.server.transfer(&vera, doc, "suceava");
    world.run_until_quiescent();
    assert_eq!(world.phone("dan").listed(), []);
    assert_eq!(world.phone("ana").session(doc).people_reached(), 7);
    converged(&mut world);
}
