//! What is not sent yet, when the last sync was, when the next try is due: always to be seen.

use serde::{Deserialize, Serialize};

use super::Client;
use super::commands::writable_unit;
use super::environment::Environment;
use super::error::ClientError;
use super::home::Home;
use super::paper::Own;
use crate::ids::UnitId;
use crate::limits::{RETRY_MS_MAX, RETRY_MS_MIN};
use crate::model::Role;
use crate::store::meta::{self, Meta};
use crate::store::{
    Connection, StoreError, Transaction, attention, document, envelope, list, photo,
};
use crate::time::Timestamp;

/// How one member's work stands with the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Status {
    /// The unit where the member is now, as the server said last: it may be another than the one
    /// in which this phone joined.
    pub unit: UnitId,
    /// What the member may do, as the server said last.
    pub role: Role,
    /// Sessions with unsent work.
    pub unsent: u32,
    /// Photos that are to be sent.
    pub unsent_photos: u32,
    /// When the last sync ended well.
    pub last_sync: Option<Timestamp>,
    /// When to try again after a failure.
    pub next_retry: Option<Timestamp>,
    /// How many matters need the member's attention.
    pub attention: usize,
    /// Hand-overs of others that the next sync brings to the server.
    pub carrying: u32,
    /// Sessions that a coordinator returned and nobody has edited since.
    pub returned: u32,
    /// Whether the next sync begins with a repair.
    pub repairing: bool,
    /// Other members who use this phone: a number each, and nothing else of theirs.
    pub others: Vec<OtherMember>,
}

/// Somebody else who uses this phone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OtherMember {
    /// The name under which that member is found here.
    pub label: String,
    /// Sessions with unsent work.
    pub unsent: u32,
    /// Photos that are to be sent.
    pub unsent_photos: u32,
}

/// Failed tries, and when the next one is due.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Backoff {
    failures: u32,
    next: Timestamp,
}

impl Client {
    /// How this member's work stands with the server.
    pub fn status(&self) -> Result<Status, ClientError> {
        let mut status = self.read(|connection, own| {
            let backoff = meta::get_json::<Backoff>(connection, Meta::Backoff)?;
            let (unsent, unsent_photos) = unsent(connection, own)?;
            Ok(Status {
                unit: writable_unit(connection, own, None)?,
                role: own.role,
                unsent,
                unsent_photos,
                last_sync: meta::get_json(connection, Meta::LastSync)?,
                next_retry: backoff.map(|backoff| backoff.next),
                attention: attention::list(connection)?.len(),
                carrying: envelope::count(connection)?.0,
                returned: list::count_returned(connection)?,
                repairing: meta::get(connection, Meta::Repair)?.is_some(),
                others: Vec::new(),
            })
        })?;
        let Some(slot) = &self.slot else {
            return Ok(status);
        };
        let members = Home::members(&slot.home.dir)?.into_iter();
        let others = members.filter(|member| member.slot != slot.name);
        status.others = others
            .map(|member| OtherMember {
                label: member.label,
                unsent: member.unsent,
                unsent_photos: member.unsent_photos,
            })
            .collect();
        Ok(status)
    }
}

/// Sessions with unsent work, and photos that are to be sent: none of what is practice.
fn unsent(connection: &Connection, own: &Own<'_>) -> Result<(u32, u32), StoreError> {
    if own.is_practice {
        return Ok((0, 0));
    }
    let documents = document::count_unsent(connection)?;
    Ok((documents, photo::count_to_send(connection)?))
}

/// A sync ended well. Where photos come after it they say whether there is still something to wait
/// for: failures of theirs are counted from one sync to the next.
pub(super) fn succeeded(tx: &Transaction<'_>, now: Timestamp) -> Result<(), StoreError> {
    if photo::count_to_send(tx)? == 0 {
        recovered(tx)?;
    }
    meta::put_json(tx, Meta::LastSync, &now)
}

/// Nothing failed any more: the next failure is the first.
pub(super) fn recovered(tx: &Transaction<'_>) -> Result<(), StoreError> {
    meta::clear(tx, Meta::Backoff)
}

/// A sync did not: the next try is due after a while that doubles each time, or after what the
/// server asks for. Phones that were cut off together must not come back together, so half of
/// the while is chance.
pub(super) fn failed(
    tx: &Transaction<'_>,
    environment: &Environment,
    asked_ms: Option<u64>,
) -> Result<(), StoreError> {
    let failures = before(tx)?.failures.saturating_add(1);
    let doubled = RETRY_MS_MIN.saturating_mul(1 << failures.min(20).saturating_sub(1));
    let while_ms = doubled.max(asked_ms.unwrap_or(0)).min(RETRY_MS_MAX);
    let chance = u64::from(u32::from_be_bytes(environment.draw()));
    let jittered = match asked_ms {
        // Never before the server said.
        Some(asked) => asked.min(RETRY_MS_MAX) + while_ms / 4 * chance / u64::from(u32::MAX),
        None => while_ms / 2 + while_ms / 2 * chance / u64::from(u32::MAX),
    };
    let next = environment
        .now()
        .plus_ms(i64::try_from(jittered).unwrap_or(i64::MAX));
    meta::put_json(tx, Meta::Backoff, &Backoff { failures, next })
}

fn before(connection: &Connection) -> Result<Backoff, StoreError> {
    Ok(meta::get_json(connection, Meta::Backoff)?.unwrap_or_default())
}
