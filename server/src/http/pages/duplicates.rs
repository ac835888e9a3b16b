//! Likely duplicates: shown, decided, and each decision undone. That two are one event is an
//! ordinary edit of one of them; that they are two is remembered beside the documents.

use client_core::ids::DocId;
use client_core::model::{Edit, Register};
use client_core::time::Timestamp;
use serde_json::json;

use super::Outcome;
use super::desk::{at_the_desk, editor, home_of, seat_of};
use super::manage::edit;
use super::visit::Visit;
use crate::accounts;
use crate::dashboard::model::frame::{Place, Said};
use crate::dashboard::query;
use crate::dashboard::view;
use crate::environment;
use crate::exchange::Editor;
use crate::http::problem::Problem;
use crate::metrics::Code;
use crate::store::acts::{self, Act};
use crate::store::read::Scope;
use crate::store::{Connection, StoreError, Transaction, read_model, told_apart};

const PAGE: &str = "/duplicates";

/// `GET /duplicates`.
pub(super) fn page(visit: &Visit) -> Result<Outcome, Problem> {
    at_the_desk(visit, |c, seat, frame| {
        frame.place = Some(Place::Duplicates);
        let organisation = home_of(c)?;
        let content = match visit.fields.value("of").parse() {
            Ok(of) => query::duplicates_of(c, &organisation, seat, of)?,
            Err(_) => {
                let before = visit.fields.value("before").parse().ok().map(Timestamp);
                query::duplicates(c, &organisation, seat, before)?
            }
        };
        Ok(view::duplicates::duplicates(frame, &content))
    })
}

/// `POST /duplicates`.
pub(super) fn decide(visit: &Visit) -> Result<Outcome, Problem> {
    let Some(viewer) = visit.doer(accounts::Act::Coordinate)? else {
        return Ok(Outcome::sign_in());
    };
    let pair = pair(visit)?;
    let (editor, is_likely) = visit.state.store.read(|c| {
        let editor = editor(c, &viewer)?;
        let is_likely = seat_of(c, visit, &viewer, |seat| {
            query::is_likely(c, &editor.organisation, seat, pair)
        })?;
        Ok::<_, Problem>((editor, is_likely))
    })?;
    let said = match visit.fields.value("decision") {
        _ if !is_likely => Said::Moved,
        "keep" => {
            let (kept, doc) = pair;
            let link = Edit::text(Register::DuplicateOf, kept.to_string());
            edit(visit, &editor, doc, &[link], Said::Linked)?
        }
        "apart" => {
            note(visit, &editor, pair, true)?;
            Said::ToldApart
        }
        _ => Said::NothingChosen,
    };
    Ok(Outcome::said(PAGE, said))
}

/// `POST /duplicates/undo`.
pub(super) fn undo(visit: &Visit) -> Result<Outcome, Problem> {
    let Some(viewer) = visit.doer(accounts::Act::Coordinate)? else {
        return Ok(Outcome::sign_in());
    };
    let pair = pair(visit)?;
    let editor = visit.state.store.read(|c| {
        for doc in [pair.0, pair.1] {
            check_in_view(c, &viewer.scope, doc)?;
        }
        editor(c, &viewer)
    })?;
    let said = match visit.fields.value("what") {
        "linked" => {
            let unlink = Edit::clear(Register::DuplicateOf);
            edit(visit, &editor, pair.0, &[unlink], Said::Undone)?
        }
        "apart" => {
            note(visit, &editor, pair, false)?;
            Said::Undone
        }
        _ => Said::NothingChosen,
    };
    Ok(Outcome::said(PAGE, said))
}

/// Remembers or forgets that two sessions are two events, and who said so.
fn note(
    visit: &Visit,
    editor: &Editor,
    pair: (DocId, DocId),
    is_apart: bool,
) -> Result<(), Problem> {
    let now = environment::now();
    let written = visit.state.store.write(|t: &Transaction<'_>| {
        let what = if is_apart {
            told_apart::put(t, pair, &editor.member, now)?;
            acts::TOLD_APART
        } else {
            told_apart::remove(t, pair)?;
            acts::NOT_TOLD_APART
        };
        for (doc, other) in [pair, (pair.1, pair.0)] {
            let act = Act {
                at: now,
                member: editor.member.clone(),
                what: what.to_owned(),
                doc,
                about: json!({ "other": other }),
            };
            acts::put(t, &act)?;
        }
        Ok::<_, StoreError>(())
    });
    written.map_err(|error| Problem::from(&error))
}

fn pair(visit: &Visit) -> Result<(DocId, DocId), Problem> {
    let id = |field: &str| visit.fields.value(field).parse::<DocId>();
    match (id("one"), id("other")) {
        (Ok(one), Ok(other)) if one != other => Ok((one, other)),
        _ => Err(not_found()),
    }
}

fn check_in_view(c: &Connection, scope: &Scope, doc: DocId) -> Result<(), Problem> {
    let facts = read_model::session(c, doc).map_err(|error| Problem::from(&error))?;
    match facts {
        Some(facts) if scope.covers(&facts.unit) => Ok(()),
        _ => Err(not_found()),
    }
}

fn not_found() -> Problem {
    Problem::new(Code::NotFound, "there is no such session")
}
