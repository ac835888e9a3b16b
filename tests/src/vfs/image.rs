//! One file: what programs see, and what would be found after the power went.

use std::mem;

use crate::seed::Seed;

/// What a disk writes whole or not at all.
const SECTOR_BYTES: usize = 512;

/// The contents of a file, twice.
#[derive(Debug, Default)]
pub(super) struct Image {
    current: Vec<u8>,
    durable: Vec<u8>,
    /// What was done since the last sync, in order.
    pending: Vec<Change>,
}

#[derive(Debug)]
enum Change {
    Write { at: usize, bytes: Vec<u8> },
    Truncate { len: usize },
}

/// What a crash did to a file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Lost {
    /// Changes that were undone, wholly or in part.
    pub(super) forgotten: u64,
    /// Sectors that were kept though nobody had synced them.
    pub(super) torn: u64,
}

impl Image {
    /// A file that has been there for ever.
    pub(super) fn settled(bytes: &[u8]) -> Self {
        Self {
            current: bytes.to_vec(),
            durable: bytes.to_vec(),
            pending: Vec::new(),
        }
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.current
    }

    /// Fills `into` from `at` on and says how much there was; the rest is zeroed.
    pub(super) fn read(&self, at: usize, into: &mut [u8]) -> usize {
        let there = self.current.len().saturating_sub(at).min(into.len());
        into[..there].copy_from_slice(&self.current[at.min(self.current.len())..][..there]);
        into[there..].fill(0);
        there
    }

    /// How many bytes longer a write would make the file.
    pub(super) fn growth(&self, at: usize, bytes: &[u8]) -> usize {
        (at + bytes.len()).saturating_sub(self.current.len())
    }

    pub(super) fn write(&mut self, at: usize, bytes: &[u8]) {
        put(&mut self.current, at, bytes);
        self.pending.push(Change::Write {
            at,
            bytes: bytes.to_vec(),
        });
    }

    pub(super) fn truncate(&mut self, len: usize) {
        self.current.resize(len, 0);
        self.pending.push(Change::Truncate { len });
    }

    pub(super) fn sync(&mut self) {
        for change in mem::take(&mut self.pending) {
            match change {
                Change::Write { at, bytes } => put(&mut self.durable, at, &bytes),
                Change::Truncate { len } => self.durable.resize(len, 0),
            }
        }
    }

    /// A failed sync: programs still see what they wrote, but nothing will ever make it durable.
    pub(super) fn drop_pending(&mut self) {
        self.pending.clear();
    }

    pub(super) fn crash_forgetting(&mut self) -> Lost {
        let forgotten = mem::take(&mut self.pending).len() as u64;
        self.current = self.durable.clone();
        Lost { forgotten, torn: 0 }
    }

    pub(super) fn crash_tearing(&mut self, seed: &mut Seed) -> Lost {
        let mut lost = Lost::default();
        for change in mem::take(&mut self.pending) {
            let (kept, of) = match change {
                Change::Write { at, bytes } => self.tear_write(at, &bytes, seed),
                Change::Truncate { len } if seed.chance(1, 2) => {
                    self.durable.resize(len, 0);
                    (0, 0)
                }
                Change::Truncate { .. } => (0, 1),
            };
            lost.torn += kept;
            lost.forgotten += u64::from(kept < of);
        }
        self.current = self.durable.clone();
        lost
    }

    /// Keeps some sectors of a write and says how many of how many.
    fn tear_write(&mut self, at: usize, bytes: &[u8], seed: &mut Seed) -> (u64, u64) {
        let (mut kept, mut sectors, mut from) = (0, 0, 0);
        while from < bytes.len() {
            let to_border = SECTOR_BYTES - (at + from) % SECTOR_BYTES;
            let to = bytes.len().min(from + to_border);
            sectors += 1;
            if seed.chance(1, 2) {
                put(&mut self.durable, at + from, &bytes[from..to]);
                kept += 1;
            }
            from = to;
        }
        (kept, sectors)
    }
}

fn put(file: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    if file.len() < at + bytes.len() {
        file.resize(at + bytes.len(), 0);
    }
    file[at..at + bytes.len()].copy_from_slice(bytes);
}
