//! A document as it is in the log.

use client_core::document::Document;
use client_core::ids::{DocId, OrganisationId};
use client_core::model::DocKind;
use rusqlite::Connection;

use super::{Snapshot, StoreError, snapshot};
use crate::store::{changes, skeletons};

/// Builds a document from its changes. Its saved form is used as a beginning when it is what it
/// claims to be; otherwise it is passed over, because every change is here.
pub fn load(
    c: &Connection,
    organisation: &OrganisationId,
    kind: DocKind,
    doc: DocId,
) -> Result<Document, StoreError> {
    let saved = snapshot(c, organisation, doc)?;
    let sound = saved.and_then(|saved| {
        let document = sound(kind, doc, &saved)?;
        Some((document, saved.seq))
    });
    let (mut document, after) = sound.unwrap_or_else(|| (Document::new(kind, doc), 0));
    let mut rest = Vec::new();
    changes::of_document(c, organisation, doc, after, |change| {
        rest.push(change.bytes);
        true
    })?;
    let applied = skeletons::apply(c, &mut document, &rest)?;
    applied.map_err(|error| StoreError::Unexpected(format!("document {doc}: {error}")))?;
    Ok(document)
}

/// The saved document, when it loads and has the heads that it had when it was saved.
fn sound(kind: DocKind, doc: DocId, saved: &Snapshot) -> Option<Document> {
    let document = Document::load(kind, doc, &saved.bytes).ok()?;
    (document.heads() == saved.heads).then_some(document)
}
