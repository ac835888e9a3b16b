//! Locking, trying, forgetting, and a crash between any two steps.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use super::*;
use crate::client::tests::server::{KEY, Server, TestPhone};
use crate::client::{Home, NotAKey};
use crate::limits::{PIN_WAIT_MS_MIN, PIN_WRONG_FREE_MAX};
use crate::time::Timestamp;

const PIN: &str = "271828";
const DEVICE: DeviceKey = DeviceKey::new([0xd1; 32]);
const OTHER_DEVICE: DeviceKey = DeviceKey::new([0xd2; 32]);

/// A phone with a PIN, and its hands.
struct Locked {
    phone: TestPhone,
    dir: PathBuf,
    uptime: Arc<AtomicI64>,
    environment: Environment,
}

impl Locked {
    fn new() -> Self {
        let phone = TestPhone::join(&Server::new());
        phone.client.set_pin(&DEVICE, PIN).unwrap();
        Self::of(phone)
    }

    fn of(phone: TestPhone) -> Self {
        let uptime = Arc::new(AtomicI64::new(1_000_000));
        let (clock, drawn) = (Arc::clone(&uptime), AtomicI64::new(1));
        let random = move |bytes: &mut [u8]| {
            let drawn = drawn.fetch_add(1, Ordering::Relaxed).to_be_bytes();
            bytes
                .iter_mut()
                .zip(drawn.iter().cycle())
                .for_each(|(to, from)| *to = *from);
        };
        let clock = move || Timestamp(clock.load(Ordering::Relaxed));
        Self {
            dir: phone.folder().path().to_owned(),
            phone,
            uptime,
            environment: Environment::new("phone-test 1", clock, random),
        }
    }

    fn try_pin(&self, pin: &str) -> Result<StoreKey, ClientError> {
        unlock(&self.dir, "somebody", &DEVICE, pin, &self.environment)
    }

    fn try_code(&self, code: &str) -> Result<StoreKey, ClientError> {
        let (device, pin) = (&OTHER_DEVICE, "another pin");
        unlock_by_code(&self.dir, "somebody", device, code, pin, &self.environment)
    }

    fn state(&self) -> LockState {
        lock_state(&self.dir, "somebody", &self.environment).unwrap()
    }

    fn place(&self) -> Place {
        Place::of(&self.dir, "somebody").unwrap()
    }

    /// What an administrator would hand out now.
    fn code(&self) -> String {
        let place = self.place();
        let secret = place
            .lock()
            .unwrap()
            .secret(&place.slot, &StoreKey::new(KEY));
        secret.unwrap().to_string()
    }

    fn wait(&self, ms: u64) {
        self.uptime
            .fetch_add(i64::try_from(ms).unwrap(), Ordering::Relaxed);
    }
}

