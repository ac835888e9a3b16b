//! Phones over a real database: who is silent, whose phones a viewer sees and may end.

use client_core::ids::{DeviceId, InstallNonce};
use client_core::model::Role;
use client_core::time::Timestamp;

use super::roster::{add, viewer};
use super::{World, seat_of};
use crate::accounts::{self, Viewer};
use crate::dashboard::address::Fields;
use crate::dashboard::model::phones::{Phones, Standing};
use crate::dashboard::query::{self, AskedPhones};
use crate::store::deeds::{self, What};
use crate::store::devices::{self, Device};
use crate::store::presence::Seen;
use crate::store::read::Scope;
use crate::store::{StoreError, organisation};

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;
const NOW: Timestamp = Timestamp(1_508_000_000_000);

fn id(number: u8) -> DeviceId {
    DeviceId([number; 16])
}

/// Ana of Suceava was here today, Ion of Dolj ten days ago, Vlad of Dolj never.
fn world() -> World {
    let world = World::new([]);
    for (number, (member, unit)) in
        (1..).zip([("ana", "suceava"), ("ion", "dolj"), ("vlad", "dolj")])
    {
        add(&world.store, member, Role::Volunteer, unit);
        let device = Device {
            id: id(number),
            member: member.parse().unwrap(),
            public_key: [number; 32],
            app: "joined with".to_owned(),
            enrolled_at: NOW.plus_ms(-20 * DAY_MS),
            closed_at: None,
            wipe_at: None,
        };
        let home = organisation::Home {
            id: "agency".parse().unwrap(),
            name: "Agency".to_owned(),
            country: "RO".to_owned(),
        };
        let kept: Result<(), StoreError> = world.store.write(|tx| {
            if number == 1 {
                organisation::put(tx, &home)?;
            }
            devices::add(tx, &device, &[number; 32])
        });
        kept.unwrap();
    }
    world
}

fn seen(device: DeviceId) -> Option<Seen> {
    let days = match device.0[0] {
        1 => 0,
        2 => 10,
        _ => return None,
    };
    Some(Seen {
        install: InstallNonce([1; 8]),
        sent: 1,
        last_sync: NOW.plus_ms(-days * DAY_MS),
        unsent: 3,
        app: "teren 0.1".to_owned(),
        clock_ms: 0,
    })
}

fn page(world: &World, viewer: &Viewer, query: &str) -> Phones {
    let seat = seat_of(world, &viewer.scope);
    let asked = AskedPhones::parse(&Fields::parse(query));
    let page = world.store.read(|c| {
        let phones = accounts::phones(c, &viewer.scope, &seen)?;
        query::phones(c, &seat, viewer, (&phones, &[]), asked, NOW)
    });
    page.unwrap()
}

#[test]
fn silent_phones_come_first_and_the_reader_says_what_silent_is() {
    let world = world();
    let admin = viewer(Role::Admin, Scope::All);
    let usual = page(&world, &admin, "");
    let listed: Vec<_> = usual
        .phones
        .iter()
        .map(|phone| (phone.member.as_str(), phone.days_ago, phone.is_silent))
        .collect();
    assert_eq!(
        listed,
        [
            ("vlad Popescu", 20, true),
            ("ion Popescu", 10, true),
            ("ana Popescu", 0, false)
        ]
    );
    assert_eq!((usual.silent, usual.unsent, usual.silent_days), (2, 6, 7));
    assert_eq!(usual.phones[0].last_sync, None);
    assert_eq!(usual.phones[0].app, "joined with");
    assert_eq!(page(&world, &admin, "days=14").silent, 1);
    assert_eq!(page(&world, &admin, "days=99").silent_days, 7);
}

#[test]
fn a_coordinator_sees_and_ends_phones_of_the_own_unit_and_it_is_noted() {
    let world = world();
    let own = Scope::Units(["suceava".parse().unwrap()].into());
    let coordinator = viewer(Role::Coordinator, own);
    let listed = page(&world, &coordinator, "");
    assert_eq!(listed.phones.len(), 1);
    assert_eq!((listed.members.len(), listed.may_approve), (1, false));
    let close = |number, wipe| {
        world
            .store
            .write(|tx| accounts::close_phone(tx, &coordinator, id(number), wipe, NOW))
            .unwrap()
    };
    assert!(!close(2, true), "of another unit");
    assert!(!close(9, false), "there is none");
    assert!(close(1, false) && close(1, true));
    let listed = page(&world, &coordinator, "");
    assert_eq!(listed.phones[0].standing, Standing::Wiped);
    let noted = world.store.read(|c| deeds::of_device(c, id(1))).unwrap();
    let noted: Vec<_> = noted
        .iter()
        .map(|deed| (deed.what, deed.member.clone()))
        .collect();
    let elena = Some("elena".parse().unwrap());
    assert_eq!(noted, [(What::Wiped, elena.clone()), (What::Closed, elena)]);
}
