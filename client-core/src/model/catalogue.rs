//! Reference data: owned by the server, read-only on phones, sent as entries that changed.
//!
//! An entry is named `kind/id` and carries JSON. Unknown kinds are kept and passed on, so that an
//! old app does not lose what a newer one needs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::hand_over::HandOverKey;
use super::keep::Keep;
use super::questions::Questionnaire;
use super::session::{GeoPoint, Place};
use super::vocabulary::{DocKind, Role};
use crate::ids::{
    CampaignId, MaterialId, MemberId, OrganisationId, ProgrammeId, RecoveryKey, UnitId,
};

/// One entry, by what it describes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "entry", rename_all = "snake_case")]
pub enum Entry {
    /// An organisation: one's own or a partner.
    Organisation(Organisation),
    /// A regional centre.
    Unit(Unit),
    /// A member's name and role.
    Member(Member),
    /// A campaign with its targets.
    Campaign(Campaign),
    /// Something that is handed out.
    Material(Named<MaterialId>),
    /// A joint programme.
    Programme(Named<ProgrammeId>),
    /// A school or another institution.
    Venue(Venue),
    /// A context indicator: aggregate figures of need, never people.
    Indicator(Indicator),
    /// One version of a campaign's questions. Old ones stay: sessions were answered under them.
    Questionnaire(Questionnaire),
    /// How far back phones keep what is neither theirs nor planned.
    Keep(Keep),
    /// A later version of the documents of one kind.
    Skeleton(Skeleton),
    /// A key with which hand-overs are sealed.
    HandOver(HandOverKey),
    /// The key to which phones seal what opens a forgotten PIN.
    Recovery(Recovery),
}

/// The key of the one entry that says how far back phones keep.
pub const KEEP_KEY: &str = "setting/keep";
/// The key of the one entry that says what phones seal to.
pub const RECOVERY_KEY: &str = "setting/recovery";

impl Entry {
    /// The name under which the entry is kept: `kind/id`.
    pub fn key(&self) -> String {
        match self {
            Self::Organisation(entry) => format!("organisation/{}", entry.id),
            Self::Unit(entry) => format!("unit/{}", entry.id),
            Self::Member(entry) => format!("member/{}", entry.id),
            Self::Campaign(entry) => format!("campaign/{}", entry.id),
            Self::Material(entry) => format!("material/{}", entry.id),
            Self::Programme(entry) => format!("programme/{}", entry.id),
            Self::Venue(entry) => format!("venue/{}", entry.id),
            Self::Indicator(entry) => format!("indicator/{}/{}", entry.name, entry.period),
            Self::Questionnaire(entry) => entry.key(),
            Self::Keep(_) => KEEP_KEY.to_owned(),
            Self::Skeleton(entry) => format!("skeleton/{}/{}", entry.kind, entry.version),
            Self::HandOver(entry) => format!("hand_over/{}", entry.id),
            Self::Recovery(_) => RECOVERY_KEY.to_owned(),
        }
    }

    /// What people call it; none of what has only a key.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Organisation(entry) => Some(&entry.name),
            Self::Unit(entry) => Some(&entry.name),
            Self::Member(entry) => Some(&entry.name),
            Self::Campaign(entry) => Some(&entry.title),
            Self::Material(entry) => Some(&entry.name),
            Self::Programme(entry) => Some(&entry.name),
            Self::Venue(entry) => Some(&entry.name),
            Self::Questionnaire(entry) => Some(&entry.form().title),
            Self::Indicator(_)
            | Self::Keep(_)
            | Self::Skeleton(_)
            | Self::HandOver(_)
            | Self::Recovery(_) => None,
        }
    }

    /// The unit whose members alone need it; everybody needs an entry without one.
    pub fn unit(&self) -> Option<&UnitId> {
        match self {
            Self::Member(entry) => Some(&entry.unit),
            Self::Venue(entry) => entry.unit.as_ref(),
            _ => None,
        }
    }

    /// Whether it is long, or belongs to a long register: whoever waits for today's plan waits for
    /// none.
    pub const fn is_late(&self) -> bool {
        matches!(
            self,
            Self::Venue(_) | Self::Indicator(_) | Self::Questionnaire(_)
        )
    }
}

