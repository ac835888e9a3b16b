//! What the privacy guard finds in what was just written. Said and never in the way: nobody's work
//! waits for a guess.

use std::io::Write;

use client_core::privacy::{Kind, Warning};
use serde_json::{Value, json};

use super::failure::Failure;
use super::show::print_json;

/// Prints what was written, as JSON or as a line, and says what should not be in it.
pub(super) fn print_written(
    out: &mut dyn Write,
    as_json: bool,
    line: &str,
    mut written: Value,
    warnings: &[Warning],
) -> Result<(), Failure> {
    if as_json {
        let found = warnings.iter().map(|warning| {
            json!({ "field": warning.field, "kind": warning.kind.code(), "words": warning.words })
        });
        written["warnings"] = found.collect();
        return print_json(out, &written);
    }
    writeln!(out, "{line}")?;
    warn(warnings);
    Ok(())
}

/// Says what should not be in what was written.
pub(super) fn warn(warnings: &[Warning]) {
    for warning in warnings {
        let Warning { field, kind, words } = warning;
        eprintln!("phone: {field}: `{words}` looks like {}", called(*kind));
    }
    if !warnings.is_empty() {
        eprintln!("phone: it is saved as written; what is a person's belongs out of it again");
    }
}

/// What is found now and was not found before: whoever counts one more is not warned of a note
/// that somebody else wrote.
pub(super) fn warned_anew(before: &[Warning], mut after: Vec<Warning>) -> Vec<Warning> {
    after.retain(|warning| !before.contains(warning));
    after
}

const fn called(kind: Kind) -> &'static str {
    match kind {
        Kind::Identity => "an identity number",
        Kind::Phone => "a phone number",
        Kind::Email => "an e-mail address",
        Kind::Address => "a street address",
    }
}
