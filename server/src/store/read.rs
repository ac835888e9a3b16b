//! What pages and reports read from the read model. Every read takes a scope, so that none can
//! forget whose sessions the reader may see. Knows no page.

mod condition;

pub mod figures;
pub mod likely;
pub mod sessions;
pub mod shared;
pub mod waiting;

use std::collections::BTreeSet;

use client_core::ids::{CampaignId, UnitId};
use client_core::model::{Kind, Status};
use jiff::civil::Date;

/// Whose sessions the reader may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Every unit's.
    All,
    /// Those of some units; of none, nothing.
    Units(BTreeSet<UnitId>),
}

impl Scope {
    /// Whether sessions of this unit may be seen.
    pub fn covers(&self, unit: &UnitId) -> bool {
        match self {
            Self::All => true,
            Self::Units(units) => units.contains(unit),
        }
    }
}

/// What is asked for; every field narrows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// First day, as the session's unit counts days.
    pub from: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
    /// Of this campaign.
    pub campaign: Option<CampaignId>,
    /// Of this unit.
    pub unit: Option<UnitId>,
    /// Of this kind.
    pub kind: Option<Kind>,
    /// In this county.
    pub county: Option<InCounty>,
    /// That came this far.
    pub status: Option<Status>,
    /// With conflicts only.
    pub only_conflicts: bool,
    /// With something that looks like it is a person's, and that nobody called harmless.
    pub only_suspects: bool,
    /// In lists: those that are hidden, instead of all others.
    pub only_withdrawn: bool,
    /// As typed. Each word must occur in the title, the place or the name of somebody of the team.
    pub search: Option<String>,
}

/// A county as sessions name it: by its code or, where nobody said a place, by a unit that works
/// there and nowhere else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InCounty {
    /// ISO 3166-2.
    pub code: String,
    /// ISO 3166-1 code of its country.
    pub country: String,
    /// The units that cover this county alone.
    pub units: BTreeSet<UnitId>,
}

#[cfg(test)]
mod tests;
