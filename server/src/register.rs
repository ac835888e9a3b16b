//! The register of venues as administrators and coordinators keep it: brought in from a table,
//! proposals of phones accepted, two that are one merged; each act can be undone. And the entries
//! that administrators alone keep: regional centres, materials, campaigns and their questions.
//!
//! A merged venue keeps its entry and points to the kept one, so sessions say what they always
//! said. Knows no pages and no commands.

mod acts;
mod entries;
mod materials;
mod problem;
mod questions;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use client_core::ids::UnitId;
use client_core::model::Place;
use client_core::model::catalogue::{Entry, Venue};
use client_core::time::Timestamp;
use serde::Serialize;

pub use self::acts::{Decision, FarApart, MERGE, accept, decisions, may_decide, merge, undo};
pub use self::entries::{
    EntryError, Measure, WantedCampaign, WantedUnit, add_campaign, add_unit, change_campaign,
    check_counties, close_campaign, rename_unit,
};
pub use self::materials::{add_material, rename_material};
pub use self::problem::RowProblem;
pub use self::questions::{Kept, QuestionsError, keep_questions, questions_to_keep};
pub use self::table::is_register;
use crate::store::catalogue_acts::{self, Act};
use crate::store::{Connection, StoreError, Transaction, catalogue, organisation, read_model};

/// What bringing in a table came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Imported {
    /// Venues that were not there.
    pub new: usize,
    /// Venues that said something else.
    pub changed: usize,
    /// Venues that said the same.
    pub unchanged: usize,
}

/// Why the register was not changed.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// The table is not what it should be; nothing of it was taken.
    #[error("nothing was brought in; problems found: {}", .0.len())]
    Table(Vec<RowProblem>),
    /// There is no such venue.
    #[error("no venue `{0}`: `teren venue list` names them")]
    Unknown(String),
    /// The member may not do it.
    #[error("`{0}` belongs to another unit: its coordinator or an administrator may do this")]
    NotPermitted(String),
    /// A venue cannot stand for itself.
    #[error("`{0}` and `{1}` are one venue already")]
    Same(String, String),
    /// Another venue stands for it.
    #[error("`{0}` was merged into `{1}`: accept or rename that one, or undo the merge first")]
    Merged(String, String),
    /// They lie in different counties.
    #[error(
        "one lies in {0}, the other in {1}: if they are one all the same, say so with `--far-apart`"
    )]
    FarApart(String, String),
    /// A name that nobody could read.
    #[error(
        "a name has 1 to {} characters on one line, without |",
        client_core::limits::LINE_CHARS_MAX
    )]
    BadName,
    /// There is no such act, or it was undone.
    #[error("nothing to undo under {0}: `teren venue history` lists what was done")]
    NothingToUndo(i64),
    /// Something else happened since.
    #[error("`{0}` was changed again since: undo that first")]
    ChangedSince(String),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Brings in a table of venues, all of it or nothing. What was brought in before is updated; what a
/// table does not name stays.
pub fn import(tx: &Transaction<'_>, text: &str, now: Timestamp) -> Result<Imported, RegisterError> {
    let units: BTreeSet<UnitId> = catalogue::units(tx)?
        .into_iter()
        .map(|unit| unit.id)
        .collect();
    let home = organisation::home(tx)?.map_or_else(String::new, |home| home.country);
    let venues = table::read(text, &units, &home).map_err(RegisterError::Table)?;
    let mut imported = Imported::default();
    for venue in venues {
        let before = catalogue::venue(tx, &venue.id)?;
        // Whoever made the table knows of no merge that was made here.
        let merged_into = before
            .as_ref()
            .and_then(|before| before.merged_into.clone());
        let venue = Venue {
            merged_into,
            ..venue
        };
        match &before {
            None => imported.new += 1,
            Some(before) if *before == venue => imported.unchanged += 1,
            Some(_) => imported.changed += 1,
        }
        if before.as_ref() != Some(&venue) {
            let act = Act {
                at: now,
                member: None,
                what: "import".to_owned(),
                key: Entry::Venue(venue.clone()).key(),
                before: before.map(json),
                after: Some(json(venue.clone())),
                undoes: None,
            };
            catalogue_acts::add(tx, &act)?;
            catalogue::put(tx, &Entry::Venue(venue))?;
        }
    }
    Ok(imported)
}

/// How many counted sessions were held at each venue: those of a merged one at the kept one.
pub fn sessions_by_venue(c: &Connection) -> Result<BTreeMap<String, u64>, StoreError> {
    let mut held = BTreeMap::new();
    for (said, sessions) in read_model::sessions_by_venue(c)? {
        let kept = catalogue::kept_venue(c, &said)?.map(|venue| venue.id);
        *held.entry(kept.unwrap_or(said)).or_default() += sessions;
    }
    Ok(held)
}

/// The place by its name of today: of a session that says a venue of the register, the name that
/// this venue has there, or the one that it was merged into.
pub fn place(c: &Connection, said: &Place) -> Result<Place, StoreError> {
    if said.venue_id.is_empty() {
        return Ok(said.clone());
    }
    let kept = catalogue::kept_venue(c, &said.venue_id)?;
    Ok(kept.map_or_else(|| said.clone(), |venue| venue.place()))
}

/// A venue's entry as it is kept.
fn json(venue: Venue) -> String {
    json_of(&Entry::Venue(venue))
}

fn json_of(entry: &Entry) -> String {
    serde_json::to_string(entry).expect("an entry has text keys only")
}

#[cfg(test)]
mod tests;
