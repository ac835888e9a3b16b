//! Which keys seal hand-overs, and since when: one open key for the organisation and one for each
//! programme with partners' seats. A circle that somebody leaves gets the next one; what the old
//! one sealed can be opened for some time yet.
//!
//! The keys themselves are not here: whoever has the data folder makes each from its id and from
//! the secret that lies outside the database.

use client_core::ids::{MemberId, OrganisationId, ProgrammeId, SealKeyId};
use client_core::model::catalogue::Entry;
use client_core::model::{HandOverKey, Role, SealKey};
use client_core::time::Timestamp;
use rusqlite::{Connection, Transaction};
use sha2::{Digest, Sha256};

use super::{StoreError, catalogue, follows, members, organisation};
use crate::limits::{SEAL_KEY_OLD_DAYS, SEAL_KEYS_OLD_MAX};

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

/// What stands in the database instead of a key.
const ELSEWHERE: SealKey = SealKey([0; 32]);

/// The keys that there are, without what they are made of.
pub fn all(c: &Connection) -> Result<Vec<HandOverKey>, StoreError> {
    let key = |entry| match entry {
        Entry::HandOver(key) => Some(key),
        _ => None,
    };
    let entries = catalogue::of_kind(c, "hand_over")?;
    Ok(entries.into_iter().filter_map(key).collect())
}

/// Makes the key of a circle when it has none that seals.
pub fn ensure(
    tx: &Transaction<'_>,
    circle: Option<&ProgrammeId>,
    now: Timestamp,
) -> Result<(), StoreError> {
    match HandOverKey::newest(&all(tx)?, circle) {
        Some(_) => Ok(()),
        None => begin(tx, circle, now),
    }
}

/// Makes the keys that an earlier version did not make, and drops those that nobody needs any more.
pub fn keep(tx: &Transaction<'_>, now: Timestamp) -> Result<(), StoreError> {
    if let Some(home) = organisation::home(tx)? {
        ensure(tx, None, now)?;
        for programme in with_partners(tx, &home.id)? {
            ensure(tx, Some(&programme), now)?;
        }
    }
    drop_old(tx, now)
}

/// Whether [`keep`] has something to do.
pub fn is_due(c: &Connection, now: Timestamp) -> Result<bool, StoreError> {
    let is_over = |key: &HandOverKey| key.until.is_some_and(|until| until <= now);
    Ok(all(c)?.iter().any(is_over))
}

/// The next key of a circle takes the place of the one before.
pub fn rotate(
    tx: &Transaction<'_>,
    circle: Option<&ProgrammeId>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let keys = all(tx)?;
    // One that was made in this transaction is nobody's yet.
    if HandOverKey::newest(&keys, circle).is_some_and(|newest| newest.since == now) {
        return Ok(());
    }
    retire(tx, circle, now)?;
    begin(tx, circle, now)
}

/// A circle ends: its key seals nothing more.
pub fn retire(
    tx: &Transaction<'_>,
    circle: Option<&ProgrammeId>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let until = now.plus_ms(SEAL_KEY_OLD_DAYS * DAY_MS);
    let keys = all(tx)?.into_iter();
    let keys = keys.filter(|key| key.programme.as_ref() == circle && key.until.is_none());
    for key in keys {
        let key = HandOverKey {
            until: Some(until),
            ..key
        };
        catalogue::put(tx, &Entry::HandOver(key))?;
    }
    drop_old(tx, now)
}

/// A member had keys and is not to have the next ones.
pub fn leaves(tx: &Transaction<'_>, member: &MemberId, now: Timestamp) -> Result<(), StoreError> {
    let Some(home) = organisation::home(tx)? else {
        return Ok(());
    };
    match members::get(tx, member)?.map(|member| member.role) {
        Some(Role::Partner) => {
            let windows = follows::windows(tx, &home.id, member)?;
            let open = windows.iter().filter(|window| window.until.is_none());
            let mut programmes = open.filter_map(|window| window.feed.programme());
            programmes.try_for_each(|programme| rotate(tx, Some(&programme), now))
        }
        _ => rotate_all(tx, now),
    }
}

/// Every circle gets the next key: a member of the organisation has those of all.
pub fn rotate_all(tx: &Transaction<'_>, now: Timestamp) -> Result<(), StoreError> {
    rotate(tx, None, now)?;
    let keys = all(tx)?.into_iter().filter(|key| key.until.is_none());
    let mut circles = keys.filter_map(|key| key.programme);
    circles.try_for_each(|programme| rotate(tx, Some(&programme), now))
}

/// Says the keys of a circle once more: there is somebody who may hear them only now. Of none: all.
pub fn say_again(tx: &Transaction<'_>, circle: Option<&ProgrammeId>) -> Result<(), StoreError> {
    let keys = all(tx)?.into_iter();
    let mut keys = keys.filter(|key| circle.is_none() || key.programme.as_ref() == circle);
    keys.try_for_each(|key| catalogue::say_again(tx, &Entry::HandOver(key).key()))
}

fn begin(
    tx: &Transaction<'_>,
    circle: Option<&ProgrammeId>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let key = HandOverKey {
        id: id(tx, circle, now)?,
        key: ELSEWHERE,
        programme: circle.cloned(),
        since: now,
        until: None,
    };
    catalogue::put(tx, &Entry::HandOver(key))
}

/// An id that no other key has, also after a restore: it holds the time.
fn id(
    c: &Connection,
    circle: Option<&ProgrammeId>,
    now: Timestamp,
) -> Result<SealKeyId, StoreError> {
    let mut hash = Sha256::new();
    hash.update(b"teren seal key id");
    hash.update(now.0.to_be_bytes());
    hash.update(catalogue::version(c)?.to_be_bytes());
    hash.update(circle.map_or("", ProgrammeId::as_str));
    let hash = hash.finalize();
    Ok(SealKeyId(
        hash[..8].try_into().expect("eight of thirty-two bytes"),
    ))
}

/// Takes away the keys that were to be kept until now, and the oldest of a circle that has too
/// many: a hundred phones may be closed on one day.
fn drop_old(tx: &Transaction<'_>, now: Timestamp) -> Result<(), StoreError> {
    let mut old: Vec<_> = all(tx)?
        .into_iter()
        .filter(|key| key.until.is_some())
        .collect();
    old.sort_by_key(|key| {
        (
            key.programme.clone(),
            std::cmp::Reverse((key.until, key.since)),
        )
    });
    for circle in old.chunk_by(|one, next| one.programme == next.programme) {
        for (at, key) in circle.iter().enumerate() {
            if at >= SEAL_KEYS_OLD_MAX || key.until.is_some_and(|until| until <= now) {
                catalogue::remove(tx, &Entry::HandOver(key.clone()).key())?;
            }
        }
    }
    Ok(())
}

/// The programmes that partners follow.
fn with_partners(
    c: &Connection,
    home: &OrganisationId,
) -> Result<std::collections::BTreeSet<ProgrammeId>, StoreError> {
    let mut followed = std::collections::BTreeSet::new();
    for member in members::all(c)? {
        if member.role == Role::Partner {
            let windows = follows::windows(c, home, &member.id)?;
            let open = windows.iter().filter(|window| window.until.is_none());
            followed.extend(open.filter_map(|window| window.feed.programme()));
        }
    }
    Ok(followed)
}
