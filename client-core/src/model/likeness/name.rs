//! The name of a place as a set of words, and whether two people wrote the same one.

use super::abbreviations::{is_before_town, is_idle, long_form};
use super::latin::{Script, by_ear, latin};
use crate::limits::{PLACE_WORDS_MAX, TYPO_CHARS_MIN};
use crate::model::fold;
use crate::model::session::Place;

/// Town and venue in words that can be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PlaceName {
    adm1: String,
    /// In ascending order, each once.
    words: Vec<Word>,
    /// A town alone is no place where two people would have met.
    has_venue: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Word {
    text: String,
    /// Written with a dot: it stands for every word that begins like it.
    is_short: bool,
}

impl PlaceName {
    pub(super) fn of(place: &Place) -> Self {
        let script = Script::of_country(&place.country);
        let mut town = words_of(&place.locality, script);
        if town.len() > 1 && is_before_town(&town[0].text) {
            town.remove(0);
        }
        let venue = long(words_of(&place.venue, script));
        let has_venue = !venue.is_empty();
        let mut words = town;
        words.extend(venue);
        words.retain(|word| !is_idle(&word.text));
        words.sort();
        words.dedup_by(|next, before| next.text == before.text);
        words.truncate(PLACE_WORDS_MAX);
        Self {
            adm1: place.adm1.clone(),
            words,
            has_venue,
        }
    }

    /// Whether both name one place: each word of one has its own word of the other.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let is_elsewhere =
            !self.adm1.is_empty() && !other.adm1.is_empty() && self.adm1 != other.adm1;
        if is_elsewhere || !self.has_venue || !other.has_venue {
            return false;
        }
        if self.words.len() != other.words.len() {
            return false;
        }
        let only = |these: &Self, those: &Self| -> Vec<Word> {
            let is_there = |word: &&Word| those.words.iter().any(|that| that.text == word.text);
            let left = these.words.iter().filter(|word| !is_there(word));
            left.cloned().collect()
        };
        pair_up(&only(self, other), &only(other, self))
    }
}

impl Word {
    fn is_like(&self, other: &Self) -> bool {
        let stands_for =
            |short: &Self, long: &Self| short.is_short && long.text.starts_with(&short.text);
        stands_for(self, other) || stands_for(other, self) || is_typo(&self.text, &other.text)
    }
}

/// The words of a text, without case and accents, in Latin letters; figures stand alone.
fn words_of(text: &str, script: Script) -> Vec<Word> {
    let text = latin(&fold(text), script);
    let mut words: Vec<Word> = Vec::new();
    let mut word = String::new();
    let mut close = |word: &mut String, is_short: bool| {
        if !word.is_empty() {
            words.push(Word {
                text: by_ear(word),
                is_short,
            });
            word.clear();
        }
    };
    for c in text.chars() {
        if !c.is_alphanumeric() {
            let is_letters = word.chars().all(|c| !c.is_numeric());
            close(&mut word, c == '.' && is_letters);
            continue;
        }
        let turns = word
            .chars()
            .last()
            .is_some_and(|last| last.is_numeric() != c.is_numeric());
        if turns {
            close(&mut word, false);
        }
        word.push(c);
    }
    close(&mut word, false);
    words
}

/// Short forms that have a long one are written out.
fn long(words: Vec<Word>) -> Vec<Word> {
    let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    let mut written = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        let Some((long, replaced)) = long_form(&texts[at..]) else {
            written.push(words[at].clone());
            at += 1;
            continue;
        };
        written.extend(long.iter().map(|text| Word {
            text: (*text).to_owned(),
            is_short: false,
        }));
        at += replaced;
    }
    written
}

/// Whether every word of one list can be given a word of the other that is like it.
fn pair_up(ones: &[Word], others: &[Word]) -> bool {
    let mut taken: Vec<Option<usize>> = vec![None; others.len()];
    let found = |at: usize, taken: &mut Vec<Option<usize>>| {
        let mut tried = vec![false; others.len()];
        give(at, ones, others, taken, &mut tried)
    };
    ones.len() == others.len() && (0..ones.len()).all(|at| found(at, &mut taken))
}

/// Gives a word its like; whoever had it is given another.
fn give(
    at: usize,
    ones: &[Word],
    others: &[Word],
    taken: &mut Vec<Option<usize>>,
    tried: &mut [bool],
) -> bool {
    for (place, other) in others.iter().enumerate() {
        if tried[place] || !ones[at].is_like(other) {
            continue;
        }
        tried[place] = true;
        let is_free = match taken[place] {
            None => true,
            Some(owner) => give(owner, ones, others, taken, tried),
        };
        if is_free {
            taken[place] = Some(at);
            return true;
        }
    }
    false
}

/// Whether one of two long words has a letter too many, too few, wrong, or two that changed places.
fn is_typo(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let (shorter, longer) = if one.len() <= other.len() {
        (&one, &other)
    } else {
        (&other, &one)
    };
    if shorter.len() < TYPO_CHARS_MIN || longer.len() - shorter.len() > 1 {
        return false;
    }
    let head = shorter
        .iter()
        .zip(longer)
        .take_while(|(a, b)| a == b)
        .count();
    let (short, long) = (&shorter[head..], &longer[head..]);
    if short.len() < long.len() {
        return short == &long[1..];
    }
    match (short, long) {
        ([], []) => true,
        ([_, rest @ ..], [_, other @ ..]) if rest == other => true,
        ([a, b, rest @ ..], [c, d, other @ ..]) => a == d && b == c && rest == other,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typo_is_one_letter_of_a_long_word() {
        for (one, other, is_one) in [
            ("craiova", "criaova", true),
            ("saligni", "salgni", true),
            ("saligni", "salignia", true),
            ("radauti", "radautz", true),
            ("mare", "mara", false),
            ("marginea", "margineni", false),
            ("radauti", "radauti", true),
        ] {
            assert_eq!(is_typo(one, other), is_one, "{one} {other}");
            assert_eq!(is_typo(other, one), is_one, "{other} {one}");
        }
    }

    #[test]
    fn each_word_needs_one_of_its_own() {
        let name = |venue: &str| {
            PlaceName::of(&Place {
                venue: venue.to_owned(),
                ..Place::default()
            })
        };
        assert!(name("I. L. Caragiale").is_same(&name("Ion Luca Caragiale")));
        assert!(!name("I. I. Caragiale").is_same(&name("Ion Luca Caragiale")));
        assert!(!name("").is_same(&name("")));
    }
}
