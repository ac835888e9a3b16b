//! A session as people think of it: one outreach activity, with its private part for whoever may
//! see it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::conflict::Conflict;
use super::count::{Cell, Counts};
use super::questions::VERSION_KEY;
use super::register::Scalar;
use super::vocabulary::{Counting, Kind, ReviewState, SessionFormat, Status, TeamRole, Topic};
use crate::ids::{CampaignId, ChangeHash, DocId, MemberId, OrganisationId, ProgrammeId, UnitId};
use crate::time::Timestamp;

/// One outreach activity.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    /// Its document.
    pub id: DocId,
    /// The unit that owns it: known to the server and the store, never in the document.
    pub unit: Option<UnitId>,
    /// What kind of activity it was. A session without one was begun and not yet described.
    pub kind: Option<Kind>,
    /// What people call it.
    pub title: String,
    /// The campaign it belongs to.
    pub campaign: Option<CampaignId>,
    /// The joint programme it is wished to be shared in.
    pub programme: Option<ProgrammeId>,
    /// How far it has come.
    pub status: Status,
    /// Counted or estimated.
    pub counting: Counting,
    /// Where.
    pub place: Place,
    /// Rounded to about 1 km before it was stored.
    pub at: Option<GeoPoint>,
    /// When it is to begin.
    pub planned_for: Option<Timestamp>,
    /// When it began.
    pub started_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// The form it was held in.
    pub format: Option<SessionFormat>,
    /// How many activities this record summarises.
    pub activities: u32,
    /// Who took part for the organisation.
    pub team: BTreeMap<MemberId, TeamRole>,
    /// Which partners took part.
    pub partners: BTreeSet<OrganisationId>,
    /// What was talked about.
    pub topics: BTreeSet<Topic>,
    /// Who counted what.
    pub counts: Counts,
    /// What the counts come to: people reached, groups, materials, tallies.
    pub figures: BTreeMap<Cell, u64>,
    /// Of a coordination meeting.
    pub meeting: Meeting,
    /// Of a media item.
    pub media: Media,
    /// Of an online campaign.
    pub online: Online,
    /// Answers to the campaign's questions.
    pub answers: BTreeMap<String, Scalar>,
    /// What a coordinator said of it.
    pub review: Option<Review>,
    /// The kept session of which this is a duplicate.
    pub duplicate_of: Option<DocId>,
    /// Why it is hidden.
    pub withdrawn: Option<String>,
    /// Private: what does not fit anywhere else.
    pub notes: String,
    /// Private: free texts by question.
    pub texts: BTreeMap<String, String>,
    /// Private: files.
    pub attachments: BTreeSet<Attachment>,
    /// Where people said different things.
    pub conflicts: Vec<Conflict>,
}

impl Session {
    /// A session of which nothing is said yet.
    pub fn empty(id: DocId) -> Self {
        Self {
            id,
            unit: None,
            kind: None,
            title: String::new(),
            campaign: None,
            programme: None,
            status: Status::Planned,
            counting: Counting::Counted,
            place: Place::default(),
            at: None,
            planned_for: None,
            started_at: None,
            ended_at: None,
            format: None,
            activities: 1,
            team: BTreeMap::new(),
            partners: BTreeSet::new(),
            topics: BTreeSet::new(),
            counts: Counts::default(),
            figures: BTreeMap::new(),
            meeting: Meeting::default(),
            media: Media::default(),
            online: Online::default(),
            answers: BTreeMap::new(),
            review: None,
            duplicate_of: None,
            withdrawn: None,
            notes: String::new(),
            texts: BTreeMap::new(),
            attachments: BTreeSet::new(),
            conflicts: Vec::new(),
        }
    }

    /// The moment by which it is listed: when it began, else when it is planned, else when its
    /// document was begun.
    pub fn moment(&self) -> Timestamp {
        self.started_at
            .or(self.planned_for)
            .unwrap_or_else(|| self.id.time())
    }

    /// The version of the campaign's questions that its answers are to, when it says one.
    pub fn answered_version(&self) -> Option<String> {
        Some(match self.answers.get(VERSION_KEY)? {
            Scalar::Text(version) => version.clone(),
            // A command line took it for a number.
            Scalar::Int(number) => number.to_string(),
            Scalar::Bool(truth) => truth.to_string(),
        })
    }

    /// People reached: the contacts of this session by sex and age, or by group where nobody
    /// counted by sex and age.
    pub fn people_reached(&self) -> u64 {
        people_reached(&self.figures)
    }
}

/// People reached according to a table of figures. The groups are the same people seen another
/// way, so they count only where nobody counted by sex and age.
pub fn people_reached(figures: &BTreeMap<Cell, u64>) -> u64 {
    let sum = |wanted: fn(&Cell) -> bool| -> u64 {
        figures
            .iter()
            .filter(|(cell, _)| wanted(cell))
            .map(|(_, n)| n)
            .sum()
    };
    match sum(|cell| matches!(cell, Cell::Reached(_))) {
        0 => sum(|cell| matches!(cell, Cell::Group(_))),
        people => people,
    }
}

/// Where a session took place. ISO 3166-1 and 3166-2 codes; the rest is text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Place {
    /// Country, e.g. `RO`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub country: String,
    /// First level, e.g. `RO-SV`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub adm1: String,
    /// Town or village.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub locality: String,
    /// School, square, market.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub venue: String,
    /// The venue's id in the register.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub venue_id: String,
}

