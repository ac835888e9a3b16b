//! A phone whose store is a few maps, and words to put into a server's mouth.

use std::collections::BTreeMap;

use crate::ids::{
    Chain, ChangeHash, DeviceId, DocId, EnvelopeId, Epoch, FeedDigest, InstallNonce,
    OrganisationId, ReplicaId,
};
use crate::limits::REQUEST_INFLATED_BYTES_MAX;
use crate::sync::{
    Effect, Identity, Machine, Outgoing, OutgoingEnvelope, Pending, Start, SyncError,
};
use crate::time::Timestamp;
use crate::wire::answer::{Done, More};
use crate::wire::message::Blob;
use crate::wire::{
    Author, CatalogueCursor, Cursor, CursorMoved, Deposit, Encoding, FrameDecoder, FrameEncoder,
    InventoryItem, Item, Put, Receipt, Taken, ToPhone, ToServer, Welcome,
};

pub(super) const NOW: Timestamp = Timestamp(1_700_000_000_000);

/// A phone that performs effects on maps and remembers them.
pub(super) struct Phone {
    pub(super) machine: Machine,
    pub(super) effects: Vec<Effect>,
    pub(super) outgoing: BTreeMap<DocId, Outgoing>,
    /// What it would send after given heads.
    pub(super) closures: BTreeMap<DocId, Outgoing>,
    pub(super) envelopes: BTreeMap<EnvelopeId, OutgoingEnvelope>,
    pub(super) inventory: Vec<InventoryItem>,
    /// Documents of one list.
    pub(super) list_len: usize,
    /// What it would leave for a forgotten PIN.
    pub(super) deposit: Option<Deposit>,
}

impl Phone {
    pub(super) fn new(start: Start) -> Self {
        Self {
            machine: Machine::start(start, NOW),
            effects: Vec::new(),
            outgoing: BTreeMap::new(),
            closures: BTreeMap::new(),
            envelopes: BTreeMap::new(),
            inventory: Vec::new(),
            list_len: 2,
            deposit: None,
        }
    }

    pub(super) fn with(outgoing: Vec<Outgoing>) -> Self {
        let pending = outgoing.iter().map(pending).collect();
        let mut phone = Self::new(Start { pending, ..start() });
        phone.outgoing = outgoing.into_iter().map(|o| (o.put.doc, o)).collect();
        phone
    }

    pub(super) fn perform(&mut self) {
        while let Some(effect) = self.machine.poll_effect() {
            match &effect {
                Effect::NeedPut { doc, after } => {
                    let from = if after.is_some() {
                        &self.closures
                    } else {
                        &self.outgoing
                    };
                    self.machine.provide_put(*doc, from.get(doc).cloned());
                }
                Effect::NeedEnvelope { envelope } => {
                    let outgoing = self.envelopes.get(envelope).cloned();
                    self.machine.provide_envelope(*envelope, outgoing);
                }
                Effect::NeedInventory { after, .. } => {
                    let rest = self.inventory.iter().filter(|item| Some(item.doc) > *after);
                    let list: Vec<_> = rest.clone().take(self.list_len).cloned().collect();
                    let more = rest.count() > list.len();
                    self.machine.provide_inventory(list, more);
                }
                Effect::NeedPending => {
                    let pending: Vec<_> = self.outgoing.values().map(pending).collect();
                    self.machine.provide_pending(&pending);
                }
                Effect::NeedDeposit(_) => self.machine.provide_deposit(self.deposit.clone()),
                _ => {}
            }
            self.effects.push(effect);
        }
    }

    pub(super) fn body(&mut self) -> Option<Vec<u8>> {
        self.perform();
        self.machine.poll_request()
    }

    /// The next request's messages; none at the end.
    pub(super) fn request(&mut self) -> Option<Vec<ToServer>> {
        let body = self.body()?;
        let mut decoder = FrameDecoder::new(REQUEST_INFLATED_BYTES_MAX);
        decoder.feed(&body).unwrap();
        let mut messages = Vec::new();
        while let Some(message) = decoder.next_message().unwrap() {
            messages.push(message);
        }
        Some(messages)
    }

    pub(super) fn answer(&mut self, messages: &[ToPhone]) -> Result<(), SyncError> {
        self.machine.handle_bytes(&answer(messages))?;
        self.perform();
        self.machine.handle_end(NOW)?;
        self.perform();
        Ok(())
    }

    /// The effects so far, without the questions and the counter.
    pub(super) fn stored(&self) -> Vec<Effect> {
        let asks = |effect: &&Effect| {
            !matches!(
                effect,
                Effect::RaiseSent { .. }
                    | Effect::NeedPut { .. }
                    | Effect::NeedEnvelope { .. }
                    | Effect::NeedInventory { .. }
                    | Effect::NeedPending
                    | Effect::NeedDeposit(_)
            )
        };
        self.effects.iter().filter(asks).cloned().collect()
    }
}

