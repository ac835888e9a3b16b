//! Author tags: a proof, only this server's to make, of who wrote a change. With it any phone can
//! bring back what a restored server lost, and nobody can write in another's name. From the same
//! secret, under another word, come the keys of hand-overs.

use client_core::ids::{ChangeHash, DeviceId, DocId, SealKeyId};
use client_core::model::SealKey;
use client_core::wire::Author;
use client_core::wire::message::Blob;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::store::changes::StoredChange;

/// Bytes of a tag: nobody tries 2^64 changes against a server that answers one at a time.
const TAG_BYTES: usize = 8;

/// The key of author tags. It lies outside the database, so that it outlives it.
#[derive(Clone)]
pub struct AuthorKey {
    /// Keyed once: a first pull of thousands of changes makes as many tags.
    keyed: Hmac<Sha256>,
}

impl std::fmt::Debug for AuthorKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AuthorKey")
    }
}

impl AuthorKey {
    /// The key from the data folder.
    pub fn new(key: [u8; 32]) -> Self {
        let keyed = Hmac::new_from_slice(&key).expect("a key may have any number of bytes");
        Self { keyed }
    }

    /// Who wrote a change, with the proof.
    pub(super) fn author(&self, doc: DocId, change: &StoredChange) -> Author {
        let who = change.member.to_string();
        let mac = self.mac(doc, change.hash, change.device, &who);
        Author {
            tag: Blob(mac.finalize().into_bytes()[..TAG_BYTES].to_vec()),
            who,
            device: change.device,
            received: change.received,
        }
    }

    /// Whether this server once said so.
    pub(super) fn proves(&self, doc: DocId, hash: ChangeHash, author: &Author) -> bool {
        author.tag.0.len() == TAG_BYTES
            && self
                .mac(doc, hash, author.device, &author.who)
                .verify_truncated_left(&author.tag.0)
                .is_ok()
    }

    /// The key with which hand-overs are sealed that name this id. Whoever has one of them learns
    /// nothing of the others.
    pub(super) fn seal_key(&self, id: SealKeyId) -> SealKey {
        let mut mac = self.keyed.clone();
        mac.update(b"teren seal key");
        mac.update(&id.0);
        SealKey(mac.finalize().into_bytes().into())
    }

    fn mac(&self, doc: DocId, hash: ChangeHash, device: DeviceId, who: &str) -> Hmac<Sha256> {
        let mut mac = self.keyed.clone();
        mac.update(b"teren author");
        mac.update(&doc.0);
        mac.update(&hash.0);
        mac.update(&device.0);
        mac.update(who.as_bytes());
        mac
    }
}
