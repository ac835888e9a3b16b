//! Passwords: argon2id, with a salt each, and no hint about who exists.
//!
//! A hash takes tens of milliseconds and some memory on purpose, so callers keep it off the async
//! threads and outside every transaction. It knows no account.

use std::sync::{Mutex, PoisonError};

use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};

use crate::limits::{PASSWORD_CHARS_MAX, PASSWORD_CHARS_MIN};

/// OWASP's first recommendation for argon2id with 19 MiB: two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// One at a time: a crowd at the door must not take `crowd x 19 MiB` from the phones.
static TURN: Mutex<()> = Mutex::new(());

/// Passwords that everybody tries first; what is shorter than allowed needs no line here.
const COMMON: &[&str] = &[
    "passwordpassword",
    "password123",
    "password1234",
    "password12345",
    "1234567890",
    "12345678901",
    "123456789012",
    "1234512345",
    "qwertyuiop",
    "qwerty12345",
    "qwerty123456",
    "1q2w3e4r5t",
    "1q2w3e4r5t6y",
    "administrator",
    "changemechangeme",
    "parolaparola",
    "parola12345",
    "iloveyou123",
    "letmeinletmein",
    "coordinator",
    "trafficking",
];

/// Why a password was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordProblem {
    /// Too short to withstand guessing.
    #[error("a password has at least {min} characters; three or four words are easy to remember")]
    TooShort {
        /// Characters that it needs.
        min: usize,
    },
    /// So long that it could only be meant to keep the server busy.
    #[error("a password has at most {max} characters")]
    TooLong {
        /// Characters that it may have.
        max: usize,
    },
    /// One of those that everybody tries first, or the member's own name.
    #[error("this password is among the first that others would try; choose another")]
    TooCommon,
}

/// A password that may be hashed.
pub(super) struct NewPassword<'a>(&'a str);

impl<'a> NewPassword<'a> {
    /// Accepts a password that is neither too short nor the first that others would try.
    pub(super) fn parse(password: &'a str, member_name: &str) -> Result<Self, PasswordProblem> {
        let length = password.chars().count();
        if length < PASSWORD_CHARS_MIN {
            return Err(PasswordProblem::TooShort {
                min: PASSWORD_CHARS_MIN,
            });
        }
        if length > PASSWORD_CHARS_MAX {
            return Err(PasswordProblem::TooLong {
                max: PASSWORD_CHARS_MAX,
            });
        }
        let lower = password.to_lowercase();
        let first = lower.chars().next();
        let monotone = lower.chars().all(|c| Some(c) == first);
        if monotone || COMMON.contains(&&*lower) || lower == member_name.to_lowercase() {
            return Err(PasswordProblem::TooCommon);
        }
        Ok(Self(password))
    }

    /// Hashes it, with everything in the text that a later check needs.
    pub(super) fn hash(&self, random: &mut dyn FnMut(&mut [u8])) -> String {
        let mut salt = [0; 16];
        random(&mut salt);
        let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        hasher()
            .hash_password_with_salt(self.0.as_bytes(), &salt)
            .expect("the parameters, the salt's and the password's length are in range")
            .to_string()
    }
}

/// Whether `password` is the one that was hashed. Without a hash it works as long and says no.
pub(super) fn verify(password: &str, hash: Option<&str>) -> bool {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    if password.chars().count() > PASSWORD_CHARS_MAX {
        return false;
    }
    match hash {
        Some(hash) => hasher().verify_password(password.as_bytes(), hash).is_ok(),
        None => {
            let work = hasher().hash_password_with_salt(password.as_bytes(), &[0; 16]);
            std::hint::black_box(&work);
            false
        }
    }
}

fn hasher() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).expect("constants in range");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_password_is_right() {
        let password = NewPassword::parse("four plain words here", "Ana").unwrap();
        let hash = password.hash(&mut |bytes| bytes.fill(7));
        assert!(
            hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{hash}"
        );
        assert!(verify("four plain words here", Some(&hash)));
        assert!(!verify("four plain words her", Some(&hash)));
        assert!(!verify("four plain words here", None));
        assert!(!verify("anything", Some("not a hash")));
    }

    #[test]
    fn weak_passwords_are_told_apart() {
        let problem = |text: &str| NewPassword::parse(text, "Ana Maria Popescu").err();
        let min = PASSWORD_CHARS_MIN;
        assert_eq!(problem("short"), Some(PasswordProblem::TooShort { min }));
        let max = PASSWORD_CHARS_MAX;
        assert_eq!(
            problem(&"ab".repeat(max)),
            Some(PasswordProblem::TooLong { max })
        );
        for common in ["Password1234", "aaaaaaaaaaaaaa", "ana maria popescu"] {
            assert_eq!(
                problem(common),
                Some(PasswordProblem::TooCommon),
                "{common}"
            );
        }
        assert_eq!(problem("ana maria at the market"), None);
    }
}
