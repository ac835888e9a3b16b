//! A small country in one process: a server, named phones, and lines between them that fail.
//!
//! Whatever decides anything is the product: `Client` on its encrypted store, the exchange with
//! its admission and writer, SQL. The world adds what surrounds them: a clock that moves when it is
//! told to, bytes in place of a network, disks that forget. All chance comes from one seed.
//!
//! ```text
//! let mut world = World::new(seed, &["suceava"]);
//! world.enrol("ana", Role::Volunteer, "suceava");
//! world.phone("ana").client().plan(..);
//! world.phone_mut("ana").line.cut_answer_after = Some(100);
//! world.sync("ana");
//! world.run_until_quiescent();
//! ```

mod clock;
mod line;
mod phone;
mod server;
mod spoken;
mod work;

use std::collections::BTreeMap;

use client_core::client::{ClientError, PhotosSent, Synced};
use client_core::model::Role;
use client_core::sync::SyncEnd;
use client_core::wire::Invite;

use crate::seed::Seed;

pub use clock::Clock;
pub use line::{LineFaults, Traffic};
pub use phone::{Backup, Phone};
pub use server::{Server, ServerBackup};
pub use work::{Habit, Tried, Work};

/// Rounds of everybody's syncs within which a world must have come to rest. Two bring each one's
/// news to everybody; refusals and repairs may each need one or two more.
const ROUNDS_MAX: usize = 12;

/// A server and its phones.
pub struct World {
    /// The server.
    pub server: Server,
    phones: BTreeMap<String, Phone>,
    clock: Clock,
    seed: Seed,
}

impl World {
    /// A new organisation with these units, and no phones yet.
    #[must_use]
    pub fn new(seed: u64, units: &[&str]) -> Self {
        let mut seed = Seed::new(seed);
        let clock = Clock::default();
        Self {
            server: Server::found(units, clock.clone(), seed.split()),
            phones: BTreeMap::new(),
            clock,
            seed,
        }
    }

    /// A world of one unit with a volunteer's phone for each name.
    #[must_use]
    pub fn of_volunteers(seed: u64, unit: &str, names: &[&str]) -> Self {
        let mut world = Self::new(seed, &[unit]);
        for name in names {
            world.enrol(name, Role::Volunteer, unit);
        }
        world
    }

    /// Invites somebody, whose new phone joins. The phone's name is the member's.
    ///
    /// # Panics
    /// When that fails.
    pub fn enrol(&mut self, name: &str, role: Role, unit: &str) {
        let invite = self.server.invite(name, role, unit);
        self.join(name, &invite);
    }

    /// Invites a partner into a programme, whose new phone joins.
    ///
    /// # Panics
    /// When that fails.
    pub fn enrol_partner(&mut self, name: &str, unit: &str, programme: &str) {
        let invite = self.server.invite_partner(name, unit, programme);
        self.join(name, &invite);
    }

    fn join(&mut self, name: &str, invite: &Invite) {
        let clock = self.clock.clone();
        let phone = Phone::join(name, invite, &self.server, clock, self.seed.split());
        self.phones.insert(name.to_owned(), phone);
    }

    /// Gives somebody who is there a second phone, under a name of its own.
    ///
    /// # Panics
    /// When that fails.
    pub fn enrol_again(&mut self, member: &str, phone: &str) {
        let known = self.server.known(member);
        let invite = self.server.invite(member, known.role, known.unit.as_str());
        self.join(phone, &invite);
    }

    /// The phone with this name.
    ///
    /// # Panics
    /// When there is none.
    #[track_caller]
    #[must_use]
    pub fn phone(&self, name: &str) -> &Phone {
        self.phones.get(name).expect("a phone of this world")
    }

    /// The same, to change what happens to it.
    ///
    /// # Panics
    /// When there is none.
    #[track_caller]
    pub fn phone_mut(&mut self, name: &str) -> &mut Phone {
        self.phones.get_mut(name).expect("a phone of this world")
    }

    /// All phones, by name.
    pub fn phones(&self) -> impl Iterator<Item = &Phone> {
        self.phones.values()
    }

    /// The clock that everybody looks at.
    #[must_use]
    pub const fn clock(&self) -> &Clock {
        &self.clock
    }

    /// One sync of one phone, whatever its line makes of it.
    ///
    /// # Panics
    /// When the phone's own store fails: a test that makes it fail calls [`Self::try_sync`].
    #[track_caller]
    pub fn sync(&mut self, name: &str) -> Synced {
        self.try_sync(name).expect("the phone's store works")
    }

    /// A repair that somebody asked for, and that must end well.
    ///
    /// # Panics
    /// When it does not.
    #[track_caller]
    pub fn repair(&mut self, name: &str) -> Synced {
        let seed = self.seed.split();
        let Some(phone) = self.phones.get_mut(name) else {
            panic!("there is no phone `{name}`");
        };
        let repaired = phone.repair(&self.server, seed);
        let repaired = repaired.expect("the phone's store works");
        let end = &repaired.report.end;
        assert_eq!(*end, Some(SyncEnd::Done), "{name}: {repaired:?}");
        repaired
    }

    /// The same, on a phone whose store may fail.
    pub fn try_sync(&mut self, name: &str) -> Result<Synced, ClientError> {
        let seed = self.seed.split();
        let Some(phone) = self.phones.get_mut(name) else {
            panic!("there is no phone `{name}`");
        };
        phone.sync(&self.server, seed)
    }

    /// One sync that must end well.
    ///
    /// # Panics
    /// When it does not.
    #[track_caller]
    pub fn sync_well(&mut self, name: &str) -> Synced {
        let synced = self.sync(name);
        let end = &synced.report.end;
        assert_eq!(*end, Some(SyncEnd::Done), "{name}: {synced:?}");
        synced
    }

    /// Takes all faults away and lets everybody sync, in any order, until nobody has anything to
    /// say. Returns how many rounds that took.
    ///
    /// # Panics
    /// When it never comes to rest, saying who is still busy.
    #[track_caller]
    pub fn run_until_quiescent(&mut self) -> usize {
        self.server.recover();
        for phone in self.phones.values_mut() {
            phone.recover();
        }
        let mut busy = Vec::new();
        for round in 1..=ROUNDS_MAX {
            let mut names: Vec<String> = self.phones.keys().cloned().collect();
            self.seed.shuffle(&mut names);
            busy.clear();
            for name in names {
                let synced = self.sync(&name);
                let unsent = self.phone(&name).unsent();
                if !is_at_rest(&synced) || unsent > 0 {
                    busy.push((name, unsent, synced));
                }
            }
            if busy.is_empty() {
                return round;
            }
        }
        panic!("no rest after {ROUNDS_MAX} rounds: {busy:#?}");
    }
}

fn is_at_rest(synced: &Synced) -> bool {
    let report = &synced.report;
    report.end == Some(SyncEnd::Done)
        && (report.sent, report.received, report.refused) == (0, 0, 0)
        && report.carried == 0
        && report.unsettled.is_empty()
        && synced.photos == PhotosSent::default()
}
