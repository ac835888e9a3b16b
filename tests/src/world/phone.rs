//! One phone of a world: a real client whose store lies on a disk that can fail, and its line.

use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use client_core::client::{Cancel, Client, ClientError, Environment, Home, Synced};
use client_core::document::Skeletons;
use client_core::ids::DocId;
use client_core::model::{Edit, Session};
use client_core::store::list::ListQuery;
use client_core::store::{OpenOptions, Store, StoreKey};
use client_core::time::Timestamp;
use client_core::wire::Invite;
use tempfile::TempDir;

use super::line::{Line, LineFaults, Traffic};
use super::{Clock, Server};
use crate::seed::Seed;
use crate::vfs::{Disk, Faults, Snapshot};

/// A phone.
pub struct Phone {
    /// Its name, and its member's.
    pub name: String,
    /// What is wrong with its line.
    pub line: LineFaults,
    /// Where its store lies: faults are set here.
    pub disk: Disk,
    /// What its lines have carried.
    pub traffic: Traffic,
    folder: TempDir,
    home: Home,
    environment: Environment,
    /// None only while it is being opened anew.
    client: Option<Client>,
}

/// What a phone's backup holds: everything but the install nonce.
pub struct Backup {
    files: Snapshot,
    members: Vec<u8>,
}

impl Phone {
    pub(super) fn join(
        name: &str,
        invite: &Invite,
        server: &Server,
        clock: Clock,
        mut seed: Seed,
    ) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the phone");
        let disk = Disk::new(seed.within(0..u64::MAX));
        let home = Home {
            dir: folder.path().to_owned(),
            key: StoreKey::new(seed.bytes()),
            vfs: Some(disk.vfs().to_owned()),
        };
        let line = Line::new(server, &LineFaults::default(), seed.split());
        let random = Arc::new(Mutex::new(seed));
        let environment = Environment::new(
            "world 1",
            move || clock.now(),
            move |bytes| {
                let mut random = random.lock().unwrap_or_else(PoisonError::into_inner);
                random.fill(bytes);
            },
        );
        let client = Client::join(home.clone(), invite, &line, environment.clone(), name)
            .expect("an invite that was just made");
        Self {
            name: name.to_owned(),
            line: LineFaults::default(),
            disk,
            traffic: Traffic::default(),
            folder,
            home,
            environment,
            client: Some(client),
        }
    }

    /// What an app would hold.
    ///
    /// # Panics
    /// When the phone could not be opened.
    #[must_use]
    pub fn client(&self) -> &Client {
        self.client.as_ref().expect("an open phone")
    }

    /// One session as the screen shows it.
    ///
    /// # Panics
    /// When it is not here.
    #[track_caller]
    #[must_use]
    pub fn session(&self, doc: DocId) -> Session {
        self.client()
            .session(doc)
            .unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }

    /// Edits one session.
    ///
    /// # Panics
    /// When the client refuses.
    #[track_caller]
    pub fn edit(&self, doc: DocId, edits: &[Edit]) -> Session {
        self.client()
            .edit(doc, edits)
            .unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }

    /// Sessions with unsent work.
    #[must_use]
    pub fn unsent(&self) -> u32 {
        self.client()
            .status()
            .expect("a store that can be read")
            .unsent
    }

    /// All sessions that its list shows, in order of their ids.
    #[must_use]
    pub fn listed(&self) -> Vec<DocId> {
        let query = ListQuery {
            limit: u32::MAX,
            ..ListQuery::default()
        };
        let page = self
            .client()
            .list(&query)
            .expect("a store that can be read");
        let mut docs: Vec<DocId> = page.rows.iter().map(|listed| listed.row.doc).collect();
        docs.sort();
        docs
    }

    pub(super) fn sync(&mut self, server: &Server, seed: Seed) -> Result<Synced, ClientError> {
        let line = Line::new(server, &self.line, seed);
        let synced = self.client().sync(&line, &mut |_| {}, &Cancel::default());
        self.traffic.add(line.close());
        synced
    }

    pub(super) fn repair(&mut self, server: &Server, seed: Seed) -> Result<Synced, ClientError> {
        let line = Line::new(server, &self.line, seed);
        let repaired = self.client().repair(&line, &mut |_| {}, &Cancel::default());
        self.traffic.add(line.close());
        repaired
    }

    /// Starts it again, if its disk lost power, and takes all faults away.
    pub fn recover(&mut self) {
        self.line = LineFaults::default();
        self.disk.set_faults(Faults::default());
        if self.disk.is_dead() {
            self.crash(true);
        }
    }

    /// The battery falls out and is put back. Torn: some of what was not synced is there all the
    /// same.
    pub fn crash(&mut self, torn: bool) {
        // What was to go wrong went wrong: a phone that never opens again tells nothing.
        self.disk.lose_power(torn);
        self.reopen();
    }

    /// The app is replaced by one that knows these versions of documents: by an update, or back.
    pub fn install(&mut self, app: &str, skeletons: Skeletons) {
        self.environment.app = app.to_owned();
        self.environment = self.environment.clone().knowing(skeletons);
        self.reopen();
    }

    fn reopen(&mut self) {
        self.client = None;
        let opened = Client::open(self.home.clone(), None, self.environment.clone());
        self.client = Some(opened.unwrap_or_else(|error| panic!("{}: {error}", self.name)));
    }

    /// What a backup made now would hold.
    #[must_use]
    pub fn backup(&self) -> Backup {
        Backup {
            files: self.disk.snapshot(),
            members: fs::read(self.members_file()).expect("a phone that has joined"),
        }
    }

    /// Puts a backup in place of everything. A backup that keeps the nonce is one that ignored
    /// what it was told to leave out, as a copied virtual machine does.
    ///
    /// # Panics
    /// When the phone does not open then.
    pub fn restore(&mut self, backup: &Backup, with_nonce: bool) {
        self.disk.set_faults(Faults::default());
        self.disk.restore(&backup.files);
        fs::write(self.members_file(), &backup.members).expect("the phone's own folder");
        if !with_nonce {
            fs::remove_file(self.slot().join("install")).expect("a phone that has joined");
        }
        self.reopen();
    }

    /// Looks into its store, as no app can: the client is closed meanwhile.
    ///
    /// # Panics
    /// When the store does not open.
    pub fn look_inside<T>(&mut self, look: impl FnOnce(&mut Store) -> T) -> T {
        self.client = None;
        let options = OpenOptions {
            vfs: self.home.vfs.clone(),
        };
        let file = self.slot().join("store.db");
        let mut store = Store::open(&file, &self.home.key, &options).expect("a store that opens");
        let seen = look(&mut store);
        drop(store);
        self.reopen();
        seen
    }

    pub(super) fn now(&self) -> Timestamp {
        self.environment.now()
    }

    fn members_file(&self) -> PathBuf {
        self.folder.path().join("members.json")
    }

    fn slot(&self) -> PathBuf {
        let member = Home::member(self.folder.path(), None).expect("one member a phone");
        self.folder.path().join("members").join(member.slot)
    }
}

impl Traffic {
    fn add(&mut self, more: Self) {
        self.connections += more.connections;
        self.cuts += more.cuts;
        self.photo_cuts += more.photo_cuts;
        self.photo_pieces += more.photo_pieces;
        self.bytes_out += more.bytes_out;
        self.bytes_in += more.bytes_in;
        self.request_bytes_max = self.request_bytes_max.max(more.request_bytes_max);
    }
}
