//! The register of venues: searched, proposals accepted, two made one, each decision undone.

use super::Outcome;
use super::desk::for_viewer;
use super::visit::Visit;
use crate::accounts::{Act, Viewer};
use crate::dashboard::address::Fields;
use crate::dashboard::model::frame::{Place, Said};
use crate::dashboard::{query, view};
use crate::environment;
use crate::http::problem::Problem;
use crate::metrics::Code;
use crate::register::{self, FarApart, RegisterError};
use crate::store::members::{self, Member};
use crate::store::{Connection, Transaction};

const PAGE: &str = "/venues";

/// `GET /venues`.
pub(super) fn page(visit: &Visit) -> Result<Outcome, Problem> {
    for_viewer(visit, |c, viewer, seat, frame| {
        frame.place = Some(Place::Venues);
        let (search, rename) = (visit.fields.value("q"), visit.fields.value("rename"));
        let content = query::venues(c, seat, &member(c, viewer)?, search, rename)?;
        Ok(view::venues::venues(frame, &content))
    })
}

/// `POST /venues/accept`.
pub(super) fn accept(visit: &Visit) -> Result<Outcome, Problem> {
    decide(visit, Said::VenueAccepted, |tx, who| {
        let id = visit.fields.value("id");
        register::accept(tx, id, None, Some(who), environment::now()).map(drop)
    })
}

/// `POST /venues/rename`.
pub(super) fn rename(visit: &Visit) -> Result<Outcome, Problem> {
    decide(visit, Said::VenueRenamed, |tx, who| {
        let (id, name) = (visit.fields.value("id"), visit.fields.value("name"));
        register::accept(tx, id, Some(name), Some(who), environment::now()).map(drop)
    })
}

/// `POST /venues/merge`.
pub(super) fn merge(visit: &Visit) -> Result<Outcome, Problem> {
    let (goes, stays) = (visit.fields.value("goes"), visit.fields.value("stays"));
    let is_chosen = !goes.is_empty() && !stays.is_empty();
    let done = if is_chosen {
        Said::VenuesMerged
    } else {
        Said::NothingChosen
    };
    let far_apart = match visit.fields.value("far_apart") {
        "yes" => FarApart::Meant,
        _ => FarApart::Refused,
    };
    decide(visit, done, |tx, who| {
        if is_chosen {
            let venues = (goes, stays);
            register::merge(tx, venues, far_apart, Some(who), environment::now())?;
        }
        Ok(())
    })
}

/// `POST /venues/undo`.
pub(super) fn undo(visit: &Visit) -> Result<Outcome, Problem> {
    let number = visit.fields.value("number").parse().unwrap_or_default();
    decide(visit, Said::Undone, |tx, who| {
        register::undo(tx, number, Some(who), environment::now())
    })
}

/// Does what a form asks for, and shows the list as it was searched.
fn decide(
    visit: &Visit,
    done: Said,
    act: impl FnOnce(&Transaction<'_>, &Member) -> Result<(), RegisterError>,
) -> Result<Outcome, Problem> {
    let Some(viewer) = visit.doer(Act::Coordinate)? else {
        return Ok(Outcome::sign_in());
    };
    let who = visit.state.store.read(|c| member(c, &viewer))?;
    let said = match visit.state.store.write(|tx| act(tx, &who)) {
        Ok(()) => done,
        // Between the look and the click somebody was quicker.
        Err(
            RegisterError::Same(..)
            | RegisterError::Merged(..)
            | RegisterError::ChangedSince(_)
            | RegisterError::NothingToUndo(_),
        ) => Said::VenuesMoved,
        Err(RegisterError::Store(error)) => return Err((&error).into()),
        Err(refused @ RegisterError::NotPermitted(_)) => {
            return Err(Problem::new(Code::Forbidden, refused.to_string()));
        }
        Err(RegisterError::FarApart(..)) => Said::VenuesFarApart,
        Err(RegisterError::BadName) => Said::NotTaken,
        Err(RegisterError::Unknown(_) | RegisterError::Table(_)) => {
            return Err(Problem::new(Code::NotFound, "there is no such venue"));
        }
    };
    let mut fields = Fields::default();
    fields.add("q", visit.fields.value("q"));
    fields.add("said", said.code());
    Ok(Outcome::Go(fields.address(PAGE)))
}

fn member(c: &Connection, viewer: &Viewer) -> Result<Member, Problem> {
    let member = members::get(c, &viewer.member).map_err(|error| Problem::from(&error))?;
    member.ok_or_else(|| Problem::new(Code::Forbidden, "you are no longer a member"))
}
