//! A server in a temporary folder, and its members.

use std::path::PathBuf;
use std::sync::Arc;

use client_core::ids::{DeviceId, FeedId, MemberId, OrganisationId, UnitId};
use client_core::model::Role;
use client_core::time::Timestamp;
use sha2::{Digest, Sha256};

use super::phone::Phone;
use crate::exchange::{AuthorKey, Exchange};
use crate::store::{DeviceSession, Store, StoreError, Transaction, follows};

/// 2017-03-14, in the morning.
pub(crate) const START: Timestamp = Timestamp(1_489_478_700_000);

pub(crate) struct Office {
    folder: tempfile::TempDir,
    pub(crate) exchange: Exchange,
    pub(crate) now: Timestamp,
}

pub(crate) fn organisation() -> OrganisationId {
    "anitp".parse().unwrap()
}

pub(crate) fn feed(unit: &str) -> FeedId {
    FeedId::of_unit(&unit.parse().unwrap())
}

impl Office {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            exchange: open(folder.path().join("teren.db")),
            folder,
            now: START,
        }
    }

    /// The same files, opened by a process that remembers nothing.
    pub(crate) fn restart(&mut self) {
        self.exchange = open(self.path());
    }

    /// The server as it is now, to be put back later.
    pub(crate) fn back_up(&self) -> PathBuf {
        let copy = self.folder.path().join("backup.db");
        let into = format!("VACUUM INTO '{}'", copy.display());
        let connection = rusqlite::Connection::open(self.path()).unwrap();
        connection.execute(&into, []).unwrap();
        copy
    }

    /// Puts the database back as it was.
    pub(crate) fn restore(&mut self, copy: PathBuf) {
        let path = self.path();
        self.exchange = open(self.folder.path().join("other.db"));
        for old in ["teren.db", "teren.db-wal", "teren.db-shm"] {
            let _ = std::fs::remove_file(self.folder.path().join(old));
        }
        std::fs::rename(copy, &path).unwrap();
        self.exchange = open(path);
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("teren.db")
    }

    /// A phone of a member who follows these units from now on.
    pub(crate) fn phone(&self, member: &str, role: Role, units: &[&str]) -> Phone {
        for unit in units {
            self.follow(member, &feed(unit));
        }
        let public_key: [u8; 32] = Sha256::digest(member).into();
        Phone::new(DeviceSession {
            organisation: organisation(),
            device: DeviceId(public_key[..16].try_into().unwrap()),
            member: member.parse().unwrap(),
            role,
            unit: units.first().unwrap_or(&"main").parse().unwrap(),
            public_key,
        })
    }

    pub(crate) fn volunteer(&self, member: &str, unit: &str) -> Phone {
        self.phone(member, Role::Volunteer, &[unit])
    }

    pub(crate) fn write<T>(
        &self,
        run: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> T {
        self.exchange.store.write(run).unwrap()
    }

    pub(crate) fn follow(&self, member: &str, feed: &FeedId) {
        let member: MemberId = member.parse().unwrap();
        self.write(|t| follows::follow(t, &organisation(), &member, feed, self.now));
    }

    pub(crate) fn unfollow(&self, member: &str, feed: &FeedId) {
        let member: MemberId = member.parse().unwrap();
        self.write(|t| follows::unfollow(t, &organisation(), &member, feed, self.now));
    }

    pub(crate) fn exchange_read<T>(
        &self,
        run: impl FnOnce(&crate::store::Connection) -> Result<T, StoreError>,
    ) -> T {
        self.exchange.store.read(run).unwrap()
    }

    /// How many rows a query counts.
    pub(crate) fn count(&self, sql: &str) -> i64 {
        let read = |c: &crate::store::Connection| {
            Ok::<_, StoreError>(c.query_row(sql, [], |row| row.get(0))?)
        };
        self.exchange.store.read(read).unwrap()
    }

    pub(crate) fn days_later(&mut self, days: i64) {
        self.now = self.now.plus_ms(days * 24 * 60 * 60 * 1_000);
    }
}

fn open(path: PathBuf) -> Exchange {
    let store = Arc::new(Store::open(path, None).unwrap());
    Exchange::new(store, AuthorKey::new([9; 32]))
}

pub(crate) fn unit(code: &str) -> UnitId {
    code.parse().unwrap()
}
