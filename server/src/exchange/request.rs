//! A request body taken apart: bounded before it is believed, and in the shape that the rest of
//! the exchange wants. Asks no database.

use std::collections::{BTreeMap, BTreeSet};

use client_core::ids::{DocId, Epoch, UnitId};
use client_core::limits::{
    INVENTORY_ITEMS_MAX, RECONCILE_BYTES_MAX, REQUEST_INFLATED_BYTES_MAX, REQUEST_MESSAGES_MAX,
    REQUEST_WANTS_MAX,
};
use client_core::wire::{
    Author, Deposit, Differing, FrameDecoder, Hello, Inventory, InventoryItem, PROTOCOL,
    PROTOCOL_OLDEST, Put, Reconcile, ToServer,
};

use super::Failure;
use crate::limits::{ORGANISATIONS_MAX, REQUEST_ENVELOPES_MAX};

/// What a phone says in one request.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) hello: Hello,
    /// One for each document, in the order in which the documents were first named.
    pub(super) puts: Vec<Brought>,
    pub(super) wants: Vec<DocId>,
    pub(super) repair: Option<RepairTurn>,
    /// The hand-overs of other phones that it carries, as they were signed.
    pub(super) envelopes: Vec<Vec<u8>>,
    /// What opens the phone's lock when its PIN is forgotten; the last of several.
    pub(super) deposit: Option<Deposit>,
}

/// What a request of a repair says.
#[derive(Debug)]
pub(super) enum RepairTurn {
    /// What the phone holds, or a piece of it.
    List(Inventory),
    /// A turn of comparing by fingerprints.
    Reconcile(Reconcile),
    /// What a comparison has found to differ.
    Differing(Differing),
}

/// What a request brings of one document.
#[derive(Debug)]
pub(super) struct Brought {
    pub(super) doc: DocId,
    pub(super) kind: u8,
    pub(super) unit: Option<UnitId>,
    pub(super) epochs: Vec<Epoch>,
    /// In causal order.
    pub(super) changes: Vec<BroughtChange>,
}

/// One change, and who wrote it when that is not the sender.
#[derive(Debug)]
pub(super) struct BroughtChange {
    pub(super) bytes: Vec<u8>,
    pub(super) author: Option<Author>,
}

/// Where documents stand that were named already: a request may name thousands.
#[derive(Debug, Default)]
struct Named {
    puts: BTreeMap<DocId, usize>,
    wants: BTreeSet<DocId>,
}

impl Request {
    pub(super) fn read(body: &[u8]) -> Result<Self, Failure> {
        let mut decoder = FrameDecoder::new(REQUEST_INFLATED_BYTES_MAX);
        decoder.feed(body)?;
        let Some(ToServer::Hello(hello)) = decoder.next_message()? else {
            return Err(malformed("it does not begin with hello"));
        };
        let mut request = Self {
            hello,
            puts: Vec::new(),
            wants: Vec::new(),
            repair: None,
            envelopes: Vec::new(),
            deposit: None,
        };
        request.check_hello()?;
        let mut named = Named::default();
        let mut messages = 1;
        while let Some(message) = decoder.next_message()? {
            messages += 1;
            if messages > REQUEST_MESSAGES_MAX {
                let limit = REQUEST_MESSAGES_MAX;
                return Err(Failure::TooLarge { limit });
            }
            match message {
                ToServer::Hello(_) => return Err(malformed("it says hello twice")),
                ToServer::Put(put) => request.put(put, &mut named.puts)?,
                ToServer::Want(want) => request.want(want.doc, &mut named.wants)?,
                ToServer::Inventory(list) => request.list(list)?,
                ToServer::Reconcile(turn) => request.reconcile(turn)?,
                ToServer::Differing(list) => request.differing(list)?,
                ToServer::Envelope(envelope) => request.envelope(envelope.bytes.0)?,
                ToServer::Deposit(deposit) => request.deposit = Some(deposit),
                // The order to wipe is not given yet; when it is, this is its receipt.
                ToServer::Wiped(_) => {}
                ToServer::End(_) => return request.end(&decoder),
            }
        }
        Err(malformed("it has no end"))
    }

    fn check_hello(&self) -> Result<(), Failure> {
        let hello = &self.hello;
        if !(PROTOCOL_OLDEST..=PROTOCOL).contains(&hello.protocol) {
            return Err(Failure::ProtocolUnknown(hello.protocol));
        }
        if hello.cursors.len().max(hello.receipts.len()) > ORGANISATIONS_MAX {
            let limit = ORGANISATIONS_MAX;
            return Err(Failure::TooLarge { limit });
        }
        if hello.cursors.iter().any(|cursor| cursor.base > cursor.at) {
            return Err(malformed("a cursor's base lies behind it"));
        }
        if i64::try_from(hello.sent).is_err() {
            return Err(malformed("the request counter is beyond every count"));
        }
        Ok(())
    }

