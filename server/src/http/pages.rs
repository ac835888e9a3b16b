//! The coordinators' pages: each address and form, and the plain function that answers it.
//!
//! A function gets a [`Visit`] and returns an [`Outcome`]; it runs off the async threads and knows
//! no header. What a page shows is decided in `dashboard`, who may see it in `accounts`.

mod desk;
mod door;
mod duplicates;
mod exchanges;
mod field;
mod form;
mod manage;
mod members;
mod photos;
mod plan;
mod quarantine;
mod suspects;
mod troubles;
mod venues;
mod visit;

use std::fs::File;
use std::sync::Arc;

use maud::Markup;
use warp::filters::BoxedFilter;
use warp::host::Authority;
use warp::http::{HeaderMap, HeaderValue, StatusCode, header};
use warp::reply::{Reply, Response};
use warp::{Filter, path};

use super::problem::Problem;
use super::{Face, Peer, auth, blobs};
use crate::dashboard::address::Fields;
use crate::dashboard::model::frame::Said;
use crate::state::State;
use crate::state::gate::Gate;
use visit::Visit;

/// What a function answers with.
pub(super) enum Outcome {
    /// A page.
    Page(Markup),
    /// A photo, with its length.
    Photo((File, u64)),
    /// A small one.
    Thumbnail(Vec<u8>),
    /// A page that says no.
    Refusal(StatusCode, Markup),
    /// After a form: another page, so that going back or reloading sends nothing twice.
    Go(String),
    /// The same, with a new cookie; an empty one takes the old one back.
    GoWithCookie(String, String),
    /// The same, with a language that the browser remembers.
    GoInLanguage(String, &'static str),
}

/// Where whoever is not signed in is sent.
const SIGN_IN: &str = "/sign-in";

impl Outcome {
    /// To the door.
    fn sign_in() -> Self {
        Self::Go(SIGN_IN.to_owned())
    }

