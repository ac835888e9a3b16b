//! Numbers as people write them: in groups, with spaces, dashes, dots and brackets between.

use std::ops::Range;

use super::token::Token;
use crate::limits::{NUMBER_DIGITS_MAX, NUMBER_SIGNS_MAX};

/// What may stand between two groups of one number.
const SEPARATORS: &str = "-‐–—−./\\|()*_~·•";

/// Digits of a year in full.
const YEAR_DIGITS: usize = 4;

/// The groups of digits from one token on.
#[derive(Debug)]
pub(super) struct Run {
    /// The digits of all groups.
    pub(super) digits: Vec<u8>,
    /// Where a number could end: behind each group.
    pub(super) cuts: Vec<Cut>,
}

/// The end of a group.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cut {
    /// Digits up to here.
    pub(super) digits: usize,
    /// The token behind.
    pub(super) end: usize,
}

impl Run {
    /// The groups from the token at `at` on; none when it cannot begin a number.
    pub(super) fn read(tokens: &[Token<'_>], at: usize) -> Self {
        let mut run = Self {
            digits: Vec::new(),
            cuts: Vec::new(),
        };
        let mut next = begins_number(tokens, at).then_some(at);
        while let Some(group) = next {
            if run.digits.len() + tokens[group].chars() > NUMBER_DIGITS_MAX {
                break;
            }
            run.digits.extend(tokens[group].digits());
            run.cuts.push(Cut {
                digits: run.digits.len(),
                end: group + 1,
            });
            next = next_group(tokens, group);
        }
        run
    }

    /// The end of exactly so many digits, if a group ends there.
    pub(super) fn cut(&self, digits: usize) -> Option<Cut> {
        self.cuts.iter().copied().find(|cut| cut.digits == digits)
    }

    /// Digits of each group up to a cut.
    pub(super) fn widths(&self, cut: Cut) -> Vec<usize> {
        let mut from = 0;
        let groups = self.cuts.iter().take_while(|one| one.digits <= cut.digits);
        groups
            .map(|one| one.digits - std::mem::replace(&mut from, one.digits))
            .collect()
    }
}

fn begins_number(tokens: &[Token<'_>], at: usize) -> bool {
    let Some(behind) = at.checked_sub(1) else {
        return tokens[at].is_number();
    };
    // What follows a decimal point or a country in a code, such as RO2017, begins no number of its
    // own; what follows a word, such as tel0745, does.
    let before = &tokens[behind];
    let is_fraction = before.is_sign(".,")
        && before.is_glued
        && behind
            .checked_sub(1)
            .is_some_and(|one| tokens[one].is_number());
    let is_code = before.is_word() && before.chars() <= 2 && before.is_capitalised();
    tokens[at].is_number() && !(tokens[at].is_glued && (is_fraction || is_code))
}

/// Whether the token at `at` is a later group of what may be a number.
pub(super) fn is_later_group(tokens: &[Token<'_>], at: usize) -> bool {
    let mut before = tokens[..at].iter().rev();
    let signs = before
        .clone()
        .take(NUMBER_SIGNS_MAX)
        .take_while(|token| token.is_sign(SEPARATORS))
        .count();
    before.nth(signs).is_some_and(Token::is_number)
}

/// The next group of the same number.
fn next_group(tokens: &[Token<'_>], group: usize) -> Option<usize> {
    let behind = tokens.get(group + 1..)?;
    let signs = behind
        .iter()
        .take(NUMBER_SIGNS_MAX)
        .take_while(|token| token.is_sign(SEPARATORS))
        .count();
    let next = group + 1 + signs;
    // `09-412 / 05.11.2026`: what a slash cuts off a number is its day.
    let is_dated = signs == 1
        && behind[0].folded == "/"
        && tokens.get(next + 1).is_some_and(|dot| dot.folded == ".")
        && date(tokens, next).is_some_and(|end| tokens[end - 1].chars() == YEAR_DIGITS);
    let is_group = tokens.get(next).is_some_and(Token::is_number) && !is_dated;
    is_group.then_some(next)
}

/// Tokens of a date or of two times, which are no number of anybody's.
pub(super) fn moment(tokens: &[Token<'_>], at: usize) -> Option<Range<usize>> {
    let end = date(tokens, at).or_else(|| hours(tokens, at))?;
    Some(at..end)
}

/// `14.03.2017`, `14/3/17`, `2017-03-14`: the token behind it.
fn date(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let [one, first, two, second, three] = tokens.get(at..at + 5)? else {
        return None;
    };
    let is_joined = first.is_sign("./-") && first.text == second.text;
    let value = |token: &Token<'_>| token.small_value().map(|value| (token.chars(), value));
    let (one, two, three) = (value(one)?, value(two)?, value(three)?);
    let is_day = |(width, value)| width <= 2 && (1..=31).contains(&value);
    let is_month = |(width, value)| width <= 2 && (1..=12).contains(&value);
    let is_year = |(width, value)| width == 4 && (1900..2100).contains(&value);
    let goes_on = tokens.get(at + 5).is_some_and(|token| token.is_sign("./-"))
        && tokens
            .get(at + 6)
            .is_some_and(|token| token.is_number() && token.is_glued);
    let is_short_year = |(width, _)| width == 2 && !goes_on;
    let is_ours = is_day(one) && is_month(two) && (is_year(three) || is_short_year(three));
    let is_iso = is_year(one) && is_month(two) && is_day(three);
    (is_joined && (is_ours || is_iso)).then_some(at + 5)
}

/// `09.30-10.15`, `09.30 10.15`: the token behind it.
fn hours(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let first = clock(tokens, at)?;
    let is_dash = tokens.get(first).is_some_and(|token| token.is_sign("-–"));
    clock(tokens, first + usize::from(is_dash))
}

/// `09.30`: the token behind it.
fn clock(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let [hour, dot, minute] = tokens.get(at..at + 3)? else {
        return None;
    };
    let is_below = |token: &Token<'_>, end: u32| {
        token.chars() <= 2 && token.small_value().is_some_and(|value| value < end)
    };
    let is_clock = is_below(hour, 25) && dot.is_sign(".") && is_below(minute, 60);
    (is_clock && dot.is_glued && minute.is_glued).then_some(at + 3)
}

/// Whether one of the words stands shortly before the token at `at`.
pub(super) fn is_named(tokens: &[Token<'_>], at: usize, stems: &[&str], within: usize) -> bool {
    let before = tokens[at.saturating_sub(within)..at].iter();
    before.into_iter().any(|token| token.begins_with(stems))
}
