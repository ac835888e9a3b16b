//! One open file, as a connection holds it. After a crash it is cut off: every call fails, and
//! closing it changes nothing.

use std::sync::{Arc, Mutex, MutexGuard};

use rusqlite::ffi;

use super::lock;
use super::locks::{HandleId, Hold, Level, SHM_SLOTS};
use super::shm::Shm;
use super::state::{Code, FileId, Opened, State};

/// An open file.
pub(super) struct Handle {
    disk: Arc<Mutex<State>>,
    id: HandleId,
    file: FileId,
    generation: u64,
    shm: Option<Arc<Shm>>,
    /// The name to delete when this is closed.
    temporary: Option<String>,
}

impl Handle {
    pub(super) fn new(disk: Arc<Mutex<State>>, opened: &Opened, temporary: Option<String>) -> Self {
        let Opened {
            file,
            handle,
            generation,
        } = *opened;
        Self {
            disk,
            id: handle,
            file,
            generation,
            shm: None,
            temporary,
        }
    }

    /// The disk, unless a crash has cut this handle off from it.
    fn disk(&self) -> Result<MutexGuard<'_, State>, Code> {
        let disk = lock(&self.disk);
        if disk.reaches(self.generation) {
            Ok(disk)
        } else {
            Err(ffi::SQLITE_IOERR)
        }
    }

    pub(super) fn read(&self, at: usize, into: &mut [u8]) -> Result<(), Code> {
        self.disk()?.read(self.file, at, into)
    }

    pub(super) fn write(&self, at: usize, bytes: &[u8]) -> Result<(), Code> {
        self.disk()?.write(self.file, at, bytes)
    }

    pub(super) fn truncate(&self, len: usize) -> Result<(), Code> {
        self.disk()?.truncate(self.file, len)
    }

    pub(super) fn sync(&self) -> Result<(), Code> {
        self.disk()?.sync(self.file)
    }

    pub(super) fn len(&self) -> Result<usize, Code> {
        Ok(self.disk()?.file(self.file).image.bytes().len())
    }

    pub(super) fn lock(&self, level: Level) -> Result<(), Code> {
        let got = self.disk()?.file(self.file).locks.raise(self.id, level);
        if got { Ok(()) } else { Err(ffi::SQLITE_BUSY) }
    }

    pub(super) fn unlock(&self, level: Level) -> Result<(), Code> {
        self.disk()?.file(self.file).locks.lower(self.id, level);
        Ok(())
    }

    pub(super) fn is_reserved(&self) -> Result<bool, Code> {
        Ok(self.disk()?.file(self.file).locks.is_reserved())
    }

    pub(super) fn shm_region(
        &mut self,
        index: usize,
        bytes: usize,
        extend: bool,
    ) -> Result<Option<*mut u8>, Code> {
        if self.shm.is_none() {
            let shm = self.disk()?.shm(self.file);
            self.shm = Some(shm);
        }
        Ok(self
            .shm
            .as_ref()
            .and_then(|shm| shm.region(index, bytes, extend)))
    }

    /// Takes (`Some`) or gives back (`None`) slots of the shared memory.
    pub(super) fn shm_lock(
        &self,
        first: usize,
        count: usize,
        hold: Option<Hold>,
    ) -> Result<(), Code> {
        drop(self.disk()?);
        let Some(shm) = &self.shm else {
            return Err(ffi::SQLITE_IOERR_SHMLOCK);
        };
        let slots: Vec<usize> = (first..(first + count).min(SHM_SLOTS)).collect();
        match hold {
            None => shm.release(self.id, &slots),
            Some(hold) if shm.take(self.id, &slots, hold) => {}
            Some(_) => return Err(ffi::SQLITE_BUSY),
        }
        Ok(())
    }

    pub(super) fn shm_unmap(&mut self) {
        if let Some(shm) = self.shm.take() {
            shm.release(self.id, &(0..SHM_SLOTS).collect::<Vec<_>>());
        }
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.shm_unmap();
        let mut disk = lock(&self.disk);
        if disk.reaches(self.generation) {
            disk.file(self.file).locks.lower(self.id, Level::None);
            if let Some(name) = &self.temporary {
                // A temporary file that is gone already is as good as deleted.
                let _ = disk.delete(name, false);
            }
        }
        disk.close(self.file);
    }
}
