//! A member's PIN: what it takes to have the key of the store once the phone's own key store does
//! not give it away by itself.
//!
//! The lock opens by the PIN together with a key that never leaves the phone's key store, so that a
//! copy of the phone's memory is not enough to try PINs on; and once by an administrator's code,
//! for whoever forgot hers. What can be done by whom is in `decisions/0008`.
//!
//! The app's part: after `set_pin` it forgets its own copy of the store's key, and keeps it again
//! before `remove_pin`. While a lock stands, a copy that is still there is from a crash between the
//! two, and goes; only one that asks for a finger or a face each time may stay.

mod deposit;
mod file;
mod pin;
mod tries;

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use zeroize::{Zeroize, ZeroizeOnDrop};

use super::Client;
use super::environment::Environment;
use super::error::{ClientError, WrongCode};
use super::home::{self, Home, replace_file};
use crate::recovery::UnlockSecret;
use crate::store::{self, StoreKey};
use file::Lock;
use pin::Pin;
use tries::Tries;

/// Thirty-two bytes that the phone's key store keeps and never lets leave the phone.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct DeviceKey([u8; 32]);

impl DeviceKey {
    /// The key of these bytes.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

/// Keys never show in a log.
impl std::fmt::Debug for DeviceKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a device key")
    }
}

/// How one member's lock stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LockState {
    /// Whether a PIN is set. Without one the key comes from the phone's key store alone.
    pub has_pin: bool,
    /// Wrong PINs in a row.
    pub wrong: u32,
    /// How long the next try must wait, in milliseconds of a running phone.
    pub wait_ms: u64,
}

/// How the lock of a member stands, by label, member id or slot.
pub fn lock_state(
    dir: &Path,
    member: &str,
    environment: &Environment,
) -> Result<LockState, ClientError> {
    let at = Place::of(dir, member)?;
    let tries = Tries::read(&at.tries())?;
    Ok(LockState {
        has_pin: at.has_lock()?,
        wrong: tries.wrong,
        wait_ms: tries.wait_ms(environment.uptime_ms()),
    })
}

/// The key of a member's store, for whoever knows the PIN. The try is counted on the disk before it
/// is made: taking the battery out gains none.
pub fn unlock(
    dir: &Path,
    member: &str,
    device_key: &DeviceKey,
    pin: &str,
    environment: &Environment,
) -> Result<StoreKey, ClientError> {
    let at = Place::of(dir, member)?;
    let _held = at.hold()?;
    at.try_pin(device_key, pin, environment)
}

/// The key of a member's store, for whoever has an administrator's code. The old PIN and the code
/// open nothing any more when this returns. The device key may be a new one: the code opens what
/// was locked under one that the phone lost.
pub fn unlock_by_code(
    dir: &Path,
    member: &str,
    device_key: &DeviceKey,
    code: &str,
    new_pin: &str,
    environment: &Environment,
) -> Result<StoreKey, ClientError> {
    let pin = Pin::new(new_pin)?;
    let at = Place::of(dir, member)?;
    let secret: UnlockSecret = code
        .parse()
        .map_err(|problem| ClientError::WrongCode(WrongCode::Spelling(problem)))?;
    let _held = at.hold()?;
    let lock = at.lock()?;
    let other = ClientError::WrongCode(WrongCode::OtherLock);
    let key = lock.open_by_code(&at.slot, &secret).ok_or(other)?;
    at.put(&key, device_key, &pin, &drawn(environment), environment)?;
    Tries::forget(&at.tries())?;
    Ok(key)
}

impl Client {
    /// Locks the store's key under a PIN, where there is none yet.
    pub fn set_pin(&self, device_key: &DeviceKey, pin: &str) -> Result<(), ClientError> {
        let pin = Pin::new(pin)?;
        let at = self.lock_place()?;
        let _held = at.hold()?;
        if at.has_lock()? {
            return Err(ClientError::PinSet);
        }
        let (key, secret) = (&self.slot()?.home.key, drawn(&self.environment));
        at.put(key, device_key, &pin, &secret, &self.environment)
    }

    /// Another PIN in place of the one that is set. A code that the organisation may give out
    /// stays as it is.
    pub fn change_pin(
        &self,
        device_key: &DeviceKey,
        old: &str,
        new: &str,
    ) -> Result<(), ClientError> {
        let new = Pin::new(new)?;
        let at = self.lock_place()?;
        let _held = at.hold()?;
        let key = at.try_pin(device_key, old, &self.environment)?;
        let kept = at.lock()?.secret(&at.slot, &key);
        // One that cannot be read is replaced: the next sync leaves the new one.
        let secret = kept.unwrap_or_else(|| drawn(&self.environment));
        at.put(&key, device_key, &new, &secret, &self.environment)
    }

