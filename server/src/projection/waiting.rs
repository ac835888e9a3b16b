//! What waits for a coordinator: why, and what it says as far as it can be read. Tried on a copy as
//! admission tries it; nothing of it becomes a row.

use client_core::document::Document;
use client_core::document::admit::{self, ParsedChange, Scratch, Writer};
use client_core::ids::{FeedId, OrganisationId, UnitId};
use client_core::limits::LOST_FEED_GRACE_DAYS;
use client_core::model::{DocKind, Part, Role};
use client_core::time::Timestamp;

use super::open::Entry;
use super::{Facts, zone_of};
use crate::limits::{QUARANTINE_READ_BYTES_MAX, QUARANTINE_READ_CHANGES_MAX};
use crate::store::quarantine;
use crate::store::read::waiting::{Sender, Waiting};
use crate::store::{Connection, StoreError, devices, documents, follows, members, skeletons};

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

/// Why a change waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Its phone had been closed.
    Closed,
    /// A partner wrote it for a programme that was closed or is not shared with it any more.
    Ended,
    /// Its phone is not known here: this database was put back to before it joined.
    Unknown,
    /// It builds on something that waits.
    Behind,
    /// Its writer lost the document long ago.
    Lost,
}

impl Why {
    /// What is known of changes of what this unit owns, or is to.
    pub fn of(
        c: &Connection,
        organisation: &OrganisationId,
        unit: Option<&UnitId>,
        sender: &Sender,
    ) -> Result<Self, StoreError> {
        match devices::get(c, sender.device)? {
            Some(device) if device.was_closed(sender.received) => return Ok(Self::Closed),
            Some(_) => {}
            None => return Ok(Self::Unknown),
        }
        let member = members::get(c, &sender.member)?;
        let is_partners = member.is_some_and(|member| member.role == Role::Partner);
        let is_exchange = sender.kind == DocKind::Exchange.number();
        if is_partners {
            return Ok(if is_exchange { Self::Ended } else { Self::Lost });
        }
        let Some(unit) = unit else {
            return Ok(Self::Lost);
        };
        // Whoever saw the unit when it came, or not long before, would have been let in.
        let since = Timestamp(sender.received.0 - LOST_FEED_GRACE_DAYS * DAY_MS);
        let (feed, within) = (FeedId::of_unit(unit), (since, sender.received));
        let saw = follows::followed_within(c, organisation, &sender.member, &feed, within)?;
        Ok(if saw { Self::Behind } else { Self::Lost })
    }

    /// The word for it in lists and in the texts of pages.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Ended => "ended",
            Self::Unknown => "unknown",
            Self::Behind => "behind",
            Self::Lost => "lost",
        }
    }
}

/// What it would say if it were let in.
#[derive(Debug)]
pub struct Reading {
    /// What pages would say of it; none when not even its beginning can be read.
    pub facts: Option<Facts>,
    /// The changes that can be read, the first first.
    pub entries: Vec<Entry>,
    /// How many more wait that were not read.
    pub further: u64,
}

/// Reads what waits of one session or exchange, from its beginning as far as the limits go.
pub fn read_waiting(
    c: &Connection,
    organisation: &OrganisationId,
    waiting: &Waiting,
) -> Result<Reading, StoreError> {
    let skeletons = skeletons::published(c)?;
    let mut reading = Reading {
        facts: None,
        entries: Vec::new(),
        further: waiting.changes,
    };
    let main = (waiting.doc, Part::Main);
    for (doc, part) in [main, (waiting.doc.companion(), Part::Private)] {
        let row = documents::get(c, organisation, doc)?;
        let bounds = (QUARANTINE_READ_CHANGES_MAX, QUARANTINE_READ_BYTES_MAX);
        let kept = quarantine::of_document(c, organisation, doc, quarantine::BEGINNING, bounds)?;
        reading.further = reading.further.saturating_sub(kept.len() as u64);
        let number = row.as_ref().map(|row| row.kind);
        let number = number.or_else(|| kept.first().map(|kept| kept.kind));
        let Some(kind) = number.and_then(DocKind::of_number) else {
            continue;
        };
        let document = match row {
            Some(_) => documents::load(c, organisation, kind, doc)?,
            None => Document::new(kind, doc),
        };
        let mut scratch = Scratch::new(document);
        let mut has_any = scratch.len_changes() > 0;
        let parsed = kept.iter().filter_map(|kept| {
            let change = admit::parse(&kept.bytes).ok()?;
            Some((kept, change))
        });
        let mut parsed: Vec<_> = parsed.collect();
        parsed.sort_by_key(|(_, change)| in_order(change));
        for (kept, change) in parsed {
            // Whether it may say so is asked when it is let in.
            let writer = Writer {
                replica: change.info().actor,
                role: Role::Admin,
                is_author: true,
            };
            has_any |= scratch.take_on(&skeletons, &change, &writer).is_ok();
            reading.entries.push(Entry {
                seq: 0,
                hash: kept.hash,
                member: kept.member.clone(),
                device: kept.device,
                carrier: kept.carrier.as_ref().map(|carrier| carrier.member.clone()),
                said_at: change.info().time,
                received: kept.received,
                part,
                bytes: kept.bytes.clone(),
            });
        }
        if part == Part::Main && has_any {
            let (zone, unit) = match &waiting.unit {
                Some(unit) => (zone_of(c, unit)?, unit.clone()),
                None => continue,
            };
            reading.facts = Some(Facts::of(scratch.readable(), None, &unit, &zone));
        }
    }
    Ok(reading)
}

/// What depends on a change starts above its last operation.
fn in_order(change: &ParsedChange) -> (u64, u64) {
    (change.info().start_op, change.info().seq)
}
