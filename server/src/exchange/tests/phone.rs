//! A phone by hand: documents, one cursor, and the messages that it says and hears.

use std::collections::BTreeMap;

use client_core::document::{Document, admit, write};
use client_core::ids::{ChangeHash, DocId, Epoch, InstallNonce, ReplicaId, UnitId};
use client_core::limits::ANSWER_PAGE_BYTES_MAX;
use client_core::model::{DocKind, Edit, Register, Scalar};
use client_core::time::Timestamp;
use client_core::wire::message::Blob;
use client_core::wire::request::End;
use client_core::wire::{
    Author, Carried, Cursor, Encoding, FrameDecoder, FrameEncoder, Hello, Inventory, InventoryItem,
    Item, Missing, PROTOCOL, Put, Receipt, RefusalCode, Refused, RepairReason, Taken, ToPhone,
    ToServer, Want,
};

use super::office::{Office, START};
use crate::store::DeviceSession;

#[derive(Clone)]
pub(crate) struct Phone {
    pub(crate) who: DeviceSession,
    pub(crate) epoch: Epoch,
    pub(crate) old_epochs: Vec<Epoch>,
    pub(crate) install: InstallNonce,
    pub(crate) sent: u64,
    pub(crate) cursor: Option<Cursor>,
    pub(crate) receipt: Option<Receipt>,
    pub(crate) documents: BTreeMap<DocId, Document>,
    pub(crate) server_heads: BTreeMap<DocId, Vec<ChangeHash>>,
    pub(crate) authors: BTreeMap<ChangeHash, Author>,
    /// Items that lack what they build on.
    pub(crate) stubs: Vec<DocId>,
    begun: u32,
}

/// An answer, taken apart.
pub(crate) struct Heard {
    pub(crate) up: usize,
    pub(crate) down: usize,
    pub(crate) messages: Vec<ToPhone>,
}

impl Phone {
    pub(crate) fn new(who: DeviceSession) -> Self {
        Self {
            who,
            epoch: Epoch([1; 8]),
            old_epochs: Vec::new(),
            install: InstallNonce([1; 8]),
            sent: 0,
            cursor: None,
            receipt: None,
            documents: BTreeMap::new(),
            server_heads: BTreeMap::new(),
            authors: BTreeMap::new(),
            stubs: Vec::new(),
            begun: 0,
        }
    }

    pub(crate) fn replica(&self) -> ReplicaId {
        ReplicaId::derive(&self.who.public_key, self.epoch)
    }

    fn replicas(&self) -> Vec<ReplicaId> {
        let epochs = self.old_epochs.iter().chain([&self.epoch]);
        let of = |epoch: &Epoch| ReplicaId::derive(&self.who.public_key, *epoch);
        epochs.map(of).collect()
    }

    /// Begins a session; every sixteenth a millisecond later.
    pub(crate) fn record(&mut self, title: &str) -> DocId {
        let at = START.plus_ms(i64::from(self.begun / 16) + 1);
        let counter = u8::try_from(self.begun % 16).unwrap();
        let id = DocId::derive(self.replica(), at, counter);
        self.begun += 1;
        self.documents
            .insert(id, Document::new(DocKind::Session, id));
        self.edit(id, &[title_is(title)]);
        id
    }

    /// Writes a session's note, in its companion.
    pub(crate) fn note(&mut self, parent: DocId, text: &str) -> DocId {
        let id = parent.companion();
        let begin = || Document::new(DocKind::Private, id);
        self.documents.entry(id).or_insert_with(begin);
        let value = Some(text.to_owned());
        let question = "why".to_owned();
        self.edit(id, &[Edit::Text { question, value }]);
        id
    }

    /// Cuts edits into one change; gives its hash.
    pub(crate) fn edit(&mut self, doc: DocId, edits: &[Edit]) -> ChangeHash {
        let replica = self.replica();
        let document = self.documents.get_mut(&doc).unwrap();
        let cut = write::cut(document, edits, replica, START).unwrap();
        cut.unwrap().hash
    }

