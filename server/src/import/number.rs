//! Numbers as people write them into a cell: `1 200`, `31.0`, and with a word that says that nobody
//! counted exactly.

use client_core::model::fold;
use serde_json::Value;

/// Words before a number that was estimated, folded; the longer ones first.
const ABOUT: &[&str] = &[
    "approximately",
    "aproximativ",
    "mai mult de",
    "more than",
    "in jur de",
    "cel putin",
    "at least",
    "approx.",
    "approx",
    "aprox.",
    "aprox",
    "around",
    "about",
    "circa",
    "peste",
    "vreo",
    "cca.",
    "cca",
    "over",
    "ca.",
    "~",
    "≈",
    ">=",
    "≥",
    ">",
];

/// A whole number; `31.0` and `1 200` are whole. What is none stays the text that it is.
pub(super) fn whole(text: &str) -> Value {
    let bare: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{a0}')
        .collect();
    let bare = bare.strip_suffix(".0").unwrap_or(&bare);
    let number = bare.parse::<i64>().map(Value::from);
    number.unwrap_or_else(|_| Value::String(text.to_owned()))
}

/// The number behind `about 300`, `more than 50`, `~300` or `50+`; none when nothing but a number
/// stands there, or no number.
pub(super) fn estimated(text: &str) -> Option<Value> {
    let folded = fold(text);
    let before = ABOUT.iter().find_map(|word| folded.strip_prefix(word));
    let bare = before.or_else(|| folded.strip_suffix('+'))?;
    Some(whole(bare)).filter(Value::is_number)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, number) in [("31", 31), ("31.0", 31), ("1 200", 1_200), ("-3", -3)] {
            assert_eq!(whole(text), json!(number), "{text}");
            assert_eq!(estimated(text), None, "{text}");
        }
        for (text, number) in [
            ("about 300", 300),
            ("Circa 1 200", 1_200),
            ("peste 50", 50),
            ("mai mult de 180", 180),
            ("~300", 300),
            ("50+", 50),
        ] {
            assert_eq!(estimated(text), Some(json!(number)), "{text}");
        }
        for text in ["about many", "mulți", "+", "", "caii 30"] {
            assert_eq!(estimated(text), None, "{text}");
            assert_eq!(whole(text), json!(text));
        }
    }
}