    /// Removes the PIN. The app keeps the store's key by itself again before it calls this.
    pub fn remove_pin(&self, device_key: &DeviceKey, pin: &str) -> Result<(), ClientError> {
        let at = self.lock_place()?;
        let _held = at.hold()?;
        at.try_pin(device_key, pin, &self.environment)?;
        at.remove()
    }

    fn lock_place(&self) -> Result<Place, ClientError> {
        if self.store().is_none() {
            return Err(ClientError::Wiped);
        }
        let slot = self.slot()?;
        Ok(Place {
            dir: slot.home.dir.clone(),
            slot: slot.name.clone(),
        })
    }

    fn slot(&self) -> Result<&super::Slot, ClientError> {
        self.slot.as_ref().ok_or(ClientError::Practice)
    }
}

fn drawn(environment: &Environment) -> UnlockSecret {
    UnlockSecret::draw(&mut |bytes| environment.fill(bytes))
}

/// Where one member's lock lies.
struct Place {
    dir: PathBuf,
    slot: String,
}

impl Place {
    fn of(dir: &Path, member: &str) -> Result<Self, ClientError> {
        Ok(Self {
            slot: Home::member(dir, Some(member))?.slot,
            dir: dir.to_owned(),
        })
    }

    fn file(&self) -> PathBuf {
        home::slot_folder(&self.dir, &self.slot).join("lock")
    }

    fn tries(&self) -> PathBuf {
        self.file().with_file_name("tries")
    }

    fn has_lock(&self) -> Result<bool, ClientError> {
        Ok(self.file().try_exists()?)
    }

    /// To be held while a lock is tried or written: members of one phone, and a sync of this one,
    /// may be programs of their own.
    fn hold(&self) -> Result<fs::File, ClientError> {
        home::lock(&self.dir)
    }

    fn lock(&self) -> Result<Lock, ClientError> {
        match fs::read(self.file()) {
            Ok(bytes) => Lock::read(&bytes).map_err(|reason| self.unreadable(reason)),
            Err(error) if error.kind() == ErrorKind::NotFound => Err(ClientError::NoPin),
            Err(error) => Err(error.into()),
        }
    }

    fn unreadable(&self, reason: &'static str) -> ClientError {
        let path = self.file();
        ClientError::LockUnreadable { path, reason }
    }

    fn try_pin(
        &self,
        device_key: &DeviceKey,
        pin: &str,
        environment: &Environment,
    ) -> Result<StoreKey, ClientError> {
        let pin = Pin::new(pin)?;
        let lock = self.lock()?;
        let counted = self.count_try(environment)?;
        let key = lock.open_by_pin(&self.slot, device_key, &pin);
        let key = key.map_err(|reason| self.unreadable(reason))?;
        let Some(key) = key else {
            let wait_ms = counted.wait_ms(environment.uptime_ms());
            return Err(ClientError::WrongPin { wait_ms });
        };
        Tries::forget(&self.tries())?;
        Ok(key)
    }

    /// Counts a try that is about to be made. Two programs that try at once count both.
    fn count_try(&self, environment: &Environment) -> Result<Tries, ClientError> {
        let now = environment.uptime_ms();
        let tries = Tries::read(&self.tries())?;
        match tries.wait_ms(now) {
            0 => {}
            wait_ms => return Err(ClientError::PinMustWait { wait_ms }),
        }
        let counted = tries.one_more(now);
        self.keep(&self.tries(), &counted.to_bytes())?;
        Ok(counted)
    }

    /// Writes the lock in place of the one before: after a crash there is the old one or the new.
    fn put(
        &self,
        key: &StoreKey,
        device_key: &DeviceKey,
        pin: &Pin,
        secret: &UnlockSecret,
        environment: &Environment,
    ) -> Result<(), ClientError> {
        let salt = environment.draw();
        let lock = Lock::seal(&self.slot, key, device_key, pin, secret, salt);
        self.keep(&self.file(), &lock.to_bytes())
    }

    fn keep(&self, path: &Path, bytes: &[u8]) -> Result<(), ClientError> {
        replace_file(path, bytes)?;
        Ok(store::sync_folder(path)?)
    }

    fn remove(&self) -> Result<(), ClientError> {
        let file = self.file();
        fs::remove_file(&file)?;
        Ok(store::sync_folder(&file)?)
    }
}

#[cfg(test)]
mod tests;
