//! The writer's part: many devices' judged pushes in one transaction, and each document of them in
//! a savepoint of its own.
//!
//! Nothing is judged here in the common case. A document that moved since it was judged goes back,
//! so that a busy one keeps nobody else waiting; only one that was sent back again and again is
//! judged on the spot. One device's fault undoes its own document and nothing else.

use client_core::ids::{FeedId, OrganisationId, ProgrammeId};
use client_core::time::Timestamp;

use super::deposit;
use super::prepared::{Prepared, Push, State};
use super::{Exchange, Failure};
use crate::limits::MOVED_ROUNDS_MAX;
use crate::projection;
use crate::store::documents::{DocumentRow, Snapshot};
use crate::store::feeds::Day;
use crate::store::log::Origin;
use crate::store::writer::savepoint;
use crate::store::{
    StoreError, Transaction, carried, changes, documents, feeds, quarantine, refusals, replicas,
};

impl Exchange {
    /// Commits what waits in these requests, all together: what is not `Failed` or moved
    /// afterwards is durable. When it fails as a whole, nothing of it is there, and none of them
    /// may be answered.
    pub fn commit(&self, batch: &mut [Prepared], now: Timestamp) -> Result<(), Failure> {
        self.store.write(|t| {
            for prepared in batch.iter_mut().filter(|prepared| prepared.waits()) {
                self.commit_one(t, prepared, now)?;
            }
            Ok(())
        })
    }

    fn commit_one(
        &self,
        t: &Transaction<'_>,
        prepared: &mut Prepared,
        now: Timestamp,
    ) -> Result<(), Failure> {
        let organisation = prepared.who.organisation.clone();
        let device = prepared.who.device;
        let noted = savepoint(t, |t| self.presence.write_one(t, &organisation, device))?;
        if let Some(error) = own_fault(noted)? {
            tracing::error!(%device, error, "a device's visit could not be written");
            prepared.give_up();
            return Ok(());
        }
        if let Some(deposit) = prepared.deposit.take() {
            let who = &prepared.who;
            let kept = savepoint(t, |t| deposit::write(t, who, deposit, now))?;
            if let Some(error) = own_fault(kept)? {
                tracing::error!(%device, error, "what opens a phone's lock could not be kept");
            }
        }
        for at in 0..prepared.pushes.len() {
            if prepared.pushes[at].state != State::Judged {
                continue;
            }
            write_push(t, &organisation, &mut prepared.pushes[at], now)?;
            let is_moved = prepared.pushes[at].state == State::Moved;
            if is_moved && prepared.rounds >= MOVED_ROUNDS_MAX {
                self.judge_one(t, prepared, at, now)?;
                write_push(t, &organisation, &mut prepared.pushes[at], now)?;
                prepared.pushes[at].give_up_if_moved();
            }
        }
        Ok(())
    }
}

/// Writes one judged push in a savepoint of its own, and notes what came of it. An error means
/// that the whole transaction is lost.
pub(super) fn write_push(
    t: &Transaction<'_>,
    organisation: &OrganisationId,
    push: &mut Push,
    now: Timestamp,
) -> Result<(), Failure> {
    let written = savepoint(t, |t| write(t, organisation, push, now))?;
    push.state = State::Failed;
    let noted = written.map(|state| push.state = state);
    if let Some(error) = own_fault(noted)? {
        tracing::error!(doc = %push.brought.doc, error, "a judged push could not be written");
    }
    Ok(())
}

/// What went wrong, when it touches nothing else of the transaction.
fn own_fault(done: Result<(), StoreError>) -> Result<Option<String>, Failure> {
    match done {
        Ok(()) => Ok(None),
        Err(error) if error.is_general() => Err(error.into()),
        Err(error) => Ok(Some(error.to_string())),
    }
}

