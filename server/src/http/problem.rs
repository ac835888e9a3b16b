//! An error as an answer: a code from a closed list, a status, one sentence that says what to do.
//! As JSON for programs, as a page for people.
//!
//! A handler returns a problem without knowing how it will be told; the outermost filter of each
//! kind of address tells it. Every error answer is made here and counted by its code. No cause that
//! names a person, a file or a query leaves the server.

use serde::Serialize;
use warp::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use warp::reply::{Reply, Response};

use super::auth;
use crate::dashboard::model::frame::Frame;
use crate::dashboard::model::problem::Problem as OnAPage;
use crate::environment;
use crate::limits::RETRY_SECONDS;
use crate::metrics::Code;
use crate::projection::LoadError;
use crate::state::State;
use crate::state::gate::Broke;
use crate::store::StoreError;
use crate::{dashboard, i18n};

/// An error answer in the making: the code for programs, the sentence for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    code: Code,
    message: String,
    /// Seconds after which it is worth trying again, where that is known.
    retry_after: Option<u64>,
    /// Where the next piece of a photo begins, when one began elsewhere.
    upload_offset: Option<u64>,
}

/// Where the next piece of a photo begins.
pub(super) const UPLOAD_OFFSET: HeaderName = HeaderName::from_static("upload-offset");

