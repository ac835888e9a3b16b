//! A text cut into words, numbers and signs. Spaces are no tokens, but it is known where they were.

use crate::model::fold;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// Letters, with apostrophes between them.
    Word,
    /// Digits. A letter O before a digit is a zero that somebody mistyped.
    Number,
    /// One character that is neither.
    Sign,
}

/// A piece of a text.
#[derive(Clone, Debug)]
pub(super) struct Token<'t> {
    pub(super) what: What,
    pub(super) text: &'t str,
    /// A word without case and accents; what a sign or a number says, as it stands.
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
        self.is(What::Sign) && signs.contains(self.text)
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
        self.text.chars().count()
    }

    /// The digits of a number.
    pub(super) fn digits(&self) -> impl Iterator<Item = u8> + '_ {
        let digit = |c: char| c.to_digit(10).unwrap_or(0);
        self.text
            .chars()
            .map(move |c| u8::try_from(digit(c)).unwrap_or(0))
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
        if first.is_whitespace() {
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let (what, length) = piece(rest, first);
        let piece = &rest[..length];
        tokens.push(Token {
            what,
            text: piece,
            folded: if what == What::Word {
                fold(piece)
            } else {
                piece.to_owned()
            },
            at,
            is_glued: tokens.last().is_some_and(|last| last.end() == at),
        });
        rest = &rest[length..];
    }
    tokens
}

/// What begins a text that does not begin with a space, and its bytes.
fn piece(text: &str, first: char) -> (What, usize) {
    if first.is_ascii_digit() || is_zero_by_mistake(text) {
        (
            What::Number,
            length_of(text, |c, rest| {
                c.is_ascii_digit() || is_zero_by_mistake(rest)
            }),
        )
    } else if first.is_alphabetic() {
        (What::Word, length_of(text, is_of_word))
    } else {
        (What::Sign, first.len_utf8())
    }
}

fn length_of(text: &str, belongs: impl Fn(char, &str) -> bool) -> usize {
    let end = text
        .char_indices()
        .find(|(at, c)| !belongs(*c, &text[*at..]));
    end.map_or(text.len(), |(at, _)| at)
}

/// A letter, a mark on one, or an apostrophe before one.
fn is_of_word(c: char, rest: &str) -> bool {
    let is_before_letter = || rest.chars().nth(1).is_some_and(char::is_alphabetic);
    let is_mark = ('\u{300}'..='\u{36f}').contains(&c);
    c.is_alphabetic() || is_mark || (matches!(c, '\'' | '’' | 'ʼ') && is_before_letter())
}

/// A letter O, Latin or Cyrillic, right before a digit.
fn is_zero_by_mistake(text: &str) -> bool {
    let mut chars = text.chars();
    matches!(chars.next(), Some('O' | 'o' | 'О' | 'о'))
        && chars.next().is_some_and(|c| c.is_ascii_digit())
}
