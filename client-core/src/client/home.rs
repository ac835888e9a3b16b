//! The folder that a phone's members share: a slot for each, and a list that names them.
//!
//! ```text
//! DIR/members.json               who has joined here
//! DIR/members/SLOT/store.db      the member's store, under a key of its own
//! DIR/members/SLOT/install       the install nonce: keep it out of every backup
//! DIR/members/SLOT/member.json   what the list says of the slot, should the list be lost
//! DIR/members/SLOT/unsent        how much the member has not sent yet
//! DIR/members/SLOT/lock          the store's key under a PIN, when the member set one
//! DIR/members/SLOT/tries         wrong PINs in a row
//! ```
//!
//! The list holds what a phone shows before anybody has unlocked anything: names and numbers. It
//! can be made again from the slots; a slot is made by joining alone.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::ClientError;
use crate::ids::{MemberId, OrganisationId};
use crate::store::{self, OpenOptions, StoreKey};
use crate::time::Timestamp;

/// Where and how a client keeps what it has.
#[derive(Clone, Debug)]
pub struct Home {
    /// The folder.
    pub dir: PathBuf,
    /// The key of the member's store.
    pub key: StoreKey,
    /// The name of a registered SQLite file system; the system's own when none.
    pub vfs: Option<String>,
}

/// One member who has joined on this phone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberSlot {
    /// The folder below `members`.
    pub slot: String,
    /// The name under which the member is found on this phone.
    pub label: String,
    /// Whose.
    pub organisation: OrganisationId,
    /// The member.
    pub member: MemberId,
    /// Sessions with unsent work, as the member's client last knew.
    pub unsent: u32,
    /// Photos that were not sent yet, as it last knew.
    #[serde(default)]
    pub unsent_photos: u32,
    /// When: of two enrolments of one member the later is meant. The list's order says the same.
    #[serde(default)]
    pub joined: Timestamp,
}

/// What one member has not sent yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Unsent {
    pub(super) sessions: u32,
    pub(super) photos: u32,
}

impl MemberSlot {
    pub(super) const fn unsent_all(&self) -> Unsent {
        Unsent {
            sessions: self.unsent,
            photos: self.unsent_photos,
        }
    }

    fn with_unsent(self, unsent: Option<Unsent>) -> Self {
        let unsent = unsent.unwrap_or(self.unsent_all());
        Self {
            unsent: unsent.sessions,
            unsent_photos: unsent.photos,
            ..self
        }
    }
}

impl Home {
    /// Who has joined on the phone that keeps its things in `dir`. A list that was lost or damaged
    /// is made again.
    pub fn members(dir: &Path) -> Result<Vec<MemberSlot>, ClientError> {
        match read_list(dir)? {
            Some(members) => Ok(members),
            None => match Self::mend_list(dir)? {
                Some(mended) => Ok(mended),
                None => Self::members(dir),
            },
        }
    }

    /// Makes the list again from the slots when it was lost or damaged, and returns it then: a
    /// person is to be told. A damaged list is set aside; no store is touched.
    pub fn mend_list(dir: &Path) -> Result<Option<Vec<MemberSlot>>, ClientError> {
        if read_list(dir)?.is_some() {
            return Ok(None);
        }
        let _lock = lock(dir)?;
        // Another program may have mended it meanwhile.
        if read_list(dir)?.is_some() {
            return Ok(None);
        }
        let members = list_of_slots(dir)?;
        let list = list_file(dir);
        if list.exists() {
            store::set_aside(&list)?;
        }
        write_list(dir, &members)?;
        Ok(Some(members))
    }

    /// The member with this label, id or slot; the only one when none is named. Of two enrolments
    /// of one member the later is meant.
    pub fn member(dir: &Path, name: Option<&str>) -> Result<MemberSlot, ClientError> {
        let members = Self::members(dir)?;
        let found = match name {
            None if members.len() > 1 => None,
            None => members.last(),
            Some(name) => members.iter().rev().find(|member| {
                [member.label.as_str(), member.member.as_str(), &member.slot].contains(&name)
            }),
        };
        match found {
            Some(member) => Ok(member.clone()),
            None if members.is_empty() => Err(ClientError::NotJoined),
            None => {
                let known: Vec<_> = members.iter().map(|member| member.label.as_str()).collect();
                Err(ClientError::WhichMember {
                    known: known.join(", "),
                })
            }
        }
    }

    /// Whether a member may join under `label` on the phone that keeps its things in `dir`.
    pub fn check_label(dir: &Path, label: &str) -> Result<(), ClientError> {
        // The same form as an id, because both name a member here.
        let is_id = label.parse::<MemberId>().is_ok();
        // Files are named by it: dots alone would be a folder above.
        if !is_id || label.chars().all(|c| c == '.') {
            return Err(ClientError::BadLabel(label.to_owned()));
        }
        let members = Self::members(dir)?;
        if members.iter().any(|member| member.label == label) {
            return Err(ClientError::LabelTaken(label.to_owned()));
        }
        Ok(())
    }

