//! Phones and browsers at the door, against a real database.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use client_core::ids::{DeviceId, UnitId};
use client_core::model::Role;
use client_core::time::Timestamp;
use client_core::wire::{Certificate, JoinAnswer, JoinRequest};
use ed25519_dalek::SigningKey;

use super::*;
use crate::limits::{ATTEMPTS_FREE, COOKIE_LIFE_MS, INVITE_LIFE_MS, SIGN_IN_CODE_LIFE_MS};
use crate::store::read::Scope;
use crate::store::{Store, StoreError, catalogue, follows, members as rows, organisation};

const NOW: Timestamp = Timestamp(1_489_478_700_000);
const PASSWORD: &str = "three plain words";

struct Office {
    _folder: tempfile::TempDir,
    store: Store,
    identity: SigningKey,
    drawn: u64,
    code: String,
}

impl Office {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path().join("teren.db"), None).unwrap();
        let mut office = Self {
            _folder: folder,
            store,
            identity: SigningKey::from_bytes(&[1; 32]),
            drawn: 0,
            code: String::new(),
        };
        let units = [unit("suceava"), unit("iasi")].map(|id| (id.clone(), id.to_string()));
        let founding = Founding {
            name: "Agenția",
            country: "RO",
            units: &units,
        };
        let mut random = office.random();
        let founded = office
            .store
            .write(|tx| found(tx, &founding, NOW, &mut random));
        office.code = founded.unwrap().code;
        office
    }

    /// Different each time, the same in each run.
    fn random(&mut self) -> impl FnMut(&mut [u8]) + use<> {
        self.drawn += 1;
        let mut state = self.drawn;
        move |bytes| {
            for byte in bytes {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1);
                *byte = state.to_be_bytes()[0];
            }
        }
    }

    fn invite(&mut self, name: &str, role: Role, unit: &UnitId) -> Result<Invited, InviteError> {
        let mut random = self.random();
        let new = NewMember { name, role, unit };
        self.store.write(|tx| invite(tx, &new, NOW, &mut random))
    }

    fn join(&mut self, code: &str, key: u8, at: Timestamp) -> Result<JoinAnswer, JoinError> {
        let key = SigningKey::from_bytes(&[key; 32]);
        let request = JoinRequest::new(code, &key, "phone 1");
        let mut random = self.random();
        join(
            &self.store,
            &request,
            "192.0.2.1",
            &self.identity,
            at,
            &mut random,
        )
    }

    fn known(&self, token: &str) -> Result<Known, AuthError> {
        self.store.read(|c| authenticate(c, token))
    }

    fn viewer(&self, cookie: &Cookie, at: Timestamp) -> Option<Viewer> {
        self.store.read(|c| viewer(c, &cookie.0, at)).unwrap()
    }

    fn sign_in(
        &mut self,
        name: &str,
        password: &str,
        at: Timestamp,
    ) -> Result<Cookie, SignInError> {
        let mut random = self.random();
        sign_in(&self.store, name, password, "192.0.2.1", at, &mut random)
    }

    fn redeem(&mut self, code: &str, at: Timestamp) -> Result<Cookie, SignInError> {
        let mut random = self.random();
        redeem_code(&self.store, code, "192.0.2.1", at, &mut random)
    }

    fn choose(&mut self, cookie: &Cookie, password: &str) -> Result<(), ChoiceError> {
        let viewer = self.viewer(cookie, NOW).unwrap();
        let mut random = self.random();
        choose_password(&self.store, &viewer, &cookie.0, password, NOW, &mut random)
    }

    /// An office whose administrator has a password.
    fn with_password() -> Self {
        let mut office = Self::new();
        let code = office.code.clone();
        let cookie = office.redeem(&code, NOW).unwrap();
        office.choose(&cookie, PASSWORD).unwrap();
        office
    }
}

fn unit(id: &str) -> UnitId {
    id.parse().unwrap()
}

