//! Addresses for mail, also those spelt around the sign: `ana (at) example.org`,
//! `ana arond example punct org`.

use std::ops::Range;

use super::token::Token;
use crate::limits::MAIL_TOKENS_MAX;

/// What people call the sign, folded: a monkey, a dog, a swirl.
const SPOKEN: &[&str] = &[
    "arond",
    "собака",
    "собачка",
    "собачкою",
    "песик",
    "равлик",
    "кльомба",
    "маимуна",
    "маимунка",
];
/// The same in two words.
const SPOKEN_PAIRS: [(&str, &str); 3] = [("a", "rond"), ("маимунско", "а"), ("маимунско", "a")];
/// What stands for it in brackets.
const BRACKETED: &[&str] = &["at", "a", "а", "et", "ат", "ет", "эт"];
/// What the sign is called in English, also as others hear it.
const AT: &[&str] = &["at", "ат", "ет", "эт"];
/// What people call the dot, folded.
const DOTS: &[&str] = &["dot", "punct", "крапка", "точка"];
/// Where mailboxes are to be had: behind these a bare `at` is the sign.
const PROVIDERS: &[&str] = &[
    "gmail",
    "yahoo",
    "outlook",
    "hotmail",
    "icloud",
    "proton",
    "protonmail",
    "mail",
    "ukr",
    "i",
    "meta",
    "abv",
    "dir",
];

/// How sure the sign is by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    /// `@`, or a word in its place: what stands around it must look like an address.
    Plain,
    /// `at`: what stands around it must be one.
    Word,
}

/// The tokens of an address whose sign begins at `at`.
pub(super) fn at(tokens: &[Token<'_>], at: usize) -> Option<Range<usize>> {
    let (sign, behind) = sign(tokens, at)?;
    let start = local(tokens, at)?;
    let domain = Domain::read(tokens, behind)?;
    let is_tight = tokens[at].is_sign("@") && tokens[at].is_glued && tokens[behind].is_glued;
    // `@teren`, written to one side, is a name in a network.
    let is_handle = tokens[at].is_sign("@") && !tokens[at].is_glued && tokens[behind].is_glued;
    let is_address = match sign {
        Sign::Plain => is_tight || domain.has_dot,
        Sign::Word => domain.has_spelt_dot || (domain.has_dot && domain.is_provider),
    };
    (is_address && !is_handle).then_some(start..domain.end)
}

/// The sign, and the token behind it.
fn sign(tokens: &[Token<'_>], at: usize) -> Option<(Sign, usize)> {
    let token = &tokens[at];
    let is = |by: usize, words: &[&str]| tokens.get(at + by).is_some_and(|t| t.is_one_of(words));
    let closes = |by: usize| tokens.get(at + by).is_some_and(|t| t.is_sign(")]}>"));
    if token.is_sign("@") {
        Some((Sign::Plain, at + 1))
    } else if token.is_sign("([{<") && (is(1, SPOKEN) || is(1, BRACKETED)) && closes(2) {
        Some((Sign::Plain, at + 3))
    } else if token.is_one_of(SPOKEN) {
        Some((Sign::Plain, at + 1))
    } else if SPOKEN_PAIRS
        .iter()
        .any(|(one, two)| token.is_one_of(&[one]) && is(1, &[two]))
    {
        Some((Sign::Plain, at + 2))
    } else if token.is_one_of(AT) {
        Some((Sign::Word, at + 1))
    } else {
        None
    }
}

/// The first token of the name before the sign at `at`.
fn local(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let belongs = |token: &Token<'_>| !is_sign_of_text(token);
    let mut start = at.checked_sub(1)?;
    if !(tokens[start].is_word() || tokens[start].is_number()) {
        return None;
    }
    for _ in 0..MAIL_TOKENS_MAX {
        let goes_on = tokens[start].is_glued && start > 0 && belongs(&tokens[start - 1]);
        if !goes_on {
            break;
        }
        start -= 1;
    }
    Some(start)
}

/// A sign that is in no mailbox's name.
fn is_sign_of_text(token: &Token<'_>) -> bool {
    !(token.is_word() || token.is_number() || token.is_sign("._+-"))
}

/// What stands behind the sign.
struct Domain {
    end: usize,
    has_dot: bool,
    has_spelt_dot: bool,
    is_provider: bool,
}

impl Domain {
    fn read(tokens: &[Token<'_>], at: usize) -> Option<Self> {
        let first = tokens.get(at).filter(|token| token.is_word())?;
        let mut domain = Self {
            end: at + 1,
            has_dot: false,
            has_spelt_dot: false,
            is_provider: first.is_one_of(PROVIDERS),
        };
        for _ in 0..MAIL_TOKENS_MAX {
            if !domain.grow(tokens) {
                break;
            }
        }
        Some(domain)
    }

    /// Takes the next part: what hangs on by a dash or a dot, a comma that was to be a dot, or a
    /// dot in words.
    fn grow(&mut self, tokens: &[Token<'_>]) -> bool {
        let get = |by: usize| tokens.get(self.end + by);
        let is_glued = |by: usize| get(by).is_some_and(|token| token.is_glued);
        let is_name = |by: usize| get(by).is_some_and(|t| t.is_word() || t.is_number());
        let spelt = |by: usize| get(by).is_some_and(|token| token.is_one_of(DOTS));
        let sign = |by: usize, signs: &str| get(by).is_some_and(|token| token.is_sign(signs));
        let (length, is_dot, is_spelt) = if is_name(0) && is_glued(0) {
            (1, false, false)
        } else if sign(0, "-_.,") && is_glued(0) && is_name(1) && is_glued(1) {
            (2, sign(0, ".,"), false)
        } else if spelt(0) && is_name(1) {
            (2, true, true)
        } else if sign(0, "([") && spelt(1) && sign(2, ")]") && is_name(3) {
            (4, true, true)
        } else {
            return false;
        };
        self.end += length;
        self.has_dot |= is_dot;
        self.has_spelt_dot |= is_spelt;
        true
    }
}
