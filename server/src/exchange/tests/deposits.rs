//! What phones leave for a forgotten PIN: kept when it can be handed out, and named from then on.

use client_core::ids::{DeviceId, RecoveryKey, UnlockId};
use client_core::model::Role;
use client_core::recovery::{self, RecoverySecret, UnlockSecret};
use client_core::sync::Holding;
use client_core::wire::message::Blob;
use client_core::wire::{Deposit, SealedSecret, ToPhone, ToServer};

use super::hand_over::Hand;
use super::office::{Office, RECOVERY};
use super::phone::Heard;
use crate::accounts::{self, Unlock, UnlockError};
use crate::exchange::deposit;
use crate::store::{Connection, Transaction, catalogue, deposits, members};

fn secret(byte: u8) -> UnlockSecret {
    UnlockSecret::draw(&mut |bytes| bytes.fill(byte))
}

fn sealed(secret: &UnlockSecret, to: RecoveryKey, device: DeviceId) -> Deposit {
    let sealed = recovery::seal(secret, &to, device, [3; 32]).unwrap();
    Deposit {
        secret: Some(SealedSecret {
            unlock: secret.id(),
            to,
            sealed: Blob(sealed.to_vec()),
        }),
    }
}

fn ours() -> RecoveryKey {
    RecoverySecret::new(RECOVERY).public()
}

/// Says something; what the server has of the lock afterwards.
fn hear(office: &Office, hand: &mut Hand, said: Vec<ToServer>) -> Holding {
    let body = hand.phone.body(said);
    let token = Some(hand.joined.token.as_str());
    let answer = office.exchange.handle(token, &body, office.now).unwrap();
    let heard = Heard::read(body.len(), &answer);
    match heard.messages.first() {
        Some(ToPhone::Welcome(welcome)) => Holding {
            held: welcome.deposit,
            handed_out: welcome.handed_out,
        },
        other => panic!("{other:?}"),
    }
}

/// The same; what the server can hand out afterwards.
fn say(office: &Office, hand: &mut Hand, said: Vec<ToServer>) -> Option<UnlockId> {
    hear(office, hand, said).held
}

fn code(office: &Office, device: DeviceId) -> Result<Unlock, UnlockError> {
    let key = RecoverySecret::new(RECOVERY);
    let now = office.now;
    let write = |t: &Transaction<'_>| accounts::unlock_phone(t, None, device, Some(&key), now);
    office.exchange.store.write(write)
}

fn founded() -> (Office, Hand) {
    let office = Office::new();
    office.found();
    let ana = Hand::join(&office, "Ana", Role::Volunteer);
    (office, ana)
}

#[test]
fn what_a_phone_leaves_is_named_and_can_be_handed_out() {
    let (office, mut ana) = founded();
    let device = ana.joined.device;
    assert_eq!(say(&office, &mut ana, vec![]), None);
    assert!(matches!(code(&office, device), Err(UnlockError::NoDeposit)));
    for byte in [1, 2] {
        let left = sealed(&secret(byte), ours(), device);
        let held = say(&office, &mut ana, vec![left.into()]);
        assert_eq!(held, Some(secret(byte).id()), "durable with this answer");
    }
    assert_eq!(say(&office, &mut ana, vec![]), Some(secret(2).id()));
    assert_eq!(code(&office, device).unwrap().secret, secret(2));
    let open = Deposit { secret: None };
    assert_eq!(say(&office, &mut ana, vec![open.into()]), None);
    assert!(matches!(code(&office, device), Err(UnlockError::NoDeposit)));
}

