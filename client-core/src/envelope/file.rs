//! The file: envelopes, compressed and sealed.
//!
//! ```text
//! 8   89 "TEREN" 0d 0a   what it is; shows a transfer that takes it for text
//! 1   version
//! 8   id of the key
//! 12  nonce
//! 4   bytes that follow, most significant first
//! n   ChaCha20-Poly1305 (RFC 8439) of a frame of `envelope` messages; all of the above is
//!     authenticated with it
//! ```
//!
//! The frame is the one of the wire, so what it inflates to is bounded before it is inflated. The
//! envelopes stand in the order in which they are to be taken: first what the giver carries for
//! others, then its own.

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use super::problem::EnvelopeProblem;
use super::signed::bound;
use crate::ids::SealKeyId;
use crate::limits::{
    HAND_OVER_ENVELOPES_MAX, HAND_OVER_FILE_BYTES_MAX, HAND_OVER_INFLATED_BYTES_MAX,
};
use crate::model::{HandOverKey, SealKey};
use crate::wire::message::Blob;
use crate::wire::{self, Encoding, FrameDecoder, FrameEncoder, ToServer, WireError};

const MAGIC: [u8; 8] = *b"\x89TEREN\r\n";
const VERSION: u8 = 1;
const KEY_AT: usize = MAGIC.len() + 1;
const NONCE_AT: usize = KEY_AT + 8;
const LENGTH_AT: usize = NONCE_AT + NONCE_LEN;
const HEAD_BYTES: usize = LENGTH_AT + 4;

/// Seals signed envelopes into a file. A nonce is drawn for each file, never used twice.
pub fn seal(
    envelopes: &[Vec<u8>],
    key: &HandOverKey,
    nonce: [u8; NONCE_LEN],
) -> Result<Vec<u8>, EnvelopeProblem> {
    bound("envelopes", envelopes.len(), HAND_OVER_ENVELOPES_MAX)?;
    let mut frame = FrameEncoder::new(Encoding::Zstd);
    let mut inflated = 0;
    for envelope in envelopes {
        // A message is a little longer than the bytes in it.
        inflated += envelope.len() + 16;
        let bytes = Blob(envelope.clone());
        frame.push(&ToServer::from(wire::Envelope { bytes }));
    }
    bound("bytes", inflated, HAND_OVER_INFLATED_BYTES_MAX)?;
    let mut sealed = frame.finish();
    let length = sealed.len() + CHACHA20_POLY1305.tag_len();
    bound("bytes", HEAD_BYTES + length, HAND_OVER_FILE_BYTES_MAX)?;
    let length = u32::try_from(length).expect("a file is small");
    let head = [
        MAGIC.as_slice(),
        &[VERSION],
        &key.id.0,
        &nonce,
        &length.to_be_bytes(),
    ]
    .concat();
    let nonce = Nonce::assume_unique_for_key(nonce);
    cipher(&key.key)
        .seal_in_place_append_tag(nonce, Aad::from(&head), &mut sealed)
        .expect("a file is small");
    Ok([head, sealed].concat())
}

/// The key that opens a file, if the bytes are a whole one of this version.
pub fn key_of(file: &[u8]) -> Result<SealKeyId, EnvelopeProblem> {
    if !MAGIC.starts_with(&file[..file.len().min(MAGIC.len())]) || file.is_empty() {
        return Err(EnvelopeProblem::NotAHandOver);
    }
    bound("bytes", file.len(), HAND_OVER_FILE_BYTES_MAX)?;
    match file.get(MAGIC.len()) {
        None => return Err(EnvelopeProblem::CutShort),
        Some(&VERSION) => {}
        Some(&found) => return Err(EnvelopeProblem::Later { found }),
    }
    let Some(head) = file.first_chunk::<HEAD_BYTES>() else {
        return Err(EnvelopeProblem::CutShort);
    };
    let length = head.last_chunk::<4>().expect("a head ends with it");
    let length = u32::from_be_bytes(*length) as usize;
    let found = file.len() - HEAD_BYTES;
    if found < length {
        return Err(EnvelopeProblem::CutShort);
    }
    if found > length {
        return Err(EnvelopeProblem::Altered);
    }
    let id = head[KEY_AT..NONCE_AT].try_into();
    Ok(SealKeyId(id.expect("eight bytes")))
}

/// Opens a file with the key that `key_of` names, and gives the signed envelopes in it.
pub fn open(file: &[u8], key: &SealKey) -> Result<Vec<Vec<u8>>, EnvelopeProblem> {
    key_of(file)?;
    let (head, sealed) = file.split_at(HEAD_BYTES);
    let nonce = head[NONCE_AT..LENGTH_AT].try_into();
    let nonce = Nonce::assume_unique_for_key(nonce.expect("a nonce's bytes"));
    let mut sealed = sealed.to_vec();
    let frame = cipher(key)
        .open_in_place(nonce, Aad::from(head), &mut sealed)
        .map_err(|_| EnvelopeProblem::Altered)?;
    let mut decoder = FrameDecoder::new(HAND_OVER_INFLATED_BYTES_MAX);
    decoder.feed(frame).map_err(of_wire)?;
    let mut envelopes = Vec::new();
    while let Some(message) = decoder.next_message().map_err(of_wire)? {
        let ToServer::Envelope(wire::Envelope { bytes }) = message else {
            return Err(EnvelopeProblem::Unreadable);
        };
        envelopes.push(bytes.0);
        bound("envelopes", envelopes.len(), HAND_OVER_ENVELOPES_MAX)?;
    }
    if envelopes.is_empty() || !decoder.is_drained() {
        return Err(EnvelopeProblem::Unreadable);
    }
    Ok(envelopes)
}

fn cipher(key: &SealKey) -> LessSafeKey {
    let key = UnboundKey::new(&CHACHA20_POLY1305, &key.0);
    LessSafeKey::new(key.expect("a key has the cipher's length"))
}

fn of_wire(error: WireError) -> EnvelopeProblem {
    match error {
        WireError::TooLarge { limit } => EnvelopeProblem::TooLarge {
            what: "bytes",
            limit,
        },
        WireError::EncodingUnknown(_) | WireError::Damaged | WireError::Malformed(_) => {
            EnvelopeProblem::Unreadable
        }
    }
}
