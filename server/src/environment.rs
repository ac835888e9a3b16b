//! The one place where this server asks what time it is, takes randomness from the system, and asks
//! how much room is left.
//!
//! The shell (`server`, `http`, `cli`) reads them here and hands them down as arguments; nothing
//! below the shell imports this file.

use std::path::Path;
use std::time::SystemTime;

use client_core::time::Timestamp;

/// The time by this machine's clock.
#[expect(
    clippy::disallowed_methods,
    reason = "the shell's one look at the clock"
)]
pub fn clock() -> SystemTime {
    SystemTime::now()
}

/// The same, as it is stored and sent. A clock before 1970 counts as 1970.
pub fn now() -> Timestamp {
    let since = clock()
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default();
    Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// Bytes that are free where this folder lies; none where the system does not say.
pub fn free_bytes(folder: &Path) -> Option<u64> {
    #[cfg(unix)]
    {
        let of = rustix::fs::statvfs(folder).ok()?;
        Some(of.f_bavail.saturating_mul(of.f_frsize))
    }
    #[cfg(not(unix))]
    {
        let _ = folder;
        None
    }
}

/// Fills `bytes` with randomness fit for keys.
#[expect(
    clippy::disallowed_methods,
    reason = "the shell's one source of randomness"
)]
pub fn random(bytes: &mut [u8]) {
    getrandom::fill(bytes).expect("a system without randomness must not make keys");
}
