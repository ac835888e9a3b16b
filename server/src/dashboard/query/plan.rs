//! Planning: from the form to the plain edits of a new session, and back to the form when
//! something in it is wrong.

use std::collections::BTreeSet;

use client_core::counties;
use client_core::ids::{CampaignId, MemberId, UnitId};
use client_core::limits::LINE_CHARS_MAX;
use client_core::model::catalogue::{Campaign, Member, Venue};
use client_core::model::{Edit, Kind, Place, Register, Status, TeamRole, fold};
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use super::seat::Seat;
use crate::dashboard::address::Fields;
use crate::dashboard::model::filter::Choice;
use crate::dashboard::model::plan::{Plan, PlanFault};
use crate::limits::VENUES_OFFERED;
use crate::store::{Connection, StoreError, catalogue};

/// When nobody says otherwise.
const TIME: &str = "10:00";

/// A session as somebody planned it.
#[derive(Debug)]
pub struct Planned {
    /// The unit that is to own it.
    pub unit: UnitId,
    /// What is said of it.
    pub edits: Vec<Edit>,
}

/// The form as it was sent, or an empty one.
pub fn plan(
    c: &Connection,
    seat: &Seat<'_>,
    form: &Fields,
    faults: Vec<PlanFault>,
) -> Result<Plan, StoreError> {
    let names = seat.names;
    let chosen = |field: &str, value: &str| form.value(field) == value;
    let only_unit = seat.units.len() == 1;
    let units = seat.units.iter().map(|unit| Choice {
        value: unit.to_string(),
        name: names.unit(unit),
        chosen: only_unit || chosen("unit", unit.as_str()),
    });
    let kinds = Kind::ALL.iter().map(|kind| Choice {
        value: kind.code().to_owned(),
        name: seat.texts.word("kind", kind.code()),
        chosen: chosen("kind", kind.code()),
    });
    let today = seat.today.to_string();
    let is_open = |campaign: &&Campaign| campaign.to.as_ref().is_none_or(|to| *to >= today);
    let campaigns = names.campaigns.values().filter(is_open);
    let campaigns = campaigns.map(|campaign| Choice {
        value: campaign.id.to_string(),
        name: campaign.title.clone(),
        chosen: chosen("campaign", campaign.id.as_str()),
    });
    let offered = Offered::some(c, seat)?;
    Ok(Plan {
        kinds: kinds.collect(),
        campaigns: campaigns.collect(),
        title: form.value("title").to_owned(),
        units: units.collect(),
        counties: counties(seat, form.value("county")),
        locality: form.value("locality").to_owned(),
        venue: form.value("venue").to_owned(),
        venues: offered.labels(),
        day: form.value("day").to_owned(),
        time: form.get("time").unwrap_or(TIME).to_owned(),
        leads: members(seat, seat.units, &[form.value("lead")]),
        helpers: members(seat, seat.units, &form.all("helper").collect::<Vec<_>>()),
        faults,
    })
}

/// The session that the form plans; else everything that is wrong with it.
pub fn planned(
    c: &Connection,
    seat: &Seat<'_>,
    form: &Fields,
) -> Result<Result<Planned, Vec<PlanFault>>, StoreError> {
    let typed = form.value("venue").trim();
    let venue = match typed {
        "" => None,
        _ => match Offered::some(c, seat)?.find(typed) {
            None => Offered::all(c, seat)?.find(typed),
            found => found,
        },
    };
    Ok(judged(seat, form, venue.as_ref()))
}

