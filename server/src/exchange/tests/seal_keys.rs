//! The keys of hand-overs: who hears of which, when the next one comes, when an old one is gone.

use client_core::ids::{DeviceId, DocId, ProgrammeId};
use client_core::model::catalogue::Entry;
use client_core::model::{HandOverKey, Role, SealKey};
use client_core::wire::{CatalogueCursor, ToPhone};

use super::hand_over::Hand;
use super::office::{Office, unit};
use super::phone::Heard;
use crate::accounts::{self, NewProgramme, ProgrammeError};
use crate::limits::{SEAL_KEY_OLD_DAYS, SEAL_KEYS_OLD_MAX};
use crate::store::devices::{self, Device};
use crate::store::{Transaction, members, seal_keys};

/// What a phone hears of keys that holds nothing yet; an old app hears them at once.
fn told(office: &Office, hand: &mut Hand) -> Vec<HandOverKey> {
    let [paged, old] = [Some(CatalogueCursor::default()), None].map(|cursor| {
        let mut hello = hand.phone.hello();
        hello.catalogue = cursor;
        let body = hand.phone.body_with(hello, Vec::new());
        let token = Some(hand.joined.token.as_str());
        let answer = office.exchange.handle(token, &body, office.now).unwrap();
        keys(&Heard::read(0, &answer))
    });
    assert_eq!(paged, old);
    paged
}

fn keys(heard: &Heard) -> Vec<HandOverKey> {
    let key = |message: &ToPhone| {
        let ToPhone::CatalogueItem(item) = message else {
            return None;
        };
        match serde_json::from_str(item.json.as_ref()?) {
            Ok(Entry::HandOver(key)) => Some(key),
            _ => None,
        }
    };
    let mut keys: Vec<_> = heard.messages.iter().filter_map(key).collect();
    keys.sort_by_key(|key| (key.programme.clone(), key.since, key.id));
    keys
}

fn founded() -> (Office, Hand, Hand) {
    let office = Office::new();
    office.found();
    let [ana, ion] = ["Ana", "Ioan"].map(|name| Hand::join(&office, name, Role::Volunteer));
    (office, ana, ion)
}

fn later(office: &mut Office, minutes: i64) {
    office.now = office.now.plus_ms(minutes * 60_000);
}

#[test]
fn members_have_one_key_and_the_database_does_not_hold_it() {
    let (office, mut ana, mut ion) = founded();
    let (of_ana, of_ion) = (told(&office, &mut ana), told(&office, &mut ion));
    assert_eq!((of_ana.len(), &of_ana), (1, &of_ion));
    assert_ne!(of_ana[0].key, SealKey([0; 32]));
    let named = office.exchange_read(seal_keys::all);
    assert_eq!(named[0].id, of_ana[0].id);
    assert_eq!(named[0].key, SealKey([0; 32]), "its name, and no key");
    // An older data folder gets its keys when it is served, and the same at each start.
    office.write(|t| {
        t.execute("DELETE FROM catalogue WHERE key GLOB 'hand_over/*'", [])?;
        Ok(())
    });
    for _ in 0..2 {
        office.exchange.keep_seal_keys(office.now).unwrap();
        assert_eq!(office.exchange_read(seal_keys::all).len(), 1);
    }
}

#[test]
fn who_is_shut_out_does_not_hear_the_next_key_and_the_old_one_opens_for_ninety_days() {
    let (mut office, mut ana, mut ion) = founded();
    let before = told(&office, &mut ana);
    later(&mut office, 1);
    office.write(|t| accounts::close(t, ana.joined.device, false, office.now));
    assert_eq!(told(&office, &mut ana), []);
    let after = told(&office, &mut ion);
    let old = HandOverKey {
        until: Some(office.now.plus_ms(SEAL_KEY_OLD_DAYS * 24 * 60 * 60 * 1_000)),
        ..before[0].clone()
    };
    assert_eq!(after[0], old);
    assert_eq!((after.len(), after[1].until), (2, None));
    assert_ne!(after[1].key, before[0].key);
    // Closing it once more changes nothing.
    office.write(|t| accounts::close(t, ana.joined.device, true, office.now));
    assert_eq!(told(&office, &mut ion), after);

    office.days_later(SEAL_KEY_OLD_DAYS - 1);
    office.exchange.drop_seal_keys(office.now).unwrap();
    assert_eq!(told(&office, &mut ion), after);
    office.days_later(1);
    office.exchange.drop_seal_keys(office.now).unwrap();
    assert_eq!(told(&office, &mut ion), after[1..]);
    assert_eq!(office.exchange_read(seal_keys::all).len(), 1);
}

