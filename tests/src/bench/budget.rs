//! What a run may cost at most: counts that any machine repeats. Times are no part of it.

use super::{Catalogue, FirstPull, Idle, Repair, Storm};

/// KB of request bodies that a hundred phones with ten new sessions each may send.
const STORM_UP_KB_MAX: f64 = 400.0;
/// MB that the server may hold meanwhile.
const STORM_PEAK_MB_MAX: f64 = 120.0;
/// Bytes of a body, each way, when there is nothing new.
const IDLE_BODY_BYTES_MAX: u64 = 400;

/// Bytes of both bodies when one entry of the catalogue changed.
const CHANGED_ENTRY_BYTES_MAX: u64 = 2_000;
/// Bytes of a body, each way, when a repair finds nothing that differs.
const REPAIR_BODY_BYTES_MAX: u64 = 400;
/// Bytes of request bodies when twenty documents differ, their names included.
const REPAIR_TWENTY_UP_BYTES_MAX: u64 = 1_600;
/// Requests of the same.
const REPAIR_TWENTY_ROUND_TRIPS_MAX: u64 = 3;
/// Bytes of an answer after which today's plan is on the screen.
const PLAN_BYTES_MAX: u64 = 30_000;

impl Storm {
    /// What of a storm of the usual size costs too much.
    #[must_use]
    pub fn exceeds(&self) -> Vec<&'static str> {
        let checks = [
            (self.up_kb > STORM_UP_KB_MAX, "up_kb"),
            (self.peak_mb > STORM_PEAK_MB_MAX, "peak_mb"),
            (self.round_trips_max != 1, "round_trips_max"),
        ];
        named(&checks)
    }
}

impl Idle {
    /// What of a contact without news costs too much, whatever the phone holds.
    #[must_use]
    pub fn exceeds(&self) -> Vec<&'static str> {
        let checks = [
            (self.up_bytes > IDLE_BODY_BYTES_MAX, "up_bytes"),
            (self.down_bytes > IDLE_BODY_BYTES_MAX, "down_bytes"),
            (self.round_trips != 1, "round_trips"),
        ];
        named(&checks)
    }
}

impl Catalogue {
    /// What of one changed entry costs too much, however long the catalogue is.
    #[must_use]
    pub fn exceeds(&self) -> Vec<&'static str> {
        let both_ways = self.up_bytes + self.down_bytes;
        let checks = [
            (both_ways > CHANGED_ENTRY_BYTES_MAX, "up_bytes + down_bytes"),
            (self.round_trips != 1, "round_trips"),
        ];
        named(&checks)
    }
}

impl Repair {
    /// What of a repair costs too much, however much the phone holds.
    #[must_use]
    pub fn exceeds(&self) -> Vec<&'static str> {
        let twenty_trips = self.twenty_round_trips > REPAIR_TWENTY_ROUND_TRIPS_MAX;
        let checks = [
            (
                self.equal_up_bytes > REPAIR_BODY_BYTES_MAX,
                "equal_up_bytes",
            ),
            (
                self.equal_down_bytes > REPAIR_BODY_BYTES_MAX,
                "equal_down_bytes",
            ),
            (self.equal_round_trips != 1, "equal_round_trips"),
            (
                self.twenty_up_bytes > REPAIR_TWENTY_UP_BYTES_MAX,
                "twenty_up_bytes",
            ),
            (twenty_trips, "twenty_round_trips"),
        ];
        named(&checks)
    }
}

impl FirstPull {
    /// What of a first contact costs too much, however much the unit has.
    #[must_use]
    pub fn exceeds(&self) -> Vec<&'static str> {
        named(&[(self.plan_bytes > PLAN_BYTES_MAX, "plan_bytes")])
    }
}

fn named(checks: &[(bool, &'static str)]) -> Vec<&'static str> {
    let exceeded = checks.iter().filter(|(exceeds, _)| *exceeds);
    exceeded.map(|(_, figure)| *figure).collect()
}
