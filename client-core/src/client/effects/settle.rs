//! Journals of a restored phone, once a repair has shown what the server has.
//!
//! A journal whose change is in the document by now was sent before the restore: it is dropped, and
//! shown from the first edit on that this app cannot read, where an older change may have ended.
//! Any other goes on under the replica that writes now. Counts would stand twice otherwise.

use std::collections::BTreeSet;

use crate::client::commands::free_id;
use crate::client::error::ClientError;
use crate::client::folder;
use crate::client::paper::{Own, Paper};
use crate::ids::DocId;
use crate::model::DocKind;
use crate::store::journal::{self, JournalName};
use crate::store::{Transaction, document, list, photo};

use super::outcomes::session_of;
use super::waiting;

/// Settles every journal that was kept aside.
pub(in crate::client) fn settle_journals(
    tx: &Transaction<'_>,
    own: &Own<'_>,
) -> Result<(), ClientError> {
    for doc in journal::documents(tx)? {
        match Paper::load(tx, doc) {
            Ok(Some(paper)) => settle(tx, own, paper)?,
            // It is fetched again, and its journal settled then.
            Ok(None) | Err(ClientError::DamagedDocument(_)) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(())
}

fn settle(tx: &Transaction<'_>, own: &Own<'_>, mut paper: Paper) -> Result<(), ClientError> {
    let next = paper.next_change();
    let names: BTreeSet<JournalName> = paper.journal.iter().map(|row| row.name).collect();
    let aside = names.into_iter().filter(|name| *name != next);
    let (sent, unsent): (Vec<_>, Vec<_>) =
        aside.partition(|name| paper.last_seq(name.replica) >= name.seq);
    if sent.is_empty() && unsent.is_empty() {
        return Ok(());
    }
    for name in &sent {
        waiting::tell_unsure(tx, own, &paper, *name)?;
        journal::clear(tx, *name)?;
    }
    for name in &unsent {
        journal::rename(tx, *name, next)?;
    }
    paper.journal = journal::of_document(tx, paper.row.id)?;
    paper.save(tx, own)?;
    let was_never_sent = paper.document.len_changes() == 0 && paper.row.kind != DocKind::Private;
    if was_never_sent && !paper.row.id.was_begun_by(paper.replica) {
        return begin_anew(tx, own, paper);
    }
    folder::index(tx, own, session_of(tx, paper.row.id, paper.row.kind)?)
}

/// A session of which no change exists was begun by a replica that writes no more: its id would
/// not belong to its beginning, so it gets one that does.
fn begin_anew(tx: &Transaction<'_>, own: &Own<'_>, paper: Paper) -> Result<(), ClientError> {
    let old = paper.row.id;
    let new = free_id(tx, old.time())?;
    let companion = Paper::load(tx, old.companion())?;
    move_to(tx, own, &paper, new)?;
    if let Some(companion) = &companion {
        move_to(tx, own, companion, new.companion())?;
    }
    photo::move_all(tx, old, new)?;
    document::remove(tx, old)?;
    document::remove(tx, old.companion())?;
    list::remove(tx, old)?;
    folder::index(tx, own, new)
}

fn move_to(
    tx: &Transaction<'_>,
    own: &Own<'_>,
    from: &Paper,
    new: DocId,
) -> Result<(), ClientError> {
    let mut paper = Paper::begin(tx, from.row.kind, new, from.row.unit.clone())?;
    let edits = from.journal.iter().map(|row| (row.edit.clone(), row.made));
    paper.append(tx, edits)?;
    Ok(paper.save(tx, own)?)
}
