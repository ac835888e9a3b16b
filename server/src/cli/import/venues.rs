//! `teren import venues`: schools and other institutions from a CSV table, so that one school is
//! one school on every phone of its unit.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use crate::cli::{Data, Failure};
use crate::environment;
use crate::import;
use crate::register::{self, Imported, RegisterError, RowProblem};

/// Bring in venues: id, name, locality, adm1, and if known pcode, lat, lon, unit
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Venues {
    #[command(flatten)]
    data: Data,
    /// A CSV file with headings
    file: PathBuf,
    /// Look for problems and say what would change; change nothing
    #[arg(long)]
    dry_run: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  teren import venues venues.csv --data /srv/teren --dry-run
  teren import venues venues.csv --data /srv/teren --json

A table begins with its headings, in any order:
  id,name,locality,adm1,pcode,lat,lon,unit
  ro-sv-001,Colegiul Eudoxiu Hurmuzachi,Radauti,RO-SV,,47.85,25.92,suceava
A county is named or coded (Suceava, RO-SV); commas, semicolons or tabs divide cells; text is UTF-8,
UTF-16, or else that of Windows. Without a unit everybody hears of a venue. The same id again
updates it.";

impl Venues {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        let text = self.text()?;
        self.bring_in(&text, out)
    }

    /// The same for a table that may hold something else.
    pub(super) fn run_if_venues(self, out: &mut dyn Write) -> Result<(), Failure> {
        let text = self.text()?;
        if !register::is_register(text.lines().next().unwrap_or_default()) {
            return Err(Failure::NotVenues(self.file.display().to_string()));
        }
        self.bring_in(&text, out)
    }

    fn text(&self) -> Result<String, Failure> {
        Ok(import::read_text(&self.file)?.text)
    }

    fn bring_in(&self, text: &str, out: &mut dyn Write) -> Result<(), Failure> {
        let (store, _) = self.data.open()?;
        let now = environment::now();
        // A transaction that ends with an error leaves nothing: that is the dry run.
        let mut seen = None;
        let done = store.write(|tx| {
            let imported = register::import(tx, text, now)?;
            seen = Some(imported);
            if self.dry_run {
                return Err(RegisterError::Table(Vec::new()));
            }
            Ok(imported)
        });
        match (done, seen) {
            (Ok(imported), _) | (Err(RegisterError::Table(_)), Some(imported)) => {
                self.tell(imported, &[], out)
            }
            (Err(RegisterError::Table(problems)), None) => {
                self.tell(Imported::default(), &problems, out)?;
                Err(RegisterError::Table(problems).into())
            }
            (Err(other), _) => Err(other.into()),
        }
    }

    fn tell(
        &self,
        imported: Imported,
        problems: &[RowProblem],
        out: &mut dyn Write,
    ) -> Result<(), Failure> {
        if self.json {
            let told = json!({
                "dry_run": self.dry_run, "new": imported.new, "changed": imported.changed,
                "unchanged": imported.unchanged, "problems": problems,
            });
            return writeln!(out, "{told:#}").map_err(Failure::output);
        }
        for problem in problems {
            writeln!(out, "{problem}").map_err(Failure::output)?;
        }
        if !problems.is_empty() {
            return Ok(());
        }
        let Imported {
            new,
            changed,
            unchanged,
        } = imported;
        let would = if self.dry_run { "Would be: " } else { "" };
        writeln!(
            out,
            "{would}{new} new, {changed} changed, {unchanged} as they were."
        )
        .map_err(Failure::output)
    }
}