    /// After a form: another page, which says what came of it.
    fn said(page: &str, said: Said) -> Self {
        Self::Go(format!("{page}?said={}", said.code()))
    }
}

type Handler = fn(&Visit) -> Result<Outcome, Problem>;

/// All of them, for one listener.
pub(super) fn route(state: &Arc<State>, face: Face) -> BoxedFilter<(Response,)> {
    let at = Listener {
        state: state.clone(),
        face,
        gate: state.gate.clone(),
    };
    // Passwords are hashed behind a door of their own.
    let hashing = Listener {
        gate: state.sign_ins.clone(),
        ..at.clone()
    };
    // Photos as well, from the disk and through a decoder: however many are looked at, figures
    // keep their places.
    let pictures = Listener {
        gate: state.uploads.clone(),
        ..at.clone()
    };
    desk_routes(&at)
        .or(photo_routes(&pictures))
        .unify()
        .or(register_routes(&at))
        .unify()
        .or(exchange_routes(&at))
        .unify()
        .or(field_routes(&at))
        .unify()
        .or(door_routes(&at, &hashing))
        .unify()
        .boxed()
}

/// Figures, sessions and what is done with them.
fn desk_routes(at: &Listener) -> BoxedFilter<(Response,)> {
    let overview = path!().map(String::new).boxed();
    let coverage = path!("coverage").map(String::new).boxed();
    let sessions = path!("sessions").map(String::new).boxed();
    let session = path!("sessions" / String).boxed();
    let settle = path!("sessions" / String / "settle").boxed();
    let review = path!("sessions" / String / "review").boxed();
    let assign = path!("sessions" / String / "assign").boxed();
    let transfer = path!("sessions" / String / "move").boxed();
    let harmless = path!("sessions" / String / "harmless").boxed();
    let withdraw = path!("sessions" / String / "withdraw").boxed();
    let new_session = path!("sessions" / "new").map(String::new).boxed();
    let duplicates = path!("duplicates").map(String::new).boxed();
    let undo = path!("duplicates" / "undo").map(String::new).boxed();
    at.page(&overview, desk::overview)
        .or(at.page(&coverage, desk::coverage))
        .unify()
        .or(at.page(&sessions, desk::sessions))
        .unify()
        .or(at.page(&new_session, plan::page))
        .unify()
        .or(at.form(&new_session, plan::plan))
        .unify()
        .or(at.page(&session, desk::session))
        .unify()
        .or(at.form(&settle, manage::settle))
        .unify()
        .or(at.form(&review, manage::review))
        .unify()
        .or(at.form(&assign, manage::assign))
        .unify()
        .or(at.form(&transfer, manage::transfer))
        .unify()
        .or(at.form(&harmless, manage::harmless))
        .unify()
        .or(at.form(&withdraw, manage::withdraw))
        .unify()
        .or(at.page(&duplicates, duplicates::page))
        .unify()
        .or(at.form(&duplicates, duplicates::decide))
        .unify()
        .or(at.form(&undo, duplicates::undo))
        .unify()
        .boxed()
}

/// Photos of sessions.
fn photo_routes(at: &Listener) -> BoxedFilter<(Response,)> {
    let in_session = |id: String, photo: String| format!("{id}/{photo}");
    let photo = path!("sessions" / String / "photos" / String)
        .map(in_session)
        .boxed();
    let thumbnail = path!("sessions" / String / "photos" / String / "thumbnail")
        .map(in_session)
        .boxed();
    at.page(&photo, photos::photo)
        .or(at.page(&thumbnail, photos::thumbnail))
        .unify()
        .boxed()
}

/// The register of venues.
fn register_routes(at: &Listener) -> BoxedFilter<(Response,)> {
    let venues = path!("venues").map(String::new).boxed();
    let accept = path!("venues" / "accept").map(String::new).boxed();
    let rename = path!("venues" / "rename").map(String::new).boxed();
    let merge = path!("venues" / "merge").map(String::new).boxed();
    let undo = path!("venues" / "undo").map(String::new).boxed();
    at.page(&venues, venues::page)
        .or(at.form(&accept, venues::accept))
        .unify()
        .or(at.form(&rename, venues::rename))
        .unify()
        .or(at.form(&merge, venues::merge))
        .unify()
        .or(at.form(&undo, venues::undo))
        .unify()
        .boxed()
}

/// Exchanges between organisations.
fn exchange_routes(at: &Listener) -> BoxedFilter<(Response,)> {
    let exchanges = path!("exchanges").map(String::new).boxed();
    let exchange = path!("exchanges" / String).boxed();
    let settle = path!("exchanges" / String / "settle").boxed();
    let edit = path!("exchanges" / String / "edit").boxed();
    let withdraw = path!("exchanges" / String / "withdraw").boxed();
    let harmless = path!("exchanges" / String / "harmless").boxed();
    at.page(&exchanges, exchanges::list)
        .or(at.page(&exchange, exchanges::one))
        .unify()
        .or(at.form(&settle, exchanges::settle))
        .unify()
        .or(at.form(&edit, exchanges::edit))
        .unify()
        .or(at.form(&withdraw, exchanges::withdraw))
        .unify()
        .or(at.form(&harmless, exchanges::harmless))
        .unify()
        .boxed()
}

/// Phones, what waits of those that were closed, and members.
fn field_routes(at: &Listener) -> BoxedFilter<(Response,)> {
    let phones = path!("phones").map(String::new).boxed();
    let invite = path!("phones" / "invite").map(String::new).boxed();
    let phone = path!("phones" / String).boxed();
    let close = path!("phones" / String / "close").boxed();
    let wipe = path!("phones" / String / "wipe").boxed();
    let approve = path!("phones" / String / "approve").boxed();
    let unlock = path!("phones" / String / "unlock").boxed();
    let held = path!("quarantine").map(String::new).boxed();
    let admit = path!("quarantine" / "admit").map(String::new).boxed();
    let reject = path!("quarantine" / "reject").map(String::new).boxed();
    let members = path!("members").map(String::new).boxed();
    let any_form = path!("members" / String).boxed();
    let check = path!("members" / "check").map(String::new).boxed();
    let add = path!("members" / "add").map(String::new).boxed();
    let sheet = path!("members" / "sheet").map(String::new).boxed();
    at.page(&phones, field::phones)
        .or(at.page(&invite, field::back_to_phones))
        .unify()
        .or(at.page(&phone, field::phone))
        .unify()
        .or(at.form(&invite, field::invite))
        .unify()
        .or(at.form(&close, field::close))
        .unify()
        .or(at.form(&wipe, field::wipe))
        .unify()
        .or(at.form(&approve, field::approve))
        .unify()
        .or(at.page(&unlock, field::back_to_phones))
        .unify()
        .or(at.form(&unlock, field::unlock))
        .unify()
        .or(at.page(&held, quarantine::page))
        .unify()
        .or(at.form(&admit, quarantine::admit))
        .unify()
        .or(at.form(&reject, quarantine::reject))
        .unify()
        .or(at.page(&members, members::members))
        .unify()
        .or(at.page(&any_form, members::back))
        .unify()
        .or(at.form(&check, members::check))
        .unify()
        .or(at.form(&add, members::add))
        .unify()
        .or(at.form(&sheet, members::sheet))
        .unify()
        .boxed()
}

/// The ways in and out.
fn door_routes(at: &Listener, hashing: &Listener) -> BoxedFilter<(Response,)> {
    let sign_in = path!("sign-in").map(String::new).boxed();
    let password = path!("password").map(String::new).boxed();
    let join = path!("join").map(String::new).boxed();
    let language = path!("language").map(String::new).boxed();
    let sign_out = path!("sign-out").map(String::new).boxed();
    at.page(&sign_in, door::sign_in_page)
        .or(hashing.form(&sign_in, door::sign_in))
        .unify()
        .or(at.page(&password, door::password_page))
        .unify()
        .or(hashing.form(&password, door::choose_password))
        .unify()
        .or(at.page(&join, door::join_page))
        .unify()
        .or(at.form(&language, door::language))
        .unify()
        .or(at.form(&sign_out, door::sign_out))
        .unify()
        .boxed()
}

/// What all pages of one listener share.
#[derive(Clone)]
struct Listener {
    state: Arc<State>,
    face: Face,
    gate: Gate,
}

impl Listener {
    /// An address that shows something.
    fn page(&self, at: &BoxedFilter<(String,)>, handler: Handler) -> BoxedFilter<(Response,)> {
        let listener = self.clone();
        let query = warp::query::raw().or(warp::any().map(String::new)).unify();
        at.clone()
            .and(warp::get())
            .and(warp::ext::get())
            .and(warp::header::headers_cloned())
            .and(query)
            .then(move |subject, peer, headers, query: String| {
                let visit = listener.visit(subject, peer, headers, Fields::parse(&query), false);
                let gate = listener.gate.clone();
                async move { respond(visit, &gate, handler).await }
            })
            .boxed()
    }

