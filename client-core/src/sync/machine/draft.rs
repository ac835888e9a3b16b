//! Filling a request: what the phone says of itself, then what it sends and asks for.

use super::{Asked, LockTalk, Machine, Phase};
use crate::ids::{DocId, EnvelopeId};
use crate::limits::INVENTORY_ITEMS_MAX;
use crate::sync::effect::Effect;
use crate::sync::outbox::Due;
use crate::sync::repair::Repair;
use crate::sync::report::SyncEnd;
use crate::sync::request::{self, Draft};
use crate::sync::start::{Outgoing, OutgoingEnvelope, Pending};
use crate::time::Timestamp;
use crate::wire::message::Blob;
use crate::wire::request::End;
use crate::wire::{
    Deposit, Encoding, FrameEncoder, Hello, Inventory, InventoryItem, PROTOCOL, ToServer, Want,
    Wiped,
};

impl Machine {
    /// Answers `Effect::NeedPut`; none when nothing of the document is to be sent any more.
    pub fn provide_put(&mut self, doc: DocId, outgoing: Option<Outgoing>) {
        let asked = std::mem::replace(&mut self.phase, Phase::Over);
        let Phase::Asked(draft, Asked::Put(due)) = asked else {
            self.phase = asked;
            return;
        };
        debug_assert_eq!(due.doc, doc, "the put that was asked for");
        self.phase = match outgoing.filter(|outgoing| !outgoing.put.changes.is_empty()) {
            Some(outgoing) => self.put(draft, due, outgoing),
            None => Phase::Drafting(draft),
        };
    }

    /// Answers `Effect::NeedEnvelope`; none when it is not carried any more.
    pub fn provide_envelope(&mut self, id: EnvelopeId, outgoing: Option<OutgoingEnvelope>) {
        let asked = std::mem::replace(&mut self.phase, Phase::Over);
        let Phase::Asked(mut draft, Asked::Envelope) = asked else {
            self.phase = asked;
            return;
        };
        let Some(outgoing) = outgoing else {
            self.phase = Phase::Drafting(draft);
            return;
        };
        self.phase = if draft.envelope(&outgoing.envelope) {
            self.outbox.envelope_leaves(id, outgoing);
            Phase::Drafting(draft)
        } else {
            self.outbox.envelope_waits(id);
            self.ready(draft)
        };
    }

    /// Answers `Effect::NeedInventory`; `more` when there are ids above the last of these.
    pub fn provide_inventory(&mut self, items: Vec<InventoryItem>, more: bool) {
        let asked = std::mem::replace(&mut self.phase, Phase::Over);
        let Phase::Asked(mut draft, Asked::Inventory) = asked else {
            self.phase = asked;
            return;
        };
        match &mut self.repair {
            Some(Repair::Comparing(comparison)) => {
                let next = comparison.add(items, more);
                self.phase = Phase::Drafting(draft);
                self.after_reading(next);
            }
            Some(Repair::Listing(listing)) => {
                let list = draft.inventory(Inventory {
                    organisation: self.identity.organisation.clone(),
                    more: more && !items.is_empty(),
                    items,
                    after: listing.after,
                });
                listing.leaves(&list.items, list.more);
                self.phase = self.ready(draft);
            }
            Some(Repair::Sending { .. }) | None => self.phase = Phase::Drafting(draft),
        }
    }

    /// Answers `Effect::NeedPending`.
    pub fn provide_pending(&mut self, pending: &[Pending]) {
        let asked = std::mem::replace(&mut self.phase, Phase::Over);
        let Phase::Asked(draft, Asked::Pending) = asked else {
            self.phase = asked;
            return;
        };
        self.add_pending(pending);
        if self.outbox.is_empty() && self.wants.is_empty() {
            // What differed came with the lists, and what moved since comes with the next sync.
            self.end_repair();
            self.ask_deposit(draft);
        } else {
            self.phase = Phase::Drafting(draft);
        }
    }

    /// Answers `Effect::NeedDeposit`; none when the server has what it is to have.
    pub fn provide_deposit(&mut self, deposit: Option<Deposit>) {
        let asked = std::mem::replace(&mut self.phase, Phase::Over);
        let Phase::Asked(mut draft, Asked::Deposit) = asked else {
            self.phase = asked;
            return;
        };
        match deposit {
            Some(deposit) => {
                draft.deposit(deposit);
                self.phase = self.ready(draft);
            }
            None => self.finish(SyncEnd::Done),
        }
    }

    /// All else was said. The sync ends here, unless the lock has still to be settled.
    pub(super) fn ask_deposit(&mut self, draft: Draft) {
        match std::mem::replace(&mut self.lock, LockTalk::Settled) {
            LockTalk::Heard(holding) => {
                self.effects.push_back(Effect::NeedDeposit(holding));
                self.phase = Phase::Asked(draft, Asked::Deposit);
            }
            LockTalk::Unheard | LockTalk::Settled => self.finish(SyncEnd::Done),
        }
    }

