//! The changes of one document on their way out. The journal is cut here: one change for each
//! document that leaves the phone.

use std::collections::BTreeMap;

use super::waiting;
use crate::client::error::ClientError;
use crate::client::paper::{Own, Paper};
use crate::document::RawChange;
use crate::ids::{ChangeHash, DocId, Epoch, UnitId};
use crate::model::DocKind;
use crate::store::{Connection, Transaction, author, journal};
use crate::sync::Outgoing;
use crate::time::Timestamp;
use crate::wire::message::Blob;
use crate::wire::{Author, Put};

/// Cuts every journal in one transaction: a phone with a hundred sessions to send waits for its
/// disk once. What this app cannot read is left where it is, and told.
pub(in crate::client) fn cut_all(tx: &Transaction<'_>, own: &Own<'_>) -> Result<(), ClientError> {
    journal::documents(tx)?
        .into_iter()
        .try_for_each(|doc| cut(tx, own, doc))?;
    waiting::tell(tx, own)
}

/// Cuts one journal.
pub(super) fn cut(tx: &Transaction<'_>, own: &Own<'_>, doc: DocId) -> Result<(), ClientError> {
    let Some(mut paper) = readable(tx, doc)? else {
        return Ok(());
    };
    paper.cut(tx, own)?;
    Ok(paper.save(tx, own)?)
}

/// What is pending of a document; or everything after `after`, other people's changes with their
/// authors. None when there is nothing to send, or nothing that can be read.
pub(super) fn put_of(
    connection: &Connection,
    own: &Own<'_>,
    doc: DocId,
    after: Option<Vec<ChangeHash>>,
) -> Result<Option<Outgoing>, ClientError> {
    let Some(paper) = readable(connection, doc)? else {
        return Ok(None);
    };
    let authors = author::of_document(connection, doc)?;
    let changes = match &after {
        None => paper
            .document
            .own_changes_after(&paper.row.server_heads, &own.ids()),
        Some(heads) => {
            let mut changes = paper.document.raw_changes_after(heads);
            changes.retain(|change| !is_handed_over(own, &authors, change));
            changes
        }
    };
    if changes.is_empty() {
        return Ok(None);
    }
    let known = after.as_ref().unwrap_or(&paper.row.server_heads);
    let is_new = known.is_empty() && paper.row.kind != DocKind::Private;
    let unit = paper.row.unit.clone().filter(|_| is_new);
    let put = put(own, &paper, unit, &authors, &changes);
    let hashes = changes.iter().map(|change| change.info.hash).collect();
    Ok(Some(Outgoing { put, hashes }))
}

/// A document from its beginning, as far as this phone can prove it: what it wrote itself, and what
/// the server has named the author of. None when that is nothing.
pub(in crate::client) fn whole(
    connection: &Connection,
    own: &Own<'_>,
    paper: &Paper,
) -> Result<Option<Put>, ClientError> {
    let authors = author::of_document(connection, paper.row.id)?;
    let is_proved = |change: &RawChange| {
        let author = authors.get(&change.info.hash);
        own.is_own(change.info.actor) || author.is_some_and(|author| !author.tag.0.is_empty())
    };
    let mut changes = paper.document.raw_changes_after(&[]);
    changes.retain(is_proved);
    if changes.is_empty() {
        return Ok(None);
    }
    let unit = paper.row.unit.clone();
    let unit = unit.filter(|_| paper.row.kind != DocKind::Private);
    Ok(Some(put(own, paper, unit, &authors, &changes)))
}

/// Whether it came by hand and the server has not proved it yet: it travels in its envelope.
fn is_handed_over(own: &Own<'_>, authors: &Authors, change: &RawChange) -> bool {
    let author = authors.get(&change.info.hash);
    !own.is_own(change.info.actor) && author.is_some_and(|author| author.tag.0.is_empty())
}

/// Who wrote each change of a document, as far as it was told.
type Authors = BTreeMap<ChangeHash, Author>;

fn put(
    own: &Own<'_>,
    paper: &Paper,
    unit: Option<UnitId>,
    authors: &Authors,
    changes: &[RawChange],
) -> Put {
    let raw = changes.iter().map(|change| Blob(change.bytes.clone()));
    Put {
        doc: paper.row.id,
        kind: paper.row.kind.number(),
        unit,
        epochs: epochs(own, changes),
        authors: named(own, authors, changes),
        changes: raw.collect(),
    }
}

/// The document, unless it is only a stub or its copy is damaged: it is fetched again then.
fn readable(connection: &Connection, doc: DocId) -> Result<Option<Paper>, ClientError> {
    match Paper::load(connection, doc) {
        Err(ClientError::DamagedDocument(_)) => Ok(None),
        other => other,
    }
}

/// The epochs of own replicas, in order of first use.
fn epochs(own: &Own<'_>, changes: &[RawChange]) -> Vec<Epoch> {
    let mut epochs = Vec::new();
    for change in changes {
        let own = own.replicas.iter();
        let mine = own.filter(|(_, replica)| *replica == change.info.actor);
        for (epoch, _) in mine {
            if !epochs.contains(epoch) {
                epochs.push(*epoch);
            }
        }
    }
    epochs
}

/// Who wrote each change, when not all are this phone's.
fn named(own: &Own<'_>, known: &Authors, changes: &[RawChange]) -> Option<Vec<Author>> {
    if changes.iter().all(|change| own.is_own(change.info.actor)) {
        return None;
    }
    let this_phone = || Author {
        who: own.me.member.to_string(),
        device: own.me.device,
        tag: Blob(Vec::new()),
        received: Timestamp(0),
    };
    let authors = changes
        .iter()
        .map(|change| match known.get(&change.info.hash) {
            Some(author) if !own.is_own(change.info.actor) => author.clone(),
            // Somebody's change without a proof: the server will say that it cannot take it.
            _ => this_phone(),
        });
    Some(authors.collect())
}
