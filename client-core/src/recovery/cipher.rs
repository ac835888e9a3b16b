//! A key that is used once: derived from secrets and a salt that is never drawn twice, it seals one
//! text. So no nonce has to be drawn or kept.

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use ring::hkdf::{HKDF_SHA256, Salt};
use zeroize::Zeroizing;

/// Bytes that sealing adds.
pub(crate) const TAG_BYTES: usize = 16;

/// A key that seals one text.
pub(crate) struct OnceKey(Zeroizing<[u8; 32]>);

impl OnceKey {
    /// HKDF-SHA-256 (RFC 5869) of all secrets, in this use.
    pub(crate) fn derive(salt: &[u8], secrets: &[&[u8]], usage: &str) -> Self {
        let together = Zeroizing::new(secrets.concat());
        let mut key = Zeroizing::new([0; 32]);
        Salt::new(HKDF_SHA256, salt)
            .extract(&together)
            .expand(&[usage.as_bytes()], HKDF_SHA256)
            .and_then(|key_material| key_material.fill(key.as_mut_slice()))
            .expect("HKDF gives 32 bytes");
        Self(key)
    }

    /// Seals the one text that this key is for. `about` is authenticated with it.
    pub(crate) fn seal(self, about: &[u8], plain: &[u8]) -> Vec<u8> {
        // With room for the tag: no copy of the text stays behind when the vector grows.
        let mut text = Vec::with_capacity(plain.len() + TAG_BYTES);
        text.extend_from_slice(plain);
        self.cipher()
            .seal_in_place_append_tag(once(), Aad::from(about), &mut text)
            .expect("a text is short");
        text
    }

    /// Opens it; none when a byte of it, of `about` or of the key is another.
    pub(crate) fn open(self, about: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let mut text = Zeroizing::new(sealed.to_vec());
        let cipher = self.cipher();
        let length = cipher
            .open_in_place(once(), Aad::from(about), &mut text)
            .ok()?
            .len();
        text.truncate(length);
        Some(text)
    }

    fn cipher(&self) -> LessSafeKey {
        let key = UnboundKey::new(&CHACHA20_POLY1305, self.0.as_slice());
        LessSafeKey::new(key.expect("a key has the cipher's length"))
    }
}

/// The only nonce: the key is never used again.
fn once() -> Nonce {
    Nonce::assume_unique_for_key([0; 12])
}