fn judged(
    seat: &Seat<'_>,
    form: &Fields,
    venue: Option<&Venue>,
) -> Result<Planned, Vec<PlanFault>> {
    let mut faults = Vec::new();
    let mut edits = Vec::new();
    match form.value("kind").parse::<Kind>() {
        Ok(kind) => edits.push(Edit::text(Register::Kind, kind.code())),
        Err(_) => faults.push(PlanFault::Kind),
    }
    let title = form.value("title").trim();
    if title.is_empty() || is_long(title) {
        faults.push(PlanFault::Title);
    }
    edits.push(Edit::text(Register::Title, title));
    edits.push(Edit::text(Register::Status, Status::Planned.code()));
    match campaign(seat, form) {
        Ok(None) => {}
        Ok(Some(campaign)) => edits.push(Edit::text(Register::Campaign, campaign.as_str())),
        Err(fault) => faults.push(fault),
    }
    let unit = form.value("unit").parse::<UnitId>().ok();
    let unit = unit.filter(|unit| seat.scope.covers(unit) && seat.names.units.contains_key(unit));
    if unit.is_none() {
        faults.push(PlanFault::Unit);
    }
    let place = match venue {
        Some(venue) => Ok(venue.place()),
        None => place(seat, form, unit.as_ref()),
    };
    match place {
        Ok(place) if place.is_empty() => {}
        Ok(place) => edits.push(Edit::text(Register::Where, place.to_register())),
        Err(fault) => faults.push(fault),
    }
    match moment(seat, form, unit.as_ref()) {
        Ok(ms) => edits.push(Edit::number(Register::PlannedFor, ms)),
        Err(fault) => faults.push(fault),
    }
    let helpers = form.all("helper");
    let team = helpers.map(|value| (value, TeamRole::Helper));
    let lead = form.value("lead");
    let team = team.filter(|(value, _)| *value != lead);
    for (value, role) in team.chain([(lead, TeamRole::Lead)]) {
        if value.is_empty() {
            continue;
        }
        let member = value.parse::<MemberId>().ok();
        let may_hold = |member: &MemberId| {
            let mut holders = seat.names.holders_of(unit.as_slice());
            holders.any(|holder| holder.id == *member)
        };
        let member = member.filter(may_hold);
        match member {
            Some(member) => edits.push(Edit::Team {
                member,
                role: Some(role),
            }),
            None => faults.push(PlanFault::Member),
        }
    }
    match unit {
        Some(unit) if faults.is_empty() => Ok(Planned { unit, edits }),
        _ => Err(faults),
    }
}

/// Who may hold sessions of these units, by name; the unit is said where it is not the only one.
pub(super) fn members(seat: &Seat<'_>, units: &[UnitId], chosen: &[&str]) -> Vec<Choice> {
    let choice = |member: &Member| Choice {
        value: member.id.to_string(),
        name: match units {
            [only] if *only == member.unit => member.name.clone(),
            _ => format!("{}, {}", member.name, seat.names.unit(&member.unit)),
        },
        chosen: chosen.contains(&member.id.as_str()),
    };
    let mut all: Vec<Choice> = seat.names.holders_of(units).map(choice).collect();
    all.sort_by(|one, other| one.name.cmp(&other.name));
    all
}

fn counties(seat: &Seat<'_>, chosen: &str) -> Vec<Choice> {
    let units = seat
        .units
        .iter()
        .filter_map(|unit| seat.names.units.get(unit));
    let mut codes: BTreeSet<&str> = units
        .flat_map(|unit| unit.covers.iter().map(String::as_str))
        .collect();
    if codes.is_empty() {
        let all = counties::of(seat.country).iter();
        codes.extend(all.map(|county| county.code));
    }
    let choice = |code: &str| Choice {
        value: code.to_owned(),
        name: counties::name(code),
        chosen: code == chosen,
    };
    let mut counties: Vec<Choice> = codes.into_iter().map(choice).collect();
    counties.sort_by_cached_key(|choice| fold(&choice.name));
    counties
}

/// The venues of the register that the reader can choose, each under what the form calls it.
struct Offered(Vec<(String, Venue)>);

impl Offered {
    /// Those that a form offers: what changed last of the reader's units and of nobody's.
    fn some(c: &Connection, seat: &Seat<'_>) -> Result<Self, StoreError> {
        catalogue::venues_of(c, seat.units, VENUES_OFFERED).map(Self::of)
    }

