//! A text cut into words, numbers and signs. Spaces are no tokens, but it is known where they were.
//!
//! What a reader takes for the same is the same: digits of any script or font, signs of full
//! width. What nobody sees, such as a space without width, belongs to the token before it and says
//! nothing.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::model::fold;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// Letters, with apostrophes between them.
    Word,
    /// Digits. A letter before a digit is one if it looks like one: `o7l1` is 0711.
    Number,
    /// One character that is neither.
    Sign,
}

/// A piece of a text.
#[derive(Clone, Debug)]
pub(super) struct Token<'t> {
    pub(super) what: What,
    pub(super) text: &'t str,
    /// A word without case and accents, a number in ASCII digits, a sign in its plain form.
    pub(super) folded: String,
    /// Its first byte.
    pub(super) at: usize,
    /// Nothing stands between it and the token before it.
    pub(super) is_glued: bool,
}

#[cfg(test)]
thread_local! {
    /// How often a token was asked what it is.
    pub(super) static LOOKS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

impl Token<'_> {
    /// The byte behind it.
    pub(super) fn end(&self) -> usize {
        self.at + self.text.len()
    }

    fn is(&self, what: What) -> bool {
        #[cfg(test)]
        LOOKS.set(LOOKS.get() + 1);
        self.what == what
    }

    pub(super) fn is_word(&self) -> bool {
        self.is(What::Word)
    }

    pub(super) fn is_number(&self) -> bool {
        self.is(What::Number)
    }

    pub(super) fn is_sign(&self, signs: &str) -> bool {
        self.is(What::Sign) && signs.contains(&*self.folded)
    }

    /// Whether it is one of these folded words.
    pub(super) fn is_one_of(&self, words: &[&str]) -> bool {
        self.is_word() && words.contains(&&*self.folded)
    }

    /// Whether it begins with one of these folded stems.
    pub(super) fn begins_with(&self, stems: &[&str]) -> bool {
        self.is_word() && stems.iter().any(|stem| self.folded.starts_with(stem))
    }

    pub(super) fn is_capitalised(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// How many letters or digits it has.
    pub(super) fn chars(&self) -> usize {
        self.folded.chars().count()
    }

    /// The digits of a number.
    pub(super) fn digits(&self) -> impl Iterator<Item = u8> + '_ {
        self.folded.bytes().map(|digit| digit - b'0')
    }

    /// The value of a number of at most four digits; nothing a person counts houses or days with is
    /// longer.
    pub(super) fn small_value(&self) -> Option<u32> {
        let is_small = self.is_number() && self.chars() <= 4;
        is_small.then(|| {
            self.digits()
                .fold(0, |sum, digit| sum * 10 + u32::from(digit))
        })
    }
}

/// Cuts a text.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let at = text.len() - rest.len();
        if first.is_whitespace() || is_silent(first) {
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let (what, length) = piece(rest, first);
        let piece = &rest[..length];
        tokens.push(Token {
            what,
            text: piece,
            folded: folded(what, piece),
            at,
            is_glued: tokens.last().is_some_and(|last| last.end() == at),
        });
        rest = &rest[length..];
    }
    tokens
}

/// What begins a text that begins with something to be seen, and its bytes.
fn piece(text: &str, first: char) -> (What, usize) {
    if is_of_number(first, text) {
        (What::Number, length_of(text, is_of_number))
    } else if first.is_alphabetic() {
        (What::Word, length_of(text, is_of_word))
    } else {
        let behind = first.len_utf8();
        let silent = length_of(&text[behind..], |_, _| false);
        (What::Sign, behind + silent)
    }
}

/// What a piece says, however it is written.
fn folded(what: What, piece: &str) -> String {
    let seen = piece.chars().filter(|c| !is_silent(*c));
    match what {
        What::Number => seen
            .filter_map(|c| digit(c).or_else(|| digit_by_mistake(c)))
            .map(|digit| char::from(b'0' + digit))
            .collect(),
        What::Word => fold(&seen.collect::<String>()),
        What::Sign => seen.map(plain_sign).collect(),
    }
}

/// Up to the first character that can be seen and does not belong.
fn length_of(text: &str, belongs: impl Fn(char, &str) -> bool) -> usize {
    let end = text
        .char_indices()
        .find(|(at, c)| !is_silent(*c) && !belongs(*c, &text[*at..]));
    end.map_or(text.len(), |(at, _)| at)
}

/// A letter, or an apostrophe before one.
fn is_of_word(c: char, rest: &str) -> bool {
    let is_before_letter = || rest.chars().nth(1).is_some_and(char::is_alphabetic);
    c.is_alphabetic() || (matches!(c, '\'' | '’' | 'ʼ') && is_before_letter())
}

/// A digit, or a letter like one right before a digit.
fn is_of_number(c: char, rest: &str) -> bool {
    let is_before_digit = || rest.chars().nth(1).and_then(digit).is_some();
    digit(c).is_some() || (digit_by_mistake(c).is_some() && is_before_digit())
}

/// The digit that a letter is taken for, Latin or Cyrillic.
const fn digit_by_mistake(c: char) -> Option<u8> {
    match c {
        'O' | 'o' | 'О' | 'о' => Some(0),
        'l' | 'I' => Some(1),
        'З' => Some(3),
        _ => None,
    }
}

/// Zeros of scripts whose digits are digits of their own; nine more follow each.
const ZEROS: [char; 18] = [
    '\u{660}', '\u{6f0}', '\u{7c0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}', '\u{b66}',
    '\u{be6}', '\u{c66}', '\u{ce6}', '\u{d66}', '\u{e50}', '\u{ed0}', '\u{f20}', '\u{1040}',
    '\u{17e0}', '\u{1810}',
];

/// The value of a digit in any script, width, circle or font.
fn digit(c: char) -> Option<u8> {
    if c.is_ascii() {
        return c.to_digit(10).and_then(|digit| u8::try_from(digit).ok());
    }
    if !c.is_numeric() {
        return None;
    }
    let of_zero = |zero: &char| u32::from(c).checked_sub(u32::from(*zero));
    let of_script = ZEROS.iter().filter_map(of_zero).find(|digit| *digit < 10);
    let digit = of_script.or_else(|| alone(c)?.to_digit(10))?;
    u8::try_from(digit).ok()
}

fn plain_sign(c: char) -> char {
    alone(c).unwrap_or(c)
}

/// The one character that another is a variant of.
fn alone(c: char) -> Option<char> {
    let mut plain = std::iter::once(c).nfkd();
    plain.next().filter(|_| plain.next().is_none())
}

/// What has no width, or lies over the character before it.
fn is_silent(c: char) -> bool {
    let has_no_width = matches!(
        c,
        '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{e0000}'..='\u{e007f}'
    );
    !c.is_ascii() && (has_no_width || is_combining_mark(c))
}
