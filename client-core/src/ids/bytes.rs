//! Identifiers of a fixed number of bytes: hashes, replicas, documents, devices.

use std::fmt;
use std::str::FromStr;

use minicbor::decode::{Decoder, Error as DecodeError};
use minicbor::encode::{Encoder, Error as EncodeError, Write};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A text that is no identifier of the kind asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not {what}")]
pub struct NotAnId {
    what: &'static str,
}

macro_rules! byte_id {
    ($(#[$doc:meta])* $name:ident, $len:literal, $what:literal, $write:ident, $read:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; $len]);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&$write(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&$write(&self.0))
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                let bytes = $read(text).ok_or(NotAnId { what: $what })?;
                Self::try_from(bytes.as_slice())
            }
        }

        impl TryFrom<&[u8]> for $name {
            type Error = NotAnId;

            fn try_from(bytes: &[u8]) -> Result<Self, NotAnId> {
                bytes.try_into().map(Self).map_err(|_| NotAnId { what: $what })
            }
        }

        impl AsRef<[u8]> for $name {
            fn as_ref(&self) -> &[u8] {
                &self.0
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        impl<C> minicbor::Encode<C> for $name {
            fn encode<W: Write>(
                &self,
                e: &mut Encoder<W>,
                _: &mut C,
            ) -> Result<(), EncodeError<W::Error>> {
                e.bytes(&self.0)?.ok()
            }
        }

        impl<'b, C> minicbor::Decode<'b, C> for $name {
            fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, DecodeError> {
                Self::try_from(d.bytes()?).map_err(|_| DecodeError::message($what))
            }
        }
    };
}

byte_id!(
    /// A document: a session, an exchange, or the private companion of one. A UUIDv7.
    DocId, 16, "a document id like 0191f0a2-3b4c-7d5e-8f60-718293a4b5c6", write_uuid, read_uuid
);
byte_id!(
    /// The Automerge actor of one (device, member, epoch).
    ReplicaId, 16, "a replica id of 32 hexadecimal digits", hex_of, of_hex
);
byte_id!(
    /// The first half of a replica id, as it stands in the keys of counted cells.
    ReplicaShort, 8, "a short replica id of 16 hexadecimal digits", hex_of, of_hex
);
byte_id!(
    /// Drawn at random when a device joins, is restored, or must begin anew after a refusal.
    Epoch, 8, "an epoch of 16 hexadecimal digits", hex_of, of_hex
);
byte_id!(
    /// The SHA-256 by which Automerge names a change.
    ChangeHash, 32, "a change hash of 64 hexadecimal digits", hex_of, of_hex
);
byte_id!(
    /// Names a document together with its heads: equal on both sides when both have the same of it.
    StateHash, 32, "a state hash of 64 hexadecimal digits", hex_of, of_hex
);
byte_id!(
    /// One enrolment of one phone for one member.
    DeviceId, 16, "a device id of 32 hexadecimal digits", hex_of, of_hex
);
byte_id!(
    /// Drawn at installation, kept outside every backup: its absence shows a restored phone.
    InstallNonce, 8, "an install nonce of 16 hexadecimal digits", hex_of, of_hex
);
byte_id!(
    /// A running hash over a log up to one entry: equal chains mean equal logs.
    Chain, 16, "a chain value of 32 hexadecimal digits", hex_of, of_hex
);
byte_id!(
    /// One key with which hand-overs are sealed.
    SealKeyId, 8, "a key id of 16 hexadecimal digits", hex_of, of_hex
);
byte_id!(
    /// A SHA-256 over a signed hand-over.
    EnvelopeId, 32, "an envelope id of 64 hexadecimal digits", hex_of, of_hex
);
byte_id!(
    /// The SHA-256 of a file that belongs to a session: its name wherever it travels. It has one
    /// spelling, in small letters, because documents have it as the key of an entry.
    FileHash, 32, "a file's SHA-256 of 64 hexadecimal digits in small letters", hex_of, of_small_hex
);
byte_id!(
    /// Names a set of followed feeds, so that an unchanged set need not be sent.
    FeedDigest, 8, "a feed digest of 16 hexadecimal digits", hex_of, of_hex
);
byte_id!(
    /// The public half of an organisation's recovery key (X25519): what is sealed to it, only the
    /// organisation opens.
    RecoveryKey, 32, "a recovery key of 64 hexadecimal digits", hex_of, of_hex
);
byte_id!(
    /// Names the secret that opens one phone's lock, and tells nothing of it.
    UnlockId, 8, "an unlock id of 16 hexadecimal digits", hex_of, of_hex
);

fn hex_of(bytes: &[u8]) -> String {
    hex::encode(bytes)
}

fn of_hex(text: &str) -> Option<Vec<u8>> {
    hex::decode(text).ok()
}

fn of_small_hex(text: &str) -> Option<Vec<u8>> {
    let bytes = of_hex(text)?;
    (hex::encode(&bytes) == text).then_some(bytes)
}

fn write_uuid(bytes: &[u8; 16]) -> String {
    let hex = hex::encode(bytes);
    [
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..],
    ]
    .join("-")
}

fn read_uuid(text: &str) -> Option<Vec<u8>> {
    let dashes: Vec<usize> = text.match_indices('-').map(|(at, _)| at).collect();
    if dashes != [8, 13, 18, 23] {
        return None;
    }
    hex::decode(text.replace('-', "")).ok()
}
