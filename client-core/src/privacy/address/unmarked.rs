//! Streets without a word for a street: `stefan cel mare 130/2 ap 7`, `живе на Липовій 15`.

use super::super::number::is_named;
use super::super::token::Token;
use super::sentence::{FOLLOWERS, LIVING, LIVING_STEMS, MONTHS, NO_NAMES, NUMBERED};
use super::words::FLATS;
use super::{bare_house, behind_comma, is_counting, part, parts};
use crate::limits::{LIVING_BEFORE_MAX, UNMARKED_WORDS_MAX};

/// Digits of a year.
const YEAR_DIGITS: usize = 4;

/// The token behind an address that no word for a street begins.
pub(super) fn at(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let number = name(tokens, at)?;
    let house = bare_house(tokens, number)?;
    let flat = part(tokens, behind_comma(tokens, house)).filter(|(class, end)| {
        // `3 кв. 2026` is a quarter of a year.
        *class == FLATS && tokens[*end - 1].chars() < YEAR_DIGITS
    });
    let is_home =
        flat.is_some() || (is_lived_in(tokens, at, number) && !is_counting(tokens, house));
    is_home.then(|| parts(tokens, house).0)
}

/// The number behind a few words that may be a street's name. Where there are capitals, the name
/// begins with one.
fn name(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let length = tokens[at..]
        .iter()
        .take(UNMARKED_WORDS_MAX)
        .take_while(|token| token.is_word())
        .count();
    let words = &tokens[at..at + length];
    let first = words.first()?;
    let is_none = first.is_one_of(FOLLOWERS) || first.is_one_of(NO_NAMES);
    let is_late = !first.is_capitalised() && words.iter().any(Token::is_capitalised);
    let is_other = |word: &Token<'_>| word.is_one_of(MONTHS) || word.is_one_of(NUMBERED);
    (!is_none && !is_late && !words.iter().any(is_other)).then_some(at + length)
}

/// Whether somebody is said to live there: the name begins and ends with a capital.
fn is_lived_in(tokens: &[Token<'_>], at: usize, number: usize) -> bool {
    let is_name = tokens[at].is_capitalised() && tokens[number - 1].is_capitalised();
    let before = &tokens[at.saturating_sub(LIVING_BEFORE_MAX)..at];
    is_name
        && (is_named(tokens, at, LIVING_STEMS, LIVING_BEFORE_MAX)
            || before.iter().any(|token| token.is_one_of(LIVING)))
}
