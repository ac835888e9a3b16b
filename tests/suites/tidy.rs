//! The rules of the house, as tests. One file a rule; each rule is also shown to bite on a planted
//! offender, so that a rule that has quietly stopped working fails by itself.
//!
//! The rules read source text, never compiled code: what they cannot see (types, methods) is banned
//! by clippy in `client-core/clippy.toml` and `server/clippy.toml`.

mod source;
mod tree;

mod code_map;
mod decisions;
mod habits;
mod headers;
mod layers;
mod limits;
mod shape;
mod words;

use std::fmt;

use source::Source;

/// One place that breaks one rule.
#[derive(Debug, PartialEq, Eq)]
struct Offence {
    path: String,
    /// Counted from 1; 0 when the whole file is meant.
    line: usize,
    what: String,
}

impl Offence {
    fn new(source: &Source, line: usize, what: impl Into<String>) -> Self {
        Self {
            path: source.path.clone(),
            line,
            what: what.into(),
        }
    }
}

impl fmt::Display for Offence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.what)
    }
}

/// Fails with every offence on a line of its own, so that one run tells all there is to mend.
#[track_caller]
fn assert_none(offences: &[Offence]) {
    let told: Vec<String> = offences.iter().map(ToString::to_string).collect();
    assert!(
        told.is_empty(),
        "{} offences:\n{}",
        told.len(),
        told.join("\n")
    );
}
