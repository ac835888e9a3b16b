//! How long something took, counted in steps, so that a monitoring system can say how long it took
//! most people.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

/// The upper edges of the steps, in milliseconds: from what nobody notices to what a phone gives up
/// on.
pub(super) const EDGES_MS: [u64; 11] = [5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000];

/// Durations since the process started. Relaxed: a count steers nothing.
#[derive(Debug, Default)]
pub struct Histogram {
    /// One for each edge, and one for what took longer.
    steps: [AtomicU64; EDGES_MS.len() + 1],
    micros: AtomicU64,
}

impl Histogram {
    /// One more that took this long.
    pub fn took(&self, time: Duration) {
        let edges = EDGES_MS.map(Duration::from_millis);
        let step = edges.partition_point(|edge| *edge < time);
        self.steps[step].fetch_add(1, Relaxed);
        let micros = u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
        self.micros.fetch_add(micros, Relaxed);
    }

    /// How many took no longer than each edge, and how many there are.
    pub(super) fn cumulative(&self) -> ([u64; EDGES_MS.len()], u64) {
        let mut sum = 0;
        let mut upto = [0; EDGES_MS.len()];
        for (upto, step) in upto.iter_mut().zip(&self.steps) {
            sum += step.load(Relaxed);
            *upto = sum;
        }
        (upto, sum + self.steps[EDGES_MS.len()].load(Relaxed))
    }

    /// All of them together, in seconds.
    pub(super) fn seconds(&self) -> f64 {
        Duration::from_micros(self.micros.load(Relaxed)).as_secs_f64()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_duration_lies_under_every_edge_that_it_does_not_exceed() {
        let histogram = Histogram::default();
        for ms in [0, 5, 6, 20_000] {
            histogram.took(Duration::from_millis(ms));
        }
        let (upto, all) = histogram.cumulative();
        assert_eq!(
            (upto[0], upto[1], upto[EDGES_MS.len() - 1], all),
            (2, 3, 3, 4)
        );
        assert!((histogram.seconds() - 20.011).abs() < 1e-9);
    }
}
