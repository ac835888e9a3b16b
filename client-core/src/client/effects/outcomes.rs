//! What became of changes that were sent: taken, not placed yet, refused.

use std::collections::BTreeMap;

use super::carry;
use super::drop_changes::{Dropped, Why, drop_changes, tell_unseen};
use super::page::let_go;
use crate::client::error::ClientError;
use crate::client::paper::{Own, Paper};
use crate::ids::{ChangeHash, DocId, Epoch};
use crate::model::DocKind;
use crate::store::{Transaction, cursor, document, frozen, list};
use crate::sync::Outcomes;
use crate::wire::Refused;

/// Stores what became of the changes of one request. Returns the documents of which something is
/// said again.
pub(super) fn keep(
    tx: &Transaction<'_>,
    own: &Own<'_>,
    draw: &dyn Fn() -> Epoch,
    outcomes: &Outcomes,
) -> Result<Vec<DocId>, ClientError> {
    for taken in &outcomes.taken {
        if let Some(mut paper) = Paper::load(tx, taken.doc)? {
            let heads = paper
                .document
                .join_heads(&paper.row.server_heads, &taken.heads);
            server_has(tx, own, &mut paper, heads)?;
            let_go(tx, own, taken.doc)?;
        }
    }
    for missing in &outcomes.missing {
        if let Some(mut paper) = Paper::load(tx, missing.doc)? {
            // Only changes that are here count as known to the server.
            let heads = paper.document.join_heads(&missing.heads, &[]);
            server_has(tx, own, &mut paper, heads)?;
        }
    }
    let (mut again, mut unseen) = (Vec::new(), Vec::new());
    let mut refused: Vec<&Refused> = outcomes.refused.iter().collect();
    for one in &outcomes.refused_by_hand {
        if carry::may_leave(tx, own, one)? {
            refused.push(one);
        }
    }
    for (doc, refused) in by_document(refused) {
        match Paper::load(tx, doc)? {
            Some(paper) => {
                if refuse(tx, own, draw, paper, &refused)? {
                    again.push(doc);
                }
            }
            None => unseen.extend(refused),
        }
    }
    tell_unseen(tx, own, &unseen)?;
    for carried in &outcomes.carried {
        again.extend(carry::answered(tx, own, draw, carried)?);
    }
    if !outcomes.receipts.is_empty() {
        cursor::put_receipts(tx, &outcomes.receipts)?;
    }
    Ok(again)
}

/// The server is known to have these changes and what lies before them. The plain edits of a
/// change are kept until then.
pub(super) fn server_has(
    tx: &Transaction<'_>,
    own: &Own<'_>,
    paper: &mut Paper,
    heads: Vec<ChangeHash>,
) -> Result<(), ClientError> {
    paper.row.server_heads = heads;
    paper.save(tx, own)?;
    frozen::keep_only(tx, paper.row.id, &paper.unsent(own))?;
    let session = session_of(tx, paper.row.id, paper.row.kind)?;
    Ok(list::refresh_unsent(tx, session)?)
}

/// The session or exchange that a document is or belongs to.
pub(in crate::client) fn session_of(
    tx: &Transaction<'_>,
    doc: DocId,
    kind: DocKind,
) -> Result<DocId, ClientError> {
    Ok(match kind {
        DocKind::Private => document::parent_of(tx, doc)?.unwrap_or(doc),
        DocKind::Session | DocKind::Exchange => doc,
    })
}

fn by_document(refused: Vec<&Refused>) -> BTreeMap<DocId, Vec<&Refused>> {
    let mut documents: BTreeMap<DocId, Vec<&Refused>> = BTreeMap::new();
    for refused in refused {
        documents.entry(refused.doc).or_default().push(refused);
    }
    documents
}

/// The refused changes leave the document; their edits go to where the member sees them, and what
/// merely stood behind them is said again.
fn refuse(
    tx: &Transaction<'_>,
    own: &Own<'_>,
    draw: &dyn Fn() -> Epoch,
    paper: Paper,
    refused: &[&Refused],
) -> Result<bool, ClientError> {
    let unsent = paper.unsent(own);
    let mut dropped: Vec<Dropped> = Vec::new();
    for refused in refused {
        let why = Why::Refused {
            code: refused.code,
            reason: refused.reason.clone(),
        };
        match refused.hash {
            Some(hash) => dropped.push(Dropped { hash, why }),
            // The bytes could not be read as a change at all: none of them will ever be.
            None => dropped.extend(unsent.iter().map(|hash| Dropped {
                hash: *hash,
                why: why.clone(),
            })),
        }
    }
    drop_changes(tx, own, draw, paper, &dropped)
}
