//! Changes that wait for a coordinator: their device was closed, or their writer lost the document
//! long ago. A decision lets a change in, and it leaves; or refuses it for good, and its bytes
//! stay. What waits, by the session that it is about, is read by `read::waiting`.

use std::collections::BTreeMap;

use client_core::ids::{ChangeHash, DeviceId, DocId, MemberId, OrganisationId, UnitId};
use client_core::model::DocKind;
use client_core::time::Timestamp;
use client_core::wire::RefusalCode;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::carried::Carrier;
use super::column::{bytes, parsed, parsed_if_any, unsigned};
use super::row::number;
use super::{StoreError, documents, refusals};
use crate::limits::{
    QUARANTINE_BYTES_MAX, QUARANTINE_CHANGES_MAX, QUARANTINE_DEVICE_BYTES_MAX,
    QUARANTINE_DEVICE_CHANGES_MAX,
};

/// A change that waits for a coordinator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its name.
    pub hash: ChangeHash,
    /// The enrolment it came from.
    pub device: DeviceId,
    /// Who wrote it.
    pub member: MemberId,
    /// What its document is: 0 session, 1 exchange, 2 private.
    pub kind: u8,
    /// For which unit it was begun, if the device said so.
    pub unit: Option<UnitId>,
    /// Where it stands among the changes of its document.
    pub place: Place,
    /// When it came.
    pub received: Timestamp,
    /// Who brought it, when that was not its author.
    pub carrier: Option<Carrier>,
    /// The raw chunk.
    pub bytes: Vec<u8>,
}

/// Where a change stands among those of its document: what depends on another starts above it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The number of its first operation; 0 when an earlier version of this program kept it.
    pub start_op: u64,
    /// Its number among those of its replica.
    pub actor_seq: u64,
}

/// How far the changes of a document were read.
pub type After = (Place, ChangeHash);

/// Before the first change of every document.
pub const BEGINNING: After = (
    Place {
        start_op: 0,
        actor_seq: 0,
    },
    ChangeHash([0; 32]),
);

/// So many changes with so many bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Amount {
    changes: u64,
    bytes: u64,
}

impl Amount {
    const fn and(self, other: Self) -> Self {
        Self {
            changes: self.changes + other.changes,
            bytes: self.bytes + other.bytes,
        }
    }

    const fn fits(self, changes: u64, bytes: u64) -> bool {
        self.changes <= changes && self.bytes <= bytes
    }
}

/// Whether these changes of a document may be kept beside what each device has here already, what
/// was refused for good included, and beside everything that waits.
pub fn has_room(
    c: &Connection,
    organisation: &OrganisationId,
    doc: DocId,
    wanted: &[Kept],
) -> Result<bool, StoreError> {
    let mut new: BTreeMap<DeviceId, Amount> = BTreeMap::new();
    for kept in wanted {
        if !is_kept(c, organisation, doc, kept.hash)? {
            let sum = new.entry(kept.device).or_default();
            *sum = sum.and(Amount {
                changes: 1,
                bytes: kept.bytes.len() as u64,
            });
        }
    }
    if new.is_empty() {
        return Ok(true);
    }
    let sum = "SELECT changes, bytes FROM quarantine_sum WHERE organisation = ?1 AND device = ?2";
    let mut sum = c.prepare_cached(sum)?;
    for (device, new) in &new {
        let before = sum.query_row(params![organisation.as_str(), device.0], amount);
        let after = before.optional()?.unwrap_or_default().and(*new);
        if !after.fits(QUARANTINE_DEVICE_CHANGES_MAX, QUARANTINE_DEVICE_BYTES_MAX) {
            return Ok(false);
        }
    }
    let all = "SELECT coalesce(sum(waiting), 0), coalesce(sum(waiting_bytes), 0)
               FROM quarantine_sum WHERE organisation = ?1";
    let before = c
        .prepare_cached(all)?
        .query_row([organisation.as_str()], amount)?;
    let after = new.values().copied().fold(before, Amount::and);
    Ok(after.fits(QUARANTINE_CHANGES_MAX, QUARANTINE_BYTES_MAX))
}

