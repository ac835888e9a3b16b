//! What an app holds: one member's work on this phone, and the way to the server.
//!
//! A `Client` may be used from several threads. Reads and edits take the store for one short
//! transaction each, so they go on while a sync waits for the network.
//!
//! Read in this order: `home` and `identity` say what lies where, `lock` how a PIN keeps the key,
//! `paper` and `folder` how a document and its journal are one thing to see, `commands` and
//! `queries` what a member does, `photos` what goes along with it, `driver` how a sync runs and
//! `effects` what it does to the store, `giving` and `taking` what is done without a network,
//! `practice` what is done as if.

mod environment;
mod error;
mod home;
mod identity;
mod lock;

mod install;

mod paper;
mod versions;

mod folder;

mod commands;
mod duplicates;
mod editors;
mod exchanges;
mod named;
mod notes;
mod photos;
mod queries;
mod questions;
mod review;
mod rights;
mod status;
mod stored;
mod venues;

mod effects;
mod wipe;

mod giving;
mod taking;

mod cancel;
mod driver;
mod join;

mod practice;

use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};

use crate::ids::DocId;
use crate::limits::OUTDATED_ROWS_MAX;
use crate::model::Attachment;
use crate::store::{Connection, Store, Transaction, document, list, photo};
use home::Unsent;
use paper::Own;

pub use cancel::Cancel;
pub use commands::Draft;
pub use driver::{Fetching, Progress, Synced};
pub use duplicates::LikelyDuplicate;
pub use editors::Editor;
pub use environment::Environment;
pub use error::{ClientError, WrongCode};
pub use exchanges::ListedExchange;
pub use giving::{Chosen, HandOverFile};
pub use home::{Home, MemberSlot};
pub use identity::Identity;
pub use lock::{DeviceKey, LockState, lock_state, unlock, unlock_by_code};
pub use photos::{PhotoPlace, PhotosSent, SessionPhoto};
pub use queries::{Disputed, Listed};
pub use questions::Questions;
pub use status::{OtherMember, Status};
pub use stored::Stored;
pub use taking::{Became, TakenDocument, TakenHandOver};
pub use wipe::OnlyHere;

// What an app needs to name of the layers below: it speaks to this module alone.
pub use crate::store::attention::Attention;
pub use crate::store::list::{ListQuery, ListRow, Page};
pub use crate::store::{NotAKey, StoreError, StoreKey};
pub use crate::sync::{SyncEnd, SyncReport};

/// One member on one phone.
#[derive(Debug)]
pub struct Client {
    /// Where on the disk the store lies; none in practice, which lies in memory alone.
    slot: Option<Slot>,
    environment: Environment,
    me: Identity,
    /// None once the phone was wiped, or the member left.
    store: Mutex<Option<Store>>,
    /// Held while a sync runs.
    syncing: Mutex<()>,
    /// The photo that was taken out of a session last: given again, it is put back as it was.
    taken_out: Mutex<Option<(DocId, Attachment)>>,
}

/// A member's place in the folder of this phone.
#[derive(Debug)]
struct Slot {
    home: Home,
    /// The folder below `members`.
    name: String,
    /// The numbers in the slot, so that they are written only when they change.
    unsent_told: Mutex<Unsent>,
}

impl Client {
    /// Opens the store of a member who has joined on this phone: by label, member id or slot, or
    /// the only one when none is named.
    pub fn open(
        home: Home,
        member: Option<&str>,
        environment: Environment,
    ) -> Result<Self, ClientError> {
        let member = Home::member(&home.dir, member)?;
        home.check_present(&member.slot)?;
        let file = home.store_file(&member.slot);
        let mut store = Store::open(&file, &home.key, &home.options())?;
        let me = Identity::load(store.read())?;
        let install = home.slot_folder(&member.slot).join("install");
        install::check(&mut store, &install, &me, &environment)?;
        let unsent = unsent(store.read())?;
        let told = MemberSlot {
            organisation: me.organisation.clone(),
            member: me.member.clone(),
            unsent: unsent.sessions,
            unsent_photos: unsent.photos,
            ..member
        };
        home.keep_slot(&told)?;
        let client = Self {
            slot: Some(Slot {
                home,
                name: told.slot,
                unsent_told: Mutex::new(unsent),
            }),
            environment,
            me,
            store: Mutex::new(Some(store)),
            syncing: Mutex::new(()),
            taken_out: Mutex::default(),
        };
        client.index_outdated()?;
        Ok(client)
    }

    /// Who this is, where, and for which organisation.
    pub const fn identity(&self) -> &Identity {
        &self.me
    }

    /// Writes rows of the list anew that an older app wrote: they say less than this one shows.
    fn index_outdated(&self) -> Result<(), ClientError> {
        let outdated = self.read(|c, _| Ok(list::outdated(c, OUTDATED_ROWS_MAX)?))?;
        if outdated.is_empty() {
            return Ok(());
        }
        self.write(|tx, own| {
            let mut docs = outdated.iter();
            docs.try_for_each(|doc| folder::index(tx, own, *doc))
        })
    }

    /// Reads from the store.
    fn read<T>(
        &self,
        work: impl FnOnce(&Connection, &Own<'_>) -> Result<T, ClientError>,
    ) -> Result<T, ClientError> {
        let mut guard = self.store();
        let store = guard.as_mut().ok_or(ClientError::Wiped)?;
        let own = Own::load(store.read(), self)?;
        let done = work(store.read(), &own);
        fetch_damaged(store, done)
    }

    /// Changes the store in one transaction.
    fn write<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>, &Own<'_>) -> Result<T, ClientError>,
    ) -> Result<T, ClientError> {
        let mut guard = self.store();
        let store = guard.as_mut().ok_or(ClientError::Wiped)?;
        let done = store.write(|tx| {
            let own = Own::load(tx, self)?;
            work(tx, &own)
        });
        let done = fetch_damaged(store, done)?;
        if let Some(slot) = &self.slot {
            slot.tell_unsent(store.read())?;
        }
        Ok(done)
    }

    /// Held while a sync runs: there is one at a time.
    fn one_sync(&self) -> Result<MutexGuard<'_, ()>, ClientError> {
        match self.syncing.try_lock() {
            Ok(guard) => Ok(guard),
            Err(TryLockError::Poisoned(poisoned)) => Ok(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => Err(ClientError::Syncing),
        }
    }

    fn store(&self) -> MutexGuard<'_, Option<Store>> {
        // A panic under the lock rolled its transaction back: the store is as it was.
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Slot {
    /// Keeps the numbers that other members of this phone are shown.
    fn tell_unsent(&self, connection: &Connection) -> Result<(), ClientError> {
        let unsent = unsent(connection)?;
        let told = self.unsent_told.lock();
        let mut told = told.unwrap_or_else(PoisonError::into_inner);
        if std::mem::replace(&mut *told, unsent) == unsent {
            return Ok(());
        }
        self.home.tell_unsent(&self.name, unsent)
    }
}

fn unsent(connection: &Connection) -> Result<Unsent, StoreError> {
    Ok(Unsent {
        sessions: document::count_unsent(connection)?,
        photos: photo::count_to_send(connection)?,
    })
}

/// A document that turned out to be damaged is asked for in the next request.
fn fetch_damaged<T>(store: &mut Store, done: Result<T, ClientError>) -> Result<T, ClientError> {
    if let Err(ClientError::DamagedDocument(doc)) = &done {
        store.write(|tx| document::mark_wanted(tx, *doc))?;
    }
    done
}

#[cfg(test)]
mod tests;