    fn put(&mut self, put: Put, named: &mut BTreeMap<DocId, usize>) -> Result<(), Failure> {
        let put = Brought::of(put)?;
        let at = *named.entry(put.doc).or_insert(self.puts.len());
        match self.puts.get_mut(at) {
            Some(known) if known.kind != put.kind || known.unit != put.unit => {
                return Err(malformed("two puts of one document disagree"));
            }
            Some(known) => {
                known.epochs.extend(put.epochs);
                known.changes.extend(put.changes);
            }
            None => self.puts.push(put),
        }
        Ok(())
    }

    fn envelope(&mut self, bytes: Vec<u8>) -> Result<(), Failure> {
        if self.envelopes.len() >= REQUEST_ENVELOPES_MAX {
            let limit = REQUEST_ENVELOPES_MAX;
            return Err(Failure::TooLarge { limit });
        }
        self.envelopes.push(bytes);
        Ok(())
    }

    fn want(&mut self, doc: DocId, named: &mut BTreeSet<DocId>) -> Result<(), Failure> {
        if self.wants.len() >= REQUEST_WANTS_MAX {
            let limit = REQUEST_WANTS_MAX;
            return Err(Failure::TooLarge { limit });
        }
        if named.insert(doc) {
            self.wants.push(doc);
        }
        Ok(())
    }

    fn list(&mut self, list: Inventory) -> Result<(), Failure> {
        if list.items.len() > INVENTORY_ITEMS_MAX {
            let limit = INVENTORY_ITEMS_MAX;
            return Err(Failure::TooLarge { limit });
        }
        check_order(&list.items)?;
        if let (Some(after), Some(first)) = (list.after, list.items.first())
            && first.doc <= after
        {
            return Err(malformed("a list begins before its beginning"));
        }
        self.repair(RepairTurn::List(list))
    }

    fn reconcile(&mut self, turn: Reconcile) -> Result<(), Failure> {
        if turn.message.0.len() > RECONCILE_BYTES_MAX {
            let limit = RECONCILE_BYTES_MAX;
            return Err(Failure::TooLarge { limit });
        }
        self.repair(RepairTurn::Reconcile(turn))
    }

    fn differing(&mut self, list: Differing) -> Result<(), Failure> {
        if list.items.len().max(list.lacking.len()) > INVENTORY_ITEMS_MAX {
            let limit = INVENTORY_ITEMS_MAX;
            return Err(Failure::TooLarge { limit });
        }
        check_order(&list.items)?;
        self.repair(RepairTurn::Differing(list))
    }

    fn repair(&mut self, turn: RepairTurn) -> Result<(), Failure> {
        match self.repair.replace(turn) {
            Some(_) => Err(malformed("a request carries one list or turn of a repair")),
            None => Ok(()),
        }
    }

    fn end(self, decoder: &FrameDecoder) -> Result<Self, Failure> {
        if !decoder.is_drained() {
            return Err(malformed("something follows its end"));
        }
        let asks_else = !self.puts.is_empty() || !self.wants.is_empty();
        if self.repair.is_some() && asks_else {
            return Err(malformed("a repair stands alone"));
        }
        Ok(self)
    }
}

impl Brought {
    /// What a put brings of its document.
    pub(super) fn of(put: Put) -> Result<Self, Failure> {
        if put.epochs.len() > put.changes.len() {
            return Err(malformed("a put names more epochs than changes"));
        }
        let mut authors: Vec<Option<Author>> = match put.authors {
            Some(authors) => authors.into_iter().map(Some).collect(),
            None => vec![None; put.changes.len()],
        };
        if authors.len() != put.changes.len() {
            return Err(malformed("a put names an author for some changes only"));
        }
        // An author without a proof is the sender.
        for author in &mut authors {
            author.take_if(|author| author.tag.0.is_empty());
        }
        let changes = put.changes.into_iter().zip(authors);
        let changes = changes.map(|(bytes, author)| BroughtChange {
            bytes: bytes.0,
            author,
        });
        Ok(Self {
            doc: put.doc,
            kind: put.kind,
            unit: put.unit,
            epochs: put.epochs,
            changes: changes.collect(),
        })
    }
}

fn check_order(items: &[InventoryItem]) -> Result<(), Failure> {
    if items.is_sorted_by(|one, next| one.doc < next.doc) {
        return Ok(());
    }
    Err(malformed("a list is not in ascending order"))
}

fn malformed(what: &str) -> Failure {
    Failure::Malformed(what.to_owned())
}