fn is_wrong(tried: Result<StoreKey, ClientError>) -> Option<u64> {
    match tried {
        Err(ClientError::WrongPin { wait_ms }) => Some(wait_ms),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_pin_opens_the_key_and_nothing_else_does() {
    let locked = Locked::new();
    assert_eq!(locked.try_pin(PIN).unwrap(), StoreKey::new(KEY));
    assert_eq!(is_wrong(locked.try_pin("271829")), Some(0));
    let elsewhere = unlock(
        &locked.dir,
        "somebody",
        &OTHER_DEVICE,
        PIN,
        &locked.environment,
    );
    assert_eq!(
        is_wrong(elsewhere),
        Some(0),
        "a copy of the memory on another phone"
    );
    // Composed or not: keyboards differ, fingers do not.
    locked
        .phone
        .client
        .change_pin(&DEVICE, PIN, "R\u{103}d\u{103}u\u{21b}i")
        .unwrap();
    assert!(locked.try_pin("Ra\u{306}da\u{306}ut\u{326}i").is_ok());
    is_wrong(locked.try_pin(PIN));
}

#[test]
fn nothing_of_the_keys_lies_in_the_slot() {
    let locked = Locked::new();
    let code = locked.code().parse::<UnlockSecret>().unwrap();
    let bytes = fs::read(locked.place().file()).unwrap();
    for secret in [KEY.as_slice(), code.bytes(), PIN.as_bytes(), &DEVICE.0] {
        let found = bytes.windows(secret.len()).any(|window| window == secret);
        assert!(!found);
    }
    assert_eq!(
        format!("{DEVICE:?} {:?}", StoreKey::new(KEY)),
        "a device key a key"
    );
    assert_eq!("0".parse::<StoreKey>(), Err(NotAKey));
}

#[test]
fn wrong_pins_wait_longer_and_longer() {
    let locked = Locked::new();
    for _ in 0..PIN_WRONG_FREE_MAX {
        assert_eq!(is_wrong(locked.try_pin("000000")), Some(0));
    }
    assert_eq!(is_wrong(locked.try_pin("000000")), Some(PIN_WAIT_MS_MIN));
    let words = locked.try_pin(PIN).unwrap_err().to_string();
    assert_eq!(
        words,
        "the PIN was wrong too often; try again in 30 seconds"
    );
    // Not even the right one is looked at, and looking costs nothing.
    let state = locked.state();
    assert_eq!(
        (state.has_pin, state.wrong, state.wait_ms),
        (true, 5, PIN_WAIT_MS_MIN)
    );
    locked.wait(PIN_WAIT_MS_MIN);
    assert_eq!(
        is_wrong(locked.try_pin("000000")),
        Some(2 * PIN_WAIT_MS_MIN)
    );
    // The phone was started again: that is no way round it.
    locked.uptime.store(1_000, Ordering::Relaxed);
    assert_eq!(locked.state().wait_ms, 2 * PIN_WAIT_MS_MIN - 1_000);
    locked.wait(2 * PIN_WAIT_MS_MIN);
    assert!(locked.try_pin(PIN).is_ok());
    assert_eq!(locked.state().wrong, 0);
}

#[test]
fn a_try_that_a_battery_ended_was_made() {
    let locked = Locked::new();
    let place = locked.place();
    // Counted, and no more than that.
    place.count_try(&locked.environment).unwrap();
    assert_eq!(locked.state().wrong, 1);
}

#[test]
fn a_code_opens_once_and_sets_a_new_pin() {
    let locked = Locked::new();
    let code = locked.code();
    for _ in 0..=PIN_WRONG_FREE_MAX {
        is_wrong(locked.try_pin("000000"));
    }
    // The phone lost its key store, too: the code is enough, waits or not.
    assert_eq!(locked.try_code(&code).unwrap(), StoreKey::new(KEY));
    let by_new = unlock(
        &locked.dir,
        "somebody",
        &OTHER_DEVICE,
        "another pin",
        &locked.environment,
    );
    assert_eq!(by_new.unwrap(), StoreKey::new(KEY));
    is_wrong(locked.try_pin(PIN));
    let again = locked.try_code(&code).unwrap_err();
    assert!(
        matches!(again, ClientError::WrongCode(WrongCode::OtherLock)),
        "{again}"
    );
    assert_ne!(locked.code(), code);
}

#[test]
fn another_phones_code_and_a_slip_are_told_apart() {
    let locked = Locked::new();
    let others = UnlockSecret::draw(&mut |bytes| bytes.fill(9)).to_string();
    let refused = locked.try_code(&others).unwrap_err().to_string();
    assert!(
        refused.starts_with("this code is for another phone, was used already, or lost its force"),
        "{refused}"
    );
    let slip = locked.try_code("K7Q2-M9XD").unwrap_err().to_string();
    assert!(slip.starts_with("not an unlock code"), "{slip}");
    assert_eq!(locked.state().wrong, 0, "nobody guesses a code");
}

#[test]
fn a_pin_is_set_once_changed_by_who_knows_it_and_removed() {
    let phone = TestPhone::join(&Server::new());
    let client = &phone.client;
    let short = client.set_pin(&DEVICE, "12345").unwrap_err().to_string();
    assert_eq!(
        short,
        "pin: found 5 characters, allowed: 6 to 64 characters"
    );
    assert!(matches!(
        client.remove_pin(&DEVICE, PIN),
        Err(ClientError::NoPin)
    ));
    client.set_pin(&DEVICE, PIN).unwrap();
    assert!(matches!(
        client.set_pin(&DEVICE, "314159"),
        Err(ClientError::PinSet)
    ));
    is_wrong(
        client
            .change_pin(&DEVICE, "000000", "314159")
            .map(|()| StoreKey::new(KEY)),
    );
    client.change_pin(&DEVICE, PIN, "314159").unwrap();
    is_wrong(client.remove_pin(&DEVICE, PIN).map(|()| StoreKey::new(KEY)));
    client.remove_pin(&DEVICE, "314159").unwrap();
    let locked = Locked::of(phone);
    assert_eq!(
        locked.state(),
        LockState {
            has_pin: false,
            wrong: 0,
            wait_ms: 0
        }
    );
    assert!(matches!(locked.try_pin("314159"), Err(ClientError::NoPin)));
}

#[test]
fn changing_the_pin_keeps_the_code_that_the_organisation_holds() {
    let locked = Locked::new();
    let code = locked.code();
    locked
        .phone
        .client
        .change_pin(&DEVICE, PIN, "314159")
        .unwrap();
    assert_eq!(locked.code(), code);
    assert!(locked.try_code(&code).is_ok());
}

/// The new lock is written beside the old one and takes its name: whenever the battery falls out,
/// one of the two opens.
#[test]
fn a_crash_while_the_lock_is_replaced_leaves_the_old_one_or_the_new() {
    let locked = Locked::new();
    let code = locked.code();
    let file = locked.place().file();
    let old = fs::read(&file).unwrap();
    locked.try_code(&code).unwrap();
    let new = fs::read(&file).unwrap();
    for cut in [0, 1, new.len() / 2, new.len()] {
        fs::write(&file, &old).unwrap();
        fs::write(file.with_extension("new"), &new[..cut]).unwrap();
        assert!(locked.try_pin(PIN).is_ok(), "cut at {cut}");
        assert_eq!(
            locked.try_code(&code).unwrap(),
            StoreKey::new(KEY),
            "cut at {cut}"
        );
        assert!(locked.try_code(&code).is_err());
    }
}

#[test]
fn a_damaged_lock_is_said_and_costs_no_try() {
    let locked = Locked::new();
    let (file, code) = (locked.place().file(), locked.code());
    let whole = fs::read(&file).unwrap();
    fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    let said = locked.try_pin(PIN).unwrap_err().to_string();
    assert!(said.ends_with("cannot be read (it is damaged)"), "{said}");
    assert_eq!(locked.state().wrong, 0);
    // Any byte turned: an error, a lock that stays shut, or the same key; never another.
    let secret = code.parse().unwrap();
    for at in 0..whole.len() {
        let mut altered = whole.clone();
        altered[at] ^= 0x40;
        let opened = Lock::read(&altered).ok();
        let opened = opened.and_then(|lock| lock.open_by_code(&locked.place().slot, &secret));
        assert!(
            opened.is_none_or(|key| key == StoreKey::new(KEY)),
            "byte {at}"
        );
    }
}

/// A folder that cannot be looked into is not one without a lock.
#[test]
fn whether_there_is_a_lock_is_not_guessed() {
    let locked = Locked::new();
    let (place, folder) = (locked.place(), locked.place().file());
    let folder = folder.parent().unwrap();
    fs::rename(folder, folder.with_extension("away")).unwrap();
    fs::write(folder, "in its place").unwrap();
    let said = place.has_lock().unwrap_err().to_string();
    assert!(said.contains("Not a directory"), "{said}");
}

#[test]
fn one_members_lock_opens_for_nobody_else() {
    let server = Server::new();
    let ana = TestPhone::join(&server);
    let ion = TestPhone::join_in(ana.folder(), [7; 32], &server, "ion").unwrap();
    ana.client.set_pin(&DEVICE, PIN).unwrap();
    ion.set_pin(&DEVICE, "314159").unwrap();
    let locked = Locked::of(ana);
    let of_ion = |pin| unlock(&locked.dir, "ion", &DEVICE, pin, &locked.environment);
    is_wrong(of_ion(PIN));
    assert_eq!(of_ion("314159").unwrap(), StoreKey::new([7; 32]));
    assert_eq!(locked.state().wrong, 0, "each counts its own");
    // A lock that was carried into another slot opens nothing there.
    let (from, to) = (
        locked.place().file(),
        Place::of(&locked.dir, "ion").unwrap().file(),
    );
    fs::copy(from, to).unwrap();
    is_wrong(of_ion(PIN));
    assert_eq!(Home::members(&locked.dir).unwrap().len(), 2);
}
