//! Tokens, certificates, closed devices: the exchange as the network sees it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use client_core::model::Role;
use client_core::wire::message::Blob;
use client_core::wire::{FailureCode, JoinAnswer, JoinRequest, RefusalCode, RepairReason, ToPhone};
use ed25519_dalek::{Signature, SigningKey, Verifier};

use super::office::{Office, random};
use super::phone::{Heard, Phone, title_is};
use crate::accounts;
use crate::exchange::Failure;
use crate::store::StoreError;

/// A member joins with a phone, as over the network.
pub(super) fn join(office: &Office, name: &str) -> (Phone, JoinAnswer) {
    join_as(office, name, Role::Volunteer)
}

/// The key of whoever joined under a name of this length.
pub(crate) fn key_of(name: &str) -> SigningKey {
    SigningKey::from_bytes(&[u8::try_from(name.len()).unwrap(); 32])
}

pub(crate) fn join_as(office: &Office, name: &str, role: Role) -> (Phone, JoinAnswer) {
    let invited = office.invite(name, role, "iasi");
    let request = JoinRequest::new(&invited.code, &key_of(name), "by hand 1");
    let (store, identity) = (&office.exchange.store, &office.exchange.keys.identity);
    let mut random = random(u64::try_from(name.len()).unwrap());
    let joined = accounts::join(
        store,
        &request,
        "192.0.2.1",
        identity,
        office.now,
        &mut random,
    );
    let joined = joined.unwrap();
    let known = office.exchange.enter(Some(&joined.token)).unwrap();
    assert_eq!(known.who.device, joined.device);
    (Phone::new(known.who), joined)
}

pub(super) fn sync(office: &Office, phone: &mut Phone, token: &str) -> Result<Heard, Failure> {
    let body = phone.body(phone.puts());
    let answer = office.exchange.handle(Some(token), &body, office.now)?;
    let heard = Heard::read(body.len(), &answer);
    phone.keep(&heard);
    Ok(heard)
}

#[test]
fn a_token_opens_and_nothing_else_does() {
    let office = Office::new();
    office.found();
    let (mut ana, joined) = join(&office, "Ana");
    ana.record("One");
    assert_eq!(
        sync(&office, &mut ana, &joined.token)
            .unwrap()
            .taken()
            .len(),
        1
    );
    let other = "0".repeat(64);
    for token in [None, Some(""), Some("x"), Some(other.as_str())] {
        let body = ana.body(Vec::new());
        let failure = office
            .exchange
            .handle(token, &body, office.now)
            .unwrap_err();
        assert_eq!(failure, Failure::Unauthenticated);
        assert_eq!(failure.code(), FailureCode::Unauthenticated);
        assert_eq!(office.exchange.enter(token).unwrap_err(), failure);
    }
}

#[test]
fn a_device_that_was_forgotten_waits_and_then_brings_everything_back() {
    let mut office = Office::new();
    office.found();
    let backup = office.back_up();
    let (mut ana, joined) = join(&office, "Ana");
    let session = ana.record("One");
    sync(&office, &mut ana, &joined.token).unwrap();
    office.restore(backup);

    let unknown = sync(&office, &mut ana, &joined.token).err().unwrap();
    assert_eq!(unknown, Failure::Unauthenticated);
    let mut hello = ana.hello();
    hello.certificate = Some(Blob(BASE64.decode(&joined.certificate).unwrap()));
    let body = ana.body_with(hello, Vec::new());
    for _ in 0..2 {
        let asked = office
            .exchange
            .handle(Some(&joined.token), &body, office.now);
        assert_eq!(asked.unwrap_err(), Failure::AwaitsApproval);
    }
    let approve = |t: &crate::store::Transaction<'_>| {
        let (role, name) = (Role::Volunteer, None);
        let returning = accounts::Returning { role, name };
        let approved = accounts::approve_as(t, joined.device, returning, office.now);
        Ok::<_, StoreError>(approved.unwrap())
    };
    assert!(office.write(approve));
    let heard = sync(&office, &mut ana, &joined.token).unwrap();
    assert_eq!(heard.repair(), Some(RepairReason::LogDiverged));
    ana.cursor = None;
    ana.receipt = None;
    ana.server_heads.clear();
    assert_eq!(
        sync(&office, &mut ana, &joined.token).unwrap().taken()[0].doc,
        session
    );
}

#[test]
fn a_closed_device_leaves_what_it_has_and_is_told_to_go() {
    let office = Office::new();
    office.found();
    let (mut ana, joined) = join(&office, "Ana");
    let session = ana.record("One");
    sync(&office, &mut ana, &joined.token).unwrap();
    ana.edit(session, &[title_is("Two")]);
    let late = ana.record("Late");
    ana.note(late, "Careful.");
    let close = |wipe| {
        let at = office.now;
        office.write(|t| accounts::close(t, joined.device, wipe, at));
    };
    close(false);
    let heard = sync(&office, &mut ana, &joined.token).unwrap();
    assert_eq!(heard.codes(), [RefusalCode::Quarantined; 3]);
    assert_eq!(office.count("SELECT count(*) FROM quarantine"), 3);
    assert_eq!(office.count("SELECT count(*) FROM change"), 1);
    let Some(ToPhone::Failed(failed)) = heard.messages.last() else {
        panic!("{:?}", heard.messages)
    };
    assert_eq!(failed.code, FailureCode::DeviceClosed);

    close(true);
    let body = ana.body(Vec::new());
    let answer = office
        .exchange
        .handle(Some(&joined.token), &body, office.now)
        .unwrap();
    let heard = Heard::read(0, &answer);
    let [ToPhone::Welcome(welcome), ToPhone::Wipe(wipe)] = heard.messages.as_slice() else {
        panic!("{:?}", heard.messages)
    };
    assert_eq!((&welcome.feeds, &welcome.role), (&None, &None));
    let signed = [b"teren wipe".as_slice(), &joined.device.0].concat();
    let signature = Signature::from_slice(&wipe.signature.0).unwrap();
    let identity = office.exchange.keys.identity.verifying_key();
    assert!(identity.verify(&signed, &signature).is_ok());
}

#[test]
fn the_catalogue_comes_with_what_concerns_the_units_of_the_device() {
    let office = Office::new();
    office.found();
    let (mut ana, joined) = join(&office, "Ana");
    office.invite("Stranger", Role::Volunteer, "cluj");
    let keys = |heard: &Heard| {
        let of = |message: &ToPhone| match message {
            ToPhone::CatalogueItem(item) => Some(format!("{} {:?}", item.key, item.json)),
            _ => None,
        };
        heard.messages.iter().filter_map(of).collect::<Vec<_>>()
    };
    let heard = sync(&office, &mut ana, &joined.token).unwrap();
    let came = keys(&heard);
    let names = |what: &str| came.iter().any(|entry| entry.contains(what));
    assert!(names("unit/iasi") && names("Ana"), "{came:?}");
    assert!(!names("Stranger"), "{came:?}");
    let ToPhone::Welcome(welcome) = &heard.messages[0] else {
        panic!("no welcome")
    };
    let mut hello = ana.hello();
    hello.catalogue_version = welcome.catalogue_version;
    let body = ana.body_with(hello, Vec::new());
    let answer = office
        .exchange
        .handle(Some(&joined.token), &body, office.now)
        .unwrap();
    assert_eq!(
        Heard::read(0, &answer).messages.len(),
        2,
        "nothing changed since"
    );
}