fn amount(row: &Row<'_>) -> rusqlite::Result<Amount> {
    Ok(Amount {
        changes: unsigned(row, 0)?,
        bytes: unsigned(row, 1)?,
    })
}

fn is_kept(
    c: &Connection,
    organisation: &OrganisationId,
    doc: DocId,
    hash: ChangeHash,
) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM quarantine WHERE organisation = ?1 AND doc = ?2 AND hash = ?3";
    let known = params![organisation.as_str(), doc.0, hash.0];
    Ok(c.prepare_cached(sql)?.exists(known)?)
}

/// Keeps a change for a coordinator. Whether there is [room](has_room) is asked before.
pub fn put(
    t: &Transaction<'_>,
    organisation: &OrganisationId,
    doc: DocId,
    kept: &Kept,
) -> Result<(), StoreError> {
    let is_private = kept.kind == DocKind::Private.number();
    let about = match is_private {
        true => parent_of(t, organisation, doc)?,
        false => doc,
    };
    t.prepare_cached(
        "INSERT OR IGNORE INTO quarantine
             (organisation, doc, hash, device, member, received, kind, unit, about, start_op,
              actor_seq, bytes, carrier_device, carrier_member)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    )?
    .execute(params![
        organisation.as_str(),
        doc.0,
        kept.hash.0,
        kept.device.0,
        kept.member.as_str(),
        kept.received.0,
        kept.kind,
        kept.unit.as_ref().map(UnitId::as_str),
        about.0,
        number(kept.place.start_op),
        number(kept.place.actor_seq),
        kept.bytes,
        kept.carrier.as_ref().map(|carrier| carrier.device.0),
        kept.carrier.as_ref().map(|carrier| carrier.member.as_str()),
    ])?;
    if !is_private {
        // Its companion may have come before it.
        t.prepare_cached("UPDATE quarantine SET about = ?3 WHERE organisation = ?1 AND doc = ?2")?
            .execute(params![organisation.as_str(), doc.companion().0, doc.0])?;
    }
    Ok(())
}

/// The session or exchange whose companion this is, here or waiting. A companion whose parent
/// nobody knows stands for itself.
fn parent_of(
    c: &Connection,
    organisation: &OrganisationId,
    companion: DocId,
) -> Result<DocId, StoreError> {
    let here = documents::begun_with(c, organisation, companion)?;
    let here = here.into_iter().find(|doc| doc.companion() == companion);
    let parent = match here {
        Some(doc) => Some(doc),
        None => waiting_parent(c, organisation, companion)?.map(|(doc, _)| doc),
    };
    Ok(parent.unwrap_or(companion))
}

/// The session or exchange that waits and whose companion this is, and who wrote what waits.
pub fn waiting_parent(
    c: &Connection,
    organisation: &OrganisationId,
    companion: DocId,
) -> Result<Option<(DocId, MemberId)>, StoreError> {
    let (first, last) = documents::same_time(companion);
    let sql = "SELECT DISTINCT doc, member FROM quarantine
               WHERE organisation = ?1 AND doc BETWEEN ?2 AND ?3 AND kind <> 2
                 AND rejected_at IS NULL";
    let mut statement = c.prepare_cached(sql)?;
    let begun = statement.query_map(params![organisation.as_str(), first, last], |row| {
        Ok((DocId(row.get(0)?), parsed(row, 1)?))
    })?;
    for found in begun {
        let (doc, writer) = found?;
        if doc.companion() == companion {
            return Ok(Some((doc, writer)));
        }
    }
    Ok(None)
}

/// Who wrote a change that waits; none when it does not.
pub fn author_of(
    c: &Connection,
    organisation: &OrganisationId,
    doc: DocId,
    hash: ChangeHash,
) -> Result<Option<MemberId>, StoreError> {
    let sql = "SELECT member FROM quarantine
               WHERE organisation = ?1 AND doc = ?2 AND hash = ?3 AND rejected_at IS NULL";
    let known = params![organisation.as_str(), doc.0, hash.0];
    let member = c
        .prepare_cached(sql)?
        .query_row(known, |row| parsed(row, 0));
    Ok(member.optional()?)
}

