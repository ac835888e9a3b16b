//! From JSON to edits: every field by name, every problem at once.

use std::fmt::Display;
use std::str::FromStr;

use serde_json::{Map, Value};

use super::PlainSession;
use super::field::{Field, field, names, names_within, register};
use super::scalar::{cell, found, of_answer, of_count, of_register, parsed};
use crate::ids::{MaterialId, UnitId};
use crate::limits::{LINE_CHARS_MAX, SET_ENTRIES_MAX, TEXT_CHARS_MAX};
use crate::model::edit::{Edit, check_times, splices_between};
use crate::model::problem::FieldProblem;
use crate::model::register::Register;
use crate::model::session::{Attachment, Place};
use crate::model::value;
use crate::model::vocabulary::DocKind;

/// Reads the plain form of a session.
pub fn parse(form: &Value) -> Result<PlainSession, Vec<FieldProblem>> {
    Reading::of(DocKind::Session, form)
}

/// Reads the plain form of an exchange.
pub fn parse_exchange(form: &Value) -> Result<PlainSession, Vec<FieldProblem>> {
    Reading::of(DocKind::Exchange, form)
}

/// Reads the plain form of a session from its text.
pub fn parse_text(form: &str) -> Result<PlainSession, Vec<FieldProblem>> {
    parse(&json_of(DocKind::Session, form)?)
}

/// Reads the plain form of an exchange from its text.
pub fn parse_exchange_text(form: &str) -> Result<PlainSession, Vec<FieldProblem>> {
    parse_exchange(&json_of(DocKind::Exchange, form)?)
}

fn json_of(kind: DocKind, form: &str) -> Result<Value, Vec<FieldProblem>> {
    serde_json::from_str(form).map_err(|error| {
        let allowed = format!("one JSON object, the plain form of one {kind}");
        vec![FieldProblem::new("the form", error.to_string(), allowed)]
    })
}

struct Reading {
    kind: DocKind,
    unit: Option<UnitId>,
    edits: Vec<Edit>,
    left_out: Vec<String>,
    problems: Vec<FieldProblem>,
}

impl Reading {
    fn of(kind: DocKind, form: &Value) -> Result<PlainSession, Vec<FieldProblem>> {
        let mut reading = Self {
            kind,
            unit: None,
            edits: Vec::new(),
            left_out: Vec::new(),
            problems: Vec::new(),
        };
        match form {
            Value::Object(fields) => reading.fields(fields),
            other => reading.problem("the form", found(other), "a JSON object"),
        }
        reading.problems.extend(check_times(&reading.edits).err());
        if !reading.problems.is_empty() {
            return Err(reading.problems);
        }
        Ok(PlainSession {
            kind,
            unit: reading.unit,
            edits: reading.edits,
            left_out: reading.left_out,
        })
    }

    fn fields(&mut self, fields: &Map<String, Value>) {
        for (name, value) in fields {
            match field(self.kind, name) {
                None => self.unknown(name, names(self.kind)),
                Some(_) if value.is_null() => {}
                Some(field) => self.field(field, name, value),
            }
        }
    }

