//! The assignments of a command line: `title=... reached.f.14-17+=3 basis=whole notes+="..."`.
//!
//! Against the session that was shown: a place is one value, so saying its town keeps its county,
//! and notes are spliced, so that somebody else's words stay.

use serde_json::{Value, json};

use super::field::register;
use super::parse::{line, text};
use super::scalar::{cell, of_answer, of_register, parsed, shortened};
use crate::limits::{COUNT_MAX, TEXT_CHARS_MAX};
use crate::model::count::{Basis, Table};
use crate::model::edit::{Edit, check_times, splices_between};
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
    let mut reading = Assigning {
        place: shown.place.clone(),
        notes: shown.notes.clone(),
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
    if reading.place != shown.place {
        let place = reading.place.to_register();
        reading.edits.push(Edit::text(Register::Where, place));
    }
    let splices = splices_between(&shown.notes, &reading.notes);
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
        match (head, by) {
            ("notes", By::Set | By::Add) if tail.is_empty() => self.note(by, value),
            ("place", By::Set) => self.place(tail, value),
            ("reached" | "groups" | "materials" | "tallies", By::Add | By::Remove) => {
                self.count(head, tail, by, value)
            }
            ("reached" | "groups" | "materials" | "tallies", By::Set) => Err(
                "+=N or -=N: one's own count goes up and down; basis=whole says that it is \
                 everybody's"
                    .to_owned(),
            ),
            ("basis", By::Set) => self.say(tail, value),
            ("topics", By::Add | By::Remove) if tail.is_empty() => {
                let (topic, present) = (parsed(&json!(value))?, by == By::Add);
                self.push(Edit::Topic { topic, present })
            }
            ("partners", By::Add | By::Remove) if tail.is_empty() => {
                let (organisation, present) = (parsed(&json!(value))?, by == By::Add);
                self.push(Edit::Partner {
                    organisation,
                    present,
                })
            }
            ("topics" | "partners", By::Set) => Err("+=NAME or -=NAME".to_owned()),
            ("team", By::Set) => self.team(tail, value),
            ("answers", By::Set) => self.answer(tail, value),
            ("texts", By::Set) => self.text(tail, value),
            (_, By::Set) => self.register(name, value),
            _ => Err(match register(DocKind::Session, name) {
                Some(_) => "= alone".to_owned(),
                None => fields(),
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
        const TABLES: [Table; 3] = [Table::People, Table::Materials, Table::Tallies];
        let table = match table {
            "" => Some(Table::People),
            name => TABLES.into_iter().find(|table| table.code() == name),
        };
        let table = table.ok_or_else(|| {
            let tables = TABLES.map(|table| format!("basis.{}", table.code()));
            format!("basis or {}", tables.join(", "))
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

    fn register(&mut self, name: &str, value: &str) -> Result<(), String> {
        let register = register(DocKind::Session, name).ok_or_else(fields)?;
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

/// Everything that can be assigned to.
fn fields() -> String {
    let others = "place.PART, reached.SEX.AGE, groups.GROUP, materials.ID, tallies.TALLY, basis, \
                  basis.TABLE, team.MEMBER, topics, partners, answers.QUESTION, texts.QUESTION, \
                  notes";
    let session = DocKind::Session;
    let registers = REGISTERS.iter().map(|rule| rule.field);
    let registers = registers.filter(|name| *name != "place" && register(session, name).is_some());
    registers.chain([others]).collect::<Vec<_>>().join(", ")
}

/// What a shell cannot tell apart, people can: `3` is a number, `true` a yes, the rest text.
fn number_or_text(text: &str) -> Value {
    let plain = serde_json::from_str(text).ok();
    plain
        .filter(|value: &Value| value.is_i64() || value.is_boolean())
        .unwrap_or_else(|| json!(text))
}
