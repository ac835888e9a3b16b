//! The organisation has this phone wiped: the key is destroyed first, then what it opened.

use std::fs;

use super::Client;
use super::error::ClientError;
use crate::store::StoreKey;

impl Client {
    /// Destroys the store. The order's signature was checked before. Should a file stay behind,
    /// nobody has its key: the pages were written anew under one that was thrown away.
    pub(super) fn wipe(&self) -> Result<(), ClientError> {
        let slot = self.slot.as_ref().ok_or(ClientError::Practice)?;
        let mut guard = self.store();
        let Some(store) = guard.take() else {
            return Ok(());
        };
        let thrown_away = StoreKey::new(self.environment.draw());
        store.destroy(&thrown_away)?;
        drop(guard);
        fs::remove_dir_all(slot.home.slot_folder(&slot.name))?;
        slot.home
            .change_members(|members| members.retain(|member| member.slot != slot.name))
    }
}
