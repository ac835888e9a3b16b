//! How well the rules do on the notes of `tests/fixtures/privacy`, for each language and kind.
//!
//! A finding is right when it has the kind of a label and the two share at least half of what
//! either covers.

use std::fmt::Write;
use std::ops::Range;

use super::super::{Finding, Kind, find};

const LANGUAGES: [&str; 4] = ["ro", "en", "uk", "bg"];

macro_rules! notes {
    ($half:literal) => {
        [
            include_str!(concat!(
                "../../../../tests/fixtures/privacy/",
                $half,
                "/ro.txt"
            )),
            include_str!(concat!(
                "../../../../tests/fixtures/privacy/",
                $half,
                "/en.txt"
            )),
            include_str!(concat!(
                "../../../../tests/fixtures/privacy/",
                $half,
                "/uk.txt"
            )),
            include_str!(concat!(
                "../../../../tests/fixtures/privacy/",
                $half,
                "/bg.txt"
            )),
        ]
    };
}

/// A note without its marks, and what they say.
fn parse(line: &str) -> (String, Vec<Finding>) {
    let (mut text, mut labels, mut rest) = (String::new(), Vec::new(), line);
    while let Some((before, marked)) = rest.split_once('{') {
        let (mark, after) = marked.split_once('}').expect("a mark is closed");
        let (code, words) = mark.split_once('|').expect("a mark has a kind");
        text.push_str(before);
        let start = text.len();
        text.push_str(words);
        labels.push(Finding {
            kind: Kind::from_code(code).expect("a kind of the guard"),
            range: start..text.len(),
        });
        rest = after;
    }
    text.push_str(rest);
    (text, labels)
}

fn is_hit(label: &Finding, finding: &Finding) -> bool {
    let length = |range: Range<usize>| range.end.saturating_sub(range.start);
    let (one, other) = (label.range.clone(), finding.range.clone());
    let shared = length(one.start.max(other.start)..one.end.min(other.end));
    let either = length(one) + length(other) - shared;
    label.kind == finding.kind && 2 * shared >= either
}

/// What was to be found, what of it was found, and what was found wrongly.
#[derive(Clone, Copy, Default)]
struct Score {
    labelled: usize,
    hit: usize,
    wrong: usize,
}

impl Score {
    fn add(&mut self, other: Self) {
        self.labelled += other.labelled;
        self.hit += other.hit;
        self.wrong += other.wrong;
    }

    /// In thousandths.
    fn recall(self) -> usize {
        (self.hit * 1_000)
            .checked_div(self.labelled)
            .unwrap_or(1_000)
    }

    /// In thousandths.
    fn precision(self) -> usize {
        let found = self.hit + self.wrong;
        (self.hit * 1_000).checked_div(found).unwrap_or(1_000)
    }
}

fn score(notes: &str, kind: Kind, says: &mut dyn FnMut(&str, &str)) -> Score {
    let mut score = Score::default();
    for line in notes.lines() {
        let (text, mut labels) = parse(line);
        let mut findings = find(&text);
        labels.retain(|label| label.kind == kind);
        findings.retain(|finding| finding.kind == kind);
        let is_found = |label: &&Finding| findings.iter().any(|finding| is_hit(label, finding));
        let is_labelled = |finding: &&Finding| labels.iter().any(|label| is_hit(label, finding));
        score.add(Score {
            labelled: labels.len(),
            hit: labels.iter().filter(is_found).count(),
            wrong: findings.iter().filter(|one| !is_labelled(one)).count(),
        });
        for missed in labels.iter().filter(|label| !is_found(label)) {
            says("missed", &text[missed.range.clone()]);
        }
        for wrong in findings.iter().filter(|finding| !is_labelled(finding)) {
            says(
                "wrongly found",
                &format!("{} in: {text}", &text[wrong.range.clone()]),
            );
        }
    }
    score
}

/// The least recall, in thousandths, for each language.
struct Least {
    addresses: [usize; 4],
    phones: [usize; 4],
}

/// What is promised.
const PROMISED: Least = Least {
    addresses: [850; 4],
    phones: [990; 4],
};

/// Prints the table of one half, and fails below what is promised.
#[track_caller]
fn measure(half: &str, notes: [&str; 4], says: &mut dyn FnMut(&str, &str)) {
    hold(half, notes, &PROMISED, says);
}

/// [`measure`], with another least recall.
#[track_caller]
fn hold(half: &str, notes: [&str; 4], least: &Least, says: &mut dyn FnMut(&str, &str)) {
    let mut table =
        format!("{half}: kind, language: found of labelled, wrong; recall, precision\n");
    let mut broken = Vec::new();
    for (at, (language, notes)) in LANGUAGES.iter().zip(notes).enumerate() {
        let mut all = Score::default();
        for kind in Kind::ALL {
            let score = score(notes, kind, says);
            all.add(score);
            line(&mut table, kind.code(), language, score);
            let least = match kind {
                Kind::Address => least.addresses[at],
                Kind::Phone => least.phones[at],
                Kind::Identity | Kind::Email => 990,
            };
            if score.labelled == 0 || score.recall() < least {
                broken.push(format!("recall of {} in {language}", kind.code()));
            }
        }
        line(&mut table, "all", language, all);
        if all.precision() < 900 {
            broken.push(format!("precision in {language}"));
        }
    }
    print!("{table}");
    assert!(broken.is_empty(), "{broken:?}\n{table}");
}

fn line(table: &mut String, kind: &str, language: &str, score: Score) {
    let Score {
        labelled,
        hit,
        wrong,
    } = score;
    let tenths = |thousandths: usize| format!("{}.{}", thousandths / 10, thousandths % 10);
    let (recall, precision) = (tenths(score.recall()), tenths(score.precision()));
    let figures = format!("{hit} of {labelled}, {wrong} wrong; {recall} %, {precision} %");
    writeln!(table, "  {kind:9} {language}: {figures}").expect("a string takes all");
}

#[test]
fn the_notes_that_the_rules_were_written_with() {
    measure("open", notes!("open"), &mut |what, words| {
        eprintln!("{what}: {words}")
    });
}

/// Says figures and no words: whoever mends a rule must not read what it is measured with.
#[test]
fn the_notes_that_were_held_out() {
    measure("held-out", notes!("held-out"), &mut |_, _| {});
}

/// Held out until they were measured once; what they missed is mended since.
#[test]
fn the_second_notes() {
    measure("second", notes!("second"), &mut |what, words| {
        eprintln!("{what}: {words}")
    });
}

/// Measured once, after the misses of the second notes were mended.
#[test]
fn the_third_notes() {
    measure("third", notes!("third"), &mut |what, words| {
        eprintln!("{what}: {words}")
    });
}

/// Measured once, after the misses of the third notes were mended.
#[test]
fn the_fourth_notes() {
    measure("fourth", notes!("fourth"), &mut |what, words| {
        eprintln!("{what}: {words}")
    });
}

/// Written by a stranger and measured once; what they missed is mended since.
#[test]
fn the_fifth_notes() {
    measure("fifth", notes!("fifth"), &mut |what, words| {
        eprintln!("{what}: {words}")
    });
}

/// Written by a stranger and measured once, with the rules of edition 3, and nothing mended since:
/// where less was reached than is promised, held to that. Whoever mends the rules raises these.
#[test]
fn the_sixth_notes() {
    let reached = Least {
        addresses: [850, 800, 850, 850],
        phones: [990, 990, 990, 833],
    };
    hold("sixth", notes!("sixth"), &reached, &mut |what, words| {
        eprintln!("{what}: {words}")
    });
}
