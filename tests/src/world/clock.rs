//! The one clock of a world. A run never depends on how fast the machine is.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use client_core::time::Timestamp;

/// 2017-03-14, 8 in the morning at Suceava.
const BEGINNING_MS: i64 = 1_489_471_200_000;

/// A clock; clones show the same time.
#[derive(Clone, Debug)]
pub struct Clock(Arc<AtomicI64>);

impl Default for Clock {
    fn default() -> Self {
        Self(Arc::new(AtomicI64::new(BEGINNING_MS)))
    }
}

impl Clock {
    /// What time it is. Every look takes a millisecond: nothing happens at exactly the same time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        Timestamp(self.0.fetch_add(1, Ordering::Relaxed))
    }

    /// Lets time pass.
    pub fn pass_ms(&self, ms: i64) {
        self.0.fetch_add(ms, Ordering::Relaxed);
    }
}
