//! What a coordinator does with one session on its page: settle what two people said, review it,
//! assign it, move it to another unit, withdraw it, call harmless what its texts hold. Each form
//! becomes ordinary edits by the viewer's hand, or the server's own record.

use client_core::ids::{DocId, UnitId};
use client_core::model::{Edit, Part};

use super::Outcome;
use super::desk::{editor, opened};
use super::suspects::call_harmless;
use super::visit::Visit;
use crate::accounts::Act;
use crate::dashboard::model::frame::Said;
use crate::dashboard::query::{self, Names};
use crate::environment;
use crate::exchange::{EditRefused, Editor, Wish};
use crate::http::problem::Problem;
use crate::metrics::Code;
use crate::projection::Opened;
use crate::store::catalogue;

/// `POST /sessions/ID/settle`.
pub(super) fn settle(visit: &Visit) -> Result<Outcome, Problem> {
    with_session(visit, |sitting| {
        let opened = &sitting.opened;
        let edit = match query::settlement(&opened.session, &visit.fields) {
            Ok(edit) => edit,
            Err(said) => return Ok(said),
        };
        let id = opened.session.id;
        let (doc, seen) = match edit.part() {
            Part::Main => (id, opened.heads.as_slice()),
            Part::Private => (id.companion(), [].as_slice()),
        };
        let edits = &[edit];
        let wish = Wish { doc, seen, edits };
        make(visit, &sitting.editor, &wish, Said::Settled)
    })
}

/// `POST /sessions/ID/review`.
pub(super) fn review(visit: &Visit) -> Result<Outcome, Problem> {
    with_session(visit, |sitting| {
        let edits = query::reviewed(&visit.fields);
        sitting.edit(edits, Said::Reviewed)
    })
}

/// `POST /sessions/ID/assign`.
pub(super) fn assign(visit: &Visit) -> Result<Outcome, Problem> {
    with_session(visit, |sitting| {
        let names = Names::of(visit.state.store.read(catalogue::all_named)?);
        let unit = sitting.opened.session.unit.as_ref();
        let members = unit.map(|unit| names.choices_of(unit)).unwrap_or_default();
        let edit = query::assigned(&members, &visit.fields);
        sitting.edit(edit.map(|edit| vec![edit]), Said::Assigned)
    })
}

/// `POST /sessions/ID/harmless`.
pub(super) fn harmless(visit: &Visit) -> Result<Outcome, Problem> {
    with_session(visit, |sitting| {
        call_harmless(visit, sitting.opened.session.id, &sitting.editor.member)
    })
}

/// `POST /sessions/ID/withdraw`.
pub(super) fn withdraw(visit: &Visit) -> Result<Outcome, Problem> {
    with_session(visit, |sitting| {
        let edit = query::withdrawn(&visit.fields);
        let hides = visit.fields.value("decision") != "again";
        let done = if hides {
            Said::Withdrawn
        } else {
            Said::ShownAgain
        };
        sitting.edit(edit.map(|edit| vec![edit]), done)
    })
}

/// `POST /sessions/ID/move`.
pub(super) fn transfer(visit: &Visit) -> Result<Outcome, Problem> {
    with_session(visit, |sitting| {
        let Ok(to) = visit.fields.value("unit").parse::<UnitId>() else {
            return Ok(Said::NothingChosen);
        };
        let names = Names::of(visit.state.store.read(catalogue::all_named)?);
        let (exchange, session) = (&visit.state.exchange, &sitting.opened.session);
        let random = &mut environment::random;
        let now = environment::now();
        let moved = exchange.transfer(&sitting.editor, session.id, &to, now, random);
        let done = if query::misses_somebody(&names, session, &to) {
            Said::MovedFromTeam
        } else {
            Said::MovedAway
        };
        said(moved, done)
    })
}

/// A coordinator in front of one session.
struct Sitting<'a> {
    visit: &'a Visit,
    editor: Editor,
    opened: Opened,
}

impl Sitting<'_> {
    fn edit(&self, edits: Result<Vec<Edit>, Said>, done: Said) -> Result<Said, Problem> {
        match edits {
            Ok(edits) => edit(
                self.visit,
                &self.editor,
                self.opened.session.id,
                &edits,
                done,
            ),
            Err(said) => Ok(said),
        }
    }
}

/// Does something with the session that the address names, and shows it again.
fn with_session(
    visit: &Visit,
    act: impl FnOnce(&Sitting<'_>) -> Result<Said, Problem>,
) -> Result<Outcome, Problem> {
    let Some(viewer) = visit.doer(Act::Coordinate)? else {
        return Ok(Outcome::sign_in());
    };
    let (opened, editor) = visit.state.store.read(|c| {
        let opened = opened(c, &viewer.scope, &visit.subject)?;
        Ok::<_, Problem>((opened, editor(c, &viewer)?))
    })?;
    let sitting = Sitting {
        visit,
        editor,
        opened,
    };
    let said = act(&sitting)?;
    let to: Result<UnitId, _> = visit.fields.value("unit").parse();
    let is_moved = matches!(said, Said::MovedAway | Said::MovedFromTeam);
    let is_out_of_view = is_moved && to.is_ok_and(|to| !viewer.scope.covers(&to));
    let address = if is_out_of_view {
        "/sessions".to_owned()
    } else {
        format!("/sessions/{}", sitting.opened.session.id)
    };
    Ok(Outcome::said(&address, said))
}

/// Makes edits of one session, whatever else was said of it meanwhile.
pub(super) fn edit(
    visit: &Visit,
    editor: &Editor,
    doc: DocId,
    edits: &[Edit],
    done: Said,
) -> Result<Said, Problem> {
    let wish = Wish {
        doc,
        seen: &[],
        edits,
    };
    make(visit, editor, &wish, done)
}

/// Between the look at the session and the edit somebody may have been quicker.
pub(super) fn make(
    visit: &Visit,
    editor: &Editor,
    wish: &Wish<'_>,
    done: Said,
) -> Result<Said, Problem> {
    let (exchange, now) = (&visit.state.exchange, environment::now());
    said(
        exchange.edit(editor, wish, now, &mut environment::random),
        done,
    )
}

/// What to tell whoever sent the form.
fn said(made: Result<(), EditRefused>, done: Said) -> Result<Said, Problem> {
    match made {
        Ok(()) => Ok(done),
        Err(EditRefused::Moved) => Ok(Said::Moved),
        Err(EditRefused::Field(_)) => Ok(Said::NotTaken),
        Err(refused) => Err(refused.into()),
    }
}

impl From<EditRefused> for Problem {
    fn from(refused: EditRefused) -> Self {
        match refused {
            EditRefused::NotFound => Self::new(
                Code::NotFound,
                "there is no such session or regional centre",
            ),
            EditRefused::Failed(failure) => failure.into(),
            refused => Self::new(Code::Forbidden, refused.to_string()),
        }
    }
}
