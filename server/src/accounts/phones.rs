//! What a viewer does to members and phones: every phone with its last contact, closing, wiping,
//! letting in again, new members and invites. Each deed is noted with who did it.

use client_core::ids::{DeviceId, MemberId};
use client_core::time::Timestamp;

use super::devices::{Returning, approve, approve_as};
use super::members::{InviteError, Invited, NewMember, add_member, invite_known};
use super::permit;
use super::sign_in::Viewer;
use crate::store::deeds::{self, Deed, What};
use crate::store::devices::{self, Device, Readmission};
use crate::store::members::{self, Member};
use crate::store::presence::{self, Seen};
use crate::store::read::Scope;
use crate::store::{Connection, StoreError, Transaction, organisation};

/// A phone of a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    /// The enrolment.
    pub device: Device,
    /// Whose.
    pub member: Member,
    /// Its last contact; none when it was never here.
    pub seen: Option<Seen>,
}

/// The phones of members of these units, in the order in which they joined. `now_seen` knows
/// contacts that are not written down yet.
pub fn phones(
    c: &Connection,
    scope: &Scope,
    now_seen: &dyn Fn(DeviceId) -> Option<Seen>,
) -> Result<Vec<Phone>, StoreError> {
    let mut phones = Vec::new();
    for device in devices::all(c)? {
        phones.extend(with_member(c, scope, now_seen, device)?);
    }
    Ok(phones)
}

/// One of them.
pub fn phone(
    c: &Connection,
    scope: &Scope,
    now_seen: &dyn Fn(DeviceId) -> Option<Seen>,
    id: DeviceId,
) -> Result<Option<Phone>, StoreError> {
    match devices::get(c, id)? {
        Some(device) => with_member(c, scope, now_seen, device),
        None => Ok(None),
    }
}

/// The phones of these units that wait to be let in again, the longest first.
pub fn waiting(c: &Connection, scope: &Scope) -> Result<Vec<Readmission>, StoreError> {
    let mut waiting = devices::waiting(c)?;
    waiting.retain(|asking| scope.covers(&asking.unit));
    Ok(waiting)
}

/// Closes a phone and, if asked for, has it wiped at its next contact. Says whether the viewer may
/// do it and there is such a phone.
pub fn close_phone(
    tx: &Transaction<'_>,
    viewer: &Viewer,
    id: DeviceId,
    wipe: bool,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let Some(phone) = phone(tx, &viewer.scope, &|_| None, id)? else {
        return Ok(false);
    };
    if !permit::may_manage(viewer, &phone.member) || !devices::close(tx, id, wipe, now)? {
        return Ok(false);
    }
    let what = if wipe { What::Wiped } else { What::Closed };
    note(tx, viewer, what, phone.member.id, Some(id), now)?;
    Ok(true)
}

/// Makes a member.
pub fn add_member_by(
    tx: &Transaction<'_>,
    viewer: &Viewer,
    new: &NewMember<'_>,
    now: Timestamp,
    random: &mut dyn FnMut(&mut [u8]),
) -> Result<Member, InviteError> {
    let member = add_member(tx, new, now, random)?;
    note(tx, viewer, What::Added, member.id.clone(), None, now)?;
    Ok(member)
}

/// Draws an invite for another phone of a member.
pub fn invite_by(
    tx: &Transaction<'_>,
    viewer: &Viewer,
    member: &MemberId,
    now: Timestamp,
    random: &mut dyn FnMut(&mut [u8]),
) -> Result<Invited, StoreError> {
    note(tx, viewer, What::Invited, member.clone(), None, now)?;
    invite_known(tx, member, now, random)
}

/// Lets a phone in again that waits for it, with a member whom the database forgot. Says whether
/// one waited.
pub fn approve_phone(
    tx: &Transaction<'_>,
    viewer: &Viewer,
    id: DeviceId,
    returning: Option<Returning<'_>>,
    now: Timestamp,
) -> Result<bool, InviteError> {
    let waited = match returning {
        Some(returning) => approve_as(tx, id, returning, now)?,
        None => approve(tx, id, now)?,
    };
    if !waited {
        return Ok(false);
    }
    if let Some(device) = devices::get(tx, id)? {
        note(tx, viewer, What::Approved, device.member, Some(id), now)?;
    }
    Ok(true)
}

/// Notes what the viewer did.
pub(super) fn note(
    tx: &Transaction<'_>,
    viewer: &Viewer,
    what: What,
    subject: MemberId,
    device: Option<DeviceId>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let deed = Deed {
        at: now,
        member: Some(viewer.member.clone()),
        what,
        subject,
        device,
    };
    deeds::put(tx, &deed)
}

fn with_member(
    c: &Connection,
    scope: &Scope,
    now_seen: &dyn Fn(DeviceId) -> Option<Seen>,
    device: Device,
) -> Result<Option<Phone>, StoreError> {
    let (Some(member), Some(home)) = (members::get(c, &device.member)?, organisation::home(c)?)
    else {
        return Ok(None);
    };
    if !scope.covers(&member.unit) {
        return Ok(None);
    }
    let seen = match now_seen(device.id) {
        Some(seen) => Some(seen),
        None => presence::get(c, &home.id, device.id)?,
    };
    Ok(Some(Phone {
        device,
        member,
        seen,
    }))
}
