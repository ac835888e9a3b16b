//! The memory that connections to one database share for its WAL index. SQLite reads and writes it
//! through bare pointers, so it is made of atomics: memory that may change under a shared
//! reference.

use std::sync::Mutex;
use std::sync::atomic::AtomicU64;

use super::lock;
use super::locks::{HandleId, Hold, ShmLocks};

/// One database's shared memory; it goes when its last user lets go of it.
#[derive(Debug, Default)]
pub(super) struct Shm {
    regions: Mutex<Vec<Box<[AtomicU64]>>>,
    locks: Mutex<ShmLocks>,
}

impl Shm {
    /// Where region `index` of `bytes` bytes lies; it and those before it are made when `extend`
    /// says so. The address stays while this value lives.
    pub(super) fn region(&self, index: usize, bytes: usize, extend: bool) -> Option<*mut u8> {
        let mut regions = lock(&self.regions);
        while extend && regions.len() <= index {
            let words = bytes.div_ceil(size_of::<AtomicU64>());
            regions.push((0..words).map(|_| AtomicU64::new(0)).collect());
        }
        Some(regions.get(index)?.as_ptr().cast_mut().cast())
    }

    pub(super) fn take(&self, handle: HandleId, slots: &[usize], hold: Hold) -> bool {
        lock(&self.locks).take(handle, slots, hold)
    }

    pub(super) fn release(&self, handle: HandleId, slots: &[usize]) {
        lock(&self.locks).release(handle, slots);
    }
}
