//! Keys that are made once and read back, a pin that stays, a leaf that renews itself.

use std::time::Duration;

use super::*;
use crate::limits::{LEAF_DAYS, LEAF_RENEW_DAYS};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_489_478_700)
}

fn create(dir: &tempfile::TempDir) -> Secrets {
    Secrets::create(dir.path(), now(), &mut crate::environment::random).unwrap()
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(ToString::to_string).collect()
}

#[test]
fn what_is_made_is_read_back_and_the_pin_stays() {
    let dir = tempfile::tempdir().unwrap();
    let made = create(&dir);
    let read = Secrets::open(dir.path()).unwrap();
    assert_eq!(made.pin(), read.pin());
    assert_eq!(made.authority(), read.authority());
    assert_eq!(made.identity(), read.identity());
    assert_eq!(made.author_key(), read.author_key());
    assert_ne!(read.identity().to_bytes(), *read.author_key());
    let public = |secrets: &Secrets| secrets.recovery().unwrap().public();
    assert_eq!(public(&made), public(&read));
    assert!(
        !format!("{read:?}").contains("identity"),
        "a key must not reach a log"
    );
}

#[test]
fn a_folder_of_an_earlier_version_gets_its_recovery_key_once() {
    let dir = tempfile::tempdir().unwrap();
    create(&dir);
    fs::remove_file(dir.path().join(RECOVERY_KEY)).unwrap();
    let mut secrets = Secrets::open(dir.path()).unwrap();
    assert!(secrets.recovery().is_none(), "looking makes nothing");
    let random = &mut crate::environment::random;
    secrets.ensure_recovery(random).unwrap();
    let made = secrets.recovery().unwrap().public();
    secrets.ensure_recovery(random).unwrap();
    assert_eq!(secrets.recovery().unwrap().public(), made);
    let read = Secrets::open(dir.path()).unwrap();
    assert_eq!(read.recovery().unwrap().public(), made);
}

#[test]
fn the_pin_is_the_hash_of_the_public_key_inside_the_certificate() {
    let dir = tempfile::tempdir().unwrap();
    let secrets = create(&dir);
    let spki = secrets.ca_key.subject_public_key_info();
    let der = secrets.authority().as_ref();
    assert!(
        der.windows(spki.len()).any(|part| part == spki),
        "the key is in the certificate"
    );
    assert_eq!(secrets.pin()[..], Sha256::digest(&spki)[..]);
}

#[test]
fn two_servers_share_nothing() {
    let (a, b) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let a = create(&a);
    let b = create(&b);
    assert_ne!(a.pin(), b.pin());
    assert_ne!(a.author_key(), b.author_key());
    assert_ne!(a.identity(), b.identity());
}

#[test]
fn a_leaf_is_kept_until_it_nears_its_end_or_lacks_a_name() {
    let dir = tempfile::tempdir().unwrap();
    let secrets = create(&dir);
    let local = names(&["localhost", "127.0.0.1", "::1"]);
    let first = secrets.leaf(&local, now()).unwrap().chain;
    let lasting = LEAF_DAYS - LEAF_RENEW_DAYS;
    let later = now() + (lasting as u32 - 1) * DAY;
    assert_eq!(secrets.leaf(&local, later).unwrap().chain, first);

    let due = now() + (lasting as u32 + 1) * DAY;
    let second = secrets.leaf(&local, due).unwrap().chain;
    assert_ne!(second[0], first[0]);
    assert_eq!(second[1], first[1], "the authority behind it stays");

    let more = names(&["localhost", "teren.example.org"]);
    let third = secrets.leaf(&more, due).unwrap();
    assert_ne!(third.chain[0], second[0]);
    assert!(secrets.will_do(&third, &more, due));
    assert_eq!(
        secrets.leaf(&names(&["localhost"]), due).unwrap().chain,
        third.chain
    );
}

#[test]
fn another_authority_cannot_speak_for_this_one() {
    let (a, b) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let a = create(&a);
    let b = create(&b);
    let local = names(&["localhost"]);
    let leaf = b.leaf(&local, now()).unwrap();
    assert!(b.will_do(&leaf, &local, now()));
    assert!(!a.will_do(&leaf, &local, now()));
}

#[cfg(unix)]
#[test]
fn a_key_that_others_can_read_is_refused_and_a_damaged_one_named() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let secrets = create(&dir);
    secrets.leaf(&names(&["localhost"]), now()).unwrap();
    for entry in fs::read_dir(dir.path()).unwrap() {
        let mode = entry.unwrap().metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600);
    }
    let identity = dir.path().join(IDENTITY_KEY);
    fs::set_permissions(&identity, fs::Permissions::from_mode(0o640)).unwrap();
    let error = Secrets::open(dir.path()).unwrap_err();
    assert!(
        matches!(&error, CaError::Readable(path) if *path == identity),
        "{error}"
    );
    fs::set_permissions(&identity, fs::Permissions::from_mode(0o600)).unwrap();
    fs::write(&identity, [0; 31]).unwrap();
    let error = Secrets::open(dir.path()).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("identity.key is damaged (31 bytes, not 32)"),
        "{error}"
    );
}

#[cfg(unix)]
#[test]
fn a_recovery_key_that_is_linked_from_elsewhere_is_missed_when_it_is_not_there() {
    let dir = tempfile::tempdir().unwrap();
    create(&dir);
    let path = dir.path().join(RECOVERY_KEY);
    fs::remove_file(&path).unwrap();
    std::os::unix::fs::symlink(dir.path().join("not-mounted"), &path).unwrap();
    let refused = Secrets::open(dir.path()).unwrap_err().to_string();
    assert!(refused.contains(RECOVERY_KEY), "{refused}");
}
