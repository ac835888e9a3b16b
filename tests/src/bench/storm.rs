//! Scenario A: many phones come back at once, each with new sessions.

use std::thread;
use std::time::Instant;

use serde::Serialize;

use super::cost::{peak_memory, processor_time};
use super::floor::parse_and_build;
use crate::office::{Enrolled, Office};
use crate::seed::Seed;
use crate::workload;

/// How large the storm is.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct StormSize {
    /// Phones that connect at once.
    pub phones: usize,
    /// New sessions on each.
    pub sessions: usize,
}

/// What a storm came to.
#[derive(Clone, Debug, Serialize)]
pub struct Storm {
    /// How large it was.
    pub size: StormSize,
    /// Processor seconds of the server until every phone had its answer.
    pub server_cpu_s: f64,
    /// Processor seconds of parsing and building the same changes, in the same run.
    pub floor_cpu_s: f64,
    /// The first over the second.
    pub ratio: f64,
    /// Seconds by the wall, phones included, which share the machine with the server.
    pub wall_s: f64,
    /// The most memory the server held, in MB.
    pub peak_mb: f64,
    /// Request bodies of all phones, in KB (1,000 bytes).
    pub up_kb: f64,
    /// Answer bodies of all phones, in KB.
    pub down_kb: f64,
    /// Bytes of request bodies a session.
    pub up_bytes_a_session: f64,
    /// The most round trips a phone needed.
    pub round_trips_max: u64,
    /// Changes that the server took.
    pub changes: u64,
}

/// Runs a storm.
///
/// # Panics
/// When anything is lost or refused, so that no figure is printed for work that was not done.
#[must_use]
pub fn storm(seed: u64, size: StormSize) -> Storm {
    let office = Office::of_units(size.phones);
    let mut drawn = Seed::new(seed);
    let phones: Vec<Enrolled> = (1..=size.phones)
        .map(|number| {
            let phone = office.enrol(
                &format!("member-{number}"),
                "volunteer",
                &format!("u{number}"),
            );
            // The first contact brings the catalogue: not part of what is measured.
            phone.sync();
            let mut drawn = drawn.split();
            for session in 0..size.sessions {
                let edits = workload::session(&mut drawn, session);
                phone
                    .client
                    .begin(None, &edits)
                    .expect("edits of the workload");
            }
            phone
        })
        .collect();

    let server = office.process();
    let (cpu_before, began) = (processor_time(server), Instant::now());
    let reports: Vec<_> = thread::scope(|scope| {
        let running: Vec<_> = phones
            .iter()
            .map(|phone| scope.spawn(|| phone.sync().report))
            .collect();
        running
            .into_iter()
            .map(|phone| phone.join().expect("a phone that synced"))
            .collect()
    });
    let wall_s = began.elapsed().as_secs_f64();
    let server_cpu_s = (processor_time(server) - cpu_before).as_secs_f64();
    let floor_cpu_s =
        parse_and_build(&mut Seed::new(seed), size.phones, size.sessions).as_secs_f64();

    let sum = |of: fn(&client_core::sync::SyncReport) -> u64| reports.iter().map(of).sum::<u64>();
    let changes = sum(|report| report.sent);
    assert_eq!(
        changes,
        (size.phones * size.sessions * 2) as u64,
        "session and companion each"
    );
    assert_eq!(sum(|report| report.refused), 0);
    let up = sum(|report| report.bytes_out) as f64;
    Storm {
        size,
        server_cpu_s,
        floor_cpu_s,
        ratio: server_cpu_s / floor_cpu_s,
        wall_s,
        peak_mb: peak_memory(server) as f64 / 1e6,
        up_kb: up / 1e3,
        down_kb: sum(|report| report.bytes_in) as f64 / 1e3,
        up_bytes_a_session: up / (size.phones * size.sessions) as f64,
        round_trips_max: reports
            .iter()
            .map(|report| report.round_trips)
            .max()
            .unwrap_or(0),
        changes,
    }
}
