//! Where somebody lives: a street with a house, a block with a flat, a village with a house.
//!
//! A street, a square or a village alone is where an event was, and is no finding. The hard part is
//! the bare number behind a street's name: it is a house, unless what it counts stands behind it
//! (`strada Unirii 40 de persoane`).

mod english;
mod sentence;
mod unmarked;
mod words;

use std::ops::Range;

use super::token::Token;
use crate::limits::{HOUSE_PARTS_MAX, SMALL_WORDS_MAX, STREET_TOKENS_MAX};
use sentence::FOLLOWERS;
use words::{
    BLOCKS, FLATS, HOUSES, JOINED_PLACES, JOINED_STREETS, JOINTS, PARTS, PLACES, SHORT_STREETS,
    STREETS,
};

/// The tokens of an address that begins at `at`.
pub(super) fn at(tokens: &[Token<'_>], at: usize) -> Option<Range<usize>> {
    let end = marked(tokens, at)
        .or_else(|| english::at(tokens, at))
        .or_else(|| parts_alone(tokens, at))
        .or_else(|| unmarked::at(tokens, at))?;
    Some(at..end)
}

/// What stands before a name.
struct Mark {
    /// Nobody writes it but for an address: a name in small letters will do.
    is_short: bool,
    /// A quarter or a village: a bare number behind its name is no house.
    is_place: bool,
    /// The token behind it and its dot.
    end: usize,
}

/// `str. Zorilor nr. 14, ap. 7`, `с. Прикладове, вул. Центральна 118`.
fn marked(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let mark = mark(tokens, at)?;
    let name = Name::read(tokens, mark.end)?;
    if mark.is_place && tokens[mark.end].is_number() {
        return None;
    }
    let may_be_bare = name.may_have_bare_house || (mark.is_short && name.is_small);
    let next = behind_comma(tokens, name.end);
    if let Some(house) = joined_house(tokens, next) {
        return Some(parts(tokens, house).0);
    }
    if let (end, 1..) = parts(tokens, name.end) {
        return Some(end);
    }
    if let Some(house) = bare_house(tokens, next).filter(|_| may_be_bare) {
        let (end, parts) = parts(tokens, house);
        let is_house = parts > 0 || (!mark.is_place && !is_counting(tokens, house));
        return is_house.then_some(end);
    }
    mark.is_place.then(|| marked_street(tokens, next)).flatten()
}

/// The street of a village: a village has no village.
fn marked_street(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let is_street = mark(tokens, at).is_some_and(|mark| !mark.is_place);
    is_street.then(|| marked(tokens, at)).flatten()
}

fn mark(tokens: &[Token<'_>], at: usize) -> Option<Mark> {
    let first = tokens.get(at).filter(|token| token.is_word())?;
    let dotted = |end: usize| match tokens.get(end) {
        Some(dot) if dot.is_sign(".") => end + 1,
        _ => end,
    };
    if let [sign, last, ..] = tokens.get(at + 1..)? {
        let is_joined = sign.is_sign(".-") && sign.is_glued && last.is_word() && last.is_glued;
        let joined = format!("{}{}", first.folded, last.folded);
        let is_place = JOINED_PLACES.contains(&&*joined);
        if is_joined && (is_place || JOINED_STREETS.contains(&&*joined)) {
            let end = dotted(at + 3);
            let is_short = !is_place;
            return Some(Mark {
                is_short,
                is_place,
                end,
            });
        }
    }
    let end = dotted(at + 1);
    let is_village = first.folded == "с" && end > at + 1;
    let is_place = first.is_one_of(PLACES) || is_village;
    (is_place || first.is_one_of(STREETS)).then_some(Mark {
        is_short: first.is_one_of(SHORT_STREETS),
        is_place,
        end,
    })
}

/// The name of a street or a place.
struct Name {
    end: usize,
    /// Its last word is a name, and no number begins it: then a bare number may be the house.
    may_have_bare_house: bool,
    /// A word or two in small letters that may be a name.
    is_small: bool,
}

impl Name {
    fn read(tokens: &[Token<'_>], at: usize) -> Option<Self> {
        let mut end = at;
        let mut last: Option<&Token<'_>> = None;
        let begins_with_number = tokens.get(at).is_some_and(Token::is_number);
        while end < tokens.len().min(at + STREET_TOKENS_MAX) && belongs(tokens, at, end) {
            if tokens[end].is_word() {
                last = Some(&tokens[end]);
            }
            end += 1;
        }
        let last = last?;
        let is_name = |token: &Token<'_>| token.is_word() && !token.is_one_of(FOLLOWERS);
        let words = &tokens[at..end];
        Some(Self {
            end,
            is_small: words.len() <= SMALL_WORDS_MAX && words.iter().all(is_name),
            may_have_bare_house: last.is_capitalised() && !begins_with_number,
        })
    }
}

/// Whether the token at `end` goes on with the name that began at `start`.
fn belongs(tokens: &[Token<'_>], start: usize, end: usize) -> bool {
    let token = &tokens[end];
    let before = end.checked_sub(1).map(|one| &tokens[one]);
    if token.is_word() {
        let is_house = named_house(tokens, end).is_some() || part(tokens, end).is_some();
        return !is_house;
    }
    if token.is_number() {
        // `22 Decembrie`, `1 Decembrie 1918`.
        let is_year = token
            .small_value()
            .is_some_and(|year| (1700..2100).contains(&year));
        return end == start || (is_year && tokens[start].is_number());
    }
    let is_initial = before.is_some_and(|word| word.is_word() && word.chars() <= 4);
    token.is_sign("„“”\"«»")
        || (token.is_sign("-") && token.is_glued)
        || (token.is_sign(".") && is_initial)
}

fn behind_comma(tokens: &[Token<'_>], at: usize) -> usize {
    let is_comma = tokens.get(at).is_some_and(|token| token.is_sign(",;"));
    at + usize::from(is_comma)
}

/// `nr. 14`, `№ 5`, `буд. 7`: the token behind.
fn named_house(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let token = tokens.get(at)?;
    let is_name = token.is_one_of(HOUSES) || token.is_sign("№#");
    is_name.then(|| value(tokens, at + 1)).flatten()
}

/// The same, also behind a small word: `la numărul 27`.
fn joined_house(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let is_joint = tokens.get(at).is_some_and(|token| token.is_one_of(JOINTS));
    named_house(tokens, at + usize::from(is_joint))
}

/// A number of at most three digits that is no time, no date and no range of either.
fn bare_house(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let number = tokens.get(at)?;
    let is_small = number.chars() <= 3 && number.small_value().is_some_and(|value| value > 0);
    let end = house_end(tokens, at);
    let goes_on = tokens
        .get(end)
        .is_some_and(|sign| sign.is_sign(":.-–") && sign.is_glued)
        && tokens
            .get(end + 1)
            .is_some_and(|token| token.is_number() && token.is_glued);
    (is_small && !goes_on).then_some(end)
}

/// The end of a house's number with its letter or its second number: `45A`, `77/2`, `12-б`.
fn house_end(tokens: &[Token<'_>], at: usize) -> usize {
    let is_letter = |at: usize| {
        tokens
            .get(at)
            .is_some_and(|token| token.is_word() && token.is_glued && token.chars() == 1)
    };
    let is_sign = |at: usize, signs: &str| {
        tokens
            .get(at)
            .is_some_and(|token| token.is_sign(signs) && token.is_glued)
    };
    let is_second = |at: usize| {
        let second = tokens.get(at);
        second.is_some_and(|token| token.is_number() && token.is_glued)
    };
    if is_letter(at + 1) {
        at + 2
    } else if (is_sign(at + 1, "/") && is_second(at + 2))
        || (is_sign(at + 1, "/-") && is_letter(at + 2))
    {
        at + 3
    } else {
        at + 1
    }
}

/// Whether the number that ends before `at` counts what follows it.
fn is_counting(tokens: &[Token<'_>], at: usize) -> bool {
    let Some(next) = tokens.get(at) else {
        return false;
    };
    let is_unit = next.is_sign("%°€$£");
    is_unit || (next.is_word() && !next.is_capitalised() && !next.is_one_of(FOLLOWERS))
}

/// The number or letter of a house or of a part of it, or both as in `G3A`, behind a dot and a sign
/// for numbers.
fn value(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let skip = |at: usize, signs: &str| {
        let is_there = tokens.get(at).is_some_and(|token| token.is_sign(signs));
        at + usize::from(is_there)
    };
    let at = skip(skip(skip(at, "."), ":"), "№#");
    let token = tokens.get(at)?;
    if token.small_value().is_some() {
        return Some(house_end(tokens, at));
    }
    let is_letter = token.is_word() && token.chars() == 1 && token.is_capitalised();
    let has_number = tokens
        .get(at + 1)
        .is_some_and(|number| number.is_glued && number.small_value().is_some());
    let behind = match has_number {
        true => house_end(tokens, at + 1),
        false => at + 1,
    };
    is_letter.then_some(behind)
}

/// Which part of a house begins at `at`, and the token behind it.
fn part(tokens: &[Token<'_>], at: usize) -> Option<(usize, usize)> {
    let word = tokens.get(at)?;
    let class = PARTS.iter().position(|names| word.is_one_of(names))?;
    Some((class, value(tokens, at + 1)?))
}

/// The end of the parts that follow from `at` on, and how many different ones there are.
fn parts(tokens: &[Token<'_>], at: usize) -> (usize, u32) {
    let (end, classes) = part_classes(tokens, at);
    (end, classes.count_ones())
}

/// The same, with one bit for each class of parts.
fn part_classes(tokens: &[Token<'_>], at: usize) -> (usize, u32) {
    let (mut end, mut classes) = (at, 0_u32);
    for _ in 0..HOUSE_PARTS_MAX {
        match part(tokens, behind_comma(tokens, end)) {
            Some((class, behind)) => (end, classes) = (behind, classes | 1 << class),
            None => break,
        }
    }
    (end, classes)
}

/// `bl. D4, sc. C, ap. 18` without a street. A room on a floor is where a lesson was.
fn parts_alone(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    part(tokens, at)?;
    let (end, classes) = part_classes(tokens, at);
    let is_home = classes & (1 << BLOCKS | 1 << FLATS) != 0;
    (is_home && classes.count_ones() > 1).then_some(end)
}
