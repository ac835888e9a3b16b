//! Later versions of documents on this phone: which it knows, how far its server lets it go, and
//! what waits meanwhile.
//!
//! A phone knows what its app was built with, and what its own server's catalogue names; it writes
//! only what both the app and the server know. So an app that is newer than its server makes no
//! document that others cannot read, and an older one carries what it cannot show.

use super::error::ClientError;
use super::paper::Own;
use crate::document::{Document, DocumentError, Skeletons};
use crate::model::catalogue::Entry;
use crate::model::{DocKind, Edit, FieldProblem};
use crate::store::journal::JournalRow;
use crate::store::meta::{self, Meta};
use crate::store::{Connection, StoreError, catalogue};

/// What the app knows, and what its server told it. An entry that is no next version is passed
/// over, and what would follow on it with it.
pub(super) fn known(connection: &Connection, of_app: &Skeletons) -> Result<Skeletons, StoreError> {
    let mut known = of_app.clone();
    let told = catalogue::of_kind(connection, "skeleton")?.into_iter();
    let told = told.filter_map(|entry| match entry {
        Entry::Skeleton(skeleton) => Some(skeleton),
        _ => None,
    });
    let mut told: Vec<_> = told.collect();
    told.sort_by_key(|skeleton| skeleton.version);
    for skeleton in told {
        if skeleton.version == known.version(skeleton.kind) + 1
            && let Ok(bytes) = hex::decode(&skeleton.bytes)
        {
            let _ = known.add(skeleton.kind, &bytes);
        }
    }
    Ok(known)
}

/// Applies changes that came from the server, with the skeletons that they build on.
pub(super) fn apply<B: AsRef<[u8]>>(
    connection: &Connection,
    own: &Own<'_>,
    document: &mut Document,
    changes: &[B],
) -> Result<Result<(), DocumentError>, StoreError> {
    match document.apply(changes) {
        // Rare: nothing is looked up for a document of the first version.
        Err(DocumentError::MissingDependencies(_)) => {
            Ok(document.apply_on(&known(connection, own.skeletons)?, changes))
        }
        other => Ok(other),
    }
}

/// Refuses what this app or its server does not know yet.
pub(super) fn check(
    connection: &Connection,
    own: &Own<'_>,
    kind: DocKind,
    edits: &[Edit],
) -> Result<(), ClientError> {
    for edit in edits {
        let Edit::Later { container, key, .. } = edit else {
            continue;
        };
        let field = format!("{container}.{key}");
        let Some(needed) = own.skeletons.version_with(kind, container) else {
            let allowed = format!("the fields of {kind} documents that this app knows");
            return Err(FieldProblem::new(field, "another field", allowed).into());
        };
        let most = allowed(connection, own, kind)?;
        if needed > most {
            let found = format!("a field of version {needed}");
            let allowed = format!("version {most}, until the server was updated and you synced");
            return Err(FieldProblem::new(field, found, allowed).into());
        }
    }
    Ok(())
}

/// How far a document of this kind may be raised.
fn allowed(connection: &Connection, own: &Own<'_>, kind: DocKind) -> Result<u16, StoreError> {
    let named: Option<[u16; 3]> = meta::get_json(connection, Meta::Schemas)?;
    let named = named.map_or(1, |named| named[usize::from(kind.number())]);
    Ok(named.min(own.skeletons.version(kind)))
}

/// What of a journal may become a change now.
pub(super) struct Ready {
    pub(super) due: Vec<JournalRow>,
    /// What the server, or this app, no longer knows, and what was made after an edit that this app
    /// cannot read: it stays in the journal, in its order.
    pub(super) waiting: Vec<JournalRow>,
    /// The version that the change needs.
    pub(super) version: u16,
}

/// Parts a journal. It was checked when it was written, but the server or the app may be an older
/// one since.
pub(super) fn ready(
    connection: &Connection,
    own: &Own<'_>,
    kind: DocKind,
    rows: Vec<JournalRow>,
) -> Result<Ready, StoreError> {
    let mut ready = Ready {
        due: rows,
        waiting: Vec::new(),
        version: 1,
    };
    // What lies behind such an edit may build on it.
    let unread = ready.due.iter().position(|row| row.edit.is_unread());
    let behind = unread.map_or(Vec::new(), |at| ready.due.split_off(at));
    let needed = |row: &JournalRow| match &row.edit {
        Edit::Later { container, .. } => {
            let known = own.skeletons.version_with(kind, container);
            known.unwrap_or(u16::MAX)
        }
        _ => 1,
    };
    if ready.due.iter().all(|row| needed(row) == 1) {
        ready.waiting = behind;
        return Ok(ready);
    }
    let most = allowed(connection, own, kind)?;
    let rows = std::mem::take(&mut ready.due).into_iter();
    (ready.due, ready.waiting) = rows.partition(|row| needed(row) <= most);
    ready.waiting.extend(behind);
    ready.version = ready.due.iter().map(needed).max().unwrap_or(1);
    Ok(ready)
}
