//! One request while it is filled: hello first, then puts up to a bound of compressed bytes.

use super::repair::Rest;
use super::start::Outgoing;
use crate::ids::{ChangeHash, OrganisationId};
use crate::limits::{
    INVENTORY_ITEMS_MAX, REQUEST_BYTES_MAX, REQUEST_INFLATED_BYTES_MAX, REQUEST_MESSAGES_MAX,
    REQUEST_PUTS_BYTES_MAX, REQUEST_WANTS_MAX,
};
use crate::wire::request::{End, MESSAGE_HEAD_BYTES};
use crate::wire::{
    Deposit, Differing, Encoding, Envelope, FrameEncoder, Hello, Inventory, Put, Reconcile,
    ToServer, Want,
};

/// A request that is being filled.
pub(super) struct Draft {
    encoder: FrameEncoder,
    /// What was flushed so far.
    body: Vec<u8>,
    /// Bytes pushed since: they cannot compress to more than this.
    unflushed: usize,
    inflated: usize,
    messages: usize,
    envelopes: usize,
    puts: usize,
    wants: usize,
}

impl Draft {
    pub(super) fn new(encoding: Encoding, hello: Hello) -> Self {
        let mut draft = Self {
            encoder: FrameEncoder::new(encoding),
            body: Vec::new(),
            unflushed: 0,
            inflated: 0,
            messages: 0,
            envelopes: 0,
            puts: 0,
            wants: 0,
        };
        draft.push(&hello.into(), MESSAGE_HEAD_BYTES);
        draft
    }

    /// Adds a hand-over, when it fits. The first one always does.
    pub(super) fn envelope(&mut self, envelope: &Envelope) -> bool {
        let bytes = envelope.bytes.0.len() + MESSAGE_HEAD_BYTES;
        let takes = self.envelopes == 0 || self.fits(bytes);
        if takes {
            self.envelopes += 1;
            self.push(&envelope.clone().into(), bytes);
        }
        takes
    }

    /// Whether this put fits. The first one of a request without hand-overs always does.
    pub(super) fn takes(&mut self, outgoing: &Outgoing) -> bool {
        (self.puts == 0 && self.envelopes == 0) || self.fits(outgoing.put.bytes_max())
    }

    /// Adds a put; returns the hashes of its changes.
    pub(super) fn put(&mut self, outgoing: Outgoing) -> Vec<ChangeHash> {
        let bytes = outgoing.put.bytes_max();
        self.puts += 1;
        self.push(&outgoing.put.into(), bytes);
        outgoing.hashes
    }

    /// Adds as much of a list as fits, and says in the list whether it is all.
    pub(super) fn inventory(&mut self, mut inventory: Inventory) -> Inventory {
        let mut bytes = 0;
        let fitting = inventory.items.iter().take_while(|item| {
            bytes += 24 + item.heads.len() * 34;
            bytes <= REQUEST_BYTES_MAX / 2
        });
        let fitting = fitting.count().min(INVENTORY_ITEMS_MAX);
        inventory.more |= fitting < inventory.items.len();
        inventory.items.truncate(fitting);
        self.push(&inventory.clone().into(), bytes);
        inventory
    }

    /// Adds as much of what differs as fits, and takes it out of `rest`.
    pub(super) fn differing(&mut self, organisation: OrganisationId, rest: &mut Rest) -> Differing {
        let (mut items, mut bytes) = (Vec::new(), rest.lacking.len() * 34);
        while let Some(item) = rest.items.front() {
            bytes += 24 + item.heads.len() * 34;
            if bytes > REQUEST_BYTES_MAX / 2 || items.len() >= INVENTORY_ITEMS_MAX {
                break;
            }
            items.extend(rest.items.pop_front());
        }
        let lacking = std::mem::take(&mut rest.lacking);
        let differing = Differing {
            organisation,
            items,
            lacking,
        };
        self.push(&differing.clone().into(), bytes);
        differing
    }

