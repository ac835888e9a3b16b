//! The server of a world: its exchange and accounts on a disk that can fail.
//!
//! Does for one request what the shell does behind TLS, and nothing else: looks who asks, and hands
//! the body over.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use client_core::client::Identity;
use client_core::document::Skeletons;
use client_core::ids::{DocId, MemberId, OrganisationId, UnitId};
use client_core::model::catalogue::Entry;
use client_core::model::{DocKind, Edit, Role};
use client_core::transport::{JOIN_PATH, TransportError};
use client_core::wire::{FailureCode, Invite};
use ed25519_dalek::SigningKey;
use server::accounts::{self, Founding, InviteError, NewMember, NewProgramme, Returning};
use server::exchange::{AuthorKey, Beginning, Editor, Exchange, Keys, Wish};
use server::store::members::{self, Member};
use server::store::{Store, StoreError, catalogue, devices, organisation};

use server::blobs::Blobs;
use server::exchange::Failure;
use tempfile::TempDir;

use super::Clock;
use super::line::offline;
use crate::seed::Seed;
use crate::vfs::{Disk, Faults, Snapshot};
use photos::PhotoFiles;

mod photos;

/// Sessions that are begun at once on a page, as an import does.
const PAGE_BATCH: usize = 16;

/// A server. Its keys lie outside its disk, as in a data folder: a restored disk has them still.
pub struct Server {
    /// Where its database lies: faults are set here.
    pub disk: Disk,
    /// Where the files of photos lie. What was synced there outlives every cut.
    folder: TempDir,
    keys: Keys,
    clock: Clock,
    random: Mutex<Seed>,
    skeletons: Skeletons,
    running: Running,
}

struct Running {
    store: Arc<Store>,
    exchange: Exchange,
    blobs: Blobs,
}

/// What a backup of a server holds.
pub struct ServerBackup {
    database: Snapshot,
    photos: PhotoFiles,
}

impl Server {
    pub(super) fn found(units: &[&str], clock: Clock, mut seed: Seed) -> Self {
        let disk = Disk::new(seed.within(0..u64::MAX));
        let keys = Keys {
            author: AuthorKey::new(seed.bytes()),
            identity: SigningKey::from_bytes(&seed.bytes()),
            // No phone of a world has a PIN.
            recovery: None,
        };
        let folder = tempfile::tempdir().expect("a folder for the photos");
        let skeletons = Skeletons::of_this_build();
        let server = Self {
            running: Running::start(&disk, folder.path(), &keys, &skeletons),
            skeletons,
            disk,
            folder,
            keys,
            clock,
            random: Mutex::new(seed),
        };
        let units: Vec<(UnitId, String)> = units
            .iter()
            .map(|unit| {
                (
                    unit.parse().expect("a unit's code"),
                    format!("Centre {unit}"),
                )
            })
            .collect();
        let founding = Founding {
            name: "Trial",
            country: "RO",
            units: &units,
        };
        let now = server.clock.now();
        let founded = server
            .store()
            .write(|tx| accounts::found(tx, &founding, now, &mut |bytes| server.draw(bytes)));
        founded.expect("an empty database takes an organisation");
        server
    }

