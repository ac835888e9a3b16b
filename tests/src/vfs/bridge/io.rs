//! SQLite's table of functions on an open file, in C's terms.

#![deny(clippy::undocumented_unsafe_blocks)]

use std::ffi::{c_int, c_void};
use std::ptr;
use std::slice;
use std::sync::atomic::{Ordering, fence};

use rusqlite::ffi;

use super::super::handle::Handle;
use super::super::locks::{Hold, Level};
use super::code;

/// What SQLite takes for a sector unless a disk says otherwise: it plans its journals for it.
const SECTOR_BYTES: c_int = 4096;

/// What SQLite keeps for an open file: its own part first, as it demands, then ours.
#[repr(C)]
pub(super) struct OpenFile {
    base: ffi::sqlite3_file,
    handle: *mut Handle,
}

impl OpenFile {
    /// A file that could not be opened: SQLite closes only what has methods.
    pub(super) fn closed() -> Self {
        let base = ffi::sqlite3_file {
            pMethods: ptr::null(),
        };
        Self {
            base,
            handle: ptr::null_mut(),
        }
    }

    pub(super) fn new(handle: Handle) -> Self {
        let base = ffi::sqlite3_file {
            pMethods: &raw const METHODS,
        };
        Self {
            base,
            handle: Box::into_raw(Box::new(handle)),
        }
    }
}

static METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

/// The open file behind SQLite's pointer. SQLite holds the connection's mutex around every call on
/// a file, so nobody else has it meanwhile.
fn handle<'a>(file: *mut ffi::sqlite3_file) -> &'a mut Handle {
    // SAFETY: SQLite calls these functions only between a successful open and the close.
    unsafe { &mut *(*file.cast::<OpenFile>()).handle }
}

/// An offset or a size that SQLite gives; it never gives a negative one.
fn unsigned(number: impl TryInto<usize>) -> Result<usize, c_int> {
    number.try_into().map_err(|_| ffi::SQLITE_MISUSE)
}

fn level(level: c_int) -> Level {
    match level {
        ffi::SQLITE_LOCK_NONE => Level::None,
        ffi::SQLITE_LOCK_SHARED => Level::Shared,
        ffi::SQLITE_LOCK_RESERVED => Level::Reserved,
        ffi::SQLITE_LOCK_PENDING => Level::Pending,
        _ => Level::Exclusive,
    }
}

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    let file = file.cast::<OpenFile>();
    // SAFETY: the handle came from a box at opening, and SQLite closes a file once.
    unsafe {
        drop(Box::from_raw((*file).handle));
        file.write(OpenFile::closed());
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn read(
    file: *mut ffi::sqlite3_file,
    into: *mut c_void,
    bytes: c_int,
    at: ffi::sqlite3_int64,
) -> c_int {
    let (Ok(bytes), Ok(at)) = (unsigned(bytes), unsigned(at)) else {
        return ffi::SQLITE_MISUSE;
    };
    // SAFETY: SQLite gives a buffer of `bytes` bytes.
    let into = unsafe { slice::from_raw_parts_mut(into.cast::<u8>(), bytes) };
    code(handle(file).read(at, into))
}

unsafe extern "C" fn write(
    file: *mut ffi::sqlite3_file,
    from: *const c_void,
    bytes: c_int,
    at: ffi::sqlite3_int64,
) -> c_int {
    let (Ok(bytes), Ok(at)) = (unsigned(bytes), unsigned(at)) else {
        return ffi::SQLITE_MISUSE;
    };
    // SAFETY: SQLite gives a buffer of `bytes` bytes.
    let from = unsafe { slice::from_raw_parts(from.cast::<u8>(), bytes) };
    code(handle(file).write(at, from))
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, len: ffi::sqlite3_int64) -> c_int {
    code(unsigned(len).and_then(|len| handle(file).truncate(len)))
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, _flags: c_int) -> c_int {
    code(handle(file).sync())
}

unsafe extern "C" fn file_size(
    file: *mut ffi::sqlite3_file,
    answer: *mut ffi::sqlite3_int64,
) -> c_int {
    code(handle(file).len().map(|len| {
        let len = ffi::sqlite3_int64::try_from(len).expect("memory is smaller than 63 bits");
        // SAFETY: SQLite waits for its answer there.
        unsafe { *answer = len };
    }))
}

unsafe extern "C" fn lock(file: *mut ffi::sqlite3_file, wanted: c_int) -> c_int {
    code(handle(file).lock(level(wanted)))
}

unsafe extern "C" fn unlock(file: *mut ffi::sqlite3_file, wanted: c_int) -> c_int {
    code(handle(file).unlock(level(wanted)))
}

unsafe extern "C" fn check_reserved_lock(
    file: *mut ffi::sqlite3_file,
    answer: *mut c_int,
) -> c_int {
    code(handle(file).is_reserved().map(|reserved| {
        // SAFETY: SQLite waits for its answer there.
        unsafe { *answer = c_int::from(reserved) };
    }))
}

unsafe extern "C" fn file_control(
    _file: *mut ffi::sqlite3_file,
    _what: c_int,
    _argument: *mut c_void,
) -> c_int {
    ffi::SQLITE_NOTFOUND
}

unsafe extern "C" fn sector_size(_file: *mut ffi::sqlite3_file) -> c_int {
    SECTOR_BYTES
}

/// A cut never harms bytes beside those being written: what SQLite assumes of every disk unless
/// told otherwise, so the suites run the code that runs on phones and servers.
unsafe extern "C" fn device_characteristics(_file: *mut ffi::sqlite3_file) -> c_int {
    ffi::SQLITE_IOCAP_POWERSAFE_OVERWRITE
}

unsafe extern "C" fn shm_map(
    file: *mut ffi::sqlite3_file,
    region: c_int,
    bytes: c_int,
    extend: c_int,
    answer: *mut *mut c_void,
) -> c_int {
    let (Ok(region), Ok(bytes)) = (unsigned(region), unsigned(bytes)) else {
        return ffi::SQLITE_MISUSE;
    };
    code(
        handle(file)
            .shm_region(region, bytes, extend != 0)
            .map(|address| {
                // SAFETY: SQLite waits for its answer there. The region stays till the file is
                // unmapped.
                unsafe { *answer = address.map_or(ptr::null_mut(), <*mut u8>::cast) };
            }),
    )
}

unsafe extern "C" fn shm_lock(
    file: *mut ffi::sqlite3_file,
    first: c_int,
    count: c_int,
    flags: c_int,
) -> c_int {
    let (Ok(first), Ok(count)) = (unsigned(first), unsigned(count)) else {
        return ffi::SQLITE_MISUSE;
    };
    let hold = match flags {
        _ if flags & ffi::SQLITE_SHM_UNLOCK != 0 => None,
        _ if flags & ffi::SQLITE_SHM_EXCLUSIVE != 0 => Some(Hold::Exclusive),
        _ => Some(Hold::Shared),
    };
    code(handle(file).shm_lock(first, count, hold))
}

unsafe extern "C" fn shm_barrier(_file: *mut ffi::sqlite3_file) {
    fence(Ordering::SeqCst);
}

unsafe extern "C" fn shm_unmap(file: *mut ffi::sqlite3_file, _delete: c_int) -> c_int {
    handle(file).shm_unmap();
    ffi::SQLITE_OK
}
