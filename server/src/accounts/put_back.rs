//! A database was put back as it was at its backup: what was taken from people since then is taken
//! from them again, as far as the ledger tells. Nothing is given here to anybody.

use std::collections::BTreeMap;

use client_core::ids::{MemberId, UnitId};
use client_core::model::Role;
use client_core::time::Timestamp;

use super::members::organisation_of;
use super::programmes::{ProgrammeError, check_open, dismiss, end};
use super::standing::{MemberError, lesser, set_standing, take_ways_in};
use crate::store::ledger::{Closed, Closure};
use crate::store::members::Member;
use crate::store::{StoreError, Transaction, cookies, devices, follows, invites, members};

/// Why it was not taken from them.
#[derive(Debug, thiserror::Error)]
pub enum PutBackError {
    /// A member.
    #[error(transparent)]
    Member(#[from] MemberError),
    /// A programme.
    #[error(transparent)]
    Programme(#[from] ProgrammeError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// No browser and no invite of `made_at` lets anybody in, who was shut out since then stays so, and
/// who may do less does so. Gives those who may do less than the database said, as they are now.
pub fn take_again(
    tx: &Transaction<'_>,
    closures: &[Closure],
    made_at: Timestamp,
) -> Result<Vec<Member>, PutBackError> {
    cookies::remove_all(tx)?;
    invites::remove_open(tx)?;
    let mut rights = BTreeMap::new();
    for Closure { at, of } in closures {
        if let Some(phone) = of.phone() {
            let wipe = matches!(of, Closed::PhoneToBeWiped(_));
            devices::set_closed(tx, phone, wipe, *at)?;
            devices::stop_waiting(tx, phone)?;
        }
        // What was given anew before the backup is of later than what was taken before it.
        if *at < made_at {
            continue;
        }
        match of {
            Closed::Phone(_) | Closed::PhoneToBeWiped(_) => {}
            Closed::Member(member) => take_ways_in(tx, member)?,
            Closed::Rights { member, role, unit } => {
                rights.insert(member, (*at, *role, unit));
            }
            Closed::Programme(programme) => match check_open(tx, programme) {
                Ok(()) => _ = end(tx, programme, *at)?,
                // One that the backup does not know, or that was closed twice.
                Err(ProgrammeError::Unknown(_) | ProgrammeError::Closed(_)) => {}
                Err(error) => return Err(error.into()),
            },
            Closed::Seat { member, programme } => _ = dismiss(tx, member, programme, *at)?,
        }
    }
    let mut lowered = Vec::new();
    for (member, (at, role, unit)) in rights {
        lowered.extend(lower(tx, member, (role, unit), at)?);
    }
    Ok(lowered)
}

/// Leaves a member no more than this. Gives the member as it is now; none when there was nothing to
/// take. Whom nothing is left has the seat of a partner whom no programme has let in.
fn lower(
    tx: &Transaction<'_>,
    member: &MemberId,
    most: (Role, &UnitId),
    at: Timestamp,
) -> Result<Option<Member>, PutBackError> {
    let Some(member) = members::get(tx, member)? else {
        return Ok(None);
    };
    let before = (member.role, &member.unit);
    match lesser(before, most) {
        Some(left) if left == before => Ok(None),
        Some((role, unit)) => Ok(Some(set_standing(tx, &member, role, unit, at)?)),
        None => {
            let lowered = set_standing(tx, &member, Role::Partner, &member.unit, at)?;
            let home = organisation_of(tx).map_err(MemberError::from)?;
            for window in follows::windows(tx, &home, &member.id)? {
                follows::unfollow(tx, &home, &member.id, &window.feed, at)?;
            }
            Ok(Some(lowered))
        }
    }
}
