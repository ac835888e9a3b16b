//! Scenario B: a phone reconnects and there is nothing new.

use serde::Serialize;

use crate::office::Office;
use crate::seed::Seed;
use crate::workload;

/// What a contact without news came to.
#[derive(Clone, Debug, Serialize)]
pub struct Idle {
    /// Sessions that the phone holds.
    pub sessions: usize,
    /// Units that the member follows.
    pub units: usize,
    /// Bytes of the request's body.
    pub up_bytes: u64,
    /// Bytes of the answer's body.
    pub down_bytes: u64,
    /// Requests.
    pub round_trips: u64,
}

/// Lets a national coordinator's phone, which follows every unit, reconnect after it has fetched
/// all `sessions`.
#[must_use]
pub fn idle(seed: u64, sessions: usize, units: usize) -> Idle {
    let office = Office::of_units(units);
    let mut drawn = Seed::new(seed);
    let volunteer = office.enrol("volunteer", "volunteer", "u1");
    for session in 0..sessions {
        let edits = workload::session(&mut drawn, session);
        volunteer
            .client
            .begin(None, &edits)
            .expect("edits of the workload");
    }
    volunteer.sync();
    let national = office.enrol("national", "national", "u1");
    national.sync();
    let report = national.sync().report;
    Idle {
        sessions,
        units,
        up_bytes: report.bytes_out,
        down_bytes: report.bytes_in,
        round_trips: report.round_trips,
    }
}