    /// Its database, as its own program sees it.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.running.store
    }

    /// The organisation.
    ///
    /// # Panics
    /// When the database cannot be read.
    #[must_use]
    pub fn organisation(&self) -> OrganisationId {
        let home = self.store().read(organisation::home);
        home.expect("a database that can be read")
            .expect("a founded server")
            .id
    }

    /// The member of a phone sits at the desk and moves a document to another unit.
    ///
    /// # Panics
    /// When the desk refuses.
    pub fn transfer(&self, who: &Identity, doc: DocId, unit: &str) {
        let editor = Editor {
            organisation: who.organisation.clone(),
            member: who.member.clone(),
            role: who.role,
            unit: who.unit.clone(),
        };
        let (to, now) = (unit.parse().expect("a unit's code"), self.clock.now());
        let random = &mut |bytes: &mut [u8]| self.draw(bytes);
        let exchange = &self.running.exchange;
        let moved = exchange.transfer(&editor, doc, &to, now, random);
        moved.expect("a coordinator who sees it");
    }

    pub(super) const fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Draws an invite for somebody.
    ///
    /// # Panics
    /// When the accounts refuse.
    #[must_use]
    pub fn invite(&self, name: &str, role: Role, unit: &str) -> Invite {
        let unit = unit.parse().expect("a unit's code");
        let new = NewMember {
            name,
            role,
            unit: &unit,
        };
        let now = self.clock.now();
        let invited = self
            .store()
            .write(|tx| accounts::invite(tx, &new, now, &mut |bytes: &mut [u8]| self.draw(bytes)));
        Invite {
            server: "https://localhost".to_owned(),
            code: invited.expect("an invite for a unit that is there").code,
            pin: None,
        }
    }

    /// Makes a programme in which these units work.
    ///
    /// # Panics
    /// When the accounts refuse.
    pub fn make_programme(&self, id: &str, units: &[&str]) {
        let units: Vec<UnitId> = (units.iter())
            .map(|unit| unit.parse().expect("a unit's code"))
            .collect();
        let new = NewProgramme {
            id: &id.parse().expect("a programme's id"),
            name: id,
            units: &units,
        };
        let now = self.clock.now();
        let made = self
            .store()
            .write(|tx| accounts::make_programme(tx, &new, now));
        made.expect("units that are there");
    }

    /// Draws an invite for a partner, who follows a programme.
    ///
    /// # Panics
    /// When the accounts refuse.
    #[must_use]
    pub fn invite_partner(&self, name: &str, unit: &str, programme: &str) -> Invite {
        let invite = self.invite(name, Role::Partner, unit);
        let (member, now) = (self.member(name), self.clock.now());
        let programmes = [programme.parse().expect("a programme's id")];
        let admitted = self
            .store()
            .write(|tx| accounts::admit_partner(tx, &member, &programmes, now));
        admitted.expect("a programme that is there");
        invite
    }

    /// Shares a session in a programme, with or without its notes, or no longer.
    ///
    /// # Panics
    /// When the accounts refuse.
    pub fn share(&self, doc: DocId, programme: &str, with_notes: Option<bool>) {
        let programme = programme.parse().expect("a programme's id");
        let now = self.clock.now();
        let shared = self.store().write(|tx| match with_notes {
            Some(with_notes) => accounts::share(tx, doc, &programme, with_notes, now),
            None => accounts::unshare(tx, doc, &programme, now),
        });
        let _shared = shared.expect("a session that the server has");
    }

    /// Lets a partner go from a programme.
    ///
    /// # Panics
    /// When the accounts refuse.
    pub fn dismiss_partner(&self, name: &str, programme: &str) {
        let (programme, now) = (programme.parse().expect("an id"), self.clock.now());
        let gone = (self.store()).write(|tx| accounts::dismiss_partner(tx, name, &programme, now));
        gone.expect("a partner who follows it");
    }

    /// Ends a programme.
    ///
    /// # Panics
    /// When the accounts refuse.
    pub fn close_programme(&self, programme: &str) {
        let (programme, now) = (programme.parse().expect("an id"), self.clock.now());
        let closed = (self.store()).write(|tx| accounts::close_programme(tx, &programme, now));
        let _left = closed.expect("a programme that is open");
    }

    /// The member of this name.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn member(&self, name: &str) -> MemberId {
        self.known(name).id
    }

    pub(super) fn known(&self, name: &str) -> Member {
        let found = self.store().read(|c| members::by_name(c, name));
        found
            .expect("a database that can be read")
            .expect("a member of this name")
    }

    /// Edits a session as somebody does on the page.
    ///
    /// # Panics
    /// When the desk refuses.
    pub fn edit_on_page(&self, name: &str, doc: DocId, edits: &[Edit]) {
        let wish = Wish {
            doc,
            seen: &[],
            edits,
        };
        let random = &mut |bytes: &mut [u8]| self.draw(bytes);
        let (exchange, now) = (&self.running.exchange, self.clock.now());
        let edited = exchange.edit(&self.editor(name), &wish, now, random);
        edited.expect("an edit that the member may make");
    }

    /// Begins sessions as somebody does on the page, in the member's own unit.
    ///
    /// # Panics
    /// When the desk refuses.
    #[must_use]
    pub fn begin_on_page(&self, name: &str, sessions: &[Vec<Edit>]) -> Vec<DocId> {
        let editor = self.editor(name);
        let random = &mut |bytes: &mut [u8]| self.draw(bytes);
        let mut docs = Vec::new();
        for batch in sessions.chunks(PAGE_BATCH) {
            let beginnings: Vec<_> = batch
                .iter()
                .map(|edits| Beginning {
                    kind: DocKind::Session,
                    unit: &editor.unit,
                    edits,
                    known_as: None,
                })
                .collect();
            let now = self.clock.now();
            let begun = self
                .running
                .exchange
                .begin(&editor, &beginnings, now, random);
            docs.extend(begun.expect("sessions that the member may begin"));
        }
        docs
    }

    /// Writes a catalogue entry as the administrator does.
    ///
    /// # Panics
    /// When that fails.
    pub fn put_entry(&self, entry: &Entry) {
        self.write(|tx| catalogue::put(tx, entry));
    }

    /// Gives a member another role, as the administrator does.
    ///
    /// # Panics
    /// When the accounts refuse.
    pub fn change_role(&self, name: &str, role: Role) {
        let (member, now) = (self.known(name), self.clock.now());
        let unit = member.unit.clone();
        let changed =
            (self.store()).write(|tx| accounts::change_role(tx, &member, role, &unit, now));
        assert!(changed.is_ok(), "{changed:?}");
    }

    fn editor(&self, name: &str) -> Editor {
        let member = self.known(name);
        Editor {
            organisation: self.organisation(),
            member: member.id,
            role: member.role,
            unit: member.unit,
        }
    }

    /// Lets every device in again that waits for it, and says how many did. Whom the database
    /// forgot comes back as a volunteer.
    ///
    /// # Panics
    /// When the accounts refuse.
    pub fn approve_all(&self) -> usize {
        let now = self.clock.now();
        let returning = Returning {
            role: Role::Volunteer,
            name: None,
        };
        let approved = self.store().write(|tx| {
            let waiting = devices::waiting(tx)?;
            for asking in &waiting {
                accounts::approve_as(tx, asking.device, returning, now)?;
            }
            Ok::<_, InviteError>(waiting.len())
        });
        approved.expect("devices that wait can be let in")
    }

    /// Answers one request as the shell does.
    pub(super) fn answer(
        &self,
        path: &str,
        token: Option<&str>,
        body: &[u8],
    ) -> Result<Vec<u8>, TransportError> {
        let answer = match (path, token) {
            (JOIN_PATH, _) => self.join(body),
            (_, Some(token)) => self.sync(token, body),
            (_, None) => Err(refused(401, FailureCode::Unauthenticated, "no token")),
        };
        if self.disk.is_dead() {
            return Err(offline("the server went dark"));
        }
        answer
    }

    fn join(&self, body: &[u8]) -> Result<Vec<u8>, TransportError> {
        let request = serde_json::from_slice(body)
            .map_err(|error| refused(400, FailureCode::Malformed, error))?;
        let random = &mut |bytes: &mut [u8]| self.draw(bytes);
        let now = self.clock.now();
        let joined = accounts::join(
            self.store(),
            &request,
            "a pipe",
            &self.keys.identity,
            now,
            random,
        )
        .map_err(|error| refused(403, FailureCode::InviteUnknown, error))?;
        Ok(serde_json::to_vec(&joined).expect("plain values become JSON"))
    }

    fn sync(&self, token: &str, body: &[u8]) -> Result<Vec<u8>, TransportError> {
        let answer = self
            .running
            .exchange
            .handle(Some(token), body, self.clock.now());
        answer.map_err(failed)
    }

    /// Starts it again after its disk lost power, if it did.
    pub fn recover(&mut self) {
        self.disk.set_faults(Faults::default());
        if self.disk.is_dead() {
            self.crash(true);
        }
    }

    /// The power goes and comes back. Torn: some of what was not synced is there all the same.
    pub fn crash(&mut self, torn: bool) {
        self.disk.lose_power(torn);
        self.start();
    }

    /// The program is replaced by one that knows these versions of documents: by an update, or
    /// back.
    pub fn install(&mut self, skeletons: Skeletons) {
        self.skeletons = skeletons;
        self.crash(false);
    }

    fn start(&mut self) {
        let folder = self.folder.path();
        self.running = Running::start(&self.disk, folder, &self.keys, &self.skeletons);
    }

    /// What a backup made now would hold.
    #[must_use]
    pub fn backup(&self) -> ServerBackup {
        ServerBackup {
            database: self.disk.snapshot(),
            photos: PhotoFiles::read(self.folder.path()),
        }
    }

    /// Puts a backup in place of the database and the photos.
    pub fn restore(&mut self, backup: &ServerBackup) {
        self.disk.set_faults(Faults::default());
        self.disk.restore(&backup.database);
        backup.photos.write(self.folder.path());
        self.start();
    }

    fn draw(&self, bytes: &mut [u8]) {
        let mut random = self.random.lock().unwrap_or_else(PoisonError::into_inner);
        random.fill(bytes);
    }

    /// Changes the database as a coordinator's page would.
    ///
    /// # Panics
    /// When that fails.
    pub fn write<T>(
        &self,
        run: impl FnOnce(&server::store::Transaction<'_>) -> Result<T, StoreError>,
    ) -> T {
        self.store()
            .write(run)
            .expect("a database that can be written")
    }
}

impl Running {
    fn start(disk: &Disk, photos: &Path, keys: &Keys, skeletons: &Skeletons) -> Self {
        let store = Store::open("teren.db", Some(disk.vfs())).expect("a database that opens");
        let store = Arc::new(store);
        let exchange = Exchange::new(store.clone(), keys.clone()).knowing(skeletons.clone());
        exchange.publish().expect("a database that can be written");
        let blobs = Blobs::new(store.clone(), photos);
        Self {
            store,
            exchange,
            blobs,
        }
    }
}

/// What the shell answers when the exchange fails.
fn failed(failure: Failure) -> TransportError {
    let status = match failure.code() {
        FailureCode::Unauthenticated | FailureCode::AwaitsApproval => 401,
        FailureCode::DeviceClosed => 403,
        FailureCode::Malformed => 400,
        FailureCode::TooLarge => 413,
        FailureCode::StorageFull => 507,
        _ => 500,
    };
    refused(status, failure.code(), failure)
}

fn refused(status: u16, code: FailureCode, message: impl ToString) -> TransportError {
    TransportError::Refused {
        status,
        code: code.name().to_owned(),
        message: message.to_string(),
        retry_after_ms: None,
    }
}
