//! Exchanges between organisations: the list, one of them, and what those who take part do with it.
//! A partner has these pages and no others.

use client_core::ids::{ChangeHash, DocId};
use client_core::model::{Edit, Part};

use super::Outcome;
use super::desk::{editor, for_act, home_of};
use super::manage::make;
use super::suspects::call_harmless;
use super::visit::Visit;
use crate::accounts::{Act, Viewer};
use crate::dashboard::model::frame::{Place, Said};
use crate::dashboard::query::{self, Names};
use crate::dashboard::view;
use crate::exchange::{Editor, Wish};
use crate::http::problem::Problem;
use crate::metrics::Code;
use crate::projection::{OpenedExchange, open_exchange};
use crate::store::read::shared::Reader;
use crate::store::{Connection, catalogue};

/// `GET /exchanges`.
pub(super) fn list(visit: &Visit) -> Result<Outcome, Problem> {
    for_act(visit, Act::TakePart, |c, viewer, seat, frame| {
        frame.place = Some(Place::Exchanges);
        let reader = Reader {
            organisation: &home_of(c)?,
            member: &viewer.member,
        };
        let withdrawn = visit.fields.value("withdrawn") == "yes";
        let shown = query::exchanges(c, seat, reader, withdrawn)?;
        Ok(view::exchanges::exchanges(frame, &shown))
    })
}

/// `GET /exchanges/ID`.
pub(super) fn one(visit: &Visit) -> Result<Outcome, Problem> {
    for_act(visit, Act::TakePart, |c, viewer, seat, frame| {
        frame.place = Some(Place::Exchanges);
        let reader = Reader {
            organisation: &home_of(c)?,
            member: &viewer.member,
        };
        let opened = opened(c, viewer, &visit.subject)?;
        let shown = query::exchange(c, seat, reader, viewer.role, &opened)?;
        Ok(view::exchange::exchange(frame, &shown))
    })
}

/// `POST /exchanges/ID/settle`.
pub(super) fn settle(visit: &Visit) -> Result<Outcome, Problem> {
    with_exchange(visit, |editor, opened| {
        match query::settlement(&opened.exchange, &visit.fields) {
            Ok(edit) => {
                let id = opened.exchange.id;
                let (doc, seen) = match edit.part() {
                    Part::Main => (id, opened.heads.as_slice()),
                    Part::Private => (id.companion(), [].as_slice()),
                };
                write(visit, editor, doc, seen, &[edit], Said::Settled)
            }
            Err(said) => Ok(said),
        }
    })
}

/// `POST /exchanges/ID/edit`.
pub(super) fn edit(visit: &Visit) -> Result<Outcome, Problem> {
    with_exchange(visit, |editor, opened| {
        let names = Names::of(visit.state.store.read(catalogue::all_named)?);
        let seen = visit.fields.value("seen").split(',').map(str::parse);
        let Ok(seen) = seen.collect::<Result<Vec<ChangeHash>, _>>() else {
            return Ok(Said::Moved);
        };
        match query::edited(&names, opened, &visit.fields) {
            Ok(edits) if edits.is_empty() => Ok(Said::NothingChosen),
            Ok(edits) => {
                let doc = opened.exchange.id;
                write(visit, editor, doc, &seen, &edits, Said::ExchangeEdited)
            }
            Err(said) => Ok(said),
        }
    })
}

/// `POST /exchanges/ID/withdraw`.
pub(super) fn withdraw(visit: &Visit) -> Result<Outcome, Problem> {
    with_exchange(visit, |editor, opened| {
        let done = match visit.fields.value("decision") {
            "again" => Said::ShownAgain,
            _ => Said::Withdrawn,
        };
        match query::withdrawn(&visit.fields) {
            Ok(edit) => write(visit, editor, opened.exchange.id, &[], &[edit], done),
            Err(said) => Ok(said),
        }
    })
}

/// `POST /exchanges/ID/harmless`, for coordinators of its unit.
pub(super) fn harmless(visit: &Visit) -> Result<Outcome, Problem> {
    let Some(viewer) = visit.doer(Act::Coordinate)? else {
        return Ok(Outcome::sign_in());
    };
    let opened = (visit.state.store).read(|c| opened(c, &viewer, &visit.subject))?;
    if !viewer.scope.covers(&opened.unit) {
        return Err(not_found());
    }
    let said = call_harmless(visit, opened.exchange.id, &viewer.member)?;
    let address = format!("/exchanges/{}", opened.exchange.id);
    Ok(Outcome::said(&address, said))
}

fn write(
    visit: &Visit,
    editor: &Editor,
    doc: DocId,
    seen: &[ChangeHash],
    edits: &[Edit],
    done: Said,
) -> Result<Said, Problem> {
    make(visit, editor, &Wish { doc, seen, edits }, done)
}

/// The exchange that an address names. One that is not seen and one that does not exist look alike.
fn opened(c: &Connection, viewer: &Viewer, id: &str) -> Result<OpenedExchange, Problem> {
    let home = home_of(c)?;
    let reader = Reader {
        organisation: &home,
        member: &viewer.member,
    };
    let opened = match id.parse() {
        Ok(id) => open_exchange(c, reader, id)?,
        Err(_) => None,
    };
    opened.ok_or_else(not_found)
}

fn not_found() -> Problem {
    Problem::new(Code::NotFound, "there is no such exchange")
}

/// Does something with the exchange that the address names, and shows it again.
fn with_exchange(
    visit: &Visit,
    act: impl FnOnce(&Editor, &OpenedExchange) -> Result<Said, Problem>,
) -> Result<Outcome, Problem> {
    let Some(viewer) = visit.doer(Act::TakePart)? else {
        return Ok(Outcome::sign_in());
    };
    let (opened, editor) = visit.state.store.read(|c| {
        let opened = opened(c, &viewer, &visit.subject)?;
        Ok::<_, Problem>((opened, editor(c, &viewer)?))
    })?;
    let said = act(&editor, &opened)?;
    let address = format!("/exchanges/{}", opened.exchange.id);
    Ok(Outcome::said(&address, said))
}
