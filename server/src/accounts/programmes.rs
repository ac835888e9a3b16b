//! Joint programmes: which units work in one, which partners follow it, what is shared in it.
//!
//! Whoever coordinates a unit that works in a programme follows it beside the unit. A partner
//! follows programmes alone, each by a decision of its own. Exchanges join a programme by
//! themselves when they name it; everything else is shared here, document by document.

use std::collections::BTreeSet;

use client_core::ids::{DocId, FeedId, MemberId, OrganisationId, ProgrammeId, UnitId};
use client_core::limits::LINE_CHARS_MAX;
use client_core::model::Role;
use client_core::model::catalogue::{Entry, Named};
use client_core::time::Timestamp;

use super::members::{InviteError, organisation_of, unknown_unit};
use crate::store::documents::DocumentRow;
use crate::store::feeds::Day;
use crate::store::ledger::{self, Closed, Closure};
use crate::store::log::Origin;
use crate::store::members::Member;
use crate::store::programmes::{self, Deed};
use crate::store::{
    Connection, StoreError, Transaction, catalogue, documents, feeds, follows, members, seal_keys,
};

/// A programme to be made, or to be changed.
#[derive(Clone, Copy, Debug)]
pub struct NewProgramme<'a> {
    /// Its id, as exchanges name it.
    pub id: &'a ProgrammeId,
    /// What people call it.
    pub name: &'a str,
    /// The units that work in it from now on, beside those that do.
    pub units: &'a [UnitId],
}

/// Why something was not done to a programme.
#[derive(Debug, thiserror::Error)]
pub enum ProgrammeError {
    /// A name that nobody could read.
    #[error("a programme's name has 1 to {LINE_CHARS_MAX} characters on one line")]
    BadName,
    /// There is no such programme.
    #[error("no programme `{0}`: `teren programme list` shows them, `create` makes one")]
    Unknown(ProgrammeId),
    /// It was closed.
    #[error("the programme `{0}` is closed: `teren programme create` opens it again, empty")]
    Closed(ProgrammeId),
    /// Nobody of this name has a partner's seat in it.
    #[error("no partner `{0}` follows this programme: `teren programme list` shows who does")]
    NoSuchPartner(String),
    /// Only partners are given programmes one by one.
    #[error(
        "`--programme` is for partners: who coordinates a unit that works in a programme follows it"
    )]
    NotAPartner,
    /// A partner without a programme would see nothing.
    #[error("say with `--programme` which programmes the partner follows")]
    NoProgramme,
    /// There is no such document, or it is a private companion.
    #[error("no session or exchange has the id {0}")]
    UnknownDocument(DocId),
    /// The member or the unit.
    #[error(transparent)]
    Invite(#[from] InviteError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Makes a programme, gives one another name and more units, or opens a closed one again. Whoever
/// coordinates one of its units follows it from now on.
pub fn make_programme(
    tx: &Transaction<'_>,
    new: &NewProgramme<'_>,
    now: Timestamp,
) -> Result<(), ProgrammeError> {
    let name = new.name.trim();
    let is_line = !name.is_empty() && !name.chars().any(char::is_control);
    if !is_line || name.chars().count() > LINE_CHARS_MAX {
        return Err(ProgrammeError::BadName);
    }
    catalogue::put(
        tx,
        &Entry::Programme(Named {
            id: new.id.clone(),
            name: name.to_owned(),
        }),
    )?;
    for unit in new.units {
        if catalogue::unit(tx, unit)?.is_none() {
            return Err(unknown_unit(tx, unit)?.into());
        }
        programmes::add_unit(tx, new.id, unit)?;
        // Partners hear of the units that work in their programmes, and of no others.
        catalogue::say_again(tx, &format!("unit/{unit}"))?;
    }
    programmes::put_deed(tx, new.id, &Deed::Made, now)?;
    let home = organisation_of(tx)?;
    let feed = FeedId::of_programme(new.id);
    for member in members::all(tx)? {
        if followed_by(tx, &member)?.contains(new.id) {
            follows::follow(tx, &home, &member.id, &feed, now)?;
        }
    }
    Ok(())
}

/// The programmes that a member follows for the sake of a unit. A partner's are agreed on one by
/// one: none of them is here.
pub(super) fn followed_by(
    c: &Connection,
    member: &Member,
) -> Result<BTreeSet<ProgrammeId>, StoreError> {
    Ok(match member.role {
        Role::Partner | Role::Volunteer => BTreeSet::new(),
        role if role.sees_every_unit() => {
            let mut open = BTreeSet::new();
            for programme in catalogue::programmes(c)? {
                if !programmes::is_closed(c, &programme.id)? {
                    open.insert(programme.id);
                }
            }
            open
        }
        _ => programmes::of_unit(c, &member.unit)?.into_iter().collect(),
    })
}

/// Lets a partner follow programmes from now on, beside those that it follows. One that would
/// follow none is refused.
pub fn admit_partner(
    tx: &Transaction<'_>,
    member: &MemberId,
    named: &[ProgrammeId],
    now: Timestamp,
) -> Result<(), ProgrammeError> {
    let role = members::get(tx, member)?.map(|member| member.role);
    if role != Some(Role::Partner) {
        return if named.is_empty() {
            Ok(())
        } else {
            Err(ProgrammeError::NotAPartner)
        };
    }
    let home = organisation_of(tx)?;
    for programme in named {
        check_open(tx, programme)?;
        let feed = FeedId::of_programme(programme);
        follows::follow(tx, &home, member, &feed, now)?;
        seal_keys::ensure(tx, Some(programme), now)?;
        tell_of(tx, programme)?;
        programmes::put_deed(tx, programme, &Deed::Admitted(member.clone()), now)?;
    }
    let windows = follows::windows(tx, &home, member)?;
    if windows.iter().all(|window| window.until.is_some()) {
        return Err(ProgrammeError::NoProgramme);
    }
    Ok(())
}

/// The name of a programme and those of its units are said once more: phones of the partner may
/// have passed them by.
fn tell_of(tx: &Transaction<'_>, programme: &ProgrammeId) -> Result<(), StoreError> {
    catalogue::say_again(tx, &format!("programme/{programme}"))?;
    seal_keys::say_again(tx, Some(programme))?;
    let units = programmes::units(tx, programme)?;
    let mut keys = units.iter().map(|unit| format!("unit/{unit}"));
    keys.try_for_each(|key| catalogue::say_again(tx, &key))
}

/// What came of sharing, or of taking back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shared {
    /// Whether the session or exchange was not there before, or no longer is.
    pub document: bool,
    /// The same of its private companion.
    pub notes: bool,
}

