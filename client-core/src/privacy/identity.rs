//! Identity numbers of four countries, told by their check digits.
//!
//! - **CNP**, Romania, 13 digits: sex and century, date of birth, county, number; weights
//!   2 7 9 1 4 6 3 5 8 2 7 9, sum mod 11, where 10 is written 1.
//! - **IDNP**, Moldova, 13 digits: 2 or 0, year of issue, number; weights 7 3 1 again and again,
//!   sum mod 10.
//! - **RNOKPP**, Ukraine, 10 digits: days from 31 December 1899 to the birth, number; weights
//!   -1 5 7 9 4 6 10 5 7, sum mod 11 mod 10.
//! - **EGN**, Bulgaria, 10 digits: date of birth, its month 40 more from 2000 on, number; weights
//!   2 4 8 5 10 9 7 3 6, sum mod 11 mod 10.
//!
//! Sources: OUG 97/2005 and its norms (CNP); Government decision 333/2002 of Moldova and the State
//! Register of Population (IDNP); order 822 of 2017 of Ukraine's Ministry of Finance (RNOKPP); the
//! Civil Registration Act of Bulgaria, art. 11, and GRAO's description of the control digit (EGN).
//!
//! A check digit lets one number in ten or eleven pass by chance. CNP and EGN also hold a date, and
//! RNOKPP one that is believed in few groups; IDNP is taken only when written in one piece or
//! called by its name.

use std::ops::Range;

use super::number::{Cut, Run, is_named, moment};
use super::phone;
use super::token::Token;
use crate::limits::{IDENTITY_GROUPS_MAX, WORDS_BEFORE_MAX};

const CNP_WEIGHTS: [i32; 12] = [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9];
const IDNP_WEIGHTS: [i32; 12] = [7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1];
const RNOKPP_WEIGHTS: [i32; 9] = [-1, 5, 7, 9, 4, 6, 10, 5, 7];
const EGN_WEIGHTS: [i32; 9] = [2, 4, 8, 5, 10, 9, 7, 3, 6];

/// What such numbers are called, folded, by their beginnings.
const NAMES: &[&str] = &[
    "cnp",
    "idnp",
    "egn",
    "егн",
    "рнокпп",
    "rnokpp",
    "іпн",
    "инн",
    "cod",
    "код",
    "personal",
    "ident",
    "ідент",
    "идент",
    "граждан",
    "tax",
    "fiscal",
    "податк",
    "платник",
    "налог",
    "данъч",
];

/// Nobody who is met in the field was born earlier.
const OLDEST_BIRTH: u32 = 1915;

/// Days from 31 December 1899 to births that a RNOKPP without its name is believed to tell: 1927 to
/// 2020.
const BIRTH_DAYS: Range<u32> = 10_000..44_000;

/// The tokens of an identity number that begins at `at`.
pub(super) fn at(tokens: &[Token<'_>], at: usize) -> Option<Range<usize>> {
    if !tokens[at].is_number() || moment(tokens, at).is_some() {
        return None;
    }
    let run = Run::read(tokens, at);
    let is_called = is_named(tokens, at, NAMES, WORDS_BEFORE_MAX);
    let long = run.cut(13).filter(|cut| is_long(&run, *cut, is_called));
    let short = || {
        let cut = run.cut(10)?;
        let is_phone = phone::is_national(&run.digits[..10]) && phone::is_called(tokens, at);
        (is_short(&run, cut, is_called) && (is_called || !is_phone)).then_some(cut)
    };
    let cut = long.or_else(short)?;
    Some(at..cut.end)
}

/// Thirteen digits: CNP or IDNP.
fn is_long(run: &Run, cut: Cut, is_called: bool) -> bool {
    let digits = &run.digits[..cut.digits];
    let is_whole = run.widths(cut).len() == 1;
    let is_issued = matches!(digits[..2], [2, 0] | [0, 9]);
    is_cnp(digits) || (is_idnp(digits) && (is_called || (is_whole && is_issued)))
}

/// Ten digits: EGN or RNOKPP.
fn is_short(run: &Run, cut: Cut, is_called: bool) -> bool {
    let digits = &run.digits[..cut.digits];
    let widths = run.widths(cut);
    let is_whole = widths.len() == 1;
    // A phone is cut in groups too, and Romanian mobiles hold a date.
    let is_cut = widths.len() <= IDENTITY_GROUPS_MAX && !phone::is_national(digits);
    let is_written_so = is_whole || widths == [6, 4] || widths == [2, 2, 2, 4] || is_cut;
    let is_born = BIRTH_DAYS.contains(&value(&digits[..5]));
    let is_tax_number = is_rnokpp(digits) && (is_called || (is_written_so && is_born));
    is_tax_number || (is_egn(digits) && (is_called || is_written_so))
}

fn is_cnp(digits: &[u8]) -> bool {
    let two = |at: usize| value(&digits[at..at + 2]);
    let (year, month, day, county) = (two(1), two(3), two(5), two(7));
    let century = match digits[0] {
        1 | 2 => 1900,
        5 | 6 => 2000,
        // Residents and foreigners: of either century.
        7..=9 if year < 20 => 2000,
        7..=9 => 1900,
        _ => return false,
    };
    let is_county = (1..=52).contains(&county) || county == 70;
    let check = match sum(digits, &CNP_WEIGHTS).rem_euclid(11) {
        10 => 1,
        rest => rest,
    };
    is_county && is_birth(century + year, month, day) && is_check(digits, check)
}

fn is_idnp(digits: &[u8]) -> bool {
    matches!(digits[0], 0 | 2) && is_check(digits, sum(digits, &IDNP_WEIGHTS).rem_euclid(10))
}

fn is_rnokpp(digits: &[u8]) -> bool {
    let is_freephone = digits.starts_with(phone::FREEPHONE);
    let check = sum(digits, &RNOKPP_WEIGHTS).rem_euclid(11) % 10;
    !is_freephone && is_check(digits, check)
}

fn is_egn(digits: &[u8]) -> bool {
    let two = |at: usize| value(&digits[at..at + 2]);
    let (year, month, day) = (two(0), two(2), two(4));
    let is_date = if month > 40 {
        is_birth(2000 + year, month - 40, day)
    } else {
        is_birth(1900 + year, month, day)
    };
    is_date && is_check(digits, sum(digits, &EGN_WEIGHTS).rem_euclid(11) % 10)
}

/// The weighted sum of all digits but the last.
fn sum(digits: &[u8], weights: &[i32]) -> i32 {
    let products = digits.iter().zip(weights);
    products
        .map(|(digit, weight)| i32::from(*digit) * weight)
        .sum()
}

fn is_check(digits: &[u8], check: i32) -> bool {
    digits.last().is_some_and(|last| i32::from(*last) == check)
}

fn value(digits: &[u8]) -> u32 {
    digits
        .iter()
        .fold(0, |sum, digit| sum * 10 + u32::from(*digit))
}

fn is_birth(year: u32, month: u32, day: u32) -> bool {
    let is_leap = year.is_multiple_of(4);
    let days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    year >= OLDEST_BIRTH && (1..=days).contains(&day)
}

#[cfg(test)]
mod tests;
