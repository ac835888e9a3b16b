//! The limits on each kind of value, and how people read and write it.

use serde_json::json;

use super::register::{Scalar, ValueKind};
use super::session::{GeoPoint, Place};
use crate::ids::{CampaignId, ChangeHash, DocId, ReplicaShort};
use crate::limits::{
    HEADS_MAX, ID_CHARS_MAX, LINE_CHARS_MAX, NUMBER_MAX, TEXT_CHARS_MAX, TIME_MS_MAX,
};
use crate::time::Timestamp;

/// Whether a place of this kind may hold the value; if not, what it may hold.
pub(crate) fn check(kind: ValueKind, value: &Scalar) -> Result<(), String> {
    let fits = match (kind, value) {
        (ValueKind::Line, Scalar::Text(text)) => is_line(text),
        (ValueKind::Text, Scalar::Text(text)) => is_text(text),
        (ValueKind::Id, Scalar::Text(text)) => text.parse::<CampaignId>().is_ok(),
        (ValueKind::Doc, Scalar::Text(text)) => text
            .parse::<DocId>()
            .is_ok_and(|id| id.to_string() == *text),
        (ValueKind::Time, Scalar::Int(ms)) => (0..=TIME_MS_MAX).contains(ms),
        (ValueKind::Number(most), Scalar::Int(number)) => (0..=most).contains(number),
        (ValueKind::Place, Scalar::Text(text)) => is_place(text),
        (ValueKind::Point, Scalar::Text(text)) => {
            GeoPoint::of_register(text).is_some_and(|point| point.to_register() == *text)
        }
        (ValueKind::Code(codes), Scalar::Text(text)) => codes.contains(&text.as_str()),
        (ValueKind::Heads, Scalar::Text(text)) => heads(text).is_some(),
        _ => false,
    };
    if fits { Ok(()) } else { Err(allowed(kind)) }
}

/// What a place of this kind may hold, in words.
pub(crate) fn allowed(kind: ValueKind) -> String {
    match kind {
        ValueKind::Line => format!("one line of at most {LINE_CHARS_MAX} characters"),
        ValueKind::Text => format!("a text of at most {TEXT_CHARS_MAX} characters"),
        ValueKind::Id => "an id of a-z, 0-9, dot, dash and underscore".to_owned(),
        ValueKind::Doc => "the id of a session".to_owned(),
        ValueKind::Time => "a time from 1970 to 9999".to_owned(),
        ValueKind::Number(most) => format!("a number from 0 to {most}"),
        ValueKind::Place => {
            format!(
                "country|adm1|locality|venue|venue id, each at most {LINE_CHARS_MAX} characters"
            )
        }
        ValueKind::Point => "latitude,longitude with two decimals each".to_owned(),
        ValueKind::Code(codes) => codes.join(", "),
        ValueKind::Heads => format!("at most {HEADS_MAX} change hashes, separated by commas"),
    }
}

pub(crate) fn is_line(text: &str) -> bool {
    text.chars().count() <= LINE_CHARS_MAX && !text.chars().any(char::is_control)
}

pub(crate) fn is_text(text: &str) -> bool {
    text.chars().count() <= TEXT_CHARS_MAX
}

/// Numbers of answers stay within what every JSON reader keeps exact.
pub(crate) fn is_number(number: i64) -> bool {
    (-NUMBER_MAX..=NUMBER_MAX).contains(&number)
}

fn is_place(text: &str) -> bool {
    text.split('|').count() == 5 && text.split('|').all(is_line)
}

/// The hashes of a `review.heads` value.
pub(crate) fn heads(text: &str) -> Option<Vec<ChangeHash>> {
    let hashes: Result<Vec<ChangeHash>, _> = text.split(',').map(str::parse).collect();
    hashes.ok().filter(|hashes| hashes.len() <= HEADS_MAX)
}

/// A value as people read it: times as RFC 3339, a place as its parts.
pub(crate) fn to_plain(kind: ValueKind, value: Option<&Scalar>) -> serde_json::Value {
    match (kind, value) {
        (_, None) => serde_json::Value::Null,
        (ValueKind::Time, Some(Scalar::Int(ms))) => json!(Timestamp(*ms)),
        (ValueKind::Place, Some(Scalar::Text(text))) => json!(Place::of_register(text)),
        (_, Some(value)) => json!(value),
    }
}

/// The value of such a plain form.
pub(crate) fn of_plain(kind: ValueKind, plain: &serde_json::Value) -> Option<Scalar> {
    match kind {
        ValueKind::Time => {
            let time: Timestamp = serde_json::from_value(plain.clone()).ok()?;
            Some(Scalar::Int(time.0))
        }
        ValueKind::Place => {
            let place: Place = serde_json::from_value(plain.clone()).ok()?;
            Some(Scalar::Text(place.to_register()))
        }
        _ => serde_json::from_value(plain.clone()).ok(),
    }
}

/// `QUESTION`, `QUESTION/CHOICE` or `GROUP#REPLICA.N/QUESTION`.
pub(crate) fn is_answer_key(key: &str) -> bool {
    if key.len() > LINE_CHARS_MAX {
        return false;
    }
    let question = match key.split_once('#') {
        None => key,
        Some((group, rest)) => {
            let Some((repeat, question)) = rest.split_once('/') else {
                return false;
            };
            let is_repeat = repeat.split_once('.').is_some_and(|(replica, n)| {
                parse_exactly::<ReplicaShort>(replica).is_some()
                    && parse_exactly::<u32>(n).is_some()
            });
            if !is_name(group) || !is_repeat {
                return false;
            }
            question
        }
    };
    match question.split_once('/') {
        None => is_name(question),
        Some((question, choice)) => is_name(question) && is_name(choice),
    }
}

/// A name of the campaign's questionnaire.
pub(crate) fn is_name(text: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b"._-".contains(&b);
    (1..=ID_CHARS_MAX).contains(&text.len()) && text.bytes().all(allowed)
}

/// A value that is spelt as it would be written: no leading zeros, no upper case.
pub(crate) fn parse_exactly<T: std::str::FromStr + ToString>(text: &str) -> Option<T> {
    text.parse()
        .ok()
        .filter(|value: &T| value.to_string() == text)
}
