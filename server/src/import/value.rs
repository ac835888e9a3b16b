//! The text of a cell as a value of the plain form, by the field it is for.
//!
//! What cannot be understood is passed on as it stands: the plain form then says what is allowed.

use client_core::model::register::{REGISTERS, ValueKind};
use client_core::model::{Cell, DocKind, Place, fold};
use client_core::time::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use serde_json::Value;

use super::number;

/// Fields of a column that are no registers and no counts.
const OTHERS: &[&str] = &[
    "unit",
    "topics",
    "partners",
    "notes",
    "day",
    "people",
    "source_id",
];

/// A day without a time counts as noon, so that it is the same day in every zone near.
const NOON: (i8, i8) = (12, 0);

/// Words for codes in English and Romanian, folded. Codes themselves are always taken.
const CODES: &[(&str, &str, &[&str])] = &[
    (
        "kind",
        "school",
        &["scoala", "activitate in scoala", "school activity", "liceu"],
    ),
    (
        "kind",
        "public_event",
        &["public event", "event", "eveniment", "eveniment public"],
    ),
    (
        "kind",
        "direct_meeting",
        &[
            "direct meeting",
            "meeting",
            "intalnire directa",
            "street",
            "strada",
        ],
    ),
    (
        "kind",
        "professional_training",
        &[
            "professional training",
            "instruire profesionisti",
            "formare profesionala",
        ],
    ),
    (
        "kind",
        "volunteer_training",
        &["volunteer training", "peer to peer", "instruire voluntari"],
    ),
    (
        "kind",
        "exchange_workshop",
        &["exchange workshop", "atelier", "workshop"],
    ),
    (
        "kind",
        "support_course",
        &["support course", "curs de sprijin"],
    ),
    ("kind", "media", &["presa", "press", "radio", "tv"]),
    (
        "kind",
        "online_campaign",
        &["online campaign", "online", "campanie online"],
    ),
    (
        "kind",
        "coordination_meeting",
        &["coordination meeting", "sedinta", "intalnire de coordonare"],
    ),
    ("status", "planned", &["plan", "planificat", "planificata"]),
    ("status", "running", &["in progress", "in desfasurare"]),
    (
        "status",
        "done",
        &[
            "finished",
            "completed",
            "held",
            "realizat",
            "realizata",
            "efectuat",
            "efectuata",
            "finalizat",
            "finalizata",
        ],
    ),
    ("status", "cancelled", &["canceled", "anulat", "anulata"]),
    ("counting", "counted", &["numarat", "exact"]),
    (
        "counting",
        "estimated",
        &["estimate", "estimat", "aproximativ", "about"],
    ),
];

/// What a table may say of a day or a time; the day comes before the month.
pub(super) const MOMENTS: &str = "a day as 2017-03-14, 14.03.2017 or 14/03/2017 (the day before \
     the month), a time as 08:05 behind it if known";

/// A day that the other half of the world reads with its month first, and as what it is taken.
pub(super) fn read_day_first(text: &str) -> Option<Date> {
    let day = text.split(' ').next()?;
    let (first, second) = day.split_once('/')?;
    let is_month = |number: &str| {
        number
            .parse()
            .is_ok_and(|month: i8| (1..=12).contains(&month))
    };
    let is_either = is_month(first) && is_month(second.split('/').next()?);
    let at = civil(text).map(DateTime::date).filter(|_| is_either)?;
    (at.day() != at.month()).then_some(at)
}

/// Whether a column may be this field.
pub(super) fn is_field(name: &str) -> bool {
    let part_of_place = name.strip_prefix("place.");
    OTHERS.contains(&name)
        || part_of_place.is_some_and(|part| Place::PARTS.contains(&part))
        || kind_of(name).is_some()
        || is_count(name)
        || name
            .strip_prefix("answers.")
            .is_some_and(|question| !question.is_empty())
}

/// The value for a field; `zone` is where the session was held.
pub(super) fn value(field: &str, text: &str, zone: &TimeZone) -> Value {
    if is_count(field) || matches!(kind_of(field), Some(ValueKind::Number(_))) || field == "people"
    {
        // A figure of media or a page has no word beside it that would say how rough it is.
        let may_be_rough = kind_of(field).is_none();
        let rough = may_be_rough.then(|| number::estimated(text)).flatten();
        return rough.unwrap_or_else(|| number::whole(text));
    }
    match (kind_of(field), field) {
        (Some(ValueKind::Time), _) | (_, "day") => {
            let moment = moment(text, zone).map(|at| at.to_string());
            Value::String(moment.unwrap_or_else(|| text.to_owned()))
        }
        (Some(ValueKind::Point), _) => Value::String(point(text)),
        (_, "topics" | "partners") => {
            let words = text.split([' ', ',', ';']).filter(|word| !word.is_empty());
            words.map(|word| Value::String(word.to_owned())).collect()
        }
        (None, field) if field.starts_with("answers.") => match text {
            "true" | "false" => Value::Bool(text == "true"),
            text => number::whole(text),
        },
        (Some(ValueKind::Code(_)), field) => Value::String(code(field, text)),
        _ => Value::String(text.to_owned()),
    }
}

