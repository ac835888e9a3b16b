//! How bytes reach the server: one request, its answer piece by piece, and why it failed.
//!
//! Knows no message. The world puts byte pipes with faults in place of `Https`.

mod connection;
mod https;
mod pin;

use std::ops::ControlFlow;
use std::sync::Arc;

pub use https::Https;
pub use pin::client_config;

/// Where phones speak to a server.
pub const SYNC_PATH: &str = "/v1/sync";
/// Where a phone becomes a device.
pub const JOIN_PATH: &str = "/v1/join";

/// Where files that belong to a session are brought and fetched: `/DOCUMENT/SHA256` follows.
pub const BLOBS_PATH: &str = "/v1/blobs";

/// Breaks off, from any thread, what a transport waits for.
pub type Stop = Arc<dyn Fn() + Send + Sync>;

/// Carries one request to one server. Blocks until the answer is complete.
pub trait Transport: Send + Sync {
    /// Posts `body` to `path`, with the device's token unless it has none yet, and hands over the
    /// answer's body as it arrives. `on_chunk` may break off.
    ///
    /// An `Err` after some chunks were handed over means that the answer is cut.
    fn exchange(
        &self,
        path: &str,
        token: Option<&str>,
        body: &[u8],
        on_chunk: &mut dyn FnMut(&[u8]) -> ControlFlow<()>,
    ) -> Result<TransportReport, TransportError>;

    /// Asks the server about one file, brings a piece of it or fetches it, at a path below
    /// `BLOBS_PATH`. Of a transport that carries no files the server has none.
    fn file(
        &self,
        _path: &str,
        _token: &str,
        _request: &FileRequest<'_>,
    ) -> Result<FileAnswer, TransportError> {
        Err(TransportError::Refused {
            status: 404,
            code: "not_found".to_owned(),
            message: String::new(),
            retry_after_ms: None,
        })
    }

    /// What breaks off the exchanges from now on while they wait: they fail then, as if the line
    /// had been cut. Asking for another one lets them begin again. A transport that never waits
    /// has none.
    fn stop(&self) -> Option<Stop> {
        None
    }
}

/// What one request and its answer took, in bytes of their bodies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TransportReport {
    /// Of the request.
    pub bytes_out: u64,
    /// Of the answer.
    pub bytes_in: u64,
}

/// What is asked of the server about one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileRequest<'a> {
    /// How much of it is there.
    Standing,
    /// To take the bytes that follow the first `offset`.
    Put {
        /// How many bytes the server has.
        offset: u64,
        /// What follows them.
        bytes: &'a [u8],
    },
    /// All of it.
    Get,
}

/// What the server says of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileAnswer {
    /// Bytes that are safe there.
    pub offset: u64,
    /// Whether that is all of it, and it was found to be what it should.
    pub complete: bool,
    /// The file, when it was asked for.
    pub bytes: Vec<u8>,
}

/// Why a request has no complete answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    /// There is no line, or it broke.
    #[error("no connection to the server ({reason}); nothing is lost, it will be tried again")]
    Offline {
        /// What the system says.
        reason: String,
    },
    /// Somebody else answers in the server's place. Neither token nor code was sent.
    #[error("this is not the server that you joined ({reason}); nothing was sent to it")]
    NotTrusted {
        /// What is wrong with its certificate.
        reason: String,
    },
    /// The server answered with an error instead of messages.
    #[error("the server refused ({code}): {message}")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// The code, as in `FailureCode::name`.
        code: String,
        /// What the server says of it.
        message: String,
        /// When to come back, if it says so.
        retry_after_ms: Option<u64>,
    },
    /// The caller broke off.
    #[error("stopped")]
    Stopped,
    /// The address is none.
    #[error("{address} is not the address of a server")]
    BadAddress {
        /// What was given.
        address: String,
    },
}

#[cfg(test)]
#[allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a small server stands at the other end of a real socket"
)]
mod tests;
