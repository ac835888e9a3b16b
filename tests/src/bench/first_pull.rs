//! Scenario D: a new phone in a unit that has worked for years.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering};

use client_core::client::{Cancel, Client, Draft, Environment};
use client_core::model::{Kind, Place, Status};
use client_core::store::list::ListQuery;
use client_core::sync::SyncEnd;
use client_core::time::Timestamp;
use client_core::transport::{Https, Transport, TransportError, TransportReport};
use serde::Serialize;

use super::cost::processor_time;
use crate::office::Office;
use crate::seed::Seed;
use crate::workload;

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;
/// Plans, two a day from today on.
const PLANNED: usize = 60;
const A_DAY: usize = 2;

/// What the first contact of a phone came to.
#[derive(Clone, Debug, Serialize)]
pub struct FirstPull {
    /// Sessions of the unit.
    pub sessions: usize,
    /// Bytes of the answer's body until today's plan was on the screen.
    pub plan_bytes: u64,
    /// Bytes of all answer bodies.
    pub down_bytes: u64,
    /// Requests.
    pub round_trips: u64,
    /// Processor seconds of the server.
    pub server_cpu_s: f64,
}

/// A line that counts what comes in.
struct Counted<'a> {
    line: &'a Https,
    came: &'a AtomicU64,
}

impl Transport for Counted<'_> {
    fn exchange(
        &self,
        path: &str,
        token: Option<&str>,
        body: &[u8],
        on_chunk: &mut dyn FnMut(&[u8]) -> ControlFlow<()>,
    ) -> Result<TransportReport, TransportError> {
        self.line.exchange(path, token, body, &mut |chunk| {
            // In small pieces, as a slow line brings them.
            for piece in chunk.chunks(256) {
                self.came.fetch_add(piece.len() as u64, Ordering::Relaxed);
                if on_chunk(piece).is_break() {
                    return ControlFlow::Break(());
                }
            }
            ControlFlow::Continue(())
        })
    }
}

/// Lets a phone join a unit with `sessions` sessions, of which sixty are planned.
///
/// # Panics
/// When something does not arrive.
#[must_use]
pub fn first_pull(seed: u64, sessions: usize) -> FirstPull {
    let office = Office::of_units(42);
    let mut drawn = Seed::new(seed);
    let writer = office.enrol("writer", "coordinator", "u1");
    for number in 0..sessions - PLANNED {
        let edits = workload::session(&mut drawn, number);
        let begun = writer.client.begin(None, &edits);
        begun.expect("edits of the workload");
    }
    let now = Environment::system("bench 1").now();
    for number in (0..PLANNED).rev() {
        let day = i64::try_from(number / A_DAY).expect("few");
        let planned = writer.client.plan(&Draft {
            kind: Kind::School,
            title: format!("Grade {number}"),
            campaign: None,
            place: Place {
                locality: "Radauti".to_owned(),
                ..Place::default()
            },
            planned_for: now.plus_ms(day * DAY_MS),
        });
        planned.expect("a plan");
    }
    writer.sync();

    let reader = office.enrol("reader", "volunteer", "u1");
    let (came, mut plan_bytes) = (AtomicU64::new(0), None);
    let line = Counted {
        line: &reader.line,
        came: &came,
    };
    let server = office.process();
    let before = processor_time(server);
    let synced = reader.client.sync(
        &line,
        &mut |_| {
            if plan_bytes.is_none() && todays(&reader.client, now) == A_DAY {
                plan_bytes = Some(came.load(Ordering::Relaxed));
            }
        },
        &Cancel::default(),
    );
    let report = synced.expect("the phone's own store works").report;
    assert_eq!(report.end, Some(SyncEnd::Done));
    FirstPull {
        sessions,
        plan_bytes: plan_bytes.expect("today's plan arrived"),
        down_bytes: report.bytes_in,
        round_trips: report.round_trips,
        server_cpu_s: (processor_time(server) - before).as_secs_f64(),
    }
}

/// How many sessions the list shows as planned within the next hours.
fn todays(client: &Client, now: Timestamp) -> usize {
    let query = ListQuery {
        limit: 1_000,
        ..ListQuery::default()
    };
    let rows = client.list(&query).expect("a store that can be read").rows;
    let today = rows.iter().filter(|listed| {
        listed.row.status == Status::Planned && listed.row.moment.since_ms(now) < DAY_MS / 2
    });
    today.count()
}
