//! What waits for a coordinator in the reader's words, and what was decided about it.

use client_core::ids::{DeviceId, DocId, OrganisationId, UnitId};
use client_core::model::{self, DocKind, Kind};

use super::history;
use super::seat::Seat;
use super::words::parts_of;
use crate::dashboard::address::Fields;
use crate::dashboard::model::quarantine::{Decided, Item, Left, Quarantine, Seen, Sender};
use crate::limits::{QUARANTINE_DECISIONS_SHOWN, QUARANTINE_SENDERS_SHOWN, QUARANTINE_SHOWN};
use crate::projection::{self, Facts, Why};
use crate::store::acts::Act;
use crate::store::read::waiting::{self, Place, Waiting};
use crate::store::{Connection, StoreError, devices, read_model};

/// Where the page lives.
const PATH: &str = "/quarantine";

/// Which part of it is asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Part {
    /// What this phone left, and no other.
    pub phone: Option<DeviceId>,
    /// Behind this place.
    pub after: Option<Place>,
}

impl Part {
    /// What an address asks for. One that no longer reads is the beginning.
    pub fn parse(fields: &Fields) -> Self {
        Self {
            phone: fields.value("phone").parse().ok(),
            after: fields.value("after").parse().ok(),
        }
    }

    fn address(self) -> String {
        let mut fields = Fields::default();
        let said = |part: Option<String>| part.unwrap_or_default();
        fields.add("phone", &said(self.phone.map(|phone| phone.to_string())));
        fields.add("after", &said(self.after.map(|after| after.to_string())));
        fields.address(PATH)
    }
}

/// Everything on the page. `left` is what was not let in just now.
pub fn quarantine(
    c: &Connection,
    organisation: &OrganisationId,
    seat: &Seat<'_>,
    asked: Part,
    left: Vec<Left>,
) -> Result<Quarantine, StoreError> {
    let place = (asked.phone, asked.after);
    let mut found = waiting::page(c, organisation, seat.scope, place, QUARANTINE_SHOWN + 1)?;
    let has_more = found.len() > QUARANTINE_SHOWN;
    found.truncate(QUARANTINE_SHOWN);
    let last = found.last().map(|last| last.place).filter(|_| has_more);
    let at = |after| Part { after, ..asked }.address();
    let items = found.iter().map(|found| item(c, organisation, seat, found));
    Ok(Quarantine {
        items: items.collect::<Result<_, _>>()?,
        phone_of: phone_of(c, seat, asked)?,
        first: asked.after.map(|_| at(None)),
        next: last.map(|last| at(Some(last))),
        left,
        decided: decided(c, organisation, seat)?,
    })
}

/// Whose phone is asked about.
fn phone_of(c: &Connection, seat: &Seat<'_>, asked: Part) -> Result<Option<String>, StoreError> {
    let Some(phone) = asked.phone else {
        return Ok(None);
    };
    let device = devices::get(c, phone)?;
    Ok(device.map(|device| seat.names.member(&device.member)))
}

fn item(
    c: &Connection,
    organisation: &OrganisationId,
    seat: &Seat<'_>,
    waiting: &Waiting,
) -> Result<Item, StoreError> {
    let unit = waiting.unit.as_ref();
    let reading = projection::read_waiting(c, organisation, waiting)?;
    let (kind, pages) = if waiting.is_exchange {
        (DocKind::Exchange, "exchanges")
    } else {
        (DocKind::Session, "sessions")
    };
    let seen = reading.facts.and_then(|facts| seen(seat, facts));
    Ok(Item {
        id: waiting.doc.to_string(),
        unit: unit.map(|unit| seat.names.unit(unit)).unwrap_or_default(),
        address: waiting.is_here.then(|| format!("/{pages}/{}", waiting.doc)),
        senders: senders(c, organisation, seat, waiting)?,
        says: history::moments(seat.words(unit), kind, &reading.entries),
        unread: reading.further,
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
        Facts::Private(_) => return None,
    })
}

fn place(seat: &Seat<'_>, place: &model::Place) -> String {
    parts_of(seat.texts, place).join(", ")
}

/// The phones, what came last first.
fn senders(
    c: &Connection,
    organisation: &OrganisationId,
    seat: &Seat<'_>,
    waiting: &Waiting,
) -> Result<Vec<Sender>, StoreError> {
    let senders = waiting::senders(c, organisation, waiting.doc, QUARANTINE_SENDERS_SHOWN)?;
    let senders = senders.into_iter().map(|sender| {
        let device = sender.device;
        let all = waiting::left_by(c, organisation, seat.scope, device)?;
        let phone = Part {
            phone: Some(device),
            after: None,
        };
        Ok(Sender {
            member: seat.names.member(&sender.member),
            phone: format!("/phones/{device}"),
            why: Why::of(c, organisation, waiting.unit.as_ref(), &sender)?
                .code()
                .to_owned(),
            changes: sender.changes,
            others: all.saturating_sub(1),
            all: phone.address(),
            received: seat.names.local(waiting.unit.as_ref(), sender.received),
        })
    });
    senders.collect()
}

/// What was decided about sessions and exchanges in view.
fn decided(
    c: &Connection,
    organisation: &OrganisationId,
    seat: &Seat<'_>,
) -> Result<Vec<Decided>, StoreError> {
    let acts = waiting::decided(c, organisation, seat.scope, QUARANTINE_DECISIONS_SHOWN)?;
    let decided = acts.into_iter().map(|act| {
        let found = found(c, act.doc)?;
        let unit = found.as_ref().map(|(unit, ..)| unit);
        let unit = unit.or_else(|| seat.names.unit_of(&act.member));
        Ok(Decided {
            at: seat.names.local(unit, act.at),
            who: seat.names.member(&act.member),
            changes: act.about["changes"].as_u64().unwrap_or_default(),
            reason: reason(&act),
            what: act.what,
            about: found.map(|(_, address, title)| (address, title)),
        })
    });
    decided.collect()
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
