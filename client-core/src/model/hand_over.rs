//! The keys with which hand-overs are sealed, as the catalogue gives them to phones.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::ids::{ProgrammeId, SealKeyId};
use crate::time::Timestamp;

/// Thirty-two bytes that several phones share. Written out for the catalogue, and nowhere else.
#[derive(Clone, PartialEq, Eq)]
pub struct SealKey(pub [u8; 32]);

/// A text that is no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a key: 64 hexadecimal digits")]
pub struct NotASealKey;

/// One key, and for whom. The catalogue names it `hand_over/ID`.
///
/// A key of a programme goes to everybody who follows the programme, partners' seats among them;
/// the organisation's own, which names none, to everybody but partners' seats.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOverKey {
    /// Which key a file was sealed with.
    pub id: SealKeyId,
    /// The key.
    pub key: SealKey,
    /// The programme whose phones have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub programme: Option<ProgrammeId>,
    /// Since when it seals.
    pub since: Timestamp,
    /// Once a newer key took its place: how long what it sealed can still be opened. It seals
    /// nothing since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

impl HandOverKey {
    /// The key that seals now for this programme, or within the organisation: the newest that no
    /// other took the place of.
    pub fn newest<'k>(
        keys: impl IntoIterator<Item = &'k Self>,
        programme: Option<&ProgrammeId>,
    ) -> Option<&'k Self> {
        let open = keys.into_iter();
        let open = open.filter(|key| key.programme.as_ref() == programme && key.until.is_none());
        open.max_by_key(|key| (key.since, key.id))
    }
}

impl fmt::Debug for SealKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }
}

impl FromStr for SealKey {
    type Err = NotASealKey;

    fn from_str(text: &str) -> Result<Self, NotASealKey> {
        let bytes = hex::decode(text).map_err(|_| NotASealKey)?;
        bytes.try_into().map(Self).map_err(|_| NotASealKey)
    }
}

impl Serialize for SealKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hex::encode(self.0))
    }
}

impl<'de> Deserialize<'de> for SealKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::catalogue::Entry;

    fn key(id: u8, since: i64) -> HandOverKey {
        HandOverKey {
            id: SealKeyId([id; 8]),
            key: SealKey([id; 32]),
            programme: None,
            since: Timestamp(since),
            until: None,
        }
    }

    #[test]
    fn the_newest_open_key_of_its_circle_seals() {
        let replaced = HandOverKey {
            until: Some(Timestamp(90)),
            ..key(3, 30)
        };
        let programme: ProgrammeId = "neighbours".parse().unwrap();
        let shared = HandOverKey {
            programme: Some(programme.clone()),
            ..key(4, 40)
        };
        let keys = [key(1, 10), key(2, 20), replaced, shared.clone()];
        assert_eq!(HandOverKey::newest(&keys, None), Some(&key(2, 20)));
        let newest = HandOverKey::newest(&keys, Some(&programme));
        assert_eq!(newest, Some(&shared));
        assert_eq!(HandOverKey::newest(&keys[2..], None), None);
    }

    #[test]
    fn an_entry_has_this_form() {
        let json = format!(
            r#"{{"entry":"hand_over","id":"0101010101010101","key":"{}","since":"{}"}}"#,
            "01".repeat(32),
            Timestamp(10),
        );
        let entry = Entry::HandOver(key(1, 10));
        assert_eq!(serde_json::to_string(&entry).unwrap(), json);
        assert_eq!(serde_json::from_str::<Entry>(&json).unwrap(), entry);
        assert_eq!(entry.key(), "hand_over/0101010101010101");
        assert!(!format!("{entry:?}").contains(&"01".repeat(32)));
    }
}
