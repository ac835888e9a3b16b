//! A server in a temporary folder, and its members.

use std::path::PathBuf;
use std::sync::Arc;

use client_core::ids::{DeviceId, DocId, FeedId, MemberId, OrganisationId, UnitId};
use client_core::model::Role;
use client_core::recovery::RecoverySecret;
use client_core::time::Timestamp;
use ed25519_dalek::SigningKey;
use sha2::{Digest, Sha256};

use super::phone::Phone;
use crate::accounts::{self, Known, Standing};
use crate::exchange::{AuthorKey, Exchange, Keys, Prepared};
use crate::store::{DeviceSession, Store, StoreError, Transaction, follows};

/// 2017-03-14, in the morning.
pub(crate) const START: Timestamp = Timestamp(1_489_478_700_000);

/// Opens what phones seal.
pub(crate) const RECOVERY: [u8; 32] = [5; 32];

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

    /// Founds an organisation with members of its own, as the administrator does.
    pub(crate) fn found(&self) {
        let units = ["iasi", "cluj"].map(|code| (unit(code), code.to_owned()));
        let founding = accounts::Founding {
            name: "Agency",
            country: "RO",
            units: &units,
        };
        let found = |t: &Transaction<'_>| {
            let founded = accounts::found(t, &founding, self.now, &mut random(1));
            Ok(founded.unwrap())
        };
        self.write(found);
    }

    /// A member of the founded organisation, and the code of an invite.
    pub(crate) fn invite(&self, name: &str, role: Role, code: &str) -> accounts::Invited {
        let unit = unit(code);
        let new = accounts::NewMember {
            name,
            role,
            unit: &unit,
        };
        let seed = u64::try_from(name.len()).unwrap() + 100;
        let invite = |t: &Transaction<'_>| {
            let invited = accounts::invite(t, &new, self.now, &mut random(seed));
            Ok(invited.unwrap())
        };
        self.write(invite)
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

    /// The answer to a request of a device that was let in; of a failure, its frame.
    pub(crate) fn answer(&self, who: &DeviceSession, body: &[u8]) -> Vec<u8> {
        let answered = self.exchange.serve(&open_device(who), body, self.now);
        answered.unwrap_or_else(|failure| failure.body())
    }

    /// What this phone has pending, read and judged, and not yet written.
    pub(crate) fn prepare(&self, phone: &mut Phone) -> Prepared {
        let body = phone.body(phone.puts());
        let known = open_device(&phone.who);
        self.exchange.prepare(&known, &body, self.now).unwrap()
    }

    pub(crate) fn days_later(&mut self, days: i64) {
        self.now = self.now.plus_ms(days * 24 * 60 * 60 * 1_000);
    }
}

/// Two phones that follow one unit.
pub(crate) fn two_phones() -> (Office, Phone, Phone) {
    let office = Office::new();
    let (ana, ion) = (
        office.volunteer("ana", "iasi"),
        office.volunteer("ion", "iasi"),
    );
    (office, ana, ion)
}

/// Two phones that hold the same session, which Ana began.
pub(crate) fn both_have_one() -> (Office, Phone, Phone, DocId) {
    let (office, mut ana, mut ion) = two_phones();
    let session = ana.record("One");
    ana.sync(&office);
    ion.sync(&office);
    (office, ana, ion, session)
}

fn open(path: PathBuf) -> Exchange {
    let store = Arc::new(Store::open(path, None).unwrap());
    let keys = Keys {
        author: AuthorKey::new([9; 32]),
        identity: SigningKey::from_bytes(&[7; 32]),
        recovery: Some(RecoverySecret::new(RECOVERY)),
    };
    Exchange::new(store, keys)
}

/// Different for each seed, the same in each run.
pub(crate) fn random(seed: u64) -> impl FnMut(&mut [u8]) {
    let mut state = seed;
    move |bytes| {
        for byte in bytes {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            *byte = state.to_be_bytes()[0];
        }
    }
}

pub(crate) fn open_device(who: &DeviceSession) -> Known {
    let (who, standing) = (who.clone(), Standing::Open);
    Known { who, standing }
}

pub(crate) fn unit(code: &str) -> UnitId {
    code.parse().unwrap()
}
