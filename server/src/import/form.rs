//! One row becomes a session: cells to the plain form, the plain form to edits, and every problem
//! told by its column.

use std::collections::BTreeMap;

use client_core::ids::{DocId, UnitId};
use client_core::model::plain::{self, PlainSession};
use client_core::model::{DocKind, Edit, Register, Status, fold};
use client_core::time::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::table::Row;
use super::truth::{contradiction, people_of, still_to_come};
use super::value::{is_count, value};
use super::{Column, Problem, number, place};
use crate::store::{Connection, StoreError, catalogue, organisation};

/// A session or an exchange that may be begun.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Draft {
    /// Where it stands in the file.
    pub(super) row: u64,
    /// Which of the two.
    pub(super) kind: DocKind,
    /// What the file calls it, or a hash of what it says.
    pub(super) source: String,
    /// Who is to own it.
    pub(super) unit: UnitId,
    /// What is said of it.
    pub(super) edits: Vec<Edit>,
}

/// What rows are read with.
pub(super) struct Forms {
    units: BTreeMap<UnitId, (String, TimeZone)>,
    campaigns: BTreeMap<String, String>,
    /// The organisation's country, in which counties are that name none.
    country: String,
    /// For rows that name none.
    unit: Option<UnitId>,
    now: Timestamp,
}

/// A form, and what is known beside it.
struct Said<'a> {
    row: u64,
    form: Value,
    source: Option<String>,
    /// How many people a column says there were in all.
    people: Option<&'a str>,
}

impl Forms {
    pub(super) fn load(
        c: &Connection,
        unit: Option<UnitId>,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        let units = catalogue::units(c)?.into_iter().map(|unit| {
            let zone = TimeZone::get(&unit.time_zone).unwrap_or(TimeZone::UTC);
            (unit.id, (fold(&unit.name), zone))
        });
        let campaigns = catalogue::campaigns(c)?.into_iter();
        let campaigns = campaigns.map(|campaign| (campaign.id.to_string(), fold(&campaign.title)));
        Ok(Self {
            units: units.collect(),
            campaigns: campaigns.collect(),
            country: organisation::home(c)?.map_or_else(String::new, |home| home.country),
            unit,
            now,
        })
    }

    /// The session of a row of a table.
    pub(super) fn of_row(&self, row: &Row, columns: &[Column]) -> Result<Draft, Vec<Problem>> {
        if row.cells.len() > columns.len() {
            let found = format!("{} cells, the headings {}", row.cells.len(), columns.len());
            let allowed = "a cell for each heading; a number with a comma in it between quotes";
            return Err(vec![Problem::new(row.number, "the row", found, allowed)]);
        }
        let cells = columns.iter().zip(&row.cells);
        let said: BTreeMap<&str, (&str, &str)> = cells
            .filter(|(_, cell)| !cell.is_empty())
            .filter_map(|(column, cell)| {
                let field = column.field.as_deref()?;
                Some((field, (cell.as_str(), column.heading.as_str())))
            })
            .collect();
        let unit = said.get("unit").map(|(text, _)| *text);
        let unit = unit.map(|text| self.unit_called(text).unwrap_or_else(|| text.to_owned()));
        let zone = unit
            .as_deref()
            .and_then(|unit| unit.parse().ok())
            .or_else(|| self.unit.clone())
            .map_or(TimeZone::UTC, |unit| self.zone_of(&unit));
        let mut form = Map::new();
        for (field, (text, _)) in &said {
            let value = match *field {
                "source_id" | "day" | "people" | "unit" => continue,
                "campaign" => json!(self.campaign_called(text)),
                field => value(field, text, &zone),
            };
            put(&mut form, field, value);
        }
        if let Some(unit) = unit {
            form.insert("unit".to_owned(), json!(unit));
        }
        derived(&mut form, &said, &zone);
        let untrue = figures_astray(&form, &said).map(|(fields, found, allowed)| {
            let mut columns = columns.iter();
            let column =
                columns.find(|it| it.field.as_deref().is_some_and(|it| fields.contains(&it)));
            let heading = column.map_or(fields[0], |column| &column.heading);
            Problem::new(row.number, heading, found, allowed)
        });
        let heading = |field: &str| {
            let derived = match field {
                "started_at" | "planned_for" => said.get("day"),
                "reached.u.unknown" => said.get("people"),
                _ => None,
            };
            said.get(field).or(derived).map(|(_, heading)| *heading)
        };
        let said = Said {
            row: row.number,
            form: Value::Object(form),
            source: said.get("source_id").map(|(id, _)| (*id).to_owned()),
            people: said.get("people").map(|(people, _)| *people),
        };
        match (self.draft(said, heading), untrue) {
            (Ok(draft), None) => Ok(draft),
            (draft, untrue) => Err(draft.err().into_iter().flatten().chain(untrue).collect()),
        }
    }

