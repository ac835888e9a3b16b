//! Syncs of a phone with a PIN, and what the organisation can open afterwards.

use std::fs;
use std::sync::{Arc, Mutex};

use super::*;
use crate::client::DeviceKey;
use crate::client::tests::server::{Request, Server, TestPhone, done, welcome};
use crate::model::catalogue::Recovery;
use crate::recovery::RecoverySecret;
use crate::wire::{CatalogueItem, ToPhone, ToServer, Welcome};

const PIN: &str = "271828";
const DEVICE: DeviceKey = DeviceKey::new([0xd1; 32]);

/// A phone, and a server that has this of its lock.
struct Depositing {
    server: Server,
    phone: TestPhone,
    has: Arc<Mutex<Holding>>,
}

impl Depositing {
    fn new() -> Self {
        let server = Server::new();
        let phone = TestPhone::join(&server);
        let has = Arc::default();
        Self { server, phone, has }
    }

    /// One sync; what it left. The server keeps that, and says from then on that it has it.
    fn sync(&self) -> Vec<Deposit> {
        let before = self.server.requests.lock().unwrap().len();
        for _ in 0..2 {
            let has = Arc::clone(&self.has);
            self.server.answer(move |request| answer(request, &has));
        }
        self.phone
            .client
            .sync(&self.server, &mut |_| {}, &Default::default())
            .unwrap();
        let requests = self.server.requests.lock().unwrap();
        requests[before..].iter().flat_map(left).collect()
    }

    /// The administrator reads out what the server holds.
    fn hand_out(&self) {
        let mut has = self.has.lock().unwrap();
        has.handed_out = has.handed_out.or(has.held.take());
    }

    fn lock(&self) -> Lock {
        let at = self.phone.client.lock_place().unwrap();
        at.lock().unwrap()
    }

    fn opens(&self, secret: &UnlockSecret) -> bool {
        let at = self.phone.client.lock_place().unwrap();
        self.lock().open_by_code(&at.slot, secret).is_some()
    }
}

fn ours() -> RecoverySecret {
    RecoverySecret::new([7; 32])
}

fn left(request: &Request) -> Option<Deposit> {
    request.messages.iter().find_map(|said| match said {
        ToServer::Deposit(deposit) => Some(deposit.clone()),
        _ => None,
    })
}

fn answer(request: &Request, has: &Mutex<Holding>) -> Vec<ToPhone> {
    let mut has = has.lock().unwrap();
    if let Some(deposit) = left(request) {
        *has = Holding {
            held: deposit.unlock(),
            handed_out: None,
        };
    }
    let ToPhone::Welcome(welcome) = welcome() else {
        unreachable!("that is what it is")
    };
    let welcome = Welcome {
        catalogue_version: 1,
        deposit: has.held,
        handed_out: has.handed_out,
        ..welcome
    };
    let key = ours().public();
    let entry = Entry::Recovery(Recovery { key });
    let item = CatalogueItem {
        key: entry.key(),
        version: 1,
        json: Some(serde_json::to_string(&entry).unwrap()),
    };
    vec![welcome.into(), item.into(), done()]
}

/// What an administrator would read out.
fn opened(phone: &TestPhone, left: &[Deposit]) -> UnlockSecret {
    let [Deposit { secret: Some(left) }] = left else {
        panic!("{left:?}")
    };
    let secret = recovery::open(&left.sealed.0, &ours(), phone.client.me.device).unwrap();
    assert_eq!(secret.id(), left.unlock);
    secret
}

#[test]
fn a_pin_from_before_the_first_sync_is_left_with_it() {
    let it = Depositing::new();
    it.phone.client.set_pin(&DEVICE, PIN).unwrap();
    let secret = opened(&it.phone, &it.sync());
    assert!(it.opens(&secret));
    assert_eq!(it.sync(), [], "it has it");
    it.phone.client.change_pin(&DEVICE, PIN, "314159").unwrap();
    assert_eq!(it.sync(), [], "the same secret under another PIN");
}

#[test]
fn a_code_that_was_handed_out_opens_nothing_after_the_next_sync() {
    let it = Depositing::new();
    it.phone.client.set_pin(&DEVICE, PIN).unwrap();
    let first = opened(&it.phone, &it.sync());
    it.hand_out();
    assert!(it.opens(&first), "until the phone was here");
    let second = opened(&it.phone, &it.sync());
    assert!(!it.opens(&first) && it.opens(&second));
    // The PIN is as it was.
    it.phone.client.change_pin(&DEVICE, PIN, "314159").unwrap();
    assert!(it.opens(&second));
    assert_eq!(it.sync(), []);
}

#[test]
fn an_answer_that_was_lost_draws_no_third() {
    let it = Depositing::new();
    it.phone.client.set_pin(&DEVICE, PIN).unwrap();
    let _first = it.sync();
    it.hand_out();
    let before = *it.has.lock().unwrap();
    let second = opened(&it.phone, &it.sync());
    *it.has.lock().unwrap() = before;
    assert_eq!(opened(&it.phone, &it.sync()), second);
}

#[test]
fn without_a_pin_what_is_had_is_taken_back() {
    let it = Depositing::new();
    assert_eq!(it.sync(), []);
    for is_handed_out in [false, true] {
        it.phone.client.set_pin(&DEVICE, PIN).unwrap();
        let _left = it.sync();
        if is_handed_out {
            it.hand_out();
        }
        it.phone.client.remove_pin(&DEVICE, PIN).unwrap();
        assert_eq!(it.sync(), [Deposit { secret: None }]);
        assert_eq!(it.sync(), []);
    }
}

#[test]
fn a_lock_that_cannot_be_read_keeps_no_sync_from_running() {
    let it = Depositing::new();
    it.phone.client.set_pin(&DEVICE, PIN).unwrap();
    let file = it.phone.client.lock_place().unwrap().file();
    let whole = fs::read(&file).unwrap();
    fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    assert_eq!(it.sync(), []);
    // The secret alone is damaged: another takes its place, and the PIN opens as before.
    let mut damaged = whole;
    *damaged.last_mut().unwrap() ^= 1;
    fs::write(&file, damaged).unwrap();
    let secret = opened(&it.phone, &it.sync());
    assert!(it.opens(&secret));
    it.phone.client.change_pin(&DEVICE, PIN, "314159").unwrap();
}