    /// An address that takes a form.
    fn form(&self, at: &BoxedFilter<(String,)>, handler: Handler) -> BoxedFilter<(Response,)> {
        let listener = self.clone();
        at.clone()
            .and(warp::post())
            .and(warp::ext::get())
            .and(warp::header::headers_cloned())
            .and(warp::host::optional())
            .and(warp::body::stream())
            .then(
                move |subject, peer, headers: HeaderMap, host: Option<Authority>, body| {
                    let listener = listener.clone();
                    async move {
                        let host = host.as_ref().map(Authority::as_str);
                        match form::read(&listener.state, &headers, host, body).await {
                            Ok(fields) => {
                                let visit = listener.visit(subject, peer, headers, fields, true);
                                respond(visit, &listener.gate, handler).await
                            }
                            Err(problem) => problem.into_response(),
                        }
                    }
                },
            )
            .boxed()
    }

    fn visit(
        &self,
        subject: String,
        peer: Peer,
        headers: HeaderMap,
        fields: Fields,
        is_form: bool,
    ) -> Visit {
        Visit {
            state: self.state.clone(),
            face: self.face,
            subject,
            peer,
            headers,
            fields,
            is_form,
        }
    }
}

async fn respond(visit: Visit, gate: &Gate, handler: Handler) -> Response {
    let face = visit.face;
    // What a form changed, other open pages show as well.
    let live = visit.is_form.then(|| visit.state.live.clone());
    let Some(place) = gate.enter() else {
        return Problem::busy().into_response();
    };
    let outcome = match place.run(move || handler(&visit)).await {
        Ok(outcome) => outcome,
        Err(broke) => Err(broke.into()),
    };
    if let (Some(live), Ok(Outcome::Go(_))) = (live, &outcome) {
        live.moved();
    }
    match outcome {
        Ok(Outcome::Page(page)) => warp::reply::html(page.into_string()).into_response(),
        Ok(Outcome::Photo(opened)) => match blobs::given(opened, place).await {
            Ok(photo) => photos::as_picture(photo),
            Err(problem) => problem.into_response(),
        },
        Ok(Outcome::Thumbnail(small)) => {
            photos::as_picture(blobs::jpeg(Response::new(small.into())))
        }
        Ok(Outcome::Refusal(status, page)) => {
            let page = warp::reply::html(page.into_string());
            warp::reply::with_status(page, status).into_response()
        }
        Ok(Outcome::Go(address)) => go(&address),
        Ok(Outcome::GoWithCookie(address, cookie)) => {
            let mut response = go(&address);
            let cookie = auth::set_cookie(&cookie, face);
            response.headers_mut().insert(header::SET_COOKIE, cookie);
            response
        }
        Ok(Outcome::GoInLanguage(address, tag)) => {
            let mut response = go(&address);
            let cookie = auth::set_language(tag, face);
            response.headers_mut().insert(header::SET_COOKIE, cookie);
            response
        }
        Err(problem) => problem.into_response(),
    }
}

fn go(address: &str) -> Response {
    let Ok(location) = HeaderValue::from_str(address) else {
        tracing::error!("an address of our own is no header value");
        return Problem::internal().into_response();
    };
    let mut response = Response::default();
    *response.status_mut() = StatusCode::SEE_OTHER;
    response.headers_mut().insert(header::LOCATION, location);
    response
}
