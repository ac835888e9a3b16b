//! The lock: the store's key twice, and what opens the second copy once more under the first.
//!
//! ```text
//! by PIN    the store's key under HKDF(argon2id(PIN, salt), device key)
//! by code   the store's key under HKDF(unlock secret)
//! kept      the unlock secret under HKDF(store's key | its name), to seal it to the organisation
//! ```
//!
//! All of it is one file, replaced in one step: no crash leaves a code that opens another lock than
//! the PIN does. A salt is drawn with each PIN, and whoever gives the lock another secret keeps it:
//! what hangs on the secret is sealed under keys that hang on it, too, so each key seals once. The
//! slot is authenticated with each part.

use minicbor::{Decode, Encode};

use super::DeviceKey;
use super::pin::Pin;
use crate::ids::UnlockId;
use crate::limits::{
    LOCK_BYTES_MAX, PIN_MEMORY_KIB, PIN_MEMORY_KIB_MAX, PIN_PASSES, PIN_PASSES_MAX,
};
use crate::recovery::UnlockSecret;
use crate::recovery::cipher::OnceKey;
use crate::store::StoreKey;
use crate::wire::message::Blob;

const VERSION: u8 = 1;
const BY_PIN: &str = "teren lock by pin";
const BY_CODE: &str = "teren lock by code";
const KEPT: &str = "teren lock kept";

#[derive(Debug, Encode, Decode)]
#[cbor(map)]
pub(super) struct Lock {
    #[n(0)]
    version: u8,
    #[n(1)]
    memory_kib: u32,
    #[n(2)]
    passes: u32,
    #[n(3)]
    salt: Blob,
    #[n(4)]
    by_pin: Blob,
    /// Which secret opens the second copy: shows a code of another phone, and a used one.
    #[n(5)]
    pub(super) unlock: UnlockId,
    #[n(6)]
    by_code: Blob,
    #[n(7)]
    kept: Blob,
}

impl Lock {
    pub(super) fn seal(
        slot: &str,
        key: &StoreKey,
        device_key: &DeviceKey,
        pin: &Pin,
        secret: &UnlockSecret,
        salt: [u8; 16],
    ) -> Self {
        let stretched = pin.stretch(&salt, PIN_MEMORY_KIB, PIN_PASSES);
        let stretched = stretched.expect("the parameters of this build are some");
        let by_pin = OnceKey::derive(&salt, &[stretched.as_slice(), &device_key.0], BY_PIN);
        let (by_code, kept) = seal_secret(slot, key, secret, &salt);
        Self {
            version: VERSION,
            memory_kib: PIN_MEMORY_KIB,
            passes: PIN_PASSES,
            by_pin: Blob(by_pin.seal(slot.as_bytes(), key.bytes())),
            unlock: secret.id(),
            by_code,
            kept,
            salt: Blob(salt.to_vec()),
        }
    }

    /// The same PIN with another secret: the one before opens nothing any more.
    pub(super) fn with_secret(self, slot: &str, key: &StoreKey, secret: &UnlockSecret) -> Self {
        let (by_code, kept) = seal_secret(slot, key, secret, &self.salt.0);
        Self {
            unlock: secret.id(),
            by_code,
            kept,
            ..self
        }
    }

    pub(super) fn read(bytes: &[u8]) -> Result<Self, &'static str> {
        if bytes.len() as u64 > LOCK_BYTES_MAX {
            return Err("it is too long");
        }
        let lock: Self = minicbor::decode(bytes).map_err(|_| "it is damaged")?;
        if lock.version != VERSION {
            return Err("a later app wrote it: update this one");
        }
        // Whoever writes a larger number here may not take all the memory there is.
        if lock.memory_kib > PIN_MEMORY_KIB_MAX || lock.passes > PIN_PASSES_MAX {
            return Err("it asks for too much memory");
        }
        Ok(lock)
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        minicbor::to_vec(self).expect("memory takes every write")
    }

    /// The store's key; none when the PIN is wrong, or the device key another.
    pub(super) fn open_by_pin(
        &self,
        slot: &str,
        device_key: &DeviceKey,
        pin: &Pin,
    ) -> Result<Option<StoreKey>, &'static str> {
        let stretched = pin.stretch(&self.salt.0, self.memory_kib, self.passes);
        let stretched = stretched.ok_or("it is damaged")?;
        let key = OnceKey::derive(&self.salt.0, &[stretched.as_slice(), &device_key.0], BY_PIN);
        Ok(key
            .open(slot.as_bytes(), &self.by_pin.0)
            .and_then(|bytes| Some(StoreKey::new(bytes.as_slice().try_into().ok()?))))
    }

    /// The store's key; none when the secret belongs to another lock.
    pub(super) fn open_by_code(&self, slot: &str, secret: &UnlockSecret) -> Option<StoreKey> {
        let key = OnceKey::derive(&self.salt.0, &[secret.bytes()], BY_CODE);
        let bytes = key.open(slot.as_bytes(), &self.by_code.0)?;
        Some(StoreKey::new(bytes.as_slice().try_into().ok()?))
    }

    /// The secret that opens the second copy.
    pub(super) fn secret(&self, slot: &str, key: &StoreKey) -> Option<UnlockSecret> {
        let key = OnceKey::derive(&self.salt.0, &[key.bytes(), &self.unlock.0], KEPT);
        UnlockSecret::of_bytes(&key.open(slot.as_bytes(), &self.kept.0)?)
    }
}

/// The second copy of the store's key, and the secret that opens it.
fn seal_secret(slot: &str, key: &StoreKey, secret: &UnlockSecret, salt: &[u8]) -> (Blob, Blob) {
    let slot = slot.as_bytes();
    let by_code = OnceKey::derive(salt, &[secret.bytes()], BY_CODE);
    let kept = OnceKey::derive(salt, &[key.bytes(), &secret.id().0], KEPT);
    (
        Blob(by_code.seal(slot, key.bytes())),
        Blob(kept.seal(slot, secret.bytes())),
    )
}
