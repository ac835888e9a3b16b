//! The key of one member's store. Where it is kept between starts is the app's matter.

use std::fmt;
use std::str::FromStr;

use zeroize::{Zeroize, ZeroizeOnDrop};

/// Thirty-two random bytes, used as they are. A PIN is not what they are made from: it opens the
/// lock that holds them.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct StoreKey([u8; 32]);

/// A text that is no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a key: 64 hexadecimal digits")]
pub struct NotAKey;

impl StoreKey {
    /// The key of these bytes.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// A new key, from the host's randomness.
    pub fn draw(random: &mut dyn FnMut(&mut [u8])) -> Self {
        let mut bytes = [0; 32];
        random(&mut bytes);
        Self(bytes)
    }

    /// The bytes, for whoever keeps them.
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Its spelling in a key file.
    pub fn to_hex(&self) -> String {
        hex::encode(self.0)
    }
}

impl FromStr for StoreKey {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let bytes = hex::decode(text.trim()).map_err(|_| NotAKey)?;
        bytes.try_into().map(Self).map_err(|_| NotAKey)
    }
}

impl fmt::Debug for StoreKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_never_printed_by_chance() {
        let key = StoreKey::new([7; 32]);
        assert_eq!(format!("{key:?}"), "a key");
        assert_eq!(key.to_hex().parse(), Ok(key));
        assert_eq!("07".parse::<StoreKey>(), Err(NotAKey));
    }
}
