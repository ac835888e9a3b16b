//! Phones in the reader's words: those to look after first.

use client_core::model::{Role, fold};
use client_core::time::Timestamp;

use super::members::roles;
use super::seat::Seat;
use crate::accounts::{self, Invited, Unlock, Viewer};
use crate::dashboard::address::Fields;
use crate::dashboard::model::filter::Choice;
use crate::dashboard::model::phones::{
    Invite, OnePhone, Phone, Phones, Standing, UnlockCode, Waiting,
};
use crate::limits::{CLOCK_WORTH_SAYING_MS, SILENT_DAYS, SILENT_DAYS_CHOICES};
use crate::store::deeds::Deed;
use crate::store::deposits::Deposit;
use crate::store::devices::Readmission;
use crate::store::members::{self, Member};
use crate::store::{Connection, StoreError};

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

/// What the address of the page asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AskedPhones {
    /// Days without contact after which a phone is called silent.
    pub silent_days: i64,
}

impl AskedPhones {
    /// Reads an address; a number of days that is no choice is the usual one.
    pub fn parse(fields: &Fields) -> Self {
        let days = fields.value("days").parse().ok();
        Self {
            silent_days: days
                .filter(|days| SILENT_DAYS_CHOICES.contains(days))
                .unwrap_or(SILENT_DAYS),
        }
    }
}

/// Everything on the page.
pub fn phones(
    c: &Connection,
    seat: &Seat<'_>,
    viewer: &Viewer,
    (phones, waiting): (&[accounts::Phone], &[Readmission]),
    asked: AskedPhones,
    now: Timestamp,
) -> Result<Phones, StoreError> {
    let days = asked.silent_days;
    let mut phones: Vec<Phone> = phones.iter().map(|it| phone(seat, it, days, now)).collect();
    phones.sort_by_cached_key(|it| {
        let quiet = (it.standing, !it.is_silent);
        (quiet, std::cmp::Reverse(it.days_ago), it.member.clone())
    });
    let open = || phones.iter().filter(|it| it.standing == Standing::Open);
    let mut members: Vec<Choice> = members::all(c)?
        .into_iter()
        .filter(|member| accounts::may_manage(viewer, member))
        .map(|member| Choice {
            value: member.id.to_string(),
            name: format!("{}, {}", member.name, seat.names.unit(&member.unit)),
            chosen: false,
        })
        .collect();
    members.sort_by_cached_key(|choice| fold(&choice.name));
    Ok(Phones {
        silent: open().filter(|it| it.is_silent).count() as u64,
        unsent: open().map(|it| it.unsent).sum(),
        silent_days: days.unsigned_abs(),
        choices: SILENT_DAYS_CHOICES
            .iter()
            .map(|choice| Choice {
                value: choice.to_string(),
                name: seat.texts.count("phones-days", choice.unsigned_abs()),
                chosen: *choice == days,
            })
            .collect(),
        waiting: waiting
            .iter()
            .map(|it| asking(c, seat, viewer, it))
            .collect::<Result<_, _>>()?,
        may_approve: accounts::Act::Administer.is_permitted_to(viewer.role),
        members,
        phones,
    })
}

/// One phone's page.
pub fn one_phone(
    seat: &Seat<'_>,
    viewer: &Viewer,
    (it, deeds, deposit): (&accounts::Phone, &[Deed], Option<&Deposit>),
    now: Timestamp,
) -> OnePhone {
    let local = |at| seat.names.local(Some(&it.member.unit), at);
    let off_ms = it
        .seen
        .as_ref()
        .map_or(0, |seen| seen.clock_ms)
        .unsigned_abs();
    let who = |deed: &Deed| match &deed.member {
        Some(member) => seat.names.member(member),
        None => seat.texts.text("phone-command-line"),
    };
    OnePhone {
        id: it.device.id.to_string(),
        phone: phone(seat, it, SILENT_DAYS, now),
        joined: local(it.device.enrolled_at),
        clock_off_minutes: (off_ms >= CLOCK_WORTH_SAYING_MS.unsigned_abs())
            .then_some(off_ms / 60_000),
        may_close: accounts::may_manage(viewer, &it.member),
        may_unlock: accounts::Act::Administer.is_permitted_to(viewer.role),
        pin_told: deposit.map(|deposit| local(deposit.received)),
        handed_out: deposit.and_then(|deposit| deposit.handed_out).map(local),
        deeds: deeds
            .iter()
            .map(|deed| (local(deed.at), deed.what.code().to_owned(), who(deed)))
            .collect(),
    }
}

/// A code for a forgotten PIN.
pub fn unlock_code(seat: &Seat<'_>, phone: &accounts::Phone, unlock: &Unlock) -> UnlockCode {
    let local = |at| seat.names.local(Some(&phone.member.unit), at);
    UnlockCode {
        member: phone.member.name.clone(),
        code: unlock.secret.to_string(),
        before: unlock.before.map(local),
        address: format!("/phones/{}", phone.device.id),
    }
}

/// An invite with the link that carries it.
pub fn invite(seat: &Seat<'_>, member: &Member, invited: &Invited, link: String) -> Invite {
    // The last whole day: an invite that ends at noon is not promised for that afternoon.
    let last = invited.expires_at.plus_ms(-DAY_MS);
    Invite {
        member: member.name.clone(),
        unit: seat.names.unit(&member.unit),
        link,
        until: seat.names.local(Some(&member.unit), last).date(),
    }
}

fn phone(seat: &Seat<'_>, it: &accounts::Phone, silent_days: i64, now: Timestamp) -> Phone {
    let device = &it.device;
    let standing = match (device.closed_at, device.wipe_at) {
        (None, _) => Standing::Open,
        (Some(_), None) => Standing::Closed,
        (Some(_), Some(_)) => Standing::Wiped,
    };
    let last = it.seen.as_ref().map(|seen| seen.last_sync);
    let days = now.since_ms(last.unwrap_or(device.enrolled_at)) / DAY_MS;
    Phone {
        address: format!("/phones/{}", device.id),
        member: it.member.name.clone(),
        unit: seat.names.unit(&it.member.unit),
        app: it
            .seen
            .as_ref()
            .map_or_else(|| device.app.clone(), |seen| seen.app.clone()),
        last_sync: last.map(|at| seat.names.local(Some(&it.member.unit), at)),
        days_ago: u64::try_from(days).unwrap_or(0),
        is_silent: standing == Standing::Open && days >= silent_days,
        unsent: it.seen.as_ref().map_or(0, |seen| seen.unsent.into()),
        standing,
    }
}

fn asking(
    c: &Connection,
    seat: &Seat<'_>,
    viewer: &Viewer,
    it: &Readmission,
) -> Result<Waiting, StoreError> {
    let is_forgotten = members::get(c, &it.member)?.is_none();
    let roles = roles(viewer).filter(|_| is_forgotten);
    let choice = |role: Role| Choice {
        value: role.code().to_owned(),
        name: seat.texts.word("role", role.code()),
        chosen: role == Role::Volunteer,
    };
    Ok(Waiting {
        roles: roles.map(choice).collect(),
        id: it.device.to_string(),
        member: seat.names.member(&it.member),
        unit: seat.names.unit(&it.unit),
        app: it.app.clone(),
        asked: seat.names.local(Some(&it.unit), it.asked_at),
    })
}
