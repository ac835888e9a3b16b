//! Likely duplicates: which sessions of the reader's scope look like one event.

use std::collections::{BTreeMap, BTreeSet};

use client_core::ids::{DocId, OrganisationId};
use client_core::limits::SAME_EVENT_MS_MAX;
use client_core::model::{Kind, LikelyPair, Likeness, likeness};
use client_core::time::Timestamp;

use super::seat::Seat;
use super::words::parts_of;
use crate::dashboard::model::duplicates::{Decided, Duplicates, Pair, Side};
use crate::limits::{DECIDED_PAIRS_SHOWN, LIKELY_PAIRS_SHOWN, LIKELY_TRACES_MAX};
use crate::register;
use crate::store::read::likely;
use crate::store::read_model::{self, SessionFacts};
use crate::store::{Connection, StoreError, documents, told_apart};

const MINUTE_MS: u64 = 60_000;

/// One page of what waits for a decision, and what was decided last.
pub fn duplicates(
    c: &Connection,
    organisation: &OrganisationId,
    seat: &Seat<'_>,
    before: Option<Timestamp>,
) -> Result<Duplicates, StoreError> {
    let (found, next) = waiting(c, organisation, seat, before)?;
    let mut pairs = Vec::with_capacity(found.len());
    for found in found {
        let docs = (found.one, found.other);
        pairs.extend(pair(c, organisation, seat, docs, found.likeness)?);
    }
    // The first page alone shows what is behind it.
    let decided = if before.is_none() {
        DECIDED_PAIRS_SHOWN
    } else {
        0
    };
    Ok(Duplicates {
        pairs,
        older: next.map(|next| format!("/duplicates?before={}", next.0)),
        linked: decided_of(c, seat, likely::linked(c, seat.scope, decided)?)?,
        apart: decided_of(c, seat, told_apart::latest(c, decided)?)?,
    })
}

/// The pairs in which one session is.
pub fn duplicates_of(
    c: &Connection,
    organisation: &OrganisationId,
    seat: &Seat<'_>,
    doc: DocId,
) -> Result<Duplicates, StoreError> {
    let mut pairs = Vec::new();
    for (other, likeness) in alike(c, organisation, seat, doc)? {
        pairs.extend(pair(c, organisation, seat, (doc, other), likeness)?);
    }
    Ok(Duplicates {
        pairs,
        older: None,
        linked: Vec::new(),
        apart: Vec::new(),
    })
}

fn pair(
    c: &Connection,
    organisation: &OrganisationId,
    seat: &Seat<'_>,
    (one, other): (DocId, DocId),
    likeness: Likeness,
) -> Result<Option<Pair>, StoreError> {
    let one = side(c, organisation, seat, one)?;
    let other = side(c, organisation, seat, other)?;
    Ok(one.zip(other).map(|(one, other)| Pair {
        one,
        other,
        place: likeness.place.code().to_owned(),
        minutes: likeness.apart_ms / MINUTE_MS,
    }))
}

/// The sessions that look like the same event as this one.
pub(super) fn likely_same(
    c: &Connection,
    organisation: &OrganisationId,
    seat: &Seat<'_>,
    doc: DocId,
) -> Result<Vec<Side>, StoreError> {
    let mut sides = Vec::new();
    for (other, _) in alike(c, organisation, seat, doc)? {
        sides.extend(side(c, organisation, seat, other)?);
    }
    Ok(sides)
}

/// Whether two sessions look alike now, and nobody has said that they are two events.
pub fn is_likely(
    c: &Connection,
    organisation: &OrganisationId,
    seat: &Seat<'_>,
    (one, other): (DocId, DocId),
) -> Result<bool, StoreError> {
    let alike = alike(c, organisation, seat, one)?;
    Ok(alike.iter().any(|(doc, _)| *doc == other))
}

pub(super) fn alike(
    c: &Connection,
    organisation: &OrganisationId,
    seat: &Seat<'_>,
    doc: DocId,
) -> Result<Vec<(DocId, Likeness)>, StoreError> {
    let Some((one, others)) = likely::around(c, organisation, seat.scope, doc)? else {
        return Ok(Vec::new());
    };
    let mut alike = Vec::new();
    for other in others {
        if let Some(likeness) = one.likeness(&other)
            && !told_apart::is_known(c, (doc, other.id))?
        {
            alike.push((other.id, likeness));
        }
    }
    Ok(alike)
}

