//! Edits that a newer version of the app took and this one, put back, cannot read: they wait in
//! their journals, and the member is told for as long as they do.

use std::collections::BTreeSet;

use super::outcomes::session_of;
use crate::client::error::ClientError;
use crate::client::paper::Own;
use crate::ids::DocId;
use crate::store::attention::{self, Attention};
use crate::store::{Transaction, document, journal};

/// The code of edits that this app cannot read.
const UNREAD_EDITS: &str = "unread_edits";

/// Tells the member of each session where such edits wait, once, and no longer when they do not.
pub(super) fn tell(tx: &Transaction<'_>, own: &Own<'_>) -> Result<(), ClientError> {
    let waiting = waiting(tx)?;
    let told = attention::list(tx)?.into_iter();
    let told: BTreeSet<DocId> = told
        .filter(|matter| matter.code == UNREAD_EDITS)
        .map(|matter| matter.doc)
        .collect();
    for doc in told.difference(&waiting) {
        attention::settle(tx, *doc, UNREAD_EDITS)?;
    }
    for doc in waiting.difference(&told) {
        let reason = "some edits were made with a newer version of this app and wait on this \
                      phone, with what was edited after them. Update the app: the next sync \
                      sends them";
        let matter = Attention {
            number: 0,
            doc: *doc,
            hash: None,
            code: UNREAD_EDITS.to_owned(),
            reason: reason.to_owned(),
            edits: Vec::new(),
            at: own.now,
        };
        attention::add(tx, &matter)?;
    }
    Ok(())
}

/// The sessions and exchanges in which such edits wait.
fn waiting(tx: &Transaction<'_>) -> Result<BTreeSet<DocId>, ClientError> {
    let mut waiting = BTreeSet::new();
    for doc in journal::documents(tx)? {
        let mut rows = journal::of_document(tx, doc)?.into_iter();
        if rows.any(|row| row.edit.is_unread())
            && let Some(row) = document::get(tx, doc)?
        {
            waiting.insert(session_of(tx, doc, row.kind)?);
        }
    }
    Ok(waiting)
}