    /// Every one of them: however many there are, whoever types a whole name finds it.
    fn all(c: &Connection, seat: &Seat<'_>) -> Result<Self, StoreError> {
        let is_near = |unit: &UnitId| seat.units.contains(unit);
        let mut venues = catalogue::venues(c)?;
        venues.retain(|venue| venue.unit.as_ref().is_none_or(is_near));
        Ok(Self::of(venues))
    }

    /// These, in the order of their names, without those that were merged into others.
    fn of(mut venues: Vec<Venue>) -> Self {
        venues.retain(|venue| venue.merged_into.is_none());
        let label = |venue: Venue| (format!("{}, {}", venue.name, venue.locality), venue);
        let mut named: Vec<_> = venues.into_iter().map(label).collect();
        named.sort_by_cached_key(|(label, venue)| (fold(label), venue.id.clone()));
        let mut seen: BTreeSet<String> = BTreeSet::new();
        for (label, venue) in &mut named {
            // Two of one name in one town are told apart by their ids.
            if !seen.insert(fold(label)) {
                *label = format!("{label} ({})", venue.id);
            }
        }
        Self(named)
    }

    fn labels(&self) -> Vec<String> {
        self.0.iter().map(|(label, _)| label.clone()).collect()
    }

    /// The venue that somebody chose, or typed as it is called.
    fn find(self, typed: &str) -> Option<Venue> {
        let typed = fold(typed);
        let mut all = self.0.into_iter();
        let found = all.find(|(label, _)| fold(label) == typed);
        found.map(|(_, venue)| venue)
    }
}

fn place(seat: &Seat<'_>, form: &Fields, unit: Option<&UnitId>) -> Result<Place, PlanFault> {
    let text = |field: &str| form.value(field).trim().to_owned();
    let mut adm1 = text("county");
    let covers = unit
        .and_then(|unit| seat.names.units.get(unit))
        .map(|unit| &unit.covers);
    if adm1.is_empty()
        && let Some([only]) = covers.map(Vec::as_slice)
    {
        adm1.clone_from(only);
    }
    let place = Place {
        country: adm1.split('-').next().unwrap_or_default().to_owned(),
        adm1,
        locality: text("locality"),
        venue: text("venue"),
        venue_id: String::new(),
    };
    let parts = [&place.adm1, &place.locality, &place.venue];
    if parts.into_iter().any(|part| is_long(part)) {
        return Err(PlanFault::Place);
    }
    Ok(place)
}

/// The campaign that was chosen; a fault when it is over on the day of the plan.
fn campaign(seat: &Seat<'_>, form: &Fields) -> Result<Option<CampaignId>, PlanFault> {
    let chosen = form.value("campaign");
    if chosen.is_empty() {
        return Ok(None);
    }
    let id = chosen.parse().map_err(|_| PlanFault::Campaign)?;
    let campaign = seat.names.campaigns.get(&id).ok_or(PlanFault::Campaign)?;
    let last = campaign.to.as_ref().and_then(|to| to.parse::<Date>().ok());
    let day = form.value("day").trim().parse::<Date>();
    match (last, day) {
        (Some(last), Ok(day)) if day > last => Err(PlanFault::Campaign),
        _ => Ok(Some(id)),
    }
}

/// The day and time on the wall of the unit, in milliseconds since 1970.
fn moment(seat: &Seat<'_>, form: &Fields, unit: Option<&UnitId>) -> Result<i64, PlanFault> {
    let day: Date = form
        .value("day")
        .trim()
        .parse()
        .map_err(|_| PlanFault::Day)?;
    let time: Time = form
        .value("time")
        .trim()
        .parse()
        .map_err(|_| PlanFault::Time)?;
    let zone = unit.and_then(|unit| seat.names.units.get(unit));
    let zone = zone.and_then(|unit| TimeZone::get(&unit.time_zone).ok());
    let at = day
        .to_datetime(time)
        .to_zoned_datetime(zone.unwrap_or(TimeZone::UTC));
    Ok(at.map_err(|_| PlanFault::Day)?.timestamp().as_millisecond())
}

fn is_long(text: &str) -> bool {
    text.chars().count() > LINE_CHARS_MAX
}
