//! Sets up the log: one line an event on standard error, as text for people or JSON for machines.
//!
//! Events carry codes, counts and durations; never a name, a token, a note or an address of a
//! person. What is worth a line is decided where it happens.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt;

/// How log lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// Names the variable that widens or narrows the log, in the syntax of `tracing` filters.
pub const FILTER_VARIABLE: &str = "TEREN_LOG";

/// Our own events from `info` on; the libraries' only when something is wrong.
pub const EVENTS: &str = "warn,server=info";
/// Only what is wrong.
pub const PROBLEMS: &str = "warn";

/// Starts logging for the whole process, what `filter` lets through unless [`FILTER_VARIABLE`] says
/// otherwise. A second call changes nothing, so tests may call it.
pub fn start(format: LogFormat, filter: &str) {
    let filter = EnvFilter::try_from_env(FILTER_VARIABLE).unwrap_or_else(|_| filter.into());
    let lines = fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    let started = match format {
        LogFormat::Text => lines.with_target(false).try_init(),
        LogFormat::Json => lines.json().flatten_event(true).try_init(),
    };
    if started.is_err() {
        tracing::debug!("the log was already set up");
    }
}
