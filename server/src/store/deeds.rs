//! What was done to members and their phones: who, when, what. Rows are added and never changed.

use client_core::ids::{DeviceId, MemberId};
use client_core::time::Timestamp;
use rusqlite::{Connection, Row, Transaction, params};

use super::StoreError;
use super::column::{bytes, parsed, parsed_if_any};

/// What there is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A member was made.
    Added,
    /// An invite was drawn for a member.
    Invited,
    /// A phone was closed.
    Closed,
    /// A phone was closed, to be wiped at its next contact.
    Wiped,
    /// A phone that waited was let in again.
    Approved,
    /// A code was made that opens a phone whose PIN was forgotten.
    Unlocked,
    /// A member got another role or unit.
    RoleChanged,
    /// Every way in was taken from a member.
    MemberClosed,
}

impl What {
    const ALL: [Self; 8] = [
        Self::Added,
        Self::Invited,
        Self::Closed,
        Self::Wiped,
        Self::Approved,
        Self::Unlocked,
        Self::RoleChanged,
        Self::MemberClosed,
    ];

    /// How it stands in the table and in the names of texts.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Invited => "invited",
            Self::Closed => "closed",
            Self::Wiped => "wiped",
            Self::Approved => "approved",
            Self::Unlocked => "unlocked",
            Self::RoleChanged => "role_changed",
            Self::MemberClosed => "member_closed",
        }
    }
}

/// A text that is no deed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a deed that this version knows")]
pub struct NotADeed;

impl std::str::FromStr for What {
    type Err = NotADeed;

    fn from_str(code: &str) -> Result<Self, NotADeed> {
        let mut all = Self::ALL.into_iter();
        all.find(|what| what.code() == code).ok_or(NotADeed)
    }
}

/// One thing that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    /// When.
    pub at: Timestamp,
    /// Who did it; none: an administrator at the command line.
    pub member: Option<MemberId>,
    /// What.
    pub what: What,
    /// To whom.
    pub subject: MemberId,
    /// To which of the subject's phones.
    pub device: Option<DeviceId>,
}

impl Deed {
    /// What an administrator did at the command line.
    pub const fn of_nobody(
        at: Timestamp,
        what: What,
        subject: MemberId,
        device: Option<DeviceId>,
    ) -> Self {
        let member = None;
        Self {
            at,
            member,
            what,
            subject,
            device,
        }
    }
}

/// Notes a deed, in the transaction that does it.
pub fn put(tx: &Transaction<'_>, deed: &Deed) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO deed (at, member, what, subject, device) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![
        deed.at.0,
        deed.member.as_ref().map(MemberId::as_str),
        deed.what.code(),
        deed.subject.as_str(),
        deed.device.as_ref().map(AsRef::as_ref),
    ])?;
    Ok(())
}

/// Everything that was done to a phone, the latest first.
pub fn of_device(c: &Connection, device: DeviceId) -> Result<Vec<Deed>, StoreError> {
    let sql = "SELECT at, member, what, subject, device FROM deed WHERE device = ?1
               ORDER BY id DESC";
    let mut statement = c.prepare_cached(sql)?;
    let deeds = statement.query_map([device.as_ref()], read)?;
    Ok(deeds.collect::<Result<_, _>>()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Deed> {
    Ok(Deed {
        at: Timestamp(row.get(0)?),
        member: parsed_if_any(row, 1)?,
        what: parsed(row, 2)?,
        subject: parsed(row, 3)?,
        device: Some(bytes(row, 4)?),
    })
}