    /// The session or the exchange that a plain form says.
    pub(super) fn of_form(&self, row: u64, form: &Value) -> Result<Draft, Vec<Problem>> {
        let said = Said {
            row,
            form: form.clone(),
            source: form.get("id").and_then(Value::as_str).map(str::to_owned),
            people: None,
        };
        let is_ours = said.source.as_deref().is_some_and(is_document);
        let status = form.get("status").and_then(Value::as_str);
        let is_planned = status.is_none_or(|status| status == Status::Planned.code());
        let has_reached = people_of(form).is_some_and(|people| people > 0);
        match (
            self.draft(said, |_| None),
            is_planned && has_reached && !is_ours,
        ) {
            (drafted, false) => drafted,
            (drafted, true) => {
                let problem = Problem::new(row, "status", PLANNED_FOUND, PLANNED_ALLOWED);
                Err(drafted
                    .err()
                    .into_iter()
                    .flatten()
                    .chain([problem])
                    .collect())
            }
        }
    }

    fn draft<'h>(
        &self,
        said: Said<'_>,
        heading: impl Fn(&str) -> Option<&'h str>,
    ) -> Result<Draft, Vec<Problem>> {
        let mut form = said.form;
        // What was imported before is known by what its file said, not by what we made of it.
        let source = said.source.unwrap_or_else(|| hash_of(&form));
        let mut problems = Vec::new();
        let mut problem = |field: &str, found: String, allowed: String| {
            let column = heading(field).unwrap_or(field);
            problems.push(Problem::new(said.row, column, found, allowed));
        };
        if let Err((field, found, allowed)) = place::settle(&mut form, &self.country) {
            problem(field, found, allowed);
        }
        if let Some((found, allowed)) = said.people.and_then(|total| contradiction(&form, total)) {
            problem("people", found, allowed);
        }
        let kind = plain::kind_of(&form);
        let read = match kind {
            DocKind::Exchange => plain::parse_exchange(&form),
            _ => plain::parse(&form),
        };
        let unit = self.unit_of(&form, read.as_ref().ok());
        if let Err((found, allowed)) = &unit {
            problem("unit", found.clone(), allowed.clone());
        }
        if let Some((found, allowed)) = self.unknown_campaign(&form) {
            problem("campaign", found, allowed);
        }
        if let (Ok(read), Ok(unit)) = (&read, &unit) {
            let to_come = still_to_come(&read.edits, &self.zone_of(unit), self.now);
            if let Some((field, day)) = to_come {
                let allowed = "a day up to today for what has begun, or the status planned";
                problem(field, day.to_string(), allowed.to_owned());
            }
            if !says_something(&read.edits) {
                let allowed = "at least one of kind, title, place, a time or a count";
                problem("session", "nothing".to_owned(), allowed.to_owned());
            }
        }
        match (read, unit) {
            (Ok(read), Ok(unit)) if problems.is_empty() => Ok(Draft {
                row: said.row,
                kind,
                source,
                unit,
                edits: read.edits,
            }),
            (read, _) => {
                // The unit was looked up already.
                let fields = read.err().into_iter().flatten();
                let fields = fields.filter(|problem| problem.field != "unit");
                problems.extend(fields.map(|problem| {
                    let column = heading(&problem.field).or_else(|| {
                        // A list's problem is told of the list.
                        let (outer, _) = problem.field.split_once('.')?;
                        heading(outer)
                    });
                    Problem::of_field(said.row, problem, column)
                }));
                Err(problems)
            }
        }
    }

    fn zone_of(&self, unit: &UnitId) -> TimeZone {
        let known = self.units.get(unit);
        known.map_or(TimeZone::UTC, |(_, zone)| zone.clone())
    }

    fn unknown_campaign(&self, form: &Value) -> Option<(String, String)> {
        let campaign = form.get("campaign").and_then(Value::as_str)?;
        if self.campaigns.contains_key(campaign) {
            return None;
        }
        let known: Vec<_> = self.campaigns.keys().map(String::as_str).collect();
        let allowed = match known.as_slice() {
            [] => "nothing: there are no campaigns yet".to_owned(),
            known => known.join(", "),
        };
        Some((campaign.to_owned(), allowed))
    }

    fn unit_of(
        &self,
        form: &Value,
        read: Option<&PlainSession>,
    ) -> Result<UnitId, (String, String)> {
        let known = || {
            let known: Vec<_> = self.units.keys().map(UnitId::as_str).collect();
            known.join(", ")
        };
        let said = form.get("unit").and_then(Value::as_str);
        let unit = match (said, read) {
            (Some(said), _) => said.parse().map_err(|_| (said.to_owned(), known()))?,
            (None, _) => {
                let allowed = || format!("{}; or say `--unit` for all rows", known());
                let unit = self.unit.clone();
                unit.ok_or_else(|| ("nothing".to_owned(), allowed()))?
            }
        };
        if self.units.contains_key(&unit) {
            Ok(unit)
        } else {
            Err((unit.to_string(), known()))
        }
    }

    /// A unit by its code or by its name.
    fn unit_called(&self, text: &str) -> Option<String> {
        let folded = fold(text);
        let mut units = self.units.iter();
        let found = units.find(|(id, (name, _))| id.as_str() == folded || *name == folded);
        found.map(|(id, _)| id.to_string())
    }

    /// A campaign by its code or by its title.
    fn campaign_called(&self, text: &str) -> String {
        let folded = fold(text);
        let mut campaigns = self.campaigns.iter();
        let found = campaigns.find(|(id, title)| **id == folded || **title == folded);
        found.map_or_else(|| text.to_owned(), |(id, _)| id.clone())
    }
}

