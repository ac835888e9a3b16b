//! What an expression comes to, with the conversions of XPath 1.0 and the days of ODK.

use jiff::civil::{Date, date};

/// Days are counted from here where they are numbers.
const FIRST_DAY: Date = date(1970, 1, 1);

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A text; nothing is the empty one.
    Text(String),
    /// A number, maybe none (`NaN`) or endless, as in XPath.
    Number(f64),
    /// A yes or no.
    Bool(bool),
    /// A day.
    Day(Date),
}

impl Value {
    /// What was not answered.
    pub const fn nothing() -> Self {
        Self::Text(String::new())
    }

    /// Whether nothing is said.
    pub fn is_nothing(&self) -> bool {
        matches!(self, Self::Text(text) if text.is_empty())
    }

    /// As a yes or no: empty text, zero and no number are no.
    pub fn truth(&self) -> bool {
        match self {
            Self::Text(text) => !text.is_empty(),
            Self::Number(number) => *number != 0.0 && !number.is_nan(),
            Self::Bool(truth) => *truth,
            Self::Day(_) => true,
        }
    }

    /// As a number: a day is days since 1970, a text that spells neither is no number.
    pub fn number(&self) -> f64 {
        match self {
            Self::Text(text) => number_of(text)
                .or_else(|| day_of(text.trim()).map(days))
                .unwrap_or(f64::NAN),
            Self::Number(number) => *number,
            Self::Bool(truth) => f64::from(u8::from(*truth)),
            Self::Day(day) => days(*day),
        }
    }

    /// As a text.
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => spelt(*number),
            Self::Bool(truth) => truth.to_string(),
            Self::Day(day) => day.to_string(),
        }
    }

    /// Whether two values are the same: as truths when one is a truth, as numbers when one is a
    /// number or a day, else as texts. Nothing is no day and no number, so it is unlike each.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Bool(_), _) | (_, Self::Bool(_)) => self.truth() == other.truth(),
            (Self::Text(one), Self::Text(two)) => one == two,
            #[expect(clippy::float_cmp, reason = "XPath compares numbers as they are")]
            _ => self.number() == other.number(),
        }
    }
}

/// The number that a text spells: digits with an optional sign and one point. Neither an exponent
/// nor a word is a number in XPath.
pub(super) fn number_of(text: &str) -> Option<f64> {
    let text = text.trim();
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_number = digits.bytes().any(|b| b.is_ascii_digit())
        && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    text.parse().ok().filter(|_| is_number)
}

/// The day of a text `YYYY-MM-DD`, and of no other spelling.
pub(super) fn day_of(text: &str) -> Option<Date> {
    let day: Date = text.parse().ok()?;
    (day.to_string() == text).then_some(day)
}

fn days(day: Date) -> f64 {
    let since = day.since(FIRST_DAY);
    since.map_or(f64::NAN, |span| f64::from(span.get_days()))
}

/// A number as XPath spells it: whole ones without a point, never with an exponent.
pub(super) fn spelt(number: f64) -> String {
    if number.is_nan() {
        "NaN".to_owned()
    } else if number.is_infinite() {
        if number > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        }
        .to_owned()
    } else if number == 0.0 {
        "0".to_owned()
    } else {
        number.to_string()
    }
}
