//! Documents out of the store: built from their original changes, which are the truth. A saved form
//! is only a cache, and nothing here believes it.

use std::collections::BTreeMap;

use client_core::document::{Document, DocumentError};
use client_core::ids::{DocId, MemberId, OrganisationId};
use client_core::model::DocKind;

use crate::store::changes::StoredChange;
use crate::store::documents::{self, DocumentRow};
use crate::store::{Connection, StoreError, carried, changes, skeletons};

/// A document with what the store keeps beside it.
#[derive(Debug)]
pub struct Loaded {
    /// Its row.
    pub row: DocumentRow,
    /// The document.
    pub document: Document,
    /// Its changes, in the order of the log.
    pub changes: Vec<StoredChange>,
    /// Who brought what came in somebody's hand-over, by entry.
    pub carriers: BTreeMap<u64, MemberId>,
}

/// Why a document could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// Its changes do not make a document.
    #[error("document {doc} cannot be built from its changes ({source}): run `teren check`")]
    Damaged {
        /// Which.
        doc: DocId,
        /// What its changes are instead.
        source: DocumentError,
    },
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The document with this id; none when it is not known.
pub fn load(
    c: &Connection,
    organisation: &OrganisationId,
    doc: DocId,
) -> Result<Option<Loaded>, LoadError> {
    match documents::get(c, organisation, doc)? {
        Some(row) => load_row(c, organisation, row).map(Some),
        None => Ok(None),
    }
}

/// The document of this row.
pub(super) fn load_row(
    c: &Connection,
    organisation: &OrganisationId,
    row: DocumentRow,
) -> Result<Loaded, LoadError> {
    let mut found = Vec::new();
    changes::of_document(c, organisation, row.doc, 0, |change| {
        found.push(change);
        true
    })?;
    let mut document = Document::new(kind_of(&row)?, row.doc);
    let bytes: Vec<&[u8]> = found.iter().map(|change| &*change.bytes).collect();
    skeletons::apply(c, &mut document, &bytes)?.map_err(|source| LoadError::Damaged {
        doc: row.doc,
        source,
    })?;
    Ok(Loaded {
        carriers: carried::of_document(c, organisation, row.doc)?,
        row,
        document,
        changes: found,
    })
}

/// The kind by its number in rows and on the wire.
pub fn kind_of(row: &DocumentRow) -> Result<DocKind, StoreError> {
    let kind = DocKind::ALL.get(usize::from(row.kind)).copied();
    kind.ok_or_else(|| StoreError::Unexpected(format!("document kind {}", row.kind)))
}
