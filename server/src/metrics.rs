//! Counters of what the server did, for whoever runs it: plain numbers, no names, no addresses.
//!
//! This module knows no request and no database; others count, `http/health` and `http/metrics`
//! show.

mod code;
mod histogram;
mod text;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Mutex, PoisonError};

use client_core::wire::RefusalCode;
use serde::Serialize;

pub use code::Code;
pub use histogram::Histogram;
pub use text::{MEDIA_TYPE, Text};

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
    /// Those of them that have ended.
    pub connections_ended: Counter,
    /// Handshakes that failed or took too long.
    pub handshakes_failed: Counter,
    /// Requests answered, those that found nothing included.
    pub requests: Counter,
    /// From a phone's token to the first page of its answer, its waiting in queues included.
    pub sync_time: Histogram,
    /// Bytes of phones' requests.
    pub sync_bytes_in: Counter,
    /// Bytes of the answers that were made for them.
    pub sync_bytes_out: Counter,
    /// Bytes of photos that phones sent, whatever became of them.
    pub photo_bytes_in: Counter,
    /// Documents of which something new was taken.
    pub documents_taken: Counter,
    /// Changes that were refused.
    pub changes_refused: Counter,
    /// Hand-overs that phones brought for others and that were dealt with.
    pub hand_overs: Counter,
    /// What was refused of them, by the code of the refusal: a closed set of words.
    hand_overs_refused: Mutex<BTreeMap<&'static str, u64>>,
    /// One commit of many phones' pushes, the disk's part included.
    pub commit_time: Histogram,
    /// Requests that were committed; with the number of commits it tells how many share one.
    pub commit_requests: Counter,
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

    /// Counts what was refused of hand-overs: a whole one, or a change in one.
    pub fn refused_of_hand_over(&self, code: RefusalCode) {
        let refused = self.hand_overs_refused.lock();
        let mut refused = refused.unwrap_or_else(PoisonError::into_inner);
        *refused.entry(code.name()).or_default() += 1;
    }

    /// All of it, for a monitoring system.
    pub fn tell(&self, text: &mut Text) {
        let opened = self.connections.get();
        text.counter("teren_connections_total", "Connections accepted.", opened);
        text.gauge(
            "teren_connections_open",
            "Connections open now.",
            opened.saturating_sub(self.connections_ended.get()),
        );
        text.counter(
            "teren_handshakes_failed_total",
            "TLS handshakes that failed or took too long.",
            self.handshakes_failed.get(),
        );
        text.counter(
            "teren_requests_total",
            "Requests answered, of phones and browsers.",
            self.requests.get(),
        );
        let refused = Code::ALL.into_iter().zip(&self.refused);
        text.counters(
            "teren_requests_refused_total",
            "Requests answered with an error, by its code.",
            "code",
            refused.map(|(code, counter)| (code.as_str(), counter.get())),
        );
        self.tell_of_phones(text);
    }

    /// What phones brought and were given.
    fn tell_of_phones(&self, text: &mut Text) {
        text.histogram(
            "teren_sync_duration_seconds",
            "From a phone's token to the first page of its answer.",
            &self.sync_time,
        );
        text.counter(
            "teren_sync_received_bytes_total",
            "Bytes of phones' requests.",
            self.sync_bytes_in.get(),
        );
        text.counter(
            "teren_sync_sent_bytes_total",
            "Bytes of the answers that were made for phones.",
            self.sync_bytes_out.get(),
        );
        text.counter(
            "teren_photo_received_bytes_total",
            "Bytes of photos that phones sent.",
            self.photo_bytes_in.get(),
        );
        text.counter(
            "teren_documents_taken_total",
            "Documents pushed by phones of which something new was taken.",
            self.documents_taken.get(),
        );
        text.counter(
            "teren_changes_refused_total",
            "Changes that were refused for good.",
            self.changes_refused.get(),
        );
        text.counter(
            "teren_hand_overs_total",
            "Hand-overs that phones brought for others and that were dealt with.",
            self.hand_overs.get(),
        );
        let refused = self.hand_overs_refused.lock();
        let refused = refused.unwrap_or_else(PoisonError::into_inner);
        text.counters(
            "teren_hand_overs_refused_total",
            "What was refused of hand-overs, by its code: a whole one, or a change in one.",
            "code",
            refused.iter().map(|(code, count)| (*code, *count)),
        );
        drop(refused);
        text.counter(
            "teren_pushes_failed_total",
            "Documents in pushes that failed through a fault of the server.",
            self.pushes_failed.get(),
        );
        text.histogram(
            "teren_commit_duration_seconds",
            "One commit of many phones' pushes.",
            &self.commit_time,
        );
        text.counter(
            "teren_commit_requests_total",
            "Requests that were committed.",
            self.commit_requests.get(),
        );
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
    fn what_was_refused_of_hand_overs_is_told_by_code() {
        let metrics = Metrics::default();
        metrics.hand_overs.up();
        metrics.refused_of_hand_over(RefusalCode::Quarantined);
        metrics.refused_of_hand_over(RefusalCode::Quarantined);
        let mut text = Text::default();
        metrics.tell(&mut text);
        let text = text.finish();
        assert!(text.contains("teren_hand_overs_total 1\n"), "{text}");
        let line = "teren_hand_overs_refused_total{code=\"quarantined\"} 2\n";
        assert!(text.contains(line), "{text}");
    }

    #[test]
    fn every_code_is_counted_under_its_own_name() {
        for (at, code) in Code::ALL.into_iter().enumerate() {
            assert_eq!(at, code as usize);
        }
    }
}