    fn field(&mut self, field: Field, name: &str, value: &Value) {
        match field {
            Field::Told if value.as_array().is_some_and(Vec::is_empty) => {}
            Field::Told => self.left_out.push(name.to_owned()),
            Field::Unit => self.unit = self.take(name, value, parsed),
            Field::Register(Register::Where) => self.place(name, value),
            Field::Register(register) => self.register(register, name, value),
            Field::Section => self.section(name, value),
            Field::Cells => self.cells(name, value),
            Field::Team => self.entries(name, value, |reading, member, name, role| {
                let role = Some(reading.take(name, role, parsed)?);
                let member = reading.key(name, member)?;
                Some(Edit::Team { member, role })
            }),
            Field::Partners => self.members(name, value, |organisation| Edit::Partner {
                organisation,
                present: true,
            }),
            Field::Topics => self.members(name, value, |topic| Edit::Topic {
                topic,
                present: true,
            }),
            Field::Sessions => self.members(name, value, |session| Edit::LinkedSession {
                session,
                present: true,
            }),
            Field::Answers => self.entries(name, value, |reading, key, name, answer| {
                if !value::is_answer_key(key) {
                    let allowed = "QUESTION, QUESTION/CHOICE or GROUP#REPLICA.N/QUESTION";
                    return reading.none(name, key, allowed);
                }
                let value = Some(reading.take(name, answer, of_answer)?);
                let key = key.to_owned();
                Some(Edit::Answer { key, value })
            }),
            Field::Activities => self.entries(name, value, |reading, id, name, what| {
                let id = reading.key::<MaterialId>(name, id)?.to_string();
                let value = Some(reading.take(name, what, line)?);
                Some(Edit::Activity { id, value })
            }),
            Field::Learned => self.entries(name, value, |reading, organisation, name, words| {
                let organisation = reading.key(name, organisation)?;
                let value = Some(reading.take(name, words, text)?);
                Some(Edit::Learned {
                    organisation,
                    value,
                })
            }),
            Field::Texts => self.entries(name, value, |reading, question, name, words| {
                if !value::is_name(question) {
                    return reading.none(name, question, "a question's name");
                }
                let value = Some(reading.take(name, words, text)?);
                let question = question.to_owned();
                Some(Edit::Text { question, value })
            }),
            Field::Notes => self.notes(name, value),
            Field::Attachments => self.attachments(name, value),
        }
    }

    fn register(&mut self, register: Register, name: &str, value: &Value) {
        match of_register(register, value) {
            Ok(None) => {}
            Ok(value) => self.edits.push(Edit::Set { register, value }),
            Err(allowed) => self.problem(name, found(value), allowed),
        }
    }

    fn section(&mut self, section: &str, value: &Value) {
        let Some(fields) = self.object(section, value) else {
            return;
        };
        for (key, value) in fields {
            let name = format!("{section}.{key}");
            match register(self.kind, &name) {
                None => self.unknown(&name, names_within(self.kind, section)),
                Some(_) if value.is_null() => {}
                Some(register) => self.register(register, &name, value),
            }
        }
    }

    fn place(&mut self, name: &str, value: &Value) {
        let Some(fields) = self.object(name, value) else {
            return;
        };
        let mut place = Place::default();
        for (key, value) in fields {
            let name = format!("{name}.{key}");
            let Some(part) = place.part_mut(key) else {
                self.unknown(&name, Place::PARTS.join(", "));
                continue;
            };
            if let Some(text) = self.take(&name, value, line) {
                *part = text;
            }
        }
        if !place.is_empty() {
            let text = place.to_register();
            self.edits.push(Edit::text(Register::Where, text));
        }
    }

    fn cells(&mut self, container: &str, value: &Value) {
        self.entries(container, value, |reading, key, name, count| {
            let cell = match cell(container, key) {
                Ok(cell) => cell,
                Err(allowed) => return reading.none(name, key, allowed),
            };
            let by = reading.take(name, count, of_count)?;
            Some(Edit::Count { cell, by }).filter(|_| by > 0)
        });
    }

    fn notes(&mut self, name: &str, value: &Value) {
        if let Some(notes) = self.take(name, value, text) {
            let splices = splices_between("", &notes);
            if !splices.is_empty() {
                self.edits.push(Edit::Notes { splices });
            }
        }
    }

    fn attachments(&mut self, name: &str, value: &Value) {
        for (at, value) in self.list(name, value).iter().enumerate() {
            let name = format!("{name}.{at}");
            if let Some(file) = self.take(&name, value, attachment) {
                self.edits.push(Edit::Attach(file));
            }
        }
    }

