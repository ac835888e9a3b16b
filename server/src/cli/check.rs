//! `teren check`: whether everything that can be computed is what it should be.
//!
//! Changes nothing. Exit code 0 when all is right, 1 when something is not; each thing is named.

use std::cell::RefCell;
use std::io::Write;

use serde::Serialize;

use super::progress::Progress;
use super::{Asked, Failure};
use crate::ca::Secrets;
use crate::config::DataFolder;
use crate::report::check;

pub(super) const EXAMPLES: &str = "\
Examples:
  teren check --data /srv/teren
  teren check --data /srv/teren --json";

#[derive(Serialize)]
struct Found {
    entries: u64,
    documents: u64,
    changes: u64,
    photos: u64,
    problems: Vec<String>,
}

pub(super) fn run(asked: &Asked, out: &mut dyn Write) -> Result<(), Failure> {
    let (store, organisation) = asked.data.open()?;
    let (folder, _) = DataFolder::open(&asked.data.folder)?;
    let mut problems = Vec::new();
    let mut printed = Ok(());
    let progress = RefCell::new(Progress::new());
    let told = |done, of| progress.borrow_mut().part("Documents", done, of);
    let tell = |problem: &check::Problem| {
        if asked.json {
            problems.push(problem.to_string());
        } else if printed.is_ok() {
            // At once: a check of a large server takes a while.
            progress.borrow_mut().clear();
            printed = writeln!(out, "{problem}");
        }
    };
    let checked = check::check_folder(&store, &organisation, &folder.blobs(), tell, told);
    drop(progress);
    let mut checked = checked?;
    printed.map_err(Failure::output)?;
    // Without its keys a server is nobody: no phone would know it.
    if let Err(error) = Secrets::open(&folder.secrets()) {
        checked.problems += 1;
        let problem = format!("the keys: {error}");
        if asked.json {
            problems.push(problem);
        } else {
            writeln!(out, "{problem}").map_err(Failure::output)?;
        }
    }
    let (entries, documents, changes) = (checked.entries, checked.documents, checked.changes);
    if asked.json {
        let found = Found {
            entries,
            documents,
            changes,
            photos: checked.photos,
            problems,
        };
        serde_json::to_writer_pretty(&mut *out, &found)
            .map_err(|error| Failure::output(error.into()))?;
        writeln!(out).map_err(Failure::output)?;
    } else if checked.problems == 0 {
        let told = writeln!(
            out,
            "All is right: {documents} documents, {changes} changes, {} photos, {entries} log \
             entries.",
            checked.photos
        );
        told.map_err(Failure::output)?;
    }
    match checked.problems {
        0 => Ok(()),
        problems => Err(Failure::NotRight(problems)),
    }
}
