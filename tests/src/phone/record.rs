//! What a volunteer writes: a new session, edits, settled conflicts.

use std::io::Write;
use std::path::Path;

use clap::Args;
use client_core::client::Client;
use client_core::ids::DocId;
use client_core::limits::FORM_BYTES_MAX;
use client_core::model::Status;
use client_core::model::plain::{self, PlainSession};
use client_core::privacy;
use serde_json::json;

use super::failure::Failure;
use super::files;
use super::questions;
use super::warnings::{print_written, warned_anew};

/// Record a session from its plain JSON form and print its id
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  phone --store ./ana record session.json
  phone --store ./ana record session.json --json
  echo '{\"kind\": \"school\", \"title\": \"Grade 9\"}' | phone --store ./ana record -")]
pub(super) struct Record {
    /// A file with one session in the plain form, or - for standard input
    file: String,
    /// Print JSON, with what looks like it should not be in a note
    #[arg(long)]
    json: bool,
}

impl Record {
    pub(super) fn run(&self, client: &Client, out: &mut dyn Write) -> Result<(), Failure> {
        let form = plain::parse_text(&read_form(&self.file)?)?;
        let doc = client.record(&form)?;
        tell_left_out(&form);
        let found = privacy::session(&client.session(doc)?);
        print_written(
            out,
            self.json,
            &doc.to_string(),
            json!({ "id": doc }),
            &found,
        )
    }
}

/// The text of a form, and no more of an endless file than a form can be.
pub(super) fn read_form(file: &str) -> Result<String, Failure> {
    let bytes = files::read(Path::new(file), FORM_BYTES_MAX)?;
    if bytes.len() as u64 > FORM_BYTES_MAX {
        let allowed = format!("a file of at most {FORM_BYTES_MAX} bytes");
        return Err(Failure::input("file", file, allowed));
    }
    let text = String::from_utf8(bytes);
    text.map_err(|_| Failure::input("file", file, "text in UTF-8"))
}

/// Says which fields of a form were not taken over, and why.
pub(super) fn tell_left_out(form: &PlainSession) {
    for field in &form.left_out {
        let why = why_left_out(field);
        eprintln!("phone: {field} of the form was left out: {why}");
    }
}

/// Whoever exports a session, edits it and records it again has a new one.
fn why_left_out(field: &str) -> &'static str {
    match field {
        "id" => "what is recorded gets an id of its own; `phone edit` changes what exists",
        "review" => "a coordinator's word is about what was looked at",
        _ => "the form says one thing for each field",
    }
}

/// Edit a session: fields are set, counts and notes are added to
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  phone --store ./ana edit ID title='Grade 9, two classes' status=done
  phone --store ./ana edit ID reached.f.14-17+=3 tallies.helpline_cards+=58
  phone --store ./ana edit ID basis=whole reached.m.14-17-=1
  phone --store ./ana edit ID topics+=forced_labour notes+=' Many asked about contracts.'")]
pub(super) struct Edit {
    /// The session
    #[arg(value_parser = doc)]
    id: DocId,
    /// FIELD=VALUE, FIELD+=VALUE or FIELD-=VALUE
    #[arg(required = true)]
    assignments: Vec<String>,
    /// Print JSON, with what looks like it should not be in a note
    #[arg(long)]
    json: bool,
}

impl Edit {
    pub(super) fn run(&self, client: &Client, out: &mut dyn Write) -> Result<(), Failure> {
        let shown = client.session(self.id)?;
        let edits = plain::assignments(&shown, &self.assignments)?;
        let session = client.edit(self.id, &edits)?;
        if shown.status != Status::Done && session.status == Status::Done {
            questions::warn_open(client, self.id);
        }
        let found = warned_anew(&privacy::session(&shown), privacy::session(&session));
        let line = format!("{} {}", session.id, session.title);
        let written = json!({ "id": session.id, "title": session.title });
        print_written(out, self.json, &line, written, &found)
    }
}

/// Settle a conflict by one of its sayings, as `phone conflicts` numbers them, or by another value
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  phone --store ./ana conflicts
  phone --store ./ana resolve ID title 2
  phone --store ./ana resolve ID title --value 'Grade 9, both classes'
  phone --store ./ana resolve ID people 1

A count that nobody said yet is counted whole first; then it is one of the sayings:
  phone --store ./ana edit ID basis=whole reached.f.14-17+=2")]
pub(super) struct Resolve {
    #[command(flatten)]
    it: Resolving,
}

/// A conflict of a session or an exchange, and what settles it.
#[derive(Debug, Args)]
pub(super) struct Resolving {
    /// The session or exchange
    #[arg(value_parser = doc)]
    pub(super) id: DocId,
    /// The field that people disagree on
    pub(super) field: String,
    /// Which saying is right, counted from 1
    #[arg(required_unless_present = "value")]
    saying: Option<usize>,
    /// What is right instead of all that was said
    #[arg(long, conflicts_with = "saying")]
    value: Option<String>,
}

/// What settles a conflict.
pub(super) enum Settling {
    /// Its saying with this number.
    Saying(usize),
    /// `FIELD=VALUE`.
    Assignment(String),
}

impl Resolving {
    pub(super) fn by(&self) -> Settling {
        match (&self.value, self.saying) {
            (Some(value), _) => Settling::Assignment(format!("{}={value}", self.field)),
            (None, saying) => Settling::Saying(saying.unwrap_or(0)),
        }
    }
}

impl Resolve {
    pub(super) fn run(&self, client: &Client, out: &mut dyn Write) -> Result<(), Failure> {
        let Resolving { id, field, .. } = &self.it;
        let session = match self.it.by() {
            Settling::Saying(n) => client.resolve(*id, field, n)?,
            Settling::Assignment(assignment) => {
                let edits = plain::assignments(&client.session(*id)?, &[assignment])?;
                client.resolve_by(*id, field, &edits)?
            }
        };
        Ok(writeln!(out, "{} {}", session.id, session.title)?)
    }
}

/// Hide a session, with a reason; nothing is deleted
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  phone --store ./ana withdraw ID 'entered twice'
  phone --store ./ana withdraw ID --undo")]
pub(super) struct Withdraw {
    #[command(flatten)]
    it: Withdrawing,
}

/// A session or an exchange that is hidden, or shown again.
#[derive(Debug, Args)]
pub(super) struct Withdrawing {
    /// The session or exchange
    #[arg(value_parser = doc)]
    pub(super) id: DocId,
    /// Why
    #[arg(required_unless_present = "undo")]
    pub(super) why: Option<String>,
    /// Show it again
    #[arg(long, conflicts_with = "why")]
    undo: bool,
}

impl Withdraw {
    pub(super) fn run(&self, client: &Client, out: &mut dyn Write) -> Result<(), Failure> {
        let Withdrawing { id, why, .. } = &self.it;
        let session = match why {
            Some(why) => client.withdraw(*id, why)?,
            None => client.show_again(*id)?,
        };
        Ok(writeln!(out, "{} {}", session.id, session.title)?)
    }
}

/// Reads the id of a session.
pub(super) fn doc(text: &str) -> Result<DocId, String> {
    text.parse::<DocId>().map_err(|error| error.to_string())
}
