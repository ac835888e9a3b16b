//! The catalogue by id: what members, centres, campaigns and things are called.

use std::collections::{BTreeMap, BTreeSet};

use client_core::ids::{CampaignId, MaterialId, MemberId, OrganisationId, ProgrammeId, UnitId};
use client_core::model::Role;
use client_core::model::catalogue::{Campaign, Entry, Indicator, Member, Unit};
use client_core::time::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use crate::dashboard::model::filter::Choice;
use crate::i18n::Texts;

/// Everything that has a name. An id without an entry is called by the id: better than a gap.
#[derive(Debug, Default)]
pub struct Names {
    /// Regional centres.
    pub units: BTreeMap<UnitId, Unit>,
    /// Campaigns with their targets.
    pub campaigns: BTreeMap<CampaignId, Campaign>,
    /// Figures of need by name and period.
    pub indicators: BTreeMap<(String, String), Indicator>,
    members: BTreeMap<MemberId, Member>,
    materials: BTreeMap<MaterialId, String>,
    programmes: BTreeMap<ProgrammeId, String>,
    organisations: BTreeMap<OrganisationId, String>,
    /// What programmes are called whose names the reader may not know.
    another_programme: Option<String>,
}

impl Names {
    /// Sorts the catalogue's entries by what they describe.
    pub fn of(entries: impl IntoIterator<Item = Entry>) -> Self {
        let mut names = Self::default();
        for entry in entries {
            names.take(entry);
        }
        names
    }

    pub(super) fn take(&mut self, entry: Entry) {
        match entry {
            Entry::Unit(unit) => drop(self.units.insert(unit.id.clone(), unit)),
            Entry::Campaign(campaign) => {
                self.campaigns.insert(campaign.id.clone(), campaign);
            }
            Entry::Member(member) => drop(self.members.insert(member.id.clone(), member)),
            Entry::Material(entry) => drop(self.materials.insert(entry.id, entry.name)),
            Entry::Programme(entry) => drop(self.programmes.insert(entry.id, entry.name)),
            Entry::Organisation(entry) => drop(self.organisations.insert(entry.id, entry.name)),
            Entry::Indicator(entry) => {
                let name = (entry.name.clone(), entry.period.clone());
                self.indicators.insert(name, entry);
            }
            Entry::Venue(_)
            | Entry::Questionnaire(_)
            | Entry::Keep(_)
            | Entry::Skeleton(_)
            | Entry::HandOver(_)
            | Entry::Recovery(_) => {}
        }
    }

    /// A member's name.
    pub fn member(&self, id: &MemberId) -> String {
        self.members
            .get(id)
            .map_or_else(|| id.to_string(), |member| member.name.clone())
    }

    /// Whether what this unit owns comes to the phones of a member. A partner's unit is only where
    /// the partner works.
    pub fn sees(&self, member: &MemberId, unit: &UnitId) -> bool {
        let sees = |it: &Member| match it.role {
            Role::Partner => false,
            role => role.sees_every_unit() || it.unit == *unit,
        };
        self.members.get(member).is_some_and(sees)
    }

    /// The members of a regional centre who see its sessions, in the order of their ids.
    pub fn members_of<'a>(&'a self, unit: &'a UnitId) -> impl Iterator<Item = &'a Member> {
        self.members
            .values()
            .filter(move |member| member.unit == *unit && member.role != Role::Partner)
    }

    /// Who may hold sessions of one of these units.
    pub fn holders_of<'a>(&'a self, units: &'a [UnitId]) -> impl Iterator<Item = &'a Member> {
        let may_hold = |member: &&Member| units.iter().any(|unit| member.may_hold(unit));
        self.members.values().filter(may_hold)
    }

    /// Those who belong to a unit, to choose from.
    pub fn choices_of(&self, unit: &UnitId) -> Vec<Choice> {
        let choice = |member: &Member| Choice {
            value: member.id.to_string(),
            name: member.name.clone(),
            chosen: false,
        };
        self.members_of(unit).map(choice).collect()
    }

    /// Where a member belongs.
    pub fn unit_of(&self, id: &MemberId) -> Option<&UnitId> {
        self.members.get(id).map(|member| &member.unit)
    }

    /// What a partner may know of people: the own name. Other partners are called just that, and
    /// everybody else by the name of the organisation.
    pub fn without_people(mut self, me: &MemberId, texts: &Texts, organisation: &str) -> Self {
        for member in self.members.values_mut().filter(|it| it.id != *me) {
            member.name = match member.role {
                Role::Partner => texts.text("exchange-another-partner"),
                _ => organisation.to_owned(),
            };
        }
        self
    }

    /// What a partner may know of programmes: the names of those that it follows, and of any other
    /// neither its name nor its id.
    pub fn with_programmes(mut self, followed: &BTreeSet<ProgrammeId>, texts: &Texts) -> Self {
        self.programmes.retain(|id, _| followed.contains(id));
        self.another_programme = Some(texts.text("exchange-another-programme"));
        self
    }