/// Writes one document's changes; says when they must be judged again.
fn write(
    t: &Transaction<'_>,
    organisation: &OrganisationId,
    push: &Push,
    now: Timestamp,
) -> Result<State, StoreError> {
    let (doc, verdict) = (push.brought.doc, &push.verdict);
    if !quarantine::has_room(t, organisation, doc, &verdict.quarantined)? {
        // Nothing of it is said to be kept.
        return Ok(State::Full);
    }
    // What is only refused is refused whatever else came.
    if let Some(row) = &verdict.row {
        let standing = documents::standing(t, organisation, doc)?;
        let is_as_judged = match (&standing, verdict.judged_at) {
            (Some((last, unit)), Some(judged)) => *last == judged && *unit == row.unit,
            (None, None) => true,
            _ => false,
        };
        if !is_as_judged {
            return Ok(State::Moved);
        }
        if let Some(parent) = row.parent {
            let parent = documents::standing(t, organisation, parent)?;
            if parent.is_none_or(|(_, unit)| unit != row.unit) {
                // It was to be written with this one, and moved.
                return Ok(State::Moved);
            }
        }
    }
    for row in &verdict.replicas {
        replicas::put(t, organisation, row)?;
    }
    for (hash, refusal) in &verdict.refused {
        refusals::put(t, organisation, doc, *hash, refusal, now)?;
    }
    for (old, from_seq) in &verdict.replaced {
        refusals::replace(t, organisation, doc, *old, *from_seq)?;
    }
    for kept in &verdict.quarantined {
        quarantine::put(t, organisation, doc, kept)?;
    }
    let Some(row) = &verdict.row else {
        return Ok(State::Done(verdict.known_seq));
    };
    let last = write_changes(t, organisation, push, row, now)?;
    if let Some(facts) = &verdict.facts {
        projection::write(t, facts, now)?;
    }
    Ok(State::Done(last))
}

fn write_changes(
    t: &Transaction<'_>,
    organisation: &OrganisationId,
    push: &Push,
    row: &DocumentRow,
    now: Timestamp,
) -> Result<u64, StoreError> {
    let (doc, verdict) = (row.doc, &push.verdict);
    let feed = FeedId::of_unit(&row.unit);
    let is_new = verdict.judged_at.is_none();
    let (mut first, mut last) = (None, 0);
    for accepted in &verdict.accepted {
        let origin = Origin {
            device: Some(accepted.device),
            member: Some(&accepted.member),
            received: now,
        };
        let joins = (is_new && first.is_none()).then_some(&feed);
        let at = changes::insert(t, organisation, doc, &origin, &accepted.change, joins)?;
        if accepted.waited {
            quarantine::let_in(t, organisation, doc, accepted.change.hash)?;
        }
        if let Some(carrier) = &push.carrier {
            carried::put(t, at.seq, carrier)?;
        }
        first = first.or(Some(at.seq));
        last = at.seq;
    }
    let day = Day {
        day: &row.day,
        planned: row.planned,
    };
    let row = DocumentRow {
        last_seq: last,
        ..row.clone()
    };
    documents::put(t, organisation, &row)?;
    if is_new {
        feeds::begin(
            t,
            organisation,
            doc,
            &feed,
            (first.unwrap_or(last), last),
            day,
        )?;
    } else {
        feeds::moved(t, organisation, doc, last, day)?;
    }
    if let Some(programme) = &verdict.joins {
        join_programme(t, organisation, push, programme, (day, now))?;
    }
    if let Some(bytes) = &verdict.snapshot {
        let snapshot = Snapshot {
            seq: last,
            heads: row.heads,
            bytes: bytes.clone(),
        };
        documents::put_snapshot(t, organisation, doc, &snapshot)?;
    }
    Ok(last)
}

/// The standing rule puts a document into the first programme that it names, once: one that an
/// administrator took out again stays out.
fn join_programme(
    t: &Transaction<'_>,
    organisation: &OrganisationId,
    push: &Push,
    programme: &ProgrammeId,
    (day, now): (Day<'_>, Timestamp),
) -> Result<(), StoreError> {
    let doc = push.brought.doc;
    let listed = feeds::of_document(t, organisation, doc)?;
    if listed
        .iter()
        .any(|listed| listed.feed.programme().is_some())
    {
        return Ok(());
    }
    let by = push.verdict.accepted.last();
    let origin = Origin {
        device: by.map(|by| by.device),
        member: by.map(|by| &by.member),
        received: now,
    };
    let feed = FeedId::of_programme(programme);
    feeds::join(t, organisation, doc, &feed, day, &origin)?;
    Ok(())
}
