//! Photos on their way into a copy: one that rotted keeps nothing else from being kept.

use client_core::ids::{DocId, FileHash};
use client_core::model::Role;
use sha2::{Digest, Sha256 as Hasher};

use super::*;
use crate::store::DeviceSession;
use crate::store::blobs::BlobId;

/// Puts a file where a photo lies, and says in the database that it is here.
fn keep(data: &Path, number: u8) -> (BlobId, PathBuf) {
    let (folder, _) = DataFolder::open(data).unwrap();
    let store = Store::open(folder.database(), None).unwrap();
    let home = store.read(organisation::home).unwrap().unwrap();
    let bytes = [number; 100];
    let id = BlobId {
        doc: DocId([number; 16]),
        sha256: FileHash(Hasher::digest(bytes).into()),
    };
    let who = DeviceSession {
        organisation: home.id,
        device: DeviceId([1; 16]),
        member: "m-ana".parse().unwrap(),
        role: Role::Volunteer,
        unit: "suceava".parse().unwrap(),
        public_key: [1; 32],
    };
    let length = bytes.len() as u64;
    store
        .write(|t| blobs::finish(t, &who, id, length, NOW))
        .unwrap();
    let lies = folder.blobs().join(id.doc.to_string());
    fs::create_dir_all(&lies).unwrap();
    let file = lies.join(format!("{}.jpg", id.sha256));
    fs::write(&file, bytes).unwrap();
    (id, file)
}

/// Copies database and photos into a new folder: what is there then, and how many were lost.
fn copied(from: &Path, to: &Path) -> (Vec<BlobId>, u64) {
    let (from, _) = DataFolder::open(from).unwrap();
    let to = DataFolder::create(to).unwrap();
    Store::copy(&from.database(), &to.database(), &mut |_, _| {}).unwrap();
    let copy = Store::open(to.database(), None).unwrap();
    let lost = super::super::photos::copy(&from, &to, &copy, &mut quiet).unwrap();
    let all = copy.read(|c| {
        let home = organisation::home(c)?.unwrap();
        blobs::all(c, &home.id)
    });
    (all.unwrap().into_iter().map(|(id, _)| id).collect(), lost)
}

#[test]
fn what_rotted_or_went_is_told_and_asked_for_again() {
    let (dir, path) = data();
    let (whole, file) = keep(&path, 1);
    let (_, rotten) = keep(&path, 2);
    let (_, taken_away) = keep(&path, 3);
    fs::write(rotten, [0; 100]).unwrap();
    fs::remove_file(taken_away).unwrap();
    let to = dir.path().join("backup");
    assert_eq!(copied(&path, &to), (vec![whole], 2));
    let lies = to.join(file.strip_prefix(&path).unwrap());
    assert_eq!(fs::read(lies).unwrap(), [1; 100]);
}
