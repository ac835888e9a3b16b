//! Secrets that are shown once: device tokens, cookies, one-time codes. Only their hashes are kept.
//!
//! A hash without salt is enough here, because each secret has at least 80 random bits: nobody can
//! guess one from its hash, and a look-up by hash tells a stopwatch nothing of the secret.

use sha2::{Digest, Sha256};

/// Crockford's letters: no I, L, O and U, so that a code survives being read aloud.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Letters of a code: five random bits each, 100 in all.
const CODE_LETTERS: usize = 20;
/// Letters between two dashes.
const CODE_GROUP: usize = 4;

/// What is kept of a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SecretHash([u8; 32]);

impl SecretHash {
    /// The hash of a secret in this use: one that leaks from one use is worth nothing in another.
    fn of(usage: &str, secret: &[u8]) -> Self {
        let hash = Sha256::new()
            .chain_update(usage)
            .chain_update([0])
            .chain_update(secret);
        Self(hash.finalize().into())
    }

    /// The hash of a device's token: the plain SHA-256 of its 32 bytes. None for what is no token.
    pub(super) fn of_token(token: &str) -> Option<Self> {
        let bytes: [u8; 32] = hex::decode(token).ok()?.try_into().ok()?;
        Some(Self(Sha256::digest(bytes).into()))
    }

    /// The hash of a browser's cookie. None for what is no cookie of this server.
    pub(super) fn of_cookie(cookie: &str) -> Option<Self> {
        let bytes: [u8; 32] = hex::decode(cookie).ok()?.try_into().ok()?;
        Some(Self::of("cookie", &bytes))
    }

    /// The hash of a one-time code as somebody typed it. None for what cannot be a code.
    pub(super) fn of_code(typed: &str) -> Option<Self> {
        Some(Self::of("code", normal(typed)?.as_bytes()))
    }
}

impl AsRef<[u8]> for SecretHash {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// A new token or cookie: 32 random bytes in hexadecimal digits.
pub(super) fn draw_token(random: &mut dyn FnMut(&mut [u8])) -> String {
    let mut bytes = [0; 32];
    random(&mut bytes);
    hex::encode(bytes)
}

/// A new one-time code, e.g. `K7Q2-M9XD-41RB-8HNC-W3VA`.
pub(super) fn draw_code(random: &mut dyn FnMut(&mut [u8])) -> String {
    letters(CODE_LETTERS, random)
        .as_bytes()
        .chunks(CODE_GROUP)
        .map(|group| String::from_utf8_lossy(group).into_owned())
        .collect::<Vec<_>>()
        .join("-")
}

/// `count` random letters of those that are never mistaken for each other.
pub(super) fn letters(count: usize, random: &mut dyn FnMut(&mut [u8])) -> String {
    let mut bytes = vec![0; count];
    random(&mut bytes);
    // 256 is a multiple of 32: every letter is equally likely.
    let letter = |byte: u8| char::from(LETTERS[usize::from(byte % 32)]);
    bytes.into_iter().map(letter).collect()
}

/// A code as it was drawn, from what a person made of it.
fn normal(typed: &str) -> Option<String> {
    let read = |c: char| match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let code: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .take(CODE_LETTERS + 1)
        .map(read)
        .collect();
    let known = |c: char| u8::try_from(c).is_ok_and(|byte| LETTERS.contains(&byte));
    (code.len() == CODE_LETTERS && code.chars().all(known)).then_some(code)
}

const _: () = assert!(CODE_LETTERS * 5 >= 80, "a code must not be guessed");
const _: () = assert!(CODE_LETTERS.is_multiple_of(CODE_GROUP), "groups are equal");

#[cfg(test)]
mod tests {
    use super::*;

    fn counting() -> impl FnMut(&mut [u8]) {
        let mut next = 0_u8;
        move |bytes| {
            for byte in bytes {
                *byte = next;
                next = next.wrapping_add(13);
            }
        }
    }

    #[test]
    fn a_code_survives_handwriting() {
        let code = draw_code(&mut counting());
        assert_eq!(code.len(), 24);
        let drawn = SecretHash::of_code(&code);
        assert!(drawn.is_some());
        let sloppy = code.to_lowercase().replace('-', " ").replace('0', "o");
        assert_eq!(SecretHash::of_code(&sloppy), drawn);
        for wrong in ["", "K7Q2", "K7Q2-M9XD-41RB-8HNC-W3VU", &format!("{code}0")] {
            assert_eq!(SecretHash::of_code(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn each_use_has_its_own_hash() {
        let token = draw_token(&mut counting());
        assert_ne!(SecretHash::of_token(&token), SecretHash::of_cookie(&token));
        assert_eq!(SecretHash::of_token(&token[1..]), None);
        assert_eq!(SecretHash::of_cookie("hello"), None);
    }
}
