//! `GET /metrics`: what the server did and how it stands, for a monitoring system that asks now and
//! then.
//!
//! Counts, sizes and times only; no names, no addresses of people. Served on a listener of its own
//! that nobody opens by accident.

use std::sync::Arc;

use warp::filters::BoxedFilter;
use warp::http::{HeaderValue, header};
use warp::reply::{Reply, Response};
use warp::{Filter, path};

use crate::metrics::{MEDIA_TYPE, Text};
use crate::state::State;

pub(super) fn route(state: &Arc<State>) -> BoxedFilter<(Response,)> {
    let state = state.clone();
    path!("metrics")
        .and(warp::get())
        .map(move || answer(&state))
        .boxed()
}

fn answer(state: &State) -> Response {
    let mut text = Text::default();
    state.metrics.tell(&mut text);
    state.tell(&mut text);
    let mut response = text.finish().into_response();
    let media_type = HeaderValue::from_static(MEDIA_TYPE);
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, media_type);
    response
}
