//! A disk for SQLite that behaves like the worst real one: it forgets what was not synced, tears
//! what was being written, fills up, and reports failing reads, writes and syncs.
//!
//! Every [`Disk`] registers itself with SQLite under a name of its own; a database opened with that
//! name lives in it. Files are kept twice: as programs see them, and as they would be found after
//! the power went. Shared memory for WAL is kept too, so several connections work as they do on a
//! real disk, plain or encrypted.
//!
//! It knows nothing of Teren. What it models, and where it is more hostile than most disks:
//! - a write is durable after a sync of its file, a new file's name after its first sync;
//! - a sync that fails has dropped what it should have kept, and the next one says all is well, as
//!   Linux does;
//! - a power cut keeps or loses each 512 bytes written since the last sync, in any combination;
//! - a deletion may be undone until its folder or any file is synced, as on journalling file
//!   systems.

mod bridge;
mod handle;
mod image;
mod locks;
mod shm;
mod state;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use state::State;

/// A disk; it lives as long as this value.
pub struct Disk {
    registered: bridge::Registered,
    state: Arc<Mutex<State>>,
}

/// What goes wrong next. Nothing at first; each `_in` counts down, strikes once, and is off again.
#[derive(Clone, Copy, Debug, Default)]
pub struct Faults {
    /// How many bytes all files together may hold; what would grow beyond fails with "disk full".
    pub bytes_max: Option<u64>,
    /// Which read fails: 1 is the next.
    pub fail_read_in: Option<u64>,
    /// Which write fails, without having written anything: 1 is the next.
    pub fail_write_in: Option<u64>,
    /// Which sync fails, dropping what it should have kept: 1 is the next.
    pub fail_sync_in: Option<u64>,
    /// Before which change of the disk (write, truncation, sync, deletion) the power goes: 1 is the
    /// next. From then on everything fails until [`Disk::crash`] or [`Disk::crash_torn`].
    pub power_cut_in: Option<u64>,
}

/// How often each fault struck: a suite that meant to test a fault checks that it happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Struck {
    /// Writes refused because the disk was full.
    pub full: u64,
    /// Reads that failed.
    pub reads: u64,
    /// Writes that failed.
    pub writes: u64,
    /// Syncs that failed.
    pub syncs: u64,
    /// Power cuts that came by themselves.
    pub power_cuts: u64,
    /// Crashes asked for.
    pub crashes: u64,
    /// Writes and truncations that a crash undid, wholly or in part.
    pub forgotten: u64,
    /// Sectors written but not synced that a crash kept.
    pub torn: u64,
}

/// All files as programs saw them at one moment: what a backup holds.
#[derive(Clone, Debug)]
pub struct Snapshot {
    files: BTreeMap<String, Vec<u8>>,
}

impl Disk {
    /// An empty disk; `seed` decides what a torn crash keeps.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let state = Arc::new(Mutex::new(State::new(seed)));
        Self {
            registered: bridge::register(&state),
            state,
        }
    }

    /// The name to open databases with.
    #[must_use]
    pub fn vfs(&self) -> &str {
        self.registered.name()
    }

    /// Changes what goes wrong next.
    pub fn set_faults(&self, faults: Faults) {
        lock(&self.state).faults = faults;
    }

    /// How often each fault has struck so far.
    #[must_use]
    pub fn struck(&self) -> Struck {
        lock(&self.state).struck
    }

    /// Whether the power went by itself ([`Faults::power_cut_in`]) and has not come back.
    #[must_use]
    pub fn is_dead(&self) -> bool {
        !lock(&self.state).has_power()
    }

    /// How many changes of the disk there have been: the numbers that `power_cut_in` counts.
    #[must_use]
    pub fn changes(&self) -> u64 {
        lock(&self.state).changes
    }

    /// The power goes and comes back: all that was not synced is forgotten. Connections from before
    /// get errors from every call and have to be dropped.
    pub fn crash(&self) {
        lock(&self.state).crash_forgetting();
    }

    /// Like [`Self::crash`], but of what was not synced some sectors are kept, as the seed decides.
    pub fn crash_torn(&self) {
        lock(&self.state).crash_tearing();
    }

    /// One of the two, as `torn` says; nothing more goes wrong after it.
    pub fn lose_power(&self, torn: bool) {
        self.set_faults(Faults::default());
        match torn {
            true => self.crash_torn(),
            false => self.crash(),
        }
    }

    /// What a backup made now would hold.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        Snapshot {
            files: lock(&self.state).contents(),
        }
    }

    /// Replaces all files by those of a snapshot, of this disk or another. Like a crash, it cuts
    /// off the connections from before.
    pub fn restore(&self, snapshot: &Snapshot) {
        lock(&self.state).replace(&snapshot.files);
    }
}

/// A test that panicked while it held a disk has failed already; others may go on.
fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
