//! A type for each identifier, so that a member can never be passed where a unit is meant.
//!
//! Ids that stand for a person or a unit are opaque texts from the catalogue; ids that could be
//! taken by somebody else (documents, replicas) certify themselves by a hash. No randomness here.

mod bytes;
mod text;

use sha2::{Digest, Sha256};

pub use bytes::{
    Chain, ChangeHash, DeviceId, DocId, EnvelopeId, Epoch, FeedDigest, FileHash, InstallNonce,
    NotAnId, RecoveryKey, ReplicaId, ReplicaShort, SealKeyId, StateHash, UnlockId,
};
pub use text::{
    CampaignId, FeedId, MaterialId, MemberId, NotATextId, OrganisationId, ProgrammeId, UnitId,
};

use crate::time::Timestamp;

impl StateHash {
    /// A document and its heads, in whatever order they are given, as one hash.
    pub fn of(doc: DocId, heads: &[ChangeHash]) -> Self {
        let mut heads = heads.to_vec();
        heads.sort_unstable();
        let mut hash = Sha256::new()
            .chain_update(b"teren state")
            .chain_update(doc.0);
        heads.iter().for_each(|head| hash.update(head.0));
        Self(hash.finalize().into())
    }
}

impl EnvelopeId {
    /// The name of a signed hand-over: equal on whatever way it travels.
    pub fn of(envelope: &[u8]) -> Self {
        let hash = Sha256::new().chain_update(b"teren envelope");
        Self(hash.chain_update(envelope).finalize().into())
    }
}

impl ReplicaId {
    /// The replica of one device key in one epoch: anybody can recompute it, nobody can take it.
    pub fn derive(device_public_key: &[u8; 32], epoch: Epoch) -> Self {
        let hash = Sha256::new()
            .chain_update(b"teren replica")
            .chain_update(device_public_key)
            .chain_update(epoch.0)
            .finalize();
        Self(first(&hash))
    }

    /// The part that names this replica in the keys of counted cells.
    pub fn short(self) -> ReplicaShort {
        ReplicaShort(first(&self.0))
    }
}

impl DocId {
    /// The id of the `counter`-th document that `author` began in the millisecond `at`.
    ///
    /// A UUIDv7 whose 74 free bits are a hash of its beginning.
    pub fn derive(author: ReplicaId, at: Timestamp, counter: u8) -> Self {
        let ms = at.0.to_be_bytes();
        let hash = Sha256::new()
            .chain_update(b"teren doc")
            .chain_update(author.0)
            .chain_update(ms)
            .chain_update([counter])
            .finalize();
        Self::from_time_and_hash(ms[2..].try_into().expect("six of eight bytes"), &hash)
    }

    /// The id of this document's private companion: two phones that begin it offline begin the
    /// same one.
    pub fn companion(self) -> Self {
        let hash = Sha256::new()
            .chain_update(b"private")
            .chain_update(self.0)
            .finalize();
        Self::from_time_and_hash(self.0[..6].try_into().expect("six of sixteen bytes"), &hash)
    }

    /// Whether `author` may have begun a document with this id.
    pub fn was_begun_by(self, author: ReplicaId) -> bool {
        (0..crate::limits::DOC_IDS_PER_MS_MAX)
            .any(|counter| Self::derive(author, self.time(), counter) == self)
    }

    /// When the document was begun, by its author's clock.
    pub fn time(self) -> Timestamp {
        let mut ms = [0; 8];
        ms[2..].copy_from_slice(&self.0[..6]);
        Timestamp(i64::from_be_bytes(ms))
    }

    /// The smallest of all ids of documents that were begun at `time` or later.
    pub fn first_at(time: Timestamp) -> Self {
        let mut id = [0; 16];
        let ms = time.0.clamp(0, (1 << 48) - 1);
        id[..6].copy_from_slice(&ms.to_be_bytes()[2..]);
        Self(id)
    }

    /// RFC 9562: 48 bits of time, version 7, variant 2, the rest free.
    fn from_time_and_hash(time: [u8; 6], hash: &[u8]) -> Self {
        let mut id = [0; 16];
        id[..6].copy_from_slice(&time);
        id[6..].copy_from_slice(&hash[..10]);
        id[6] = 0x70 | (id[6] & 0x0f);
        id[8] = 0x80 | (id[8] & 0x3f);
        Self(id)
    }
}

fn first<const N: usize>(bytes: &[u8]) -> [u8; N] {
    bytes[..N]
        .try_into()
        .expect("a hash is longer than what is taken of it")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_id_names_its_beginning() {
        let author = ReplicaId::derive(&[7; 32], Epoch([1; 8]));
        let other = ReplicaId::derive(&[7; 32], Epoch([2; 8]));
        let at = Timestamp(1_489_478_700_000);
        let id = DocId::derive(author, at, 3);
        assert_eq!(id.time(), at);
        assert!(id.was_begun_by(author));
        assert!(!id.was_begun_by(other));
        assert_eq!(id.companion(), id.companion());
        assert_ne!(id.companion(), id);
        assert_eq!(id.companion().time(), at);
        assert_eq!(id.to_string().parse::<DocId>().unwrap(), id);
        assert_eq!(id.to_string().as_bytes()[14], b'7');
    }
}
