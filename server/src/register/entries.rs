//! Regional centres and campaigns after the first day: added, renamed, changed, closed. Each act is
//! noted with what the entry said before.

use client_core::counties;
use client_core::ids::{CampaignId, MaterialId, UnitId};
use client_core::limits::LINE_CHARS_MAX;
use client_core::model::catalogue::{Campaign, Entry, Target, Unit};
use client_core::time::Timestamp;
use jiff::civil::Date;

use super::json_of;
use crate::accounts::{self, InviteError};
use crate::store::catalogue_acts::{self, Act};
use crate::store::organisation::{self, Home};
use crate::store::{Connection, StoreError, Transaction, catalogue};

/// Why a unit or a campaign was not kept.
#[derive(Debug, thiserror::Error)]
pub enum EntryError {
    /// The code is taken.
    #[error("there is a unit `{0}` already, called {1}: `teren unit rename` changes it")]
    UnitTaken(UnitId, String),
    /// There is no such unit.
    #[error("there is no unit `{found}`: allowed: {allowed}; `teren unit add` makes one")]
    NoUnit {
        /// What was given.
        found: UnitId,
        /// Those that there are.
        allowed: String,
    },
    /// A code that is no county's.
    #[error("there is no county `{found}`: allowed: {allowed}")]
    NoCounty {
        /// What was given.
        found: String,
        /// What there is.
        allowed: String,
    },
    /// A name that nobody could read.
    #[error("{what} has 1 to {LINE_CHARS_MAX} characters on one line, this has {found}")]
    BadName {
        /// Of what.
        what: &'static str,
        /// How many it has.
        found: usize,
    },
    /// The id is taken.
    #[error("there is a campaign `{0}` already, called {1}: `teren campaign change` changes it")]
    CampaignTaken(CampaignId, String),
    /// There is no such campaign.
    #[error("there is no campaign `{found}`: allowed: {allowed}")]
    NoCampaign {
        /// What was given.
        found: CampaignId,
        /// Those that there are.
        allowed: String,
    },
    /// The id is taken.
    #[error("there is a material `{0}` already, called {1}: `teren material rename` changes it")]
    MaterialTaken(MaterialId, String),
    /// There is no such material.
    #[error("there is no material `{found}`: allowed: {allowed}")]
    NoMaterial {
        /// What was given.
        found: MaterialId,
        /// Those that there are.
        allowed: String,
    },
    /// Days in the wrong order.
    #[error("the campaign's last day {to} lies before its first, {from}")]
    EndsBefore {
        /// The first day.
        from: String,
        /// The last.
        to: String,
    },
    /// The organisation.
    #[error(transparent)]
    Invite(#[from] InviteError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A unit as it is to be. Of one that is there, what is not said stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedUnit {
    /// Its code.
    pub id: UnitId,
    /// What people call it.
    pub name: String,
    /// ISO 3166-2 codes of the counties it covers.
    pub counties: Vec<String>,
}

/// What is to be said of a campaign; what is not said stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WantedCampaign {
    /// What it says.
    pub title: Option<String>,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// What it wants to reach, as code and number: `people`, `activities`, `media_items`,
    /// `broadcasts`.
    pub targets: Vec<(Measure, u64)>,
}

/// What a target is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// People reached.
    People,
    /// Activities held.
    Activities,
    /// Media items.
    MediaItems,
    /// Broadcasts.
    Broadcasts,
}

impl Measure {
    /// Every measure with its name.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::People, "people"),
        (Self::Activities, "activities"),
        (Self::MediaItems, "media_items"),
        (Self::Broadcasts, "broadcasts"),
    ];
}

/// Whether these counties may be a unit's.
pub fn check_counties(country: &str, codes: &[String]) -> Result<(), EntryError> {
    for code in codes {
        counties::check(country, code).map_err(|allowed| EntryError::NoCounty {
            found: code.clone(),
            allowed,
        })?;
    }
    Ok(())
}

