//! A server whose answers a test writes, and a phone that has joined it.

use std::collections::{BTreeMap, VecDeque};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use ed25519_dalek::{Signer, SigningKey};
use tempfile::TempDir;

use super::super::*;
use crate::ids::{Chain, ChangeHash, DeviceId, DocId, FeedDigest, FeedId, FileHash};
use crate::limits::REQUEST_INFLATED_BYTES_MAX;
use crate::model::Role;
use crate::time::Timestamp;
use crate::transport::{
    BLOBS_PATH, FileAnswer, FileRequest, JOIN_PATH, Transport, TransportError, TransportReport,
};
use crate::wire::answer::Done;
use crate::wire::message::Blob;
use crate::wire::{
    Author, Certificate, Cursor, CursorMoved, Encoding, FrameDecoder, FrameEncoder, Hello, Invite,
    Item, JoinAnswer, JoinRequest, Put, Receipt, Taken, ToPhone, ToServer, Welcome,
};

pub(in crate::client) const KEY: [u8; 32] = [0x5a; 32];

/// What a test makes of one request.
type Answer = Box<dyn FnMut(&Request) -> Vec<ToPhone> + Send>;

/// What is wrong with a request about a file, if anything.
type FileTrouble = Box<dyn FnMut(&FileRequest<'_>) -> Option<TransportError> + Send>;

/// What the server has of each file.
type Files = Arc<Mutex<BTreeMap<(DocId, FileHash), Vec<u8>>>>;

/// One request as the server understands it.
#[derive(Clone, Debug)]
pub(in crate::client) struct Request {
    pub(in crate::client) hello: Hello,
    pub(in crate::client) puts: Vec<Put>,
    pub(in crate::client) messages: Vec<ToServer>,
}

/// Answers as the test says; without a word from it, takes everything.
pub(in crate::client) struct Server {
    identity: SigningKey,
    answers: Mutex<VecDeque<Answer>>,
    pub(in crate::client) requests: Mutex<Vec<Request>>,
    pub(in crate::client) offline: Mutex<bool>,
    pub(in crate::client) files: Files,
    before_file: Mutex<FileTrouble>,
    /// What was asked, in order: `sync`, `ask`, `put 16384`, `get`.
    pub(in crate::client) heard: Mutex<Vec<String>>,
    devices: AtomicU64,
}

impl Server {
    pub(in crate::client) fn new() -> Self {
        Self {
            identity: SigningKey::from_bytes(&[3; 32]),
            answers: Mutex::new(VecDeque::new()),
            requests: Mutex::new(Vec::new()),
            offline: Mutex::new(false),
            files: Files::default(),
            before_file: Mutex::new(Box::new(|_| None)),
            heard: Mutex::new(Vec::new()),
            devices: AtomicU64::new(0),
        }
    }

    /// Answers the next request that has no answer yet.
    pub(in crate::client) fn answer(
        &self,
        answer: impl FnMut(&Request) -> Vec<ToPhone> + Send + 'static,
    ) {
        self.answers.lock().unwrap().push_back(Box::new(answer));
    }

    /// Says what goes wrong with requests about files from now on.
    pub(in crate::client) fn before_file(
        &self,
        trouble: impl FnMut(&FileRequest<'_>) -> Option<TransportError> + Send + 'static,
    ) {
        *self.before_file.lock().unwrap() = Box::new(trouble);
    }

    /// What it has of a file.
    pub(in crate::client) fn file_of(&self, doc: DocId, hash: FileHash) -> Option<Vec<u8>> {
        self.files.lock().unwrap().get(&(doc, hash)).cloned()
    }

    fn hear(&self, what: String) {
        self.heard.lock().unwrap().push(what);
    }

    pub(in crate::client) fn last(&self) -> Request {
        self.requests.lock().unwrap().last().unwrap().clone()
    }

    pub(in crate::client) fn wipe_signature(&self, device: DeviceId) -> Blob {
        let order = [b"teren wipe".as_slice(), &device.0].concat();
        Blob(self.identity.sign(&order).to_bytes().to_vec())
    }

    fn join(&self, body: &[u8]) -> Vec<u8> {
        let request: JoinRequest = serde_json::from_slice(body).unwrap();
        let number = self.devices.fetch_add(1, Ordering::Relaxed);
        let mut device = [0; 16];
        device[8..].copy_from_slice(&number.to_be_bytes());
        let device = DeviceId(device);
        let certificate = Certificate {
            organisation: "anitp".parse().unwrap(),
            device,
            member: format!("member-{number}").parse().unwrap(),
            unit: "suceava".parse().unwrap(),
            public_key: request.verified_key().unwrap(),
            issued: Timestamp(1),
        };
        let answer = JoinAnswer {
            device,
            token: "a-token".to_owned(),
            certificate: BASE64.encode(certificate.sign(&self.identity)),
            identity_key: hex::encode(self.identity.verifying_key().to_bytes()),
            organisation: certificate.organisation,
            organisation_name: "ANITP".to_owned(),
            member: certificate.member,
            member_name: "Somebody".to_owned(),
            unit: certificate.unit,
            role: Role::Volunteer,
        };
        serde_json::to_vec(&answer).unwrap()
    }
}

impl Transport for Server {
    fn exchange(
        &self,
        path: &str,
        token: Option<&str>,
        body: &[u8],
        on_chunk: &mut dyn FnMut(&[u8]) -> ControlFlow<()>,
    ) -> Result<TransportReport, TransportError> {
        if *self.offline.lock().unwrap() {
            let reason = "no route".to_owned();
            return Err(TransportError::Offline { reason });
        }
        let answer = if path == JOIN_PATH {
            self.join(body)
        } else {
            assert_eq!(token, Some("a-token"));
            self.hear("sync".to_owned());
            let request = read(body);
            self.requests.lock().unwrap().push(request.clone());
            let scripted = self.answers.lock().unwrap().pop_front();
            let messages = match scripted {
                Some(mut answer) => answer(&request),
                None => take_all(&request),
            };
            written(&messages)
        };
        for chunk in answer.chunks(100) {
            if on_chunk(chunk).is_break() {
                return Err(TransportError::Stopped);
            }
        }
        Ok(TransportReport {
            bytes_out: body.len() as u64,
            bytes_in: answer.len() as u64,
        })
    }

    fn file(
        &self,
        path: &str,
        token: &str,
        request: &FileRequest<'_>,
    ) -> Result<FileAnswer, TransportError> {
        assert_eq!(token, "a-token");
        if *self.offline.lock().unwrap() {
            let reason = "no route".to_owned();
            return Err(TransportError::Offline { reason });
        }
        self.hear(match request {
            FileRequest::Standing => "ask".to_owned(),
            FileRequest::Put { offset, .. } => format!("put {offset}"),
            FileRequest::Get => "get".to_owned(),
        });
        if let Some(trouble) = self.before_file.lock().unwrap()(request) {
            return Err(trouble);
        }
        let (doc, hash) = named(path);
        let mut files = self.files.lock().unwrap();
        let file = files.entry((doc, hash)).or_default();
        if let FileRequest::Put { offset, bytes } = request {
            assert_eq!(*offset, file.len() as u64);
            file.extend_from_slice(bytes);
        }
        Ok(FileAnswer {
            offset: file.len() as u64,
            complete: crate::photo::hash(file) == hash.to_string(),
            bytes: match request {
                FileRequest::Get => file.clone(),
                _ => Vec::new(),
            },
        })
    }
}

/// The document and the file that a path names.
fn named(path: &str) -> (DocId, FileHash) {
    let names = path.strip_prefix(BLOBS_PATH).unwrap();
    let (doc, hash) = names[1..].split_once('/').unwrap();
    (doc.parse().unwrap(), hash.parse().unwrap())
}

fn read(body: &[u8]) -> Request {
    let mut decoder = FrameDecoder::new(REQUEST_INFLATED_BYTES_MAX);
    decoder.feed(body).unwrap();
    let mut messages = Vec::new();
    while let Some(message) = decoder.next_message::<ToServer>().unwrap() {
        messages.push(message);
    }
    let Some(ToServer::Hello(hello)) = messages.first().cloned() else {
        panic!("a request begins with hello");
    };
    let puts = messages.iter().filter_map(|message| match message {
        ToServer::Put(put) => Some(put.clone()),
        _ => None,
    });
    Request {
        hello,
        puts: puts.collect(),
        messages,
    }
}

fn written(messages: &[ToPhone]) -> Vec<u8> {
    let mut encoder = FrameEncoder::new(Encoding::Zstd);
    messages.iter().for_each(|message| encoder.push(message));
    encoder.finish()
}

pub(in crate::client) fn welcome() -> ToPhone {
    Welcome {
        protocol: 1,
        server_time: Timestamp(1),
        feeds: None,
        schemas: None,
        encoding: Encoding::Zstd.number(),
        role: None,
        catalogue_version: 0,
        reconciles: None,
        deposit: None,
        handed_out: None,
    }
    .into()
}

/// The server took every change of a put.
pub(in crate::client) fn taken(put: &Put) -> ToPhone {
    let last = put.changes.last().unwrap();
    Taken {
        doc: put.doc,
        heads: vec![hash(last)],
        receipt: Receipt {
            organisation: "anitp".parse().unwrap(),
            seq: 1,
            chain: Chain([1; 16]),
        },
    }
    .into()
}

pub(in crate::client) fn take_all(request: &Request) -> Vec<ToPhone> {
    let mut answer = vec![welcome()];
    answer.extend(request.puts.iter().map(taken));
    answer.push(done());
    answer
}

pub(in crate::client) fn done() -> ToPhone {
    Done {}.into()
}

pub(in crate::client) fn hash(change: &Blob) -> ChangeHash {
    crate::document::change_hash(&change.0).unwrap()
}

pub(in crate::client) fn feed() -> FeedId {
    "unit:suceava".parse().unwrap()
}

/// Somebody else's put as it comes to this phone.
pub(in crate::client) fn item(put: &Put, who: &str) -> ToPhone {
    let author = Author {
        who: who.to_owned(),
        device: DeviceId([9; 16]),
        tag: Blob(vec![1; 8]),
        received: Timestamp(2),
    };
    Item {
        doc: put.doc,
        kind: put.kind,
        unit: "suceava".parse().unwrap(),
        feeds: vec![feed()],
        whole: true,
        changes: put.changes.clone(),
        authors: vec![author; put.changes.len()],
        snapshot: None,
    }
    .into()
}

pub(in crate::client) fn cursor(at: u64) -> ToPhone {
    CursorMoved {
        cursor: Cursor {
            organisation: "anitp".parse().unwrap(),
            base: at,
            at,
            chain: Chain([1; 16]),
            feeds: FeedDigest([1; 8]),
            walks: Vec::new(),
        },
    }
    .into()
}

/// A page with these items.
pub(in crate::client) fn page(items: Vec<ToPhone>, at: u64) -> Vec<ToPhone> {
    let mut answer = vec![welcome()];
    answer.extend(items);
    answer.push(cursor(at));
    answer.push(done());
    answer
}

static CLOCK: AtomicI64 = AtomicI64::new(1_489_478_700_000);
static DRAWN: AtomicU64 = AtomicU64::new(1);

/// A clock that never stands still, and bytes that never repeat.
pub(in crate::client) fn environment() -> Environment {
    let clock = || Timestamp(CLOCK.fetch_add(7, Ordering::Relaxed));
    let random = |bytes: &mut [u8]| {
        let drawn = DRAWN.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = drawn[7 - at % 8];
        }
    };
    Environment::new("phone-test 1", clock, random)
}

/// A phone whose folder goes when the test ends.
pub(in crate::client) struct TestPhone {
    pub(in crate::client) client: Client,
    folder: TempDir,
}

impl TestPhone {
    pub(in crate::client) fn join(server: &Server) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let client = Self::join_in(&folder, KEY, server, "somebody").unwrap();
        Self { client, folder }
    }

    pub(in crate::client) fn join_in(
        folder: &TempDir,
        key: [u8; 32],
        server: &Server,
        label: &str,
    ) -> Result<Client, ClientError> {
        let invite = Invite {
            server: "https://localhost".to_owned(),
            code: "a-code".to_owned(),
            pin: None,
        };
        let home = home(folder, key);
        Client::join(home, &invite, server, environment(), label)
    }

    pub(in crate::client) fn folder(&self) -> &TempDir {
        &self.folder
    }

    pub(in crate::client) fn home(&self) -> Home {
        home(&self.folder, KEY)
    }

    pub(in crate::client) fn close(self) -> TempDir {
        self.folder
    }

    /// A copy of the folder as it lies there, opened anew.
    pub(in crate::client) fn crash(self) -> Self {
        let copy = tempfile::tempdir().unwrap();
        copy_all(self.folder.path(), copy.path());
        let client = Client::open(home(&copy, KEY), None, environment()).unwrap();
        Self {
            client,
            folder: copy,
        }
    }

    /// A backup: everything but the install nonce.
    pub(in crate::client) fn backup(&self) -> TempDir {
        let copy = tempfile::tempdir().unwrap();
        copy_all(self.folder.path(), copy.path());
        for slot in std::fs::read_dir(copy.path().join("members")).unwrap() {
            std::fs::remove_file(slot.unwrap().path().join("install")).unwrap();
        }
        copy
    }

    pub(in crate::client) fn restore(backup: TempDir) -> Self {
        let client = Client::open(home(&backup, KEY), None, environment()).unwrap();
        Self {
            client,
            folder: backup,
        }
    }

    pub(in crate::client) fn sync(&self, server: &Server) -> Synced {
        self.client
            .sync(server, &mut |_| {}, &Cancel::default())
            .unwrap()
    }
}

fn home(folder: &TempDir, key: [u8; 32]) -> Home {
    Home {
        dir: folder.path().to_owned(),
        key: StoreKey::new(key),
        vfs: None,
    }
}

fn copy_all(from: &std::path::Path, to: &std::path::Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            std::fs::create_dir_all(&target).unwrap();
            copy_all(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), &target).unwrap();
        }
    }
}

/// The puts of a request by document.
pub(in crate::client) fn by_doc(request: &Request) -> BTreeMap<DocId, Put> {
    request
        .puts
        .iter()
        .map(|put| (put.doc, put.clone()))
        .collect()
}
