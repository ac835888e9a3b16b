//! What the organisation is to hold of this phone's lock: the unlock secret, sealed to it.
//!
//! A secret that was handed out is replaced before anything else is said of it: from then on the
//! code of the administrator opens nothing here.

use super::Place;
use super::file::Lock;
use crate::client::Client;
use crate::client::error::ClientError;
use crate::ids::{RecoveryKey, UnlockId};
use crate::model::catalogue::{Entry, RECOVERY_KEY};
use crate::recovery::{self, UnlockSecret};
use crate::store::{StoreKey, catalogue};
use crate::sync::Holding;
use crate::wire::message::Blob;
use crate::wire::{Deposit, SealedSecret};

impl Client {
    /// What a sync says of the lock to a server that has this of it; none where that is the same,
    /// or where the catalogue has brought no key to seal to. A lock that cannot be read keeps no
    /// sync from running.
    pub(in crate::client) fn deposit(&self, has: Holding) -> Result<Option<Deposit>, ClientError> {
        let at = self.lock_place()?;
        let entry = self.read(|c, _| Ok(catalogue::get(c, RECOVERY_KEY)?))?;
        let _held = at.hold()?;
        let lock = match at.lock() {
            Ok(lock) => lock,
            Err(ClientError::NoPin) => {
                let is_news = has != Holding::default();
                return Ok(is_news.then_some(Deposit { secret: None }));
            }
            Err(_) => return Ok(None),
        };
        if has.held == Some(lock.unlock) {
            return Ok(None);
        }
        let Some(Entry::Recovery(recovery)) = entry else {
            return Ok(None);
        };
        let secret = self.secret_to_leave(&at, lock, has.handed_out)?;
        let secret = self.sealed(&secret, recovery.key);
        Ok(secret.map(|secret| Deposit {
            secret: Some(secret),
        }))
    }

    /// The secret of the lock; another one, of which the lock knows when this returns, where it was
    /// handed out or cannot be read.
    fn secret_to_leave(
        &self,
        at: &Place,
        lock: Lock,
        handed_out: Option<UnlockId>,
    ) -> Result<UnlockSecret, ClientError> {
        let key: &StoreKey = &self.slot()?.home.key;
        let kept = lock.secret(&at.slot, key);
        if let Some(secret) = kept.filter(|secret| Some(secret.id()) != handed_out) {
            return Ok(secret);
        }
        let secret = super::drawn(&self.environment);
        let lock = lock.with_secret(&at.slot, key, &secret);
        at.keep(&at.file(), &lock.to_bytes())?;
        Ok(secret)
    }

    fn sealed(&self, secret: &UnlockSecret, to: RecoveryKey) -> Option<SealedSecret> {
        let drawn = self.environment.draw();
        let sealed = recovery::seal(secret, &to, self.me.device, drawn)?;
        Some(SealedSecret {
            unlock: secret.id(),
            to,
            sealed: Blob(sealed.to_vec()),
        })
    }
}

#[cfg(test)]
mod tests;
