//! Counted cells: who counted how many of what.
//!
//! A cell is written by one replica alone, so no merge can lose or double a count. How the cells
//! of several counters become one figure is decided in `document::figures`.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::conflict::Who;
use super::vocabulary::{AgeBand, Group, Sex, Tally};
use crate::ids::{MaterialId, OrganisationId, ReplicaShort};
use crate::time::Timestamp;

/// Sex and age band of people reached, e.g. `f.14-17`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PeopleKey {
    /// Sex.
    pub sex: Sex,
    /// Age band.
    pub age: AgeBand,
}

impl fmt::Display for PeopleKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.sex, self.age)
    }
}

impl FromStr for PeopleKey {
    type Err = NotACell;

    fn from_str(text: &str) -> Result<Self, NotACell> {
        let (sex, age) = text.split_once('.').ok_or(NotACell)?;
        let sex = sex.parse().map_err(|_| NotACell)?;
        Ok(Self {
            sex,
            age: age.parse().map_err(|_| NotACell)?,
        })
    }
}

/// A text that names no cell.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "no cell like reached.f.14-17, groups.pupils, materials.brochure, tallies.questions \
     or participants.junact.volunteer"
)]
pub struct NotACell;

/// A set of cells that one counter counts together, and that share a basis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Table {
    /// People by sex and age, and by group.
    People,
    /// Materials handed out.
    Materials,
    /// Tallies.
    Tallies,
    /// Participants of an exchange by organisation and role.
    Participants,
}

impl Table {
    /// Every table.
    pub const ALL: &'static [Self] = &[
        Self::People,
        Self::Materials,
        Self::Tallies,
        Self::Participants,
    ];

    /// Its name in the keys of `basis` and `settled`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Materials => "materials",
            Self::Tallies => "tallies",
            Self::Participants => "participants",
        }
    }
}

impl FromStr for Table {
    type Err = NotACell;

    fn from_str(text: &str) -> Result<Self, NotACell> {
        Self::ALL
            .iter()
            .copied()
            .find(|table| table.code() == text)
            .ok_or(NotACell)
    }
}

/// One thing that is counted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cell {
    /// People by sex and age.
    Reached(PeopleKey),
    /// The same people by group: never added to those by sex and age.
    Group(Group),
    /// A material handed out.
    Material(MaterialId),
    /// A tally.
    Tally(Tally),
    /// Participants of an exchange from one organisation in one role.
    Participant {
        /// Their organisation.
        organisation: OrganisationId,
        /// Their role, an id.
        role: String,
    },
}

impl Cell {
    /// The table it belongs to.
    pub const fn table(&self) -> Table {
        match self {
            Self::Reached(_) | Self::Group(_) => Table::People,
            Self::Material(_) => Table::Materials,
            Self::Tally(_) => Table::Tallies,
            Self::Participant { .. } => Table::Participants,
        }
    }

    /// The container of the document it lies in.
    pub const fn container(&self) -> &'static str {
        match self {
            Self::Reached(_) => "reached",
            Self::Group(_) => "groups",
            Self::Material(_) => "materials",
            Self::Tally(_) => "tallies",
            Self::Participant { .. } => "participants",
        }
    }

    /// Its key in that container, before the replica.
    pub fn key(&self) -> String {
        match self {
            Self::Reached(people) => people.to_string(),
            Self::Group(group) => group.to_string(),
            Self::Material(material) => material.to_string(),
            Self::Tally(tally) => tally.to_string(),
            Self::Participant { organisation, role } => format!("{organisation}.{role}"),
        }
    }

    /// The cell with this key in this container.
    pub fn parse(container: &str, key: &str) -> Result<Self, NotACell> {
        match container {
            "reached" => key.parse().map(Self::Reached),
            "groups" => key.parse().map(Self::Group).map_err(|_| NotACell),
            "materials" => key.parse().map(Self::Material).map_err(|_| NotACell),
            "tallies" => key.parse().map(Self::Tally).map_err(|_| NotACell),
            "participants" => {
                let (organisation, role) = key.rsplit_once('.').ok_or(NotACell)?;
                let organisation = organisation.parse().map_err(|_| NotACell)?;
                role.parse::<OrganisationId>().map_err(|_| NotACell)?;
                Ok(Self::Participant {
                    organisation,
                    role: role.to_owned(),
                })
            }
            _ => Err(NotACell),
        }
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.container(), self.key())
    }
}

impl FromStr for Cell {
    type Err = NotACell;

    fn from_str(text: &str) -> Result<Self, NotACell> {
        let (container, key) = text.split_once('.').ok_or(NotACell)?;
        Self::parse(container, key)
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Cell {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// What a counter says of its own count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Its own door: it adds to the others.
    #[default]
    Part,
    /// The whole room: adding it to another would count people twice.
    Whole,
}

impl Basis {
    /// Its spelling in the document.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Part => "part",
            Self::Whole => "whole",
        }
    }

    /// The basis with this spelling.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Part, Self::Whole]
            .into_iter()
            .find(|basis| basis.code() == text)
    }
}

/// What one replica counted in one table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counter {
    /// Its part cells. Only a replica that continues another one may hold a negative value.
    pub part: BTreeMap<Cell, i64>,
    /// Its whole cells, begun from the figures that were shown.
    pub whole: BTreeMap<Cell, i64>,
    /// Which of the two it stands by; `part` when it never said.
    pub basis: Option<Basis>,
    /// Who counted, when that is known here.
    pub who: Option<Who>,
    /// When it last counted in this table, by its own clock.
    pub last: Timestamp,
}

/// Whose count is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The sum of the parts.
    Parts,
    /// The whole count of the counter that this replica belongs to.
    Whole(ReplicaShort),
}

/// A decision about one table, and what it was decided against: a count that arrives later makes
/// it a new conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Settled {
    /// Whose count is taken.
    pub from: Source,
    /// The total of all the other counts at that time.
    pub others_total: i64,
}

/// The cells of one document as they are, before anybody's count is preferred.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// The counters of each table.
    pub tables: BTreeMap<Table, BTreeMap<ReplicaShort, Counter>>,
    /// The decisions about each table; more than one when two people decided at once.
    pub settled: BTreeMap<Table, Vec<Settled>>,
    /// Which replica continues which older one.
    pub succeeds: BTreeMap<ReplicaShort, ReplicaShort>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_has_one_spelling() {
        for text in [
            "reached.f.14-17",
            "reached.u.unknown",
            "groups.pupils",
            "materials.a.b",
            "tallies.referrals",
            "participants.junact-cahul.volunteer",
        ] {
            assert_eq!(text.parse::<Cell>().unwrap().to_string(), text);
        }
        for text in [
            "reached.f",
            "reached.f.15-19",
            "groups.aliens",
            "people.f.14-17",
            "",
        ] {
            assert!(text.parse::<Cell>().is_err(), "{text}");
        }
    }
}
