//! What waits for a coordinator, by the session or exchange that it is about, and what it says as
//! far as it can be read. Tried on a copy as admission tries it; nothing of it becomes a row.

use std::collections::BTreeMap;

use client_core::document::Document;
use client_core::document::admit::{self, ParsedChange, Scratch, Writer};
use client_core::ids::{DocId, OrganisationId, UnitId};
use client_core::model::{DocKind, Part, Role};
use client_core::time::Timestamp;

use super::open::Entry;
use super::{Facts, zone_of};
use crate::store::quarantine::{self, Waiting};
use crate::store::read::Scope;
use crate::store::{Connection, StoreError, devices, documents, members, skeletons};

/// What waits of one session or exchange, its private part included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The session or exchange.
    pub doc: DocId,
    /// The unit that owns it, or is to; none when nobody knows.
    pub unit: Option<UnitId>,
    /// Whether it is here already, without what waits.
    pub is_here: bool,
    /// The changes, the latest received first.
    pub changes: Vec<Waiting>,
}

/// Why a change waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Its phone had been closed.
    Closed,
    /// A partner wrote it for a programme that was closed or is not shared with it any more.
    Ended,
    /// Its writer lost the document long ago.
    Lost,
}

impl Why {
    /// What is known of a change that waits.
    pub fn of(c: &Connection, change: &Waiting) -> Result<Self, StoreError> {
        let device = devices::get(c, change.device)?;
        if device.is_some_and(|device| device.was_closed(change.received)) {
            return Ok(Self::Closed);
        }
        let member = members::get(c, &change.member)?;
        let is_partners = member.is_some_and(|member| member.role == Role::Partner);
        let is_exchange = change.kind == DocKind::Exchange.number();
        Ok(if is_partners && is_exchange {
            Self::Ended
        } else {
            Self::Lost
        })
    }

    /// The word for it in lists and in the texts of pages.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Ended => "ended",
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
}

impl Held {
    /// Whether it is an exchange, as far as what waits tells.
    pub fn is_exchange(&self) -> bool {
        let exchange = DocKind::Exchange.number();
        self.changes.iter().any(|change| change.kind == exchange)
    }
}

/// What waits in a reader's scope, what came last first.
pub fn held(
    c: &Connection,
    organisation: &OrganisationId,
    scope: &Scope,
) -> Result<Vec<Held>, StoreError> {
    let waiting = quarantine::waiting(c, organisation)?;
    let parents: BTreeMap<DocId, DocId> = waiting
        .iter()
        .filter(|change| change.kind != DocKind::Private.number())
        .map(|change| (change.doc.companion(), change.doc))
        .collect();
    let mut held: Vec<Held> = Vec::new();
    for change in waiting {
        let doc = if change.kind == DocKind::Private.number() {
            match parents.get(&change.doc) {
                Some(parent) => *parent,
                None => parent_of(c, organisation, change.doc)?,
            }
        } else {
            change.doc
        };
        match held.iter_mut().find(|held| held.doc == doc) {
            Some(held) => held.changes.push(change),
            None => held.push(Held {
                doc,
                unit: None,
                is_here: false,
                changes: vec![change],
            }),
        }
    }
    for held in &mut held {
        let row = documents::get(c, organisation, held.doc)?;
        held.is_here = row.is_some();
        held.unit = match row {
            Some(row) => Some(row.unit),
            None => unit_of(c, held)?,
        };
    }
    let covers = |held: &Held| match &held.unit {
        Some(unit) => scope.covers(unit),
        None => *scope == Scope::All,
    };
    held.retain(covers);
    Ok(held)
}

/// A companion whose parent nobody knows stands for itself.
fn parent_of(
    c: &Connection,
    organisation: &OrganisationId,
    companion: DocId,
) -> Result<DocId, StoreError> {
    let begun = documents::begun_with(c, organisation, companion)?;
    let parent = begun.into_iter().find(|doc| doc.companion() == companion);
    Ok(parent.unwrap_or(companion))
}

/// The unit that a new document names, or that of its writer.
fn unit_of(c: &Connection, held: &Held) -> Result<Option<UnitId>, StoreError> {
    if let Some(unit) = held.changes.iter().find_map(|change| change.unit.clone()) {
        return Ok(Some(unit));
    }
    let member = members::get(c, &held.changes[0].member)?;
    Ok(member.map(|member| member.unit))
}

/// Reads what waits of one session or exchange.
pub fn read_held(
    c: &Connection,
    organisation: &OrganisationId,
    held: &Held,
) -> Result<Reading, StoreError> {
    let received: BTreeMap<_, _> = held
        .changes
        .iter()
        .map(|change| (change.hash, change.received))
        .collect();
    let skeletons = skeletons::published(c)?;
    let mut reading = Reading {
        facts: None,
        entries: Vec::new(),
    };
    for (doc, part) in [
        (held.doc, Part::Main),
        (held.doc.companion(), Part::Private),
    ] {
        let row = documents::get(c, organisation, doc)?;
        let kept = quarantine::of_document(c, organisation, doc)?;
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
                said_at: change.info().time,
                received: received.get(&kept.hash).copied().unwrap_or(Timestamp(0)),
                part,
                bytes: kept.bytes.clone(),
            });
        }
        if part == Part::Main && has_any {
            let (zone, unit) = match &held.unit {
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
