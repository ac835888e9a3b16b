//! What people decide about venues: accepted, renamed, merged, undone.

use client_core::limits::LINE_CHARS_MAX;
use client_core::model::catalogue::{Entry, Venue};
use client_core::time::Timestamp;

use super::{RegisterError, json};
use crate::accounts::Act as Right;
use crate::limits::ACTS_LISTED_MAX;
use crate::store::catalogue_acts::{self, Act};
use crate::store::members::Member;
use crate::store::{Connection, StoreError, Transaction, catalogue};

/// What a merge is noted as.
pub const MERGE: &str = "merge";

/// Something that was decided and can be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The number that [`undo`] wants.
    pub number: i64,
    /// `accept`, `rename`, `import` or [`MERGE`].
    pub what: String,
    /// The venue as it is since.
    pub venue: Venue,
}

/// Takes a proposal into the register, under another name when one is given. Nobody as `who` is an
/// administrator at the command line.
pub fn accept(
    tx: &Transaction<'_>,
    id: &str,
    name: Option<&str>,
    who: Option<&Member>,
    now: Timestamp,
) -> Result<i64, RegisterError> {
    let before = permitted(tx, id, who)?;
    if let Some(into) = &before.merged_into {
        return Err(RegisterError::Merged(id.to_owned(), into.to_string()));
    }
    let name = name.unwrap_or(&before.name).trim();
    let is_bad = |c: char| c.is_control() || c == '|';
    if name.is_empty() || name.chars().count() > LINE_CHARS_MAX || name.contains(is_bad) {
        return Err(RegisterError::BadName);
    }
    let after = Venue {
        name: name.to_owned(),
        proposed: false,
        ..before.clone()
    };
    let what = if before.proposed { "accept" } else { "rename" };
    Ok(write(tx, what, before, after, who, now)?)
}

/// Whether two venues may be one although they lie in different counties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FarApart {
    /// It would be a slip of the hand.
    Refused,
    /// Somebody looked, and means it.
    Meant,
}

/// Two venues turn out to be one: sessions held at `id` count as held at `into`.
pub fn merge(
    tx: &Transaction<'_>,
    (id, into): (&str, &str),
    far_apart: FarApart,
    who: Option<&Member>,
    now: Timestamp,
) -> Result<i64, RegisterError> {
    let before = permitted(tx, id, who)?;
    permitted(tx, into, who)?;
    let kept = catalogue::kept_venue(tx, into)?.ok_or_else(|| unknown(into))?;
    let stands_for = catalogue::kept_venue(tx, id)?.ok_or_else(|| unknown(id))?;
    if kept.id == stands_for.id {
        return Err(RegisterError::Same(id.to_owned(), into.to_owned()));
    }
    let is_far =
        !kept.adm1.is_empty() && !stands_for.adm1.is_empty() && kept.adm1 != stands_for.adm1;
    if is_far && far_apart == FarApart::Refused {
        return Err(RegisterError::FarApart(stands_for.adm1, kept.adm1));
    }
    // The one that stands for `id` points on, so that no circle can come about.
    let before = if stands_for.id == id {
        before
    } else {
        permitted(tx, &stands_for.id, who)?
    };
    let after = Venue {
        merged_into: Some(kept.id),
        ..before.clone()
    };
    Ok(write(tx, MERGE, before, after, who, now)?)
}

/// Takes an act back, unless something else happened to the venue since.
pub fn undo(
    tx: &Transaction<'_>,
    number: i64,
    who: Option<&Member>,
    now: Timestamp,
) -> Result<(), RegisterError> {
    let nothing = || RegisterError::NothingToUndo(number);
    let act = catalogue_acts::get(tx, number)?.ok_or_else(nothing)?;
    let is_undone = catalogue_acts::is_undone(tx, number)?;
    let id = act
        .key
        .strip_prefix("venue/")
        .ok_or_else(nothing)?
        .to_owned();
    let is_over = is_undone || act.undoes.is_some();
    let (Some(old), Some(done), false) = (&act.before, &act.after, is_over) else {
        return Err(nothing());
    };
    let now_is = permitted(tx, &id, who)?;
    if json(now_is) != *done {
        return Err(RegisterError::ChangedSince(id));
    }
    let Ok(entry) = serde_json::from_str::<Entry>(old) else {
        return Err(nothing());
    };
    catalogue::put(tx, &entry)?;
    let undone = Act {
        at: now,
        member: who.map(|who| who.id.clone()),
        what: "undo".to_owned(),
        key: act.key,
        before: act.after,
        after: act.before,
        undoes: Some(number),
    };
    catalogue_acts::add(tx, &undone)?;
    Ok(())
}

fn write(
    tx: &Transaction<'_>,
    what: &str,
    before: Venue,
    after: Venue,
    who: Option<&Member>,
    now: Timestamp,
) -> Result<i64, StoreError> {
    let entry = Entry::Venue(after.clone());
    let act = Act {
        at: now,
        member: who.map(|who| who.id.clone()),
        what: what.to_owned(),
        key: entry.key(),
        before: Some(json(before)),
        after: Some(json(after)),
        undoes: None,
    };
    catalogue::put(tx, &entry)?;
    catalogue_acts::add(tx, &act)
}

/// Whether a member may decide about a venue: administrators about all, coordinators about those
/// of units that they see.
pub fn may_decide(who: &Member, venue: &Venue) -> bool {
    let sees = who.role.sees_every_unit() || venue.unit.as_ref() == Some(&who.unit);
    Right::Administer.is_permitted_to(who.role)
        || (Right::Coordinate.is_permitted_to(who.role) && sees)
}

/// What can be taken back of the latest decisions, the last first.
pub fn decisions(c: &Connection, limit: usize) -> Result<Vec<Decision>, StoreError> {
    let mut all = Vec::new();
    for (number, act) in catalogue_acts::latest(c, ACTS_LISTED_MAX)? {
        let (Some(_), Some(after), None) = (&act.before, &act.after, act.undoes) else {
            continue;
        };
        let Ok(Entry::Venue(venue)) = serde_json::from_str(after) else {
            continue;
        };
        // What somebody decided behind it stands in its way.
        if all.len() < limit
            && catalogue::venue(c, &venue.id)?.as_ref() == Some(&venue)
            && !catalogue_acts::is_undone(c, number)?
        {
            all.push(Decision {
                number,
                what: act.what,
                venue,
            });
        }
    }
    Ok(all)
}

/// The venue, when the member may decide about it.
fn permitted(c: &Connection, id: &str, who: Option<&Member>) -> Result<Venue, RegisterError> {
    let venue = catalogue::venue(c, id)?.ok_or_else(|| unknown(id))?;
    if who.is_none_or(|who| may_decide(who, &venue)) {
        Ok(venue)
    } else {
        Err(RegisterError::NotPermitted(id.to_owned()))
    }
}

fn unknown(id: &str) -> RegisterError {
    RegisterError::Unknown(id.to_owned())
}
