//! One document: every change read afresh, in order, and its row and saved form compared with what
//! they make.

use std::collections::BTreeMap;
use std::fmt::Display;

use client_core::document::{ChangeInfo, Document, admit};
use client_core::ids::{OrganisationId, ReplicaId};

use super::Problem;
use crate::projection::kind_of;
use crate::store::audit::{self, AuditedChange};
use crate::store::documents::{self, DocumentRow};
use crate::store::{Connection, StoreError, skeletons};

/// What a document's changes make.
pub(super) struct Built {
    /// The document; none when a change does not fit.
    pub(super) document: Option<Document>,
    /// Its changes without their bytes.
    pub(super) changes: Vec<AuditedChange>,
}

pub(super) fn check(
    c: &Connection,
    organisation: &OrganisationId,
    row: &DocumentRow,
    tell: &mut dyn FnMut(Problem),
) -> Result<Built, StoreError> {
    let mut changes = audit::changes_of(c, organisation, row.doc)?;
    let mut sound = true;
    let mut last: BTreeMap<ReplicaId, u64> = BTreeMap::new();
    for change in &changes {
        let number = last.entry(change.actor).or_default();
        *number += 1;
        if let Some(what) = fault_of(change, *number) {
            sound = false;
            tell(Problem::Change {
                doc: row.doc,
                hash: change.hash,
                seq: change.seq,
                what,
            });
        }
    }
    let document = match sound {
        true => apply(c, row, &changes, tell)?,
        false => None,
    };
    if let Some(document) = &document {
        compare(row, document, &changes, tell);
        snapshot(c, organisation, row, &changes, tell)?;
    }
    for change in &mut changes {
        change.bytes = Vec::new();
    }
    Ok(Built { document, changes })
}

/// What is wrong with a change by itself, or with its place among its replica's.
fn fault_of(change: &AuditedChange, number: u64) -> Option<String> {
    let parsed = match admit::parse(&change.bytes) {
        Ok(parsed) => parsed,
        Err(refusal) => return Some(format!("cannot be read: {}", refusal.reason)),
    };
    let info: &ChangeInfo = parsed.info();
    let columns = [
        ("hash", change.hash == info.hash),
        ("actor", change.actor == info.actor),
        ("actor_seq", change.actor_seq == info.seq),
        ("start_op", change.start_op == info.start_op),
        ("max_op", change.max_op == info.max_op),
    ];
    if let Some((column, _)) = columns.iter().find(|(_, equal)| !equal) {
        return Some(format!("is not what `{column}` says"));
    }
    (change.actor_seq != number).then(|| {
        let found = change.actor_seq;
        format!("is number {found} of its replica, {number} comes next")
    })
}

/// Applies every change; when that fails, one by one, to name the first that does not fit.
fn apply(
    c: &Connection,
    row: &DocumentRow,
    changes: &[AuditedChange],
    tell: &mut dyn FnMut(Problem),
) -> Result<Option<Document>, StoreError> {
    let mut document = Document::new(kind_of(row)?, row.doc);
    let bytes: Vec<&[u8]> = changes.iter().map(|change| &*change.bytes).collect();
    if skeletons::apply(c, &mut document, &bytes)?.is_ok() {
        return Ok(Some(document));
    }
    for change in changes {
        if let Err(error) = skeletons::apply(c, &mut document, &[&change.bytes])? {
            tell(Problem::Change {
                doc: row.doc,
                hash: change.hash,
                seq: change.seq,
                what: format!("does not fit: {error}"),
            });
            break;
        }
    }
    Ok(None)
}

fn compare(
    row: &DocumentRow,
    document: &Document,
    changes: &[AuditedChange],
    tell: &mut dyn FnMut(Problem),
) {
    let mut heads = document.heads();
    heads.sort();
    let joined = |heads: &[client_core::ids::ChangeHash]| {
        let heads: Vec<_> = heads.iter().map(ToString::to_string).collect();
        heads.join(" ")
    };
    let count = u64::try_from(changes.len()).unwrap_or(u64::MAX);
    let last_seq = changes.last().map_or(0, |change| change.seq);
    let author = changes.first().map(|change| change.member.to_string());
    let mut expect = |column, kept: &dyn Display, expected: &dyn Display| {
        let (kept, expected) = (kept.to_string(), expected.to_string());
        if kept != expected {
            tell(Problem::Document {
                doc: row.doc,
                column,
                kept,
                expected,
            });
        }
    };
    expect("heads", &joined(&row.heads), &joined(&heads));
    expect("max_op", &row.max_op, &document.max_op());
    expect("changes", &row.changes, &count);
    expect("last_seq", &row.last_seq, &last_seq);
    expect("author", &row.author, &author.unwrap_or_default());
}

/// A saved form loads, and is what its changes make.
fn snapshot(
    c: &Connection,
    organisation: &OrganisationId,
    row: &DocumentRow,
    changes: &[AuditedChange],
    tell: &mut dyn FnMut(Problem),
) -> Result<(), StoreError> {
    let Some(snapshot) = documents::snapshot(c, organisation, row.doc)? else {
        return Ok(());
    };
    let mut fault = |what| {
        tell(Problem::Snapshot { doc: row.doc, what });
    };
    let kind = kind_of(row)?;
    let Ok(saved) = Document::load(kind, row.doc, &snapshot.bytes) else {
        fault("does not load");
        return Ok(());
    };
    let mut built = Document::new(kind, row.doc);
    let until: Vec<&[u8]> = changes
        .iter()
        .filter(|change| change.seq <= snapshot.seq)
        .map(|change| &*change.bytes)
        .collect();
    let sorted = |document: &Document| {
        let mut heads = document.heads();
        heads.sort();
        heads
    };
    if skeletons::apply(c, &mut built, &until)?.is_err() || sorted(&built) != sorted(&saved) {
        fault("is not what its changes make");
    } else if sorted(&saved) != snapshot.heads {
        fault("has other heads than are kept beside it");
    }
    Ok(())
}
