//! A venue from the phone that names it to the register: proposed without a network, heard of by
//! the unit, merged, and taken back.

use client_core::client::ListQuery;
use client_core::model::{Edit, GeoPoint, Place, Register, Role};
use server::projection;
use server::register::{self, FarApart};
use server::report::check;
use server::store::read::{Scope, likely};
use server::store::{StoreError, catalogue};
use tests::world::World;

use crate::hands::plan;

const REGISTER: &str = "id,name,locality,adm1,lat,lon,unit
ro-1,Colegiul Național Hurmuzachi,Rădăuți,RO-SV,47.85,25.92,suceava
ro-2,Școala Gimnazială Bogdan Vodă,Rădăuți,RO-SV,47.84,25.91,suceava
ro-3,Gara,Iași,RO-IS,47.16,27.57,iasi
";

fn place(name: &str) -> Place {
    Place {
        country: "RO".to_owned(),
        adm1: "RO-SV".to_owned(),
        locality: "Rădăuți".to_owned(),
        venue: name.to_owned(),
        venue_id: String::new(),
    }
}

fn world() -> World {
    let mut world = World::new(1, &["suceava", "iasi"]);
    world.enrol("ana", Role::Volunteer, "suceava");
    world.enrol("ion", Role::Volunteer, "suceava");
    world.enrol("eve", Role::Volunteer, "iasi");
    let now = world.clock().now();
    world
        .server
        .store()
        .write(|tx| register::import(tx, REGISTER, now))
        .unwrap();
    world.run_until_quiescent();
    world
}

fn found(world: &World, name: &str, text: &str) -> Vec<String> {
    let venues = world.phone(name).client().venues(text, None, 10).unwrap();
    venues.into_iter().map(|venue| venue.id).collect()
}

#[test]
fn a_phone_searches_without_accents_and_by_distance() {
    let world = world();
    assert_eq!(found(&world, "ana", "RADAUTI scoala"), ["ro-2"]);
    assert_eq!(found(&world, "ana", "hurm"), ["ro-1"]);
    assert_eq!(found(&world, "ana", ""), ["ro-1", "ro-2"]);
    assert_eq!(
        found(&world, "ana", "gara"),
        [""; 0],
        "it is another unit's"
    );
    let near = GeoPoint::rounded(47.83, 25.90);
    let nearest = world.phone("ana").client().venues("", near, 1).unwrap();
    assert_eq!(nearest[0].id, "ro-2");
}

#[test]
fn a_proposal_reaches_the_unit_is_merged_and_taken_back() {
    let mut world = world();
    let session = plan(world.phone("ana"), "Grade 9");
    let said = world
        .phone("ana")
        .client()
        .propose_venue(place("Liceul Hurmuzachi"));
    let said = said.unwrap();
    assert!(
        world
            .phone("ana")
            .client()
            .propose_venue(place(" "))
            .is_err()
    );
    let edit = Edit::text(Register::Where, said.to_register());
    world.phone("ana").edit(session, &[edit]);
    world.run_until_quiescent();
    let id = said.venue_id.clone();
    assert_eq!(found(&world, "ion", "liceul"), std::slice::from_ref(&id));
    assert_eq!(found(&world, "eve", "liceul"), [""; 0]);

    let (home, now) = (world.server.organisation(), world.clock().now());
    let store = world.server.store();
    let held = |id: &str| {
        let held = store.read(register::sessions_by_venue).unwrap();
        held.get(id).copied().unwrap_or_default()
    };
    assert_eq!((held(&id), held("ro-1")), (1, 0));
    let number = store
        .write(|tx| register::merge(tx, (&id, "ro-1"), FarApart::Refused, None, now))
        .unwrap();
    assert_eq!((held(&id), held("ro-1")), (0, 1));
    world.run_until_quiescent();
    assert_eq!(
        found(&world, "ion", "liceul"),
        [""; 0],
        "it cannot be picked any more"
    );
    let stands = world.phone("ion").client().venue(&id).unwrap().unwrap();
    assert_eq!(stands.id, "ro-1");
    assert_eq!(world.phone("ion").session(session).place.venue_id, id);

    let store = world.server.store();
    let rebuilt = store.write(|tx| {
        projection::rebuild(tx, &home, |_| {}).unwrap();
        let kept = catalogue::kept_venue(tx, &id)?;
        assert_eq!(kept.unwrap().id, "ro-1", "a rebuild proposes nothing again");
        Ok::<_, StoreError>(check::check(tx, &home, |problem| panic!("{problem}"))?.problems)
    });
    assert_eq!(rebuilt.unwrap(), 0);
    store
        .write(|tx| register::undo(tx, number, None, now))
        .unwrap();
    world.run_until_quiescent();
    assert_eq!(found(&world, "ion", "liceul"), [id]);
}

#[test]
fn what_was_held_at_two_venues_that_are_one_looks_alike_and_has_one_name() {
    let mut world = world();
    let at = |world: &World, name: &str, venue: &str, place: Option<Place>| {
        let phone = world.phone(name);
        let doc = plan(phone, "Grade 9");
        let place = place.unwrap_or_else(|| phone.client().venue(venue).unwrap().unwrap().place());
        phone.edit(doc, &[Edit::text(Register::Where, place.to_register())]);
        doc
    };
    let said = world
        .phone("ana")
        .client()
        .propose_venue(place("Sala de sport"));
    let said = said.unwrap();
    let id = said.venue_id.clone();
    let one = at(&world, "ana", "", Some(said));
    let other = at(&world, "ion", "ro-2", None);
    world.run_until_quiescent();
    let home = world.server.organisation();
    let alike = |world: &World| {
        let phone = world
            .phone("ana")
            .client()
            .likely_duplicates()
            .unwrap()
            .len();
        let found = world
            .server
            .store()
            .read(|c| likely::around(c, &home, &Scope::All, one));
        let (trace, others) = found.unwrap().unwrap();
        let desk = others
            .iter()
            .filter(|other| trace.likeness(other).is_some());
        (phone, desk.count())
    };
    assert_eq!(alike(&world), (0, 0));

    let now = world.clock().now();
    let merged = world
        .server
        .store()
        .write(|tx| register::merge(tx, (&id, "ro-2"), FarApart::Refused, None, now));
    merged.unwrap();
    world.run_until_quiescent();
    assert_eq!(alike(&world), (1, 1));
    let rows = world.phone("ion").client().list(&ListQuery {
        limit: 9,
        ..ListQuery::default()
    });
    for listed in rows.unwrap().rows {
        assert!([one, other].contains(&listed.row.doc));
        assert_eq!(listed.row.place, "Rădăuți, Școala Gimnazială Bogdan Vodă");
    }
}
