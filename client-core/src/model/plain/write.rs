//! From a session or an exchange to JSON: what everybody reads, figures instead of cells.

use serde_json::{Map, Value, json};

use crate::model::count::Cell;
use crate::model::exchange::Exchange;
use crate::model::session::Session;

/// The plain form of a session. Sections that say nothing are left out.
pub fn session(session: &Session) -> Value {
    let mut form = object(json!({
        "id": session.id,
        "unit": session.unit,
        "kind": session.kind,
        "title": session.title,
        "campaign": session.campaign,
        "programme": session.programme,
        "status": session.status,
        "counting": session.counting,
        "place": session.place,
        "planned_for": session.planned_for,
        "started_at": session.started_at,
        "ended_at": session.ended_at,
        "team": session.team,
        "partners": session.partners,
        "topics": session.topics,
        "reached": cells(&session.figures, "reached"),
        "groups": cells(&session.figures, "groups"),
        "materials": cells(&session.figures, "materials"),
        "tallies": cells(&session.figures, "tallies"),
        "answers": session.answers,
        "notes": session.notes,
        "attachments": session.attachments,
        "conflicts": session.conflicts,
    }));
    let at = session.at.map(|point| point.to_register());
    put_unless_empty(&mut form, "at", json!(at));
    put_unless_empty(&mut form, "format", json!(session.format));
    if session.activities != 1 {
        form.insert("activities".to_owned(), json!(session.activities));
    }
    put_unless_empty(&mut form, "meeting", json!(session.meeting));
    put_unless_empty(&mut form, "media", json!(session.media));
    put_unless_empty(&mut form, "online", json!(session.online));
    put_unless_empty(&mut form, "review", json!(session.review));
    put_unless_empty(&mut form, "duplicate_of", json!(session.duplicate_of));
    put_unless_empty(&mut form, "withdrawn", json!(session.withdrawn));
    put_unless_empty(&mut form, "texts", json!(session.texts));
    Value::Object(form)
}

/// The plain form of an exchange.
pub fn exchange(exchange: &Exchange) -> Value {
    let mut form = object(json!({
        "id": exchange.id,
        "programme": exchange.programme,
        "title": exchange.title,
        "host": exchange.host,
        "place": exchange.place,
        "from": exchange.from,
        "to": exchange.to,
        "hours": exchange.hours,
        "status": exchange.status,
        "partners": exchange.partners,
        "participants": cells(&exchange.figures, "participants"),
        "activities": exchange.activities,
        "learned": exchange.learned,
        "sessions": exchange.sessions,
        "notes": exchange.notes,
        "attachments": exchange.attachments,
        "conflicts": exchange.conflicts,
    }));
    put_unless_empty(&mut form, "review", json!(exchange.review));
    put_unless_empty(&mut form, "withdrawn", json!(exchange.withdrawn));
    Value::Object(form)
}

fn cells(figures: &std::collections::BTreeMap<Cell, u64>, container: &str) -> Value {
    let within = figures
        .iter()
        .filter(|(cell, _)| cell.container() == container);
    let cells: Map<String, Value> = within.map(|(cell, n)| (cell.key(), json!(n))).collect();
    Value::Object(cells)
}

fn put_unless_empty(form: &mut Map<String, Value>, name: &str, value: Value) {
    let is_empty = value.is_null() || value.as_object().is_some_and(Map::is_empty);
    if !is_empty {
        form.insert(name.to_owned(), value);
    }
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}
