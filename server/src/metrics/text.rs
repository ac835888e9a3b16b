//! Numbers in the text that Prometheus reads (exposition format 0.0.4): for each metric what it
//! is, of which type, and its samples. Units stand last in a name, and what only grows ends in
//! `_total`.
//!
//! Written by hand: the format is three kinds of lines, and a registry would be a second place
//! where our counters are listed. Knows no counter of ours.

use std::fmt::Write;

use super::histogram::{EDGES_MS, Histogram};

/// The media type of what [`Text::finish`] returns.
pub const MEDIA_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";

/// Metrics being written down.
#[derive(Debug, Default)]
pub struct Text(String);

impl Text {
    /// What only grows while the process runs.
    pub fn counter(&mut self, name: &str, help: &str, value: u64) {
        debug_assert!(name.ends_with("_total"), "{name}");
        self.head(name, help, "counter");
        self.line(name, "", value);
    }

    /// The same, by one label.
    pub fn counters<'a>(
        &mut self,
        name: &str,
        help: &str,
        label: &str,
        values: impl IntoIterator<Item = (&'a str, u64)>,
    ) {
        debug_assert!(name.ends_with("_total"), "{name}");
        self.head(name, help, "counter");
        for (of, value) in values {
            self.line(name, &format!("{{{label}=\"{of}\"}}"), value);
        }
    }

    /// What goes up and down.
    pub fn gauge(&mut self, name: &str, help: &str, value: impl std::fmt::Display) {
        self.head(name, help, "gauge");
        self.line(name, "", value);
    }

    /// A gauge by one label.
    pub fn gauges<'a>(
        &mut self,
        name: &str,
        help: &str,
        label: &str,
        values: impl IntoIterator<Item = (&'a str, u64)>,
    ) {
        self.head(name, help, "gauge");
        for (of, value) in values {
            self.line(name, &format!("{{{label}=\"{of}\"}}"), value);
        }
    }

    /// How long things took.
    pub fn histogram(&mut self, name: &str, help: &str, times: &Histogram) {
        debug_assert!(name.ends_with("_seconds"), "{name}");
        self.head(name, help, "histogram");
        let (upto, all) = times.cumulative();
        for (edge, count) in EDGES_MS.iter().zip(upto) {
            let seconds = *edge as f64 / 1_000.0;
            self.line(name, &format!("_bucket{{le=\"{seconds}\"}}"), count);
        }
        self.line(name, "_bucket{le=\"+Inf\"}", all);
        self.line(name, "_sum", times.seconds());
        self.line(name, "_count", all);
    }

    /// The text.
    pub fn finish(self) -> String {
        self.0
    }

    fn head(&mut self, name: &str, help: &str, kind: &str) {
        debug_assert!(!help.contains(['\n', '\\']), "{help}");
        let _ = writeln!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}");
    }

    fn line(&mut self, name: &str, behind: &str, value: impl std::fmt::Display) {
        let _ = writeln!(self.0, "{name}{behind} {value}");
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn each_metric_says_what_it_is_before_its_samples() {
        let mut text = Text::default();
        text.counter("teren_requests_total", "Requests answered.", 3);
        text.counters("teren_refused_total", "Refused.", "code", [("busy", 1)]);
        text.gauge("teren_disk_free_bytes", "Free.", 4096);
        let times = Histogram::default();
        times.took(Duration::from_millis(2_000));
        text.histogram("teren_sync_seconds", "Took.", &times);
        let text = text.finish();
        let expected = "\
            # HELP teren_requests_total Requests answered.\n\
            # TYPE teren_requests_total counter\n\
            teren_requests_total 3\n\
            # HELP teren_refused_total Refused.\n\
            # TYPE teren_refused_total counter\n\
            teren_refused_total{code=\"busy\"} 1\n\
            # HELP teren_disk_free_bytes Free.\n\
            # TYPE teren_disk_free_bytes gauge\n\
            teren_disk_free_bytes 4096\n\
            # HELP teren_sync_seconds Took.\n\
            # TYPE teren_sync_seconds histogram\n\
            teren_sync_seconds_bucket{le=\"0.005\"} 0\n";
        assert!(text.starts_with(expected), "{text}");
        let end = "\
            teren_sync_seconds_bucket{le=\"1\"} 0\n\
            teren_sync_seconds_bucket{le=\"2.5\"} 1\n\
            teren_sync_seconds_bucket{le=\"5\"} 1\n\
            teren_sync_seconds_bucket{le=\"10\"} 1\n\
            teren_sync_seconds_bucket{le=\"+Inf\"} 1\n\
            teren_sync_seconds_sum 2\n\
            teren_sync_seconds_count 1\n";
        assert!(text.ends_with(end), "{text}");
    }
}
