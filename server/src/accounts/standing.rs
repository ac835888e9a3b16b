//! What a member may do changes, up to nothing at all: another role or unit, a way in that is taken
//! away or given anew.

use client_core::ids::{MemberId, UnitId};
use client_core::model::Role;
use client_core::time::Timestamp;

use super::members::{InviteError, entry_of, feeds_to_follow, organisation_of, unknown_unit};
use crate::store::ledger::{self, Closed, Closure};
use crate::store::members::Member;
use crate::store::{
    Connection, StoreError, Transaction, catalogue, cookies, devices, follows, invites, members,
    seal_keys,
};

/// Why a member was not changed.
#[derive(Debug, thiserror::Error)]
pub enum MemberError {
    /// Nobody of that name or id.
    #[error("there is no member called `{0}`: `teren member list` shows everybody")]
    Unknown(String),
    /// Nobody could undo it.
    #[error("`{0}` is the only administrator: make another one first")]
    LastAdministrator(String),
    /// The unit, or the organisation.
    #[error(transparent)]
    Invite(#[from] InviteError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The member whom people call so, or whose id this is.
pub fn find(c: &Connection, name: &str) -> Result<Member, MemberError> {
    let by_id = match name.parse() {
        Ok(id) => members::get(c, &id)?,
        Err(_) => None,
    };
    let found = match by_id {
        Some(member) => Some(member),
        None => members::by_name(c, name)?,
    };
    found.ok_or_else(|| MemberError::Unknown(name.to_owned()))
}

/// Gives a member another role, in the same unit or another. What the member follows and may see
/// changes with it, from now on.
pub fn change_role(
    tx: &Transaction<'_>,
    member: &Member,
    role: Role,
    unit: &UnitId,
    now: Timestamp,
) -> Result<Member, MemberError> {
    if role != Role::Admin {
        check_not_last_administrator(tx, member)?;
    }
    let Some(whole) = catalogue::unit(tx, unit)? else {
        return Err(unknown_unit(tx, unit)?.into());
    };
    if *unit != member.unit || lower(member.role, role) != member.role {
        let of = Closed::Standing {
            member: member.id.clone(),
            role,
            unit: whole,
        };
        ledger::note(tx, &Closure { at: now, of })?;
    }
    set_standing(tx, member, role, unit, now)
}

/// The member is this in this unit from now on, in every place that must know.
pub(super) fn set_standing(
    tx: &Transaction<'_>,
    member: &Member,
    role: Role,
    unit: &UnitId,
    now: Timestamp,
) -> Result<Member, MemberError> {
    let changed = Member {
        role,
        unit: unit.clone(),
        ..member.clone()
    };
    members::set_role(tx, &changed.id, role, unit)?;
    catalogue::put(tx, &entry_of(&changed))?;
    follow_feeds(tx, member.role, &changed, now)?;
    match (member.role == Role::Partner, role == Role::Partner) {
        // Partners have the keys of their programmes alone.
        (false, true) => seal_keys::rotate_all(tx, now)?,
        (true, false) => seal_keys::say_again(tx, None)?,
        _ => {}
    }
    Ok(changed)
}

/// What is left of a role when another one was given since: the lower of the two. A partner's is no
/// part of a unit's, nor the other way: a partner whom a unit took in has the least of the unit's.
pub(super) fn lower(before: Role, given: Role) -> Role {
    let rank = |role: Role| match role {
        Role::Partner => 0,
        Role::Volunteer => 1,
        Role::Coordinator => 2,
        Role::National => 3,
        Role::Admin => 4,
    };
    match (before, given) {
        (Role::Partner, Role::Partner) => Role::Partner,
        (Role::Partner, _) => Role::Volunteer,
        _ if rank(given) < rank(before) => given,
        _ => before,
    }
}

/// Takes every way in from a member: phones are closed, browsers signed out, the password, codes
/// and open invites are gone. What was recorded stays, under the name. A new invite lets the member
/// in again.
///
/// Gives the phones that were closed.
pub fn close_member(
    tx: &Transaction<'_>,
    member: &Member,
    now: Timestamp,
) -> Result<u64, MemberError> {
    check_not_last_administrator(tx, member)?;
    let mut closed = 0;
    for device in devices::of_member(tx, &member.id)? {
        if device.closed_at.is_none() && devices::close(tx, device.id, false, now)? {
            closed += 1;
        }
    }
    let of = Closed::Member(member.id.clone());
    ledger::note(tx, &Closure { at: now, of })?;
    take_ways_in(tx, &member.id)?;
    Ok(closed)
}

/// The password, browsers, codes and open invites of a member are gone.
pub(super) fn take_ways_in(tx: &Transaction<'_>, member: &MemberId) -> Result<(), StoreError> {
    members::forget_password(tx, member)?;
    cookies::remove_all_of(tx, member)?;
    invites::remove_open_of(tx, member)
}

/// Ends what is followed and no longer seen, begins what is newly seen. The programmes of who was
/// and is a partner are agreed on one by one, and stay.
fn follow_feeds(
    tx: &Transaction<'_>,
    before: Role,
    member: &Member,
    now: Timestamp,
) -> Result<(), MemberError> {
    let home = organisation_of(tx)?;
    let wanted = feeds_to_follow(tx, member)?;
    let stays_partner = before == Role::Partner && member.role == Role::Partner;
    for window in follows::windows(tx, &home, &member.id)? {
        let is_agreed = stays_partner && window.feed.programme().is_some();
        if window.until.is_none() && !is_agreed && !wanted.contains(&window.feed) {
            follows::unfollow(tx, &home, &member.id, &window.feed, now)?;
        }
    }
    for feed in &wanted {
        follows::follow(tx, &home, &member.id, feed, now)?;
    }
    Ok(())
}

/// Whether anybody is an administrator.
pub fn has_administrator(c: &Connection) -> Result<bool, StoreError> {
    let is_one = |member: &Member| member.role == Role::Admin;
    Ok(members::all(c)?.iter().any(is_one))
}

fn check_not_last_administrator(c: &Connection, member: &Member) -> Result<(), MemberError> {
    let is_other = |other: &Member| other.role == Role::Admin && other.id != member.id;
    if member.role != Role::Admin || members::all(c)?.iter().any(is_other) {
        return Ok(());
    }
    Err(MemberError::LastAdministrator(member.name.clone()))
}
