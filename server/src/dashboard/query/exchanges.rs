//! Exchanges in words: the list of those that a reader sees, and one with everything that was said.

use client_core::ids::{DocId, OrganisationId, UnitId};
use client_core::model::{DocKind, Edit, Exchange, Place, Role, plain};
use client_core::time::Timestamp;
use jiff::civil::Date;

use super::names::Names;
use super::seat::Seat;
use super::words::{Words, parts_of};
use super::{desk, history, said};
use crate::dashboard::address::Fields;
use crate::dashboard::model::exchanges as page;
use crate::dashboard::model::filter::Choice;
use crate::dashboard::model::frame::Said;
use crate::dashboard::model::suspects::Suspects;
use crate::limits::EXCHANGES_SHOWN;
use crate::projection::{LoadError, OpenedExchange, open_exchange};
use crate::store::read::shared::Reader;
use crate::store::{Connection, StoreError, read_model, suspects};

/// The list: those that stand, or those that are hidden.
pub fn exchanges(
    c: &Connection,
    seat: &Seat<'_>,
    reader: Reader<'_>,
    withdrawn: bool,
) -> Result<page::Exchanges, LoadError> {
    let mut docs = reader.exchanges(c, withdrawn, EXCHANGES_SHOWN + 1)?;
    let is_more = docs.len() > EXCHANGES_SHOWN;
    docs.truncate(EXCHANGES_SHOWN);
    let mut rows = Vec::new();
    for doc in docs {
        if let Some(opened) = open_exchange(c, reader, doc)? {
            let words = seat.words(Some(&opened.unit));
            let is_suspect = suspects::is_open(c, doc)? && seat.scope.covers(&opened.unit);
            rows.push(page::Row {
                is_suspect,
                ..row(words, &opened.exchange)
            });
        }
    }
    let shared = reader.sessions(c, EXCHANGES_SHOWN)?;
    Ok(page::Exchanges {
        withdrawn,
        rows,
        is_more,
        sessions: held(c, seat, &shared)?,
    })
}

/// One exchange, as its page shows it to somebody of this role.
pub fn exchange(
    c: &Connection,
    seat: &Seat<'_>,
    reader: Reader<'_>,
    role: Role,
    opened: &OpenedExchange,
) -> Result<page::Exchange, StoreError> {
    let it = &opened.exchange;
    let words = seat.words(Some(&opened.unit));
    let names = seat.names;
    let mut sessions = Vec::new();
    for doc in &it.sessions {
        if reader.sees(c, *doc)? {
            sessions.push(*doc);
        }
    }
    let learned = it.learned.iter();
    let is_of_coordinator = role.coordinates() && seat.scope.covers(&opened.unit);
    let suspects = if is_of_coordinator {
        super::suspects::open(c, words, it.id)?
    } else {
        Suspects::default()
    };
    Ok(page::Exchange {
        id: it.id.to_string(),
        row: row(words, it),
        withdrawn: it.withdrawn.clone(),
        review: desk::review(it.review.as_ref()),
        suspects,
        place: parts_of(seat.texts, &it.place),
        hours: it.hours.map(|hours| seat.texts.number(hours.into())),
        unit: (role != Role::Partner).then(|| names.unit(&opened.unit)),
        activities: it.activities.values().cloned().collect(),
        learned: learned
            .map(|(who, what)| (names.organisation(who), what.clone()))
            .collect(),
        sessions: held(c, seat, &sessions)?,
        notes: it.notes.clone(),
        counts: said::counts(words, &it.counts),
        conflicts: said::conflicts(words, &it.counts, &it.conflicts),
        history: history::moments(words, DocKind::Exchange, &opened.history),
        seen: desk::heads_text(&opened.heads),
        may_withdraw: opened.is_own || role.coordinates(),
        form: form(names, &opened.unit, it),
    })
}

