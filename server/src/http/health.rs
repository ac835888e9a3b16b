//! `GET /health`: whether the server answers; with `?verbose`, what it has counted.
//!
//! For load balancers and for whoever runs the server. Counts only; no names, no addresses.

use std::sync::Arc;

use serde::Serialize;
use warp::filters::BoxedFilter;
use warp::reply::{Reply, Response};
use warp::{Filter, path};

use crate::metrics::Counts;
use crate::state::State;

#[derive(Serialize)]
struct Health {
    status: &'static str,
    version: &'static str,
    seconds_up: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    counts: Option<Counts>,
}

pub(super) fn route(state: &Arc<State>) -> BoxedFilter<(Response,)> {
    let state = state.clone();
    let query = warp::query::raw().or(warp::any().map(String::new)).unify();
    path!("health")
        .and(warp::get())
        .and(query)
        .map(move |query: String| answer(&state, query == "verbose"))
        .boxed()
}

fn answer(state: &State, verbose: bool) -> Response {
    let health = Health {
        status: "ok",
        version: env!("CARGO_PKG_VERSION"),
        seconds_up: state.seconds_up(),
        counts: verbose.then(|| state.metrics.counts()),
    };
    warp::reply::json(&health).into_response()
}
