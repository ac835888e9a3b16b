//! Phone numbers: with a country's code, in the national forms of Romania, Moldova, Ukraine,
//! Bulgaria and the United Kingdom, or shorter beside a word that says what they are.
//!
//! The forms follow the national numbering plans as the ITU publishes them (E.164, national
//! numbering plans): nine or ten digits with the leading zero, eleven in the United Kingdom.
//! Freephone numbers belong to helplines, short codes to everybody: neither is found.

use std::ops::{Range, RangeInclusive};

use super::number::{Cut, Run, is_later_group, is_named, moment};
use super::token::Token;
use crate::limits::{FOREIGN_BEFORE_MAX, FOREIGN_GROUPS_MAX, NUMBER_DIGITS_MAX, WORDS_BEFORE_MAX};

/// How a national number that costs the caller nothing begins, in all five countries.
pub(super) const FREEPHONE: &[u8] = &[0, 8, 0];

/// How numbers of common care begin in all of Europe, six digits in all: 116 111 is for children.
const HARMONISED: &[u8] = &[1, 1, 6];

/// Countries whose own freephone numbers are known, and the digits of a number with that code.
const COUNTRIES: &[(&[u8], usize)] = &[
    (&[4, 0], 11),
    (&[3, 7, 3], 11),
    (&[3, 8, 0], 12),
    (&[3, 5, 9], 12),
    (&[4, 4], 12),
];

/// Words that say a phone follows, folded, by their beginnings.
const LINES: &[&str] = &[
    "tel",
    "тел",
    "phone",
    "fix",
    "landline",
    "міськ",
    "стационар",
    "стаціонар",
];
/// Words for a phone in a pocket or what is used on one.
const HANDSETS: &[&str] = &[
    "mob",
    "моб",
    "cell",
    "gsm",
    "whatsapp",
    "вотсап",
    "ватсап",
    "viber",
    "ваиб",
    "telegram",
    "телеграм",
];
/// Words that say so of a whole number, and not of any six digits.
const CALLS: &[&str] = &[
    "call",
    "ring",
    "suna",
    "contact",
    "дзвон",
    "подзвон",
    "звън",
    "звон",
    "num",
    "nr",
    "номер",
];

/// Letters before the number of an order or a letter. A single one is a phone's: `T-0745`.
const CODE_LETTERS: RangeInclusive<usize> = 2..=4;

