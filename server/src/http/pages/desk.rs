//! The pages of somebody who is signed in: the overview, the list, one session.

use client_core::ids::OrganisationId;
use client_core::model::Role;
use maud::Markup;
use warp::http::StatusCode;

use super::Outcome;
use super::troubles::shown;
use super::visit::Visit;
use crate::accounts::{Act, Viewer};
use crate::dashboard::address::Asked;
use crate::dashboard::model::frame::{Frame, Held, Person, Place, Said};
use crate::dashboard::model::problem::Problem as OnAPage;
use crate::dashboard::query::{self, Names, Seat};
use crate::dashboard::view;
use crate::environment;
use crate::exchange::Editor;
use crate::http::problem::Problem;
use crate::limits::TO_REVIEW_COUNTED_MAX;
use crate::metrics::Code;
use crate::projection::{self, Opened};
use crate::register;
use crate::store::read::shared::Reader;
use crate::store::read::{Filter, Scope, sessions, waiting};
use crate::store::{Connection, StoreError, catalogue, members, organisation};

/// `GET /`.
pub(super) fn overview(visit: &Visit) -> Result<Outcome, Problem> {
    if visit
        .viewer()?
        .is_some_and(|viewer| viewer.role == Role::Partner)
    {
        return Ok(Outcome::Go("/exchanges".to_owned()));
    }
    for_viewer(visit, |c, viewer, seat, frame| {
        frame.place = Some(Place::Overview);
        let asked = Asked::parse(&visit.fields);
        let mut it = query::overview(c, seat, &asked)?;
        if viewer.role == Role::Admin {
            it.troubles = visit.state.watch.troubles().iter().map(shown).collect();
        }
        Ok(view::overview::overview(frame, &it))
    })
}

/// `GET /coverage`.
pub(super) fn coverage(visit: &Visit) -> Result<Outcome, Problem> {
    at_the_desk(visit, |c, seat, frame| {
        frame.place = Some(Place::Coverage);
        let asked = Asked::parse(&visit.fields);
        Ok(view::coverage::coverage(
            frame,
            &query::coverage(c, seat, &asked)?,
        ))
    })
}

/// `GET /sessions`.
pub(super) fn sessions(visit: &Visit) -> Result<Outcome, Problem> {
    at_the_desk(visit, |c, seat, frame| {
        let asked = Asked::parse(&visit.fields);
        let place = if asked.only_conflicts {
            Place::Review
        } else {
            Place::Sessions
        };
        frame.place = Some(place);
        let organisation = home_of(c)?;
        Ok(view::sessions::sessions(
            frame,
            &query::sessions(c, &organisation, seat, &asked)?,
        ))
    })
}

/// `GET /sessions/ID`.
pub(super) fn session(visit: &Visit) -> Result<Outcome, Problem> {
    at_the_desk(visit, |c, seat, frame| {
        frame.place = Some(Place::Sessions);
        let mut opened = opened(c, seat.scope, &visit.subject)?;
        opened.session.place = register::place(c, &opened.session.place)?;
        let asked = query::asked(c, &opened.session)?;
        let mut content = query::session(seat, &opened, asked.as_ref());
        content.photos = query::photos(c, &home_of(c)?, &opened.session)?;
        content.desk = query::desk(c, &home_of(c)?, seat, &opened)?;
        Ok(view::session::session(frame, &content))
    })
}

/// Who edits, as the exchange knows them.
pub(super) fn editor(c: &Connection, viewer: &Viewer) -> Result<Editor, Problem> {
    let home = organisation::home(c)?;
    let member = members::get(c, &viewer.member)?;
    let (Some(home), Some(member)) = (home, member) else {
        return Err(Problem::new(Code::Forbidden, "you are no longer a member"));
    };
    Ok(Editor::of(home.id, member))
}

/// The session that an address names. A foreign one and one that does not exist look alike.
pub(super) fn opened(c: &Connection, scope: &Scope, id: &str) -> Result<Opened, Problem> {
    let home = organisation::home(c)?;
    let opened = match (home, id.parse()) {
        (Some(home), Ok(id)) => projection::open(c, &home.id, scope, id)?,
        _ => None,
    };
    opened.ok_or_else(|| Problem::new(Code::NotFound, "there is no such session"))
}