    /// Adds one turn of a comparison.
    pub(super) fn reconcile(&mut self, reconcile: Reconcile) {
        let bytes = reconcile.message.0.len();
        self.push(&reconcile.into(), bytes);
    }

    /// Adds a want; false when this request asks for enough already.
    pub(super) fn want(&mut self, want: Want) -> bool {
        let room = self.wants < REQUEST_WANTS_MAX;
        if room {
            self.wants += 1;
            self.push(&want.into(), 32);
        }
        room
    }

    /// Adds what opens a forgotten PIN.
    pub(super) fn deposit(&mut self, deposit: Deposit) {
        self.push(&deposit.into(), MESSAGE_HEAD_BYTES);
    }

    /// The whole body, with the message that ends it.
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.encoder.push(&ToServer::End(End {}));
        self.body.extend(self.encoder.finish());
        self.body
    }

    fn push(&mut self, message: &ToServer, bytes: usize) {
        self.encoder.push(message);
        self.unflushed += bytes;
        self.inflated += bytes;
        self.messages += 1;
    }

    /// Whether that many more bytes fit, however badly they compress. Flushes the compressor only
    /// when the question cannot be answered otherwise, because each flush costs compression.
    fn fits(&mut self, bytes: usize) -> bool {
        if self.inflated + bytes > REQUEST_INFLATED_BYTES_MAX / 2
            || self.messages + REQUEST_WANTS_MAX >= REQUEST_MESSAGES_MAX / 2
        {
            return false;
        }
        if self.body.len() + self.unflushed + bytes <= REQUEST_PUTS_BYTES_MAX {
            return true;
        }
        self.body.extend(self.encoder.flush());
        self.unflushed = 0;
        self.body.len() + bytes <= REQUEST_PUTS_BYTES_MAX
    }
}

/// Cuts off the changes that do not fit one request; they follow in the next, in the same order.
pub(super) fn split(outgoing: &mut Outgoing) -> Option<Outgoing> {
    let put = &mut outgoing.put;
    let mut bytes = 0;
    let fitting = put.changes.iter().take_while(|change| {
        bytes += change.0.len();
        bytes <= REQUEST_PUTS_BYTES_MAX
    });
    let at = fitting.count().max(1);
    if at >= put.changes.len() {
        return None;
    }
    let rest = Put {
        doc: put.doc,
        kind: put.kind,
        unit: put.unit.clone(),
        epochs: put.epochs.clone(),
        changes: put.changes.split_off(at),
        authors: put.authors.as_mut().map(|authors| authors.split_off(at)),
    };
    Some(Outgoing {
        put: rest,
        hashes: outgoing.hashes.split_off(at),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{ChangeHash, DocId, Epoch};
    use crate::wire::message::Blob;

    fn outgoing(sizes: &[usize]) -> Outgoing {
        let changes = sizes.iter().map(|&size| Blob(vec![7; size])).collect();
        Outgoing {
            put: Put {
                doc: DocId([1; 16]),
                kind: 0,
                unit: None,
                epochs: vec![Epoch([2; 8])],
                changes,
                authors: None,
            },
            hashes: (0..sizes.len())
                .map(|at| ChangeHash([at as u8; 32]))
                .collect(),
        }
    }

    #[test]
    fn what_does_not_fit_follows_in_order() {
        let mut first = outgoing(&[40_000, 20_000, 30_000, 200_000]);
        let mut second = split(&mut first).unwrap();
        let third = split(&mut second).unwrap();
        assert_eq!(first.hashes, [ChangeHash([0; 32]), ChangeHash([1; 32])]);
        assert_eq!(second.hashes, [ChangeHash([2; 32])]);
        assert_eq!(third.hashes, [ChangeHash([3; 32])]);
        assert_eq!(third.put.changes.len(), 1);
        assert_eq!(split(&mut outgoing(&[200_000])), None);
    }
}
