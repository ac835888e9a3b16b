//! The form of a plan over a real register: venues by name, counties by name, several helpers.

use client_core::ids::UnitId;
use client_core::model::catalogue::{Entry, Member, Venue};
use client_core::model::{Edit, Place, Register, Role, Scalar, TeamRole};

use super::{World, names, seat_of};
use crate::dashboard::address::Fields;
use crate::dashboard::model::plan::PlanFault;
use crate::dashboard::query::{self, Seat};
use crate::limits::VENUES_OFFERED;
use crate::store::read::Scope;
use crate::store::{StoreError, catalogue};

const FORM: &str = "kind=school&title=Grade+9&unit=suceava&day=2017-11-14&time=10%3A00";

fn venue(id: &str, name: &str, unit: &str) -> Entry {
    Entry::Venue(Venue {
        id: id.to_owned(),
        name: name.to_owned(),
        locality: "Rădăuți".to_owned(),
        adm1: "RO-SV".to_owned(),
        unit: Some(unit.parse().unwrap()),
        pcode: None,
        at: None,
        merged_into: None,
        proposed: false,
    })
}

fn world() -> World {
    let mut world = World::new([]);
    let members = [
        ("ion", Role::Volunteer, "suceava"),
        ("vlad", Role::Volunteer, "suceava"),
        ("pia", Role::Partner, "suceava"),
        ("nora", Role::National, "dolj"),
        ("dan", Role::Coordinator, "dolj"),
    ];
    for (id, role, unit) in members {
        let member = Member {
            id: id.parse().unwrap(),
            name: id.to_owned(),
            unit: unit.parse().unwrap(),
            role,
        };
        world.names.take(Entry::Member(member));
    }
    let written: Result<(), StoreError> = world.store.write(|tx| {
        let venues = [
            venue("v-1", "Colegiul Hurmuzachi", "suceava"),
            venue("v-2", "Liceul", "suceava"),
            venue("v-3", "Liceul", "suceava"),
            venue("v-4", "Elsewhere", "dolj"),
        ];
        venues
            .iter()
            .try_for_each(|entry| catalogue::put(tx, entry))
    });
    written.unwrap();
    world
}

fn edits(world: &World, more: &str) -> Vec<Edit> {
    let scope = Scope::Units(["suceava".parse().unwrap()].into());
    let units: [UnitId; 1] = ["suceava".parse().unwrap()];
    let seat = Seat {
        units: &units,
        ..seat_of(world, &scope)
    };
    let form = Fields::parse(&format!("{FORM}&{more}"));
    let planned = world.store.read(|c| query::planned(c, &seat, &form));
    planned.unwrap().unwrap().edits
}

fn place(edits: &[Edit]) -> Place {
    let place = edits.iter().find_map(|edit| match edit {
        Edit::Set {
            register: Register::Where,
            value: Some(Scalar::Text(text)),
        } => Some(Place::of_register(text)),
        _ => None,
    });
    place.unwrap()
}

#[test]
fn a_venue_of_the_register_brings_its_id_and_its_town() {
    let world = world();
    let chosen = place(&edits(
        &world,
        "venue=colegiul+hurmuzachi,+radauti&locality=Wrong",
    ));
    assert_eq!(
        (chosen.venue_id.as_str(), chosen.locality.as_str()),
        ("v-1", "Rădăuți")
    );
    assert_eq!(
        (chosen.country.as_str(), chosen.adm1.as_str()),
        ("RO", "RO-SV")
    );
    let twin = place(&edits(&world, "venue=Liceul,+R%C4%83d%C4%83u%C8%9Bi+(v-3)"));
    assert_eq!(twin.venue_id, "v-3");
    let other = place(&edits(&world, "venue=Gara&locality=Suceava"));
    assert_eq!(
        (other.venue_id.as_str(), other.venue.as_str()),
        ("", "Gara")
    );
    assert_eq!(other.adm1, "RO-SV", "the county that its unit covers");
}

#[test]
fn the_form_offers_venues_of_the_own_units_and_counties_by_name() {
    let world = world();
    let scope = Scope::Units(["suceava".parse().unwrap()].into());
    let units: [UnitId; 1] = ["suceava".parse().unwrap()];
    let seat = Seat {
        units: &units,
        ..seat_of(&world, &scope)
    };
    let form = Fields::parse("helper=ion");
    let plan = world.store.read(|c| query::plan(c, &seat, &form, vec![]));
    let plan = plan.unwrap();
    let venues = [
        "Colegiul Hurmuzachi, Rădăuți",
        "Liceul, Rădăuți",
        "Liceul, Rădăuți (v-3)",
    ];
    assert_eq!(plan.venues, venues);
    assert_eq!(plan.counties[0].name, "Suceava");
    let ticked: Vec<_> = plan.helpers.iter().filter(|helper| helper.chosen).collect();
    assert_eq!((ticked.len(), ticked[0].name.as_str()), (1, "ion"));
}

