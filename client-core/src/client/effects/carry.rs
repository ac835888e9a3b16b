//! Hand-overs of others on their way to the server, and what it makes of them.

use ed25519_dalek::VerifyingKey;

use super::drop_changes::{Dropped, Why, drop_changes};
use crate::client::error::ClientError;
use crate::client::paper::{Own, Paper};
use crate::client::taking::proof;
use crate::document::{ChangeInfo, change_hash};
use crate::envelope::Envelope;
use crate::ids::{ChangeHash, DocId, EnvelopeId, Epoch};
use crate::store::{Connection, StoreError, Transaction, author, envelope};
use crate::sync::OutgoingEnvelope;
use crate::wire::message::Blob;
use crate::wire::{self, Carried, Put, RefusalCode, Refused};

/// Reads an envelope that a device of this organisation signed.
pub(in crate::client) fn verify(own: &Own<'_>, bytes: &[u8]) -> Result<Envelope, ClientError> {
    let identity = VerifyingKey::from_bytes(&own.me.organisation_key()?);
    let identity = identity.map_err(|_| StoreError::BadRow("an identity key"))?;
    Ok(Envelope::verify(bytes, &own.me.organisation, &identity)?)
}

/// The names of the changes of a put, in its order.
pub(in crate::client) fn hashes(put: &Put) -> Vec<ChangeHash> {
    let hashes = put.changes.iter();
    hashes.filter_map(|bytes| change_hash(&bytes.0)).collect()
}

/// A carried envelope, as it was signed.
pub(super) fn outgoing(
    connection: &Connection,
    own: &Own<'_>,
    id: EnvelopeId,
) -> Result<Option<OutgoingEnvelope>, ClientError> {
    let Some(bytes) = envelope::get(connection, id)? else {
        return Ok(None);
    };
    let documents = verify(own, &bytes)?.documents;
    let documents = documents.iter().map(|put| (put.doc, hashes(put)));
    Ok(Some(OutgoingEnvelope {
        documents: documents.collect(),
        envelope: wire::Envelope { bytes: Blob(bytes) },
    }))
}

/// Whether what was refused in somebody's envelope leaves this phone: never what it wrote itself,
/// and no other's change because somebody gave it out as her own.
pub(super) fn may_leave(
    tx: &Transaction<'_>,
    own: &Own<'_>,
    refused: &Refused,
) -> Result<bool, ClientError> {
    let Some(hash) = refused.hash else {
        return Ok(false);
    };
    let Some(paper) = Paper::load(tx, refused.doc)? else {
        return Ok(true); // It is not shown here: its carrier is told.
    };
    let Some(info) = paper.document.info(hash) else {
        return Ok(false);
    };
    if own.is_own(info.actor) {
        return Ok(false);
    }
    if refused.code != RefusalCode::NotYourReplica {
        return Ok(true);
    }
    let authors = author::of_document(tx, refused.doc)?;
    let is_proved = authors
        .get(&hash)
        .is_some_and(|author| !author.tag.0.is_empty());
    Ok(!is_proved && !is_vouched(tx, own, refused.doc, &info)?)
}

/// Whether an envelope that is carried brings this change as its giver's own, and it can be.
fn is_vouched(
    tx: &Transaction<'_>,
    own: &Own<'_>,
    doc: DocId,
    info: &ChangeInfo,
) -> Result<bool, ClientError> {
    for id in envelope::of_document(tx, doc)? {
        let Some(bytes) = envelope::get(tx, id)? else {
            continue;
        };
        let envelope = verify(own, &bytes)?;
        let mut of_it = envelope.documents.iter().filter(|put| put.doc == doc);
        let is_in = |put: &Put| {
            let at = hashes(put).iter().position(|hash| *hash == info.hash);
            let is_own = at.is_some_and(|at| proof(put, at).is_none());
            is_own && envelope.replicas(put).contains(&info.actor)
        };
        if of_it.any(is_in) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The server has dealt with an envelope. What it refused as a whole leaves the documents. Returns
/// those of which something is said again.
pub(super) fn answered(
    tx: &Transaction<'_>,
    own: &Own<'_>,
    draw: &dyn Fn() -> Epoch,
    carried: &Carried,
) -> Result<Vec<DocId>, ClientError> {
    let mut again = Vec::new();
    if let Some(code) = carried.code
        && let Some(bytes) = envelope::get(tx, carried.envelope)?
    {
        let why = Why::Refused {
            code,
            reason: carried.reason.clone(),
        };
        for put in &verify(own, &bytes)?.documents {
            let Some(paper) = Paper::load(tx, put.doc)? else {
                continue;
            };
            let dropped = unproved(tx, own, &paper, put)?.into_iter();
            let dropped = dropped.map(|hash| Dropped {
                hash,
                why: why.clone(),
            });
            let dropped: Vec<Dropped> = dropped.collect();
            if !dropped.is_empty() && drop_changes(tx, own, draw, paper, &dropped)? {
                again.push(put.doc);
            }
        }
    }
    envelope::remove(tx, carried.envelope)?;
    Ok(again)
}

/// The changes of a put that are here by hand alone.
fn unproved(
    tx: &Transaction<'_>,
    own: &Own<'_>,
    paper: &Paper,
    put: &Put,
) -> Result<Vec<ChangeHash>, ClientError> {
    let authors = author::of_document(tx, paper.row.id)?;
    let brought = hashes(put);
    let later = paper.document.infos_after(&paper.row.server_heads);
    let by_hand = later.iter().filter(|info| {
        let author = authors.get(&info.hash);
        !own.is_own(info.actor)
            && brought.contains(&info.hash)
            && author.is_some_and(|author| author.tag.0.is_empty())
    });
    Ok(by_hand.map(|info| info.hash).collect())
}
