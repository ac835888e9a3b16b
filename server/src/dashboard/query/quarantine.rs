//! What waits for a coordinator in the reader's words, and what was decided about it.

use client_core::ids::{DeviceId, DocId, OrganisationId, UnitId};
use client_core::model::{DocKind, Kind, Place};
use client_core::time::Timestamp;

use super::history;
use super::seat::Seat;
use super::words::parts_of;
use crate::dashboard::model::quarantine::{Decided, Item, Quarantine, Seen, Sender};
use crate::limits::{QUARANTINE_DECISIONS_SHOWN, QUARANTINE_SHOWN};
use crate::projection::{self, Facts, Held, Why};
use crate::store::acts::{self, Act};
use crate::store::{Connection, StoreError, read_model};

/// Everything on the page. `refused` says why something was not let in just now.
pub fn quarantine(
    c: &Connection,
    organisation: &OrganisationId,
    seat: &Seat<'_>,
    refused: Vec<String>,
) -> Result<Quarantine, StoreError> {
    let held = projection::held(c, organisation, seat.scope)?;
    let shown = held.iter().take(QUARANTINE_SHOWN);
    let items = shown.map(|held| item(c, organisation, seat, held));
    Ok(Quarantine {
        items: items.collect::<Result<_, _>>()?,
        further: held.len().saturating_sub(QUARANTINE_SHOWN) as u64,
        refused,
        decided: decided(c, seat)?,
    })
}

fn item(
    c: &Connection,
    organisation: &OrganisationId,
    seat: &Seat<'_>,
    held: &Held,
) -> Result<Item, StoreError> {
    let unit = held.unit.as_ref();
    let reading = projection::read_held(c, organisation, held)?;
    let (kind, pages) = if held.is_exchange() {
        (DocKind::Exchange, "exchanges")
    } else {
        (DocKind::Session, "sessions")
    };
    let seen = reading.facts.and_then(|facts| seen(seat, facts));
    Ok(Item {
        id: held.doc.to_string(),
        unit: unit.map(|unit| seat.names.unit(unit)).unwrap_or_default(),
        address: held.is_here.then(|| format!("/{pages}/{}", held.doc)),
        senders: senders(c, seat, held)?,
        says: history::moments(seat.words(unit), kind, &reading.entries),
        seen,
    })
}

fn seen(seat: &Seat<'_>, facts: Facts) -> Option<Seen> {
    let day = |day: &str| {
        day.parse()
            .map_or_else(|_| day.to_owned(), |day| seat.texts.day(day))
    };
    Some(match facts {
        Facts::Session(facts) => Seen {
            title: facts.title,
            kind: facts.kind.map_or("", Kind::code).to_owned(),
            day: day(&facts.day),
            place: place(seat, &facts.place),
            people: facts.people,
            materials: facts.materials,
        },
        Facts::Exchange(facts) => Seen {
            title: facts.title,
            kind: String::new(),
            day: day(&facts.day),
            place: String::new(),
            people: facts.participants,
            materials: 0,
        },
        Facts::Private { .. } => return None,
    })
}

fn place(seat: &Seat<'_>, place: &Place) -> String {
    parts_of(seat.texts, place).join(", ")
}

/// The phones, what came last first.
fn senders(c: &Connection, seat: &Seat<'_>, held: &Held) -> Result<Vec<Sender>, StoreError> {
    let mut senders: Vec<(DeviceId, Sender)> = Vec::new();
    for change in &held.changes {
        let known = senders
            .iter_mut()
            .find(|(device, _)| *device == change.device);
        if let Some((_, sender)) = known {
            sender.changes += 1;
            continue;
        }
        let sender = Sender {
            member: seat.names.member(&change.member),
            phone: format!("/phones/{}", change.device),
            why: Why::of(c, change)?.code().to_owned(),
            changes: 1,
            received: local(seat, held, change.received),
        };
        senders.push((change.device, sender));
    }
    Ok(senders.into_iter().map(|(_, sender)| sender).collect())
}

fn local(seat: &Seat<'_>, held: &Held, at: Timestamp) -> jiff::civil::DateTime {
    seat.names.local(held.unit.as_ref(), at)
}

/// What was decided about sessions and exchanges in view, and by the reader's colleagues about
/// those that never came to be here.
fn decided(c: &Connection, seat: &Seat<'_>) -> Result<Vec<Decided>, StoreError> {
    let kinds = [acts::LET_IN, acts::KEPT_OUT];
    let mut decided = Vec::new();
    for act in acts::latest_of(c, kinds, QUARANTINE_DECISIONS_SHOWN)? {
        let found = found(c, act.doc)?;
        let unit = match &found {
            Some((unit, ..)) => Some(unit),
            None => seat.names.unit_of(&act.member),
        };
        if unit.is_some_and(|unit| !seat.scope.covers(unit)) {
            continue;
        }
        let at = seat.names.local(unit, act.at);
        decided.push(Decided {
            at,
            who: seat.names.member(&act.member),
            changes: act.about["changes"].as_u64().unwrap_or_default(),
            reason: reason(&act),
            what: act.what,
            about: found.map(|(_, address, title)| (address, title)),
        });
    }
    Ok(decided)
}

/// The unit, the address and the title of a session or an exchange that is here.
fn found(c: &Connection, doc: DocId) -> Result<Option<(UnitId, String, String)>, StoreError> {
    if let Some(facts) = read_model::session(c, doc)? {
        return Ok(Some((facts.unit, format!("/sessions/{doc}"), facts.title)));
    }
    let facts = read_model::exchange(c, doc)?;
    Ok(facts.map(|facts| (facts.unit, format!("/exchanges/{doc}"), facts.title)))
}

fn reason(act: &Act) -> String {
    act.about["reason"].as_str().unwrap_or_default().to_owned()
}
