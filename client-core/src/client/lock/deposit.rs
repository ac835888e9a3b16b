//! What the organisation is to hold of this phone's lock: the unlock secret, sealed to it.

use super::Place;
use crate::client::Client;
use crate::client::error::ClientError;
use crate::model::catalogue::{Entry, RECOVERY_KEY, Recovery};
use crate::recovery;
use crate::store::catalogue;
use crate::wire::message::Blob;
use crate::wire::{Deposit, SealedSecret};

impl Client {
    /// What a sync says of the lock, should the server hold another: nothing where the catalogue
    /// has brought no key to seal to. A lock that cannot be read keeps no sync from running.
    pub(in crate::client) fn deposit(&self) -> Result<Option<Deposit>, ClientError> {
        let at = self.lock_place()?;
        let entry = self.read(|c, _| Ok(catalogue::get(c, RECOVERY_KEY)?))?;
        let Some(Entry::Recovery(to)) = entry else {
            return Ok(None);
        };
        if !at.has_lock()? {
            return Ok(Some(Deposit { secret: None }));
        }
        let secret = self.sealed(&at, to)?;
        Ok(secret.map(|secret| Deposit {
            secret: Some(secret),
        }))
    }

    fn sealed(
        &self,
        at: &Place,
        Recovery { key: to }: Recovery,
    ) -> Result<Option<SealedSecret>, ClientError> {
        let key = &self.slot()?.home.key;
        let secret = at.lock().ok().and_then(|lock| lock.secret(&at.slot, key));
        let drawn = self.environment.draw();
        Ok(secret.and_then(|secret| {
            let sealed = recovery::seal(&secret, &to, self.me.device, drawn)?;
            Some(SealedSecret {
                unlock: secret.id(),
                to,
                sealed: Blob(sealed.to_vec()),
            })
        }))
    }
}
