//! Phones out there: who has not been here, invites, closing and wiping, letting in again.

use client_core::ids::{DeviceId, MemberId};
use client_core::wire::Invite as Link;

use super::Outcome;
use super::desk::{at_the_desk, for_viewer};
use super::visit::Visit;
use crate::accounts::{self, Act, Invited, Returning, UnlockError, Viewer};
use crate::dashboard::model::frame::{Place, Said};
use crate::dashboard::model::phones::NewInvite;
use crate::dashboard::query::{self, AskedPhones};
use crate::dashboard::view;
use crate::environment;
use crate::http::problem::Problem;
use crate::metrics::Code;
use crate::store::members::{self, Member};
use crate::store::presence::Seen;
use crate::store::{StoreError, Transaction, deeds, deposits};

/// `GET /phones`.
pub(super) fn phones(visit: &Visit) -> Result<Outcome, Problem> {
    for_viewer(visit, |c, viewer, seat, frame| {
        frame.place = Some(Place::Phones);
        let asked = AskedPhones::parse(&visit.fields);
        let phones = accounts::phones(c, seat.scope, &|id| seen(visit, id))?;
        let waiting = accounts::waiting(c, seat.scope)?;
        let found = (phones.as_slice(), waiting.as_slice());
        let shown = query::phones(c, seat, viewer, found, asked, environment::now())?;
        Ok(view::phones::phones(frame, &shown))
    })
}

/// `GET /phones/ID`.
pub(super) fn phone(visit: &Visit) -> Result<Outcome, Problem> {
    for_viewer(visit, |c, viewer, seat, frame| {
        frame.place = Some(Place::Phones);
        let id = id(visit)?;
        let phone = accounts::phone(c, seat.scope, &|id| seen(visit, id), id)?;
        let phone = phone.ok_or_else(no_such_phone)?;
        let deeds = deeds::of_device(c, id)?;
        let deposit = deposits::get(c, id)?;
        let found = (&phone, deeds.as_slice(), deposit.as_ref());
        let shown = query::one_phone(seat, viewer, found, environment::now());
        Ok(view::phones::phone(frame, &shown))
    })
}

/// `GET` of an invite or a code: either is shown once, in the answer to its form.
pub(super) fn back_to_phones(_: &Visit) -> Result<Outcome, Problem> {
    Ok(Outcome::Go("/phones".to_owned()))
}

/// `POST /phones/invite`.
pub(super) fn invite(visit: &Visit) -> Result<Outcome, Problem> {
    let Some(viewer) = visit.doer(Act::ManageDevices)? else {
        return Ok(Outcome::sign_in());
    };
    let id = visit.fields.value("member").parse().ok();
    let (invited, member) = (visit.state.store).write(|tx| invite_one(tx, &viewer, id.as_ref()))?;
    at_the_desk(visit, |_, seat, frame| {
        frame.place = Some(Place::Phones);
        let link = link(visit, &invited.code);
        let invite = query::invite(seat, &member, &invited, link);
        let is_reachable = visit
            .state
            .settings
            .public_url
            .can_be_reached_from_outside();
        Ok(view::phones::new_invite(
            frame,
            &NewInvite {
                invite,
                is_reachable,
            },
        ))
    })
}

/// A code for a member whose phones the viewer manages.
pub(super) fn invite_one(
    tx: &Transaction<'_>,
    viewer: &Viewer,
    id: Option<&MemberId>,
) -> Result<(Invited, Member), Problem> {
    let member = match id {
        Some(id) => members::get(tx, id)?,
        None => None,
    };
    let member = member.filter(|member| accounts::may_manage(viewer, member));
    let member = member.ok_or_else(|| Problem::new(Code::Forbidden, "no such member here"))?;
    let (now, random) = (environment::now(), &mut environment::random);
    let invited = accounts::invite_by(tx, viewer, &member.id, now, random)?;
    Ok((invited, member))
}

/// `POST /phones/ID/close`.
pub(super) fn close(visit: &Visit) -> Result<Outcome, Problem> {
    end(visit, false)
}

