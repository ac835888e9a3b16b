//! What must not be in a note: identity numbers, phone numbers, mail and street addresses.
//!
//! Teren holds counts and activities, never a case file. The guard finds what slipped in anyhow, so
//! that whoever wrote it can take it out; it changes and refuses nothing. It goes by form alone and
//! cannot know whose a number is: a person decides. Phone and server ask the same function.
//!
//! A text is cut into tokens once; each rule looks at a bounded number of them around its place, so
//! the work grows with the length of a text and with nothing else. How well the rules do is
//! measured on notes that were labelled before the rules were run (`tests/fixtures/privacy`): at a
//! stranger's notes they missed one address of four.

mod token;

mod number;

mod identity;
mod phone;

mod address;
mod mail;

mod fields;

use std::ops::Range;

use crate::limits::FINDINGS_MAX;
use token::Token;

pub use fields::{Warning, exchange, session};

/// The edition of the rules, counted up whenever they judge a text differently: a server then looks
/// through what it has once more.
pub const EDITION: u32 = 3;

/// What should not be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A Romanian CNP, a Moldovan IDNP, a Ukrainian RNOKPP or a Bulgarian EGN.
    Identity,
    /// A number at which a person can be called. Freephone numbers are nobody's.
    Phone,
    /// An address for mail.
    Email,
    /// A street with a house, a block with a flat, a village with a house.
    Address,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Identity, Self::Phone, Self::Email, Self::Address];

    /// How it stands in rows, texts and JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Address => "address",
        }
    }

    /// The kind that `code` names.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Something that should not be in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it looks like.
    pub kind: Kind,
    /// Where, in bytes; both ends lie between characters.
    pub range: Range<usize>,
}

/// Finds what must not be in a note, in the order of the text. None lies over another, and behind
/// the first hundred the text is not looked at: it is a list then, and no note.
pub fn find(text: &str) -> Vec<Finding> {
    let tokens = token::tokens(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() && found.len() < FINDINGS_MAX {
        let next = first_at(&tokens, at);
        at = next.as_ref().map_or(at + 1, |(_, cut)| cut.end.max(at + 1));
        if let Some((kind, cut)) = next {
            let range = tokens[cut.start].at..tokens[cut.end - 1].end();
            keep(&mut found, Finding { kind, range });
        }
    }
    found
}

/// What is found around the token at `at`, as a range of tokens.
fn first_at(tokens: &[Token<'_>], at: usize) -> Option<(Kind, Range<usize>)> {
    mail::at(tokens, at)
        .map(|cut| (Kind::Email, cut))
        .or_else(|| address::at(tokens, at).map(|cut| (Kind::Address, cut)))
        .or_else(|| identity::at(tokens, at).map(|cut| (Kind::Identity, cut)))
        .or_else(|| phone::at(tokens, at).map(|cut| (Kind::Phone, cut)))
}

/// A sign for mail is met behind its name: what was found in the name gives way to the whole.
fn keep(found: &mut Vec<Finding>, next: Finding) {
    while found
        .last()
        .is_some_and(|last| last.range.end > next.range.start)
    {
        found.pop();
    }
    found.push(next);
}

#[cfg(test)]
mod tests;