fn feeds_of(office: &Office, name: &str) -> Vec<String> {
    let feeds = office.store.read(|c| {
        let home = organisation::home(c)?.unwrap();
        let member = rows::by_name(c, name)?.unwrap();
        let windows = follows::windows(c, &home.id, &member.id)?;
        Ok::<_, StoreError>(
            windows
                .into_iter()
                .filter(|window| window.until.is_none())
                .map(|window| window.feed.to_string())
                .collect(),
        )
    });
    feeds.unwrap()
}

#[test]
fn an_invite_makes_one_phone_a_device() {
    let mut office = Office::new();
    let invited = office
        .invite("Ana Pop", Role::Volunteer, &unit("suceava"))
        .unwrap();
    let answer = office.join(&invited.code, 5, NOW).unwrap();
    assert_eq!(
        (answer.member, answer.role),
        (invited.member, Role::Volunteer)
    );
    assert_eq!(answer.organisation_name, "Agenția");

    let certificate = BASE64.decode(&answer.certificate).unwrap();
    let certificate = Certificate::verify(&certificate, &office.identity.verifying_key()).unwrap();
    assert_eq!(certificate.device, answer.device);

    let known = office.known(&answer.token).unwrap();
    assert_eq!(known.standing, Standing::Open);
    assert_eq!(known.who.device, answer.device);
    assert_eq!(known.who.public_key, certificate.public_key);
    // Another phone, or the same with another invite, is not let in by what is used.
    assert!(matches!(
        office.join(&invited.code, 6, NOW),
        Err(JoinError::InviteUnknown)
    ));
    let second = office
        .invite("Ana Pop", Role::Volunteer, &unit("suceava"))
        .unwrap();
    assert!(matches!(
        office.join(&second.code, 5, NOW),
        Err(JoinError::KeyInUse)
    ));
    assert!(matches!(
        office.known(&"00".repeat(32)),
        Err(AuthError::Unknown)
    ));
    assert!(matches!(office.known("no token"), Err(AuthError::Unknown)));
}

#[test]
fn a_lost_answer_is_given_again_to_the_same_phone_only() {
    let mut office = Office::new();
    let invited = office
        .invite("Ana Pop", Role::Volunteer, &unit("suceava"))
        .unwrap();
    let lost = office.join(&invited.code, 5, NOW).unwrap();
    let answer = office.join(&invited.code, 5, NOW.plus_ms(1_000)).unwrap();
    assert_eq!(lost.device, answer.device);
    assert!(office.known(&answer.token).is_ok());
    assert!(matches!(office.known(&lost.token), Err(AuthError::Unknown)));
    let late = NOW.plus_ms(INVITE_LIFE_MS);
    assert!(matches!(
        office.join(&invited.code, 5, late),
        Err(JoinError::InviteUnknown)
    ));
    office
        .store
        .write(|tx| close(tx, answer.device, false, NOW))
        .unwrap();
    assert!(matches!(
        office.join(&invited.code, 5, NOW),
        Err(JoinError::InviteUnknown)
    ));
}

#[test]
fn a_request_without_proof_or_in_time_is_nothing() {
    let mut office = Office::new();
    let invited = office
        .invite("Ana Pop", Role::Volunteer, &unit("suceava"))
        .unwrap();
    let late = NOW.plus_ms(INVITE_LIFE_MS);
    assert!(matches!(
        office.join(&invited.code, 5, late),
        Err(JoinError::InviteUnknown)
    ));
    let mut forged = JoinRequest::new(&invited.code, &SigningKey::from_bytes(&[5; 32]), "phone");
    forged.public_key = hex::encode(SigningKey::from_bytes(&[6; 32]).verifying_key().to_bytes());
    let mut random = office.random();
    let joined = join(
        &office.store,
        &forged,
        "",
        &office.identity,
        NOW,
        &mut random,
    );
    assert!(matches!(joined, Err(JoinError::BadProof)));
}

#[test]
fn wrong_codes_make_their_address_wait() {
    let mut office = Office::new();
    let invited = office
        .invite("Ana Pop", Role::Volunteer, &unit("suceava"))
        .unwrap();
    for _ in 0..ATTEMPTS_FREE {
        let wrong = office.join("0000-0000-0000-0000-0000", 5, NOW);
        assert!(matches!(wrong, Err(JoinError::InviteUnknown)));
    }
    let Err(JoinError::TooManyTries { retry_after_ms }) = office.join(&invited.code, 5, NOW) else {
        panic!("it must wait");
    };
    let later = NOW.plus_ms(i64::try_from(retry_after_ms).unwrap());
    assert!(office.join(&invited.code, 5, later).is_ok());
}

