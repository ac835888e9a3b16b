//! The addresses of this server, on one screen. Below each stands a file that turns a request
//! into one plain call and its result into an answer.
//!
//! Rules that hold for every address (security headers, counting, what an error looks like) are
//! here and in `http/reject`; what an address means is not.

mod health;
mod reject;

use std::net::SocketAddr;
use std::sync::Arc;

use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::HeaderValue;
use warp::http::header;
use warp::reply::Response;

use crate::state::State;

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
    let counted = state.clone();
    let errors = state.clone();
    warp::any()
        .map(move || counted.metrics.requests.up())
        .untuple_one()
        .and(health::route(state))
        .recover(move |rejection| reject::page(rejection, errors.clone()))
        .unify()
        .map(move |response| with_security_headers(response, face))
        .boxed()
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
