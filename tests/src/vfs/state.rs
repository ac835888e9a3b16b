//! The disk itself: names, files, and the faults that strike between them. Calls either do all they
//! say or return one of SQLite's codes.

use std::collections::BTreeMap;
use std::ffi::c_int;
use std::sync::{Arc, Weak};

use rusqlite::ffi;

use super::image::{Image, Lost};
use super::locks::{FileLocks, HandleId};
use super::shm::Shm;
use super::{Faults, Struck};
use crate::seed::Seed;

/// A file, whatever it is called or whether it still has a name.
pub(super) type FileId = u64;

/// SQLite's result code for what went wrong.
pub(super) type Code = c_int;

/// One file and those who have it open.
#[derive(Debug, Default)]
pub(super) struct File {
    pub(super) image: Image,
    pub(super) locks: FileLocks,
    pub(super) shm: Weak<Shm>,
    handles: usize,
}

/// What opening a file gives.
pub(super) struct Opened {
    pub(super) file: FileId,
    pub(super) handle: HandleId,
    pub(super) generation: u64,
}

/// All of a disk.
#[derive(Debug)]
pub(super) struct State {
    pub(super) faults: Faults,
    pub(super) struck: Struck,
    pub(super) changes: u64,
    names: BTreeMap<String, FileId>,
    /// The names that would be found after a crash.
    durable_names: BTreeMap<String, FileId>,
    files: BTreeMap<FileId, File>,
    next_id: u64,
    /// Counts crashes: what was opened in an earlier generation is cut off.
    generation: u64,
    powered: bool,
    seed: Seed,
}

impl State {
    pub(super) fn new(seed: u64) -> Self {
        Self {
            faults: Faults::default(),
            struck: Struck::default(),
            changes: 0,
            names: BTreeMap::new(),
            durable_names: BTreeMap::new(),
            files: BTreeMap::new(),
            next_id: 1,
            generation: 0,
            powered: true,
            seed: Seed::new(seed),
        }
    }

    pub(super) fn open(&mut self, name: Option<&str>, create: bool) -> Result<Opened, Code> {
        if !self.powered {
            return Err(ffi::SQLITE_IOERR);
        }
        let known = name.and_then(|name| self.names.get(name).copied());
        let file = match known {
            Some(file) => file,
            None if create => self.create(name),
            None => return Err(ffi::SQLITE_CANTOPEN),
        };
        self.file(file).handles += 1;
        Ok(Opened {
            file,
            handle: self.new_id(),
            generation: self.generation,
        })
    }

    fn create(&mut self, name: Option<&str>) -> FileId {
        let file = self.new_id();
        self.files.insert(file, File::default());
        if let Some(name) = name {
            self.names.insert(name.to_owned(), file);
        }
        file
    }

    pub(super) fn close(&mut self, file: FileId) {
        self.file(file).handles -= 1;
        self.sweep();
    }

    /// The file behind an id that a handle holds.
    pub(super) fn file(&mut self, file: FileId) -> &mut File {
        self.files
            .get_mut(&file)
            .expect("files stay while a handle holds them")
    }

    /// Whether calls from this generation still reach the disk.
    pub(super) fn reaches(&self, generation: u64) -> bool {
        self.powered && self.generation == generation
    }

    pub(super) fn has_power(&self) -> bool {
        self.powered
    }

    /// A file counts as there once it holds something, as in SQLite's own file system.
    pub(super) fn exists(&self, name: &str) -> bool {
        self.names
            .get(name)
            .is_some_and(|file| !self.files[file].image.bytes().is_empty())
    }

    pub(super) fn delete(&mut self, name: &str, durably: bool) -> Result<(), Code> {
        self.begin_change().map_err(|_| ffi::SQLITE_IOERR_DELETE)?;
        if self.names.remove(name).is_none() {
            return Err(ffi::SQLITE_IOERR_DELETE_NOENT);
        }
        if durably {
            self.durable_names.remove(name);
        }
        self.sweep();
        Ok(())
    }

    pub(super) fn read(&mut self, file: FileId, at: usize, into: &mut [u8]) -> Result<(), Code> {
        if strikes(&mut self.faults.fail_read_in) {
            self.struck.reads += 1;
            return Err(ffi::SQLITE_IOERR_READ);
        }
        let there = self.file(file).image.read(at, into);
        if there < into.len() {
            Err(ffi::SQLITE_IOERR_SHORT_READ)
        } else {
            Ok(())
        }
    }