    /// A regional centre's name.
    pub fn unit(&self, id: &UnitId) -> String {
        self.units
            .get(id)
            .map_or_else(|| id.to_string(), |unit| unit.name.clone())
    }

    /// The centres that work in this county and in no other.
    pub fn units_of_county(&self, code: &str) -> BTreeSet<UnitId> {
        let units = self.units.values();
        units
            .filter(|unit| matches!(unit.covers.as_slice(), [only] if only == code))
            .map(|unit| unit.id.clone())
            .collect()
    }

    /// A figure of need for a period, or the latest that there is.
    pub fn indicator(&self, name: &str, period: Option<&str>) -> Option<&Indicator> {
        let mut all = self.indicators.values().filter(|entry| entry.name == name);
        let of_period = |entry: &&Indicator| period == Some(entry.period.as_str());
        all.clone().find(of_period).or_else(|| all.next_back())
    }

    /// A campaign's title.
    pub fn campaign(&self, id: &CampaignId) -> String {
        self.campaigns
            .get(id)
            .map_or_else(|| id.to_string(), |campaign| campaign.title.clone())
    }

    /// What a material is called.
    pub fn material(&self, id: &MaterialId) -> String {
        self.materials
            .get(id)
            .cloned()
            .unwrap_or_else(|| id.to_string())
    }

    /// A joint programme's name.
    pub fn programme(&self, id: &ProgrammeId) -> String {
        let known = self.programmes.get(id);
        let called = known.or(self.another_programme.as_ref());
        called.cloned().unwrap_or_else(|| id.to_string())
    }

    /// An organisation's name.
    pub fn organisation(&self, id: &OrganisationId) -> String {
        self.organisations
            .get(id)
            .cloned()
            .unwrap_or_else(|| id.to_string())
    }

    /// When a day begins at a regional centre.
    pub fn instant(&self, unit: &UnitId, day: Date) -> Option<Timestamp> {
        let zone = self.units.get(unit);
        let zone = zone.and_then(|unit| TimeZone::get(&unit.time_zone).ok());
        let at = day.to_zoned_datetime(zone.unwrap_or(TimeZone::UTC)).ok()?;
        Some(Timestamp(at.timestamp().as_millisecond()))
    }

    /// The moment as the clock on the wall of a regional centre showed it. A centre without a
    /// known zone keeps UTC.
    pub fn local(&self, unit: Option<&UnitId>, at: Timestamp) -> DateTime {
        let zone = unit
            .and_then(|id| self.units.get(id))
            .and_then(|unit| TimeZone::get(&unit.time_zone).ok())
            .unwrap_or(TimeZone::UTC);
        // A device can claim any year; what no calendar holds is shown as its edge.
        let at = jiff::Timestamp::from_millisecond(at.0).unwrap_or(if at.0 < 0 {
            jiff::Timestamp::MIN
        } else {
            jiff::Timestamp::MAX
        });
        at.to_zoned_datetime(zone).datetime()
    }
}

#[cfg(test)]
mod tests {
    use client_core::model::catalogue::Named;

    use super::*;

    #[test]
    fn a_partner_reads_no_id_of_a_programme_that_it_does_not_follow() {
        let [ours, theirs] = ["neighbours", "elsewhere"].map(|id| id.parse().unwrap());
        let named = |id: &ProgrammeId| {
            let (id, name) = (id.clone(), "Good neighbours".to_owned());
            Entry::Programme(Named { id, name })
        };
        let names = Names::of([named(&ours), named(&theirs)]);
        let names = names.with_programmes(&[ours.clone()].into(), &Texts::all()[0]);
        assert_eq!(names.programme(&ours), "Good neighbours");
        assert_eq!(names.programme(&theirs), "another programme");
        assert_eq!(
            names.programme(&"unknown".parse().unwrap()),
            "another programme"
        );
    }

    #[test]
    fn a_moment_is_shown_in_its_centres_own_time() {
        let unit = Unit {
            id: "suceava".parse().unwrap(),
            name: "Suceava".to_owned(),
            time_zone: "Europe/Bucharest".to_owned(),
            covers: vec![],
        };
        let id = unit.id.clone();
        let names = Names::of([Entry::Unit(unit)]);
        let at: Timestamp = "2017-03-14T22:30:00Z".parse().unwrap();
        assert_eq!(
            names.local(Some(&id), at).to_string(),
            "2017-03-15T00:30:00"
        );
        assert_eq!(names.local(None, at).to_string(), "2017-03-14T22:30:00");
        names.local(Some(&id), Timestamp(i64::MAX));
        names.local(Some(&id), Timestamp(i64::MIN));
        assert_eq!(names.unit(&"nowhere".parse().unwrap()), "nowhere");
    }
}