    pub(crate) fn title(&self, doc: DocId) -> String {
        let context = client_core::document::read::Context::unknown();
        client_core::document::read::session(&self.documents[&doc], None, &context).title
    }

    /// What is pending of a document.
    pub(crate) fn put(&self, doc: DocId) -> Put {
        let after = self.server_heads.get(&doc).cloned().unwrap_or_default();
        let document = &self.documents[&doc];
        let own = document.own_changes_after(&after, &self.replicas());
        self.put_of(doc, own.into_iter().map(|change| change.bytes).collect())
    }

    pub(crate) fn put_of(&self, doc: DocId, changes: Vec<Vec<u8>>) -> Put {
        let kind = self.documents[&doc].kind();
        let actors: Vec<_> = changes
            .iter()
            .filter_map(|bytes| Some(admit::parse(bytes).ok()?.info().actor))
            .collect();
        let epochs = self.old_epochs.iter().chain([&self.epoch]).copied();
        let wrote =
            |epoch: &Epoch| actors.contains(&ReplicaId::derive(&self.who.public_key, *epoch));
        let epochs = epochs.filter(wrote).collect();
        Put {
            doc,
            kind: u8::try_from(DocKind::ALL.iter().position(|k| *k == kind).unwrap()).unwrap(),
            unit: (kind != DocKind::Private).then(|| self.who.unit.clone()),
            epochs,
            changes: changes.into_iter().map(Blob).collect(),
            authors: None,
        }
    }

    /// Everything after these heads, with the authors of what others wrote.
    pub(crate) fn closure(&self, missing: &Missing) -> Put {
        let document = &self.documents[&missing.doc];
        let changes = document.changes_after(&missing.heads);
        let infos = document.infos_after(&missing.heads);
        let nobody = self.closure_author();
        let author = |hash: &ChangeHash| self.authors.get(hash).cloned();
        let authors = infos
            .iter()
            .map(|info| author(&info.hash).unwrap_or(nobody.clone()));
        let authors = Some(authors.collect());
        Put {
            authors,
            ..self.put_of(missing.doc, changes)
        }
    }

    /// An author without a proof: the sender.
    pub(crate) fn closure_author(&self) -> Author {
        Author {
            who: String::new(),
            device: self.who.device,
            tag: Blob(Vec::new()),
            received: Timestamp(0),
        }
    }

    pub(crate) fn pending(&self) -> Vec<Put> {
        let puts = self.documents.keys().map(|doc| self.put(*doc));
        let mut puts: Vec<_> = puts.filter(|put| !put.changes.is_empty()).collect();
        puts.sort_by_key(|put| put.kind);
        puts
    }

    /// The same, as it is said.
    pub(crate) fn puts(&self) -> Vec<ToServer> {
        self.pending().into_iter().map(ToServer::from).collect()
    }

    pub(crate) fn hello(&self) -> Hello {
        Hello {
            protocol: PROTOCOL,
            app: "by hand 1".to_owned(),
            device: self.who.device,
            install: self.install,
            sent: self.sent,
            cursors: self.cursor.iter().cloned().collect(),
            receipts: self.receipt.iter().cloned().collect(),
            catalogue_version: 0,
            unsent: 0,
            schemas: vec![1, 1, 1],
            encodings: vec![1, 0],
            clock: START,
            certificate: None,
            catalogue: None,
        }
    }

    pub(crate) fn body(&mut self, said: Vec<ToServer>) -> Vec<u8> {
        let hello = self.hello();
        self.body_with(hello, said)
    }

    pub(crate) fn body_with(&mut self, hello: Hello, said: Vec<ToServer>) -> Vec<u8> {
        self.sent += 1;
        let sent = self.sent;
        let mut encoder = FrameEncoder::new(Encoding::Zstd);
        encoder.push(&ToServer::Hello(Hello { sent, ..hello }));
        said.iter().for_each(|message| encoder.push(message));
        encoder.push(&ToServer::End(End {}));
        encoder.finish()
    }