    pub(super) fn write(&mut self, file: FileId, at: usize, bytes: &[u8]) -> Result<(), Code> {
        self.begin_change()?;
        if strikes(&mut self.faults.fail_write_in) {
            self.struck.writes += 1;
            return Err(ffi::SQLITE_IOERR_WRITE);
        }
        let after = self.bytes_held() + self.file(file).image.growth(at, bytes) as u64;
        if self.faults.bytes_max.is_some_and(|max| after > max) {
            self.struck.full += 1;
            return Err(ffi::SQLITE_FULL);
        }
        self.file(file).image.write(at, bytes);
        Ok(())
    }

    pub(super) fn truncate(&mut self, file: FileId, len: usize) -> Result<(), Code> {
        self.begin_change()?;
        self.file(file).image.truncate(len);
        Ok(())
    }

    pub(super) fn sync(&mut self, file: FileId) -> Result<(), Code> {
        self.begin_change()?;
        if strikes(&mut self.faults.fail_sync_in) {
            self.struck.syncs += 1;
            self.file(file).image.drop_pending();
            return Err(ffi::SQLITE_IOERR_FSYNC);
        }
        self.file(file).image.sync();
        self.durable_names
            .retain(|name, id| self.names.get(name) == Some(id));
        let named = self.names.iter().find(|(_, id)| **id == file);
        if let Some((name, _)) = named {
            self.durable_names.insert(name.clone(), file);
        }
        Ok(())
    }

    /// The shared memory of a database, made for its first user.
    pub(super) fn shm(&mut self, file: FileId) -> Arc<Shm> {
        let known = &mut self.file(file).shm;
        known.upgrade().unwrap_or_else(|| {
            let made = Arc::new(Shm::default());
            *known = Arc::downgrade(&made);
            made
        })
    }

    pub(super) fn crash_forgetting(&mut self) {
        self.reboot(|image, _| image.crash_forgetting());
    }

    pub(super) fn crash_tearing(&mut self) {
        self.reboot(Image::crash_tearing);
    }

    fn reboot(&mut self, mut crash: impl FnMut(&mut Image, &mut Seed) -> Lost) {
        for file in self.files.values_mut() {
            let lost = crash(&mut file.image, &mut self.seed);
            self.struck.forgotten += lost.forgotten;
            self.struck.torn += lost.torn;
        }
        self.names = self.durable_names.clone();
        self.struck.crashes += 1;
        self.cut_off_handles();
    }

    pub(super) fn contents(&self) -> BTreeMap<String, Vec<u8>> {
        let bytes = |file: &FileId| self.files[file].image.bytes().to_vec();
        self.names
            .iter()
            .map(|(name, file)| (name.clone(), bytes(file)))
            .collect()
    }

    pub(super) fn replace(&mut self, contents: &BTreeMap<String, Vec<u8>>) {
        self.names.clear();
        for (name, bytes) in contents {
            let file = self.create(Some(name));
            self.file(file).image = Image::settled(bytes);
        }
        self.durable_names = self.names.clone();
        self.cut_off_handles();
    }

    fn cut_off_handles(&mut self) {
        self.powered = true;
        self.generation += 1;
        for file in self.files.values_mut() {
            file.shm = Weak::new();
            file.locks = FileLocks::default();
        }
        self.sweep();
    }

    pub(super) fn fill_random(&mut self, bytes: &mut [u8]) {
        self.seed.fill(bytes);
    }

    /// Counts a change of the disk, and cuts the power when it is this one's turn.
    fn begin_change(&mut self) -> Result<(), Code> {
        self.changes += 1;
        if strikes(&mut self.faults.power_cut_in) {
            self.struck.power_cuts += 1;
            self.powered = false;
        }
        if self.powered {
            Ok(())
        } else {
            Err(ffi::SQLITE_IOERR)
        }
    }

    fn bytes_held(&self) -> u64 {
        self.files
            .values()
            .map(|file| file.image.bytes().len() as u64)
            .sum()
    }

    fn new_id(&mut self) -> u64 {
        self.next_id += 1;
        self.next_id
    }

    /// Forgets files that nobody can reach any more, neither now nor after a crash.
    fn sweep(&mut self) {
        let named = |id: &FileId, names: &BTreeMap<String, FileId>| names.values().any(|n| n == id);
        let (names, durable) = (&self.names, &self.durable_names);
        self.files
            .retain(|id, file| file.handles > 0 || named(id, names) || named(id, durable));
    }
}

/// Counts a fault down; true when it strikes now.
fn strikes(countdown: &mut Option<u64>) -> bool {
    *countdown = match countdown.take() {
        None | Some(0) => None,
        Some(1) => return true,
        Some(left) => Some(left - 1),
    };
    false
}
