//! SQLite's table of file system functions, in C's terms: each finds its disk, hands over and turns
//! the result into a code. Nothing is decided here, and no other file says `unsafe`, but its child.

#![deny(clippy::undocumented_unsafe_blocks)]

mod io;

use std::ffi::{CStr, CString, c_char, c_int};
use std::ptr;
use std::slice;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, Weak};
use std::thread;

use rusqlite::ffi;

use super::handle::Handle;
use super::lock;
use super::state::State;
use io::OpenFile;

/// Longer names are refused by SQLite before they reach the disk.
const PATH_BYTES_MAX: c_int = 512;

/// A fixed moment (2026-01-01, in milliseconds of the Julian day): no run depends on the clock.
const NOW_JULIAN_MS: i64 = 212_633_985_600_000;

/// A disk's entry in SQLite's list; taken off the list with this value.
pub(super) struct Registered {
    entry: &'static Entry,
}

/// What SQLite's list points to. It is never freed, a few hundred bytes a disk, because a
/// connection that outlives its disk may still ask it.
struct Entry {
    vfs: ffi::sqlite3_vfs,
    name: CString,
    disk: Weak<Mutex<State>>,
}

// SAFETY: SQLite itself guards the list pointer in `vfs`; nothing else in an entry changes.
unsafe impl Sync for Entry {}

impl Registered {
    pub(super) fn name(&self) -> &str {
        self.entry
            .name
            .to_str()
            .expect("the name was made from a str")
    }
}

impl Drop for Registered {
    fn drop(&mut self) {
        // SAFETY: the entry was registered and is never freed.
        unsafe { ffi::sqlite3_vfs_unregister(ptr::from_ref(&self.entry.vfs).cast_mut()) };
    }
}

/// Makes a disk known to SQLite under a name that no other has.
pub(super) fn register(disk: &Arc<Mutex<State>>) -> Registered {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let name = format!("disk-{}", NEXT.fetch_add(1, Ordering::Relaxed));
    let name = CString::new(name).expect("the name holds no zero byte");
    let entry = Box::leak(Box::new(Entry {
        vfs: table(),
        name,
        disk: Arc::downgrade(disk),
    }));
    entry.vfs.zName = entry.name.as_ptr();
    let own_address: *mut Entry = entry;
    // SAFETY: the entry was leaked just now, so the address is valid for ever, and only SQLite
    // writes through it from here on.
    let code = unsafe {
        (*own_address).vfs.pAppData = own_address.cast();
        ffi::sqlite3_vfs_register(&raw mut (*own_address).vfs, 0)
    };
    assert_eq!(code, ffi::SQLITE_OK, "SQLite takes a file system");
    // SAFETY: as above.
    let entry = unsafe { &*own_address };
    Registered { entry }
}

fn table() -> ffi::sqlite3_vfs {
    ffi::sqlite3_vfs {
        iVersion: 2,
        szOsFile: c_int::try_from(size_of::<OpenFile>()).expect("two pointers"),
        mxPathname: PATH_BYTES_MAX,
        pNext: ptr::null_mut(),
        zName: ptr::null(),
        pAppData: ptr::null_mut(),
        xOpen: Some(open),
        xDelete: Some(delete),
        xAccess: Some(access),
        xFullPathname: Some(full_pathname),
        xDlOpen: None,
        xDlError: None,
        xDlSym: None,
        xDlClose: None,
        xRandomness: Some(randomness),
        xSleep: Some(wait),
        xCurrentTime: Some(current_time),
        xGetLastError: Some(last_error),
        xCurrentTimeInt64: Some(current_time_ms),
        xSetSystemCall: None,
        xGetSystemCall: None,
        xNextSystemCall: None,
    }
}

/// The disk behind SQLite's pointer; none when it has been dropped.
fn disk_of(vfs: *mut ffi::sqlite3_vfs) -> Option<Arc<Mutex<State>>> {
    // SAFETY: SQLite passes back what `register` gave it, and entries are never freed.
    let entry = unsafe { &*(*vfs).pAppData.cast::<Entry>() };
    entry.disk.upgrade()
}

/// A name from SQLite; none for a temporary file.
fn name_of(name: *const c_char) -> Option<String> {
    if name.is_null() {
        return None;
    }
    // SAFETY: SQLite's names are not null here and end with a zero byte.
    Some(
        unsafe { CStr::from_ptr(name) }
            .to_string_lossy()
            .into_owned(),
    )
}

