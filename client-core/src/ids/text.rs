//! Identifiers that people choose: units, members, campaigns, materials, organisations.

use std::fmt;
use std::str::FromStr;

use minicbor::decode::{Decoder, Error as DecodeError};
use minicbor::encode::{Encoder, Error as EncodeError, Write};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::limits::ID_CHARS_MAX;

/// A text that cannot be an identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an id: 1 to {ID_CHARS_MAX} of a-z, 0-9, dot, dash and underscore")]
pub struct NotATextId;

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident, $valid:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = NotATextId;

            fn from_str(text: &str) -> Result<Self, NotATextId> {
                if $valid(text) { Ok(Self(text.to_owned())) } else { Err(NotATextId) }
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
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
                e.str(&self.0)?.ok()
            }
        }

        impl<'b, C> minicbor::Decode<'b, C> for $name {
            fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, DecodeError> {
                d.str()?.parse().map_err(|_| DecodeError::message("not an id"))
            }
        }
    };
}

text_id!(
    /// An organisation with members or a partner.
    OrganisationId, is_id
);
text_id!(
    /// A regional centre, or another part of an organisation that owns sessions.
    UnitId, is_id
);
text_id!(
    /// A member of an organisation. Opaque: the name is in the catalogue only.
    MemberId, is_id
);
text_id!(
    /// A campaign of the catalogue.
    CampaignId, is_id
);
text_id!(
    /// A joint programme of several organisations.
    ProgrammeId, is_id
);
text_id!(
    /// Something that is handed out.
    MaterialId, is_id
);
text_id!(
    /// Who may see what: `unit:suceava` or `programme:not-for-sale`.
    FeedId, is_feed
);

impl FeedId {
    /// The feed of everything that a unit owns.
    pub fn of_unit(unit: &UnitId) -> Self {
        Self(format!("unit:{unit}"))
    }

    /// The feed of everything shared in a programme.
    pub fn of_programme(programme: &ProgrammeId) -> Self {
        Self(format!("programme:{programme}"))
    }

    /// The unit whose feed this is.
    pub fn unit(&self) -> Option<UnitId> {
        self.0
            .strip_prefix("unit:")
            .and_then(|unit| unit.parse().ok())
    }

    /// The programme whose feed this is.
    pub fn programme(&self) -> Option<ProgrammeId> {
        self.0
            .strip_prefix("programme:")
            .and_then(|programme| programme.parse().ok())
    }
}

fn is_id(text: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b);
    (1..=ID_CHARS_MAX).contains(&text.len()) && text.bytes().all(allowed)
}

fn is_feed(text: &str) -> bool {
    text.split_once(':')
        .is_some_and(|(kind, id)| matches!(kind, "unit" | "programme") && is_id(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_parsed_on_entry() {
        assert!("suceava".parse::<UnitId>().is_ok());
        for bad in ["", "Suceava", "a b", "a:b", "\u{103}"] {
            assert!(bad.parse::<UnitId>().is_err(), "{bad}");
        }
        let unit: UnitId = "suceava".parse().unwrap();
        assert_eq!(FeedId::of_unit(&unit).unit(), Some(unit));
        assert!("member:ana".parse::<FeedId>().is_err());
    }
}
