//! Where a reader sits: which sessions are in view, in which language, on which day.

use client_core::ids::UnitId;
use jiff::civil::Date;

use super::names::Names;
use super::words::Words;
use crate::dashboard::address::Asked;
use crate::i18n::Texts;
use crate::store::read::{Filter, InCounty, Scope};

/// What every page of one reader is made with.
pub struct Seat<'a> {
    /// Whose sessions may be seen.
    pub scope: &'a Scope,
    /// The units of that scope.
    pub units: &'a [UnitId],
    /// The reader's language.
    pub texts: &'static Texts,
    /// The catalogue.
    pub names: &'a Names,
    /// ISO 3166-1 code of the organisation's country: whose targets count.
    pub country: &'a str,
    /// The reader's day.
    pub today: Date,
}

impl Seat<'_> {
    /// Words for a session of `unit`, with its clock.
    pub fn words<'s>(&'s self, unit: Option<&'s UnitId>) -> Words<'s> {
        Words {
            texts: self.texts,
            names: self.names,
            unit,
            asked: None,
        }
    }
}

/// What the address asks for, as the store reads it.
pub(super) fn filter(seat: &Seat<'_>, asked: &Asked) -> Filter {
    Filter {
        county: asked.county.map(|county| InCounty {
            code: county.code.to_owned(),
            country: seat.country.to_owned(),
            units: seat.names.units_of_county(county.code),
        }),
        from: asked.from.date,
        until: asked.until.date,
        campaign: asked.campaign.clone(),
        unit: asked.unit.clone(),
        kind: asked.kind,
        status: asked.status,
        only_conflicts: asked.only_conflicts,
        only_suspects: asked.only_suspects,
        only_withdrawn: asked.only_withdrawn,
        search: Some(asked.search.clone()).filter(|words| !words.is_empty()),
    }
}
