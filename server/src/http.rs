//! The addresses of this server, on one screen. Below each stands a file that turns a request
//! into one plain call and its result into an answer.
//!
//! | address | file | for |
//! |---|---|---|
//! | `GET /health` | `http/health` | load balancers, whoever runs the server |
//! | `GET /assets/NAME` | `http/assets` | browsers |
//!
//! What holds for every address is here: counting, security headers, how an error is told. What an
//! address means is not.

mod assets;
mod health;
mod problem;
mod reject;

use std::net::SocketAddr;
use std::sync::Arc;

use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::{HeaderMap, HeaderValue, header};
use warp::reply::Response;

use crate::state::State;
use problem::Problem;

/// Who is at the other end of the connection; `server` puts it into each request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(
    #[expect(dead_code, reason = "read by sign-in, to slow guessing")] pub SocketAddr,
);

/// Which listener a request came in by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Face {
    /// Over TLS, from anywhere.
    Network,
    /// Plain, from this machine: pages only, no phone's token may travel here.
    ThisMachine,
}

/// All routes of one listener.
pub(crate) fn routes(state: &Arc<State>, face: Face) -> BoxedFilter<(Response,)> {
    let all = match face {
        Face::Network => for_programs(state).or(for_people(state)).unify().boxed(),
        Face::ThisMachine => for_people(state),
    };
    let state = state.clone();
    all.map(move |answer| {
        state.metrics.requests.up();
        with_security_headers(answer, face)
    })
    .boxed()
}

/// What phones ask: problems are JSON.
fn for_programs(state: &Arc<State>) -> BoxedFilter<(Response,)> {
    let routes = reject::everything().recover(reject::problem).unify();
    let state = state.clone();
    let tell = move |mut answer| match Problem::take_from(&mut answer) {
        Some(problem) => problem.as_json(&state),
        None => answer,
    };
    warp::path("v1").and(routes).map(tell).boxed()
}

/// What browsers ask: problems are pages in the reader's language.
fn for_people(state: &Arc<State>) -> BoxedFilter<(Response,)> {
    let routes = health::route(state)
        .or(assets::route())
        .unify()
        .recover(reject::problem)
        .unify();
    let state = state.clone();
    let tell = move |headers: HeaderMap, mut answer| match Problem::take_from(&mut answer) {
        Some(problem) => problem.as_page(&headers, &state),
        None => answer,
    };
    warp::header::headers_cloned().and(routes).map(tell).boxed()
}

/// Nothing runs but what we sent, nobody frames us, nobody guesses types.
const CONTENT_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; \
    font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

fn with_security_headers(mut response: Response, face: Face) -> Response {
    let headers = response.headers_mut();
    let mut put = |name, value| {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    };
    put(header::CONTENT_SECURITY_POLICY, CONTENT_POLICY);
    put(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(header::REFERRER_POLICY, "same-origin");
    put(header::CACHE_CONTROL, "no-store");
    if face == Face::Network {
        put(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    response
}