#[test]
fn a_member_who_leaves_or_becomes_a_partner_does_not_have_the_next_key() {
    let (mut office, mut ana, mut ion) = founded();
    let before = told(&office, &mut ion);
    later(&mut office, 1);
    let left = office.exchange.store.write(|t| {
        let member = members::by_name(t, "Ana")?.unwrap();
        accounts::close_member(t, &member, office.now)
    });
    assert_eq!(left.unwrap(), 1);
    let after = told(&office, &mut ion);
    assert_eq!((after.len(), after[0].id), (2, before[0].id));
    assert_eq!(told(&office, &mut ana), []);
    later(&mut office, 1);
    let mut maria = Hand::join(&office, "Maria", Role::Volunteer);
    let lowered = office.exchange.store.write(|t| {
        let member = members::by_name(t, "Maria")?.unwrap();
        accounts::change_role(t, &member, Role::Partner, &unit("iasi"), office.now)
    });
    lowered.unwrap();
    assert_eq!(told(&office, &mut maria), []);
    assert_eq!(told(&office, &mut ion).len(), 3);
    // Let back in, she hears what her phone passed by.
    let last = "SELECT max(version) FROM catalogue WHERE key NOT GLOB 'hand_over/*'";
    let raised = office.exchange.store.write(|t| {
        let member = members::by_name(t, "Maria")?.unwrap();
        accounts::change_role(t, &member, Role::Volunteer, &unit("iasi"), office.now)
    });
    raised.unwrap();
    let seen = office.count(last);
    let again = "SELECT count(*) FROM catalogue WHERE key GLOB 'hand_over/*' AND version > ";
    assert_eq!(office.count(&format!("{again}{seen}")), 3);
}

#[test]
fn partners_have_the_keys_of_their_programmes_and_of_nothing_else() {
    let (mut office, _, mut ion) = founded();
    let named = |id: &str| -> ProgrammeId { id.parse().unwrap() };
    let programmes = ["neighbours", "elsewhere"].map(named);
    for id in &programmes {
        let new = NewProgramme {
            id,
            name: "Together",
            units: &[unit("iasi")],
        };
        let made = |t: &Transaction<'_>| accounts::make_programme(t, &new, office.now);
        office.exchange.store.write(made).unwrap();
    }
    assert_eq!(told(&office, &mut ion).len(), 1, "no partner, no key");
    let mut hands =
        ["Vera Popa", "Olga Marin"].map(|name| Hand::join(&office, name, Role::Partner));
    for (hand, programme) in hands.iter().zip(&programmes) {
        let member = &hand.phone.who.member;
        let named = [programme.clone()];
        let admitted = |t: &Transaction<'_>| accounts::admit_partner(t, member, &named, office.now);
        office.exchange.store.write(admitted).unwrap();
    }
    let heard = told(&office, &mut hands[0]);
    let circles: Vec<_> = heard.iter().map(|key| key.programme.clone()).collect();
    assert_eq!(circles, [Some(programmes[0].clone())]);
    assert_eq!(told(&office, &mut ion).len(), 3, "members have all");
    // Dismissed, she does not hear the next.
    later(&mut office, 1);
    let dismissed = office.exchange.store.write(|t| {
        accounts::dismiss_partner(t, "Vera Popa", &programmes[0], office.now)?;
        Ok::<_, ProgrammeError>(())
    });
    dismissed.unwrap();
    assert_eq!(told(&office, &mut hands[0]), []);
    let of_ion = told(&office, &mut ion);
    let of_first = of_ion
        .iter()
        .filter(|key| key.programme.as_ref() == Some(&programmes[0]));
    assert_eq!(of_first.count(), 2);
    // A partner's lost phone touches no key that it never had.
    later(&mut office, 1);
    office.write(|t| accounts::close(t, hands[1].joined.device, false, office.now));
    let of_ion = told(&office, &mut ion);
    let open = of_ion.iter().filter(|key| key.until.is_none()).count();
    assert_eq!((open, of_ion.len()), (3, 5));
    let closed = |t: &Transaction<'_>| accounts::close_programme(t, &programmes[1], office.now);
    office.exchange.store.write(closed).unwrap();
    let of_ion = told(&office, &mut ion);
    let second = |key: &&HandOverKey| key.programme.as_ref() == Some(&programmes[1]);
    assert!(of_ion.iter().filter(second).all(|key| key.until.is_some()));
}

#[test]
fn however_many_phones_are_closed_there_are_not_more_old_keys_than_the_limit() {
    let (mut office, ana, mut ion) = founded();
    for number in 0..40 {
        later(&mut office, 1);
        let device = Device {
            id: DeviceId([number; 16]),
            member: ana.phone.who.member.clone(),
            public_key: [number; 32],
            app: "x".to_owned(),
            enrolled_at: office.now,
            closed_at: None,
            wipe_at: None,
        };
        office.write(|t| {
            devices::add(t, &device, &[number; 32])?;
            accounts::close(t, device.id, false, office.now)
        });
    }
    let heard = told(&office, &mut ion);
    assert_eq!(heard.len(), SEAL_KEYS_OLD_MAX + 1);
}

#[test]
fn work_in_a_file_whose_key_is_long_gone_is_taken_by_its_signature() {
    let (mut office, mut ana, mut ion) = founded();
    let session: DocId = ana.phone.record("Grade 9");
    let envelope = ana.hand_over();
    let maria = Hand::join(&office, "Maria", Role::Volunteer);
    office.write(|t| accounts::close(t, maria.joined.device, false, office.now));
    office.days_later(SEAL_KEY_OLD_DAYS + 1);
    office.exchange.drop_seal_keys(office.now).unwrap();
    assert_eq!(told(&office, &mut ion).len(), 1);
    let heard = ion.carry(&office, &[envelope]);
    assert_eq!(heard.taken_docs(), [session]);
}