/// Puts a session or an exchange into a programme's feed, and its private companion only
/// `with_notes`. Whoever follows the programme gets it whole.
pub fn share(
    tx: &Transaction<'_>,
    doc: DocId,
    programme: &ProgrammeId,
    with_notes: bool,
    now: Timestamp,
) -> Result<Shared, ProgrammeError> {
    check_open(tx, programme)?;
    let home = organisation_of(tx)?;
    let feed = FeedId::of_programme(programme);
    let row = shareable(tx, &home, doc)?;
    let notes = documents::get(tx, &home, doc.companion())?.filter(|_| with_notes);
    let put = |row: &DocumentRow| -> Result<bool, ProgrammeError> {
        if is_in(tx, &home, row.doc, &feed)? {
            return Ok(false);
        }
        let day = Day {
            day: &row.day,
            planned: row.planned,
        };
        feeds::join(tx, &home, row.doc, &feed, day, &by_nobody(now))?;
        programmes::put_deed(tx, programme, &Deed::Shared(row.doc), now)?;
        Ok(true)
    };
    Ok(Shared {
        document: put(&row)?,
        notes: notes.as_ref().map_or(Ok(false), put)?,
    })
}

/// Takes a session or an exchange out of a programme's feed, with its private companion. Who has
/// it by no other feed drops it at the next contact.
pub fn unshare(
    tx: &Transaction<'_>,
    doc: DocId,
    programme: &ProgrammeId,
    now: Timestamp,
) -> Result<Shared, ProgrammeError> {
    check_open(tx, programme)?;
    let home = organisation_of(tx)?;
    let feed = FeedId::of_programme(programme);
    shareable(tx, &home, doc)?;
    let take = |doc: DocId| -> Result<bool, ProgrammeError> {
        if !is_in(tx, &home, doc, &feed)? {
            return Ok(false);
        }
        feeds::leave(tx, &home, doc, &feed, &by_nobody(now))?;
        programmes::put_deed(tx, programme, &Deed::Unshared(doc), now)?;
        Ok(true)
    };
    Ok(Shared {
        document: take(doc)?,
        notes: take(doc.companion())?,
    })
}

