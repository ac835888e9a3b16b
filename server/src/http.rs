//! The addresses of this server, on one screen. Below each stands a file that turns a request
//! into one plain call and its result into an answer.
//!
//! | address | file | for |
//! |---|---|---|
//! | `POST /v1/sync` | `http/sync` | a phone that joined |
//! | `POST /v1/join` | `http/join` | a phone with an invite |
//! | `HEAD`, `PUT`, `GET /v1/blobs/DOCUMENT/SHA256` | `http/blobs` | a phone with photos |
//! | `GET /health` | `http/health` | load balancers, whoever runs the server |
//! | `GET /`, `GET /coverage` | `http/pages/desk` | browsers |
//! | `GET /sessions`, `GET /sessions/ID` | `http/pages/desk` | browsers |
//! | `GET /sessions/ID/photos/SHA256{,/thumbnail}` | `http/pages/photos` | browsers |
//! | `GET /phones`, `GET /phones/ID` | `http/pages/field` | browsers |
//! | `POST /phones/invite` | `http/pages/field` | browsers |
//! | `POST /phones/ID/{close,wipe,approve}` | `http/pages/field` | browsers |
//! | `GET /members`, `POST /members/{check,add,sheet}` | `http/pages/members` | browsers |
//! | `POST /sessions/ID/settle` | `http/pages/desk` | browsers |
//! | `/sign-in`, `/password`, `/sign-out`, `/language` | `http/pages/door` | browsers |
//! | `GET /join` | `http/pages/door` | browsers in which an invite was opened |
//! | `GET /live` | `http/live` | open pages |
//! | `GET /assets/NAME` | `http/assets` | browsers |
//! | `GET /metrics` | `http/metrics` | monitoring, on a listener of its own |
//!
//! What holds for every address is here: counting, security headers, how an error is told. What an
//! address means is not.

mod assets;
mod auth;
mod blobs;
mod body;
mod health;
mod join;
mod live;
mod metrics;
mod pages;
mod problem;
mod reject;
mod stream;
mod sync;

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::{HeaderMap, HeaderName, HeaderValue, header};
use warp::reply::Response;

use crate::state::State;
use problem::Problem;

/// Who is at the other end of the connection; `server` puts it into each request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(pub SocketAddr);

impl Peer {
    /// Where wrong tries are counted: the address, or the network that one subscriber of IPv6 has.
    pub(crate) fn source(self) -> String {
        match self.0.ip().to_canonical() {
            IpAddr::V4(ip) => ip.to_string(),
            IpAddr::V6(ip) => {
                let [a, b, c, d, ..] = ip.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
            }
        }
    }
}

/// Which listener a request came in by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Face {
    /// Over TLS, from anywhere.
    Network,
    /// Plain, from this machine: pages only, no phone's token may travel here.
    ThisMachine,
    /// Plain, for monitoring: numbers only.
    Monitoring,
}

/// All routes of one listener.
pub(crate) fn routes(state: &Arc<State>, face: Face) -> BoxedFilter<(Response,)> {
    let all = match face {
        Face::Network => for_programs(state)
            .or(for_people(state, face))
            .unify()
            .boxed(),
        Face::ThisMachine => for_people(state, face),
        Face::Monitoring => for_monitoring(state),
    };
    let state = state.clone();
    all.map(move |mut answer: Response| {
        state.metrics.requests.up();
        put(&mut answer, header::CACHE_CONTROL, "no-store");
        put(&mut answer, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
        answer
    })
    .boxed()
}

/// What phones ask: problems are JSON, and no header costs a slow line what only browsers read.
fn for_programs(state: &Arc<State>) -> BoxedFilter<(Response,)> {
    let routes = join::route(state)
        .or(sync::route(state))
        .unify()
        .or(blobs::route(state))
        .unify()
        .recover(reject::problem)
        .unify();
    warp::path("v1")
        .and(routes)
        .map(problem_as_json(state))
        .boxed()
}

/// What a monitoring system asks.
fn for_monitoring(state: &Arc<State>) -> BoxedFilter<(Response,)> {
    let routes = metrics::route(state)
        .or(health::route(state))
        .unify()
        .recover(reject::problem)
        .unify();
    routes.map(problem_as_json(state)).boxed()
}

/// Says problems as programs read them.
fn problem_as_json(state: &Arc<State>) -> impl Fn(Response) -> Response + Clone + use<> {
    let state = state.clone();
    move |mut answer| match Problem::take_from(&mut answer) {
        Some(problem) => problem.as_json(&state),
        None => answer,
    }
}

/// What browsers ask: problems are pages in the reader's language.
fn for_people(state: &Arc<State>, face: Face) -> BoxedFilter<(Response,)> {
    let routes = health::route(state)
        .or(assets::route())
        .unify()
        .or(live::route(state, face))
        .unify()
        .or(pages::route(state, face))
        .unify()
        .recover(reject::problem)
        .unify();
    let state = state.clone();
    let tell = move |headers: HeaderMap, mut answer| {
        let mut answer = match Problem::take_from(&mut answer) {
            Some(problem) => problem.as_page(&headers, &state),
            None => answer,
        };
        put(&mut answer, header::CONTENT_SECURITY_POLICY, CONTENT_POLICY);
        put(&mut answer, header::REFERRER_POLICY, "same-origin");
        if face == Face::Network {
            put(
                &mut answer,
                header::STRICT_TRANSPORT_SECURITY,
                "max-age=31536000",
            );
        }
        answer
    };
    warp::header::headers_cloned().and(routes).map(tell).boxed()
}

/// Nothing runs but what we sent, nobody frames us.
const CONTENT_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
    connect-src 'self'; img-src 'self' data:; \
    font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Puts a header, unless whoever answered knew better.
fn put(answer: &mut Response, name: HeaderName, value: &'static str) {
    let value = HeaderValue::from_static(value);
    answer.headers_mut().entry(name).or_insert(value);
}
