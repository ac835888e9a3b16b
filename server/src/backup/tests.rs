//! A folder copied and put back, and everything that must not be touched on the way.

mod photos;
mod taken;

use std::fs;
use std::path::Path;

use client_core::ids::{DeviceId, MemberId};
use tempfile::TempDir;

use super::*;
use crate::accounts::{self, Founding};
use crate::environment;
use crate::store::devices::{self, Device};
use crate::store::{Transaction, invites};

const NOW: Timestamp = Timestamp(1_511_740_800_000);

fn quiet(_: Step) {}

/// A founded server's data folder.
fn data() -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("data");
    let folder = DataFolder::create(&path).unwrap();
    let clock = environment::clock();
    Secrets::create(&folder.secrets(), clock, &mut environment::random).unwrap();
    let founding = Founding {
        name: "Agency",
        country: "RO",
        units: &[],
    };
    let store = Store::open(folder.database(), None).unwrap();
    store
        .write(|tx| accounts::found(tx, &founding, NOW, &mut environment::random))
        .unwrap();
    let url = "https://teren.example.org".parse().unwrap();
    folder
        .finish(&Settings::new("Agency".into(), "RO".into(), url))
        .unwrap();
    (dir, path)
}

fn shut_out(phones: usize, members: usize) -> ShutOut {
    ShutOut {
        phones,
        members,
        ..ShutOut::default()
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_backup_is_a_data_folder_with_the_keys_and_says_how_far_it_goes() {
    let (dir, path) = data();
    let to = dir.path().join("backup");
    let mut steps = Vec::new();
    let made = make(&path, &to, NOW, &mut |step| steps.push(step)).unwrap();
    assert!(made.not_noted.is_none());
    let manifest = made.manifest;
    assert_eq!(steps.last(), Some(&Step::Checking { done: 0, of: 0 }));
    assert!(matches!(steps[0], Step::Copying { done, of } if done == of && of > 0));
    assert_eq!(names(&to.join("secrets")), names(&path.join("secrets")));
    assert_eq!(
        names(&to),
        ["backup.json", "secrets", "teren.db", "teren.json"]
    );
    let pin = |folder: &Path| Secrets::open(&folder.join("secrets")).unwrap().pin();
    assert_eq!(pin(&to), pin(&path));
    assert_eq!(Manifest::read(&to).unwrap(), manifest);
    let store = Store::open(path.join("teren.db"), None).unwrap();
    let last = store.read(|c| backups::last(c, &manifest.organisation));
    assert_eq!(last.unwrap(), Some((manifest.position(), NOW)));
}

#[test]
fn what_is_there_is_never_touched() {
    let (dir, path) = data();
    let to = dir.path().join("backup");
    make(&path, &to, NOW, &mut quiet).unwrap();
    let again = make(&path, &to, NOW, &mut quiet).unwrap_err();
    assert!(
        matches!(again, BackupError::Config(ConfigError::Occupied(_))),
        "{again}"
    );
    let over = restore(&to, &path, false, NOW, &mut quiet).unwrap_err();
    assert!(matches!(over, BackupError::Occupied(_)), "{over}");
    let letters = dir.path().join("letters");
    fs::create_dir(&letters).unwrap();
    let no_backup = restore(&letters, &dir.path().join("new"), true, NOW, &mut quiet);
    assert!(matches!(no_backup, Err(BackupError::NoBackup(_))));
    assert_eq!(names(dir.path()), ["backup", "data", "letters"]);
}

#[test]
fn a_restore_sets_the_old_folder_aside() {
    let (dir, path) = data();
    let to = dir.path().join("backup");
    let manifest = make(&path, &to, NOW, &mut quiet).unwrap().manifest;
    fs::write(path.join("letter.txt"), "dear").unwrap();
    let restored = restore(&to, &path, true, NOW, &mut quiet).unwrap();
    assert_eq!(restored.manifest, manifest);
    let aside = restored.set_aside.unwrap();
    assert_eq!(
        fs::read_to_string(aside.join("letter.txt")).unwrap(),
        "dear"
    );
    let (folder, _) = DataFolder::open(&path).unwrap();
    let store = Store::open(folder.database(), None).unwrap();
    let found = checked(&store, &folder.blobs(), &mut quiet).unwrap();
    assert_eq!(found.position, manifest.position());
    let last = Store::open(folder.database(), None)
        .unwrap()
        .read(|c| backups::last(c, &manifest.organisation));
    assert_eq!(last.unwrap(), Some((manifest.position(), NOW)));
}

#[test]
fn a_copy_that_is_not_whole_is_no_backup() {
    let (dir, path) = data();
    let store = Store::open(path.join("teren.db"), None).unwrap();
    store
        .write(|t| {
            t.execute("UPDATE log SET chain = zeroblob(16)", [])
                .map_err(|error| StoreError::Unexpected(error.to_string()))
        })
        .unwrap();
    let to = dir.path().join("backup");
    let failed = make(&path, &to, NOW, &mut quiet).unwrap_err();
    assert!(matches!(failed, BackupError::NotWhole { .. }), "{failed}");
    assert!(!to.exists());
    assert!(path.join("teren.db").exists());
}

#[test]
fn a_backup_that_was_served_is_not_restored_as_the_backup_it_was() {
    let (dir, path) = data();
    let to = dir.path().join("backup");
    make(&path, &to, NOW, &mut quiet).unwrap();
    let unit = "iasi".parse().unwrap();
    let unit = client_core::model::catalogue::Unit {
        id: unit,
        name: "Iasi".into(),
        time_zone: "UTC".into(),
        covers: Vec::new(),
    };
    let store = Store::open(to.join("teren.db"), None).unwrap();
    store.write(|tx| accounts::add_unit(tx, unit, NOW)).unwrap();
    drop(store);
    let failed = restore(&to, &path, true, NOW, &mut quiet).unwrap_err();
    assert!(matches!(failed, BackupError::Differs(_)), "{failed}");
    // What was there is there again, under its name.
    assert_eq!(names(dir.path()), ["backup", "data"]);
    assert!(DataFolder::open(&path).is_ok());
}

/// Ana, a coordinator with a phone of this number and an open invite; and a cookie of hers.
fn ana(path: &Path, number: u8) -> (MemberId, String) {
    let store = Store::open(path.join("teren.db"), None).unwrap();
    let random = &mut environment::random;
    let (ana, code) = store
        .write(|tx| {
            let unit = client_core::model::catalogue::Unit {
                id: "iasi".parse().unwrap(),
                name: "Iasi".into(),
                time_zone: "UTC".into(),
                covers: Vec::new(),
            };
            accounts::add_unit(tx, unit.clone(), NOW)?;
            let new = accounts::NewMember {
                name: "Ana Pop",
                role: client_core::model::Role::Coordinator,
                unit: &unit.id,
            };
            let ana = accounts::add_member(tx, &new, NOW, random)?.id;
            join(tx, &ana, number);
            accounts::invite_known(tx, &ana, NOW, random)?;
            let code = accounts::sign_in_code(tx, &ana, NOW, random)?;
            Ok::<_, accounts::InviteError>((ana, code))
        })
        .unwrap();
    let cookie = accounts::redeem_code(&store, &code, "10.0.0.1", NOW, random).unwrap();
    (ana, cookie.0)
}

fn join(tx: &Transaction<'_>, member: &MemberId, number: u8) {
    let device = Device {
        id: DeviceId([number; 16]),
        member: member.clone(),
        public_key: [number; 32],
        app: "phone".into(),
        enrolled_at: NOW,
        closed_at: None,
        wipe_at: None,
    };
    devices::add(tx, &device, &[number; 32]).unwrap();
}

/// Whether these phones of Ana's are shut out, and whether her cookie, password and invite work.
fn ways_in(path: &Path, phone: u8, cookie: &str) -> [bool; 4] {
    let store = Store::open(path.join("teren.db"), None).unwrap();
    store
        .read(|c| {
            let device = devices::get(c, DeviceId([phone; 16]))?;
            let ana = accounts::find_member(c, "Ana Pop").unwrap();
            Ok::<_, StoreError>([
                device.is_none_or(|device| device.closed_at.is_none()),
                accounts::viewer(c, cookie, NOW)?.is_some(),
                crate::store::members::password(c, &ana.id)?.is_some(),
                !invites::open(c, NOW)?.is_empty(),
            ])
        })
        .unwrap()
}

#[test]
fn who_was_closed_after_a_backup_stays_closed_when_it_is_restored() {
    let (dir, path) = data();
    let (member, cookie) = ana(&path, 1);
    let later = Timestamp(NOW.0 + 60_000);
    let store = Store::open(path.join("teren.db"), None).unwrap();
    let set = |tx: &Transaction<'_>| crate::store::members::set_password(tx, &member, "hash");
    store.write(set).unwrap();
    let to = dir.path().join("backup");
    make(&path, &to, NOW, &mut quiet).unwrap();
    assert_eq!(ways_in(&path, 1, &cookie), [true; 4]);
    // A second phone, of which the backup knows nothing, is to be wiped; then all are closed.
    store
        .write(|tx| {
            join(tx, &member, 2);
            assert!(accounts::close(tx, DeviceId([2; 16]), true, later)?);
            let ana = accounts::find_member(tx, "Ana Pop").unwrap();
            assert_eq!(accounts::close_member(tx, &ana, later).unwrap(), 1);
            Ok::<_, StoreError>(())
        })
        .unwrap();
    drop(store);

    let restored = restore(&to, &path, true, later, &mut quiet).unwrap();
    let (phones, members) = (2, 1);
    assert_eq!(restored.shut_out, Some(shut_out(phones, members)));
    assert_eq!(ways_in(&path, 1, &cookie), [false; 4]);
    let store = Store::open(path.join("teren.db"), None).unwrap();
    let is_shut_out = |number| store.read(|c| ledger::shuts_out(c, DeviceId([number; 16])));
    assert!(is_shut_out(2).unwrap() && !is_shut_out(3).unwrap());

    // The ledger goes on: into backups, and from there to any disk.
    let again = dir.path().join("again");
    make(&path, &again, later, &mut quiet).unwrap();
    let elsewhere = dir.path().join("elsewhere");
    let restored = restore(&again, &elsewhere, false, later, &mut quiet).unwrap();
    assert_eq!(restored.shut_out, None);
    let closures = |path: &Path| ledger::read(&path.join("teren.db")).unwrap();
    assert_eq!(closures(&elsewhere).len(), 3);
    assert_eq!(closures(&elsewhere), closures(&path));
}

#[test]
fn a_phone_that_a_version_without_a_ledger_closed_stays_closed() {
    let (dir, path) = data();
    let (_, cookie) = ana(&path, 1);
    let to = dir.path().join("backup");
    make(&path, &to, NOW, &mut quiet).unwrap();
    let store = Store::open(path.join("teren.db"), None).unwrap();
    let close = |tx: &Transaction<'_>| accounts::close(tx, DeviceId([1; 16]), false, NOW);
    assert!(store.write(close).unwrap());
    drop(store);
    fs::remove_file(path.join("closed.jsonl")).unwrap();

    let restored = restore(&to, &path, true, NOW, &mut quiet).unwrap();
    let (phones, members) = (1, 0);
    assert_eq!(restored.shut_out, Some(shut_out(phones, members)));
    assert!(!ways_in(&path, 1, &cookie)[0]);
}

#[test]
fn a_restore_on_a_new_disk_signs_everybody_out_and_cannot_know_who_was_closed() {
    let (dir, path) = data();
    let (_, cookie) = ana(&path, 1);
    let to = dir.path().join("backup");
    make(&path, &to, NOW, &mut quiet).unwrap();
    let elsewhere = dir.path().join("elsewhere");
    let restored = restore(&to, &elsewhere, false, NOW, &mut quiet).unwrap();
    assert_eq!(restored.shut_out, None);
    assert_eq!(ways_in(&elsewhere, 1, &cookie), [true, false, false, false]);
}

#[test]
fn a_backup_is_whole_even_where_the_data_folder_cannot_note_it() {
    let (dir, path) = data();
    let store = Store::open(path.join("teren.db"), None).unwrap();
    store
        .write(|t| {
            let full = "CREATE TRIGGER full BEFORE INSERT ON backup
                        BEGIN SELECT RAISE(ABORT, 'no room'); END";
            t.execute(full, []).map_err(StoreError::from)
        })
        .unwrap();
    let to = dir.path().join("backup");
    let made = make(&path, &to, NOW, &mut quiet).unwrap();
    assert!(made.not_noted.unwrap().to_string().contains("no room"));
    assert_eq!(Manifest::read(&to).unwrap(), made.manifest);
    let last = store.read(|c| backups::last(c, &made.manifest.organisation));
    assert_eq!(last.unwrap(), None);
}
