//! Edits that a newer version of the app took and this one, put back, cannot read: they wait in
//! their journals, and the member is told for as long as they do.

use std::collections::BTreeSet;

use super::outcomes::session_of;
use crate::client::error::ClientError;
use crate::client::paper::{Own, Paper};
use crate::ids::DocId;
use crate::model::Edit;
use crate::store::attention::{self, Attention};
use crate::store::journal::{self, JournalName};
use crate::store::{Transaction, document};

/// The code of edits that this app cannot read.
const UNREAD_EDITS: &str = "unread_edits";
/// The code of edits of which nobody knows whether they were sent.
const UNSURE_EDITS: &str = "unsure_edits";

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
        attention::add(tx, &matter(own, *doc, (UNREAD_EDITS, reason), Vec::new()))?;
    }
    Ok(())
}

/// Shows what is dropped of a restored phone's journal although it may not have been sent: what
/// this app cannot read, and what lies behind it.
pub(super) fn tell_unsure(
    tx: &Transaction<'_>,
    own: &Own<'_>,
    paper: &Paper,
    name: JournalName,
) -> Result<(), ClientError> {
    let rows = paper.journal.iter().filter(|row| row.name == name);
    let unsure = rows.skip_while(|row| !row.edit.is_unread());
    let edits: Vec<Edit> = unsure.map(|row| row.edit.clone()).collect();
    if edits.is_empty() {
        return Ok(());
    }
    let reason = "this phone was restored, and these edits, the first of them made with a newer \
                  version of this app, may not have been sent. Update the app, look at the \
                  session, and enter what is missing";
    let doc = session_of(tx, paper.row.id, paper.row.kind)?;
    let matter = matter(own, doc, (UNSURE_EDITS, reason), edits);
    Ok(attention::add(tx, &matter)?)
}

fn matter(own: &Own<'_>, doc: DocId, (code, reason): (&str, &str), edits: Vec<Edit>) -> Attention {
    Attention {
        number: 0,
        doc,
        hash: None,
        code: code.to_owned(),
        reason: reason.to_owned(),
        edits,
        at: own.now,
    }
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