    /// Says something, and keeps nothing of the answer.
    pub(crate) fn ask(&mut self, office: &Office, said: Vec<ToServer>) -> Heard {
        let body = self.body(said);
        let answer = office.answer(&self.who, &body);
        Heard::read(body.len(), &answer)
    }

    /// Says something, and keeps all of the answer.
    pub(crate) fn say(&mut self, office: &Office, said: Vec<ToServer>) -> Heard {
        let heard = self.ask(office, said);
        self.keep(&heard);
        heard
    }

    /// Sends what is pending and takes what is new, until there is no more.
    pub(crate) fn sync(&mut self, office: &Office) -> Heard {
        let mut heard = self.say(office, self.puts());
        while heard.messages.last() == Some(&ToPhone::More(client_core::wire::answer::More {})) {
            heard = self.say(office, Vec::new());
        }
        heard
    }

    pub(crate) fn want(&mut self, office: &Office, doc: DocId) -> Heard {
        self.say(office, vec![Want { doc }.into()])
    }

    /// Takes an answer in, up to its last whole page.
    pub(crate) fn keep(&mut self, heard: &Heard) {
        let mut page = Vec::new();
        for message in &heard.messages {
            match message {
                ToPhone::Item(item) => page.push(item.clone()),
                ToPhone::Taken(taken) => {
                    self.receipt = Some(taken.receipt.clone());
                    self.join_heads(taken.doc, &taken.heads);
                }
                ToPhone::CursorMoved(moved) => {
                    page.drain(..).for_each(|item| self.take(&item));
                    self.cursor = Some(moved.cursor.clone());
                }
                ToPhone::Done(_) => page.drain(..).for_each(|item| self.take(&item)),
                _ => {}
            }
        }
    }

    fn take(&mut self, item: &Item) {
        assert_eq!(item.changes.len(), item.authors.len());
        let kind = DocKind::ALL[usize::from(item.kind)];
        let begin = || Document::new(kind, item.doc);
        let mut document = self.documents.get(&item.doc).cloned().unwrap_or_else(begin);
        let changes: Vec<_> = item.changes.iter().map(|blob| &blob.0).collect();
        if document.apply(&changes).is_err() {
            self.stubs.push(item.doc);
            return;
        }
        for (bytes, author) in changes.into_iter().zip(&item.authors) {
            let hash = admit::parse(bytes).unwrap().hash();
            self.authors.insert(hash, author.clone());
        }
        let heads = document.heads();
        self.documents.insert(item.doc, document);
        self.join_heads(item.doc, &heads);
    }

    fn join_heads(&mut self, doc: DocId, heads: &[ChangeHash]) {
        let known = self.server_heads.entry(doc).or_default();
        *known = self.documents[&doc].join_heads(known, heads);
    }

    /// Repair: everything that is held, in lists of this length.
    pub(crate) fn lists(&mut self, length: usize) -> Vec<Inventory> {
        (self.cursor, self.receipt) = (None, None);
        let items: Vec<_> = self.documents.values().map(inventory_item).collect();
        let mut pieces: Vec<_> = items.chunks(length).map(<[_]>::to_vec).collect();
        if pieces.is_empty() {
            pieces.push(Vec::new());
        }
        let (count, mut after) = (pieces.len(), None);
        let lists = pieces.into_iter().enumerate().map(|(at, items)| {
            let last = items.last().map(|item| item.doc);
            let list = Inventory {
                organisation: self.who.organisation.clone(),
                items,
                more: at + 1 < count,
                after,
            };
            after = last;
            list
        });
        lists.collect()
    }

