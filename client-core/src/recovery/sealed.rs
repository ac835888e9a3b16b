//! A sealed box: only the organisation opens it, and only for the phone that it was made for.
//!
//! ```text
//! 32  an X25519 public key that was drawn for this box
//! 16  the unlock secret, ChaCha20-Poly1305 (RFC 8439) under HKDF-SHA-256 of the agreed secret,
//! 16  with its tag; the phone's enrolment is authenticated with it
//! ```

use x25519_dalek::{PublicKey, StaticSecret};

use super::cipher::{OnceKey, TAG_BYTES};
use super::{SECRET_BYTES, UnlockSecret};
use crate::ids::{DeviceId, RecoveryKey};

const POINT_BYTES: usize = 32;
/// Bytes of a sealed secret.
pub const SEALED_BYTES: usize = POINT_BYTES + SECRET_BYTES + TAG_BYTES;
/// Separates this use of the agreed secret from every other.
const USAGE: &str = "teren unlock 1";

/// The organisation's half: opens what was sealed to its recovery key.
#[derive(Clone)]
pub struct RecoverySecret(StaticSecret);

/// A box that cannot be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not sealed to this recovery key for this phone, or altered")]
pub struct CannotOpen;

impl RecoverySecret {
    /// The key of these bytes, which are random.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(StaticSecret::from(bytes))
    }

    /// The half that everybody may know.
    pub fn public(&self) -> RecoveryKey {
        RecoveryKey(PublicKey::from(&self.0).to_bytes())
    }
}

/// Seals a phone's secret to the organisation. `drawn` are random bytes for this box alone. None
/// when the key is one of the few points that agree on the same with everybody.
pub fn seal(
    secret: &UnlockSecret,
    to: &RecoveryKey,
    device: DeviceId,
    drawn: [u8; 32],
) -> Option<[u8; SEALED_BYTES]> {
    let drawn = StaticSecret::from(drawn);
    let point = PublicKey::from(&drawn).to_bytes();
    let key = agree(&drawn, &to.0, &point, &to.0)?;
    let sealed = key.seal(&device.0, secret.bytes());
    let mut whole = [0; SEALED_BYTES];
    whole[..POINT_BYTES].copy_from_slice(&point);
    whole[POINT_BYTES..].copy_from_slice(&sealed);
    Some(whole)
}

/// Opens what a phone sealed.
pub fn open(
    sealed: &[u8],
    with: &RecoverySecret,
    device: DeviceId,
) -> Result<UnlockSecret, CannotOpen> {
    let (point, text) = sealed
        .split_first_chunk::<POINT_BYTES>()
        .ok_or(CannotOpen)?;
    let key = agree(&with.0, point, point, &with.public().0).ok_or(CannotOpen)?;
    let secret = key.open(&device.0, text).ok_or(CannotOpen)?;
    UnlockSecret::of_bytes(&secret).ok_or(CannotOpen)
}

fn agree(
    own: &StaticSecret,
    other: &[u8; POINT_BYTES],
    point: &[u8; POINT_BYTES],
    to: &[u8; POINT_BYTES],
) -> Option<OnceKey> {
    let agreed = own.diffie_hellman(&PublicKey::from(*other));
    let salt = [point.as_slice(), to].concat();
    let key = || OnceKey::derive(&salt, &[agreed.as_bytes()], USAGE);
    agreed.was_contributory().then(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PHONE: DeviceId = DeviceId([7; 16]);

    #[test]
    fn only_the_organisation_opens_it_and_only_for_that_phone() {
        let ours = RecoverySecret::new([1; 32]);
        let secret = UnlockSecret([9; SECRET_BYTES]);
        let sealed = seal(&secret, &ours.public(), PHONE, [3; 32]).unwrap();
        assert_eq!(open(&sealed, &ours, PHONE), Ok(secret));
        let others = RecoverySecret::new([2; 32]);
        assert_eq!(open(&sealed, &others, PHONE), Err(CannotOpen));
        assert_eq!(open(&sealed, &ours, DeviceId([8; 16])), Err(CannotOpen));
        for at in 0..SEALED_BYTES {
            let mut altered = sealed;
            altered[at] ^= 1;
            // The highest bit of a point's last byte is nobody's, so the lowest is turned.
            assert_eq!(open(&altered, &ours, PHONE), Err(CannotOpen), "byte {at}");
            assert_eq!(open(&sealed[..at], &ours, PHONE), Err(CannotOpen));
        }
    }

    #[test]
    fn a_point_that_agrees_with_everybody_is_no_key() {
        let secret = UnlockSecret([9; SECRET_BYTES]);
        assert_eq!(seal(&secret, &RecoveryKey([0; 32]), PHONE, [3; 32]), None);
        assert_eq!(
            open(&[0; SEALED_BYTES], &RecoverySecret::new([1; 32]), PHONE),
            Err(CannotOpen)
        );
    }

    /// Held for ever: what phones have sealed must open with every later build.
    #[test]
    fn a_box_of_this_version_opens_for_ever() {
        let ours = RecoverySecret::new([1; 32]);
        let secret = UnlockSecret([9; SECRET_BYTES]);
        let sealed = seal(&secret, &ours.public(), PHONE, [3; 32]).unwrap();
        let kept = include_str!("../../../tests/fixtures/recovery-1/sealed.hex").trim_end();
        assert_eq!(hex::encode(sealed), kept);
    }
}
