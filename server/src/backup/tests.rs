//! A folder copied and put back, and everything that must not be touched on the way.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::*;
use crate::accounts::{self, Founding};
use crate::environment;

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
    let manifest = make(&path, &to, NOW, &mut |step| steps.push(step)).unwrap();
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
    let manifest = make(&path, &to, NOW, &mut quiet).unwrap();
    fs::write(path.join("letter.txt"), "dear").unwrap();
    let restored = restore(&to, &path, true, NOW, &mut quiet).unwrap();
    assert_eq!(restored.manifest, manifest);
    let aside = restored.set_aside.unwrap();
    assert_eq!(
        fs::read_to_string(aside.join("letter.txt")).unwrap(),
        "dear"
    );
    let (folder, _) = DataFolder::open(&path).unwrap();
    let found = checked(&Store::open(folder.database(), None).unwrap(), &mut quiet).unwrap();
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
