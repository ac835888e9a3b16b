//! What a row says that cannot be: a total that its own parts contradict, work done on a day that
//! is still to come.

use client_core::model::{Edit, Register, Scalar, Status};
use client_core::time::Timestamp;
use jiff::tz::TimeZone;
use jiff::{Timestamp as Instant, civil::Date};
use serde_json::Value;

use super::number;

/// A total of people that is another than what the form says of whom; what was found, what is
/// allowed.
pub(super) fn contradiction(form: &Value, total: &str) -> Option<(String, String)> {
    let people = people_of(form)?;
    let said = number::estimated(total).unwrap_or_else(|| number::whole(total));
    let Some(said) = said.as_i64() else {
        return Some((total.to_owned(), "a whole number".to_owned()));
    };
    (said != people).then(|| {
        let found = format!("{said}, and {people} by sex and age or by group");
        (
            found,
            "the same number in both, or only one of the two".to_owned(),
        )
    })
}

/// What the people of a form add up to where it says whom it counted: by sex and age, else by
/// group, as in every figure. None: it does not say, or not in numbers.
pub(super) fn people_of(form: &Value) -> Option<i64> {
    let sum = |table: &str| {
        let cells = form.get(table)?.as_object()?;
        cells.values().map(Value::as_i64).sum::<Option<i64>>()
    };
    match (sum("reached"), sum("groups")) {
        (Some(0) | None, groups) if groups.is_some() => groups,
        (reached, _) => reached,
    }
}

/// The field and the day on which something that has begun is said to be still to come.
pub(super) fn still_to_come(
    edits: &[Edit],
    zone: &TimeZone,
    now: Timestamp,
) -> Option<(&'static str, Date)> {
    let said = |wanted: Register| {
        edits.iter().find_map(|edit| match edit {
            Edit::Set { register, value } if *register == wanted => value.as_ref(),
            _ => None,
        })
    };
    let has_begun = [Status::Running, Status::Done]
        .iter()
        .any(|status| said(Register::Status) == Some(&Scalar::Text(status.code().to_owned())));
    if !has_begun {
        return None;
    }
    let today = day_of(now.0, zone)?;
    // A session that was planned for next week may have been held today.
    let planned = [Register::PlannedFor];
    let held: &[Register] = match said(Register::StartedAt) {
        Some(_) => &[],
        None => &planned,
    };
    let moments = [Register::StartedAt, Register::EndedAt, Register::From];
    // A day without a time is noon, which may be later today: so days are compared.
    let mut days = moments
        .iter()
        .chain(held)
        .filter_map(|register| match said(*register) {
            Some(Scalar::Int(at)) => Some((register.rule().field, day_of(*at, zone)?)),
            _ => None,
        });
    days.find(|(_, day)| *day > today)
}

fn day_of(ms: i64, zone: &TimeZone) -> Option<Date> {
    let instant = Instant::from_millisecond(ms).ok()?;
    Some(zone.to_datetime(instant).date())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn people_are_those_by_sex_and_age_else_those_by_group() {
        for (form, people) in [
            (
                json!({"reached": {"f.14-17": 31, "m.14-17": 27}, "groups": {"pupils": 5}}),
                Some(58),
            ),
            (json!({"groups": {"pupils": 5}}), Some(5)),
            (
                json!({"reached": {"f.14-17": 0}, "groups": {"pupils": 5}}),
                Some(5),
            ),
            (json!({"reached": {"f.14-17": 0}}), Some(0)),
            (json!({"reached": {"f.14-17": "many"}}), None),
            (json!({"title": "A"}), None),
        ] {
            assert_eq!(people_of(&form), people, "{form}");
        }
    }

    #[test]
    fn what_has_begun_does_not_begin_tomorrow() {
        let zone = TimeZone::get("Europe/Bucharest").unwrap();
        // The morning of 27 November in Bucharest.
        let now: Timestamp = "2017-11-27T06:00:00Z".parse().unwrap();
        let at = |register, text: &str| {
            let at: Timestamp = text.parse().unwrap();
            Edit::number(register, at.0)
        };
        let status = |code: &str| Edit::text(Register::Status, code);
        let noon = at(Register::StartedAt, "2017-11-27T10:00:00Z");
        let tomorrow = at(Register::StartedAt, "2017-11-28T10:00:00Z");
        let planned = at(Register::PlannedFor, "2017-11-28T10:00:00Z");
        for (edits, found) in [
            (vec![status("done"), noon.clone()], None),
            (vec![status("done"), tomorrow.clone()], Some("started_at")),
            (
                vec![status("running"), tomorrow.clone()],
                Some("started_at"),
            ),
            (vec![status("planned"), tomorrow], None),
            (vec![status("done"), planned.clone()], Some("planned_for")),
            (vec![status("done"), planned, noon], None),
        ] {
            let told = still_to_come(&edits, &zone, now);
            assert_eq!(told.map(|(field, _)| field), found, "{edits:?}");
        }
    }
}