#[test]
fn each_role_follows_what_it_may_see() {
    let mut office = Office::new();
    for (name, role) in [
        ("V", Role::Volunteer),
        ("C", Role::Coordinator),
        ("N", Role::National),
        ("P", Role::Partner),
    ] {
        office.invite(name, role, &unit("suceava")).unwrap();
    }
    assert_eq!(feeds_of(&office, "V"), ["unit:suceava"]);
    assert_eq!(feeds_of(&office, "C"), ["unit:suceava"]);
    assert_eq!(feeds_of(&office, "N"), ["unit:iasi", "unit:suceava"]);
    assert_eq!(feeds_of(&office, "P"), [""; 0]);
    // A new unit is followed by whoever sees every unit.
    let new = client_core::model::catalogue::Unit {
        id: unit("dolj"),
        name: "Dolj".into(),
        time_zone: "Europe/Bucharest".into(),
        covers: vec!["RO-DJ".into()],
    };
    office.store.write(|tx| add_unit(tx, new, NOW)).unwrap();
    assert_eq!(feeds_of(&office, "N").len(), 3);
    assert_eq!(feeds_of(&office, "Administrator").len(), 3);
    assert_eq!(feeds_of(&office, "V").len(), 1);
}

#[test]
fn an_invite_for_somebody_else_of_that_name_is_refused() {
    let mut office = Office::new();
    office
        .invite("Ana Pop", Role::Volunteer, &unit("iasi"))
        .unwrap();
    let again = office.invite("ANA  pop", Role::Volunteer, &unit("iasi"));
    assert!(again.is_ok(), "another phone of the same person");
    let raised = office.invite("Ana Pop", Role::Admin, &unit("iasi"));
    assert!(matches!(
        raised,
        Err(InviteError::Differs {
            role: Role::Volunteer,
            ..
        })
    ));
    let nowhere = office.invite("Ion", Role::Volunteer, &unit("cluj"));
    let message = nowhere.unwrap_err().to_string();
    assert_eq!(message, "no unit `cluj`: the units are iasi, suceava");
    for bad in ["", "a\nb"] {
        let bad = office.invite(bad, Role::Volunteer, &unit("iasi"));
        assert!(matches!(bad, Err(InviteError::BadName)));
    }
    let names = office.store.read(|c| {
        let entries = catalogue::all(c)?;
        Ok::<_, StoreError>(
            entries
                .iter()
                .filter(|e| e.key().starts_with("member/"))
                .count(),
        )
    });
    assert_eq!(names.unwrap(), 2);
}

#[test]
fn a_closed_device_is_known_but_not_open() {
    let mut office = Office::new();
    let invited = office
        .invite("Ana Pop", Role::Volunteer, &unit("suceava"))
        .unwrap();
    let answer = office.join(&invited.code, 5, NOW).unwrap();
    let close_it = |wipe| {
        office
            .store
            .write(|tx| close(tx, answer.device, wipe, NOW))
            .unwrap()
    };
    assert!(close_it(false));
    assert_eq!(
        office.known(&answer.token).unwrap().standing,
        Standing::Closed
    );
    assert!(close_it(true));
    assert_eq!(
        office.known(&answer.token).unwrap().standing,
        Standing::ToBeWiped
    );
    let nobody = DeviceId([9; 16]);
    assert!(
        !office
            .store
            .write(|tx| close(tx, nobody, true, NOW))
            .unwrap()
    );
}

