//! What a volunteer writes: a new session, edits, settled conflicts.

use std::fs;
use std::io::{self, Write};

use clap::Args;
use client_core::client::Client;
use client_core::ids::DocId;
use client_core::model::plain;

use super::failure::Failure;

/// Record a session from its plain JSON form and print its id
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  phone --store ./ana record session.json
  echo '{\"kind\": \"school\", \"title\": \"Grade 9\"}' | phone --store ./ana record -")]
pub(super) struct Record {
    /// A file with one session in the plain form, or - for standard input
    file: String,
}

impl Record {
    pub(super) fn run(&self, client: &Client, out: &mut dyn Write) -> Result<(), Failure> {
        let text = match self.file.as_str() {
            "-" => io::read_to_string(io::stdin())?,
            file => fs::read_to_string(file)
                .map_err(|error| Failure::Input(format!("{file}: {error}")))?,
        };
        let form = plain::parse_text(&text)?;
        let doc = client.record(&form)?;
        Ok(writeln!(out, "{doc}")?)
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
}

impl Edit {
    pub(super) fn run(&self, client: &Client, out: &mut dyn Write) -> Result<(), Failure> {
        let shown = client.session(self.id)?;
        let edits = plain::assignments(&shown, &self.assignments)?;
        let session = client.edit(self.id, &edits)?;
        Ok(writeln!(out, "{} {}", session.id, session.title)?)
    }
}

/// Settle a conflict by one of its sayings, as `phone conflicts` numbers them
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  phone --store ./ana conflicts
  phone --store ./ana resolve ID title 2
  phone --store ./ana resolve ID people 1")]
pub(super) struct Resolve {
    /// The session
    #[arg(value_parser = doc)]
    id: DocId,
    /// The field that people disagree on
    field: String,
    /// Which saying is right, counted from 1
    saying: usize,
}

impl Resolve {
    pub(super) fn run(&self, client: &Client, out: &mut dyn Write) -> Result<(), Failure> {
        let session = client.resolve(self.id, &self.field, self.saying)?;
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
    /// The session
    #[arg(value_parser = doc)]
    id: DocId,
    /// Why
    #[arg(required_unless_present = "undo")]
    why: Option<String>,
    /// Show it again
    #[arg(long, conflicts_with = "why")]
    undo: bool,
}

impl Withdraw {
    pub(super) fn run(&self, client: &Client, out: &mut dyn Write) -> Result<(), Failure> {
        let session = match &self.why {
            Some(why) => client.withdraw(self.id, why)?,
            None => client.show_again(self.id)?,
        };
        Ok(writeln!(out, "{} {}", session.id, session.title)?)
    }
}

/// Reads the id of a session.
pub(super) fn doc(text: &str) -> Result<DocId, String> {
    text.parse::<DocId>().map_err(|error| error.to_string())
}