fn code(result: Result<(), c_int>) -> c_int {
    result.err().unwrap_or(ffi::SQLITE_OK)
}

unsafe extern "C" fn open(
    vfs: *mut ffi::sqlite3_vfs,
    name: ffi::sqlite3_filename,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    flags_out: *mut c_int,
) -> c_int {
    let slot = file.cast::<OpenFile>();
    // SAFETY: SQLite gives `szOsFile` bytes for the file; without methods it will not be closed.
    unsafe { slot.write(OpenFile::closed()) };
    let Some(disk) = disk_of(vfs) else {
        return ffi::SQLITE_CANTOPEN;
    };
    let name = name_of(name);
    let create = flags & ffi::SQLITE_OPEN_CREATE != 0 || name.is_none();
    let opened = match lock(&disk).open(name.as_deref(), create) {
        Ok(opened) => opened,
        Err(code) => return code,
    };
    let temporary = name.filter(|_| flags & ffi::SQLITE_OPEN_DELETEONCLOSE != 0);
    let handle = Handle::new(disk, &opened, temporary);
    // SAFETY: as above; `flags_out` may be null and is checked.
    unsafe {
        slot.write(OpenFile::new(handle));
        if !flags_out.is_null() {
            *flags_out = flags;
        }
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn delete(
    vfs: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    sync_folder: c_int,
) -> c_int {
    let (Some(disk), Some(name)) = (disk_of(vfs), name_of(name)) else {
        return ffi::SQLITE_IOERR_DELETE;
    };
    let result = lock(&disk).delete(&name, sync_folder != 0);
    code(result)
}

unsafe extern "C" fn access(
    vfs: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    _how: c_int,
    answer: *mut c_int,
) -> c_int {
    let (Some(disk), Some(name)) = (disk_of(vfs), name_of(name)) else {
        return ffi::SQLITE_IOERR_ACCESS;
    };
    let exists = lock(&disk).exists(&name);
    // SAFETY: SQLite waits for its answer there.
    unsafe { *answer = c_int::from(exists) };
    ffi::SQLITE_OK
}

/// Names are taken as they are: a disk has no folders.
unsafe extern "C" fn full_pathname(
    _vfs: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    out_bytes: c_int,
    out: *mut c_char,
) -> c_int {
    // SAFETY: SQLite's names are not null here and end with a zero byte.
    let name = unsafe { CStr::from_ptr(name) }.to_bytes_with_nul();
    if c_int::try_from(name.len()).is_ok_and(|bytes| bytes > out_bytes) {
        return ffi::SQLITE_CANTOPEN;
    }
    // SAFETY: the name fits into the buffer, and the two do not overlap.
    unsafe { ptr::copy_nonoverlapping(name.as_ptr().cast(), out, name.len()) };
    ffi::SQLITE_OK
}

unsafe extern "C" fn randomness(
    vfs: *mut ffi::sqlite3_vfs,
    bytes: c_int,
    out: *mut c_char,
) -> c_int {
    let len = usize::try_from(bytes).unwrap_or(0);
    // SAFETY: SQLite gives a buffer of `bytes` bytes.
    let out = unsafe { slice::from_raw_parts_mut(out.cast::<u8>(), len) };
    if let Some(disk) = disk_of(vfs) {
        lock(&disk).fill_random(out);
    }
    bytes
}

/// Time does not pass: who waits for a lock lets another thread run and asks again.
unsafe extern "C" fn wait(_vfs: *mut ffi::sqlite3_vfs, microseconds: c_int) -> c_int {
    thread::yield_now();
    microseconds
}

unsafe extern "C" fn current_time(_vfs: *mut ffi::sqlite3_vfs, days: *mut f64) -> c_int {
    // SAFETY: SQLite waits for its answer there.
    unsafe { *days = NOW_JULIAN_MS as f64 / 86_400_000.0 };
    ffi::SQLITE_OK
}

unsafe extern "C" fn current_time_ms(_vfs: *mut ffi::sqlite3_vfs, ms: *mut i64) -> c_int {
    // SAFETY: SQLite waits for its answer there.
    unsafe { *ms = NOW_JULIAN_MS };
    ffi::SQLITE_OK
}

unsafe extern "C" fn last_error(
    _vfs: *mut ffi::sqlite3_vfs,
    _bytes: c_int,
    _out: *mut c_char,
) -> c_int {
    0
}
