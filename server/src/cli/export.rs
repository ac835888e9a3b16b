//! `teren export`: everything in the plain form, to a file or to standard output.
//!
//! Works while the server runs and shows one moment.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use client_core::ids::OrganisationId;

use super::{Data, Failure};
use crate::config::write_over_by;
use crate::report::export::{self, ExportError};
use crate::store::Connection;

/// Write all sessions and exchanges to a file
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Export {
    #[command(flatten)]
    data: Data,
    /// The form: an array of what was recorded
    #[arg(long, value_enum)]
    format: Format,
    /// The file, replaced when it is there; `-` for standard output
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One JSON array
    Json,
}

const EXAMPLES: &str = "\
Examples:
  teren export --data /srv/teren --format json --to sessions.json
  teren export --data /srv/teren --format json --to - | gzip > sessions.json.gz";

impl Export {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        let Format::Json = self.format;
        let (store, organisation) = self.data.open()?;
        if self.to == Path::new("-") {
            let mut out = BufWriter::new(out);
            let done = store.read(|c| export::json(c, &organisation, &mut out));
            return done.map(drop).map_err(|error| match error {
                ExportError::Write(error) => Failure::output(error),
                ExportError::Load(_) => error.into(),
            });
        }
        let written = store.read(|c| to_file(c, &organisation, &self.to))?;
        let file = self.to.display();
        writeln!(out, "Sessions and exchanges written to {file}: {written}.")
            .map_err(Failure::output)
    }
}

/// What is exported holds notes that are nobody else's business, so the file is its owner's alone.
fn to_file(c: &Connection, of: &OrganisationId, file: &Path) -> Result<u64, ExportError> {
    if fs::metadata(file).is_ok_and(|there| !there.is_file()) {
        // A pipe or a device is written to, never replaced.
        let mut out = BufWriter::new(fs::OpenOptions::new().write(true).open(file)?);
        return export::json(c, of, &mut out);
    }
    write_over_by(file, |mut out| export::json(c, of, &mut out))
}