    /// Takes a member off the list, so that somebody can join under the name again, and moves the
    /// store out of the way. Returns where it lies; nothing of it is deleted.
    ///
    /// No key is asked for: it may be what was lost.
    pub fn set_aside(dir: &Path, member: &MemberSlot) -> Result<PathBuf, ClientError> {
        let folder = slot_folder(dir, &member.slot);
        let file = folder.join("store.db");
        // The list comes last: after a crash between the two this can be done again.
        let lies = if file.exists() {
            store::set_aside(&file)?
        } else {
            folder
        };
        change_members(dir, |members| {
            members.retain(|other| other.slot != member.slot)
        })?;
        Ok(lies)
    }

    /// Opening makes a file where there is none, and an empty one looks like a phone on which
    /// nobody ever worked.
    pub(super) fn check_present(&self, slot: &str) -> Result<(), ClientError> {
        // Another file system than the system's own has its files where this cannot see them.
        let path = self.store_file(slot);
        if self.vfs.is_some() || fs::metadata(&path).is_ok_and(|file| file.len() > 0) {
            return Ok(());
        }
        Err(ClientError::StoreMissing { path })
    }

    pub(super) fn options(&self) -> OpenOptions {
        OpenOptions {
            vfs: self.vfs.clone(),
        }
    }

    pub(super) fn slot_folder(&self, slot: &str) -> PathBuf {
        slot_folder(&self.dir, slot)
    }

    pub(super) fn store_file(&self, slot: &str) -> PathBuf {
        self.slot_folder(slot).join("store.db")
    }

    /// Changes the list of members.
    pub(super) fn change_members(
        &self,
        change: impl FnOnce(&mut Vec<MemberSlot>),
    ) -> Result<(), ClientError> {
        change_members(&self.dir, change)
    }

    /// Writes into the slot what the list says of it, unless it stands there, and the numbers.
    pub(super) fn keep_slot(&self, member: &MemberSlot) -> Result<(), ClientError> {
        let file = self.slot_folder(&member.slot).join("member.json");
        let lasting = member.clone().with_unsent(Some(Unsent::default()));
        let json = serde_json::to_vec_pretty(&lasting).expect("plain values become JSON");
        if fs::read(&file).ok().as_ref() != Some(&json) {
            replace_file(&file, &json)?;
        }
        self.tell_unsent(&member.slot, member.unsent_all())
    }

    /// Keeps the numbers that other members of this phone are shown: sessions, photos.
    ///
    /// Ten digits in place: whoever reads meanwhile sees the old number or the new one. It does not
    /// wait for the disk - what is unsent is safe in the store, and opening that mends a number
    /// which a power cut took back.
    pub(super) fn tell_unsent(&self, slot: &str, unsent: Unsent) -> Result<(), ClientError> {
        let file = self.slot_folder(slot).join("unsent");
        let mut file = fs::File::options()
            .write(true)
            .create(true)
            .truncate(false)
            .open(file)?;
        let Unsent { sessions, photos } = unsent;
        Ok(file.write_all(format!("{sessions:>10}\n{photos:>10}\n").as_bytes())?)
    }
}

pub(super) fn slot_folder(dir: &Path, slot: &str) -> PathBuf {
    dir.join("members").join(slot)
}

fn list_file(dir: &Path) -> PathBuf {
    dir.join("members.json")
}

fn change_members(
    dir: &Path,
    change: impl FnOnce(&mut Vec<MemberSlot>),
) -> Result<(), ClientError> {
    let _lock = lock(dir)?;
    let mut members = match read_list(dir)? {
        Some(members) => members,
        None => list_of_slots(dir)?,
    };
    change(&mut members);
    write_list(dir, &members)
}

/// Members of one phone may run at once, each in a program of its own. Dropping it opens the lock.
pub(super) fn lock(dir: &Path) -> Result<fs::File, ClientError> {
    let lock = fs::File::create(dir.join("members.lock"))?;
    lock.lock()?;
    Ok(lock)
}

/// The list; none when it was lost or is damaged.
fn read_list(dir: &Path) -> Result<Option<Vec<MemberSlot>>, ClientError> {
    let mut members: Vec<MemberSlot> = match fs::read(list_file(dir)) {
        Ok(bytes) => match serde_json::from_slice(&bytes) {
            Ok(members) => members,
            Err(_) => return Ok(None),
        },
        // Where nobody has joined there is none.
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return Ok(Some(Vec::new()).filter(|_| slots(dir).is_empty()));
        }
        Err(error) => return Err(error.into()),
    };
    for member in &mut members {
        let unsent = unsent_of(dir, &member.slot);
        *member = member.clone().with_unsent(unsent);
    }
    Ok(Some(members))
}

