//! Planning a session in the browser: it is on the phones of its unit at their next contact.

use client_core::model::DocKind;
use warp::http::StatusCode;

use super::Outcome;
use super::desk::{at_the_desk, editor, seat_of};
use super::visit::Visit;
use crate::accounts::Act;
use crate::dashboard::address::Fields;
use crate::dashboard::model::frame::{Place, Said};
use crate::dashboard::model::plan::PlanFault;
use crate::dashboard::{query, view};
use crate::environment;
use crate::exchange::Beginning;
use crate::http::problem::Problem;

/// `GET /sessions/new`.
pub(super) fn page(visit: &Visit) -> Result<Outcome, Problem> {
    form(visit, &visit.fields, &[])
}

/// `POST /sessions/new`.
pub(super) fn plan(visit: &Visit) -> Result<Outcome, Problem> {
    let Some(viewer) = visit.doer(Act::Coordinate)? else {
        return Ok(Outcome::sign_in());
    };
    let (editor, planned) = visit.state.store.read(|c| {
        let planned = seat_of(c, visit, &viewer, |seat| {
            query::planned(c, seat, &visit.fields)
        })?;
        Ok::<_, Problem>((editor(c, &viewer)?, planned))
    })?;
    let planned = match planned {
        Ok(planned) => planned,
        Err(faults) => return form(visit, &visit.fields, &faults),
    };
    let beginning = Beginning {
        kind: DocKind::Session,
        unit: &planned.unit,
        edits: &planned.edits,
        known_as: None,
    };
    let (exchange, random) = (&visit.state.exchange, &mut environment::random);
    let begun = exchange.begin(&editor, &[beginning], environment::now(), random);
    let ids = begun?;
    Ok(Outcome::said(
        &format!("/sessions/{}", ids[0]),
        Said::Planned,
    ))
}

/// The form, with what is wrong in it.
fn form(visit: &Visit, fields: &Fields, faults: &[PlanFault]) -> Result<Outcome, Problem> {
    let shown = at_the_desk(visit, |c, seat, frame| {
        frame.place = Some(Place::Sessions);
        let content = query::plan(c, seat, fields, faults.to_vec())?;
        Ok(view::plan::plan(frame, &content))
    })?;
    Ok(match shown {
        Outcome::Page(page) if !faults.is_empty() => {
            Outcome::Refusal(StatusCode::UNPROCESSABLE_ENTITY, page)
        }
        other => other,
    })
}