pub(super) fn pending(outgoing: &Outgoing) -> Pending {
    Pending {
        doc: outgoing.put.doc,
        bytes: outgoing.put.changes.iter().map(|c| c.0.len()).sum(),
    }
}

pub(super) fn organisation() -> OrganisationId {
    "anitp".parse().unwrap()
}

pub(super) fn start() -> Start {
    Start {
        identity: Identity {
            app: "phone 0.1.0".into(),
            device: DeviceId(*b"0123456789abcdef"),
            install: InstallNonce(*b"01234567"),
            organisation: organisation(),
            identity_key: signing_key().verifying_key().to_bytes(),
            certificate: b"certified".to_vec(),
        },
        sent: 41,
        cursors: vec![cursor(7, 7)],
        receipts: vec![receipt(6)],
        catalogue: CatalogueCursor::at_version(3),
        unsent: 0,
        schemas_readable: [1; 3],
        schemas: [1; 3],
        pending: vec![],
        envelopes: vec![],
        wants: vec![],
        reconciles: false,
        kept_from: DocId([0; 16]),
        repair: None,
    }
}

pub(super) fn signing_key() -> ed25519_dalek::SigningKey {
    ed25519_dalek::SigningKey::from_bytes(&[9; 32])
}

pub(super) fn doc(at: i64) -> DocId {
    let replica = ReplicaId::derive(&[1; 32], Epoch([1; 8]));
    DocId::derive(replica, Timestamp(NOW.0 + at), 0)
}

pub(super) fn hash(n: u64) -> ChangeHash {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&n.to_be_bytes());
    ChangeHash(bytes)
}

/// Bytes that do not compress.
pub(super) fn noise(seed: u64, len: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let step = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_be_bytes()[0]
    };
    std::iter::repeat_with(step).take(len).collect()
}

/// Changes of these sizes of one document.
pub(super) fn outgoing(doc: DocId, sizes: &[usize]) -> Outgoing {
    let seed = u64::from_be_bytes(doc.0[8..].try_into().unwrap());
    Outgoing {
        put: Put {
            doc,
            kind: 0,
            unit: Some("suceava".parse().unwrap()),
            epochs: vec![Epoch([1; 8])],
            changes: sizes.iter().map(|&size| Blob(noise(seed, size))).collect(),
            authors: None,
        },
        hashes: (0..sizes.len() as u64)
            .map(|n| hash(seed.wrapping_add(n)))
            .collect(),
    }
}

pub(super) fn cursor(base: u64, at: u64) -> Cursor {
    Cursor {
        organisation: organisation(),
        base,
        at,
        chain: Chain([at as u8; 16]),
        feeds: FeedDigest([5; 8]),
        walks: vec![],
    }
}

pub(super) fn receipt(seq: u64) -> Receipt {
    Receipt {
        organisation: organisation(),
        seq,
        chain: Chain([seq as u8; 16]),
    }
}

pub(super) fn welcome() -> ToPhone {
    Welcome {
        protocol: 1,
        server_time: NOW,
        feeds: None,
        schemas: None,
        encoding: 1,
        role: None,
        catalogue_version: 3,
        reconciles: None,
        deposit: None,
        handed_out: None,
    }
    .into()
}

pub(super) fn taken(doc: DocId, head: ChangeHash, seq: u64) -> ToPhone {
    Taken {
        doc,
        heads: vec![head],
        receipt: receipt(seq),
    }
    .into()
}

pub(super) fn item(doc: DocId, sizes: &[usize]) -> ToPhone {
    let author = Author {
        who: "ana".into(),
        device: DeviceId([1; 16]),
        tag: Blob(vec![1; 8]),
        received: NOW,
    };
    Item {
        doc,
        kind: 0,
        unit: "suceava".parse().unwrap(),
        feeds: vec!["unit:suceava".parse().unwrap()],
        whole: false,
        changes: outgoing(doc, sizes).put.changes,
        authors: vec![author; sizes.len()],
        snapshot: None,
    }
    .into()
}

pub(super) fn moved(base: u64, at: u64) -> ToPhone {
    let cursor = cursor(base, at);
    CursorMoved { cursor }.into()
}

pub(super) fn done() -> ToPhone {
    Done {}.into()
}

pub(super) fn more() -> ToPhone {
    More {}.into()
}

/// An answer's body, flushed after each cursor as a server does.
pub(super) fn answer(messages: &[ToPhone]) -> Vec<u8> {
    let mut encoder = FrameEncoder::new(Encoding::Zstd);
    let mut body = Vec::new();
    for message in messages {
        encoder.push(message);
        if matches!(message, ToPhone::CursorMoved(_)) {
            body.extend(encoder.flush());
        }
    }
    body.extend(encoder.finish());
    body
}