fn write_list(dir: &Path, members: &[MemberSlot]) -> Result<(), ClientError> {
    let json = serde_json::to_vec_pretty(members).expect("plain values become JSON");
    Ok(replace_file(&list_file(dir), &json)?)
}

/// The slots whose member has joined and was not set aside.
fn slots(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir.join("members")).into_iter().flatten();
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    names
        .filter(|slot| {
            let folder = slot_folder(dir, slot);
            let has_joined = ["member.json", "install"].map(|file| folder.join(file).exists());
            folder.join("store.db").exists() && has_joined.contains(&true)
        })
        .collect()
}

/// What the slots say of themselves, in the order in which their members joined.
fn list_of_slots(dir: &Path) -> Result<Vec<MemberSlot>, ClientError> {
    let mut members: Vec<MemberSlot> = Vec::new();
    for slot in slots(dir) {
        let told = fs::read(slot_folder(dir, &slot).join("member.json")).ok();
        let told = told.and_then(|json| serde_json::from_slice::<MemberSlot>(&json).ok());
        let member = match told {
            Some(told) => told,
            None => nameless(&slot)?,
        };
        let unsent = unsent_of(dir, &slot).unwrap_or_default();
        let member = MemberSlot { slot, ..member };
        members.push(member.with_unsent(Some(unsent)));
    }
    members.sort_by(|a, b| (a.joined, &a.slot).cmp(&(b.joined, &b.slot)));
    Ok(members)
}

/// A slot that does not say whose it is goes by its own name; opening it tells the rest.
fn nameless(slot: &str) -> Result<MemberSlot, ClientError> {
    let unreadable = |_| ClientError::BadLabel(slot.to_owned());
    Ok(MemberSlot {
        slot: slot.to_owned(),
        label: slot.to_owned(),
        organisation: "unknown".parse().expect("an id as good as any"),
        member: slot.parse().map_err(unreadable)?,
        unsent: 0,
        unsent_photos: 0,
        joined: Timestamp(0),
    })
}

fn unsent_of(dir: &Path, slot: &str) -> Option<Unsent> {
    let text = fs::read_to_string(slot_folder(dir, slot).join("unsent")).ok()?;
    let mut numbers = text.split_whitespace().map(|number| number.parse().ok());
    Some(Unsent {
        sessions: numbers.next()??,
        // An app that knew of no photos wrote one number.
        photos: numbers.next().unwrap_or(Some(0))?,
    })
}

/// Writes a file so that a crash leaves the old one or the new one.
pub(super) fn replace_file(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let new = path.with_extension("new");
    let mut file = fs::File::create(&new)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&new, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(label: &str, member: &str) -> MemberSlot {
        MemberSlot {
            slot: format!("slot-{label}"),
            label: label.to_owned(),
            organisation: "anitp".parse().unwrap(),
            member: member.parse().unwrap(),
            unsent: 0,
            unsent_photos: 0,
            joined: Timestamp(0),
        }
    }

    #[test]
    fn what_is_unsent_is_two_numbers_and_was_one() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home {
            dir: folder.path().to_owned(),
            key: StoreKey::new([0; 32]),
            vfs: None,
        };
        fs::create_dir_all(home.slot_folder("slot-ana")).unwrap();
        let add = |members: &mut Vec<MemberSlot>| members.push(slot("ana", "m1"));
        home.change_members(add).unwrap();
        let unsent = Unsent {
            sessions: 12,
            photos: 3,
        };
        home.tell_unsent("slot-ana", unsent).unwrap();
        let told = || Home::members(folder.path()).unwrap()[0].unsent_all();
        assert_eq!(told(), unsent);
        fs::write(home.slot_folder("slot-ana").join("unsent"), "         7\n").unwrap();
        assert_eq!((told().sessions, told().photos), (7, 0));
    }

    #[test]
    fn a_member_is_found_by_any_of_its_names() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home {
            dir: folder.path().to_owned(),
            key: StoreKey::new([0; 32]),
            vfs: None,
        };
        let find = |name| Home::member(folder.path(), name);
        assert!(matches!(find(None), Err(ClientError::NotJoined)));
        let add = |slot| home.change_members(|members| members.push(slot)).unwrap();
        add(slot("ana", "m1"));
        assert_eq!(find(None).unwrap().label, "ana");
        add(slot("ion", "m2"));
        add(slot("ana-2", "m1"));
        assert_eq!(find(Some("ion")).unwrap().member.as_str(), "m2");
        assert_eq!(find(Some("m1")).unwrap().label, "ana-2");
        assert_eq!(find(Some("slot-ana")).unwrap().label, "ana");
        let problem = find(None).unwrap_err().to_string();
        assert_eq!(problem, "say which member: ana, ion, ana-2");
        assert!(find(Some("nobody")).is_err());
    }
}
