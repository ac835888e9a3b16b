//! The end of a member's work on a phone: the organisation has it wiped, or the member leaves. The
//! key is destroyed first, then what it opened.

use std::fs;

use super::error::ClientError;
use super::{Client, Slot};
use crate::store::meta::{self, Meta};
use crate::store::{Connection, Store, StoreError, StoreKey, attention, document, envelope, photo};

/// What of a member's work is on this phone and nowhere else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OnlyHere {
    /// Sessions with unsent work.
    pub sessions: u32,
    /// Photos that the server does not have, refused ones among them.
    pub photos: u32,
    /// Hand-overs of others that are to be brought to the server.
    pub carrying: u32,
    /// Matters with words or counts that the server did not take.
    pub refused: usize,
}

impl Client {
    /// Takes this member's work off the phone, so that somebody can join in its place. Refused
    /// while anything is here alone: whoever leaves syncs first, and settles what was refused.
    ///
    /// This client is over then. The server goes on naming the phone until it is closed there.
    pub fn leave(&self) -> Result<(), ClientError> {
        let slot = self.slot.as_ref().ok_or(ClientError::Practice)?;
        let _no_sync = self.one_sync()?;
        // Held from the look to the end: nothing is recorded in between.
        let mut guard = self.store();
        let store = guard.as_ref().ok_or(ClientError::Wiped)?;
        if meta::get(store.read(), Meta::Repair)?.is_some() {
            return Err(ClientError::RepairFirst);
        }
        let only_here = only_here(store.read())?;
        if only_here != OnlyHere::default() {
            return Err(ClientError::OnlyHere(only_here));
        }
        self.destroy(slot, &mut guard)
    }

    /// Destroys the store. The order's signature was checked before.
    pub(super) fn wipe(&self) -> Result<(), ClientError> {
        let slot = self.slot.as_ref().ok_or(ClientError::Practice)?;
        self.destroy(slot, &mut self.store())
    }

    /// Should a file stay behind, nobody has its key: the pages were written anew under one that
    /// was thrown away.
    fn destroy(&self, slot: &Slot, store: &mut Option<Store>) -> Result<(), ClientError> {
        let Some(store) = store.take() else {
            return Ok(());
        };
        let thrown_away = StoreKey::new(self.environment.draw());
        store.destroy(&thrown_away)?;
        fs::remove_dir_all(slot.home.slot_folder(&slot.name))?;
        slot.home
            .change_members(|members| members.retain(|member| member.slot != slot.name))
    }
}

fn only_here(connection: &Connection) -> Result<OnlyHere, StoreError> {
    let matters = attention::list(connection)?;
    Ok(OnlyHere {
        sessions: document::count_unsent(connection)?,
        photos: photo::count_here_alone(connection)?,
        carrying: envelope::count(connection)?.0,
        refused: matters
            .iter()
            .filter(|matter| !matter.edits.is_empty())
            .count(),
    })
}
