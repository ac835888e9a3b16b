//! `GET /health`: whether the server answers, and what somebody must see to; with `?verbose`, what
//! it has counted.
//!
//! For load balancers and for whoever runs the server. Counts only; no names, no addresses.

use std::sync::Arc;

use serde::Serialize;
use warp::filters::BoxedFilter;
use warp::reply::{Reply, Response};
use warp::{Filter, path};

use crate::metrics::Counts;
use crate::state::State;
use crate::state::watch::Trouble;

#[derive(Serialize)]
struct Health {
    /// `ok`, or `trouble` while the server works on but somebody must see to something.
    status: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    troubles: Vec<Told>,
    version: &'static str,
    seconds_up: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    counts: Option<Counts>,
}

/// A trouble in code and words.
#[derive(Serialize)]
struct Told {
    code: &'static str,
    message: String,
}

impl From<Trouble> for Told {
    fn from(trouble: Trouble) -> Self {
        Self {
            code: trouble.code(),
            message: trouble.to_string(),
        }
    }
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
    let troubles: Vec<_> = state.watch.troubles().into_iter().map(Told::from).collect();
    let health = Health {
        status: if troubles.is_empty() { "ok" } else { "trouble" },
        troubles,
        version: env!("CARGO_PKG_VERSION"),
        seconds_up: state.seconds_up(),
        counts: verbose.then(|| state.metrics.counts()),
    };
    warp::reply::json(&health).into_response()
}
