//! Addresses in the English order: the house, then the street's name, then what it is.

use super::super::token::Token;
use super::sentence::{FOLLOWERS, MONTHS, NO_NAMES};
use super::words::{HOMES, PLACES_BEHIND, PLAIN_STREETS, STREETS, STREETS_BEHIND, VILLAGES_BEHIND};
use super::{bare_house, behind_comma, is_counting, joined_house, marked, part, parts, value};
use crate::limits::NAME_WORDS_MAX;

/// The token behind an address in English.
pub(super) fn at(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    flat_then_house(tokens, at)
        .or_else(|| home_then_street(tokens, at))
        .or_else(|| house_then_street(tokens, at))
        .or_else(|| street_then_house(tokens, at))
        .or_else(|| village_then_house(tokens, at))
}

/// `12 Green Street`, `221b Orchard Lane`.
fn house_then_street(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let value = tokens[at].small_value()?;
    let start = match tokens.get(at + 1)? {
        letter if letter.is_glued && letter.is_word() && letter.chars() == 1 => at + 2,
        _ => at + 1,
    };
    let street = street_behind(tokens, start).or_else(|| plain_street_behind(tokens, start))?;
    let is_date = street == start + 1 && tokens[start].is_one_of(MONTHS);
    let is_year = (1900..2100).contains(&value);
    (!is_date && !is_year).then(|| parts(tokens, behind_dot(tokens, street + 1)).0)
}

/// `Holovna St. 112`.
fn street_then_house(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let street = street_behind(tokens, at)?;
    let house = bare_house(tokens, behind_dot(tokens, street + 1))?;
    (!is_counting(tokens, house)).then(|| parts(tokens, house).0)
}

/// `Cotul Vechi village, house 36`, `village of Cotul Vechi, house 36`.
fn village_then_house(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let name = village_behind(tokens, at)
        .map(|village| village + 1)
        .or_else(|| village_before(tokens, at))?;
    let house = joined_house(tokens, behind_comma(tokens, name))?;
    (!is_counting(tokens, house)).then(|| parts(tokens, house).0)
}

/// `Flat 4, 27 Station Road`.
fn flat_then_house(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let (_, end) = part(tokens, at)?;
    let next = behind_comma(tokens, end);
    tokens.get(next).filter(|token| token.is_number())?;
    house_then_street(tokens, next)
}

/// `House 31, Rose Valley village`, `number 9, Church Hill`; but `bus number 9, Church Hill`.
fn home_then_street(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let number = tokens[at]
        .is_one_of(HOMES)
        .then(|| value(tokens, at + 1))??;
    let is_of_another = at
        .checked_sub(1)
        .is_some_and(|before| tokens[before].is_word() && !tokens[before].is_one_of(FOLLOWERS));
    if is_of_another {
        return None;
    }
    let next = behind_comma(tokens, number);
    let street = street_behind(tokens, next).or_else(|| village_behind(tokens, next))?;
    Some(behind_dot(tokens, street + 1))
}

/// Behind one to three capitalised words from `at` on, a word for a street.
fn street_behind(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    named_behind(tokens, at, |end| {
        let word = &tokens[end];
        let is_place =
            || word.is_one_of(PLACES_BEHIND) && !is_counting(tokens, behind_dot(tokens, end + 1));
        let is_street = || word.is_one_of(STREETS_BEHIND) && !begins_another(tokens, end);
        word.is_capitalised() && (is_street() || is_place())
    })
}

/// Whether a word that may stand on either side of a street's name stands before one:
/// `Maria, Str. Zorilor 14`.
fn begins_another(tokens: &[Token<'_>], at: usize) -> bool {
    let is_name_behind = || {
        let next = tokens.get(at + 1);
        next.is_some_and(|next| next.is_word() && next.is_capitalised())
    };
    tokens[at].is_one_of(STREETS) && (is_name_behind() || marked(tokens, at).is_some())
}

/// The end of one to three capitalised words behind a word for a village.
fn village_before(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    tokens[at].is_one_of(VILLAGES_BEHIND).then_some(())?;
    let is_of = tokens.get(at + 1).is_some_and(|of| of.is_one_of(&["of"]));
    let start = at + 1 + usize::from(is_of);
    let name = tokens.iter().skip(start).take(NAME_WORDS_MAX);
    let words = name
        .take_while(|token| token.is_word() && token.is_capitalised())
        .count();
    (words > 0).then_some(start + words)
}

/// Behind such words, a word for a village.
fn village_behind(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    named_behind(tokens, at, |end| tokens[end].is_one_of(VILLAGES_BEHIND))
}

fn named_behind(tokens: &[Token<'_>], at: usize, is: impl Fn(usize) -> bool) -> Option<usize> {
    let is_name = |token: &Token<'_>| token.is_word() && token.is_capitalised();
    let ends = at + 1..tokens.len().min(at + 1 + NAME_WORDS_MAX);
    ends.take_while(|end| is_name(&tokens[end - 1]))
        .find(|end| is(*end))
}

/// The same in small letters, as phones let people write: `14 mill lane`. What follows must not go
/// on with the phrase: `20 kids road safety`.
fn plain_street_behind(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let is_name = |token: &Token<'_>| {
        token.is_word() && !token.is_one_of(NO_NAMES) && !token.is_one_of(FOLLOWERS)
    };
    let ends = at + 1..=at + 2;
    ends.take_while(|end| tokens.get(end - 1).is_some_and(is_name))
        .find(|end| {
            let word = tokens.get(*end);
            word.is_some_and(|word| word.is_one_of(PLAIN_STREETS))
                && !is_counting(tokens, behind_dot(tokens, end + 1))
                && !(tokens[*end].is_one_of(STREETS) && leads_on(tokens, *end))
        })
}

/// Whether a name or a number stands behind a word for a street: `20 copii str. Zorilor`.
fn leads_on(tokens: &[Token<'_>], street: usize) -> bool {
    let next = tokens.get(behind_dot(tokens, street + 1));
    next.is_some_and(|next| next.is_number() || (next.is_word() && next.is_capitalised()))
}

fn behind_dot(tokens: &[Token<'_>], at: usize) -> usize {
    let is_dot = tokens.get(at).is_some_and(|token| token.is_sign("."));
    at + usize::from(is_dot)
}