/// Answers with a page for the viewer, all of it read from one state of the database; or sends to
/// the door whoever is not signed in or has no password yet.
pub(super) fn at_the_desk<F>(visit: &Visit, page: F) -> Result<Outcome, Problem>
where
    F: FnOnce(&Connection, &Seat<'_>, &mut Frame) -> Result<Markup, Problem>,
{
    for_viewer(visit, |c, _, seat, frame| page(c, seat, frame))
}

/// As [`at_the_desk`], for pages that depend on what the viewer may do.
pub(super) fn for_viewer<F>(visit: &Visit, page: F) -> Result<Outcome, Problem>
where
    F: FnOnce(&Connection, &Viewer, &Seat<'_>, &mut Frame) -> Result<Markup, Problem>,
{
    for_act(visit, Act::Coordinate, page)
}

/// The same for whoever may do this.
pub(super) fn for_act<F>(visit: &Visit, act: Act, page: F) -> Result<Outcome, Problem>
where
    F: FnOnce(&Connection, &Viewer, &Seat<'_>, &mut Frame) -> Result<Markup, Problem>,
{
    let Some(viewer) = visit.viewer()? else {
        return Ok(Outcome::sign_in());
    };
    if viewer.must_choose_password {
        return Ok(Outcome::Go("/password".to_owned()));
    }
    visit.state.store.read(|c| {
        let mut names = Names::of(catalogue::all_named(c)?);
        if viewer.role == Role::Partner {
            let (texts, home) = (
                visit.texts(Some(&viewer)),
                &visit.state.settings.organisation,
            );
            let reader = Reader {
                organisation: &home_of(c)?,
                member: &viewer.member,
            };
            let followed = reader.programmes(c)?;
            names = names
                .without_people(&viewer.member, texts, home)
                .with_programmes(&followed, texts);
        }
        let mut frame = frame(c, visit, &viewer, &names)?;
        let now = names.local(viewer.units.first(), environment::now());
        // Hints that something moved are for coordinators: to a partner they would tell of others.
        let is_live = !visit.is_form && Act::Coordinate.is_permitted_to(viewer.role);
        frame.live = is_live.then_some(now);
        if !act.is_permitted_to(viewer.role) {
            let page = view::problem::problem(&frame, OnAPage::NotForThisRole);
            return Ok(Outcome::Refusal(StatusCode::FORBIDDEN, page));
        }
        let seat = seat(visit, &viewer, &names);
        page(c, &viewer, &seat, &mut frame).map(Outcome::Page)
    })
}

/// Asks something for a viewer who sent a form.
pub(super) fn seat_of<T>(
    c: &Connection,
    visit: &Visit,
    viewer: &Viewer,
    ask: impl FnOnce(&Seat<'_>) -> Result<T, StoreError>,
) -> Result<T, Problem> {
    let names = Names::of(catalogue::all_named(c).map_err(|error| Problem::from(&error))?);
    ask(&seat(visit, viewer, &names)).map_err(|error| Problem::from(&error))
}

fn seat<'a>(visit: &'a Visit, viewer: &'a Viewer, names: &'a Names) -> Seat<'a> {
    Seat {
        scope: &viewer.scope,
        units: &viewer.units,
        texts: visit.texts(Some(viewer)),
        names,
        country: &visit.state.settings.country,
        today: names.local(viewer.units.first(), environment::now()).date(),
    }
}

/// Whose server this is.
pub(super) fn home_of(c: &Connection) -> Result<OrganisationId, Problem> {
    let home = organisation::home(c).map_err(|error| Problem::from(&error))?;
    let home = home.ok_or_else(|| Problem::new(Code::NotFound, "there is no organisation yet"))?;
    Ok(home.id)
}

fn frame(
    c: &Connection,
    visit: &Visit,
    viewer: &Viewer,
    names: &Names,
) -> Result<Frame, StoreError> {
    let open = Filter {
        only_conflicts: true,
        ..Filter::default()
    };
    let units = if viewer.role.sees_every_unit() || viewer.role == Role::Partner {
        Vec::new()
    } else {
        viewer.units.iter().map(|unit| names.unit(unit)).collect()
    };
    let held = match organisation::home(c)? {
        Some(home) if viewer.role.coordinates() => {
            let counts = waiting::counts(c, &home.id, &viewer.scope)?;
            Held {
                sessions: counts.sessions,
                exchanges: counts.exchanges,
            }
        }
        _ => Held::default(),
    };
    let person = Person {
        name: viewer.name.clone(),
        role: viewer.role.code().to_owned(),
        is_partner: viewer.role == Role::Partner,
        units,
        to_review: sessions::count(c, &viewer.scope, &open, TO_REVIEW_COUNTED_MAX)?,
        held,
        form_token: viewer.csrf.clone(),
    };
    Ok(Frame {
        texts: visit.texts(Some(viewer)),
        person: Some(person),
        said: visit.fields.get("said").and_then(Said::parse),
        ..visit.frame_at_the_door()
    })
}