    /// A list of ids or codes.
    fn members<T: FromStr<Err: Display>>(
        &mut self,
        name: &str,
        value: &Value,
        edit: impl Fn(T) -> Edit,
    ) {
        for value in self.list(name, value) {
            if let Some(member) = self.take(name, value, parsed) {
                self.edits.push(edit(member));
            }
        }
    }

    /// An object whose keys are not fields but what is spoken of.
    fn entries(
        &mut self,
        name: &str,
        value: &Value,
        edit: impl Fn(&mut Self, &str, &str, &Value) -> Option<Edit>,
    ) {
        let Some(entries) = self.object(name, value) else {
            return;
        };
        self.bound(name, entries.len());
        for (key, value) in entries {
            let name = format!("{name}.{key}");
            let edit = edit(self, key, &name, value);
            self.edits.extend(edit);
        }
    }

    fn object<'v>(&mut self, name: &str, value: &'v Value) -> Option<&'v Map<String, Value>> {
        let object = value.as_object();
        if object.is_none() {
            self.problem(name, found(value), "an object");
        }
        object
    }

    fn list<'v>(&mut self, name: &str, value: &'v Value) -> &'v [Value] {
        let Some(list) = value.as_array() else {
            self.problem(name, found(value), "a list");
            return &[];
        };
        self.bound(name, list.len());
        list
    }

    fn bound(&mut self, name: &str, entries: usize) {
        if entries > SET_ENTRIES_MAX {
            let allowed = format!("at most {SET_ENTRIES_MAX} entries");
            self.problem(name, format!("{entries} entries"), allowed);
        }
    }

    /// The value when it can be taken; else its problem is noted.
    fn take<T>(
        &mut self,
        name: &str,
        value: &Value,
        read: impl FnOnce(&Value) -> Result<T, String>,
    ) -> Option<T> {
        let taken = read(value).map_err(|allowed| self.problem(name, found(value), allowed));
        taken.ok()
    }

    fn key<T: FromStr<Err: Display>>(&mut self, name: &str, key: &str) -> Option<T> {
        let parsed = key.parse();
        let parsed =
            parsed.map_err(|e: T::Err| self.problem(name, found(&key.into()), e.to_string()));
        parsed.ok()
    }

    fn none<T>(&mut self, name: &str, key: &str, allowed: impl Into<String>) -> Option<T> {
        self.problem(name, found(&key.into()), allowed);
        None
    }

    fn unknown(&mut self, name: &str, allowed: impl Into<String>) {
        self.problem(name, "a field that does not exist", allowed);
    }

    fn problem(&mut self, name: &str, found: impl Into<String>, allowed: impl Into<String>) {
        self.problems.push(FieldProblem::new(name, found, allowed));
    }
}

pub(super) fn line(value: &Value) -> Result<String, String> {
    let line = value.as_str().filter(|text| value::is_line(text));
    let line = line.map(ToOwned::to_owned);
    line.ok_or_else(|| format!("one line of at most {LINE_CHARS_MAX} characters"))
}

pub(super) fn text(value: &Value) -> Result<String, String> {
    let text = value.as_str().filter(|text| value::is_text(text));
    let text = text.map(ToOwned::to_owned);
    text.ok_or_else(|| format!("a text of at most {TEXT_CHARS_MAX} characters"))
}

fn attachment(value: &Value) -> Result<Attachment, String> {
    let fits = |file: &Attachment| {
        let is_hash = file.sha256.len() == 64
            && hex::decode(&file.sha256).is_ok_and(|hash| hex::encode(hash) == file.sha256);
        let is_type = value::is_line(&file.media_type) && !file.media_type.contains(';');
        is_hash && is_type && !file.name.is_empty() && value::is_line(&file.name)
    };
    let file: Option<Attachment> = serde_json::from_value(value.clone()).ok();
    file.filter(fits).ok_or_else(|| {
        "an object of sha256 (64 hexadecimal digits), name, media_type and bytes".to_owned()
    })
}
