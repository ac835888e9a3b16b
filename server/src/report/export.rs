//! Everything as JSON: one array of sessions and exchanges in the plain form, each with its private
//! part, in the order in which they were begun. Sessions as a table: see [`csv`](csv()) and
//! [`xlsx`](xlsx()).

mod answers;
mod csv;
mod sheet;
mod xlsx;

use std::io::{self, Write};

use client_core::ids::OrganisationId;
use client_core::model::{Cell, DocKind, plain};

pub use self::csv::csv;
pub use self::xlsx::xlsx;

use crate::config::words;
use crate::projection::{self, LoadError, Loaded, load};
use crate::store::{Connection, StoreError};

/// Why an export ended early. What was written until then is no whole file.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// A document or the database.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// Where it should go.
    #[error("the export cannot be written: {}", words(.0))]
    Write(#[from] io::Error),
    /// More sessions than a workbook has rows.
    #[error("a workbook has no room for so many rows: choose a shorter period, or csv")]
    TooManyRows,
    /// The rows that pages read lack what a document counts: a column would be missing.
    #[error("a session counts {0}, which the pages' rows lack: run `teren rebuild`")]
    Outdated(Cell),
    /// A workbook on standard output or into a pipe.
    #[error("a workbook is put together in a file: name one with `--to FILE.xlsx`")]
    NeedsFile,
}

impl From<StoreError> for ExportError {
    fn from(error: StoreError) -> Self {
        Self::Load(error.into())
    }
}

/// Writes everything to `out` and says how many sessions and exchanges that were. Withdrawn ones
/// are among them; each says so.
pub fn json(
    c: &Connection,
    organisation: &OrganisationId,
    out: &mut dyn Write,
) -> Result<u64, ExportError> {
    let mut written = 0;
    out.write_all(b"[")?;
    projection::for_each(c, organisation, |loaded| {
        let loaded = loaded?;
        if loaded.row.parent.is_some() {
            return Ok(()); // went out with its parent
        }
        let companion = load(c, organisation, loaded.row.doc.companion())?;
        out.write_all(if written == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &form(&loaded, companion.as_ref()))
            .map_err(io::Error::from)?;
        written += 1;
        Ok::<_, ExportError>(())
    })?;
    out.write_all(if written == 0 { b"]\n" } else { b"\n]\n" })?;
    out.flush()?;
    Ok(written)
}

fn form(loaded: &Loaded, companion: Option<&Loaded>) -> serde_json::Value {
    if loaded.document.kind() == DocKind::Exchange {
        let mut form = plain::exchange(&projection::exchange(loaded, companion));
        // Beside an exchange, never in it; whoever imports it needs an owner.
        form["unit"] = loaded.row.unit.as_str().into();
        form
    } else {
        plain::session(&projection::session(loaded, companion))
    }
}

#[cfg(test)]
mod tests;
