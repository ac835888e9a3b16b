//! The list of members over a real database: page by page, there and back, and by search.

use client_core::model::Role;
use client_core::time::Timestamp;

use super::roster::{add, viewer};
use super::{World, seat_of};
use crate::accounts::Viewer;
use crate::dashboard::address::{Asked, Fields};
use crate::dashboard::model::members::{Draft, Members};
use crate::dashboard::query;
use crate::limits::MEMBERS_SHOWN;
use crate::store::read::Scope;

const NOW: Timestamp = Timestamp(1_508_000_000_000);

/// Two pages of Suceava and a half, and Zoe of Dolj.
fn world() -> World {
    let world = World::new([]);
    for at in 0..MEMBERS_SHOWN * 5 / 2 {
        add(
            &world.store,
            &format!("v-{at:03}"),
            Role::Volunteer,
            "suceava",
        );
    }
    add(&world.store, "zoe", Role::Volunteer, "dolj");
    world
}

fn page(world: &World, viewer: &Viewer, address: &str) -> Members {
    let seat = seat_of(world, &viewer.scope);
    let query = address.strip_prefix("/members?").unwrap_or_default();
    let asked = Asked::parse(&Fields::parse(query));
    let shown = world
        .store
        .read(|c| query::members(c, &seat, viewer, &asked, Draft::default(), NOW));
    shown.unwrap()
}

fn ids(page: &Members) -> Vec<&str> {
    page.members
        .iter()
        .map(|member| member.id.as_str())
        .collect()
}

#[test]
fn every_member_is_on_one_page_there_and_back() {
    let world = world();
    let admin = viewer(Role::Admin, Scope::All);
    let first = page(&world, &admin, "/members");
    assert_eq!(first.count as usize, MEMBERS_SHOWN * 5 / 2 + 1);
    assert_eq!(
        (ids(&first)[0], first.members.len()),
        ("zoe", MEMBERS_SHOWN)
    );
    assert_eq!(first.before, None);
    let second = page(&world, &admin, &first.after.clone().unwrap());
    let third = page(&world, &admin, &second.after.clone().unwrap());
    assert_eq!(third.after, None);
    let all = [ids(&first), ids(&second), ids(&third)].concat();
    let expected = (0..MEMBERS_SHOWN * 5 / 2).map(|at| format!("v-{at:03}"));
    assert!(all[1..].iter().copied().eq(expected), "{all:?}");
    let back = page(&world, &admin, &third.before.clone().unwrap());
    assert_eq!(ids(&back), ids(&second));
}

#[test]
fn a_search_finds_names_and_centres_in_view() {
    let world = world();
    let admin = viewer(Role::Admin, Scope::All);
    assert_eq!(
        ids(&page(&world, &admin, "/members?q=V-017+suceava")),
        ["v-017"]
    );
    assert_eq!(ids(&page(&world, &admin, "/members?q=dolj")), ["zoe"]);
    let own = Scope::Units(["suceava".parse().unwrap()].into());
    let coordinator = viewer(Role::Coordinator, own);
    let none = page(&world, &coordinator, "/members?q=zoe");
    assert_eq!((none.count, none.members.len()), (0, 0));
    let rest = page(&world, &admin, "/members?q=v-0");
    assert_eq!(rest.count, 100);
    assert!(rest.after.unwrap().starts_with("/members?q=v-0&after="));
}
