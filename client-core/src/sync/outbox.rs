//! What is still to be sent, what is on its way, and what the server has said of it.

use std::collections::{BTreeSet, VecDeque};

use super::error::SyncError;
use super::start::{Outgoing, OutgoingEnvelope};
use crate::ids::{ChangeHash, DocId, EnvelopeId};
use crate::wire::{Missing, Refused, Taken};

/// A document to send, and from where on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Due {
    pub(super) doc: DocId,
    /// None: what is pending. Otherwise everything after these heads.
    pub(super) after: Option<Vec<ChangeHash>>,
}

/// A document of which changes left with the request that is being answered.
#[derive(Debug)]
struct Sent {
    due: Due,
    hashes: Vec<ChangeHash>,
    settled: bool,
    /// Somebody else's, in an envelope: it was never pending here.
    brought: bool,
}

/// The documents of one sync that go out.
#[derive(Debug, Default)]
pub(super) struct Outbox {
    /// Hand-overs that are carried: they go before what this phone builds on them.
    envelopes: VecDeque<EnvelopeId>,
    /// Those in the request that is being answered.
    envelopes_out: Vec<EnvelopeId>,
    due: VecDeque<Due>,
    /// Already read, for the next request.
    carried: VecDeque<(Due, Outgoing)>,
    in_flight: Vec<Sent>,
    /// Asked for by the server once; a second time is no progress.
    missed: BTreeSet<DocId>,
    unsettled: BTreeSet<DocId>,
    /// What the server took or refused for good, to its last change.
    gone: BTreeSet<DocId>,
}

impl Outbox {
    /// Adds a document behind the others.
    pub(super) fn add(&mut self, doc: DocId) {
        if !self.due.iter().any(|due| due.doc == doc) {
            self.due.push_back(Due { doc, after: None });
        }
    }

    /// Adds what the server lacks; false when it was sent once already.
    pub(super) fn add_missing(&mut self, missing: &Missing) -> bool {
        let first = self.missed.insert(missing.doc);
        if first {
            self.due.retain(|due| due.doc != missing.doc);
            self.due.push_back(Due {
                doc: missing.doc,
                after: Some(missing.heads.clone()),
            });
        }
        first
    }

    pub(super) fn is_empty(&self) -> bool {
        self.envelopes.is_empty() && self.due.is_empty() && self.carried.is_empty()
    }

    /// Adds a hand-over behind the others.
    pub(super) fn add_envelope(&mut self, envelope: EnvelopeId) {
        self.envelopes.push_back(envelope);
    }

    /// The next hand-over to read.
    pub(super) fn next_envelope(&mut self) -> Option<EnvelopeId> {
        self.envelopes.pop_front()
    }

    /// This did not fit: it goes first in the next request.
    pub(super) fn envelope_waits(&mut self, envelope: EnvelopeId) {
        self.envelopes.push_front(envelope);
    }

    pub(super) fn envelope_leaves(&mut self, id: EnvelopeId, outgoing: OutgoingEnvelope) {
        self.envelopes_out.push(id);
        for (doc, hashes) in outgoing.documents {
            match self.sent(doc) {
                Ok(sent) => sent.hashes.extend(hashes),
                Err(_) => self.in_flight.push(Sent {
                    due: Due { doc, after: None },
                    hashes,
                    settled: false,
                    brought: true,
                }),
            }
        }
    }

    /// Checks that a hand-over that the server has dealt with was sent.
    pub(super) fn envelope_settled(&mut self, id: EnvelopeId) -> Result<(), SyncError> {
        let at = self.envelopes_out.iter().position(|sent| *sent == id);
        self.envelopes_out
            .remove(at.ok_or(SyncError::NeverCarried)?);
        Ok(())
    }

    /// Whether it names no change of this phone's own: it is about bytes in a hand-over that are no
    /// change, or said by a server that takes no hand-overs yet. Nothing here is to leave for that.
    pub(super) fn is_about_envelope(&self, refused: &Refused) -> bool {
        let is_own = self.own_in_flight().any(|sent| sent.due.doc == refused.doc);
        refused.hash.is_none() && !self.envelopes_out.is_empty() && !is_own
    }

    /// How many documents the server has not spoken of yet.
    pub(super) fn unspoken(&self) -> usize {
        let on_the_way = self.own_in_flight().filter(|sent| !sent.settled);
        let waiting = self.due.iter().filter(|due| !self.left(due.doc));
        let read = self.carried.iter().filter(|(due, _)| !self.left(due.doc));
        on_the_way.count() + waiting.count() + read.count()
    }

    /// The next document to read, one that is not in this request already.
    pub(super) fn next_due(&mut self) -> Option<Due> {
        let at = self.due.iter().position(|due| !self.left(due.doc))?;
        self.due.remove(at)
    }

    /// What was read already and is not the rest of something in this request.
    pub(super) fn next_carried(&mut self) -> Option<(Due, Outgoing)> {
        let (due, _) = self.carried.front()?;
        if self.left(due.doc) {
            return None;
        }
        self.carried.pop_front()
    }

    /// This did not fit: it goes first in the next request.
    pub(super) fn carry_first(&mut self, due: Due, outgoing: Outgoing) {
        self.carried.push_front((due, outgoing));
    }

