//! The change that every document of a kind begins with: constant, never sent, never made twice.
//!
//! It makes the containers and says which schema they follow. Its bytes are part of the format: a
//! test builds them afresh, and nothing else in the product does.

use std::sync::LazyLock;

use automerge::{Automerge, Change, TextEncoding};

use crate::ids::ChangeHash;
use crate::model::DocKind;

/// The version that every document begins with. Later ones are in `Skeletons`.
pub const FIRST: u16 = 1;

const SESSION: &str = include_str!("skeleton/session-1.hex");
const EXCHANGE: &str = include_str!("skeleton/exchange-1.hex");
const PRIVATE: &str = include_str!("skeleton/private-1.hex");

struct Skeleton {
    change: Change,
    bytes: Vec<u8>,
    hash: ChangeHash,
    document: Automerge,
}

static SKELETONS: LazyLock<[Skeleton; 3]> =
    LazyLock::new(|| [SESSION, EXCHANGE, PRIVATE].map(Skeleton::of_hex));

impl Skeleton {
    fn of_hex(text: &str) -> Self {
        let bytes = hex::decode(text.trim()).expect("the fixture holds hexadecimal digits");
        let change = Change::from_bytes(bytes.clone()).expect("the fixture holds a change");
        let mut document = Automerge::new_with_encoding(TextEncoding::UnicodeCodePoint);
        document
            .apply_changes([change.clone()])
            .expect("a first change without dependencies applies");
        Self {
            hash: ChangeHash(change.hash().0),
            change,
            bytes,
            document,
        }
    }

    fn of(kind: DocKind) -> &'static Self {
        &SKELETONS[match kind {
            DocKind::Session => 0,
            DocKind::Exchange => 1,
            DocKind::Private => 2,
        }]
    }
}

/// The raw change chunk that a document of this kind begins with.
pub fn bytes(kind: DocKind) -> &'static [u8] {
    &Skeleton::of(kind).bytes
}

/// The hash of that change.
pub fn hash(kind: DocKind) -> ChangeHash {
    Skeleton::of(kind).hash
}

/// The last operation of that change: the first change of a person starts after it.
pub fn max_op(kind: DocKind) -> u64 {
    Skeleton::of(kind).change.max_op()
}

/// A document that holds nothing but its skeleton.
pub(super) fn document(kind: DocKind) -> Automerge {
    Skeleton::of(kind).document.clone()
}

#[cfg(test)]
mod tests {
    use automerge::transaction::{CommitOptions, Transactable};
    use automerge::{ActorId, ROOT};

    use super::super::layout::{SKELETON_ACTOR, containers, name_of, object};
    use super::*;

    fn build(kind: DocKind) -> Vec<u8> {
        let mut doc = Automerge::new_with_encoding(TextEncoding::UnicodeCodePoint)
            .with_actor(ActorId::from(SKELETON_ACTOR));
        let mut tx = doc.transaction();
        for container in containers(kind) {
            let made = tx
                .put_object(ROOT, container.name, container.object)
                .unwrap();
            assert_eq!(Some(made), object(kind, container.name));
        }
        tx.put(ROOT, "schema", i64::from(FIRST)).unwrap();
        tx.commit_with(CommitOptions::default().with_time(0));
        let change = doc.get_last_local_change().unwrap();
        assert_eq!(change.message(), None);
        change.raw_bytes().to_vec()
    }

    #[test]
    fn building_it_afresh_gives_the_same_bytes() {
        for kind in DocKind::ALL.iter().copied() {
            let built = build(kind);
            assert_eq!(
                hex::encode(&built),
                hex::encode(bytes(kind)),
                "{kind}: the skeleton changed; a change needs a new version"
            );
        }
    }

    #[test]
    fn its_hash_is_part_of_the_format() {
        for (kind, expected) in [
            (DocKind::Session, SESSION_HASH),
            (DocKind::Exchange, EXCHANGE_HASH),
            (DocKind::Private, PRIVATE_HASH),
        ] {
            assert_eq!(hash(kind).to_string(), expected, "{kind}");
        }
    }

    #[test]
    fn a_container_is_named_by_the_operation_that_made_it() {
        assert_eq!(name_of(DocKind::Session, 1), Some("team"));
        assert_eq!(name_of(DocKind::Private, 1), Some("notes"));
        assert_eq!(name_of(DocKind::Private, 0), None);
        assert_eq!(name_of(DocKind::Private, 5), None, "the fifth is `schema`");
        assert_eq!(max_op(DocKind::Private), 5);
    }

    const SESSION_HASH: &str = "3d5a9eab9596d4929429e0effb4da4eff785c32458a81f62991ab74c67cddf1f";
    const EXCHANGE_HASH: &str = "e38e69c507a8d31e643a7e0751066a847b0f94d342bef09d0413f078cb2eb7f6";
    const PRIVATE_HASH: &str = "206699c2e6524bbce86ae5292714743d0dea6b07cf6a2a26976f5785c48535fe";
}