impl Place {
    /// The names of its parts, in their order.
    pub const PARTS: [&str; 5] = ["country", "adm1", "locality", "venue", "venue_id"];

    /// The part of this name.
    pub fn part_mut(&mut self, name: &str) -> Option<&mut String> {
        match name {
            "country" => Some(&mut self.country),
            "adm1" => Some(&mut self.adm1),
            "locality" => Some(&mut self.locality),
            "venue" => Some(&mut self.venue),
            "venue_id" => Some(&mut self.venue_id),
            _ => None,
        }
    }

    /// The one value in which it lies in a document: five parts joined by `|`.
    pub fn to_register(&self) -> String {
        [
            &self.country,
            &self.adm1,
            &self.locality,
            &self.venue,
            &self.venue_id,
        ]
        .map(|part| part.replace('|', "/"))
        .join("|")
    }

    /// The place of such a value; parts that are missing are empty.
    pub fn of_register(text: &str) -> Self {
        let mut parts = text.splitn(5, '|').map(str::to_owned);
        let mut next = || parts.next().unwrap_or_default();
        Self {
            country: next(),
            adm1: next(),
            locality: next(),
            venue: next(),
            venue_id: next(),
        }
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A point in hundredths of a degree: about 1 km, and no finer is ever held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct GeoPoint {
    lat_hundredths: i32,
    lon_hundredths: i32,
}

impl GeoPoint {
    /// The point rounded to hundredths of a degree; `None` outside the globe.
    pub fn rounded(lat: f64, lon: f64) -> Option<Self> {
        if !(-90.0..=90.0).contains(&lat) || !(-180.0..=180.0).contains(&lon) {
            return None;
        }
        #[expect(
            clippy::cast_possible_truncation,
            reason = "both are within a globe's degrees"
        )]
        let hundredths = |degrees: f64| (degrees * 100.0).round() as i32;
        Some(Self {
            lat_hundredths: hundredths(lat),
            lon_hundredths: hundredths(lon),
        })
    }

    /// Latitude and longitude in degrees.
    pub fn degrees(self) -> (f64, f64) {
        (
            f64::from(self.lat_hundredths) / 100.0,
            f64::from(self.lon_hundredths) / 100.0,
        )
    }

    /// `47.85,25.92`.
    pub fn to_register(self) -> String {
        let (lat, lon) = self.degrees();
        format!("{lat:.2},{lon:.2}")
    }

    /// Latitude and longitude in hundredths of a degree.
    pub const fn hundredths(self) -> (i32, i32) {
        (self.lat_hundredths, self.lon_hundredths)
    }

    /// The point of such a value.
    pub fn of_register(text: &str) -> Option<Self> {
        let (lat, lon) = text.split_once(',')?;
        Self::rounded(lat.parse().ok()?, lon.parse().ok()?)
    }
}

impl Serialize for GeoPoint {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_register())
    }
}

impl<'de> Deserialize<'de> for GeoPoint {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let point = Self::of_register(&text);
        point.ok_or_else(|| serde::de::Error::custom("latitude,longitude in degrees"))
    }
}

/// What only a coordination meeting has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Meeting {
    /// County team, working group, international body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// Local, county, national, international.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// Institutions present.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub institutions: Option<String>,
    /// What was decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decisions: Option<String>,
}

/// What only a media item has: figures read off a page, never added to people reached.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Media {
    /// The outlet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
    /// Radio, TV, press, spot.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Items published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<u64>,
    /// Broadcasts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub broadcasts: Option<u64>,
    /// Estimated audience.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audience: Option<u64>,
}

/// What only an online campaign has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Online {
    /// Posts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub posts: Option<u64>,
    /// Reach among female users.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reach_f: Option<u64>,
    /// Reach among male users.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reach_m: Option<u64>,
    /// Reach among the others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reach_other: Option<u64>,
}

/// What a coordinator said of a session, and of which state of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Review {
    /// Verified or returned; none when that was taken back.
    pub state: Option<ReviewState>,
    /// The coordinator's words.
    pub comment: String,
    /// The heads that were looked at.
    pub heads: Vec<ChangeHash>,
    /// Whether the session was changed after that.
    pub changed_since: bool,
}

/// A file that belongs to a session; its bytes travel on their own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Attachment {
    /// SHA-256 of the file, in hexadecimal digits.
    pub sha256: String,
    /// Its name.
    pub name: String,
    /// Its media type, e.g. `image/jpeg`.
    pub media_type: String,
    /// Its length in bytes.
    pub bytes: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_one_value() {
        let place = Place {
            country: "RO".into(),
            adm1: "RO-SV".into(),
            locality: "Radauti".into(),
            venue: "A|B".into(),
            venue_id: String::new(),
        };
        let text = place.to_register();
        assert_eq!(text, "RO|RO-SV|Radauti|A/B|");
        assert_eq!(Place::of_register(&text).venue, "A/B");
        assert!(Place::of_register("").is_empty());
    }

    #[test]
    fn a_point_is_never_finer_than_a_kilometre() {
        let point = GeoPoint::rounded(47.849_6, 25.915_2).unwrap();
        assert_eq!(point.to_register(), "47.85,25.92");
        assert_eq!(GeoPoint::of_register("47.85,25.92"), Some(point));
        assert_eq!(GeoPoint::rounded(91.0, 0.0), None);
    }
}