#[test]
fn what_cannot_be_handed_out_is_not_kept() {
    let (office, mut ana) = founded();
    let device = ana.joined.device;
    let good = sealed(&secret(1), ours(), device);
    let of_another = sealed(&secret(1), ours(), DeviceId([9; 16]));
    let to_another = sealed(&secret(1), RecoverySecret::new([6; 32]).public(), device);
    let mut misnamed = good.clone();
    misnamed.secret.as_mut().unwrap().unlock = UnlockId([9; 8]);
    let mut misaddressed = good.clone();
    misaddressed.secret.as_mut().unwrap().to = RecoveryKey([9; 32]);
    let mut cut = good.clone();
    cut.secret.as_mut().unwrap().sealed.0.pop();
    for bad in [of_another, to_another, misnamed, misaddressed, cut] {
        assert_eq!(say(&office, &mut ana, vec![bad.into()]), None);
    }
    assert_eq!(office.count("SELECT count(*) FROM deposit"), 0);
    // The same again writes nothing.
    let again = [good.clone(), good];
    for left in again {
        let _held = say(&office, &mut ana, vec![left.into()]);
    }
    let kept = office.exchange_read(|c| deposits::get(c, device)).unwrap();
    assert_eq!(kept.unlock, secret(1).id());
}

#[test]
fn a_closed_phone_leaves_nothing_and_is_not_unlocked() {
    let (office, mut ana) = founded();
    let device = ana.joined.device;
    let left = sealed(&secret(1), ours(), device);
    let _held = say(&office, &mut ana, vec![left.into()]);
    office.write(|t| accounts::close(t, device, false, office.now));
    assert!(matches!(code(&office, device), Err(UnlockError::Closed)));
    let later = sealed(&secret(2), ours(), device);
    assert_eq!(say(&office, &mut ana, vec![later.into()]), None);
    assert_eq!(office.count("SELECT count(*) FROM deposit"), 0);
}

#[test]
fn whoever_is_dismissed_leaves_no_code_behind() {
    let (office, mut ana) = founded();
    let left = sealed(&secret(1), ours(), ana.joined.device);
    let _held = say(&office, &mut ana, vec![left.clone().into()]);
    let dismiss = |t: &Transaction<'_>| {
        let member = members::get(t, &ana.joined.member)?.expect("she has joined");
        accounts::close_member(t, &member, office.now)
    };
    assert_eq!(office.exchange.store.write(dismiss).unwrap(), 1);
    assert_eq!(office.count("SELECT count(*) FROM deposit"), 0);
    // One that was judged before and comes to be written after.
    let known = |c: &Connection| accounts::authenticate(c, &ana.joined.token);
    let who = office.exchange.store.read(known).unwrap().who;
    office.write(|t| deposit::write(t, &who, left, office.now));
    assert_eq!(office.count("SELECT count(*) FROM deposit"), 0);
}

#[test]
fn what_was_handed_out_is_the_same_until_the_phone_leaves_another() {
    let (office, mut ana) = founded();
    let device = ana.joined.device;
    let first = sealed(&secret(1), ours(), device);
    let _held = say(&office, &mut ana, vec![first.clone().into()]);
    let handed_out = Holding {
        held: None,
        handed_out: Some(secret(1).id()),
    };
    for before in [None, Some(office.now)] {
        let made = code(&office, device).unwrap();
        assert_eq!((made.secret, made.before), (secret(1), before));
        assert_eq!(hear(&office, &mut ana, vec![]), handed_out);
        // An app that knows nothing of this leaves the same again.
        let same = first.clone().into();
        assert_eq!(hear(&office, &mut ana, vec![same]), handed_out);
    }
    assert_eq!(
        office.count("SELECT count(*) FROM deed WHERE what = 'unlocked'"),
        2
    );
    let second = sealed(&secret(2), ours(), device);
    let held = Holding {
        held: Some(secret(2).id()),
        handed_out: None,
    };
    assert_eq!(hear(&office, &mut ana, vec![second.into()]), held);
    let made = code(&office, device).unwrap();
    assert_eq!((made.secret, made.before), (secret(2), None));
    let open = Deposit { secret: None };
    let nothing = Holding::default();
    assert_eq!(hear(&office, &mut ana, vec![open.into()]), nothing);
}

#[test]
fn phones_are_told_what_to_seal_to_once() {
    let (office, _) = founded();
    for _ in 0..2 {
        office.exchange.publish_recovery().unwrap();
    }
    let told = office.exchange_read(catalogue::recovery).unwrap();
    assert_eq!(told.key, ours());
}