/// `POST /phones/ID/wipe`. Without the tick that confirms it, nothing happens.
pub(super) fn wipe(visit: &Visit) -> Result<Outcome, Problem> {
    end(visit, true)
}

/// `POST /phones/ID/approve`.
pub(super) fn approve(visit: &Visit) -> Result<Outcome, Problem> {
    let Some(viewer) = visit.doer(Act::Administer)? else {
        return Ok(Outcome::sign_in());
    };
    let (id, now) = (id(visit)?, environment::now());
    let store = &visit.state.store;
    let name = Some(visit.fields.value("name")).filter(|name| !name.trim().is_empty());
    let role = visit.fields.value("role").parse().ok();
    let returning = role.map(|role| Returning { role, name });
    let waited = store.write(|tx| accounts::approve_phone(tx, &viewer, id, returning, now));
    match waited {
        Ok(true) => Ok(Outcome::said("/phones", Said::PhoneApproved)),
        Ok(false) => Err(no_such_phone()),
        Err(accounts::InviteError::Store(error)) => Err((&error).into()),
        Err(error) => Err(Problem::new(Code::Forbidden, error.to_string())),
    }
}

/// `POST /phones/ID/unlock`.
pub(super) fn unlock(visit: &Visit) -> Result<Outcome, Problem> {
    let Some(viewer) = visit.doer(Act::Administer)? else {
        return Ok(Outcome::sign_in());
    };
    let (id, now) = (id(visit)?, environment::now());
    let key = visit.state.secrets.recovery();
    let by = Some(&viewer.member);
    let store = &visit.state.store;
    let made = store.write(|tx| accounts::unlock_phone(tx, by, id, key, now));
    let refused = |said| Ok(Outcome::said(&format!("/phones/{id}"), said));
    let unlock = match made {
        Ok(unlock) => unlock,
        Err(UnlockError::NoPhone) => return Err(no_such_phone()),
        Err(UnlockError::Closed) => return refused(Said::NotUnlocked),
        Err(UnlockError::NoDeposit) => return refused(Said::NoDeposit),
        Err(UnlockError::OtherKey) => return refused(Said::OtherKey),
        Err(UnlockError::Store(error)) => return Err((&error).into()),
    };
    at_the_desk(visit, |c, seat, frame| {
        frame.place = Some(Place::Phones);
        let phone = accounts::phone(c, seat.scope, &|_| None, id)?;
        let phone = phone.ok_or_else(no_such_phone)?;
        let code = query::unlock_code(seat, &phone, &unlock);
        Ok(view::phones::unlock_code(frame, &code))
    })
}

fn end(visit: &Visit, wipe: bool) -> Result<Outcome, Problem> {
    let Some(viewer) = visit.doer(Act::ManageDevices)? else {
        return Ok(Outcome::sign_in());
    };
    let (id, now) = (id(visit)?, environment::now());
    let page = format!("/phones/{id}");
    if wipe && visit.fields.value("sure") != "yes" {
        return Ok(Outcome::said(&page, Said::NotConfirmed));
    }
    let store = &visit.state.store;
    let closed = store.write(|tx| accounts::close_phone(tx, &viewer, id, wipe, now));
    if !closed.map_err(|error: StoreError| Problem::from(&error))? {
        return Err(no_such_phone());
    }
    let what = if wipe {
        Said::PhoneWiped
    } else {
        Said::PhoneClosed
    };
    Ok(Outcome::said(&page, what))
}

/// The link of an invite, to this server and no other.
pub(super) fn link(visit: &Visit, code: &str) -> String {
    let link = Link {
        server: visit.state.settings.public_url.to_string(),
        code: code.to_owned(),
        pin: Some(visit.state.secrets.pin()),
    };
    link.to_string()
}

fn seen(visit: &Visit, id: DeviceId) -> Option<Seen> {
    visit.state.exchange.presence().get(id)
}

fn id(visit: &Visit) -> Result<DeviceId, Problem> {
    visit.subject.parse().map_err(|_| no_such_phone())
}

fn no_such_phone() -> Problem {
    Problem::new(Code::NotFound, "there is no such phone")
}
