//! Whether everything that can be computed is what it should be: the log's chain, every change,
//! every document, the feeds, the rows that pages read; and whether every photo is itself.
//!
//! Original changes and the log are the truth here; each other table is compared with what follows
//! from them. A check changes nothing and names each thing that is wrong.

mod document;
mod feeds;
mod problem;
mod rows;

use std::path::Path;

use client_core::ids::OrganisationId;

pub use problem::Problem;

use crate::blobs::verify;
use crate::limits::CHECK_STRAYS_MAX;
use crate::projection::for_each_row;
use crate::store::{Connection, Store, StoreError, audit, blobs, documents, log};

/// What was looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Entries of the log up to its end.
    pub entries: u64,
    /// Documents, private companions included.
    pub documents: u64,
    /// Changes.
    pub changes: u64,
    /// Photos.
    pub photos: u64,
    /// What is wrong.
    pub problems: u64,
}

/// Checks everything; `tell` is given each thing that is wrong as it is found.
pub fn check(
    c: &Connection,
    organisation: &OrganisationId,
    tell: impl FnMut(&Problem),
) -> Result<Checked, StoreError> {
    check_telling(c, organisation, tell, |_, _| {})
}

/// The same with the photos that lie in `photos`; `told` is given how many documents are done, of
/// how many. Files of which no row speaks are nothing wrong: the server sees to them.
pub fn check_folder(
    store: &Store,
    organisation: &OrganisationId,
    photos: &Path,
    mut tell: impl FnMut(&Problem),
    told: impl FnMut(u64, u64),
) -> Result<Checked, StoreError> {
    let (mut checked, here) = store.read(|c| {
        let checked = check_telling(c, organisation, &mut tell, told)?;
        Ok::<_, StoreError>((checked, blobs::all(c, organisation)?))
    })?;
    // Gigabytes of files outside that view of the database: while it is held, what a running server
    // writes meanwhile cannot leave its log.
    for (id, bytes) in here {
        checked.photos += 1;
        if let Some(what) = verify(photos, id, bytes)
            && store.read(|c| blobs::whole(c, organisation, id))?.is_some()
        {
            checked.problems += 1;
            tell(&Problem::Photo { id, what });
        }
    }
    Ok(checked)
}

/// The same without photos; `told` is given how many documents are done, of how many.
pub fn check_telling(
    c: &Connection,
    organisation: &OrganisationId,
    mut tell: impl FnMut(&Problem),
    mut told: impl FnMut(u64, u64),
) -> Result<Checked, StoreError> {
    let all = documents::count(c, organisation)?;
    told(0, all);
    let mut checked = Checked::default();
    let mut problems = 0;
    let mut tell = |problem: Problem| {
        problems += 1;
        tell(&problem);
    };
    for fault in audit::file_faults(c)? {
        tell(Problem::File(fault));
    }
    log::verify(c, organisation, |broken| tell(Problem::Log(broken)))?;
    checked.entries = log::head(c, organisation)?.seq;
    for_each_row(c, organisation, |row| {
        checked.documents += 1;
        checked.changes += row.changes;
        let built = document::check(c, organisation, &row, &mut tell)?;
        feeds::check(c, organisation, &row, &built, &mut tell)?;
        if let Some(document) = &built.document {
            rows::check(c, organisation, &row, document, &mut tell)?;
        }
        told(checked.documents, all);
        Ok::<_, StoreError>(())
    })?;
    feeds::check_followers(c, organisation, &mut tell)?;
    for (doc, table) in audit::strays(c, organisation, CHECK_STRAYS_MAX)? {
        tell(Problem::Stray { doc, table });
    }
    checked.problems = problems;
    Ok(checked)
}

#[cfg(test)]
mod tests;
