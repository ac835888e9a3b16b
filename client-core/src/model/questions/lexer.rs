//! An expression cut into its words.

use super::expression::ExpressionError;
use crate::limits::EXPRESSION_CHARS_MAX;

/// One word, and at which character it begins.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Word {
    pub(super) at: usize,
    pub(super) token: Token,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// `${name}`.
    Field(String),
    /// A text in quotes.
    Text(String),
    Number(f64),
    /// A function's name, or one of `and`, `or`, `div`, `mod`.
    Name(String),
    /// An operator, a bracket, a comma, or `.`.
    Sign(&'static str),
}

/// The longer ones first.
const SIGNS: [&str; 13] = [
    "!=", "<=", ">=", "=", "<", ">", "+", "-", "*", "(", ")", ",", ".",
];

const QUOTES: &str = "‘’‚“”„«»`´";

pub(super) fn words(text: &str) -> Result<Vec<Word>, ExpressionError> {
    let chars = text.chars().count();
    if chars > EXPRESSION_CHARS_MAX {
        let allowed = format!("at most {EXPRESSION_CHARS_MAX} characters");
        return Err(ExpressionError::new(
            EXPRESSION_CHARS_MAX,
            format!("{chars} characters"),
            allowed,
        ));
    }
    let mut cutter = Cutter { rest: text, at: 0 };
    let mut words = Vec::new();
    while let Some(word) = cutter.next()? {
        words.push(word);
    }
    Ok(words)
}

struct Cutter<'a> {
    rest: &'a str,
    at: usize,
}

impl Cutter<'_> {
    fn next(&mut self) -> Result<Option<Word>, ExpressionError> {
        let blank = self.rest.len() - self.rest.trim_start().len();
        self.take(blank);
        let at = self.at;
        let Some(first) = self.rest.chars().next() else {
            return Ok(None);
        };
        let token = match first {
            '$' => self.field()?,
            '\'' | '"' => self.text(first)?,
            '0'..='9' => self.number(),
            '.' if self.rest[1..].starts_with(|c: char| c.is_ascii_digit()) => self.number(),
            c if c.is_ascii_alphabetic() || c == '_' => Token::Name(self.name()),
            c if QUOTES.contains(c) => {
                let allowed = "straight quotes, ' or \"";
                return Err(ExpressionError::new(at, format!("`{c}`"), allowed));
            }
            c => {
                let sign = SIGNS.iter().find(|sign| self.rest.starts_with(**sign));
                let sign = sign.ok_or_else(|| {
                    let allowed = "${question}, a text in quotes, a number, an operator or a \
                                   function";
                    ExpressionError::new(at, format!("`{c}`"), allowed)
                })?;
                self.take(sign.len());
                Token::Sign(sign)
            }
        };
        Ok(Some(Word { at, token }))
    }

    fn field(&mut self) -> Result<Token, ExpressionError> {
        let name = self.rest.strip_prefix("${").and_then(|rest| {
            let (name, _) = rest.split_once('}')?;
            let is_name = |c: char| c.is_ascii_alphanumeric() || "._- ".contains(c);
            name.chars().all(is_name).then_some(name)
        });
        let Some(name) = name else {
            let allowed = "${question} with its closing brace";
            return Err(ExpressionError::new(self.at, "`$`", allowed));
        };
        let (length, name) = (name.len() + 3, name.trim().to_owned());
        self.take(length);
        Ok(Token::Field(name))
    }

    fn text(&mut self, quote: char) -> Result<Token, ExpressionError> {
        let Some((text, _)) = self.rest[1..].split_once(quote) else {
            let allowed = "a text that ends with the quote it begins with";
            return Err(ExpressionError::new(self.at, format!("`{quote}`"), allowed));
        };
        let (length, text) = (text.len() + 2, text.to_owned());
        self.take(length);
        Ok(Token::Text(text))
    }

    fn number(&mut self) -> Token {
        let mut seen_point = false;
        let length = self.rest.find(|c: char| match c {
            '0'..='9' => false,
            '.' => std::mem::replace(&mut seen_point, true),
            _ => true,
        });
        let taken = self.take(length.unwrap_or(self.rest.len()));
        Token::Number(taken.parse().expect("digits with at most one point"))
    }

    fn name(&mut self) -> String {
        let is_name = |c: char| c.is_ascii_alphanumeric() || "_-".contains(c);
        let length = self.rest.find(|c| !is_name(c));
        self.take(length.unwrap_or(self.rest.len())).to_owned()
    }
}

impl<'a> Cutter<'a> {
    fn take(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(bytes);
        self.rest = rest;
        self.at += taken.chars().count();
        taken
    }
}