impl Problem {
    pub(crate) fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            retry_after: None,
            upload_offset: None,
        }
    }

    /// Says where the next piece of a photo begins.
    pub(crate) fn offset_differs(upload_offset: u64, message: impl Into<String>) -> Self {
        Self {
            upload_offset: Some(upload_offset),
            ..Self::new(Code::OffsetDiffers, message)
        }
    }

    /// Sends a phone or a browser away for a while.
    pub(crate) fn busy() -> Self {
        Self::busy_because("the server takes no more right now: try again in a moment")
    }

    /// The same, in other words.
    pub(crate) fn busy_because(message: &'static str) -> Self {
        Self::new(Code::Busy, message)
    }

    /// Sends somebody away who tried too often.
    pub(crate) fn too_many_tries(message: impl Into<String>, retry_after_ms: u64) -> Self {
        Self::later(Code::TooManyTries, message, retry_after_ms)
    }

    /// Says when it is worth trying again.
    pub(super) fn later(code: Code, message: impl Into<String>, retry_after_ms: u64) -> Self {
        let retry_after = Some(retry_after_ms.div_ceil(1_000));
        Self {
            retry_after,
            ..Self::new(code, message)
        }
    }

    /// Says that we failed, and nothing of why: that stands in the log.
    pub(crate) fn internal() -> Self {
        Self::new(
            Code::Internal,
            "the server made a mistake; nothing was acknowledged",
        )
    }

    /// What programs tell it by.
    #[cfg(test)]
    pub(super) fn code(&self) -> Code {
        self.code
    }

    /// An empty answer that carries this problem to whoever knows how to tell it.
    pub(super) fn into_response(self) -> Response {
        let mut response = Response::default();
        response.extensions_mut().insert(self);
        response
    }

    /// The problem that such an answer carries.
    pub(super) fn take_from(response: &mut Response) -> Option<Self> {
        response.extensions_mut().remove()
    }

    /// This problem in the form that programs read.
    pub(super) fn as_json(&self, state: &State) -> Response {
        let told = warp::reply::json(&Told {
            code: self.code.as_str(),
            message: &self.message,
        });
        self.answer(told, state)
    }

    /// This problem as a page in the language of the browser that sent `headers`.
    pub(super) fn as_page(&self, headers: &HeaderMap, state: &State) -> Response {
        let accept = headers
            .get(header::ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok());
        let frame = Frame {
            texts: i18n::choose(auth::language(headers), accept),
            organisation: state.settings.organisation.clone(),
            person: None,
            place: None,
            said: None,
            live: None,
        };
        let page = dashboard::view::problem::problem(&frame, self.on_a_page());
        self.answer(warp::reply::html(page.into_string()), state)
    }

    /// The few things that a page can say of a problem.
    fn on_a_page(&self) -> OnAPage {
        match self.code {
            Code::NotFound | Code::MethodNotAllowed => OnAPage::NotFound,
            Code::Forbidden => OnAPage::NotAllowed,
            Code::StaleForm => OnAPage::StaleForm,
            Code::Busy | Code::TooManyTries | Code::StorageFull => OnAPage::Busy,
            Code::Internal => OnAPage::Broken,
            _ => OnAPage::BadForm,
        }
    }

    fn answer(&self, body: impl Reply, state: &State) -> Response {
        state.metrics.refused(self.code);
        let mut response = warp::reply::with_status(body, status(self.code)).into_response();
        let headers = response.headers_mut();
        if self.code == Code::Unauthenticated {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        let busy = (self.code == Code::Busy).then(retry_after);
        if let Some(seconds) = self.retry_after.or(busy) {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        if let Some(offset) = self.upload_offset {
            headers.insert(UPLOAD_OFFSET, offset.into());
        }
        response
    }
}

impl From<&StoreError> for Problem {
    fn from(error: &StoreError) -> Self {
        match error {
            StoreError::Full => {
                tracing::warn!("{error}");
                Self::new(Code::StorageFull, "the server's disk is full: try later")
            }
            StoreError::Busy => Self::busy(),
            _ => {
                tracing::error!(%error, "the database failed");
                Self::internal()
            }
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        (&error).into()
    }
}

impl From<LoadError> for Problem {
    fn from(error: LoadError) -> Self {
        match error {
            LoadError::Store(error) => error.into(),
            LoadError::Damaged { .. } => {
                tracing::error!(%error, "a document does not load");
                Self::internal()
            }
        }
    }
}

impl From<Broke> for Problem {
    fn from(_: Broke) -> Self {
        Self::internal()
    }
}

/// The JSON form.
#[derive(Serialize)]
struct Told<'a> {
    code: &'static str,
    message: &'a str,
}

/// Seconds, at random: phones that were sent away together must not come back together.
fn retry_after() -> u64 {
    let mut random = [0; 8];
    environment::random(&mut random);
    let spread = RETRY_SECONDS.end() - RETRY_SECONDS.start() + 1;
    RETRY_SECONDS.start() + u64::from_ne_bytes(random) % spread
}

fn status(code: Code) -> StatusCode {
    match code {
        Code::NotFound => StatusCode::NOT_FOUND,
        Code::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        Code::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        Code::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Code::TooSlow => StatusCode::REQUEST_TIMEOUT,
        Code::Malformed | Code::ProtocolUnknown | Code::EncodingUnknown => StatusCode::BAD_REQUEST,
        Code::Unauthenticated => StatusCode::UNAUTHORIZED,
        Code::Forbidden
        | Code::StaleForm
        | Code::DeviceClosed
        | Code::AwaitsApproval
        | Code::InviteUnknown => StatusCode::FORBIDDEN,
        Code::TooManyTries | Code::PhotosDayFull => StatusCode::TOO_MANY_REQUESTS,
        Code::Busy => StatusCode::SERVICE_UNAVAILABLE,
        Code::StorageFull | Code::PhotosFull => StatusCode::INSUFFICIENT_STORAGE,
        Code::OffsetDiffers => StatusCode::CONFLICT,
        Code::PhotoDamaged | Code::PhotoUnfit | Code::PhotosTooMany => {
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Code::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_sent_away_come_back_within_bounds() {
        for _ in 0..100 {
            assert!(RETRY_SECONDS.contains(&retry_after()));
        }
    }

    #[test]
    fn every_code_is_an_error() {
        for code in Code::ALL {
            assert!(status(code).is_client_error() || status(code).is_server_error());
        }
    }
}
