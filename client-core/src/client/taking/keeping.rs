//! Which hand-overs a phone keeps for the server, as they were signed.

use std::collections::BTreeSet;

use super::{Taking, proof};
use crate::client::effects::{hashes, verify};
use crate::client::error::ClientError;
use crate::envelope::Envelope;
use crate::ids::{DocId, EnvelopeId};
use crate::limits::{ENVELOPES_CARRIED_BYTES_MAX, ENVELOPES_CARRIED_MAX};
use crate::store::envelope::CarriedEnvelope;
use crate::store::{document, envelope as carried};
use crate::wire::Put;
use crate::wire::message::Blob;

impl Taking<'_> {
    /// Keeps the envelope for the server, unless that has all of it; says whether it is kept.
    pub(super) fn carry(&self, bytes: Vec<u8>) -> Result<bool, ClientError> {
        if self.envelope.certificate.device == self.own.me.device || self.is_at_server()? {
            return Ok(false);
        }
        let id = EnvelopeId::of(&bytes);
        if carried::get(self.tx, id)?.is_some() {
            return Ok(true);
        }
        self.let_go_of_earlier()?;
        let (found, held) = carried::count(self.tx)?;
        if found >= ENVELOPES_CARRIED_MAX || held + bytes.len() > ENVELOPES_CARRIED_BYTES_MAX {
            return Err(ClientError::TooManyCarried { found });
        }
        let envelope = CarriedEnvelope {
            id,
            giver: self.envelope.certificate.member.clone(),
            made: self.envelope.made,
            docs: self.envelope.documents.iter().map(|put| put.doc).collect(),
            bytes,
        };
        carried::put(self.tx, &envelope)?;
        Ok(true)
    }

    /// Carries no longer what the same phone handed over before and hands over again with this: who
    /// writes on and hands over each time would fill every other phone with the same. What another
    /// phone handed over in between may build on it, and stays behind it.
    fn let_go_of_earlier(&self) -> Result<(), ClientError> {
        let mut built_on: BTreeSet<DocId> = BTreeSet::new();
        for id in carried::carried(self.tx)?.into_iter().rev() {
            let Some(bytes) = carried::get(self.tx, id)? else {
                continue;
            };
            let earlier = verify(self.own, &bytes)?;
            let mut docs = earlier.documents.iter().map(|put| put.doc);
            if earlier.certificate != self.envelope.certificate {
                built_on.extend(docs);
            } else if self.has_all_of(&earlier) && docs.all(|doc| !built_on.contains(&doc)) {
                carried::remove(self.tx, id)?;
            }
        }
        Ok(())
    }

    /// Whether every change of another hand-over is in this one, and proved as well.
    fn has_all_of(&self, earlier: &Envelope) -> bool {
        let here: BTreeSet<_> = self.envelope.documents.iter().flat_map(proved).collect();
        let mut there = earlier.documents.iter().flat_map(proved);
        there.all(|change| here.contains(&change))
    }

    fn is_at_server(&self) -> Result<bool, ClientError> {
        for put in &self.envelope.documents {
            if document::is_erased(self.tx, put.doc)? {
                continue;
            }
            let Some(paper) = self.paper(put.doc)? else {
                return Ok(false);
            };
            let later = paper.document.infos_after(&paper.row.server_heads);
            let is_there =
                |hash| paper.document.has(hash) && later.iter().all(|info| info.hash != hash);
            let hashes = hashes(put);
            if hashes.len() < put.changes.len() || !hashes.into_iter().all(is_there) {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// The changes of a put: of which document, the bytes, and whether the server named who wrote them.
fn proved(put: &Put) -> impl Iterator<Item = (DocId, &[u8], bool)> {
    let changes = put.changes.iter().enumerate();
    changes.map(|(at, Blob(bytes))| (put.doc, bytes.as_slice(), proof(put, at).is_some()))
}
