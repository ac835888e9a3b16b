//! The code that an administrator shows: scanned as a picture, pasted, or read out over a
//! telephone.
//!
//! `teren-unlock:` and 32 letters of Crockford's alphabet, which has no I, L, O and U: 16 bytes of
//! the secret and 4 of a hash over them, so that a slip of the tongue is told from another phone's
//! code.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::{SECRET_BYTES, UnlockSecret};

/// What a picture begins with, so that a phone's camera knows what it sees.
const SCHEME: &str = "teren-unlock:";
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CHECK_BYTES: usize = 4;
const CODE_BYTES: usize = SECRET_BYTES + CHECK_BYTES;
/// Five bits each.
const CODE_LETTERS: usize = CODE_BYTES * 8 / 5;
/// Letters between two dashes.
const GROUP: usize = 4;

/// A text that is no whole code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotACode {
    /// Too short, too long, or another kind of text.
    #[error("not an unlock code: it has {CODE_LETTERS} letters and digits, in groups of {GROUP}")]
    Length,
    /// Nearly one.
    #[error("a letter of the unlock code is wrong: compare it with what the administrator sees")]
    Mistyped,
}

impl fmt::Display for UnlockSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = Zeroizing::new([self.0.as_slice(), &check(&self.0)].concat());
        f.write_str(SCHEME)?;
        for at in 0..CODE_LETTERS {
            if at > 0 && at % GROUP == 0 {
                f.write_str("-")?;
            }
            let five = (0..5).fold(0, |five, bit| five << 1 | bit_of(&code, at * 5 + bit));
            write!(f, "{}", char::from(LETTERS[usize::from(five)]))?;
        }
        Ok(())
    }
}

impl FromStr for UnlockSecret {
    type Err = NotACode;

    fn from_str(text: &str) -> Result<Self, NotACode> {
        let text = Zeroizing::new(text.trim().to_ascii_uppercase());
        let scheme = SCHEME.to_ascii_uppercase();
        let letters = text.strip_prefix(&scheme).unwrap_or(&text);
        let mut code = Zeroizing::new([0_u8; CODE_BYTES]);
        let mut count = 0;
        for letter in letters.chars().filter(|c| !matches!(c, '-' | ' ')) {
            let value = value_of(letter).ok_or(NotACode::Length)?;
            if count == CODE_LETTERS {
                return Err(NotACode::Length);
            }
            for bit in 0..5 {
                let at = count * 5 + bit;
                code[at / 8] |= (value >> (4 - bit) & 1) << (7 - at % 8);
            }
            count += 1;
        }
        if count != CODE_LETTERS {
            return Err(NotACode::Length);
        }
        let (secret, told) = code.split_at(SECRET_BYTES);
        let secret = Self::of_bytes(secret).expect("split there");
        match check(&secret.0) == told {
            true => Ok(secret),
            false => Err(NotACode::Mistyped),
        }
    }
}

/// The value of a letter, and of what people take it for.
fn value_of(letter: char) -> Option<u8> {
    let letter = match letter {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let at = LETTERS
        .iter()
        .position(|known| char::from(*known) == letter)?;
    u8::try_from(at).ok()
}

fn bit_of(bytes: &[u8], at: usize) -> u8 {
    bytes[at / 8] >> (7 - at % 8) & 1
}

fn check(secret: &[u8]) -> [u8; CHECK_BYTES] {
    let hash = Sha256::new()
        .chain_update(b"teren unlock code")
        .chain_update(secret)
        .finalize();
    hash[..CHECK_BYTES].try_into().expect("four of thirty-two")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(first: u8) -> UnlockSecret {
        let mut bytes = [0; SECRET_BYTES];
        bytes[0] = first;
        bytes[15] = 0xff;
        UnlockSecret(bytes)
    }

    #[test]
    fn a_code_is_read_however_it_was_written_down() {
        let code = secret(0xa5).to_string();
        assert_eq!(code.len(), SCHEME.len() + 32 + 7);
        assert_eq!(code.parse(), Ok(secret(0xa5)));
        let spoken = code[SCHEME.len()..].to_lowercase().replace('-', " ");
        assert_eq!(
            spoken.replace('0', "o").replace('1', "l").parse(),
            Ok(secret(0xa5))
        );
    }

    #[test]
    fn a_slip_is_told_from_another_text() {
        let code = secret(0xa5).to_string();
        let slip = code.replacen("MM", "MN", 1);
        assert_ne!(slip, code);
        assert_eq!(slip.parse::<UnlockSecret>(), Err(NotACode::Mistyped));
        assert_eq!(
            code[..code.len() - 1].parse::<UnlockSecret>(),
            Err(NotACode::Length)
        );
        assert_eq!(
            format!("{code}0").parse::<UnlockSecret>(),
            Err(NotACode::Length)
        );
        assert_eq!(
            "https://x/join#code=Y".parse::<UnlockSecret>(),
            Err(NotACode::Length)
        );
    }
}
