//! A database was put back as it was at its backup: what was taken from people since then is taken
//! from them again, as far as the ledger tells, and who moved to another unit is there again: their
//! phones, which hold what was recorded there, drop it when they hear that they do not follow it.
//! Nobody has a higher role than at the backup, but for a partner whom a unit took in since then,
//! who is a volunteer there. So it may be that nobody is an administrator.

use std::collections::BTreeMap;

use client_core::model::Role;
use client_core::model::catalogue::Unit;
use client_core::time::Timestamp;

use super::members::add_unit;
use super::programmes::{ProgrammeError, check_open, dismiss, end};
use super::standing::{MemberError, lower, set_standing, take_ways_in};
use crate::store::ledger::{Closed, Closure};
use crate::store::members::Member;
use crate::store::{StoreError, Transaction, catalogue, cookies, devices, invites, members};

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
/// whose role or unit was changed has it. Gives those who are not what the database said, as they
/// are now.
pub fn take_again(
    tx: &Transaction<'_>,
    closures: &[Closure],
    made_at: Timestamp,
) -> Result<Vec<Member>, PutBackError> {
    cookies::remove_all(tx)?;
    invites::remove_open(tx)?;
    let mut changed = BTreeMap::new();
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
            Closed::Standing { member, role, unit } => {
                // Each in turn, so that what was left between two moves was left then.
                if let Some(member) = members::get(tx, member)? {
                    let entry = changed.entry(member.id.clone());
                    let (before, now) = entry.or_insert_with(|| (member.clone(), member));
                    *now = stand(tx, now, lower(before.role, *role), unit, *at)?;
                }
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
    let changed = changed.into_values();
    Ok(changed
        .filter(|(before, now)| before != now)
        .map(|(_, now)| now)
        .collect())
}

/// The member is this in this unit again, which is made when it is younger than the backup.
fn stand(
    tx: &Transaction<'_>,
    member: &Member,
    role: Role,
    unit: &Unit,
    at: Timestamp,
) -> Result<Member, MemberError> {
    if catalogue::unit(tx, &unit.id)?.is_none() {
        add_unit(tx, unit.clone(), at)?;
    }
    set_standing(tx, member, role, &unit.id, at)
}
