//! What a backup says of itself: when it was made and how far it goes.

use std::fs;
use std::io;
use std::path::Path;

use client_core::ids::{Chain, OrganisationId};
use client_core::time::Timestamp;
use serde::{Deserialize, Serialize};

use super::BackupError;
use crate::config::write_new;
use crate::store::log::Position;

const FILE: &str = "backup.json";

/// Written beside the copy once it was checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// When the copy was begun: it holds everything that was acknowledged before.
    pub made_at: Timestamp,
    /// Whose log.
    pub organisation: OrganisationId,
    /// The number of its last entry.
    pub seq: u64,
    /// The chain at that entry, so that a restore can tell whether this is still the same copy.
    pub chain: Chain,
    /// Documents, private companions included.
    pub documents: u64,
    /// Changes.
    pub changes: u64,
    /// Photos; a backup of an earlier version has none.
    #[serde(default)]
    pub photos: u64,
    /// Their bytes.
    #[serde(default)]
    pub photo_bytes: u64,
    /// Photos that were missing or damaged in the data folder: they are not in the backup.
    #[serde(default)]
    pub photos_lost: u64,
    /// The program that made it.
    pub teren: String,
}

impl Manifest {
    /// Up to where the log goes.
    pub const fn position(&self) -> Position {
        Position {
            seq: self.seq,
            chain: self.chain,
        }
    }

    pub(super) fn write(&self, folder: &Path) -> Result<(), BackupError> {
        let path = folder.join(FILE);
        let text = serde_json::to_string_pretty(self).expect("texts and numbers") + "\n";
        write_new(&path, text.as_bytes()).map_err(BackupError::io(&path))
    }

    pub(super) fn read(folder: &Path) -> Result<Self, BackupError> {
        let path = folder.join(FILE);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(BackupError::NoBackup(folder.to_owned()));
            }
            Err(error) => return Err(BackupError::io(&path)(error)),
        };
        serde_json::from_str(&text).map_err(|error| BackupError::Damaged {
            path,
            reason: error.to_string(),
        })
    }
}
