//! The assignments of a command line: `title=... reached.f.14-17+=3 basis=whole notes+="..."`.
//!
//! Against the session or exchange that was shown: a place is one value, so saying its town keeps
//! its county, and notes are spliced, so that somebody else's words stay.

use serde_json::{Value, json};

use super::field::{Field, field, register};
use super::parse::{line, text};
use super::scalar::{cell, of_answer, of_register, parsed, shortened};
use crate::ids::MaterialId;
use crate::limits::{COUNT_MAX, TEXT_CHARS_MAX};
use crate::model::count::{Basis, Table};
use crate::model::edit::{Edit, check_times, splices_between};
use crate::model::exchange::Exchange;
use crate::model::problem::FieldProblem;
use crate::model::register::{REGISTERS, Register, ValueKind};
use crate::model::session::{Place, Session};
use crate::model::value;
use crate::model::vocabulary::DocKind;

/// Reads assignments as edits of the session that was shown. All problems are named at once.
pub fn assignments<S: AsRef<str>>(
    shown: &Session,
    assignments: &[S],
) -> Result<Vec<Edit>, Vec<FieldProblem>> {
    let shown = (&shown.place, shown.notes.as_str());
    edits(DocKind::Session, shown, assignments)
}

/// Reads assignments as edits of the exchange that was shown. All problems are named at once.
pub fn exchange_assignments<S: AsRef<str>>(
    shown: &Exchange,
    assignments: &[S],
) -> Result<Vec<Edit>, Vec<FieldProblem>> {
    let shown = (&shown.place, shown.notes.as_str());
    edits(DocKind::Exchange, shown, assignments)
}

fn edits<S: AsRef<str>>(
    kind: DocKind,
    (place, notes): (&Place, &str),
    assignments: &[S],
) -> Result<Vec<Edit>, Vec<FieldProblem>> {
    let mut reading = Assigning {
        kind,
        place: place.clone(),
        notes: notes.to_owned(),
        edits: Vec::new(),
    };
    let mut problems = Vec::new();
    for assignment in assignments {
        if let Err(problem) = reading.take(assignment.as_ref()) {
            problems.push(problem);
        }
    }
    problems.extend(check_times(&reading.edits).err());
    if !problems.is_empty() {
        return Err(problems);
    }
    if reading.place != *place {
        let place = reading.place.to_register();
        reading.edits.push(Edit::text(Register::Where, place));
    }
    let splices = splices_between(notes, &reading.notes);
    if !splices.is_empty() {
        reading.edits.push(Edit::Notes { splices });
    }
    Ok(reading.edits)
}

/// How a field is assigned to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    Set,
    Add,
    Remove,
}

struct Assigning {
    kind: DocKind,
    place: Place,
    notes: String,
    edits: Vec<Edit>,
}

impl Assigning {
    fn take(&mut self, assignment: &str) -> Result<(), FieldProblem> {
        let Some((left, value)) = assignment.split_once('=') else {
            let allowed = "FIELD=VALUE, FIELD+=VALUE or FIELD-=VALUE";
            return Err(FieldProblem::new(shortened(assignment), "no `=`", allowed));
        };
        let (name, by) = match (left.strip_suffix('+'), left.strip_suffix('-')) {
            (Some(name), _) => (name, By::Add),
            (_, Some(name)) => (name, By::Remove),
            _ => (left, By::Set),
        };
        let problem = |allowed: String| {
            let found = match by {
                By::Set => format!("`{value}`"),
                By::Add => format!("+= `{value}`"),
                By::Remove => format!("-= `{value}`"),
            };
            FieldProblem::new(name, shortened(&found), allowed)
        };
        self.assign(name, by, value).map_err(problem)
    }

    /// Takes one assignment, or says what is allowed there.
    fn assign(&mut self, name: &str, by: By, value: &str) -> Result<(), String> {
        let (head, tail) = name.split_once('.').unwrap_or((name, ""));
        if (head, by) == ("basis", By::Set) {
            return self.say(tail, value);
        }
        let present = by == By::Add;
        match (field(self.kind, head), by) {
            (Some(Field::Notes), By::Set | By::Add) if tail.is_empty() => self.note(by, value),
            (Some(Field::Register(Register::Where)), By::Set) => self.place(tail, value),
            (Some(Field::Cells), By::Add | By::Remove) => self.count(head, tail, by, value),
            (Some(Field::Cells), By::Set) => Err(
                "+=N or -=N: one's own count goes up and down; basis=whole says that it is \
                 everybody's"
                    .to_owned(),
            ),
            (Some(Field::Topics), By::Add | By::Remove) if tail.is_empty() => {
                let topic = parsed(&json!(value))?;
                self.push(Edit::Topic { topic, present })
            }
            (Some(Field::Partners), By::Add | By::Remove) if tail.is_empty() => {
                let organisation = parsed(&json!(value))?;
                self.push(Edit::Partner {
                    organisation,
                    present,
                })
            }
            (Some(Field::Sessions), By::Add | By::Remove) if tail.is_empty() => {
                let session = parsed(&json!(value))?;
                self.push(Edit::LinkedSession { session, present })
            }
            (Some(Field::Topics | Field::Partners), By::Set) => Err("+=NAME or -=NAME".to_owned()),
            (Some(Field::Sessions), By::Set) => Err("+=ID or -=ID".to_owned()),
            (Some(Field::Team), By::Set) => self.team(tail, value),
            (Some(Field::Answers), By::Set) => self.answer(tail, value),
            (Some(Field::Texts), By::Set) => self.text(tail, value),
            (Some(Field::Activities), By::Set) => self.activity(tail, value),
            (Some(Field::Learned), By::Set) => self.learned(tail, value),
            (_, By::Set) => self.register(name, value),
            _ => Err(match register(self.kind, name) {
                Some(_) => "= alone".to_owned(),
                None => fields(self.kind),
            }),
        }
    }

