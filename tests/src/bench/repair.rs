//! Scenario C: a phone that holds everything is compared with its server.

use client_core::client::Cancel;
use client_core::sync::{SyncEnd, SyncReport};
use serde::Serialize;

use crate::office::{Enrolled, Office};
use crate::seed::Seed;
use crate::workload;

/// Sessions that are new on the server when something differs: each has a companion.
const NEW_SESSIONS: usize = 10;

/// What repairs came to.
#[derive(Clone, Debug, Serialize)]
pub struct Repair {
    /// Documents that both sides hold.
    pub documents: usize,
    /// Bytes of the request bodies when nothing differs.
    pub equal_up_bytes: u64,
    /// Bytes of the answer bodies.
    pub equal_down_bytes: u64,
    /// Requests.
    pub equal_round_trips: u64,
    /// Bytes of the request bodies when twenty documents are new on the server, their names
    /// included.
    pub twenty_up_bytes: u64,
    /// Bytes of the answer bodies, the documents included.
    pub twenty_down_bytes: u64,
    /// Requests.
    pub twenty_round_trips: u64,
}

/// Repairs a phone that holds `sessions` sessions, and once more when ten are new.
///
/// # Panics
/// When a repair ends in another way than well, or brings something else than what differs.
#[must_use]
pub fn repair(seed: u64, sessions: usize) -> Repair {
    let office = Office::of_units(1);
    let mut drawn = Seed::new(seed);
    let writer = office.enrol("writer", "volunteer", "u1");
    let mut record = |count: usize| {
        for number in 0..count {
            let edits = workload::session(&mut drawn, number);
            let begun = writer.client.begin(None, &edits);
            begun.expect("edits of the workload");
        }
        writer.sync();
    };
    record(sessions);
    let reader = office.enrol("reader", "volunteer", "u1");
    reader.sync();
    let equal = repaired(&reader);
    assert_eq!((equal.sent, equal.received), (0, 0));
    record(NEW_SESSIONS);
    let twenty = repaired(&reader);
    assert_eq!(twenty.received, (NEW_SESSIONS * 2) as u64);
    Repair {
        documents: sessions * 2,
        equal_up_bytes: equal.bytes_out,
        equal_down_bytes: equal.bytes_in,
        equal_round_trips: equal.round_trips,
        twenty_up_bytes: twenty.bytes_out,
        twenty_down_bytes: twenty.bytes_in,
        twenty_round_trips: twenty.round_trips,
    }
}

fn repaired(phone: &Enrolled) -> SyncReport {
    let repaired = phone
        .client
        .repair(&phone.line, &mut |_| {}, &Cancel::default());
    let report = repaired.expect("the phone's own store works").report;
    assert_eq!(report.end, Some(SyncEnd::Done));
    report
}
