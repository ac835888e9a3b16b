//! What lies between a phone and the server: bytes go in and out, until something breaks.

use std::ops::ControlFlow;
use std::sync::{Mutex, PoisonError};

use client_core::transport::{FileAnswer, FileRequest, Transport, TransportError, TransportReport};

use super::Server;
use crate::seed::Seed;

/// Bytes of what a request for a photo, and its answer, say beside the photo.
const FILE_HEAD_BYTES: usize = 300;

/// What is wrong with a phone's line. It stays so until somebody changes it.
#[derive(Clone, Debug, Default)]
pub struct LineFaults {
    /// There is none.
    pub offline: bool,
    /// Requests break off after so many bytes; the server hears nothing whole.
    pub cut_request_after: Option<usize>,
    /// Answers break off after so many bytes; with 0 the server has done everything and the phone
    /// never learns of it.
    pub cut_answer_after: Option<usize>,
    /// A connection carries so many bytes, both ways together, and then breaks, wherever it is.
    pub bytes_a_connection: Option<usize>,
    /// Something between repeats each request; the phone hears the second answer.
    pub repeat_requests: bool,
    /// How long an answer takes.
    pub delay_ms: i64,
}

/// What a phone's lines have carried so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Connections: one for each sync.
    pub connections: u64,
    /// Times that a line broke.
    pub cuts: u64,
    /// Those of them that came in the middle of a photo.
    pub photo_cuts: u64,
    /// Pieces of photos that the server took and the phone heard of.
    pub photo_pieces: u64,
    /// Bytes of requests that left the phone.
    pub bytes_out: u64,
    /// Bytes of answers that reached it.
    pub bytes_in: u64,
    /// Bytes of the largest request.
    pub request_bytes_max: u64,
}

/// One connection of one phone.
pub(super) struct Line<'a> {
    server: &'a Server,
    faults: LineFaults,
    state: Mutex<State>,
}

struct State {
    /// Bytes until the connection breaks.
    left: usize,
    traffic: Traffic,
    seed: Seed,
    /// Whether figures are through: photos come after them.
    are_photos_sent: bool,
}

impl<'a> Line<'a> {
    pub(super) fn new(server: &'a Server, faults: &LineFaults, seed: Seed) -> Self {
        let traffic = Traffic {
            connections: 1,
            ..Traffic::default()
        };
        Self {
            server,
            faults: faults.clone(),
            state: Mutex::new(State {
                left: faults.bytes_a_connection.unwrap_or(usize::MAX),
                traffic,
                seed,
                are_photos_sent: false,
            }),
        }
    }

    pub(super) fn close(self) -> Traffic {
        let state = self
            .state
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        state.traffic
    }
}

impl Transport for Line<'_> {
    fn exchange(
        &self,
        path: &str,
        token: Option<&str>,
        body: &[u8],
        on_chunk: &mut dyn FnMut(&[u8]) -> ControlFlow<()>,
    ) -> Result<TransportReport, TransportError> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if self.faults.offline || state.left == 0 {
            return Err(offline("there is no line"));
        }
        assert!(!state.are_photos_sent, "figures come before photos");
        let sent = state.room(body.len(), self.faults.cut_request_after);
        state.traffic.bytes_out += sent as u64;
        state.traffic.request_bytes_max = state.traffic.request_bytes_max.max(sent as u64);
        if sent < body.len() {
            return Err(state.broken());
        }
        if self.faults.repeat_requests {
            let _ = self.server.answer(path, token, body);
        }
        let answer = self.server.answer(path, token, body);
        self.server.clock().pass_ms(self.faults.delay_ms);
        let answer = match answer {
            Ok(answer) => answer,
            Err(_) if self.faults.cut_answer_after.is_some() => return Err(state.broken()),
            Err(error) => return Err(error),
        };
        let heard = state.room(answer.len(), self.faults.cut_answer_after);
        let mut rest = &answer[..heard];
        while !rest.is_empty() {
            // Networks cut bytes where they like, never where messages end.
            let (chunk, behind) = rest.split_at(1 + state.seed.index(rest.len().min(4_000)));
            state.traffic.bytes_in += chunk.len() as u64;
            if on_chunk(chunk).is_break() {
                return Err(TransportError::Stopped);
            }
            rest = behind;
        }
        if heard < answer.len() {
            return Err(state.broken());
        }
        Ok(TransportReport {
            bytes_out: body.len() as u64,
            bytes_in: answer.len() as u64,
        })
    }

    fn file(
        &self,
        path: &str,
        token: &str,
        request: &FileRequest<'_>,
    ) -> Result<FileAnswer, TransportError> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if self.faults.offline || state.left == 0 {
            return Err(offline("there is no line"));
        }
        state.are_photos_sent = true;
        let length = match request {
            FileRequest::Put { bytes, .. } => FILE_HEAD_BYTES + bytes.len(),
            FileRequest::Standing | FileRequest::Get => FILE_HEAD_BYTES,
        };
        let sent = state.room(length, self.faults.cut_request_after);
        state.traffic.bytes_out += sent as u64;
        if sent < length {
            return Err(state.broken_in_a_photo());
        }
        if self.faults.repeat_requests {
            let _ = self.server.file(path, token, request);
        }
        let answer = self.server.file(path, token, request);
        self.server.clock().pass_ms(self.faults.delay_ms);
        let length = FILE_HEAD_BYTES + answer.as_ref().map_or(0, |answer| answer.bytes.len());
        let heard = state.room(length, self.faults.cut_answer_after);
        state.traffic.bytes_in += heard as u64;
        if heard < length {
            return Err(state.broken_in_a_photo());
        }
        let is_piece = matches!(request, FileRequest::Put { .. }) && answer.is_ok();
        state.traffic.photo_pieces += u64::from(is_piece);
        answer
    }
}

impl State {
    /// How much of `len` bytes gets through.
    fn room(&mut self, len: usize, cut_after: Option<usize>) -> usize {
        let through = len.min(cut_after.unwrap_or(usize::MAX)).min(self.left);
        self.left -= through;
        through
    }

    fn broken(&mut self) -> TransportError {
        self.left = 0;
        self.traffic.cuts += 1;
        offline("the line broke")
    }

    fn broken_in_a_photo(&mut self) -> TransportError {
        self.traffic.photo_cuts += 1;
        self.broken()
    }
}

pub(super) fn offline(reason: &str) -> TransportError {
    TransportError::Offline {
        reason: reason.to_owned(),
    }
}