/// What a table says without saying it: of which kind its one day is, how far a session came, and
/// people of whom only the number is known.
fn derived(form: &mut Map<String, Value>, said: &BTreeMap<&str, (&str, &str)>, zone: &TimeZone) {
    let has_counts = has_figures(said);
    let is_planned = form.contains_key("planned_for") && !has_counts;
    form.entry("status").or_insert_with(|| {
        let is_begun = said.contains_key("started_at") || said.contains_key("day");
        json!(if is_planned || !(has_counts || is_begun) {
            "planned"
        } else {
            "done"
        })
    });
    if let Some((day, _)) = said.get("day")
        && !form.contains_key("started_at")
        && !form.contains_key("planned_for")
    {
        let field = match form["status"].as_str() {
            Some("planned") => "planned_for",
            _ => "started_at",
        };
        form.insert(field.to_owned(), value("day", day, zone));
    }
    let is_people = |field: &&str| field.starts_with("reached.") || field.starts_with("groups.");
    if let Some((people, _)) = said.get("people")
        && !said.keys().any(is_people)
    {
        put(form, "reached.u.unknown", value("people", people, zone));
    }
    let is_rough = |field: &str| is_people(&field) || field == "people";
    let mut rough = said.iter().filter(|(field, _)| is_rough(field));
    if rough.any(|(_, (text, _))| number::estimated(text).is_some()) {
        form.entry("counting").or_insert_with(|| json!("estimated"));
    }
}

/// Whether a row says a figure other than zero.
fn has_figures(said: &BTreeMap<&str, (&str, &str)>) -> bool {
    let mut figures = said
        .iter()
        .filter(|(field, _)| is_count(field) || **field == "people");
    figures.any(|(_, (text, _))| number::whole(text) != json!(0))
}

/// What is wrong with figures of something that is planned.
const PLANNED_FOUND: &str = "planned, with figures";
const PLANNED_ALLOWED: &str =
    "another status, or no figures: what is planned has reached nobody yet";

/// Whether this program gave the id.
fn is_document(id: &str) -> bool {
    id.parse::<DocId>().is_ok()
}

/// Fields that say when.
const DAYS: &[&str] = &["day", "started_at", "planned_for", "ended_at", "from"];

/// Figures of no day, as in a row of totals, or of something that is only planned: in which
/// columns, what was found, what is allowed. What this program wrote itself is left as it is.
fn figures_astray(
    form: &Map<String, Value>,
    said: &BTreeMap<&str, (&str, &str)>,
) -> Option<(&'static [&'static str], &'static str, &'static str)> {
    let is_ours = said.get("source_id").is_some_and(|(id, _)| is_document(id));
    if is_ours || !has_figures(said) {
        return None;
    }
    if !DAYS.iter().any(|day| said.contains_key(day)) {
        let allowed = "a day: a row with figures needs its own; leave out rows of totals";
        return Some((DAYS, "nothing", allowed));
    }
    let is_planned = form["status"].as_str() == Some(Status::Planned.code());
    is_planned.then_some((&["status"], PLANNED_FOUND, PLANNED_ALLOWED))
}

/// Puts `a.b` into the object `a`. Counts keep their whole key: `reached` has `f.14-17`.
fn put(form: &mut Map<String, Value>, field: &str, value: Value) {
    let Some((outer, key)) = field.split_once('.') else {
        form.insert(field.to_owned(), value);
        return;
    };
    let within = form.entry(outer).or_insert_with(|| json!({}));
    if let Some(within) = within.as_object_mut() {
        within.insert(key.to_owned(), value);
    }
}

/// Names what has no name by what it says.
fn hash_of(form: &Value) -> String {
    let text = form.to_string();
    format!("sha256-{}", hex::encode(&Sha256::digest(text)[..16]))
}

/// Whether these edits make a session; how far one came and what was noted does not.
fn says_something(edits: &[Edit]) -> bool {
    edits.iter().any(|edit| {
        let is_status = matches!(
            edit,
            Edit::Set {
                register: Register::Status,
                ..
            }
        );
        !is_status && !matches!(edit, Edit::Notes { .. })
    })
}
