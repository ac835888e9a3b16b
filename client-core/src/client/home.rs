//! The folder that a phone's members share: a slot for each, and a list that names them.
//!
//! ```text
//! DIR/members.json          who has joined here, and how much each has not sent yet
//! DIR/members/SLOT/store.db the member's store, under a key of its own
//! DIR/members/SLOT/install  the install nonce: keep it out of every backup
//! ```
//!
//! The list holds what a phone shows before anybody has unlocked anything: names and numbers.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::ClientError;
use crate::ids::{MemberId, OrganisationId};
use crate::store::{self, OpenOptions, StoreError, StoreKey};

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
}

impl Home {
    /// Who has joined on the phone that keeps its things in `dir`.
    pub fn members(dir: &Path) -> Result<Vec<MemberSlot>, ClientError> {
        match fs::read(dir.join("members.json")) {
            Ok(bytes) => Ok(serde_json::from_slice(&bytes)
                .map_err(|_| StoreError::BadRow("a list of members"))?),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(error.into()),
        }
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
        label
            .parse::<MemberId>()
            .map_err(|_| ClientError::BadLabel(label.to_owned()))?;
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
}

fn slot_folder(dir: &Path, slot: &str) -> PathBuf {
    dir.join("members").join(slot)
}

fn change_members(
    dir: &Path,
    change: impl FnOnce(&mut Vec<MemberSlot>),
) -> Result<(), ClientError> {
    // Members of one phone may run at once, each in a program of its own.
    let lock = fs::File::create(dir.join("members.lock"))?;
    lock.lock()?;
    let mut members = Home::members(dir)?;
    change(&mut members);
    let json = serde_json::to_vec_pretty(&members).expect("plain values become JSON");
    Ok(replace_file(&dir.join("members.json"), &json)?)
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
        }
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
