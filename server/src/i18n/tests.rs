//! What must hold for every language, and for every word in the source.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use fluent_bundle::FluentResource;
use jiff::civil::date;

use super::{LANGUAGES, Texts, choose};

fn folder(inside: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(inside)
}

fn files_under(folder: &Path, end: &str, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files_under(&path, end, found);
        } else if path.extension().is_some_and(|extension| extension == end) {
            found.push(path);
        }
    }
}

/// Names of messages in the source of a Fluent file: they alone begin a line.
fn keys(source: &str) -> BTreeSet<String> {
    source
        .lines()
        .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()))
        .filter_map(|line| line.split_once(" ="))
        .map(|(key, _)| key.to_owned())
        .collect()
}

fn all_keys(files: &[&str]) -> BTreeSet<String> {
    files.iter().flat_map(|file| keys(file)).collect()
}

/// The source of everything that speaks, without its tests.
fn sources() -> Vec<String> {
    let mut files = vec![folder("src/dashboard.rs")];
    files_under(&folder("src/dashboard"), "rs", &mut files);
    files_under(&folder("src/i18n"), "rs", &mut files);
    let tests = |path: &PathBuf| {
        let path = path.to_string_lossy().replace('\\', "/");
        path.ends_with("tests.rs") || path.contains("/tests/")
    };
    files.retain(|path| !tests(path));
    files
        .iter()
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect()
}

/// Everything between quotation marks that could name a message.
fn literals(source: &str) -> impl Iterator<Item = &str> {
    source.split('"').skip(1).step_by(2).filter(|literal| {
        literal.contains('-')
            && literal
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    })
}

