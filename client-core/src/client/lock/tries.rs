//! Wrong PINs in a row, and how long the next one waits.
//!
//! Waits count by the time since the phone was started, which no setting of its clock moves. After
//! a restart what has passed since then is all that is known to have passed. Whoever can write the
//! phone's memory can also write this file: it slows down hands, and nothing else.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use minicbor::{Decode, Encode};

use crate::client::error::ClientError;
use crate::limits::{PIN_WAIT_MS_MAX, PIN_WAIT_MS_MIN, PIN_WRONG_FREE_MAX};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(super) struct Tries {
    /// Counted before each try, and forgotten after a right one.
    #[n(0)]
    pub(super) wrong: u32,
    /// How long the phone had been running at the last, in milliseconds.
    #[n(1)]
    uptime_ms: u64,
}

impl Tries {
    /// No file: none. One that cannot be read: enough of them to wait once.
    pub(super) fn read(file: &Path) -> Result<Self, ClientError> {
        let bytes = match fs::read(file) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(error.into()),
        };
        Ok(minicbor::decode(&bytes).unwrap_or(Self {
            wrong: PIN_WRONG_FREE_MAX + 1,
            uptime_ms: 0,
        }))
    }

    pub(super) fn to_bytes(self) -> Vec<u8> {
        minicbor::to_vec(self).expect("memory takes every write")
    }

    /// A right one: nothing was wrong. A crash that brings the file back costs one try.
    pub(super) fn forget(file: &Path) -> Result<(), ClientError> {
        match fs::remove_file(file) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    pub(super) const fn one_more(self, uptime_ms: u64) -> Self {
        Self {
            wrong: self.wrong.saturating_add(1),
            uptime_ms,
        }
    }

    /// How long the next try must wait.
    pub(super) fn wait_ms(self, uptime_ms: u64) -> u64 {
        let beyond = self.wrong.saturating_sub(PIN_WRONG_FREE_MAX);
        let Some(doublings) = beyond.checked_sub(1) else {
            return 0;
        };
        let wait = PIN_WAIT_MS_MIN.saturating_mul(1 << doublings.min(20));
        // Less than at the last try: the phone was restarted since.
        let passed = uptime_ms.checked_sub(self.uptime_ms).unwrap_or(uptime_ms);
        wait.min(PIN_WAIT_MS_MAX).saturating_sub(passed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_count_only_while_the_phone_runs() {
        let wrong = |wrong| Tries {
            wrong,
            uptime_ms: 1_000_000,
        };
        let waits = [4, 5, 6, 7, 30].map(|n| wrong(n).wait_ms(1_000_000));
        assert_eq!(waits, [0, 30_000, 60_000, 120_000, PIN_WAIT_MS_MAX]);
        assert_eq!(wrong(5).wait_ms(1_020_000), 10_000);
        assert_eq!(wrong(5).wait_ms(2_000_000), 0);
        // Restarted: ten seconds have passed for certain, and no more.
        assert_eq!(wrong(5).wait_ms(10_000), 20_000);
        assert_eq!(wrong(u32::MAX).one_more(0).wrong, u32::MAX);
    }

    #[test]
    fn a_damaged_count_waits_once() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("tries");
        assert_eq!(Tries::read(&file).unwrap(), Tries::default());
        fs::write(&file, "nothing of ours").unwrap();
        let tries = Tries::read(&file).unwrap();
        assert_eq!(
            (tries.wait_ms(0), tries.wait_ms(30_000)),
            (PIN_WAIT_MS_MIN, 0)
        );
        Tries::forget(&file).unwrap();
        Tries::forget(&file).unwrap();
    }
}
