//! What waits for a coordinator: shown, let in, or refused for good.

use client_core::ids::DocId;

use super::Outcome;
use super::desk::{at_the_desk, editor, home_of};
use super::visit::Visit;
use crate::accounts::Act;
use crate::dashboard::model::frame::{Place, Said};
use crate::dashboard::model::quarantine::Left;
use crate::dashboard::{query, view};
use crate::environment;
use crate::exchange::EditRefused;
use crate::http::problem::Problem;
use crate::metrics::Code;

const PAGE: &str = "/quarantine";

/// `GET /quarantine`.
pub(super) fn page(visit: &Visit) -> Result<Outcome, Problem> {
    shown(visit, Vec::new())
}

/// `POST /quarantine/admit`. What was not taken is said on the page that answers.
pub(super) fn admit(visit: &Visit) -> Result<Outcome, Problem> {
    let Some(viewer) = visit.doer(Act::Coordinate)? else {
        return Ok(Outcome::sign_in());
    };
    let editor = visit.state.store.read(|c| editor(c, &viewer))?;
    let (exchange, now) = (&visit.state.exchange, environment::now());
    match exchange.let_in(&editor, &viewer.scope, doc(visit)?, now, &mut |_, _| ()) {
        Ok(done) if done.left.is_empty() => Ok(Outcome::said(PAGE, Said::LetIn)),
        Ok(done) => {
            visit.state.live.moved();
            let left = done.left.into_iter().map(|left| Left {
                code: left.code.to_owned(),
                changes: left.changes as u64,
            });
            shown(visit, left.collect())
        }
        // Somebody else decided meanwhile.
        Err(EditRefused::NotFound) => Ok(Outcome::said(PAGE, Said::DecidedBefore)),
        Err(refused) => Err(refused.into()),
    }
}

/// `POST /quarantine/reject`.
pub(super) fn reject(visit: &Visit) -> Result<Outcome, Problem> {
    let Some(viewer) = visit.doer(Act::Coordinate)? else {
        return Ok(Outcome::sign_in());
    };
    let editor = visit.state.store.read(|c| editor(c, &viewer))?;
    let (exchange, now) = (&visit.state.exchange, environment::now());
    let reason = visit.fields.value("reason");
    let said = match exchange.keep_out(&editor, &viewer.scope, doc(visit)?, reason, now) {
        Ok(_) => Said::KeptOut,
        Err(EditRefused::Field(_)) if reason.trim().is_empty() => Said::ReasonMissing,
        Err(EditRefused::Field(_)) => Said::NotTaken,
        Err(EditRefused::NotFound) => Said::DecidedBefore,
        Err(refused) => return Err(refused.into()),
    };
    Ok(Outcome::said(PAGE, said))
}

fn shown(visit: &Visit, left: Vec<Left>) -> Result<Outcome, Problem> {
    at_the_desk(visit, |c, seat, frame| {
        frame.place = Some(Place::Phones);
        let asked = query::Part::parse(&visit.fields);
        let content = query::quarantine(c, &home_of(c)?, seat, asked, left)?;
        Ok(view::quarantine::quarantine(frame, &content))
    })
}

fn doc(visit: &Visit) -> Result<DocId, Problem> {
    let unknown = |_| Problem::new(Code::NotFound, "there is no such session");
    visit.fields.value("doc").parse().map_err(unknown)
}
