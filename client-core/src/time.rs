//! Points in time as they travel and are stored: milliseconds since 1970, UTC.
//!
//! This module never asks what time it is; the shell does and passes it in.

use std::fmt;
use std::str::FromStr;

use minicbor::decode::{Decoder, Error as DecodeError};
use minicbor::encode::{Encoder, Error as EncodeError, Write};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Milliseconds since 1970-01-01T00:00:00Z. Written as RFC 3339 in every plain form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

/// A text that is no RFC 3339 time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a time like 2017-03-14T08:05:00Z")]
pub struct NotATime;

impl Timestamp {
    /// The local date of this moment in `zone`, an IANA name; a zone that is unknown counts as UTC.
    pub fn date_in(self, zone: &str) -> String {
        let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
        self.to_jiff().to_zoned_datetime(zone).date().to_string()
    }

    /// Milliseconds from `earlier` to this, negative when this is before it.
    pub const fn since_ms(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// This moment, `ms` milliseconds later.
    pub const fn plus_ms(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// The beginning, in UTC, of the month that lies so many months before this moment's; never
    /// before 1970.
    pub fn month_before(self, months: u16) -> Self {
        let month = self.to_jiff().to_zoned_datetime(jiff::tz::TimeZone::UTC);
        let month = month.date().first_of_month();
        let first = month
            .checked_sub(jiff::Span::new().months(months))
            .and_then(|date| date.to_zoned_datetime(jiff::tz::TimeZone::UTC))
            .map(|first| first.timestamp().as_millisecond());
        Self(first.unwrap_or(0).max(0))
    }

    fn to_jiff(self) -> jiff::Timestamp {
        jiff::Timestamp::from_millisecond(self.0).unwrap_or(if self.0 < 0 {
            jiff::Timestamp::MIN
        } else {
            jiff::Timestamp::MAX
        })
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.to_jiff())
    }
}

impl FromStr for Timestamp {
    type Err = NotATime;

    fn from_str(text: &str) -> Result<Self, NotATime> {
        text.parse::<jiff::Timestamp>()
            .map(|t| Self(t.as_millisecond()))
            .map_err(|_| NotATime)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl<C> minicbor::Encode<C> for Timestamp {
    fn encode<W: Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), EncodeError<W::Error>> {
        e.i64(self.0)?.ok()
    }
}

impl<'b, C> minicbor::Decode<'b, C> for Timestamp {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, DecodeError> {
        d.i64().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_the_local_day() {
        let late: Timestamp = "2017-03-14T22:30:00Z".parse().unwrap();
        assert_eq!(late.date_in("Europe/Bucharest"), "2017-03-15");
        assert_eq!(late.date_in("nowhere"), "2017-03-14");
        assert_eq!(late.to_string(), "2017-03-14T22:30:00Z");
        assert!("yesterday".parse::<Timestamp>().is_err());
    }

    #[test]
    fn an_absurd_clock_does_not_panic() {
        assert!(Timestamp(i64::MAX).to_string().starts_with("9999"));
        assert!(!Timestamp(i64::MIN).to_string().is_empty());
    }
}