    /// Repair: lists everything, takes what is lacking here, sends what is lacking there.
    pub(crate) fn repair(&mut self, office: &Office, length: usize) -> Vec<Heard> {
        let (mut heard, mut missing) = (Vec::new(), Vec::new());
        for list in self.lists(length) {
            let items = list.items.clone();
            let answer = self.say(office, vec![list.into()]);
            for item in items {
                self.server_heads.insert(item.doc, item.heads);
            }
            for lack in answer.missing() {
                self.server_heads.insert(lack.doc, lack.heads.clone());
                missing.push(lack);
            }
            heard.push(answer);
        }
        let mut puts: Vec<_> = missing.iter().map(|lack| self.closure(lack)).collect();
        puts.sort_by_key(|put| put.kind);
        heard.push(self.say(office, puts.into_iter().map(ToServer::from).collect()));
        heard
    }
}

fn inventory_item(document: &Document) -> InventoryItem {
    InventoryItem {
        doc: document.id(),
        heads: document.heads(),
    }
}

pub(crate) fn title_is(title: &str) -> Edit {
    set(Register::Title, title)
}

pub(crate) fn set(register: Register, text: &str) -> Edit {
    let value = Some(Scalar::Text(text.to_owned()));
    Edit::Set { register, value }
}

pub(crate) fn of_unit(put: Put, unit: &UnitId) -> Put {
    let unit = Some(unit.clone());
    Put { unit, ..put }
}

impl Heard {
    pub(crate) fn read(up: usize, body: &[u8]) -> Self {
        let mut decoder = FrameDecoder::new(ANSWER_PAGE_BYTES_MAX);
        let mut messages = Vec::new();
        for piece in body.chunks(512) {
            decoder.feed(piece).unwrap();
            while let Some(message) = decoder.next_message().unwrap() {
                if matches!(message, ToPhone::CursorMoved(_)) {
                    decoder.begin_page();
                }
                messages.push(message);
            }
        }
        let down = body.len();
        Self { up, down, messages }
    }

    fn all<T: Clone>(&self, pick: impl Fn(&ToPhone) -> Option<&T>) -> Vec<T> {
        self.messages.iter().filter_map(pick).cloned().collect()
    }

    pub(crate) fn items(&self) -> Vec<Item> {
        self.all(|message| match message {
            ToPhone::Item(item) => Some(item),
            _ => None,
        })
    }

    pub(crate) fn taken(&self) -> Vec<Taken> {
        self.all(|message| match message {
            ToPhone::Taken(taken) => Some(taken),
            _ => None,
        })
    }

    pub(crate) fn taken_docs(&self) -> Vec<DocId> {
        self.taken().iter().map(|taken| taken.doc).collect()
    }

    pub(crate) fn missing(&self) -> Vec<Missing> {
        self.all(|message| match message {
            ToPhone::Missing(missing) => Some(missing),
            _ => None,
        })
    }

    pub(crate) fn carried(&self) -> Vec<Carried> {
        self.all(|message| match message {
            ToPhone::Carried(carried) => Some(carried),
            _ => None,
        })
    }

    pub(crate) fn refused(&self) -> Vec<Refused> {
        self.all(|message| match message {
            ToPhone::Refused(refused) => Some(refused),
            _ => None,
        })
    }

    pub(crate) fn codes(&self) -> Vec<RefusalCode> {
        self.refused().iter().map(|refused| refused.code).collect()
    }

    pub(crate) fn repair(&self) -> Option<RepairReason> {
        self.messages.iter().find_map(|message| match message {
            ToPhone::Repair(repair) => Some(repair.reason),
            _ => None,
        })
    }

    pub(crate) fn is_done(&self) -> bool {
        matches!(self.messages.last(), Some(ToPhone::Done(_)))
    }

    /// Only what came up to the `n`th cursor: the line was cut behind it.
    pub(crate) fn cut_after_pages(mut self, n: usize) -> Self {
        let cursors = self.messages.iter().enumerate();
        let mut cursors = cursors.filter(|(_, m)| matches!(m, ToPhone::CursorMoved(_)));
        let (at, _) = cursors.nth(n - 1).unwrap();
        self.messages.truncate(at + 1);
        self
    }
}