/// The next pairs, and from where on those behind them are found.
fn waiting(
    c: &Connection,
    organisation: &OrganisationId,
    seat: &Seat<'_>,
    before: Option<Timestamp>,
) -> Result<(Vec<LikelyPair>, Option<Timestamp>), StoreError> {
    let until = before.unwrap_or(Timestamp(i64::MAX));
    let traces = likely::until(c, organisation, seat.scope, until, LIKELY_TRACES_MAX)?;
    let moments: BTreeMap<DocId, Timestamp> = traces
        .iter()
        .map(|trace| (trace.id, trace.moment))
        .collect();
    // What lies near the oldest that was read may be like something older.
    let mut next = None;
    if let Some(oldest) = traces.last().filter(|_| traces.len() == LIKELY_TRACES_MAX) {
        let reach = i64::try_from(SAME_EVENT_MS_MAX).unwrap_or(i64::MAX);
        let near = oldest.moment.plus_ms(reach);
        next = Some(if near < until {
            near
        } else {
            oldest.moment.plus_ms(-1)
        });
    }
    let mut pairs = Vec::new();
    let mut last_moment = None;
    for pair in likeness::likely_pairs(traces) {
        let later = moments[&pair.one].max(moments[&pair.other]);
        if next.is_some_and(|next| later <= next) {
            break;
        }
        if told_apart::is_known(c, (pair.one, pair.other))? {
            continue;
        }
        if pairs.len() >= LIKELY_PAIRS_SHOWN && last_moment != Some(later) {
            next = Some(later);
            break;
        }
        last_moment = Some(later);
        pairs.push(pair);
    }
    Ok((pairs, next))
}

fn side(
    c: &Connection,
    organisation: &OrganisationId,
    seat: &Seat<'_>,
    doc: DocId,
) -> Result<Option<Side>, StoreError> {
    let Some(facts) = in_view(c, seat, doc)? else {
        return Ok(None);
    };
    let author = documents::get(c, organisation, doc)?.map(|row| seat.names.member(&row.author));
    Ok(Some(Side {
        id: doc.to_string(),
        address: address(doc),
        title: facts.title,
        kind: facts.kind.map_or("", Kind::code).to_owned(),
        status: facts.status.code().to_owned(),
        at: seat.names.local(Some(&facts.unit), facts.moment),
        place: parts_of(seat.texts, &register::place(c, &facts.place)?).join(", "),
        unit: seat.names.unit(&facts.unit),
        author: author.unwrap_or_default(),
        people: facts.people,
        materials: facts.materials,
    }))
}

fn decided_of(
    c: &Connection,
    seat: &Seat<'_>,
    pairs: Vec<(DocId, DocId)>,
) -> Result<Vec<Decided>, StoreError> {
    let mut seen = BTreeSet::new();
    let mut decided = Vec::new();
    for (one, other) in pairs.into_iter().filter(|pair| seen.insert(*pair)) {
        let sides = (in_view(c, seat, one)?, in_view(c, seat, other)?);
        if let (Some(first), Some(second)) = sides {
            decided.push(Decided {
                one: named(seat, &first),
                other: named(seat, &second),
            });
        }
    }
    Ok(decided)
}

fn named(seat: &Seat<'_>, facts: &SessionFacts) -> (String, String, String) {
    let title = match (facts.title.as_str(), facts.kind) {
        ("", Some(kind)) => seat.texts.word("kind", kind.code()),
        (title, _) => title.to_owned(),
    };
    let day = seat.names.local(Some(&facts.unit), facts.moment).date();
    let title = format!("{title}, {}", seat.texts.day(day));
    (facts.doc.to_string(), address(facts.doc), title)
}

fn in_view(
    c: &Connection,
    seat: &Seat<'_>,
    doc: DocId,
) -> Result<Option<SessionFacts>, StoreError> {
    let facts = read_model::session(c, doc)?;
    Ok(facts.filter(|facts| seat.scope.covers(&facts.unit)))
}

fn address(doc: DocId) -> String {
    format!("/sessions/{doc}")
}
