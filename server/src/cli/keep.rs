//! `teren keep`: how far back phones keep what is neither theirs nor planned.
//!
//! Works while the server runs: phones hear of it with their next contact.

use std::io::Write;

use clap::Args;
use client_core::model::Keep as Window;
use client_core::model::catalogue::Entry;
use serde::Serialize;

use super::{Data, Failure};
use crate::store::catalogue;

/// Show or say how many months back phones keep sessions that are neither theirs nor planned
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Keep {
    #[command(flatten)]
    data: Data,
    /// Whole months before the present one
    #[arg(long, value_name = "N", conflicts_with = "everything")]
    #[arg(value_parser = clap::value_parser!(u16).range(1..))]
    months: Option<u16>,
    /// Keep everything, however old
    #[arg(long)]
    everything: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  teren keep --data /srv/teren
  teren keep --data /srv/teren --months 24
  teren keep --data /srv/teren --everything --json

A new phone is sent nothing older; what is older can be asked for session by session. Phones that
hold it already keep it. When the window was widened, a phone fetches the rest with its next
repair.";

#[derive(Serialize)]
struct Said {
    /// None: everything is kept.
    months: Option<u16>,
}

impl Keep {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        let (store, _) = self.data.open()?;
        let wanted = match (self.months, self.everything) {
            (None, false) => None,
            (months, _) => Some(Window { months }),
        };
        if let Some(window) = wanted {
            store.write(|tx| catalogue::put(tx, &Entry::Keep(window)))?;
        }
        let Window { months } = store.read(catalogue::keep)?;
        if self.json {
            serde_json::to_writer(&mut *out, &Said { months })
                .map_err(|error| Failure::output(error.into()))?;
            return writeln!(out).map_err(Failure::output);
        }
        let said = match months {
            Some(months) => format!("phones keep the present month and the {months} before it"),
            None => "phones keep everything".to_owned(),
        };
        writeln!(out, "{said}").map_err(Failure::output)
    }
}
