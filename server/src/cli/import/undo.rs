//! `teren import undo`: what one import brought is withdrawn.

use std::io::Write;

use clap::Args;
use serde::Serialize;

use crate::cli::progress::Progress;
use crate::cli::{Data, Failure};
use crate::environment;
use crate::import;

/// Withdraw what one import brought, with a reason; nothing is deleted
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Undo {
    /// The import's number, as `teren import list` shows it
    id: u64,
    #[command(flatten)]
    data: Data,
    /// In whose name; without it in the first administrator's
    #[arg(long, value_name = "NAME")]
    member: Option<String>,
    /// Withdraw even what somebody edited since
    #[arg(long)]
    even_edited: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  teren import undo 3 --data /srv/teren
  teren import undo 3 --data /srv/teren --even-edited --json";

#[derive(Serialize)]
struct Told {
    import: u64,
    withdrawn: u64,
    withdrawn_before: u64,
    edited: Vec<String>,
}

impl Undo {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        let (store, exchange) = self.data.desk()?;
        let editor = store.read(|c| import::editor(c, self.member.as_deref()))?;
        let undone = {
            let mut progress = Progress::new();
            import::undo(
                &store,
                &exchange,
                &editor,
                &import::Undoing {
                    id: self.id,
                    even_edited: self.even_edited,
                },
                environment::now(),
                &mut environment::random,
                &mut |done, of| progress.part("Withdrawing", done, of),
            )?
        };
        let told = Told {
            import: self.id,
            withdrawn: undone.withdrawn,
            withdrawn_before: undone.before,
            edited: undone.edited.iter().map(ToString::to_string).collect(),
        };
        if self.json {
            serde_json::to_writer_pretty(&mut *out, &told)
                .map_err(|error| Failure::output(error.into()))?;
            return writeln!(out).map_err(Failure::output);
        }
        told.say(out).map_err(Failure::output)
    }
}

impl Told {
    fn say(&self, out: &mut dyn Write) -> std::io::Result<()> {
        let Self {
            import,
            withdrawn,
            withdrawn_before,
            edited,
        } = self;
        writeln!(out, "Import {import}: {withdrawn} withdrawn.")?;
        if *withdrawn_before > 0 {
            writeln!(out, "Withdrawn before: {withdrawn_before}.")?;
        }
        for doc in edited {
            writeln!(out, "Edited since, and left as it is: {doc}")?;
        }
        if !edited.is_empty() {
            writeln!(out, "Add `--even-edited` to withdraw those too.")?;
        }
        Ok(())
    }
}