#[test]
fn a_venue_that_the_form_has_no_room_for_is_found_by_its_whole_name() {
    let world = world();
    let written: Result<(), StoreError> = world.store.write(|tx| {
        (0..VENUES_OFFERED).try_for_each(|at| {
            let school = venue(&format!("w-{at}"), &format!("School {at}"), "suceava");
            catalogue::put(tx, &school)
        })
    });
    written.unwrap();
    let scope = Scope::Units(["suceava".parse().unwrap()].into());
    let units: [UnitId; 1] = ["suceava".parse().unwrap()];
    let seat = Seat {
        units: &units,
        ..seat_of(&world, &scope)
    };
    let plan = world
        .store
        .read(|c| query::plan(c, &seat, &Fields::default(), vec![]));
    let offered = plan.unwrap().venues;
    assert_eq!(offered.len(), VENUES_OFFERED);
    assert!(!offered.iter().any(|label| label.starts_with("Colegiul")));
    let chosen = place(&edits(&world, "venue=colegiul+hurmuzachi,+radauti"));
    assert_eq!(chosen.venue_id, "v-1");
}

#[test]
fn several_help_and_who_leads_leads() {
    let world = world();
    let edits = edits(&world, "helper=ion&helper=vlad&helper=ana&lead=ana");
    let team: Vec<_> = edits
        .iter()
        .filter_map(|edit| match edit {
            Edit::Team { member, role } => Some((member.as_str(), *role)),
            _ => None,
        })
        .collect();
    let helper = Some(TeamRole::Helper);
    let lead = Some(TeamRole::Lead);
    assert_eq!(team, [("ion", helper), ("vlad", helper), ("ana", lead)]);
}

#[test]
fn a_campaign_that_is_over_is_offered_for_no_plan() {
    let mut world = world();
    let offered = |world: &World| {
        let seat = seat_of(world, &Scope::All);
        let form = Fields::parse("");
        let plan = world.store.read(|c| query::plan(c, &seat, &form, vec![]));
        plan.unwrap().campaigns.len()
    };
    assert_eq!(offered(&world), 1);
    let Some(mut campaign) = names().campaigns.into_values().next() else {
        panic!("a campaign")
    };
    campaign.to = Some("2017-10-19".to_owned());
    world.names.take(Entry::Campaign(campaign));
    assert_eq!(offered(&world), 0);
}

#[test]
fn a_plan_for_a_day_after_the_last_of_its_campaign_is_refused() {
    let mut world = world();
    let mut campaign = names().campaigns.into_values().next().unwrap();
    let id = campaign.id.clone();
    let scope = Scope::Units(["suceava".parse().unwrap()].into());
    let faults = |world: &World| {
        let form = Fields::parse(&format!("{FORM}&campaign={id}"));
        let seat = seat_of(world, &scope);
        let planned = world.store.read(|c| query::planned(c, &seat, &form));
        planned.unwrap().err().unwrap_or_default()
    };
    for (last, said) in [
        ("2017-11-13", vec![PlanFault::Campaign]),
        ("2017-11-14", vec![]),
    ] {
        campaign.to = Some(last.to_owned());
        world.names.take(Entry::Campaign(campaign.clone()));
        assert_eq!(faults(&world), said, "{last}");
    }
}

#[test]
fn who_sees_the_unit_may_hold_its_sessions_and_nobody_else() {
    let world = world();
    let scope = Scope::Units(["suceava".parse().unwrap()].into());
    let units: [UnitId; 1] = ["suceava".parse().unwrap()];
    let seat = Seat {
        units: &units,
        ..seat_of(&world, &scope)
    };
    for (id, name) in [
        ("ion", Some("ion")),
        ("nora", Some("nora, Dolj")),
        ("dan", None),
        ("pia", None),
    ] {
        let form = Fields::parse(&format!("{FORM}&lead={id}"));
        let plan = world.store.read(|c| query::plan(c, &seat, &form, vec![]));
        let plan = plan.unwrap();
        for offered in [&plan.leads, &plan.helpers] {
            let choice = offered.iter().find(|choice| choice.value == id);
            assert_eq!(choice.map(|choice| choice.name.as_str()), name, "{id}");
        }
        let planned = world.store.read(|c| query::planned(c, &seat, &form));
        let faults = planned.unwrap().err();
        assert_eq!(faults, name.is_none().then(|| vec![PlanFault::Member]));
    }
}
