//! What the privacy guard finds in a document, as rows name it without saying it.

use std::collections::BTreeSet;

use client_core::ids::DocId;
use client_core::privacy::{Kind, Warning};
use sha2::{Digest, Sha256};

use crate::store::suspects::Suspect;

/// What was found in a session or an exchange, or in its companion.
pub(super) fn suspects(about: DocId, found: Vec<Warning>) -> BTreeSet<Suspect> {
    let suspect = |warning: Warning| Suspect {
        mark: mark(about, warning.kind, &warning.words),
        kind: warning.kind,
        field: warning.field,
    };
    found.into_iter().map(suspect).collect()
}

/// The same words of the same kind have one mark wherever they stand in one session, and another in
/// every other.
fn mark(about: DocId, kind: Kind, words: &str) -> [u8; 8] {
    let mut hash = Sha256::new();
    hash.update(b"teren suspect");
    hash.update(about.0);
    hash.update(kind.code());
    hash.update(words);
    let hash: [u8; 32] = hash.finalize().into();
    hash.first_chunk().copied().unwrap_or_default()
}
