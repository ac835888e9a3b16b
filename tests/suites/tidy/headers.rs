//! Every file opens by saying why it exists, and lies where a reader looks for it.

use super::source::Source;
use super::{Offence, assert_none, tree};

/// Shorter than this, a header says nothing.
const HEADER_CHARS_MIN: usize = 12;

fn offences(source: &Source) -> Vec<Offence> {
    let mut found = Vec::new();
    let header: String = source
        .text
        .lines()
        .map_while(|line| line.strip_prefix("//!"))
        .map(str::trim)
        .collect::<Vec<_>>()
        .join(" ");
    if header.trim().chars().count() < HEADER_CHARS_MIN {
        found.push(Offence::new(
            source,
            1,
            "open with `//!`: why the file is there",
        ));
    }
    if source.path.ends_with("/mod.rs") {
        found.push(Offence::new(
            source,
            0,
            "`foo.rs` beside `foo/`, no `mod.rs`",
        ));
    }
    found
}

#[test]
fn every_file_says_why_it_exists() {
    assert_none(&tree::SOURCES.iter().flat_map(offences).collect::<Vec<_>>());
}

#[test]
fn the_rule_bites() {
    for (path, text) in [
        ("server/src/x.rs", "use std::fmt;\n"),
        (
            "server/src/x.rs",
            "/// About the item, not the file.\nstruct X;\n",
        ),
        ("server/src/x.rs", "//!\nstruct X;\n"),
        ("server/src/x/mod.rs", "//! Why this file is there.\n"),
    ] {
        assert_eq!(
            offences(&Source::new(path, text)).len(),
            1,
            "{path}: {text}"
        );
    }
    let good = Source::new("server/src/x.rs", "//! Why this file\n//! is there.\n");
    assert_eq!(offences(&good), []);
}