/// The constant change that raises a document from the version before to this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skeleton {
    /// The kind of document.
    pub kind: DocKind,
    /// The version.
    pub version: u16,
    /// The raw change chunk, in hexadecimal digits.
    pub bytes: String,
}

/// The organisation's public recovery key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recovery {
    /// X25519.
    pub key: RecoveryKey,
}

/// An id with its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named<Id> {
    /// The id.
    pub id: Id,
    /// What people call it.
    pub name: String,
}

/// An organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// What people call it.
    pub name: String,
    /// ISO 3166-1 code of its country.
    pub country: String,
}

/// A regional centre.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Its id.
    pub id: UnitId,
    /// What people call it.
    pub name: String,
    /// IANA time zone in which its sessions have their day.
    pub time_zone: String,
    /// ISO 3166-2 codes of the counties it covers.
    #[serde(default)]
    pub covers: Vec<String>,
}

/// A member. The name stands here and nowhere else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// The opaque id.
    pub id: MemberId,
    /// What people call the member.
    pub name: String,
    /// The member's unit.
    pub unit: UnitId,
    /// What the member may do.
    pub role: Role,
}

impl Member {
    /// Whether the member may be given sessions of a unit to hold: they come only to those who see
    /// the unit, and to no partner.
    pub fn may_hold(&self, unit: &UnitId) -> bool {
        self.role != Role::Partner && (self.unit == *unit || self.role.sees_every_unit())
    }
}

/// A campaign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Campaign {
    /// Its id.
    pub id: CampaignId,
    /// What it says.
    pub title: String,
    /// First day, `YYYY-MM-DD`.
    #[serde(default)]
    pub from: Option<String>,
    /// Last day.
    #[serde(default)]
    pub to: Option<String>,
    /// Targets per country.
    #[serde(default)]
    pub targets: BTreeMap<String, Target>,
}

/// What a campaign wants to reach in one country.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Target {
    /// Activities held.
    pub activities: u64,
    /// People reached (contacts).
    pub people: u64,
    /// Media items.
    pub media_items: u64,
    /// Broadcasts.
    pub broadcasts: u64,
}

/// A school or another institution that sessions take place in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Venue {
    /// Its id in the register.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Town or village.
    pub locality: String,
    /// ISO 3166-2 code.
    pub adm1: String,
    /// The unit that goes there.
    #[serde(default)]
    pub unit: Option<UnitId>,
    /// OCHA's code of the place, where a source gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pcode: Option<String>,
    /// Where it is, rounded to about 1 km.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<GeoPoint>,
    /// The venue that this one turned out to be: sessions held here were held there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<String>,
    /// Named by a phone, and not accepted yet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub proposed: bool,
}

/// What the id of a venue begins with that a phone named. It certifies nothing: it only has to be
/// unlike every other.
const PROPOSED: &str = "p-";
/// Bytes that are drawn for such an id.
const PROPOSED_BYTES: usize = 6;

impl Venue {
    /// An id for a venue that the register lacks, from drawn bytes.
    pub fn proposed_id(drawn: [u8; PROPOSED_BYTES]) -> String {
        format!("{PROPOSED}{}", hex::encode(drawn))
    }

    /// Whether a phone made this id.
    pub fn is_proposed_id(id: &str) -> bool {
        id.strip_prefix(PROPOSED).is_some_and(|digits| {
            let is_digit = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
            digits.len() == 2 * PROPOSED_BYTES && digits.bytes().all(is_digit)
        })
    }

    /// What a place says of a session that is held here.
    pub fn place(&self) -> Place {
        // ISO 3166-2 begins with the country.
        let country = self.adm1.split('-').next().unwrap_or_default();
        Place {
            country: country.to_owned(),
            adm1: self.adm1.clone(),
            locality: self.locality.clone(),
            venue: self.name.clone(),
            venue_id: self.id.clone(),
        }
    }
}

/// An aggregate figure of need, for one period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Indicator {
    /// What it measures, e.g. `identified_victims`.
    pub name: String,
    /// The period, e.g. `2017`.
    pub period: String,
    /// Its values by code: a county, a sex, `total`.
    pub values: BTreeMap<String, f64>,
    /// What the values are: `count`, `percent` or `rank`.
    pub measure: String,
    /// Who published it.
    pub source: String,
}
