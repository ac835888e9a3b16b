//! Sessions that look like one event: shown, decided, undone.

use std::io::Write;

use clap::Args;
use client_core::client::{Client, LikelyDuplicate, ListRow};
use client_core::ids::DocId;
use serde_json::{Value, json};

use super::failure::Failure;
use super::names;
use super::record::doc;
use super::show::print_json;

const MINUTE_MS: u64 = 60_000;

/// Show sessions of your own that look like the same event as another
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  phone --store ./ana duplicates
  phone --store ./ana duplicates --json")]
pub(super) struct Duplicates {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Duplicates {
    pub(super) fn run(&self, client: &Client, out: &mut dyn Write) -> Result<(), Failure> {
        let pairs = client.likely_duplicates()?;
        if self.json {
            return print_json(out, &pairs.iter().map(as_json).collect());
        }
        for pair in &pairs {
            let minutes = pair.likeness.apart_ms / MINUTE_MS;
            let why = match pair.likeness.place.code() {
                "venue" => "the same venue",
                "name" => "the same place by name",
                _ => "less than a kilometre apart",
            };
            writeln!(out, "{why}, {minutes} min apart")?;
            for row in [&pair.one, &pair.other] {
                print_side(client, out, row)?;
            }
        }
        Ok(())
    }
}

fn print_side(client: &Client, out: &mut dyn Write, row: &ListRow) -> Result<(), Failure> {
    let who = match &row.author {
        Some(member) => names::member(client, member)?,
        None => "somebody".to_owned(),
    };
    let (doc, moment, people) = (row.doc, row.moment, row.people);
    let (title, place) = (&row.title, &row.place);
    Ok(writeln!(
        out,
        "  {doc}  {moment}  {people:>5}  {title} ({place}), by {who}"
    )?)
}

fn as_json(pair: &LikelyDuplicate) -> Value {
    let side = |row: &ListRow| {
        json!({
            "id": row.doc, "title": row.title, "place": row.place, "moment": row.moment,
            "people": row.people, "author": row.author, "unit": row.unit,
        })
    };
    json!({
        "one": side(&pair.one), "other": side(&pair.other),
        "place": pair.likeness.place.code(),
        "minutes": pair.likeness.apart_ms / MINUTE_MS,
    })
}

/// Say that a session is a duplicate of another that is kept: they count once
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  phone --store ./ana duplicates
  phone --store ./ana duplicate ID KEPT
  phone --store ./ana duplicate ID --undo")]
pub(super) struct Duplicate {
    /// The session that is a duplicate
    #[arg(value_parser = doc)]
    id: DocId,
    /// The session that is kept
    #[arg(value_parser = doc, required_unless_present = "undo")]
    kept: Option<DocId>,
    /// It is a session of its own after all
    #[arg(long, conflicts_with = "kept")]
    undo: bool,
}

impl Duplicate {
    pub(super) fn run(&self, client: &Client, out: &mut dyn Write) -> Result<(), Failure> {
        let session = match self.kept {
            Some(kept) => client.mark_duplicate(self.id, kept)?,
            None => client.unmark_duplicate(self.id)?,
        };
        Ok(writeln!(out, "{} {}", session.id, session.title)?)
    }
}