/// Makes a unit. Whoever sees every unit follows it from now on.
pub fn add_unit(
    tx: &Transaction<'_>,
    wanted: &WantedUnit,
    now: Timestamp,
) -> Result<(), EntryError> {
    if let Some(there) = catalogue::unit(tx, &wanted.id)? {
        return Err(EntryError::UnitTaken(there.id, there.name));
    }
    let home = home(tx)?;
    check_counties(&home.country, &wanted.counties)?;
    let unit = Unit {
        id: wanted.id.clone(),
        name: line("a unit's name", &wanted.name)?,
        time_zone: accounts::time_zone(&home.country).to_owned(),
        covers: wanted.counties.clone(),
    };
    note(tx, "add", None, Entry::Unit(unit.clone()), now)?;
    Ok(accounts::add_unit(tx, unit, now)?)
}

/// Gives a unit another name, and other counties when some are said. Its code stays.
pub fn rename_unit(
    tx: &Transaction<'_>,
    wanted: &WantedUnit,
    now: Timestamp,
) -> Result<(), EntryError> {
    let Some(before) = catalogue::unit(tx, &wanted.id)? else {
        let units = catalogue::units(tx)?;
        let known: Vec<_> = units.iter().map(|unit| unit.id.as_str()).collect();
        return Err(EntryError::NoUnit {
            found: wanted.id.clone(),
            allowed: known.join(", "),
        });
    };
    check_counties(&home(tx)?.country, &wanted.counties)?;
    let mut after = before.clone();
    after.name = line("a unit's name", &wanted.name)?;
    if !wanted.counties.is_empty() {
        after.covers.clone_from(&wanted.counties);
    }
    change(tx, "rename", Entry::Unit(before), Entry::Unit(after), now)
}

/// Makes a campaign.
pub fn add_campaign(
    tx: &Transaction<'_>,
    id: &CampaignId,
    wanted: &WantedCampaign,
    now: Timestamp,
) -> Result<(), EntryError> {
    if let Some(there) = campaign(tx, id)? {
        return Err(EntryError::CampaignTaken(there.id, there.title));
    }
    let mut campaign = Campaign {
        id: id.clone(),
        title: String::new(),
        from: None,
        to: None,
        targets: [].into(),
    };
    let title = wanted.title.clone().unwrap_or_default();
    let wanted = WantedCampaign {
        title: Some(title),
        ..wanted.clone()
    };
    say(&mut campaign, &wanted, &home(tx)?)?;
    let entry = Entry::Campaign(campaign);
    note(tx, "add", None, entry.clone(), now)?;
    Ok(catalogue::put(tx, &entry)?)
}

/// Changes what a campaign says.
pub fn change_campaign(
    tx: &Transaction<'_>,
    id: &CampaignId,
    wanted: &WantedCampaign,
    now: Timestamp,
) -> Result<(), EntryError> {
    write_campaign(tx, "change", id, wanted, now)
}

/// Ends a campaign with this day: nothing more is planned for it afterwards. What was done for it
/// counts for it as before. Without a day it was over yesterday, as the organisation's country
/// counts days; one that begins today is over today.
pub fn close_campaign(
    tx: &Transaction<'_>,
    id: &CampaignId,
    last: Option<Date>,
    now: Timestamp,
) -> Result<(), EntryError> {
    let there = campaign(tx, id)?;
    let day = |day: fn(&Campaign) -> Option<&String>| {
        there
            .as_ref()
            .and_then(day)
            .and_then(|day| day.parse().ok())
    };
    let today = today(&home(tx)?, now);
    let begins_today = day(|it| it.from.as_ref()) == Some(today);
    let yesterday = today.yesterday().unwrap_or(today);
    let last = last.unwrap_or(if begins_today { today } else { yesterday });
    // One that has ended stays ended on its day.
    let ended: Option<Date> = day(|it| it.to.as_ref());
    let wanted = WantedCampaign {
        to: Some(ended.map_or(last, |ended| ended.min(last))),
        ..WantedCampaign::default()
    };
    write_campaign(tx, "close", id, &wanted, now)
}

