//! Who may read and write, as SQLite's two kinds of locks say: five levels on a database file, and
//! eight slots on its shared memory. Nobody waits here; a lock is got or refused at once.

use std::collections::BTreeMap;

/// One open file.
pub(super) type HandleId = u64;

/// How many slots shared memory has (`SQLITE_SHM_NLOCK`).
pub(super) const SHM_SLOTS: usize = 8;

/// The levels of <https://sqlite.org/lockingv3.html>, in rising order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    None,
    Shared,
    Reserved,
    Pending,
    Exclusive,
}

/// The locks on one file.
#[derive(Debug, Default)]
pub(super) struct FileLocks {
    held: BTreeMap<HandleId, Level>,
}

impl FileLocks {
    /// Raises a handle's lock; false when another handle is in the way.
    pub(super) fn raise(&mut self, handle: HandleId, level: Level) -> bool {
        let own = self.held.get(&handle).copied().unwrap_or(Level::None);
        if own >= level {
            return true;
        }
        let others = self.held.iter().filter(|(other, _)| **other != handle);
        let highest = others.map(|(_, level)| *level).max().unwrap_or(Level::None);
        let bar = match level {
            Level::None | Level::Shared => Level::Pending,
            Level::Reserved | Level::Pending | Level::Exclusive => Level::Reserved,
        };
        if highest >= bar {
            return false;
        }
        // Readers may finish while a writer waits, but none may begin.
        let waits = level == Level::Exclusive && highest >= Level::Shared;
        self.held
            .insert(handle, if waits { Level::Pending } else { level });
        !waits
    }

    pub(super) fn lower(&mut self, handle: HandleId, level: Level) {
        if level == Level::None {
            self.held.remove(&handle);
        } else {
            self.held.insert(handle, level);
        }
    }

    /// Whether somebody is about to write.
    pub(super) fn is_reserved(&self) -> bool {
        self.held.values().any(|level| *level >= Level::Reserved)
    }
}

/// How a handle holds one slot of shared memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hold {
    Shared,
    Exclusive,
}

/// The locks on one shared memory.
#[derive(Debug, Default)]
pub(super) struct ShmLocks {
    slots: [BTreeMap<HandleId, Hold>; SHM_SLOTS],
}

impl ShmLocks {
    /// Takes all of `slots` or none of them.
    pub(super) fn take(&mut self, handle: HandleId, slots: &[usize], hold: Hold) -> bool {
        let blocked = |slot: &usize| {
            self.slots[*slot]
                .iter()
                .any(|(other, theirs)| *other != handle && (hold, *theirs) != (Hold::Shared, hold))
        };
        if slots.iter().any(blocked) {
            return false;
        }
        for slot in slots {
            self.slots[*slot].insert(handle, hold);
        }
        true
    }

    pub(super) fn release(&mut self, handle: HandleId, slots: &[usize]) {
        for slot in slots {
            self.slots[*slot].remove(&handle);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_writes_while_others_read_until_it_has_to_be_alone() {
        let mut locks = FileLocks::default();
        assert!(locks.raise(1, Level::Shared) && locks.raise(2, Level::Shared));
        assert!(locks.raise(1, Level::Reserved) && locks.is_reserved());
        assert!(!locks.raise(2, Level::Reserved), "one writer");
        assert!(!locks.raise(1, Level::Exclusive), "a reader is still there");
        assert!(
            !locks.raise(3, Level::Shared),
            "no reader begins while a writer waits"
        );
        locks.lower(2, Level::None);
        assert!(locks.raise(1, Level::Exclusive));
        locks.lower(1, Level::None);
        assert!(locks.raise(3, Level::Shared));
    }

    #[test]
    fn slots_are_shared_or_alone() {
        let mut locks = ShmLocks::default();
        assert!(locks.take(1, &[3], Hold::Shared) && locks.take(2, &[3], Hold::Shared));
        assert!(!locks.take(3, &[2, 3], Hold::Exclusive), "all or none");
        assert!(locks.take(2, &[2], Hold::Exclusive));
        assert!(!locks.take(1, &[2], Hold::Shared));
        locks.release(2, &[2, 3]);
        assert!(
            locks.take(1, &[2, 3], Hold::Exclusive),
            "one's own lock is not in the way"
        );
    }
}
