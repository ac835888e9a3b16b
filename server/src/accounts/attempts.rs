//! Guessing made slow: after a few wrong tries each further one must wait longer than the last.
//!
//! Tries are counted by what was tried, whether it exists or not, so the wait tells nobody which
//! names exist. A try that comes too early is not counted and costs a read.

use client_core::model::fold;
use client_core::time::Timestamp;
use sha2::{Digest, Sha256};

use crate::limits::{
    ATTEMPT_WAIT_MS_MAX, ATTEMPTS_FORGOTTEN_MS, ATTEMPTS_FREE, NAME_ATTEMPT_WAIT_MS_MAX,
    NAME_ATTEMPTS_FREE,
};
use crate::store::attempts::{self, Failures};
use crate::store::{Connection, StoreError, Transaction};

/// The first wait; each further failure doubles it.
const FIRST_WAIT_MS: u64 = 2_000;

/// What is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Subject {
    hash: [u8; 32],
    bound: Bound,
}

/// How many tries are free, and how long the longest wait is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Bound {
    free: u32,
    wait_ms_max: u64,
}

/// For what one person tries.
const NARROW: Bound = Bound {
    free: ATTEMPTS_FREE,
    wait_ms_max: ATTEMPT_WAIT_MS_MAX,
};

/// For what everybody together tries: wide enough that its owner still comes in between.
const WIDE: Bound = Bound {
    free: NAME_ATTEMPTS_FREE,
    wait_ms_max: NAME_ATTEMPT_WAIT_MS_MAX,
};

impl Subject {
    /// The password of whoever has this name, from one address.
    pub(super) fn sign_in(name: &str, address: &str) -> Self {
        Self::of("sign in from", &[&fold(name), address], NARROW)
    }

    /// The password of whoever has this name, from anywhere.
    pub(super) fn name(name: &str) -> Self {
        Self::of("sign in", &[&fold(name)], WIDE)
    }

    /// Codes, from one address.
    pub(super) fn codes_from(address: &str) -> Self {
        Self::of("code", &[address], NARROW)
    }

    fn of(usage: &str, texts: &[&str], bound: Bound) -> Self {
        let mut hash = Sha256::new_with_prefix(usage);
        for text in texts {
            hash.update([0]);
            hash.update(text);
        }
        Self {
            hash: hash.finalize().into(),
            bound,
        }
    }

    /// How long until the next try; none when it may be now.
    pub(super) fn wait_ms(self, c: &Connection, now: Timestamp) -> Result<Option<u64>, StoreError> {
        let failures = attempts::get(c, &self.hash)?;
        Ok(failures.and_then(|failures| wait_ms(failures, self.bound, now)))
    }

    /// The try failed.
    pub(super) fn failed(self, tx: &Transaction<'_>, now: Timestamp) -> Result<(), StoreError> {
        attempts::add(tx, &self.hash, now, now.plus_ms(-ATTEMPTS_FORGOTTEN_MS))
    }

    /// The try succeeded.
    pub(super) fn succeeded(self, tx: &Transaction<'_>) -> Result<(), StoreError> {
        attempts::clear(tx, &self.hash)
    }
}

fn wait_ms(failures: Failures, bound: Bound, now: Timestamp) -> Option<u64> {
    let beyond = failures.count.checked_sub(bound.free)?;
    let wait = FIRST_WAIT_MS
        .saturating_mul(1 << beyond.min(32))
        .min(bound.wait_ms_max);
    // A clock that was set back makes nobody wait longer than the wait.
    let passed = u64::try_from(now.since_ms(failures.last_at)).unwrap_or(0);
    let left = wait.saturating_sub(passed);
    (left > 0).then_some(left)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_doubles_up_to_a_bound_and_never_longer() {
        let failures = |count| Failures {
            count,
            last_at: Timestamp(1_000_000),
        };
        let at = |count, ms: i64| wait_ms(failures(count), NARROW, Timestamp(1_000_000 + ms));
        assert_eq!(at(ATTEMPTS_FREE - 1, 0), None);
        assert_eq!(at(ATTEMPTS_FREE, 0), Some(2_000));
        assert_eq!(at(ATTEMPTS_FREE, 1_500), Some(500));
        assert_eq!(at(ATTEMPTS_FREE, 2_000), None);
        assert_eq!(at(ATTEMPTS_FREE + 3, 0), Some(16_000));
        assert_eq!(at(u32::MAX, 0), Some(ATTEMPT_WAIT_MS_MAX));
        assert_eq!(at(ATTEMPTS_FREE, -5_000), Some(2_000), "a clock set back");
        let of_a_name = wait_ms(failures(u32::MAX), WIDE, Timestamp(1_000_000));
        assert_eq!(of_a_name, Some(NAME_ATTEMPT_WAIT_MS_MAX));
    }
}
