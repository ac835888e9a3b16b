//! Counters of what the server did, for whoever runs it: plain numbers, no names, no addresses.
//!
//! This module knows no request and no database; others count, `http/health` shows.

mod code;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use serde::Serialize;

pub use code::Code;

/// A number that only grows until the process ends.
#[derive(Debug, Default)]
pub struct Counter(AtomicU64);

impl Counter {
    /// One more.
    pub fn up(&self) {
        self.add(1);
    }

    /// `n` more.
    pub fn add(&self, n: u64) {
        self.0.fetch_add(n, Relaxed);
    }

    /// How many so far.
    pub fn get(&self) -> u64 {
        self.0.load(Relaxed)
    }
}

/// What is counted since the process started. Relaxed: a count steers nothing.
#[derive(Debug, Default)]
pub struct Metrics {
    /// Connections accepted, on both listeners.
    pub connections: Counter,
    /// Handshakes that failed or took too long.
    pub handshakes_failed: Counter,
    /// Requests answered, those that found nothing included.
    pub requests: Counter,
    /// Documents in pushes that failed through a fault of ours; their phones were told to come
    /// back.
    pub pushes_failed: Counter,
    /// Requests answered with an error, in the order of [`Code::ALL`].
    refused: [Counter; Code::ALL.len()],
}

/// The counters at one moment, as `GET /health?verbose` shows them.
#[derive(Debug, Serialize)]
pub struct Counts {
    /// See [`Metrics::connections`].
    pub connections: u64,
    /// See [`Metrics::handshakes_failed`].
    pub handshakes_failed: u64,
    /// See [`Metrics::requests`].
    pub requests: u64,
    /// See [`Metrics::pushes_failed`].
    pub pushes_failed: u64,
    /// Errors by code, without those that never happened.
    pub refused: BTreeMap<&'static str, u64>,
}

impl Metrics {
    /// Counts a request that was answered with an error.
    pub fn refused(&self, code: Code) {
        self.refused[code as usize].up();
    }

    /// The numbers now.
    pub fn counts(&self) -> Counts {
        Counts {
            connections: self.connections.get(),
            handshakes_failed: self.handshakes_failed.get(),
            requests: self.requests.get(),
            pushes_failed: self.pushes_failed.get(),
            refused: Code::ALL
                .into_iter()
                .zip(&self.refused)
                .map(|(code, counter)| (code.as_str(), counter.get()))
                .filter(|(_, count)| *count > 0)
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_happened_is_shown() {
        let metrics = Metrics::default();
        metrics.requests.add(3);
        metrics.refused(Code::TooLarge);
        let counts = metrics.counts();
        assert_eq!(counts.requests, 3);
        assert_eq!(counts.refused, BTreeMap::from([("too_large", 1)]));
    }

    #[test]
    fn every_code_is_counted_under_its_own_name() {
        for (at, code) in Code::ALL.into_iter().enumerate() {
            assert_eq!(at, code as usize);
        }
    }
}