fn write_campaign(
    tx: &Transaction<'_>,
    what: &str,
    id: &CampaignId,
    wanted: &WantedCampaign,
    now: Timestamp,
) -> Result<(), EntryError> {
    let before = check_campaign(tx, id)?;
    let mut after = before.clone();
    say(&mut after, wanted, &home(tx)?)?;
    let (before, after) = (Entry::Campaign(before), Entry::Campaign(after));
    change(tx, what, before, after, now)
}

/// The campaign of this id; there must be one.
pub(super) fn check_campaign(c: &Connection, id: &CampaignId) -> Result<Campaign, EntryError> {
    if let Some(campaign) = campaign(c, id)? {
        return Ok(campaign);
    }
    let all = catalogue::campaigns(c)?;
    let known: Vec<_> = all.iter().map(|campaign| campaign.id.as_str()).collect();
    Err(EntryError::NoCampaign {
        found: id.clone(),
        allowed: if known.is_empty() {
            "none is there yet; `teren campaign add` makes one".to_owned()
        } else {
            known.join(", ")
        },
    })
}

fn say(campaign: &mut Campaign, wanted: &WantedCampaign, home: &Home) -> Result<(), EntryError> {
    if let Some(title) = &wanted.title {
        campaign.title = line("a campaign's title", title)?;
    }
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    campaign.from = day(wanted.from).or(campaign.from.take());
    campaign.to = day(wanted.to).or(campaign.to.take());
    if let (Some(from), Some(to)) = (&campaign.from, &campaign.to)
        && to < from
    {
        let (from, to) = (from.clone(), to.clone());
        return Err(EntryError::EndsBefore { from, to });
    }
    for (measure, amount) in &wanted.targets {
        let of_country = campaign.targets.entry(home.country.clone());
        *of(of_country.or_default(), *measure) = *amount;
    }
    Ok(())
}

fn of(target: &mut Target, measure: Measure) -> &mut u64 {
    match measure {
        Measure::People => &mut target.people,
        Measure::Activities => &mut target.activities,
        Measure::MediaItems => &mut target.media_items,
        Measure::Broadcasts => &mut target.broadcasts,
    }
}

fn campaign(c: &Connection, id: &CampaignId) -> Result<Option<Campaign>, StoreError> {
    let all = catalogue::campaigns(c)?;
    Ok(all.into_iter().find(|campaign| campaign.id == *id))
}

fn home(tx: &Transaction<'_>) -> Result<Home, EntryError> {
    Ok(organisation::home(tx)?.ok_or(InviteError::NotFounded)?)
}

/// The day that it is in the organisation's country.
fn today(home: &Home, now: Timestamp) -> Date {
    let day = now.date_in(accounts::time_zone(&home.country));
    day.parse().expect("a day of the calendar")
}

pub(super) fn line(what: &'static str, text: &str) -> Result<String, EntryError> {
    let text = text.trim();
    let found = text.chars().count();
    if found == 0 || found > LINE_CHARS_MAX || text.chars().any(char::is_control) {
        return Err(EntryError::BadName { what, found });
    }
    Ok(text.to_owned())
}

/// Keeps what an entry says since; one that says the same is neither changed nor noted.
pub(super) fn change(
    tx: &Transaction<'_>,
    what: &str,
    before: Entry,
    after: Entry,
    now: Timestamp,
) -> Result<(), EntryError> {
    if before == after {
        return Ok(());
    }
    note(tx, what, Some(&before), after.clone(), now)?;
    Ok(catalogue::put(tx, &after)?)
}

pub(super) fn note(
    tx: &Transaction<'_>,
    what: &str,
    before: Option<&Entry>,
    after: Entry,
    now: Timestamp,
) -> Result<(), StoreError> {
    let act = Act {
        at: now,
        member: None,
        what: what.to_owned(),
        key: after.key(),
        before: before.map(json_of),
        after: Some(json_of(&after)),
        undoes: None,
    };
    catalogue_acts::add(tx, &act)?;
    Ok(())
}
