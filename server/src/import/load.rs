//! Drafts become documents, and the import remembers which.

use client_core::ids::DocId;
use client_core::time::Timestamp;

use super::ImportError;
use super::form::Draft;
use crate::exchange::{Beginning, EditRefused, Editor, Exchange};
use crate::store::imports::{self, ImportRow};
use crate::store::{Connection, StoreError, Transaction, documents};

/// Begins all drafts in one transaction, under one import's number.
pub(super) fn load(
    exchange: &Exchange,
    editor: &Editor,
    name: &str,
    drafts: &[Draft],
    now: Timestamp,
    random: &mut dyn FnMut(&mut [u8]),
) -> Result<u64, ImportError> {
    let beginnings: Vec<Beginning<'_>> = drafts
        .iter()
        .map(|draft| Beginning {
            kind: draft.kind,
            unit: &draft.unit,
            edits: &draft.edits,
            known_as: draft.source.parse().ok(),
        })
        .collect();
    let mut import = 0;
    let note = |t: &Transaction<'_>, docs: &[DocId]| {
        import = imports::begin(t, &editor.organisation, &editor.member, name, now)?;
        for (draft, doc) in drafts.iter().zip(docs) {
            let row = ImportRow {
                source: draft.source.clone(),
                doc: *doc,
                seq: last_entry(t, editor, *doc)?,
                withdrawn: false,
            };
            imports::add(t, import, &row)?;
        }
        Ok::<_, EditRefused>(())
    };
    exchange.begin_noting(editor, &beginnings, now, random, note)?;
    Ok(import)
}

/// The last entry of a session and its companion.
pub(super) fn last_entry(c: &Connection, editor: &Editor, doc: DocId) -> Result<u64, StoreError> {
    let of = |doc| {
        let standing = documents::standing(c, &editor.organisation, doc)?;
        Ok::<_, StoreError>(standing.map_or(0, |(last, _)| last))
    };
    Ok(of(doc)?.max(of(doc.companion())?))
}