    /// This is the rest of what has just left.
    pub(super) fn carry_rest(&mut self, due: Due, outgoing: Outgoing) {
        self.carried.push_back((due, outgoing));
    }

    pub(super) fn leaves(&mut self, due: Due, hashes: Vec<ChangeHash>) {
        self.in_flight.push(Sent {
            due,
            hashes,
            settled: false,
            brought: false,
        });
    }

    /// Checks a receipt against what was sent; returns how many changes of this phone it covers.
    pub(super) fn taken(&mut self, taken: &Taken) -> Result<u64, SyncError> {
        let sent = self.sent(taken.doc)?;
        let place = |head: &ChangeHash| sent.hashes.iter().position(|hash| hash == head);
        let places: Option<Vec<usize>> = taken.heads.iter().map(place).collect();
        let last = places.and_then(|places| places.into_iter().max());
        let last = last.ok_or(SyncError::NeverPut { doc: taken.doc })?;
        sent.settled = true;
        if sent.brought {
            return Ok(0);
        }
        if self.carried.iter().all(|(due, _)| due.doc != taken.doc) {
            self.gone.insert(taken.doc);
        }
        Ok(last as u64 + 1)
    }

    /// Checks a refusal against what was sent. What was to follow is not sent any more. Says
    /// whether it is about a hand-over.
    pub(super) fn refused(&mut self, refused: &Refused) -> Result<bool, SyncError> {
        let sent = self.sent(refused.doc)?;
        if refused
            .hash
            .is_some_and(|hash| !sent.hashes.contains(&hash))
        {
            return Err(SyncError::NeverPut { doc: refused.doc });
        }
        sent.settled = true;
        let brought = sent.brought;
        if !brought {
            self.drop_rest_of(refused.doc);
            self.gone.insert(refused.doc);
        }
        Ok(brought)
    }

    /// The server cannot place what was sent: everything after its heads is to follow. Says
    /// whether it is about a hand-over: what that lacks, this phone need not have.
    pub(super) fn missing(&mut self, missing: &Missing) -> Result<bool, SyncError> {
        if self.sent(missing.doc)?.brought {
            return Ok(true);
        }
        self.drop_rest_of(missing.doc);
        if self.add_missing(missing) {
            self.sent(missing.doc)?.settled = true;
        }
        Ok(false)
    }

    /// The answer is complete: what it said nothing final of is not sent again in this sync.
    pub(super) fn answer_ended(&mut self) {
        self.envelopes_out.clear();
        for sent in std::mem::take(&mut self.in_flight) {
            if !sent.settled && !sent.brought {
                self.drop_rest_of(sent.due.doc);
                self.unsettled.insert(sent.due.doc);
            }
        }
    }

    /// The same request is to be made in another way: what left goes first again.
    pub(super) fn send_again(&mut self) {
        self.envelopes_again();
        let own = std::mem::take(&mut self.in_flight).into_iter();
        for sent in own.rev().filter(|sent| !sent.brought) {
            self.drop_rest_of(sent.due.doc);
            self.due.push_front(sent.due);
        }
    }

    /// Nothing of this is sent: the server asked for something else first.
    pub(super) fn clear(&mut self) {
        self.envelopes_again();
        let envelopes = std::mem::take(&mut self.envelopes);
        *self = Self {
            envelopes,
            ..Self::default()
        };
    }

    /// What left and was not answered goes first again.
    fn envelopes_again(&mut self) {
        for envelope in std::mem::take(&mut self.envelopes_out).into_iter().rev() {
            self.envelopes.push_front(envelope);
        }
    }

    /// What was sent and not answered.
    pub(super) fn unsettled(&self) -> Vec<DocId> {
        let on_the_way = self.own_in_flight().filter(|sent| !sent.settled);
        let on_the_way = on_the_way.map(|sent| sent.due.doc);
        self.unsettled.iter().copied().chain(on_the_way).collect()
    }

    /// How many sessions and exchanges wait no more, and nothing of their companions either.
    pub(super) fn sessions_gone(&self) -> u32 {
        let due = self.due.iter().map(|due| due.doc);
        let carried = self.carried.iter().map(|(due, _)| due.doc);
        let waiting: BTreeSet<DocId> = due.chain(carried).chain(self.unsettled()).collect();
        let companions: BTreeSet<DocId> = (waiting.union(&self.gone))
            .map(|doc| doc.companion())
            .collect();
        let waits = |doc: DocId| waiting.contains(&doc) || waiting.contains(&doc.companion());
        let gone = self.gone.iter();
        let gone = gone.filter(|doc| !companions.contains(doc) && !waits(**doc));
        u32::try_from(gone.count()).unwrap_or(u32::MAX)
    }

    fn own_in_flight(&self) -> impl Iterator<Item = &Sent> {
        self.in_flight.iter().filter(|sent| !sent.brought)
    }

    fn left(&self, doc: DocId) -> bool {
        self.in_flight.iter().any(|sent| sent.due.doc == doc)
    }

    fn sent(&mut self, doc: DocId) -> Result<&mut Sent, SyncError> {
        let sent = self.in_flight.iter_mut().find(|sent| sent.due.doc == doc);
        sent.ok_or(SyncError::NeverPut { doc })
    }

    fn drop_rest_of(&mut self, doc: DocId) {
        self.carried.retain(|(due, _)| due.doc != doc);
    }
}
