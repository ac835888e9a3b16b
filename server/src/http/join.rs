//! `POST /v1/join`: a phone shows an invite's code and its key, and becomes a device.
//!
//! JSON both ways. Who may join, `accounts` decides.

use std::sync::Arc;

use client_core::wire::JoinRequest;
use warp::filters::BoxedFilter;
use warp::http::HeaderMap;
use warp::reply::{Reply, Response};
use warp::{Buf, Filter, Stream, path};

use super::problem::Problem;
use super::{Peer, body};
use crate::accounts::{self, JoinError};
use crate::environment;
use crate::limits::JOIN_BYTES_MAX;
use crate::metrics::Code;
use crate::state::State;

pub(super) fn route(state: &Arc<State>) -> BoxedFilter<(Response,)> {
    let state = state.clone();
    path!("join")
        .and(warp::post())
        .and(warp::ext::get())
        .and(warp::header::headers_cloned())
        .and(warp::body::stream())
        .then(move |peer, headers, body| {
            let answer = answer(state.clone(), peer, headers, body);
            async { answer.await.unwrap_or_else(Problem::into_response) }
        })
        .boxed()
}

async fn answer<S, B>(
    state: Arc<State>,
    peer: Peer,
    headers: HeaderMap,
    body: S,
) -> Result<Response, Problem>
where
    S: Stream<Item = Result<B, warp::Error>> + Send,
    B: Buf + Send,
{
    if let Err(problem) = body::check_type(&headers, "application/json") {
        return Err(body::refuse(&headers, body, problem).await);
    }
    let body = body::read(&headers, body, JOIN_BYTES_MAX, &state.budget).await?;
    let request: JoinRequest = serde_json::from_slice(&body.bytes)
        .map_err(|error| Problem::new(Code::Malformed, format!("no join request: {error}")))?;
    let place = state.gate.enter().ok_or_else(Problem::busy)?;
    let joined = place.run(move || {
        let (from, identity) = (peer.source(), state.secrets.identity());
        let now = environment::now();
        accounts::join(
            &state.store,
            &request,
            &from,
            identity,
            now,
            &mut environment::random,
        )
    });
    let answer = joined.await??;
    Ok(warp::reply::json(&answer).into_response())
}

impl From<JoinError> for Problem {
    fn from(error: JoinError) -> Self {
        let code = match &error {
            JoinError::InviteUnknown => Code::InviteUnknown,
            JoinError::BadProof => Code::Malformed,
            JoinError::KeyInUse => Code::Forbidden,
            JoinError::TooManyTries { retry_after_ms } => {
                return Self::too_many_tries(error.to_string(), *retry_after_ms);
            }
            JoinError::Store(error) => return error.into(),
        };
        Self::new(code, error.to_string())
    }
}