/// The first argument of each call of `call`, where it is written out.
fn said(source: &str, call: &str) -> Vec<String> {
    let start = format!(".{call}(");
    source
        .split(start.as_str())
        .skip(1)
        .filter_map(|rest| rest.trim_start().strip_prefix('"'))
        .filter_map(|rest| rest.split('"').next())
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_language_says_the_same_things() {
    let first = all_keys(LANGUAGES[0].1);
    for (tag, files) in LANGUAGES {
        assert_eq!(
            all_keys(files),
            first,
            "{tag} differs from {}",
            LANGUAGES[0].0
        );
        for file in *files {
            assert!(
                FluentResource::try_new((*file).to_owned()).is_ok(),
                "{tag}: {file}"
            );
        }
        let count: usize = files.iter().map(|file| keys(file).len()).sum();
        assert_eq!(count, first.len(), "{tag}: a message is in two files");
    }
}

#[test]
fn every_folder_is_a_language_and_every_file_is_read() {
    for entry in std::fs::read_dir(folder("locales")).unwrap() {
        let path = entry.unwrap().path();
        let tag = path.file_name().unwrap().to_string_lossy().into_owned();
        let (_, files) = LANGUAGES.iter().find(|(known, _)| *known == tag).unwrap();
        let mut found = Vec::new();
        files_under(&path, "ftl", &mut found);
        assert_eq!(
            found.len(),
            files.len(),
            "{tag}: a file is missing from `language!`"
        );
    }
}

#[test]
fn every_text_that_is_said_exists() {
    let known = all_keys(LANGUAGES[0].1);
    for source in sources() {
        for call in ["text", "with", "count", "count_with"] {
            for key in said(&source, call) {
                assert!(known.contains(&key), "`{key}` is said and not written");
            }
        }
    }
}

#[test]
fn every_text_that_exists_is_said() {
    let sources = sources();
    let literal: BTreeSet<&str> = sources.iter().flat_map(|source| literals(source)).collect();
    let vocabularies: BTreeSet<String> = sources
        .iter()
        .flat_map(|source| said(source, "word"))
        .collect();
    for key in all_keys(LANGUAGES[0].1) {
        let word = vocabularies
            .iter()
            .any(|name| key.starts_with(&format!("{name}-")));
        assert!(
            word || literal.contains(key.as_str()),
            "`{key}` is written and never said"
        );
    }
}

#[test]
fn a_language_is_chosen_by_the_member_before_the_browser() {
    assert_eq!(choose(Some("en-GB"), Some("xx")).tag(), "en");
    assert_eq!(
        choose(Some("xx"), Some("yy, en;q=0.5, en;q=oops")).tag(),
        "en"
    );
    assert_eq!(choose(Some("ro-MD"), Some("en")).tag(), "ro");
    assert_eq!(choose(None, Some("en;q=0.5, ro")).tag(), "ro");
    assert_eq!(choose(None, Some(";;q=,")).tag(), "en");
    assert_eq!(choose(None, None).tag(), "en");
}

#[test]
fn numbers_and_days_are_written_as_the_language_does() {
    let t = choose(Some("en"), None);
    let numbers = [0, 999, 1_031, 380_000, 12_345_678].map(|n| t.number(n));
    assert_eq!(numbers, ["0", "999", "1,031", "380,000", "12,345,678"]);
    let places = [1, 10, 11, 12, 21, 22, 23, 24, 111].map(|n| t.ordinal(n));
    assert_eq!(
        places,
        [
            "first", "10th", "11th", "12th", "21st", "22nd", "23rd", "24th", "111th"
        ]
    );
    assert_eq!(
        (t.country("RO"), t.country("XX")),
        ("Romania".into(), "XX".into())
    );
    assert_eq!(t.percent(1_999, 2_000), "99%");
    assert_eq!(
        [t.about(380_000, true), t.about(1_031, false)],
        ["about 380,000", "1,031"]
    );
    assert_eq!(t.percent(1, 0), "100%");
    assert_eq!(t.percent(u64::MAX, 1), t.percent(u64::MAX, 1));
    let day = date(2017, 3, 14);
    assert_eq!(t.day(day), "14 March 2017");
    assert_eq!(t.month(day), "Mar 2017");
    assert_eq!(t.moment(day.at(8, 5, 0, 0)), "14 Mar 2017, 08:05");
    assert_eq!(t.period(None, Some(day)), "Until 14 Mar 2017");
    assert_eq!(t.period(None, None), "All time");
}

#[test]
fn a_text_counts_and_an_unknown_code_stays_readable() {
    let t: &Texts = choose(Some("en"), None);
    assert_eq!(t.count("sessions-count", 1), "1 session");
    assert_eq!(t.count("sessions-count", 12_000), "12,000 sessions");
    assert_eq!(t.word("age", "60+"), "60\u{a0}+");
    assert_eq!(t.word("kind", "puppet_show"), "puppet show");
}

#[test]
fn romanian_counts_and_writes_as_romanian_does() {
    let t: &Texts = choose(Some("ro"), None);
    let sessions = [0, 1, 2, 19, 20, 1_031].map(|n| t.count("sessions-count", n));
    assert_eq!(
        sessions,
        [
            "Nicio sesiune",
            "1 sesiune",
            "2 sesiuni",
            "19 sesiuni",
            "20 de sesiuni",
            "1.031 de sesiuni",
        ]
    );
    assert_eq!(t.day(date(2017, 3, 14)), "14 martie 2017");
    assert_eq!(t.ordinal(24), "locul 24");
    assert_eq!(t.country("RO"), "România");
}

/// Letters with a cedilla are another letter, which many fonts draw wrongly and searches miss.
#[test]
fn romanian_has_its_own_letters_and_all_its_plurals() {
    let (_, files) = LANGUAGES.iter().find(|(tag, _)| *tag == "ro").unwrap();
    for file in *files {
        assert!(
            !file.contains(['ş', 'ţ', 'Ş', 'Ţ', 'ã']),
            "a letter that is not Romanian"
        );
        let of = |form: &str| file.matches(form).count();
        assert_eq!(
            of("[one]"),
            of("[few]"),
            "a plural without its form for a few:\n{file}"
        );
    }
}

/// A sentence in the source of a page would be the same in every language.
#[test]
fn no_page_speaks_by_itself() {
    let mut files = Vec::new();
    files_under(&folder("src/dashboard/view"), "rs", &mut files);
    files_under(&folder("src/dashboard/components"), "rs", &mut files);
    files.retain(|path| !path.to_string_lossy().contains("tests"));
    assert!(files.len() > 20);
    for path in files {
        let source = std::fs::read_to_string(&path).unwrap();
        let source = source.split("#[cfg(test)]").next().unwrap();
        for line in source.lines().filter(|line| !line.contains("expect(")) {
            for literal in line.split('"').skip(1).step_by(2) {
                let sentence = literal.contains(' ')
                    && literal.starts_with(|first: char| first.is_uppercase())
                    && literal
                        .chars()
                        .all(|c| c.is_alphabetic() || " .,:;!?’".contains(c));
                assert!(
                    !sentence,
                    "{}: `{literal}` is said and not written",
                    path.display()
                );
            }
        }
    }
}
