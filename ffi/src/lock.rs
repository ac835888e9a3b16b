//! A member's PIN: what it takes to have the key of the store.
//!
//! What an app does, in this order:
//!
//! 1. At its first start it draws a *device key*, 32 random bytes that the system's key store keeps
//!    and never lets leave the phone.
//! 2. `set_pin`, then it forgets its own copy of the store's key.
//! 3. At each start `lock_state`: with a PIN `unlock` gives the key for `Client.open`, without one
//!    the key store does. A copy that is still there beside a lock is from a crash: it goes.
//! 4. A finger or a face: the app may keep the key that `unlock` gave under a key of the key store
//!    that asks for it each time, and opens with that.
//! 5. Before `remove_pin` it keeps the store's key by itself again.

use std::path::Path;
use std::sync::Arc;

use client_core::client::{self, DeviceKey, Environment};
use zeroize::Zeroizing;

use crate::client::Client;
use crate::error::{TerenError, guarded};
use crate::secret;
use crate::task::Task;

/// How one member's lock stands.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct LockState {
    /// Whether a PIN is set.
    pub has_pin: bool,
    /// Wrong PINs in a row.
    pub wrong: u32,
    /// How many seconds the next try must wait, of a phone that runs.
    pub wait_seconds: u64,
}

/// How the lock of a member of this phone stands, without any key.
#[uniffi::export]
pub fn lock_state(dir: String, label: String) -> Result<LockState, TerenError> {
    guarded(|| {
        let state = client::lock_state(Path::new(&dir), &label, &environment())?;
        Ok(LockState {
            has_pin: state.has_pin,
            wrong: state.wrong,
            wait_seconds: state.wait_ms.div_ceil(1_000),
        })
    })
}

/// The 32 bytes of a member's key, for whoever knows the PIN. Takes a moment, on purpose.
#[uniffi::export]
pub async fn unlock(
    dir: String,
    label: String,
    device_key: Vec<u8>,
    pin: String,
) -> Result<Vec<u8>, TerenError> {
    let (device_key, pin) = (key(device_key)?, Zeroizing::new(pin));
    Task::start(move |_| {
        let opened = client::unlock(Path::new(&dir), &label, &device_key, &pin, &environment())?;
        Ok(opened.bytes().to_vec())
    })
    .await
}

/// The 32 bytes of a member's key, for whoever has an administrator's code, scanned or typed. The
/// new PIN is set when this returns, and the code is used up.
#[uniffi::export]
pub async fn unlock_by_code(
    dir: String,
    label: String,
    device_key: Vec<u8>,
    code: String,
    new_pin: String,
) -> Result<Vec<u8>, TerenError> {
    let (code, new_pin) = (Zeroizing::new(code), Zeroizing::new(new_pin));
    let device_key = key(device_key)?;
    Task::start(move |_| {
        let (dir, environment) = (Path::new(&dir), environment());
        let opened =
            client::unlock_by_code(dir, &label, &device_key, &code, &new_pin, &environment)?;
        Ok(opened.bytes().to_vec())
    })
    .await
}

#[uniffi::export]
impl Client {
    /// Locks the member's key under a PIN, where there is none yet.
    pub async fn set_pin(
        self: Arc<Self>,
        device_key: Vec<u8>,
        pin: String,
    ) -> Result<(), TerenError> {
        let (device_key, pin) = (key(device_key)?, Zeroizing::new(pin));
        Task::start(move |_| Ok(self.inner.set_pin(&device_key, &pin)?)).await
    }

    /// Another PIN in place of the one that is set.
    pub async fn change_pin(
        self: Arc<Self>,
        device_key: Vec<u8>,
        old: String,
        new: String,
    ) -> Result<(), TerenError> {
        let (old, new) = (Zeroizing::new(old), Zeroizing::new(new));
        let device_key = key(device_key)?;
        Task::start(move |_| Ok(self.inner.change_pin(&device_key, &old, &new)?)).await
    }

    /// Removes the PIN.
    pub async fn remove_pin(
        self: Arc<Self>,
        device_key: Vec<u8>,
        pin: String,
    ) -> Result<(), TerenError> {
        let (device_key, pin) = (key(device_key)?, Zeroizing::new(pin));
        Task::start(move |_| Ok(self.inner.remove_pin(&device_key, &pin)?)).await
    }
}

fn environment() -> Environment {
    // Nothing is sent: the app need not say who it is.
    Environment::system("")
}

fn key(bytes: Vec<u8>) -> Result<DeviceKey, TerenError> {
    Ok(DeviceKey::new(*secret::key(bytes, "device_key")?))
}