#[test]
fn a_restored_server_takes_a_certificate_for_a_request() {
    let mut office = Office::new();
    let invited = office
        .invite("Ana Pop", Role::Volunteer, &unit("suceava"))
        .unwrap();
    let answer = office.join(&invited.code, 5, NOW).unwrap();
    let certificate = BASE64.decode(&answer.certificate).unwrap();

    // A server of the same organisation that has never heard of that day.
    let restored = Office::new();
    let key = restored.identity.verifying_key();
    let again = |token: &str, certificate: &[u8]| {
        restored
            .store
            .write(|tx| register_again(tx, token, certificate, "phone 2", &key, NOW))
    };
    assert!(matches!(
        restored.known(&answer.token),
        Err(AuthError::Unknown)
    ));
    let mut forged = certificate.clone();
    *forged.last_mut().unwrap() ^= 1;
    assert!(matches!(
        again(&answer.token, &forged),
        Err(AuthError::Unknown)
    ));
    again(&answer.token, &certificate).unwrap();
    assert!(matches!(
        restored.known(&answer.token),
        Err(AuthError::AwaitsApproval)
    ));
    // Whoever else holds the certificate comes second and gets nothing.
    let other = "ab".repeat(32);
    again(&other, &certificate).unwrap();
    assert!(matches!(restored.known(&other), Err(AuthError::Unknown)));

    // Nobody comes back with rights that no administrator gave.
    let refused = restored.store.write(|tx| approve(tx, answer.device, NOW));
    assert!(matches!(refused, Err(InviteError::Forgotten { .. })));
    let returning = Returning {
        role: Role::Coordinator,
        name: Some("Ana Pop"),
    };
    let approved = restored
        .store
        .write(|tx| approve_as(tx, answer.device, returning, NOW))
        .unwrap();
    assert!(approved);
    let known = restored.known(&answer.token).unwrap();
    assert_eq!(
        (known.who.device, known.who.member),
        (answer.device, answer.member)
    );
    assert_eq!(known.who.role, Role::Coordinator);
    assert!(
        !restored
            .store
            .write(|tx| approve(tx, answer.device, NOW))
            .unwrap()
    );
    restored
        .store
        .write(|tx| close(tx, answer.device, false, NOW))
        .unwrap();
    assert!(matches!(
        again(&other, &certificate),
        Err(AuthError::Closed)
    ));
}

#[test]
fn the_first_sign_in_chooses_a_password() {
    let mut office = Office::new();
    let code = office.code.to_lowercase();
    let cookie = office.redeem(&code, NOW).unwrap();
    let viewer = office.viewer(&cookie, NOW).unwrap();
    assert!(viewer.must_choose_password);
    assert_eq!((viewer.role, viewer.scope), (Role::Admin, Scope::All));
    assert!(matches!(
        office.choose(&cookie, "short"),
        Err(ChoiceError::Password(_))
    ));

    // It works once, and says so for as long as it would have lived.
    for _ in 0..2 {
        assert!(matches!(
            office.redeem(&code, NOW),
            Err(SignInError::CodeUsed)
        ));
        if office.viewer(&cookie, NOW).unwrap().must_choose_password {
            office.choose(&cookie, PASSWORD).unwrap();
        }
    }
    let late = NOW.plus_ms(SIGN_IN_CODE_LIFE_MS);
    assert!(matches!(
        office.redeem(&code, late),
        Err(SignInError::Wrong)
    ));
    let code = Office::new().code;
    assert!(matches!(
        Office::new().redeem(&code, late),
        Err(SignInError::Wrong)
    ));
}

#[test]
fn a_password_opens_and_signing_out_closes() {
    let mut office = Office::with_password();
    let cookie = office.sign_in(" administrator", PASSWORD, NOW).unwrap();
    let viewer = office.viewer(&cookie, NOW).unwrap();
    assert!(!viewer.must_choose_password);
    assert!(viewer.csrf.len() >= 32);
    let late = NOW.plus_ms(COOKIE_LIFE_MS);
    assert_eq!(office.viewer(&cookie, late), None);
    office
        .store
        .write(|tx| set_language(tx, &viewer.member, "ro"))
        .unwrap();
    let language = office.viewer(&cookie, NOW).unwrap().language;
    assert_eq!(language.as_deref(), Some("ro"));
    office.store.write(|tx| sign_out(tx, &cookie.0)).unwrap();
    assert_eq!(office.viewer(&cookie, NOW), None);
    assert_eq!(office.viewer(&Cookie("nonsense".into()), NOW), None);
}

