//! What a hand-over withstands: every bit and every length of one, other people's keys, and bytes
//! that are none. The fixtures are files as phones out there hold them, and never change.

use ed25519_dalek::SigningKey;
use proptest::prelude::*;

use super::{Envelope, EnvelopeProblem, key_of, open, seal};
use crate::ids::{DeviceId, DocId, EnvelopeId, Epoch, OrganisationId, ReplicaId, SealKeyId};
use crate::limits::{
    ENVELOPE_BYTES_MAX, ENVELOPE_CHANGES_MAX, ENVELOPE_DOCUMENTS_MAX, HAND_OVER_ENVELOPES_MAX,
};
use crate::model::{HandOverKey, SealKey};
use crate::time::Timestamp;
use crate::wire::message::Blob;
use crate::wire::{Author, Certificate, Put};

const AT: Timestamp = Timestamp(1_489_478_700_000);
const NONCE: [u8; 12] = [9; 12];

fn organisation() -> OrganisationId {
    "anitp".parse().unwrap()
}

fn authority() -> SigningKey {
    SigningKey::from_bytes(&[1; 32])
}

fn device() -> SigningKey {
    SigningKey::from_bytes(&[2; 32])
}

fn certificate() -> Certificate {
    Certificate {
        organisation: organisation(),
        device: DeviceId([0x22; 16]),
        member: "ana".parse().unwrap(),
        unit: "suceava".parse().unwrap(),
        public_key: device().verifying_key().to_bytes(),
        issued: AT,
    }
}

fn put(id: u8) -> Put {
    Put {
        doc: DocId([id; 16]),
        kind: 0,
        unit: Some("suceava".parse().unwrap()),
        epochs: vec![Epoch([0x77; 8])],
        changes: vec![Blob(b"first".to_vec()), Blob(b"second".to_vec())],
        authors: Some(vec![author("ion", &[8; 8]), author("ana", &[])]),
    }
}

fn author(who: &str, tag: &[u8]) -> Author {
    Author {
        who: who.to_owned(),
        device: DeviceId([0x33; 16]),
        tag: Blob(tag.to_vec()),
        received: AT,
    }
}

fn signed(documents: Vec<Put>) -> Result<Vec<u8>, EnvelopeProblem> {
    let certificate = certificate().sign(&authority());
    Envelope::sign(&certificate, AT, documents, &device())
}

fn verified(bytes: &[u8]) -> Result<Envelope, EnvelopeProblem> {
    Envelope::verify(bytes, &organisation(), &authority().verifying_key())
}

fn key() -> HandOverKey {
    HandOverKey {
        id: SealKeyId([0x44; 8]),
        key: SealKey([0x55; 32]),
        programme: None,
        since: AT,
        until: None,
    }
}

fn golden(text: &str) -> Vec<u8> {
    hex::decode(text.replace('\n', "")).expect("a fixture is hexadecimal")
}

#[test]
fn an_envelope_has_these_bytes() {
    let golden = golden(include_str!(
        "../../../tests/fixtures/hand-over-1/envelope.hex"
    ));
    let bytes = signed(vec![put(0x11)]).unwrap();
    assert_eq!(hex::encode(&bytes), hex::encode(&golden));
    let envelope = verified(&golden).unwrap();
    let expected = Envelope {
        certificate: certificate(),
        made: AT,
        documents: vec![put(0x11)],
    };
    assert_eq!(envelope, expected);
    let replica = ReplicaId::derive(&certificate().public_key, Epoch([0x77; 8]));
    assert!(envelope.replicas(&put(0x11)).contains(&replica));
}

/// What a compressor makes of the same bytes is its own affair; that it can be read is not.
#[test]
fn a_file_of_version_1_opens() {
    let golden = golden(include_str!("../../../tests/fixtures/hand-over-1/file.hex"));
    assert_eq!(key_of(&golden), Ok(key().id));
    let envelopes = open(&golden, &key().key).unwrap();
    assert_eq!(envelopes, [signed(vec![put(0x11)]).unwrap()]);
}

#[test]
fn what_is_sealed_opens_in_the_same_order() {
    let envelopes = [1, 2, 3].map(|id| signed(vec![put(id)]).unwrap());
    let file = seal(&envelopes, &key(), NONCE).unwrap();
    assert_eq!(key_of(&file), Ok(key().id));
    assert_eq!(open(&file, &key().key).unwrap(), envelopes);
    let other = SealKey([0x56; 32]);
    assert_eq!(open(&file, &other), Err(EnvelopeProblem::Altered));
    let [first, second, _] = envelopes;
    assert_ne!(EnvelopeId::of(&first), EnvelopeId::of(&second));
}

#[test]
fn no_altered_byte_of_a_file_is_taken() {
    let file = seal(&[signed(vec![put(1)]).unwrap()], &key(), NONCE).unwrap();
    for at in 0..file.len() {
        for flipped in [0x01, 0x80, 0xff] {
            let mut altered = file.clone();
            altered[at] ^= flipped;
            let opened = open(&altered, &key().key);
            // Another key's name is told before it is looked for; with this key it does not open.
            assert!(opened.is_err(), "byte {at} ^ {flipped:#x}");
        }
    }
    let longer = [file.as_slice(), &[0]].concat();
    assert_eq!(open(&longer, &key().key), Err(EnvelopeProblem::Altered));
}

#[test]
fn a_file_that_is_cut_short_says_so() {
    let file = seal(&[signed(vec![put(1)]).unwrap()], &key(), NONCE).unwrap();
    assert_eq!(key_of(&[]), Err(EnvelopeProblem::NotAHandOver));
    for length in 1..file.len() {
        let cut = open(&file[..length], &key().key);
        assert_eq!(cut, Err(EnvelopeProblem::CutShort), "{length} bytes");
    }
}

