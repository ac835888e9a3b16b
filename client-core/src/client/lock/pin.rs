//! A PIN as it was typed, and the key that is made from it.

use argon2::{Algorithm, Argon2, Params, Version};
use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::limits::{PIN_CHARS_MAX, PIN_CHARS_MIN};
use crate::model::FieldProblem;

/// Digits, or a sentence: the same however a keyboard composes its letters.
#[derive(Zeroize, ZeroizeOnDrop)]
pub(super) struct Pin(String);

impl Pin {
    /// A PIN that is long enough to be one. What was typed is never said again.
    pub(super) fn new(typed: &str) -> Result<Self, FieldProblem> {
        let count = typed.chars().count();
        if !(PIN_CHARS_MIN..=PIN_CHARS_MAX).contains(&count) {
            let allowed = format!("{PIN_CHARS_MIN} to {PIN_CHARS_MAX} characters");
            return Err(FieldProblem::new(
                "pin",
                format!("{count} characters"),
                allowed,
            ));
        }
        Ok(Self(typed.nfkc().collect()))
    }

    /// Argon2id (RFC 9106) over the PIN. None when the parameters are none.
    pub(super) fn stretch(
        &self,
        salt: &[u8],
        memory_kib: u32,
        passes: u32,
    ) -> Option<Zeroizing<[u8; 32]>> {
        let params = Params::new(memory_kib, passes, 1, Some(32)).ok()?;
        let mut key = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(self.0.as_bytes(), salt, key.as_mut_slice())
            .ok()?;
        Some(key)
    }
}
