//! The way back for whoever forgot a PIN.
//!
//! A phone's lock opens by the PIN, and by an unlock secret that was drawn with it. The secret
//! leaves the phone sealed to the organisation's recovery key: the server keeps it and can open it,
//! nobody on the way can. An administrator who is asked for it hands out the secret as a code, and
//! the phone draws another one at once. Knows no file, no message and no lock.

pub(crate) mod cipher;
mod code;
mod sealed;

pub use code::NotACode;
pub use sealed::{CannotOpen, RecoverySecret, SEALED_BYTES, open, seal};

use std::fmt;

use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::ids::UnlockId;

/// Bytes of an unlock secret: nobody guesses 128 bits, and as a code they can be read out over a
/// telephone.
pub const SECRET_BYTES: usize = 16;

/// What opens one phone's lock in place of its PIN, once.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct UnlockSecret([u8; SECRET_BYTES]);

impl UnlockSecret {
    /// A new secret, from the host's randomness.
    pub fn draw(random: &mut dyn FnMut(&mut [u8])) -> Self {
        let mut bytes = [0; SECRET_BYTES];
        random(&mut bytes);
        Self(bytes)
    }

    /// The secret of these bytes; none when there are more or fewer.
    pub(crate) fn of_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().map(Self).ok()
    }

    pub(crate) const fn bytes(&self) -> &[u8; SECRET_BYTES] {
        &self.0
    }

    /// Its name, by which a phone tells a code of its own from another's.
    pub fn id(&self) -> UnlockId {
        let hash = Sha256::new()
            .chain_update(b"teren unlock id")
            .chain_update(self.0)
            .finalize();
        UnlockId(hash[..8].try_into().expect("eight of thirty-two bytes"))
    }
}

impl fmt::Debug for UnlockSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the secret {}", self.id())
    }
}
