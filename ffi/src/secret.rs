//! Keys and PINs that come over the bridge: overwritten as soon as they have been used.
//!
//! What the bridge itself copies on the way, here and in Kotlin's or Swift's memory, and a key that
//! goes back to the app, are out of reach of this.

use zeroize::Zeroizing;

use crate::error::{FieldProblem, TerenError};

/// The 32 bytes of a key; `field` is what the app calls it.
pub(crate) fn key(bytes: Vec<u8>, field: &str) -> Result<Zeroizing<[u8; 32]>, TerenError> {
    let bytes = Zeroizing::new(bytes);
    let mut key = Zeroizing::new([0; 32]);
    if bytes.len() != key.len() {
        return Err(TerenError::Invalid {
            problems: vec![FieldProblem {
                field: field.to_owned(),
                found: format!("{} bytes", bytes.len()),
                allowed: format!("{} bytes", key.len()),
            }],
        });
    }
    key.copy_from_slice(&bytes);
    Ok(key)
}
