//! Single values of the plain form: what stands there, what may stand there.

use std::fmt::Display;
use std::str::FromStr;

use serde_json::Value;

use crate::limits::COUNT_MAX;
use crate::model::count::Cell;
use crate::model::register::{Register, Scalar, ValueKind};
use crate::model::session::GeoPoint;
use crate::model::value;
use crate::model::vocabulary::{AgeBand, Group, Sex, Tally};

/// Characters of a wrong value that a problem repeats.
const FOUND_CHARS: usize = 60;

/// A value as a problem repeats it.
pub(super) fn found(value: &Value) -> String {
    let text = match value {
        Value::Object(_) => "an object".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        other => other.to_string(),
    };
    shortened(&text)
}

pub(super) fn shortened(text: &str) -> String {
    if text.chars().count() <= FOUND_CHARS {
        return text.to_owned();
    }
    let begin: String = text.chars().take(FOUND_CHARS).collect();
    format!("{begin}...")
}

/// The value of a register, or what it may hold. The empty text is nothing.
pub(super) fn of_register(register: Register, plain: &Value) -> Result<Option<Scalar>, String> {
    let kind = register.rule().value;
    let is_text = matches!(kind, ValueKind::Line | ValueKind::Text);
    if is_text && plain.as_str() == Some("") {
        return Ok(None);
    }
    let scalar = match (kind, plain) {
        // Whoever knows the place better may say so: it is rounded before anything is stored.
        (ValueKind::Point, Value::String(text)) => {
            let point = GeoPoint::of_register(text);
            point.map(|point| Scalar::Text(point.to_register()))
        }
        _ => value::of_plain(kind, plain),
    };
    let scalar = scalar.ok_or_else(|| allowed(kind))?;
    value::check(kind, &scalar).map_err(|_| allowed(kind))?;
    Ok(Some(scalar))
}

/// What a register of this kind may hold, as it is written in the plain form.
fn allowed(kind: ValueKind) -> String {
    match kind {
        ValueKind::Time => "a time like 2017-03-14T08:05:00Z".to_owned(),
        ValueKind::Point => "latitude,longitude in degrees, like 47.85,25.92".to_owned(),
        _ => value::allowed(kind),
    }
}

/// The answer to a question.
pub(super) fn of_answer(plain: &Value) -> Result<Scalar, String> {
    let scalar = serde_json::from_value(plain.clone()).ok();
    let fits = |scalar: &Scalar| match scalar {
        Scalar::Text(text) => value::is_line(text),
        Scalar::Int(number) => value::is_number(*number),
        Scalar::Bool(_) => true,
    };
    let allowed = "true, false, a whole number or one line of text";
    scalar.filter(fits).ok_or_else(|| allowed.to_owned())
}

/// A count: nobody counts less than nothing.
pub(super) fn of_count(plain: &Value) -> Result<i64, String> {
    let count = plain.as_i64().filter(|n| (0..=COUNT_MAX).contains(n));
    count.ok_or_else(|| format!("a whole number from 0 to {COUNT_MAX}"))
}

/// The cell of this key, or which keys there are.
pub(super) fn cell(container: &str, key: &str) -> Result<Cell, String> {
    Cell::parse(container, key).map_err(|_| match container {
        "reached" => {
            let (sexes, ages) = (codes(Sex::ALL), codes(AgeBand::ALL));
            format!("SEX.AGE like f.14-17; sexes {sexes}; ages {ages}")
        }
        "groups" => codes(Group::ALL),
        "tallies" => codes(Tally::ALL),
        "participants" => "ORGANISATION.ROLE like junact-cahul.volunteer".to_owned(),
        _ => "an id of a-z, 0-9, dot, dash and underscore".to_owned(),
    })
}

/// A text that is parsed, or what may stand there.
pub(super) fn parsed<T: FromStr<Err: Display>>(plain: &Value) -> Result<T, String> {
    let text = plain.as_str().ok_or("a text")?;
    text.parse().map_err(|problem: T::Err| problem.to_string())
}

/// The codes of a set.
pub(super) fn codes<T: Display>(all: &[T]) -> String {
    let codes: Vec<String> = all.iter().map(ToString::to_string).collect();
    codes.join(", ")
}
