//! Members and units as an administrator makes them, and the invites that bring phones.

use std::collections::BTreeSet;

use client_core::ids::{FeedId, MemberId, OrganisationId, UnitId};
use client_core::limits::LINE_CHARS_MAX;
use client_core::model::Role;
use client_core::model::catalogue::{self as entry, Entry};
use client_core::time::Timestamp;

use super::programmes;
use super::secret::{SecretHash, draw_code, letters};
use crate::limits::{INVITE_LIFE_MS, SIGN_IN_CODE_LIFE_MS};
use crate::store::members::Member;
use crate::store::{
    Connection, StoreError, Transaction, catalogue, cookies, follows, invites, members,
    organisation,
};

/// Random letters of a member's id: 60 bits, so that nobody's id is guessed or meets another's.
const ID_LETTERS: usize = 12;

/// A member to be made.
#[derive(Clone, Copy, Debug)]
pub struct NewMember<'a> {
    /// What people call the member.
    pub name: &'a str,
    /// What the member may do.
    pub role: Role,
    /// Where the member belongs.
    pub unit: &'a UnitId,
}

/// An invite for one phone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invited {
    /// Whose phone it will be.
    pub member: MemberId,
    /// The one-time code, shown only here.
    pub code: String,
    /// After this it is worth nothing.
    pub expires_at: Timestamp,
}

/// Why a member or an invite was not made.
#[derive(Debug, thiserror::Error)]
pub enum InviteError {
    /// No unit has this code.
    #[error("no unit `{found}`: the units are {known}")]
    UnknownUnit {
        /// What was given.
        found: UnitId,
        /// Those that there are.
        known: String,
    },
    /// A name that nobody could read.
    #[error("a name has 1 to {LINE_CHARS_MAX} characters on one line")]
    BadName,
    /// Two members of one name could not be told apart at sign-in.
    #[error("there is a member called `{name}` already: add what tells the two apart")]
    NameTaken {
        /// The name.
        name: String,
    },
    /// Somebody of this name is here, in another role or unit.
    #[error("`{name}` is {role} of `{unit}`: name that role and unit, or choose another name")]
    Differs {
        /// The name.
        name: String,
        /// The role that stands.
        role: Role,
        /// The unit that stands.
        unit: UnitId,
    },
    /// A phone waits whose member this restored database does not know.
    #[error(
        "this server was restored to before `{member}` of `{unit}` joined: say what the member may \
         do, with `teren device approve --role ROLE`"
    )]
    Forgotten {
        /// The member.
        member: MemberId,
        /// The unit that the phone's certificate names.
        unit: UnitId,
    },
    /// There is no organisation yet.
    #[error("this data folder has no organisation: run `teren init` first")]
    NotFounded,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Makes a member, who follows from now on what the role lets them see.
pub fn add_member(
    tx: &Transaction<'_>,
    new: &NewMember<'_>,
    now: Timestamp,
    random: &mut dyn FnMut(&mut [u8]),
) -> Result<Member, InviteError> {
    let name = new.name.trim();
    check_name(tx, name)?;
    if catalogue::unit(tx, new.unit)?.is_none() {
        return Err(unknown_unit(tx, new.unit)?);
    }
    let id = format!("m-{}", letters(ID_LETTERS, random).to_lowercase());
    let member = Member {
        id: id.parse().expect("letters, digits and a dash"),
        name: name.to_owned(),
        role: new.role,
        unit: new.unit.clone(),
        language: None,
    };
    keep_member(tx, &member, now)?;
    Ok(member)
}

/// That a member may be called so: readable, and nobody else is.
pub(super) fn check_name(c: &Connection, name: &str) -> Result<(), InviteError> {
    let name = name.trim();
    if name.is_empty()
        || name.chars().count() > LINE_CHARS_MAX
        || name.chars().any(char::is_control)
    {
        return Err(InviteError::BadName);
    }
    match members::by_name(c, name)? {
        Some(_) => Err(InviteError::NameTaken {
            name: name.to_owned(),
        }),
        None => Ok(()),
    }
}

/// Writes a member to every place that must know: the list, the catalogue, the follow windows.
pub(super) fn keep_member(
    tx: &Transaction<'_>,
    member: &Member,
    now: Timestamp,
) -> Result<(), InviteError> {
    members::add(tx, member, now)?;
    catalogue::put(tx, &entry_of(member))?;
    let home = organisation_of(tx)?;
    for feed in feeds_to_follow(tx, member)? {
        follows::follow(tx, &home, &member.id, &feed, now)?;
    }
    Ok(())
}

