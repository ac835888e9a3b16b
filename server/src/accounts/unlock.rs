//! A code for a phone whose PIN was forgotten. What it opens was sealed by the phone itself; who
//! asked for it is noted.

use client_core::ids::{DeviceId, MemberId};
use client_core::recovery::{self, RecoverySecret, UnlockSecret};
use client_core::time::Timestamp;

use crate::store::deeds::{self, Deed, What};
use crate::store::devices::{self, Device};
use crate::store::{Connection, StoreError, Transaction, deposits};

/// Why there is no code.
#[derive(Debug, thiserror::Error)]
pub enum UnlockError {
    /// There is no such phone.
    #[error("there is no such phone")]
    NoPhone,
    /// Whoever has it is not to read it.
    #[error("this phone is closed: it is not unlocked any more")]
    Closed,
    /// It has no PIN, or did not say so yet.
    #[error(
        "no code can be made for this phone yet: it has no PIN, or was not here since the PIN was \
         set. What was recorded on it before its last contact is here"
    )]
    NoDeposit,
    /// The key was replaced, or `secrets` is not that of this database.
    #[error(
        "what this phone left opens with an earlier recovery key only: put that `secrets` back, or \
         have the phone sync once"
    )]
    OtherKey,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A secret that is handed out.
#[derive(Debug)]
pub struct Unlock {
    /// What opens the phone's lock.
    pub secret: UnlockSecret,
    /// When it was handed out before; none: this is the first time.
    pub before: Option<Timestamp>,
}

/// The secret that opens a phone's lock; `by` is none at the command line. It is the same until the
/// phone was here again: then it opens nothing, and the phone has left another.
pub fn unlock_phone(
    tx: &Transaction<'_>,
    by: Option<&MemberId>,
    id: DeviceId,
    key: Option<&RecoverySecret>,
    now: Timestamp,
) -> Result<Unlock, UnlockError> {
    let device = devices::get(tx, id)?.ok_or(UnlockError::NoPhone)?;
    if device.was_closed(now) {
        return Err(UnlockError::Closed);
    }
    let deposit = deposits::get(tx, id)?.ok_or(UnlockError::NoDeposit)?;
    let key = key.ok_or(UnlockError::OtherKey)?;
    let secret = recovery::open(&deposit.sealed, key, id).map_err(|_| UnlockError::OtherKey)?;
    let deed = Deed {
        at: now,
        member: by.cloned(),
        what: What::Unlocked,
        subject: device.member,
        device: Some(id),
    };
    deeds::put(tx, &deed)?;
    deposits::hand_out(tx, id, now)?;
    let before = deposit.handed_out;
    Ok(Unlock { secret, before })
}

/// The phones of a member that may be unlocked.
pub fn open_phones(
    c: &Connection,
    member: &MemberId,
    now: Timestamp,
) -> Result<Vec<Device>, StoreError> {
    let mut phones = devices::of_member(c, member)?;
    phones.retain(|device| !device.was_closed(now));
    Ok(phones)
}
