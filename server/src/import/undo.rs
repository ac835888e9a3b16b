//! An import taken back: what it brought is withdrawn, with a reason, by ordinary changes. What
//! somebody edited since stays, unless told otherwise.

use client_core::ids::DocId;
use client_core::model::{DocKind, Edit, Register};
use client_core::time::Timestamp;

use super::ImportError;
use super::load::last_entry;
use crate::exchange::{Editor, Exchange, Wish};
use crate::projection::{self, load};
use crate::store::imports::{self, ImportRow};
use crate::store::{Store, StoreError};

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Undone {
    /// Sessions that were withdrawn now.
    pub withdrawn: u64,
    /// Sessions that had been withdrawn before.
    pub before: u64,
    /// Sessions that somebody edited since the import, left as they are.
    pub edited: Vec<DocId>,
}

/// What is to be taken back.
#[derive(Clone, Copy, Debug)]
pub struct Undoing {
    /// The import.
    pub id: u64,
    /// Whether also what somebody edited since.
    pub even_edited: bool,
}

/// Withdraws what an import brought. What was cut off in the middle is finished by saying it again.
pub fn undo(
    store: &Store,
    exchange: &Exchange,
    editor: &Editor,
    wanted: &Undoing,
    now: Timestamp,
    random: &mut dyn FnMut(&mut [u8]),
    told: &mut dyn FnMut(u64, u64),
) -> Result<Undone, ImportError> {
    let Undoing { id, even_edited } = *wanted;
    let rows = store.read(|c| {
        imports::get(c, id)?.ok_or(ImportError::NoImport(id))?;
        Ok::<_, ImportError>(imports::rows(c, id)?)
    })?;
    let reason = format!("import {id} was taken back");
    let edits = [Edit::text(Register::Withdrawn, reason)];
    let mut undone = Undone::default();
    let all = rows.len() as u64;
    for (done, row) in (1..).zip(&rows) {
        if is_withdrawn(store, editor, row)? {
            undone.before += 1;
        } else if !even_edited && store.read(|c| last_entry(c, editor, row.doc))? != row.seq {
            undone.edited.push(row.doc);
            told(done, all);
            continue;
        } else {
            let wish = Wish {
                doc: row.doc,
                seen: &[],
                edits: &edits,
            };
            exchange.edit(editor, &wish, now, random)?;
            undone.withdrawn += 1;
        }
        store.write(|t| imports::withdraw(t, id, &row.source))?;
        told(done, all);
    }
    store.write(|t| imports::undo(t, id, now))?;
    Ok(undone)
}

fn is_withdrawn(store: &Store, editor: &Editor, row: &ImportRow) -> Result<bool, ImportError> {
    if row.withdrawn {
        return Ok(true);
    }
    store.read(|c| {
        let loaded = load(c, &editor.organisation, row.doc)?;
        let loaded = loaded
            .ok_or_else(|| StoreError::Unexpected("an import of what there is not".to_owned()))?;
        let withdrawn = match loaded.document.kind() {
            DocKind::Exchange => projection::exchange(&loaded, None).withdrawn,
            _ => projection::session(&loaded, None).withdrawn,
        };
        Ok(withdrawn.is_some())
    })
}
