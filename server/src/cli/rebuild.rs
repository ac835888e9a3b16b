//! `teren rebuild`: drops the rows that pages and reports read, and writes them anew from the
//! documents.

use std::io::Write;

use serde::Serialize;

use super::progress::Progress;
use super::{Asked, Failure};
use crate::config::Lock;
use crate::projection::rebuild;

pub(super) const EXAMPLES: &str = "\
Examples:
  teren rebuild --data /srv/teren
  teren rebuild --data /srv/teren --json";

#[derive(Serialize)]
struct Rebuilt {
    documents: u64,
}

pub(super) fn run(asked: &Asked, out: &mut dyn Write) -> Result<(), Failure> {
    let (store, organisation) = asked.data.open()?;
    let _lock = Lock::take(&asked.data.folder, "teren rebuild")?;
    let documents = {
        let mut progress = Progress::new();
        let told = |done| progress.count("Documents", done);
        store.write(|t| rebuild(t, &organisation, told))?
    };
    if asked.json {
        serde_json::to_writer(&mut *out, &Rebuilt { documents })
            .map_err(|error| Failure::output(error.into()))?;
        return writeln!(out).map_err(Failure::output);
    }
    writeln!(out, "Rows written anew from the documents: {documents}.").map_err(Failure::output)
}