/// The tokens of a phone number that begins at `at`.
pub(super) fn at(tokens: &[Token<'_>], at: usize) -> Option<Range<usize>> {
    if tokens[at].is_sign("+") && tokens.get(at + 1).is_some_and(Token::is_number) {
        let run = Run::read(tokens, at + 1);
        let cut = international(&run.digits, &run)?;
        return Some(at..cut.end);
    }
    if !tokens[at].is_number() || moment(tokens, at).is_some() {
        return None;
    }
    let mut run = Run::read(tokens, at);
    if let Some(end) = code_end(tokens, at) {
        run.cuts.retain(|cut| cut.end <= end);
    }
    let cut = abroad(&tokens[at], &run)
        .or_else(|| longest(&run, is_national))
        .or_else(|| with_code_alone(tokens, at, &run))
        .or_else(|| american(tokens, at, &run))
        .or_else(|| foreign(tokens, at, &run))
        .or_else(|| short(tokens, at, &run))?;
    Some(at..cut.end)
}

/// Whether the digits are a phone number as one dials it at home.
pub(super) fn is_national(digits: &[u8]) -> bool {
    if digits.starts_with(FREEPHONE) {
        return false;
    }
    matches!(
        (digits.len(), digits),
        (9 | 10, [0, 2..=9, ..]) | (11, [0, 1 | 2 | 7, ..])
    )
}

/// Whether a word for phones stands shortly before.
pub(super) fn is_called(tokens: &[Token<'_>], at: usize) -> bool {
    [LINES, HANDSETS, CALLS]
        .iter()
        .any(|words| is_named(tokens, at, words, WORDS_BEFORE_MAX))
}

/// `РД-09-412 / 5`: the end of a code that letters begin. It goes on up to a space.
fn code_end(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let [letters, sign] = tokens.get(at.checked_sub(2)?..at)? else {
        return None;
    };
    let is_upper = letters.is_word() && letters.text.chars().all(char::is_uppercase);
    let is_joined = sign.is_sign("-–/.") && sign.is_glued && tokens[at].is_glued;
    let names_phone = [LINES, HANDSETS, CALLS]
        .iter()
        .any(|words| letters.begins_with(words));
    let is_code = is_upper && is_joined && !names_phone && CODE_LETTERS.contains(&letters.chars());
    if !is_code {
        return None;
    }
    let behind = tokens[at + 1..].iter().take(NUMBER_DIGITS_MAX);
    let end = at + 1 + behind.take_while(|token| token.is_glued).count();
    (end > at + 2).then_some(end)
}

/// Behind `+` or `00`: up to the first group with which it is long enough.
fn international(digits: &[u8], run: &Run) -> Option<Cut> {
    let is_code = digits.first().is_some_and(|first| *first != 0) && !is_free_abroad(digits);
    let skipped = run.digits.len() - digits.len();
    let mut ends = run.cuts.iter().filter(|cut| cut.digits >= skipped + 9);
    let whole = ends.clone().find(|cut| cut.digits >= skipped + 11);
    let cut = whole.or_else(|| ends.next_back()).copied();
    cut.filter(|_| is_code)
}

/// `0040 745 ...`: the code is written together with the zeros.
fn abroad(first: &Token<'_>, run: &Run) -> Option<Cut> {
    let is_code = matches!(first.chars(), 2 | 4..);
    match run.digits.strip_prefix(&[0, 0]) {
        Some(digits) if is_code => international(digits, run),
        _ => None,
    }
}

/// `40745123456`, without plus and zeros: in one piece, or beside a word.
fn with_code_alone(tokens: &[Token<'_>], at: usize, run: &Run) -> Option<Cut> {
    let (_, length) = COUNTRIES
        .iter()
        .find(|(code, length)| run.digits.len() >= *length && run.digits.starts_with(code))?;
    let cut = run.cut(*length)?;
    let is_ours = run.widths(cut).len() == 1 || is_called(tokens, at);
    (is_ours && !is_free_abroad(&run.digits)).then_some(cut)
}

/// `(415) 555-0134`, as in the United States and Canada.
fn american(tokens: &[Token<'_>], at: usize, run: &Run) -> Option<Cut> {
    let is_code = |at: usize| matches!(run.digits[at], 2..=9);
    let is_cut_so = |cut: &Cut| run.widths(*cut) == [3, 3, 4] && is_code(0) && is_code(3);
    let cut = run.cut(10).filter(is_cut_so)?;
    tokens[at + 1].is_sign(")-.").then_some(cut)
}

/// Of any country, without its code, beside a word for phones.
fn foreign(tokens: &[Token<'_>], at: usize, run: &Run) -> Option<Cut> {
    let is_round = |cut: &Cut| run.digits[..cut.digits].ends_with(&[0, 0]);
    let mut cuts = run.cuts.iter().take(FOREIGN_GROUPS_MAX).rev();
    let cut = cuts.find(|cut| (10..=12).contains(&cut.digits) && !is_round(cut))?;
    let is_free = run.digits.starts_with(FREEPHONE) || run.digits.starts_with(&FREEPHONE[1..]);
    let is_year = tokens[at]
        .small_value()
        .is_some_and(|year| (1900..2100).contains(&year));
    let is_phone = [LINES, HANDSETS]
        .iter()
        .any(|words| is_named(tokens, at, words, FOREIGN_BEFORE_MAX));
    let is_ours = is_phone && !is_free && !is_year && !is_later_group(tokens, at);
    is_ours.then_some(*cut)
}

/// Nine digits without the zero, or six or seven of a town's own, beside a word that says so.
fn short(tokens: &[Token<'_>], at: usize, run: &Run) -> Option<Cut> {
    if is_later_group(tokens, at) {
        return None;
    }
    let is_round = |digits: &[u8]| digits.ends_with(&[0, 0, 0]);
    if is_called(tokens, at) {
        let mobile = run.cut(9).filter(|_| matches!(run.digits[0], 6..=9));
        if mobile.is_some() {
            return mobile;
        }
    }
    let town = run.cut(6).or_else(|| run.cut(7))?;
    let is_care = town.digits == 6 && run.digits.starts_with(HARMONISED);
    let is_line = is_named(tokens, at, LINES, WORDS_BEFORE_MAX);
    let is_ours = is_line && run.digits[0] != 0 && !is_care;
    (is_ours && !is_round(&run.digits[..town.digits])).then_some(town)
}

fn is_free_abroad(digits: &[u8]) -> bool {
    COUNTRIES.iter().any(|(code, _)| {
        digits.strip_prefix(*code).is_some_and(|national| {
            national.starts_with(&FREEPHONE[1..]) || national.starts_with(FREEPHONE)
        })
    })
}

/// The longest beginning of a run that fits.
fn longest(run: &Run, fits: impl Fn(&[u8]) -> bool) -> Option<Cut> {
    let mut cuts = run.cuts.iter().rev();
    cuts.find(|cut| fits(&run.digits[..cut.digits])).copied()
}
