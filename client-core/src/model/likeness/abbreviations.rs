//! What people shorten and add when they write the name of a school, a church or a market.
//!
//! Words are in the spelling of `latin::by_ear`. A word that ends with a dot stands for every word
//! that begins like it and needs no line here; these are the ones written without a dot, and those
//! whose long form begins differently.

/// A word, or two, that stand for these.
const LONG: &[(&[&str], &[&str])] = &[
    // Romanian: the article comes and goes.
    (&["c", "n"], &["colegiu", "national"]),
    (&["cn"], &["colegiu", "national"]),
    (&["col"], &["colegiu"]),
    (&["colegiul"], &["colegiu"]),
    (&["nat"], &["national"]),
    (&["nationala"], &["national"]),
    (&["lic"], &["liceu"]),
    (&["liceul"], &["liceu"]),
    (&["lt"], &["liceu", "teoretic"]),
    (&["teor"], &["teoretic"]),
    (&["sc"], &["scoala"]),
    (&["scoli"], &["scoala"]),
    (&["gimnaziul"], &["scoala"]),
    (&["gimnaziu"], &["scoala"]),
    (&["sfantul"], &["sf"]),
    (&["sfanta"], &["sf"]),
    (&["sfinti"], &["sf"]),
    (&["univ"], &["universitate"]),
    (&["universitatea"], &["universitate"]),
    (&["p", "ta"], &["piata"]),
    (&["pta"], &["piata"]),
    (&["gradi"], &["gradinita"]),
    (&["bis"], &["biserica"]),
    (&["str"], &["strada"]),
    (&["bd"], &["bulevardul"]),
    // Ukrainian.
    (&["zosh"], &["shkola"]),
    (&["zsh"], &["shkola"]),
    (&["sh"], &["shkola"]),
    // Bulgarian.
    (&["su"], &["sredno", "uchilishte"]),
    (&["sou"], &["sredno", "uchilishte"]),
    (&["ou"], &["osnovno", "uchilishte"]),
    (&["nu"], &["nachalno", "uchilishte"]),
    (&["pg"], &["profesionalna", "gimnazia"]),
    (&["sveti"], &["sv"]),
    (&["sveta"], &["sv"]),
    // English.
    (&["st"], &["saint"]),
    (&["hs"], &["high", "school"]),
    (&["sch"], &["school"]),
];

/// Words that tell no place from another. A Romanian school is *generala* or *gimnaziala* by the
/// year in which somebody learned its name.
const IDLE: &[&str] = &[
    "nr",
    "no",
    "num",
    "numarul",
    "number",
    "gen",
    "generala",
    "gimn",
    "gimnaziala",
    "im",
    "imeni",
    "zahalnoosvitnia",
    "din",
    "de",
    "la",
    "cu",
    "si",
    "the",
    "of",
    "po",
    "oras",
    "orasul",
];

/// What stands before the name of a town and is no part of it.
const BEFORE_TOWN: &[&str] = &[
    "m",
    "s",
    "c",
    "g",
    "gr",
    "mun",
    "municipiul",
    "com",
    "comuna",
    "or",
    "oras",
    "orasul",
    "sat",
    "satul",
    "misto",
    "selo",
    "smt",
    "grad",
];

/// The long form of the words at the beginning, and how many of them it replaces.
pub(super) fn long_form(words: &[&str]) -> Option<(&'static [&'static str], usize)> {
    let begins = |(short, _): &&(&[&str], &[&str])| words.starts_with(short);
    let found = LONG.iter().find(begins)?;
    Some((found.1, found.0.len()))
}

/// Whether a word tells nothing.
pub(super) fn is_idle(word: &str) -> bool {
    IDLE.contains(&word)
}

/// Whether a word only says what kind of town follows.
pub(super) fn is_before_town(word: &str) -> bool {
    BEFORE_TOWN.contains(&word)
}