/// Lets a partner follow a programme no longer. What the partner has of it by no other programme
/// goes from its phones at their next contact; what was written until then is still taken.
pub fn dismiss_partner(
    tx: &Transaction<'_>,
    name: &str,
    programme: &ProgrammeId,
    now: Timestamp,
) -> Result<(), ProgrammeError> {
    check_open(tx, programme)?;
    let member = members::by_name(tx, name)?.filter(|member| member.role == Role::Partner);
    let member = member.ok_or_else(|| ProgrammeError::NoSuchPartner(name.to_owned()))?;
    let of = Closed::Seat {
        member: member.id.clone(),
        programme: programme.clone(),
    };
    ledger::note(tx, &Closure { at: now, of })?;
    if dismiss(tx, &member.id, programme, now)? {
        return Ok(());
    }
    Err(ProgrammeError::NoSuchPartner(member.name))
}

/// The same for a dismissal that stands in the ledger already. Says whether the member followed the
/// programme.
pub(super) fn dismiss(
    tx: &Transaction<'_>,
    member: &MemberId,
    programme: &ProgrammeId,
    now: Timestamp,
) -> Result<bool, ProgrammeError> {
    let home = organisation_of(tx)?;
    let feed = FeedId::of_programme(programme);
    if !follows::follows(tx, &home, member, &feed)? {
        return Ok(false);
    }
    follows::unfollow(tx, &home, member, &feed, now)?;
    seal_keys::rotate(tx, Some(programme), now)?;
    programmes::put_deed(tx, programme, &Deed::Dismissed(member.clone()), now)?;
    Ok(true)
}

/// Ends a programme: nothing is shared in it any more, no unit works in it, nobody follows it.
/// Gives how many documents left it, private companions included. It stays in the catalogue,
/// because exchanges name it.
pub fn close_programme(
    tx: &Transaction<'_>,
    programme: &ProgrammeId,
    now: Timestamp,
) -> Result<usize, ProgrammeError> {
    check_open(tx, programme)?;
    let of = Closed::Programme(programme.clone());
    ledger::note(tx, &Closure { at: now, of })?;
    end(tx, programme, now)
}

/// The same for an open programme whose closure stands in the ledger already.
pub(super) fn end(
    tx: &Transaction<'_>,
    programme: &ProgrammeId,
    now: Timestamp,
) -> Result<usize, ProgrammeError> {
    let home = organisation_of(tx)?;
    let feed = FeedId::of_programme(programme);
    let documents = feeds::documents(tx, &home, &feed)?;
    for doc in &documents {
        feeds::leave(tx, &home, *doc, &feed, &by_nobody(now))?;
    }
    for member in members::all(tx)? {
        follows::unfollow(tx, &home, &member.id, &feed, now)?;
    }
    programmes::remove_units(tx, programme)?;
    seal_keys::retire(tx, Some(programme), now)?;
    programmes::put_deed(tx, programme, &Deed::Closed, now)?;
    Ok(documents.len())
}

/// A programme that is open.
pub(super) fn check_open(c: &Connection, programme: &ProgrammeId) -> Result<(), ProgrammeError> {
    let all = catalogue::programmes(c)?;
    if all.iter().all(|known| known.id != *programme) {
        return Err(ProgrammeError::Unknown(programme.clone()));
    }
    if programmes::is_closed(c, programme)? {
        return Err(ProgrammeError::Closed(programme.clone()));
    }
    Ok(())
}

/// A private companion is shared with what it belongs to, never by itself.
fn shareable(
    c: &Connection,
    home: &OrganisationId,
    doc: DocId,
) -> Result<DocumentRow, ProgrammeError> {
    let row = documents::get(c, home, doc)?.filter(|row| row.parent.is_none());
    row.ok_or(ProgrammeError::UnknownDocument(doc))
}

fn is_in(
    c: &Connection,
    home: &OrganisationId,
    doc: DocId,
    feed: &FeedId,
) -> Result<bool, StoreError> {
    let listed = feeds::of_document(c, home, doc)?;
    Ok(listed
        .iter()
        .any(|listed| listed.feed == *feed && !listed.gone))
}

/// An administrator at the command line: who it was is kept nowhere.
const fn by_nobody(now: Timestamp) -> Origin<'static> {
    Origin {
        device: None,
        member: None,
        received: now,
    }
}
