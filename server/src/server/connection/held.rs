//! Keeps the body of a request alive until its answer is sent.
//!
//! HTTP/2 resets a stream whose request is dropped half read, and with it the answer that was on
//! its way: a peer that sent too much would see a dead stream instead of the words that say so.
//! And where the reset comes right behind the answer, some peers take it for the whole: so what is
//! not read by then is held a little longer, in which a peer sees the answer and stops by itself.
//! Held that long, an unread body costs no more than one stream's window.

use std::future::{pending, poll_fn};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use hyper::Version;
use hyper::body::{Body, Buf, Frame, Incoming, SizeHint};
use tokio::runtime::Handle;
use tokio::time::timeout;

use crate::limits::{ANSWER_LINGER, BODY_BYTES_DISCARDED_MAX};

/// A request's body that two may hold; whoever answers reads it.
#[derive(Clone, Debug)]
pub(super) struct Request(Arc<Mutex<Incoming>>);

impl Request {
    pub(super) fn new(body: Incoming) -> Self {
        Self(Arc::new(Mutex::new(body)))
    }
}

impl Body for Request {
    type Data = <Incoming as Body>::Data;
    type Error = <Incoming as Body>::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        let mut body = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Pin::new(&mut *body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        let body = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        let body = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        body.size_hint()
    }
}

impl Request {
    /// Drops what still comes, up to a bound and for a while.
    async fn linger(mut self) {
        let rest = async {
            let mut seen = 0;
            while seen < BODY_BYTES_DISCARDED_MAX {
                let frame = poll_fn(|context| Pin::new(&mut self).poll_frame(context));
                let Some(Ok(frame)) = frame.await else { return };
                seen += frame.data_ref().map_or(0, Buf::remaining);
            }
            // Nothing more is read, so the peer's window closes.
            pending::<()>().await;
        };
        let _ = timeout(ANSWER_LINGER, rest).await;
    }
}

/// An answer's body that holds its request's.
#[derive(Debug)]
pub(super) struct Answer<B> {
    body: B,
    /// None: the line has HTTP/1, which has its own way to end.
    request: Option<Request>,
}

impl<B> Answer<B> {
    /// The answer to a request of this version.
    pub(super) fn new(body: B, request: Request, version: Version) -> Self {
        let request = Some(request).filter(|_| version == Version::HTTP_2);
        Self { body, request }
    }
}

impl<B> Drop for Answer<B> {
    fn drop(&mut self) {
        let request = self.request.take();
        if let Some(request) = request.filter(|request| !request.is_end_stream())
            && let Ok(runtime) = Handle::try_current()
        {
            runtime.spawn(request.linger());
        }
    }
}

impl<B: Body + Unpin> Body for Answer<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
