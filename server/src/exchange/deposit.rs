//! What phones leave for the day when a PIN is forgotten.
//!
//! A box is kept only if it opens with this organisation's key: what a welcome names as held, an
//! administrator can hand out. What was handed out is named as that, and the phone leaves another.

use client_core::model::catalogue::{Entry, Recovery};
use client_core::recovery;
use client_core::sync::Holding;
use client_core::time::Timestamp;
use client_core::wire;

use super::Exchange;
use crate::store::{Connection, DeviceSession, StoreError, Transaction, catalogue, deposits};

impl Exchange {
    /// Tells phones what to seal to. To be called when serving begins.
    pub fn publish_recovery(&self) -> Result<(), StoreError> {
        let Some(secret) = &self.keys.recovery else {
            return Ok(());
        };
        let key = secret.public();
        let told = Recovery { key };
        if self.store.read(catalogue::recovery)? == Some(told) {
            return Ok(());
        }
        let entry = Entry::Recovery(told);
        self.store.write(|tx| catalogue::put(tx, &entry))
    }

    /// The secret of a phone that can be handed out, or was, by its name.
    pub(super) fn holding(
        &self,
        c: &Connection,
        who: &DeviceSession,
    ) -> Result<Holding, StoreError> {
        let to = self.keys.recovery.as_ref().map(|secret| secret.public());
        let kept = deposits::get(c, who.device)?;
        Ok(kept.map_or_else(Holding::default, |kept| Holding {
            held: (kept.handed_out.is_none() && Some(kept.to) == to).then_some(kept.unlock),
            handed_out: kept.handed_out.map(|_| kept.unlock),
        }))
    }

    /// Whether what a phone says of its lock is to be written: it is news, and can be opened.
    pub(super) fn is_to_be_kept(
        &self,
        c: &Connection,
        who: &DeviceSession,
        said: &wire::Deposit,
    ) -> Result<bool, StoreError> {
        let kept = deposits::get(c, who.device)?;
        let Some(sealed) = &said.secret else {
            return Ok(kept.is_some());
        };
        let is_kept =
            |kept: deposits::Deposit| (kept.unlock, kept.to) == (sealed.unlock, sealed.to);
        if kept.is_some_and(is_kept) {
            return Ok(false);
        }
        let key = self.keys.recovery.as_ref();
        let opened = key.map(|key| recovery::open(&sealed.sealed.0, key, who.device));
        let is_that = matches!(opened, Some(Ok(secret)) if secret.id() == sealed.unlock);
        Ok(is_that && key.map(|key| key.public()) == Some(sealed.to))
    }
}

/// Writes what was found to be kept.
pub(super) fn write(
    tx: &Transaction<'_>,
    who: &DeviceSession,
    said: wire::Deposit,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Some(secret) = said.secret else {
        return deposits::remove(tx, who.device);
    };
    // Sealed to another key, the same secret stays one that was handed out.
    let before = deposits::get(tx, who.device)?;
    let same = before.filter(|before| before.unlock == secret.unlock);
    let deposit = deposits::Deposit {
        handed_out: same.and_then(|same| same.handed_out),
        unlock: secret.unlock,
        to: secret.to,
        sealed: secret.sealed.0,
        received: now,
    };
    deposits::put(tx, who.device, &deposit)
}
