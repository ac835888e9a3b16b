//! What the read model says of one document by itself: pure, from the document and its unit.

use std::collections::BTreeSet;

use client_core::document::figures::who_counted;
use client_core::document::read::{Context, Readable};
use client_core::ids::{DocId, FileHash, UnitId};
use client_core::model::{
    Attachment, Counting, Counts, DocKind, Exchange, Review, ReviewState, Session, Status, Table,
    fold,
};
use client_core::privacy;
use client_core::time::Timestamp;

use super::suspects::suspects;
use crate::store::read_model::{ExchangeFacts, PrivateFacts, Reviewed, SessionFacts};

/// Days outside these are shown as the nearest of them: a phone's clock can say anything, and a
/// day is a text of ten characters by which rows are ordered.
const FIRST_MOMENT: Timestamp = Timestamp(0);
/// The last day of the year 9998, in every time zone.
const LAST_MOMENT: Timestamp = Timestamp(253_370_678_400_000);

/// What there is to say of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Facts {
    /// Of a session.
    Session(Box<SessionFacts>),
    /// Of an exchange.
    Exchange(Box<ExchangeFacts>),
    /// Of a private companion: rows say that it has something to look at and which photos it
    /// names, and no more.
    Private(PrivateFacts),
}

impl Facts {
    /// The facts of a document that `unit` owns, in its time zone; `parent` is whose private
    /// companion it is, if it is one.
    pub fn of<'a>(
        document: impl Into<Readable<'a>>,
        parent: Option<DocId>,
        unit: &UnitId,
        zone: &str,
    ) -> Self {
        let document = document.into();
        if let Some(parent) = parent {
            let private = document.private();
            return Self::Private(PrivateFacts {
                parent,
                suspects: suspects(parent, privacy::session(&private)),
                attachments: attachments(private.attachments),
            });
        }
        let context = Context::unknown();
        if document.kind() == DocKind::Exchange {
            let exchange = document.exchange(None, &context);
            return Self::Exchange(Box::new(exchange_facts(&exchange, unit, zone)));
        }
        let session = document.session(None, &context);
        Self::Session(Box::new(session_facts(&session, unit, zone)))
    }

    /// The local day and whether it lies ahead: the order in which a phone fetches a new feed.
    /// None for what is private: it follows its parent.
    pub fn listed(&self) -> Option<(&str, bool)> {
        match self {
            Self::Session(facts) => Some((&facts.day, facts.status == Status::Planned)),
            Self::Exchange(facts) => Some((&facts.day, facts.status == Status::Planned)),
            Self::Private(_) => None,
        }
    }
}

fn session_facts(session: &Session, unit: &UnitId, zone: &str) -> SessionFacts {
    let place = &session.place;
    let title_order = fold(&session.title);
    let search = fold(&format!("{title_order} {} {}", place.locality, place.venue));
    let materials = session
        .figures
        .iter()
        .filter(|(cell, _)| cell.table() == Table::Materials)
        .map(|(_, n)| n)
        .sum();
    SessionFacts {
        doc: session.id,
        unit: unit.clone(),
        day: day(session.moment(), zone),
        moment: session.moment(),
        at: session.at,
        review: session.review.as_ref().and_then(reviewed),
        status: session.status,
        kind: session.kind,
        campaign: session.campaign.clone(),
        title: session.title.clone(),
        title_order,
        place: place.clone(),
        search,
        activities: u64::from(session.activities),
        people: session.people_reached(),
        estimated: session.counting == Counting::Estimated,
        materials,
        media_items: session.media.items.unwrap_or_default(),
        broadcasts: session.media.broadcasts.unwrap_or_default(),
        conflicts: count(session.conflicts.len()),
        counters: counters(&session.counts),
        withdrawn: session.withdrawn.is_some(),
        duplicate_of: session.duplicate_of,
        cells: session.figures.clone(),
        team: session.team.keys().cloned().collect(),
        suspects: suspects(session.id, privacy::session(session)),
    }
}

/// Without those that no photo can have: a row speaks of what may come.
fn attachments(mut named: BTreeSet<Attachment>) -> BTreeSet<Attachment> {
    named.retain(|file| {
        file.sha256.parse::<FileHash>().is_ok() && i64::try_from(file.bytes).is_ok()
    });
    named
}

fn reviewed(review: &Review) -> Option<Reviewed> {
    Some(match (review.state?, review.changed_since) {
        (ReviewState::Verified, false) => Reviewed::Verified,
        (ReviewState::Returned, false) => Reviewed::Returned,
        (ReviewState::Verified, true) => Reviewed::VerifiedChanged,
        (ReviewState::Returned, true) => Reviewed::ReturnedChanged,
    })
}

fn exchange_facts(exchange: &Exchange, unit: &UnitId, zone: &str) -> ExchangeFacts {
    ExchangeFacts {
        doc: exchange.id,
        unit: unit.clone(),
        day: day(exchange.moment(), zone),
        status: exchange.status,
        programme: exchange.programme.clone(),
        title: exchange.title.clone(),
        host: exchange.host.clone(),
        hours: exchange.hours,
        participants: exchange.figures.values().sum(),
        conflicts: count(exchange.conflicts.len()),
        withdrawn: exchange.withdrawn.is_some(),
        suspects: suspects(exchange.id, privacy::exchange(exchange)),
    }
}

fn day(moment: Timestamp, zone: &str) -> String {
    moment.clamp(FIRST_MOMENT, LAST_MOMENT).date_in(zone)
}

/// How many people counted something, as far as replicas tell.
fn counters(counts: &Counts) -> u64 {
    let everybody: BTreeSet<_> = Table::ALL
        .iter()
        .flat_map(|table| who_counted(counts, *table))
        .filter(|counted| !counted.cells.is_empty())
        .map(|counted| counted.replica)
        .collect();
    count(everybody.len())
}

fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_clock_brings_a_day_that_cannot_be_ordered() {
        for moment in [i64::MIN, -1, 0, 1_489_478_700_000, i64::MAX] {
            for zone in ["Pacific/Kiritimati", "Pacific/Niue", "Europe/Bucharest"] {
                let day = day(Timestamp(moment), zone);
                assert_eq!(day.len(), 10, "{day}");
                assert!(
                    ("1969-12-31".."9999-01-02").contains(&day.as_str()),
                    "{day}"
                );
            }
        }
    }
}