/// A member as phones and pages know it.
pub(super) fn entry_of(member: &Member) -> Entry {
    Entry::Member(entry::Member {
        id: member.id.clone(),
        name: member.name.clone(),
        unit: member.unit.clone(),
        role: member.role,
    })
}

/// Makes a unit. Whoever sees every unit follows it from now on.
pub fn add_unit(
    tx: &Transaction<'_>,
    unit: entry::Unit,
    now: Timestamp,
) -> Result<(), InviteError> {
    let home = organisation_of(tx)?;
    let feed = FeedId::of_unit(&unit.id);
    catalogue::put(tx, &Entry::Unit(unit))?;
    for member in members::all(tx)? {
        if member.role.sees_every_unit() {
            follows::follow(tx, &home, &member.id, &feed, now)?;
        }
    }
    Ok(())
}

/// Draws an invite for the member of this name, who is made when there is none.
pub fn invite(
    tx: &Transaction<'_>,
    new: &NewMember<'_>,
    now: Timestamp,
    random: &mut dyn FnMut(&mut [u8]),
) -> Result<Invited, InviteError> {
    let member = match members::by_name(tx, new.name)? {
        Some(member) if member.role == new.role && member.unit == *new.unit => member,
        Some(Member {
            name, role, unit, ..
        }) => return Err(InviteError::Differs { name, role, unit }),
        None => add_member(tx, new, now, random)?,
    };
    Ok(invite_known(tx, &member.id, now, random)?)
}

/// Draws an invite for another phone of a member.
pub fn invite_known(
    tx: &Transaction<'_>,
    member: &MemberId,
    now: Timestamp,
    random: &mut dyn FnMut(&mut [u8]),
) -> Result<Invited, StoreError> {
    let code = draw_code(random);
    let hash = SecretHash::of_code(&code).expect("just drawn");
    let expires_at = now.plus_ms(INVITE_LIFE_MS);
    invites::add(tx, hash.as_ref(), member, now, expires_at)?;
    Ok(Invited {
        member: member.clone(),
        code,
        expires_at,
    })
}

/// Draws a one-time code with which the member signs in to the pages and chooses a password.
pub fn sign_in_code(
    tx: &Transaction<'_>,
    member: &MemberId,
    now: Timestamp,
    random: &mut dyn FnMut(&mut [u8]),
) -> Result<String, StoreError> {
    let code = draw_code(random);
    let hash = SecretHash::of_code(&code).expect("just drawn");
    cookies::add_code(tx, hash.as_ref(), member, now.plus_ms(SIGN_IN_CODE_LIFE_MS))?;
    Ok(code)
}

pub(super) fn organisation_of(c: &Connection) -> Result<OrganisationId, InviteError> {
    let home = organisation::home(c)?.ok_or(InviteError::NotFounded)?;
    Ok(home.id)
}

/// The feeds that a member follows for the sake of role and unit. Those of a partner are agreed on
/// one by one.
pub(super) fn feeds_to_follow(
    c: &Connection,
    member: &Member,
) -> Result<BTreeSet<FeedId>, StoreError> {
    let units = units_to_follow(c, member)?;
    let programmes = programmes::followed_by(c, member)?;
    let units = units.iter().map(FeedId::of_unit);
    Ok(units
        .chain(programmes.iter().map(FeedId::of_programme))
        .collect())
}

fn units_to_follow(c: &Connection, member: &Member) -> Result<BTreeSet<UnitId>, StoreError> {
    Ok(match member.role {
        // A partner follows programmes only, and those are agreed on one by one.
        Role::Partner => BTreeSet::new(),
        role if role.sees_every_unit() => {
            let units = catalogue::units(c)?.into_iter();
            units.map(|unit| unit.id).collect()
        }
        _ => BTreeSet::from([member.unit.clone()]),
    })
}

pub(super) fn unknown_unit(c: &Connection, found: &UnitId) -> Result<InviteError, StoreError> {
    let units = catalogue::units(c)?;
    let known: Vec<_> = units.iter().map(|unit| unit.id.as_str()).collect();
    Ok(InviteError::UnknownUnit {
        found: found.clone(),
        known: known.join(", "),
    })
}