#[test]
fn no_altered_or_cut_envelope_is_believed() {
    let bytes = signed(vec![put(1)]).unwrap();
    for at in 0..bytes.len() {
        for flipped in [0x01, 0x20, 0x80] {
            let mut altered = bytes.clone();
            altered[at] ^= flipped;
            assert!(verified(&altered).is_err(), "byte {at} ^ {flipped:#x}");
        }
    }
    for length in 0..bytes.len() {
        assert!(verified(&bytes[..length]).is_err(), "{length} bytes");
    }
    let longer = [bytes.as_slice(), &[0]].concat();
    assert!(verified(&longer).is_err(), "it has one spelling");
}

#[test]
fn only_the_certified_device_of_this_organisation_is_believed() {
    let thief = SigningKey::from_bytes(&[3; 32]);
    let genuine = certificate().sign(&authority());
    let forged = Envelope::sign(&genuine, AT, vec![put(1)], &thief).unwrap();
    assert_eq!(verified(&forged), Err(EnvelopeProblem::Forged));

    let own = certificate().sign(&thief);
    let uncertified = Envelope::sign(&own, AT, vec![put(1)], &device()).unwrap();
    assert_eq!(verified(&uncertified), Err(EnvelopeProblem::NotCertified));

    let elsewhere = Certificate {
        organisation: "la-strada".parse().unwrap(),
        ..certificate()
    };
    for signer in [thief, authority()] {
        let certificate = elsewhere.sign(&signer);
        let envelope = Envelope::sign(&certificate, AT, vec![put(1)], &device()).unwrap();
        let problem = EnvelopeProblem::OtherOrganisation;
        assert_eq!(verified(&envelope), Err(problem));
    }
    let none = Envelope::sign(b"no certificate", AT, vec![put(1)], &device()).unwrap();
    assert_eq!(verified(&none), Err(EnvelopeProblem::Unreadable));
}

#[test]
fn what_is_no_file_or_a_later_one_says_so() {
    for other in [
        b"PK\x03\x04 a workbook".as_slice(),
        b"\x89PNG\r\n\x1a\n",
        b"{",
    ] {
        assert_eq!(key_of(other), Err(EnvelopeProblem::NotAHandOver));
    }
    let mut later = seal(&[signed(vec![put(1)]).unwrap()], &key(), NONCE).unwrap();
    later[8] = 2;
    assert_eq!(key_of(&later), Err(EnvelopeProblem::Later { found: 2 }));
    // Line ends that something "mended" on the way.
    let text: Vec<u8> = later
        .iter()
        .copied()
        .filter(|byte| *byte != b'\r')
        .collect();
    assert_eq!(key_of(&text), Err(EnvelopeProblem::NotAHandOver));
}

#[test]
fn nothing_beyond_a_limit_is_signed_or_sealed() {
    let too_large = |what, limit| Err(EnvelopeProblem::TooLarge { what, limit });
    let mut large = put(1);
    large.changes[0] = Blob(vec![7; ENVELOPE_BYTES_MAX]);
    let problem = too_large("bytes", ENVELOPE_BYTES_MAX);
    assert_eq!(signed(vec![large]), problem);

    let many = (0..=ENVELOPE_DOCUMENTS_MAX).map(|n| Put {
        doc: DocId(u128::try_from(n).unwrap().to_be_bytes()),
        ..put(1)
    });
    let problem = too_large("documents", ENVELOPE_DOCUMENTS_MAX);
    assert_eq!(signed(many.collect()), problem);

    let long = Put {
        changes: vec![Blob(Vec::new()); ENVELOPE_CHANGES_MAX + 1],
        authors: None,
        ..put(1)
    };
    let problem = too_large("changes", ENVELOPE_CHANGES_MAX);
    assert_eq!(signed(vec![long]), problem);

    let envelopes = vec![signed(vec![put(1)]).unwrap(); HAND_OVER_ENVELOPES_MAX + 1];
    assert!(seal(&envelopes, &key(), NONCE).is_err());
    let mut large = put(1);
    large.changes[0] = Blob(vec![7; ENVELOPE_BYTES_MAX - 4_096]);
    let envelopes = vec![signed(vec![large]).unwrap(); 3];
    assert!(seal(&envelopes, &key(), NONCE).is_err());
}

#[test]
fn documents_that_make_no_sense_are_not_taken() {
    let twice = vec![put(1), put(1)];
    let mut uneven = put(1);
    uneven.authors = Some(vec![author("ion", &[8; 8])]);
    let mut epochs = put(1);
    epochs.epochs = vec![Epoch([1; 8]); 3];
    for documents in [Vec::new(), twice, vec![uneven], vec![epochs]] {
        assert_eq!(signed(documents), Err(EnvelopeProblem::Unreadable));
    }
}

proptest! {
    /// Whatever the bytes, there is an answer.
    #[test]
    fn nothing_panics(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(open(&bytes, &key().key).is_err());
        prop_assert!(verified(&bytes).is_err());
    }

    /// The same behind a head and a seal that hold.
    #[test]
    fn nothing_sealed_panics(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let file = seal(std::slice::from_ref(&bytes), &key(), NONCE).unwrap();
        let envelopes = open(&file, &key().key).unwrap();
        prop_assert_eq!(&envelopes, &[bytes]);
        prop_assert!(verified(&envelopes[0]).is_err());
    }
}