    fn note(&mut self, by: By, value: &str) -> Result<(), String> {
        let notes = match by {
            By::Add => format!("{}{value}", self.notes),
            _ => value.to_owned(),
        };
        if !value::is_text(&notes) {
            return Err(format!("notes of at most {TEXT_CHARS_MAX} characters"));
        }
        self.notes = notes;
        Ok(())
    }

    fn place(&mut self, part: &str, value: &str) -> Result<(), String> {
        let Some(stands) = self.place.part_mut(part) else {
            let parts = Place::PARTS.map(|part| format!("place.{part}"));
            return Err(parts.join(", "));
        };
        *stands = line(&json!(value))?;
        Ok(())
    }

    fn count(&mut self, container: &str, key: &str, by: By, value: &str) -> Result<(), String> {
        let cell = cell(container, key)?;
        let count = value.parse().ok().filter(|n| (1..=COUNT_MAX).contains(n));
        let count = count.ok_or_else(|| format!("a whole number from 1 to {COUNT_MAX}"))?;
        let by = if by == By::Add { count } else { -count };
        self.push(Edit::Count { cell, by })
    }

    fn say(&mut self, table: &str, value: &str) -> Result<(), String> {
        let tables = tables(self.kind);
        let table = match table {
            "" => tables.first(),
            name => tables.iter().find(|table| table.code() == name),
        };
        let table = *table.ok_or_else(|| {
            let tables = tables.iter().map(|table| format!("basis.{}", table.code()));
            format!("basis or {}", tables.collect::<Vec<_>>().join(", "))
        })?;
        let basis = Basis::parse(value).ok_or("part or whole")?;
        self.push(Edit::Say { table, basis })
    }

    fn team(&mut self, member: &str, value: &str) -> Result<(), String> {
        let role = match value {
            "" => None,
            role => Some(parsed(&json!(role))?),
        };
        let member = parsed(&json!(member))?;
        self.push(Edit::Team { member, role })
    }

    fn answer(&mut self, key: &str, value: &str) -> Result<(), String> {
        if !value::is_answer_key(key) {
            return Err("answers.QUESTION or answers.QUESTION/CHOICE".to_owned());
        }
        let value = match value {
            "" => None,
            answer => Some(of_answer(&number_or_text(answer))?),
        };
        let key = key.to_owned();
        self.push(Edit::Answer { key, value })
    }

    fn text(&mut self, question: &str, value: &str) -> Result<(), String> {
        if !value::is_name(question) {
            return Err("texts.QUESTION".to_owned());
        }
        let value = Some(text(&json!(value))?).filter(|text| !text.is_empty());
        let question = question.to_owned();
        self.push(Edit::Text { question, value })
    }

    fn activity(&mut self, id: &str, value: &str) -> Result<(), String> {
        let id = parsed::<MaterialId>(&json!(id))
            .map_err(|allowed| format!("activities.ID, {allowed}"))?
            .to_string();
        let value = Some(line(&json!(value))?).filter(|what| !what.is_empty());
        self.push(Edit::Activity { id, value })
    }

    fn learned(&mut self, organisation: &str, value: &str) -> Result<(), String> {
        let organisation = parsed(&json!(organisation))
            .map_err(|allowed| format!("learned.ORGANISATION, {allowed}"))?;
        let value = Some(text(&json!(value))?).filter(|words| !words.is_empty());
        self.push(Edit::Learned {
            organisation,
            value,
        })
    }

    fn register(&mut self, name: &str, value: &str) -> Result<(), String> {
        let register = register(self.kind, name).ok_or_else(|| fields(self.kind))?;
        let value = match (register.rule().value, value) {
            (_, "") => None,
            (ValueKind::Number(_), number) => of_register(register, &number_or_text(number))?,
            (_, text) => of_register(register, &json!(text))?,
        };
        self.push(Edit::Set { register, value })
    }

    fn push(&mut self, edit: Edit) -> Result<(), String> {
        self.edits.push(edit);
        Ok(())
    }
}

/// The tables that are counted, the one first that a basis alone speaks of.
const fn tables(kind: DocKind) -> &'static [Table] {
    match kind {
        DocKind::Session => &[Table::People, Table::Materials, Table::Tallies],
        DocKind::Exchange => &[Table::Participants],
        DocKind::Private => &[],
    }
}

/// Everything that can be assigned to.
fn fields(kind: DocKind) -> String {
    let others = match kind {
        DocKind::Exchange => {
            "place.PART, participants.ORGANISATION.ROLE, basis, partners, sessions, \
             activities.ID, learned.ORGANISATION, notes"
        }
        DocKind::Session | DocKind::Private => {
            "place.PART, reached.SEX.AGE, groups.GROUP, materials.ID, tallies.TALLY, basis, \
             basis.TABLE, team.MEMBER, topics, partners, answers.QUESTION, texts.QUESTION, notes"
        }
    };
    let registers = REGISTERS.iter().map(|rule| rule.field);
    let registers = registers.filter(|name| *name != "place" && register(kind, name).is_some());
    registers.chain([others]).collect::<Vec<_>>().join(", ")
}

/// What a shell cannot tell apart, people can: `3` is a number, `true` a yes, the rest text.
fn number_or_text(text: &str) -> Value {
    let plain = serde_json::from_str(text).ok();
    plain
        .filter(|value: &Value| value.is_i64() || value.is_boolean())
        .unwrap_or_else(|| json!(text))
}