/// Whether a field says when.
pub(super) fn is_moment(field: &str) -> bool {
    field == "day" || kind_of(field) == Some(ValueKind::Time)
}

fn kind_of(field: &str) -> Option<ValueKind> {
    let mut rules = REGISTERS.iter().filter(|rule| rule.is_in(DocKind::Session));
    // A place comes in parts, and a review is nobody's to import.
    let rule = rules.find(|rule| rule.field == field && rule.container != "review");
    rule.map(|rule| rule.value)
        .filter(|kind| *kind != ValueKind::Place)
}

pub(super) fn is_count(field: &str) -> bool {
    let cell: Option<Cell> = field.parse().ok();
    cell.is_some_and(|cell| !matches!(cell, Cell::Participant { .. }))
}

fn code(field: &str, text: &str) -> String {
    let folded = fold(text).replace(['_', '-'], " ");
    let word = CODES.iter().find(|(of, code, words)| {
        *of == field && (code.replace('_', " ") == folded || words.contains(&folded.as_str()))
    });
    word.map_or_else(|| text.to_owned(), |(_, code, _)| (*code).to_owned())
}

/// `47.85 25.92 320 5`, as phones write it: latitude, longitude, height, precision.
fn point(text: &str) -> String {
    let parts: Vec<&str> = text
        .split([' ', ',', ';'])
        .filter(|part| !part.is_empty())
        .collect();
    match parts.as_slice() {
        [lat, lon, ..] => format!("{lat},{lon}"),
        _ => text.to_owned(),
    }
}

/// A moment as people and programs write it; what has no offset is local.
pub(super) fn moment(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    if let Ok(moment) = text.parse() {
        return Some(moment);
    }
    let moment = zone.to_timestamp(civil(text)?).ok()?;
    Some(Timestamp(moment.as_millisecond()))
}

fn civil(text: &str) -> Option<DateTime> {
    let (hour, minute) = NOON;
    let at_noon = |day: Date| day.at(hour, minute, 0, 0);
    if let Ok(day) = text.parse::<Date>()
        && text.len() == "2017-03-14".len()
    {
        return Some(at_noon(day));
    }
    if let Ok(moment) = text.parse::<DateTime>() {
        return Some(moment);
    }
    // 14.03.2017 or 14/03/2017, with a time or without: days come first here.
    let (day, time) = text.split_once(' ').unwrap_or((text, ""));
    let numbers: Vec<i16> = day
        .split(['.', '/'])
        .map(str::parse)
        .collect::<Result<_, _>>()
        .ok()?;
    let [day, month, year] = *numbers.as_slice() else {
        return None;
    };
    let (day, month) = (i8::try_from(day).ok()?, i8::try_from(month).ok()?);
    let day = Date::new(year, month, day).ok().filter(|_| year > 99)?;
    match time {
        "" => Some(at_noon(day)),
        time => Some(day.to_datetime(time.parse().ok()?)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn moments_are_read_as_people_write_them() {
        let zone = TimeZone::get("Europe/Bucharest").unwrap();
        for (text, at) in [
            ("2017-03-14T08:05:00Z", "2017-03-14T08:05:00Z"),
            ("2017-03-14T08:05:00.000+02:00", "2017-03-14T06:05:00Z"),
            ("2017-03-14", "2017-03-14T10:00:00Z"),
            ("2017-03-14 08:05", "2017-03-14T06:05:00Z"),
            ("14.03.2017", "2017-03-14T10:00:00Z"),
            ("14/03/2017 08:05", "2017-03-14T06:05:00Z"),
            ("14.07.2017", "2017-07-14T09:00:00Z"),
        ] {
            let found = moment(text, &zone).map(|at| at.to_string());
            assert_eq!(found.as_deref(), Some(at), "{text}");
        }
        for text in ["yesterday", "14.13.2017", "14.03.17", ""] {
            assert_eq!(moment(text, &zone), None, "{text}");
        }
    }

    #[test]
    fn cells_become_values_of_the_plain_form() {
        let zone = TimeZone::UTC;
        for (field, text, expected) in [
            ("reached.f.14-17", "31", json!(31)),
            ("reached.f.14-17", "31.0", json!(31)),
            ("reached.f.14-17", "many", json!("many")),
            ("kind", "Școală", json!("school")),
            ("kind", "party", json!("party")),
            ("status", "Realizată", json!("done")),
            (
                "topics",
                "documents, forced_labour",
                json!(["documents", "forced_labour"]),
            ),
            ("at", "47.85 25.92 320 5", json!("47.85,25.92")),
            ("title", "12", json!("12")),
            ("answers.q1", "12", json!(12)),
        ] {
            assert_eq!(value(field, text, &zone), expected, "{field} {text}");
        }
        assert!(is_field("place.adm1") && is_field("media.items") && is_field("materials.x"));
        assert!(!is_field("place") && !is_field("review.state") && !is_field("colour"));
    }
}
