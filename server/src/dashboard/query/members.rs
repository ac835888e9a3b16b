//! The members in view, page by page, with their phones and invites.

use std::collections::BTreeMap;

use client_core::ids::MemberId;
use client_core::model::{Role, fold};
use client_core::time::Timestamp;

use super::seat::Seat;
use crate::accounts::{self, Viewer};
use crate::dashboard::address::{Asked, At};
use crate::dashboard::model::members::{Draft, Member, Members};
use crate::limits::{MEMBERS_SHOWN, SEARCH_WORDS_MAX};
use crate::store::members::Member as Known;
use crate::store::{Connection, StoreError, devices, invites, members as store};

/// Where the list lives.
const PATH: &str = "/members";

/// Everything on the page.
pub fn members(
    c: &Connection,
    seat: &Seat<'_>,
    viewer: &Viewer,
    asked: &Asked,
    draft: Draft,
    now: Timestamp,
) -> Result<Members, StoreError> {
    let mut phones: BTreeMap<MemberId, u64> = BTreeMap::new();
    for device in devices::all(c)? {
        if device.closed_at.is_none() {
            *phones.entry(device.member).or_default() += 1;
        }
    }
    let invited: BTreeMap<MemberId, Timestamp> = invites::open(c, now)?.into_iter().collect();
    let found = found(c, seat, &asked.search)?;
    let page = page(&found, &asked.at);
    let key = |at: usize| found[at].0.clone();
    let shown = found[page.clone()].iter().map(|(_, member)| Member {
        id: member.id.to_string(),
        role: member.role.code().to_owned(),
        unit: seat.names.unit(&member.unit),
        phones: phones.get(&member.id).copied().unwrap_or(0),
        invited_until: invited
            .get(&member.id)
            .map(|until| seat.names.local(Some(&member.unit), *until).date()),
        may_invite: accounts::may_manage(viewer, member),
        name: member.name.clone(),
    });
    Ok(Members {
        search: asked.search.clone(),
        count: found.len() as u64,
        members: shown.collect(),
        before: (page.start > 0).then(|| asked.at(At::Before(key(page.start))).address(PATH)),
        after: (page.end < found.len())
            .then(|| asked.at(At::After(key(page.end - 1))).address(PATH)),
        roles: roles(viewer).map(|role| role.code().to_owned()).collect(),
        draft,
    })
}

/// The members in view that the search finds, each behind its place in the list: by centre, by
/// name, by id.
fn found(
    c: &Connection,
    seat: &Seat<'_>,
    search: &str,
) -> Result<Vec<(String, Known)>, StoreError> {
    let search = fold(search);
    let words: Vec<&str> = search.split_whitespace().take(SEARCH_WORDS_MAX).collect();
    let mut found: Vec<(String, Known)> = store::all(c)?
        .into_iter()
        .filter(|member| seat.scope.covers(&member.unit))
        .map(|member| {
            let (unit, name) = (fold(&seat.names.unit(&member.unit)), fold(&member.name));
            (format!("{unit}\t{name}\t{}", member.id), member)
        })
        .filter(|(place, _)| words.iter().all(|word| place.contains(word)))
        .collect();
    found.sort_by(|one, other| one.0.cmp(&other.0));
    Ok(found)
}

/// The part of a sorted list that one page shows. A place whose member is gone since is still a
/// place: the page begins behind it, or ends before it.
fn page(found: &[(String, Known)], at: &At) -> std::ops::Range<usize> {
    let start = match at {
        At::First => 0,
        At::After(key) => found.partition_point(|(place, _)| place <= key),
        At::Before(key) => {
            let end = found.partition_point(|(place, _)| place < key);
            end.saturating_sub(MEMBERS_SHOWN)
        }
    };
    start..found.len().min(start + MEMBERS_SHOWN)
}

/// The roles that the reader may make somewhere.
pub(super) fn roles(viewer: &Viewer) -> impl Iterator<Item = Role> {
    let own = viewer.units.first();
    Role::ALL
        .iter()
        .copied()
        .filter(move |role| own.is_some_and(|unit| accounts::may_invite(viewer, *role, unit)))
}
