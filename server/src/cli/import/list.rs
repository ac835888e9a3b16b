//! `teren import list`: which imports there were.

use std::io::Write;

use clap::Args;
use serde::Serialize;

use crate::cli::{Asked, Failure};
use crate::store::{StoreError, imports, members};

/// List the imports, with the numbers by which they are taken back
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct List {
    #[command(flatten)]
    asked: Asked,
}

const EXAMPLES: &str = "\
Examples:
  teren import list --data /srv/teren
  teren import list --data /srv/teren --json";

#[derive(Serialize)]
struct Line {
    id: u64,
    name: String,
    member: String,
    made_at: String,
    sessions: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    undone_at: Option<String>,
}

impl List {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        let (store, _) = self.asked.data.open()?;
        let lines = store.read(|c| {
            let mut lines = Vec::new();
            for import in imports::all(c)? {
                let member = members::get(c, &import.member)?;
                lines.push(Line {
                    id: import.id,
                    name: import.name,
                    member: member.map_or_else(|| import.member.to_string(), |member| member.name),
                    made_at: import.made_at.to_string(),
                    sessions: import.sessions,
                    undone_at: import.undone_at.map(|at| at.to_string()),
                });
            }
            Ok::<_, StoreError>(lines)
        })?;
        if self.asked.json {
            serde_json::to_writer_pretty(&mut *out, &lines)
                .map_err(|error| Failure::output(error.into()))?;
            return writeln!(out).map_err(Failure::output);
        }
        self.say(&lines, out).map_err(Failure::output)
    }

    fn say(&self, lines: &[Line], out: &mut dyn Write) -> std::io::Result<()> {
        if lines.is_empty() {
            writeln!(out, "Nothing was imported yet.")?;
        }
        for line in lines {
            let Line {
                id,
                name,
                member,
                made_at,
                sessions,
                undone_at,
            } = line;
            write!(
                out,
                "{id}  {made_at}  {name}: {sessions} brought in, by {member}"
            )?;
            match undone_at {
                Some(undone_at) => writeln!(out, ", taken back {undone_at}")?,
                None => writeln!(out)?,
            }
        }
        Ok(())
    }
}
