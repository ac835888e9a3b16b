//! Errors as answers: a code from a closed list, a status, one sentence that says what to do. As
//! JSON for programs, as a page for people.
//!
//! Every error answer passes through here and is counted by its code. No cause that names a
//! person, a file or a query leaves the server.

use std::convert::Infallible;
use std::sync::Arc;

use maud::{DOCTYPE, html};
use warp::http::StatusCode;
use warp::reject::Rejection;
use warp::reply::{Reply, Response};

use crate::metrics::Code;
use crate::state::State;

fn status(code: Code) -> StatusCode {
    match code {
        Code::NotFound => StatusCode::NOT_FOUND,
        Code::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        Code::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        Code::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Code::Malformed => StatusCode::BAD_REQUEST,
        Code::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// An error answer in the making: the code for programs, the sentence for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    code: Code,
    message: String,
}

impl Problem {
    pub(crate) fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
        }
    }
}

impl warp::reject::Reject for Problem {}

/// Turns what no route took into an error page.
pub(super) async fn page(rejection: Rejection, state: Arc<State>) -> Result<Response, Infallible> {
    Ok(as_page(&understand(&rejection), &state))
}

/// What warp's own filters found wrong, in our codes.
fn understand(rejection: &Rejection) -> Problem {
    if let Some(problem) = rejection.find::<Problem>() {
        return problem.clone();
    }
    if rejection.is_not_found() {
        return Problem::new(Code::NotFound, "there is nothing at this address");
    }
    let (code, message) = if rejection.find::<warp::reject::MethodNotAllowed>().is_some() {
        (Code::MethodNotAllowed, "this address takes another method")
    } else if rejection
        .find::<warp::reject::UnsupportedMediaType>()
        .is_some()
    {
        (
            Code::UnsupportedMediaType,
            "this address takes another kind of content",
        )
    } else if rejection.find::<warp::reject::PayloadTooLarge>().is_some() {
        (Code::TooLarge, "the request is too large")
    } else if rejection.find::<warp::reject::InvalidQuery>().is_some()
        || rejection.find::<warp::reject::InvalidHeader>().is_some()
        || rejection.find::<warp::reject::MissingHeader>().is_some()
        || rejection
            .find::<warp::filters::body::BodyDeserializeError>()
            .is_some()
    {
        (Code::Malformed, "the request cannot be understood")
    } else {
        tracing::error!(?rejection, "a rejection has no code");
        (
            Code::Internal,
            "the server made a mistake; nothing was changed",
        )
    };
    Problem::new(code, message)
}

fn as_page(problem: &Problem, state: &State) -> Response {
    state.metrics.refused(problem.code);
    let status = status(problem.code);
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (status) }
            }
            body {
                main {
                    h1 { (status.canonical_reason().unwrap_or("Error")) }
                    p { (problem.message) "." }
                    p { a href="/" { "To the first page" } }
                }
            }
        }
    };
    let page = warp::reply::html(markup.into_string());
    warp::reply::with_status(page, status).into_response()
}
