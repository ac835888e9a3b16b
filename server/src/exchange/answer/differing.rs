//! Repair by fingerprints: the server's turn of a comparison, and which documents the states are
//! that a phone lacks. Both are read off the database anew; nothing is remembered of a phone.

use std::collections::BTreeSet;

use client_core::ids::{DocId, FeedId, StateHash};
use client_core::sync::reconcile::HeldSet;
use client_core::wire::message::Blob;
use client_core::wire::{Cursor, Reconcile, Reconciled};

use crate::exchange::Failure;
use crate::exchange::access::Access;
use crate::exchange::window::Window;
use crate::store::{Connection, DeviceSession, StoreError, walks};

/// Answers one turn. `cursor` is where the phone will stand when it has settled all that differs.
pub(in crate::exchange) fn answer_turn(
    c: &Connection,
    who: &DeviceSession,
    (access, window): (&Access, &Window),
    turn: &Reconcile,
    cursor: Cursor,
) -> Result<Reconciled, Failure> {
    let held = HeldSet::of(states(c, who, access, window)?);
    let message = held
        .answer(&turn.message.0)
        .map_err(|not_a_turn| Failure::Malformed(not_a_turn.to_string()))?;
    Ok(Reconciled {
        message: Blob(message),
        cursor: turn.begins.then_some(cursor),
    })
}

/// The documents that have these states.
pub(super) fn with_states(
    c: &Connection,
    who: &DeviceSession,
    (access, window): (&Access, &Window),
    wanted: &[StateHash],
) -> Result<BTreeSet<DocId>, StoreError> {
    if wanted.is_empty() {
        return Ok(BTreeSet::new());
    }
    let wanted: BTreeSet<_> = wanted.iter().collect();
    let states = states(c, who, access, window)?.into_iter();
    let found = states.filter(|(_, state)| wanted.contains(state));
    Ok(found.map(|(doc, _)| doc).collect())
}

/// What the device may see of the documents that were begun within the keep window.
fn states(
    c: &Connection,
    who: &DeviceSession,
    access: &Access,
    window: &Window,
) -> Result<Vec<(DocId, StateHash)>, StoreError> {
    let followed: BTreeSet<&FeedId> = access.feeds().map(|window| &window.feed).collect();
    let mut states: Vec<(DocId, StateHash)> = Vec::new();
    walks::listed_from(
        c,
        &who.organisation,
        window.kept.first,
        |doc, feed, heads| {
            // Of several feeds of one document the rows follow each other.
            let is_new = states.last().is_none_or(|(last, _)| *last != doc);
            if is_new && followed.contains(&feed) {
                states.push((doc, StateHash::of(doc, &heads)));
            }
        },
    )?;
    Ok(states)
}
