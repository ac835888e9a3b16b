//! Members: the list, a table of new ones, the sheet of their codes.

use client_core::ids::MemberId;

use super::Outcome;
use super::desk::{at_the_desk, for_viewer};
use super::field::{invite_one, link};
use super::visit::Visit;
use crate::accounts::{self, Act, InviteError, Invited, NewMember, Viewer};
use crate::dashboard::address::Asked;
use crate::dashboard::model::frame::Place;
use crate::dashboard::model::members::{Draft, Sheet};
use crate::dashboard::query::{self, Roster};
use crate::dashboard::view;
use crate::environment;
use crate::http::problem::Problem;
use crate::limits::ROSTER_ROWS_MAX;
use crate::store::Transaction;
use crate::store::members::Member;

/// `GET /members`.
pub(super) fn members(visit: &Visit) -> Result<Outcome, Problem> {
    list(visit, &Asked::parse(&visit.fields), Draft::default())
}

/// `GET /members/...`: codes are shown once, in the answer to their form.
pub(super) fn back(_: &Visit) -> Result<Outcome, Problem> {
    Ok(Outcome::Go("/members".to_owned()))
}

/// `POST /members/check`: says what the table would do, and does nothing.
pub(super) fn check(visit: &Visit) -> Result<Outcome, Problem> {
    match visit.doer(Act::ManageDevices)? {
        Some(_) => looked_at(visit),
        None => Ok(Outcome::sign_in()),
    }
}

/// `POST /members/add`: makes all members of the table and their codes, or nobody.
pub(super) fn add(visit: &Visit) -> Result<Outcome, Problem> {
    let Some(viewer) = visit.doer(Act::ManageDevices)? else {
        return Ok(Outcome::sign_in());
    };
    let roster = roster(visit)?;
    if !roster.problems.is_empty() {
        return looked_at(visit);
    }
    let made = visit.state.store.write(|tx| make(tx, &viewer, &roster));
    match made {
        Ok(made) => sheet_of(visit, &made, true),
        Err(InviteError::Store(error)) => Err((&error).into()),
        // Somebody took a name between the look and the click: the second look says which.
        Err(_) => looked_at(visit),
    }
}

/// `POST /members/sheet`: a code for each of the chosen members.
pub(super) fn sheet(visit: &Visit) -> Result<Outcome, Problem> {
    let Some(viewer) = visit.doer(Act::ManageDevices)? else {
        return Ok(Outcome::sign_in());
    };
    let chosen = visit.fields.all("member").take(ROSTER_ROWS_MAX);
    let chosen: Vec<MemberId> = chosen.filter_map(|id| id.parse().ok()).collect();
    let invited = visit.state.store.write(|tx| {
        let invited = chosen.iter().map(|id| invite_one(tx, &viewer, Some(id)));
        invited.collect::<Result<Vec<_>, Problem>>()
    })?;
    sheet_of(visit, &invited, false)
}

/// The table: of the file when one was chosen, else as typed.
fn table(visit: &Visit) -> &str {
    let file = visit.fields.value("file");
    if file.trim().is_empty() {
        visit.fields.value("table")
    } else {
        file
    }
}

fn list(visit: &Visit, asked: &Asked, draft: Draft) -> Result<Outcome, Problem> {
    for_viewer(visit, |c, viewer, seat, frame| {
        frame.place = Some(Place::Members);
        let shown = query::members(c, seat, viewer, asked, draft, environment::now())?;
        Ok(view::members::members(frame, &shown))
    })
}

fn roster(visit: &Visit) -> Result<Roster, Problem> {
    let mut found = Roster::default();
    // Words are needed for what is wrong, so it is read where the reader's language is known.
    for_viewer(visit, |c, viewer, seat, _| {
        found = query::roster(c, seat, viewer, table(visit))?;
        Ok(maud::Markup::default())
    })?;
    Ok(found)
}

fn looked_at(visit: &Visit) -> Result<Outcome, Problem> {
    let found = roster(visit)?.found();
    let draft = Draft {
        table: table(visit).to_owned(),
        found: Some(found),
    };
    list(visit, &Asked::default(), draft)
}

fn make(
    tx: &Transaction<'_>,
    viewer: &Viewer,
    roster: &Roster,
) -> Result<Vec<(Invited, Member)>, InviteError> {
    let now = environment::now();
    let mut made = Vec::new();
    for row in &roster.rows {
        let new = NewMember {
            name: &row.name,
            role: row.role,
            unit: &row.unit,
        };
        let random = &mut environment::random;
        let member = accounts::add_member_by(tx, viewer, &new, now, random)?;
        if let Some(language) = &row.language {
            accounts::set_language(tx, &member.id, language)?;
        }
        let invited = accounts::invite_by(tx, viewer, &member.id, now, random)?;
        made.push((invited, member));
    }
    Ok(made)
}

fn sheet_of(
    visit: &Visit,
    invited: &[(Invited, Member)],
    are_new: bool,
) -> Result<Outcome, Problem> {
    at_the_desk(visit, |_, seat, frame| {
        frame.place = Some(Place::Members);
        let invites = invited.iter().map(|(invited, member)| {
            query::invite(seat, member, invited, link(visit, &invited.code))
        });
        let sheet = Sheet {
            invites: invites.collect(),
            are_new,
            is_reachable: visit
                .state
                .settings
                .public_url
                .can_be_reached_from_outside(),
        };
        Ok(view::members::sheet(frame, &sheet))
    })
}
