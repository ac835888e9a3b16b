//! What warp's own filters turn away, told in our codes: no such address, another method.
//!
//! How it is told is decided outside: below `/v1` for programs, everywhere else for people.

use std::convert::Infallible;

use warp::reject::{self, Rejection};
use warp::reply::Response;

use super::problem::Problem;
use crate::metrics::Code;

/// The problem behind a rejection, as an answer that is still to be told.
pub(super) async fn problem(rejection: Rejection) -> Result<Response, Infallible> {
    Ok(understand(&rejection).into_response())
}

fn understand(rejection: &Rejection) -> Problem {
    if rejection.is_not_found() {
        Problem::new(Code::NotFound, "there is nothing at this address")
    } else if rejection.find::<reject::MethodNotAllowed>().is_some() {
        Problem::new(Code::MethodNotAllowed, "this address takes another method")
    } else {
        // Our handlers answer everything else themselves; a filter that was added without a
        // word here shows up in the log.
        tracing::error!(?rejection, "a rejection has no code");
        Problem::internal()
    }
}
