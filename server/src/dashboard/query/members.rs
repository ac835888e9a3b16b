//! The members in view, with their phones and invites.

use std::collections::BTreeMap;

use client_core::ids::MemberId;
use client_core::model::{Role, fold};
use client_core::time::Timestamp;

use super::seat::Seat;
use crate::accounts::{self, Viewer};
use crate::dashboard::model::members::{Draft, Member, Members};
use crate::store::{Connection, StoreError, devices, invites, members as store};

/// Everything on the page.
pub fn members(
    c: &Connection,
    seat: &Seat<'_>,
    viewer: &Viewer,
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
    let mut members: Vec<Member> = store::all(c)?
        .into_iter()
        .filter(|member| seat.scope.covers(&member.unit))
        .map(|member| Member {
            id: member.id.to_string(),
            role: member.role.code().to_owned(),
            unit: seat.names.unit(&member.unit),
            phones: phones.get(&member.id).copied().unwrap_or(0),
            invited_until: invited
                .get(&member.id)
                .map(|until| seat.names.local(Some(&member.unit), *until).date()),
            may_invite: accounts::may_manage(viewer, &member),
            name: member.name,
        })
        .collect();
    members.sort_by_cached_key(|member| (fold(&member.unit), fold(&member.name)));
    Ok(Members {
        members,
        roles: roles(viewer).map(|role| role.code().to_owned()).collect(),
        draft,
    })
}

/// The roles that the reader may make somewhere.
pub(super) fn roles(viewer: &Viewer) -> impl Iterator<Item = Role> {
    let own = viewer.units.first();
    Role::ALL
        .iter()
        .copied()
        .filter(move |role| own.is_some_and(|unit| accounts::may_invite(viewer, *role, unit)))
}