/// What waits of a document behind one of its changes, in causal order: at most so many changes,
/// and none behind the one with which they come to so many bytes.
pub fn of_document(
    c: &Connection,
    organisation: &OrganisationId,
    doc: DocId,
    (after, hash): After,
    (changes_max, bytes_max): (usize, usize),
) -> Result<Vec<Kept>, StoreError> {
    let sql = "SELECT hash, device, member, kind, unit, start_op, actor_seq, received,
                      bytes, carrier_device, carrier_member FROM quarantine
               WHERE organisation = ?1 AND doc = ?2 AND rejected_at IS NULL
                 AND (start_op, actor_seq, hash) > (?3, ?4, ?5)
               ORDER BY start_op, actor_seq, hash LIMIT ?6";
    let mut statement = c.prepare_cached(sql)?;
    let rows = statement.query_map(
        params![
            organisation.as_str(),
            doc.0,
            number(after.start_op),
            number(after.actor_seq),
            hash.0,
            number(changes_max as u64),
        ],
        |row| {
            Ok(Kept {
                hash: ChangeHash(row.get(0)?),
                device: bytes(row, 1)?,
                member: parsed(row, 2)?,
                kind: row.get(3)?,
                unit: parsed_if_any(row, 4)?,
                place: Place {
                    start_op: unsigned(row, 5)?,
                    actor_seq: unsigned(row, 6)?,
                },
                received: Timestamp(row.get(7)?),
                bytes: row.get(8)?,
                carrier: carrier(row, 9)?,
            })
        },
    )?;
    let (mut kept, mut sum) = (Vec::new(), 0);
    for row in rows {
        let row = row?;
        sum += row.bytes.len();
        kept.push(row);
        if sum >= bytes_max {
            break;
        }
    }
    Ok(kept)
}

fn carrier(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<Carrier>> {
    let device: Option<[u8; 16]> = row.get(at)?;
    let member = parsed_if_any(row, at + 1)?;
    let carrier = device.map(DeviceId).zip(member);
    Ok(carrier.map(|(device, member)| Carrier { device, member }))
}

impl Kept {
    /// How far somebody has read who has read this one.
    pub const fn after(&self) -> After {
        (self.place, self.hash)
    }
}

/// A change was taken: it waits no more, and is no longer refused.
pub fn let_in(
    t: &Transaction<'_>,
    organisation: &OrganisationId,
    doc: DocId,
    hash: ChangeHash,
) -> Result<(), StoreError> {
    t.prepare_cached("DELETE FROM quarantine WHERE organisation = ?1 AND doc = ?2 AND hash = ?3")?
        .execute(params![organisation.as_str(), doc.0, hash.0])?;
    refusals::lift(t, organisation, doc, hash)
}

/// What waits of a document will never be taken; its bytes stay. Says how many changes that were.
pub fn keep_out(
    t: &Transaction<'_>,
    organisation: &OrganisationId,
    doc: DocId,
    reason: &str,
    now: Timestamp,
) -> Result<usize, StoreError> {
    t.prepare_cached(
        "UPDATE refused SET code = ?3, reason = ?4
         WHERE organisation = ?1 AND doc = ?2 AND code = ?5 AND hash IN
             (SELECT hash FROM quarantine
              WHERE organisation = ?1 AND doc = ?2 AND rejected_at IS NULL)",
    )?
    .execute(params![
        organisation.as_str(),
        doc.0,
        RefusalCode::NotPermitted.number(),
        reason,
        RefusalCode::Quarantined.number(),
    ])?;
    let kept_out = t
        .prepare_cached(
            "UPDATE quarantine SET rejected_at = ?3
             WHERE organisation = ?1 AND doc = ?2 AND rejected_at IS NULL",
        )?
        .execute(params![organisation.as_str(), doc.0, now.0])?;
    Ok(kept_out)
}