#[test]
fn guessing_waits_and_tells_nobody_who_exists() {
    let mut office = Office::with_password();
    for name in ["Administrator", "Nobody"] {
        for _ in 0..ATTEMPTS_FREE {
            let wrong = office.sign_in(name, "not the password", NOW);
            assert!(matches!(wrong, Err(SignInError::Wrong)));
        }
        let waits = office.sign_in(name, PASSWORD, NOW);
        assert!(
            matches!(waits, Err(SignInError::TooManyTries { .. })),
            "{name}"
        );
    }
    // Whoever guesses keeps nobody out who signs in from elsewhere.
    let (mut random, elsewhere) = (office.random(), "192.0.2.9");
    let store = &office.store;
    let owner = sign_in(
        store,
        "Administrator",
        PASSWORD,
        elsewhere,
        NOW,
        &mut random,
    );
    assert!(owner.is_ok());
    let later = NOW.plus_ms(10_000);
    assert!(office.sign_in("Administrator", PASSWORD, later).is_ok());
    // A success forgets the failures before it.
    let wrong = office.sign_in("Administrator", "not the password", later);
    assert!(matches!(wrong, Err(SignInError::Wrong)));
}

#[test]
fn another_role_sees_something_else_and_the_last_administrator_stays() {
    let mut office = Office::new();
    let suceava = unit("suceava");
    office.invite("Ana Pop", Role::Volunteer, &suceava).unwrap();
    let change = |name: &str, role, unit: &UnitId| {
        office.store.write(|tx| {
            let member = find_member(tx, name)?;
            change_role(tx, &member, role, unit, NOW)
        })
    };
    let raised = change("ana pop", Role::National, &suceava).unwrap();
    assert_eq!(feeds_of(&office, "Ana Pop"), ["unit:iasi", "unit:suceava"]);
    let moved = change(raised.id.as_str(), Role::Coordinator, &unit("iasi")).unwrap();
    assert_eq!((moved.role, moved.unit), (Role::Coordinator, unit("iasi")));
    assert_eq!(feeds_of(&office, "Ana Pop"), ["unit:iasi"]);
    let nowhere = change("Ana Pop", Role::Coordinator, &unit("cluj"));
    assert!(matches!(
        nowhere,
        Err(MemberError::Invite(InviteError::UnknownUnit { .. }))
    ));
    let nobody = change("Nobody", Role::Coordinator, &suceava);
    assert!(matches!(nobody, Err(MemberError::Unknown(_))));
    let last = change("Administrator", Role::National, &suceava);
    assert!(matches!(last, Err(MemberError::LastAdministrator(_))));
    change("Ana Pop", Role::Admin, &suceava).unwrap();
    change("Administrator", Role::National, &suceava).unwrap();
}

#[test]
fn a_closed_member_has_no_way_in_until_invited_again() {
    let mut office = Office::with_password();
    let iasi = unit("iasi");
    let invited = office.invite("Ana Pop", Role::Coordinator, &iasi).unwrap();
    let joined = office.join(&invited.code, 5, NOW).unwrap();
    let open = office.invite("Ana Pop", Role::Coordinator, &iasi).unwrap();
    let mut random = office.random();
    let code = office
        .store
        .write(|tx| sign_in_code(tx, &joined.member, NOW, &mut random));
    let closed = office.store.write(|tx| {
        let member = find_member(tx, "Ana Pop")?;
        close_member(tx, &member, NOW)
    });
    assert_eq!(closed.unwrap(), 1);
    let standing = office.known(&joined.token).unwrap().standing;
    assert_eq!(standing, Standing::Closed);
    assert!(matches!(
        office.redeem(&code.unwrap(), NOW),
        Err(SignInError::Wrong)
    ));
    assert!(matches!(
        office.join(&open.code, 6, NOW),
        Err(JoinError::InviteUnknown)
    ));
    let again = office.invite("Ana Pop", Role::Coordinator, &iasi).unwrap();
    let joined = office.join(&again.code, 7, NOW).unwrap();
    assert_eq!(
        office.known(&joined.token).unwrap().standing,
        Standing::Open
    );
}