fn row(words: Words<'_>, it: &Exchange) -> page::Row {
    let name = |id: &OrganisationId| words.names.organisation(id);
    page::Row {
        address: format!("/exchanges/{}", it.id),
        programme: it.programme.as_ref().map(|id| words.names.programme(id)),
        title: it.title.clone(),
        host: it.host.as_ref().map(name),
        from: day(words, it.moment()),
        to: it.to.map(|to| day(words, to)),
        organisations: organisations(it).iter().map(name).collect(),
        participants: it.figures.values().sum(),
        status: it.status.code().to_owned(),
        conflicts: it.conflicts.len().try_into().unwrap_or(u32::MAX),
        is_suspect: false,
    }
}

fn day(words: Words<'_>, at: Timestamp) -> Date {
    words.names.local(words.unit, at).date()
}

/// The host first, then those who take part.
fn organisations(it: &Exchange) -> Vec<OrganisationId> {
    let others = it
        .partners
        .iter()
        .filter(|id| Some(*id) != it.host.as_ref());
    it.host.iter().chain(others).cloned().collect()
}

/// Sessions as facts; whoever has their pages gets there.
fn held(c: &Connection, seat: &Seat<'_>, docs: &[DocId]) -> Result<Vec<page::Held>, StoreError> {
    let mut held = Vec::new();
    for doc in docs {
        let Some(it) = read_model::session(c, *doc)? else {
            continue;
        };
        let place = Place {
            country: String::new(),
            adm1: String::new(),
            ..it.place
        };
        held.push(page::Held {
            address: (seat.scope.covers(&it.unit)).then(|| format!("/sessions/{doc}")),
            title: it.title,
            kind: it.kind.map_or("", |kind| kind.code()).to_owned(),
            day: seat.names.local(Some(&it.unit), it.moment).date(),
            place: parts_of(seat.texts, &place),
            people: it.people,
        });
    }
    Ok(held)
}

fn form(names: &Names, unit: &UnitId, it: &Exchange) -> page::Form {
    let day = |at: Option<Timestamp>| {
        at.map_or_else(String::new, |at| {
            names.local(Some(unit), at).date().to_string()
        })
    };
    let choice = |id: &OrganisationId| Choice {
        value: id.to_string(),
        name: names.organisation(id),
        chosen: false,
    };
    page::Form {
        title: it.title.clone(),
        locality: it.place.locality.clone(),
        venue: it.place.venue.clone(),
        from: day(it.from),
        to: day(it.to),
        hours: it.hours.map_or_else(String::new, |hours| hours.to_string()),
        organisations: organisations(it).iter().map(choice).collect(),
    }
}

/// The edits that the form of an exchange asks for: what was left as it stood is not written.
pub fn edited(names: &Names, opened: &OpenedExchange, form: &Fields) -> Result<Vec<Edit>, Said> {
    let it = &opened.exchange;
    let shown = self::form(names, &opened.unit, it);
    let text = |field: &str| form.value(field).trim().to_owned();
    let mut assignments = Vec::new();
    for (field, stands, name) in [
        ("title", &shown.title, "title"),
        ("locality", &shown.locality, "place.locality"),
        ("venue", &shown.venue, "place.venue"),
        ("hours", &shown.hours, "hours"),
    ] {
        let wanted = text(field);
        if wanted != *stands {
            assignments.push(format!("{name}={wanted}"));
        }
    }
    for (field, stands) in [("from", &shown.from), ("to", &shown.to)] {
        let wanted = text(field);
        if wanted != *stands {
            let at = midnight(names, &opened.unit, &wanted)?;
            assignments.push(format!("{field}={at}"));
        }
    }
    let (who, words) = (text("organisation"), text("learned"));
    if !words.is_empty() {
        let known = shown.organisations.iter().any(|it| it.value == who);
        if !known {
            return Err(Said::NothingChosen);
        }
        assignments.push(format!("learned.{who}={words}"));
    }
    if text("title").is_empty() {
        return Err(Said::NotTaken);
    }
    plain::exchange_assignments(it, &assignments).map_err(|_| Said::NotTaken)
}

/// When the day begins where the exchange belongs; nothing for no day.
fn midnight(names: &Names, unit: &UnitId, day: &str) -> Result<String, Said> {
    if day.is_empty() {
        return Ok(String::new());
    }
    let day: Date = day.parse().map_err(|_| Said::NotTaken)?;
    let at = names.instant(unit, day).ok_or(Said::NotTaken)?;
    Ok(at.to_string())
}
