//! What a demonstration came to: a short table for people, and the same as data.

use std::fmt;

use serde::Serialize;

use super::DemoError;
use super::crowd::Crowd;
use super::reference::unit_id;
use crate::store::read::{Filter, Scope, figures};
use crate::store::{Store, StoreError, catalogue};

/// Figures of the whole demonstration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// One line for each phone.
    pub phones: Vec<PhoneLine>,
    /// Sessions that figures count.
    pub sessions: u64,
    /// Sessions with a conflict that is shown.
    pub conflicts: u64,
    /// Sessions and people reached of each campaign, by its title.
    pub campaigns: Vec<CampaignLine>,
}

/// What one phone did and what its line carried.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PhoneLine {
    /// Whose.
    pub name: String,
    /// Its unit.
    pub unit: String,
    /// Changes that the server took.
    pub sent: u64,
    /// Changes that came from it.
    pub received: u64,
    /// Bytes of request bodies.
    pub bytes_out: u64,
    /// Bytes of answer bodies.
    pub bytes_in: u64,
    /// Requests.
    pub round_trips: u64,
}

/// What one campaign came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CampaignLine {
    /// Its title.
    pub title: String,
    /// Sessions.
    pub sessions: u64,
    /// Contacts.
    pub people: u64,
}

impl Outcome {
    /// Reads the figures as the pages show them.
    pub fn of(crowd: &Crowd, store: &Store) -> Result<Self, DemoError> {
        let phones = crowd.phones.iter().map(|phone| PhoneLine {
            name: phone.name.clone(),
            unit: unit_id(phone.county).to_string(),
            sent: phone.traffic.sent,
            received: phone.traffic.received,
            bytes_out: phone.traffic.bytes_out,
            bytes_in: phone.traffic.bytes_in,
            round_trips: phone.traffic.round_trips,
        });
        let phones = phones.collect();
        Ok(store.read(|c| {
            let (scope, filter) = (Scope::All, Filter::default());
            let totals = figures::totals(c, &scope, &filter)?;
            let sums = figures::by_campaign(c, &scope, &filter)?;
            let campaigns = catalogue::campaigns(c)?.into_iter().map(|campaign| {
                let sums = sums.iter().find(|(id, _)| *id == campaign.id);
                let (sessions, people) = sums.map_or((0, 0), |(_, s)| (s.sessions, s.people));
                CampaignLine {
                    title: campaign.title,
                    sessions,
                    people,
                }
            });
            Ok::<_, StoreError>(Self {
                phones,
                sessions: totals.sessions,
                conflicts: totals.conflicts,
                campaigns: campaigns.collect(),
            })
        })?)
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = [
            "phone", "unit", "sent", "received", "bytes up", "down", "requests",
        ];
        let [phone, unit, sent, received, up, down, requests] = head;
        writeln!(
            f,
            "{phone:<22} {unit:<16} {sent:>6} {received:>8} {up:>9} {down:>9} {requests:>8}"
        )?;
        for line in &self.phones {
            writeln!(
                f,
                "{:<22} {:<16} {:>6} {:>8} {:>9} {:>9} {:>8}",
                line.name,
                line.unit,
                line.sent,
                line.received,
                line.bytes_out,
                line.bytes_in,
                line.round_trips
            )?;
        }
        writeln!(f, "\n{:<56} {:>8} {:>8}", "campaign", "sessions", "people")?;
        for line in &self.campaigns {
            writeln!(
                f,
                "{:<56} {:>8} {:>8}",
                line.title, line.sessions, line.people
            )?;
        }
        write!(
            f,
            "\n{} sessions, {} with a conflict that waits to be settled",
            self.sessions, self.conflicts
        )
    }
}
