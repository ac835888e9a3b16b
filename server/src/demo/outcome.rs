//! What a demonstration came to: a short table for people, and the same as data.

use std::fmt;

use serde::Serialize;

use super::DemoError;
use super::crowd::Crowd;
use crate::reference::unit_id;
use crate::store::read::{Filter, Scope, figures};
use crate::store::{Store, StoreError, catalogue};

/// Phones that the table shows one by one.
const PHONES_SHOWN: usize = 12;

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

impl PhoneLine {
    /// All phones as one.
    fn sum(phones: &[Self]) -> Self {
        let sum = |of: fn(&Self) -> u64| phones.iter().map(of).sum();
        Self {
            name: format!("{} phones", phones.len()),
            unit: String::new(),
            sent: sum(|line| line.sent),
            received: sum(|line| line.received),
            bytes_out: sum(|line| line.bytes_out),
            bytes_in: sum(|line| line.bytes_in),
            round_trips: sum(|line| line.round_trips),
        }
    }
}

impl fmt::Display for PhoneLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:<22} {:<16} {:>7} {:>8} {:>10} {:>10} {:>8}",
            self.name,
            self.unit,
            self.sent,
            self.received,
            self.bytes_out,
            self.bytes_in,
            self.round_trips
        )
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [phone, unit, sent, received, up, down, requests] = [
            "phone", "centre", "changes", "received", "bytes up", "down", "requests",
        ];
        writeln!(
            f,
            "{phone:<22} {unit:<16} {sent:>7} {received:>8} {up:>10} {down:>10} {requests:>8}"
        )?;
        for line in self.phones.iter().take(PHONES_SHOWN) {
            writeln!(f, "{line}")?;
        }
        if self.phones.len() > PHONES_SHOWN {
            writeln!(f, "...")?;
        }
        writeln!(f, "{}", PhoneLine::sum(&self.phones))?;
        writeln!(f, "\n{:<56} {:>8} {:>8}", "campaign", "sessions", "people")?;
        for line in &self.campaigns {
            let CampaignLine {
                title,
                sessions,
                people,
            } = line;
            writeln!(f, "{title:<56} {sessions:>8} {people:>8}")?;
        }
        write!(
            f,
            "\n{} sessions, {} with a conflict that waits to be settled",
            self.sessions, self.conflicts
        )
    }
}
