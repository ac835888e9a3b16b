//! In which order the regional centres get phones.

use crate::reference::{COUNTIES, County};

/// The centres that get phones first: where the four campaigns of 2017 tell most of.
const FIRST: &[&str] = &[
    "RO-SV", "RO-DJ", "RO-IS", "RO-SB", "RO-GL", "RO-PH", "RO-NT",
];

/// The counties in the order in which they get phones.
pub(super) fn by_turn() -> impl Iterator<Item = &'static County> {
    let is_first = |county: &&County| FIRST.contains(&county.code);
    let first = FIRST
        .iter()
        .filter_map(|code| COUNTIES.iter().find(|county| county.code == *code));
    first.chain(COUNTIES.iter().filter(move |county| !is_first(county)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_centre_has_its_turn() {
        let codes: BTreeSet<_> = COUNTIES.iter().map(|county| county.code).collect();
        let turns: BTreeSet<_> = by_turn().map(|county| county.code).collect();
        assert_eq!(turns, codes);
        assert_eq!(by_turn().count(), 42);
        assert_eq!(by_turn().next().unwrap().name(), "Suceava");
    }
}