    pub(super) fn hello(&self, now: Timestamp) -> Hello {
        // In a repair both sides forget how far they had read of each other.
        let listing = self.is_comparing();
        let certificate = self.identity.certificate.clone();
        Hello {
            protocol: PROTOCOL,
            app: self.identity.app.clone(),
            device: self.identity.device,
            install: self.identity.install,
            sent: self.sent + 1,
            cursors: if listing {
                Vec::new()
            } else {
                self.cursors.all()
            },
            receipts: if listing {
                Vec::new()
            } else {
                self.receipts.clone()
            },
            catalogue_version: self.catalogue.version(),
            unsent: self.unsent.saturating_sub(self.outbox.sessions_gone()),
            schemas: self.schemas_readable.to_vec(),
            encodings: Encoding::SUPPORTED.iter().map(|e| e.number()).collect(),
            clock: now,
            certificate: self.show_certificate.then_some(Blob(certificate)),
            catalogue: Some(self.catalogue.clone()),
        }
    }

    /// What a wiped device still says: that it was done.
    pub(super) fn last_word(&self, now: Timestamp) -> Vec<u8> {
        let mut encoder = FrameEncoder::new(self.encoding);
        let device = self.identity.device;
        encoder.push(&ToServer::Hello(self.hello(now)));
        encoder.push(&ToServer::Wiped(Wiped { device }));
        encoder.push(&ToServer::End(End {}));
        encoder.finish()
    }

    /// Goes on filling the request until the driver must be asked or the request is ready.
    pub(super) fn fill_draft(&mut self) {
        while let Phase::Drafting(_) = self.phase {
            let Phase::Drafting(draft) = std::mem::replace(&mut self.phase, Phase::Over) else {
                unreachable!("just looked at")
            };
            self.phase = self.fill(draft);
        }
    }

    fn fill(&mut self, mut draft: Draft) -> Phase {
        let organisation = self.identity.organisation.clone();
        match &mut self.repair {
            Some(Repair::Comparing(comparison)) => {
                let Some(turn) = comparison.leaves(organisation) else {
                    let after = comparison.last_held();
                    return self.ask_inventory(draft, after);
                };
                draft.reconcile(turn);
                return self.ready(draft);
            }
            Some(Repair::Listing(listing)) => {
                let Some(rest) = &mut listing.rest else {
                    let after = listing.after;
                    return self.ask_inventory(draft, after);
                };
                let list = draft.differing(organisation, rest);
                let more = !rest.is_empty();
                listing.leaves(&list.items, more);
                return self.ready(draft);
            }
            Some(Repair::Sending { pending_known }) if !*pending_known => {
                *pending_known = true;
                self.effects.push_back(Effect::NeedPending);
                return Phase::Asked(draft, Asked::Pending);
            }
            Some(Repair::Sending { .. }) | None => {}
        }
        if let Some(envelope) = self.outbox.next_envelope() {
            self.effects.push_back(Effect::NeedEnvelope { envelope });
            return Phase::Asked(draft, Asked::Envelope);
        }
        if let Some((due, outgoing)) = self.outbox.next_carried() {
            return self.put(draft, due, outgoing);
        }
        let Some(due) = self.outbox.next_due() else {
            return self.ready(draft);
        };
        let (doc, after) = (due.doc, due.after.clone());
        self.effects.push_back(Effect::NeedPut { doc, after });
        Phase::Asked(draft, Asked::Put(due))
    }

    fn ask_inventory(&mut self, draft: Draft, after: Option<DocId>) -> Phase {
        self.effects.push_back(Effect::NeedInventory {
            organisation: self.identity.organisation.clone(),
            after,
            items_max: INVENTORY_ITEMS_MAX,
        });
        Phase::Asked(draft, Asked::Inventory)
    }

    fn put(&mut self, mut draft: Draft, due: Due, mut outgoing: Outgoing) -> Phase {
        debug_assert_eq!(outgoing.put.changes.len(), outgoing.hashes.len());
        if let Some(rest) = request::split(&mut outgoing) {
            self.outbox.carry_rest(due.clone(), rest);
        }
        if !draft.takes(&outgoing) {
            self.outbox.carry_first(due, outgoing);
            return self.ready(draft);
        }
        self.outbox.leaves(due, draft.put(outgoing));
        Phase::Drafting(draft)
    }

    /// The request is full or nothing is left: it may leave once the counter is durable.
    fn ready(&mut self, mut draft: Draft) -> Phase {
        if !self.is_comparing() {
            while let Some(&doc) = self.wants.front()
                && draft.want(Want { doc })
            {
                self.wants.pop_front();
            }
        }
        self.sent += 1;
        self.effects
            .push_back(Effect::RaiseSent { sent: self.sent });
        Phase::Ready(draft.finish())
    }
}
