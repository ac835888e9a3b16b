//! Scalars between Automerge, the model and the plain form, and the limits on each kind of value.
//!
//! A value is checked here on its way in, whoever brings it: an edit of this device, or a change
//! of another that the server admits.

use automerge::ScalarValue;
use serde_json::json;

use crate::ids::{CampaignId, ChangeHash, DocId};
use crate::limits::{HEADS_MAX, LINE_CHARS_MAX, NUMBER_MAX, TEXT_CHARS_MAX, TIME_MS_MAX};
use crate::model::{GeoPoint, Place, Scalar, ValueKind};
use crate::time::Timestamp;

/// The scalar of the model, `None` for nothing; an error when documents never hold such a value.
pub(super) fn of_automerge(value: &ScalarValue) -> Result<Option<Scalar>, NotAScalar> {
    match value {
        ScalarValue::Null => Ok(None),
        ScalarValue::Boolean(yes) => Ok(Some(Scalar::Bool(*yes))),
        ScalarValue::Int(number) => Ok(Some(Scalar::Int(*number))),
        ScalarValue::Str(text) => Ok(Some(Scalar::Text(text.to_string()))),
        _ => Err(NotAScalar),
    }
}

/// A value of a type that no place of a document holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NotAScalar;

/// The value as Automerge takes it.
pub(super) fn to_automerge(value: Option<&Scalar>) -> ScalarValue {
    match value {
        None => ScalarValue::Null,
        Some(Scalar::Bool(yes)) => ScalarValue::Boolean(*yes),
        Some(Scalar::Int(number)) => ScalarValue::Int(*number),
        Some(Scalar::Text(text)) => ScalarValue::Str(text.as_str().into()),
    }
}

/// Whether a place of this kind may hold the value; if not, what it may hold.
pub(super) fn check(kind: ValueKind, value: &Scalar) -> Result<(), String> {
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
fn allowed(kind: ValueKind) -> String {
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

pub(super) fn is_line(text: &str) -> bool {
    text.chars().count() <= LINE_CHARS_MAX && !text.chars().any(char::is_control)
}

pub(super) fn is_text(text: &str) -> bool {
    text.chars().count() <= TEXT_CHARS_MAX
}

/// Numbers of answers stay within what every JSON reader keeps exact.
pub(super) fn is_number(number: i64) -> bool {
    (-NUMBER_MAX..=NUMBER_MAX).contains(&number)
}

fn is_place(text: &str) -> bool {
    text.split('|').count() == 5 && text.split('|').all(is_line)
}

/// The hashes of a `review.heads` value.
pub(super) fn heads(text: &str) -> Option<Vec<ChangeHash>> {
    let hashes: Result<Vec<ChangeHash>, _> = text.split(',').map(str::parse).collect();
    hashes.ok().filter(|hashes| hashes.len() <= HEADS_MAX)
}

/// A value as people read it: times as RFC 3339, a place as its parts.
pub(super) fn to_plain(kind: ValueKind, value: Option<&Scalar>) -> serde_json::Value {
    match (kind, value) {
        (_, None) => serde_json::Value::Null,
        (ValueKind::Time, Some(Scalar::Int(ms))) => json!(Timestamp(*ms)),
        (ValueKind::Place, Some(Scalar::Text(text))) => json!(Place::of_register(text)),
        (_, Some(value)) => json!(value),
    }
}

/// The value of such a plain form.
pub(super) fn of_plain(kind: ValueKind, plain: &serde_json::Value) -> Option<Scalar> {
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
