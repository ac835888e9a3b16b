//! `GET /live`: server-sent events that say to an open page that something moved which its reader
//! may see, at most about once a second. Never what: the page asks again.
//!
//! The stream ends by itself after a while, so that whoever was signed out, or may see less than
//! before, does not listen on; a browser comes back by itself.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use tokio::sync::mpsc;
use tokio::time::Instant;
use warp::filters::BoxedFilter;
use warp::http::{HeaderMap, HeaderValue, header};
use warp::reply::{Reply, Response};
use warp::{Filter, Stream, path};

use super::problem::Problem;
use super::{Face, auth};
use crate::accounts::{self, Act, Viewer};
use crate::environment;
use crate::limits::{LIVE_HEARTBEAT, LIVE_LIFE, LIVE_PAUSE};
use crate::metrics::Code;
use crate::state::State;
use crate::state::live::{Heard, Listener};
use crate::store::read::Scope;
use crate::store::{StoreError, feeds, log, organisation};

/// Something moved.
const MOVED: &[u8] = b"data: moved\n\n";
/// A comment, by which a browser and everything between sees that the line is alive.
const HEARTBEAT: &[u8] = b":\n\n";

/// The address, for one listener.
pub(super) fn route(state: &Arc<State>, face: Face) -> BoxedFilter<(Response,)> {
    let state = state.clone();
    path!("live")
        .and(warp::get())
        .and(warp::header::headers_cloned())
        .then(move |headers: HeaderMap| {
            let state = state.clone();
            async move {
                match listen(&state, &headers, face).await {
                    Ok(events) => events.into_response(),
                    Err(problem) => problem.into_response(),
                }
            }
        })
        .boxed()
}

async fn listen(state: &Arc<State>, headers: &HeaderMap, face: Face) -> Result<Events, Problem> {
    let cookie = auth::cookie(headers, face).unwrap_or_default().to_owned();
    let place = state.gate.enter().ok_or_else(Problem::busy)?;
    let (asked, now) = (state.clone(), environment::now());
    let look = move || -> Result<_, StoreError> {
        let viewer = asked.store.read(|c| accounts::viewer(c, &cookie, now))?;
        Ok((viewer, head(&asked)?))
    };
    let (viewer, seen) = place.run(look).await??;
    let viewer = viewer.filter(|viewer| viewer.may(Act::Coordinate));
    let viewer = viewer.ok_or_else(|| Problem::new(Code::Forbidden, "sign in first"))?;
    let listener = state.live.listen().ok_or_else(Problem::busy)?;
    let (send, events) = mpsc::channel(1);
    let told = Told {
        state: state.clone(),
        viewer,
        seen,
        listener,
        send,
    };
    tokio::spawn(told.run());
    Ok(Events(events))
}

/// What is told to one open page.
struct Told {
    state: Arc<State>,
    viewer: Viewer,
    /// Where the log stood at the last hint.
    seen: u64,
    listener: Listener,
    send: mpsc::Sender<&'static [u8]>,
}

impl Told {
    async fn run(mut self) {
        let end = Instant::now() + LIVE_LIFE;
        // So that the browser knows that it is heard.
        let mut event = Some(HEARTBEAT);
        while Instant::now() < end {
            if let Some(event) = event.take()
                && self.send.send(event).await.is_err()
            {
                return;
            }
            let heard = tokio::select! {
                () = self.send.closed() => return,
                heard = self.listener.next(LIVE_HEARTBEAT) => heard,
            };
            event = match heard {
                Heard::End => return,
                Heard::Nothing => Some(HEARTBEAT),
                Heard::Moved => self.is_concerned().await.then_some(MOVED),
            };
            if event == Some(MOVED) {
                if self.send.send(MOVED).await.is_err() || !self.listener.pause(LIVE_PAUSE).await {
                    return;
                }
                event = None;
            }
        }
    }

    /// Whether the viewer may see anything of what moved.
    async fn is_concerned(&mut self) -> bool {
        let Scope::Units(units) = &self.viewer.scope else {
            return true;
        };
        let (state, units, seen) = (self.state.clone(), units.clone(), self.seen);
        let look = move || -> Result<_, StoreError> {
            let head = head(&state)?;
            let concerned = state.store.read(|c| match organisation::home(c)? {
                Some(home) => feeds::moved_since(c, &home.id, &units, seen),
                None => Ok(false),
            })?;
            Ok((head, concerned))
        };
        match tokio::task::spawn_blocking(look).await {
            Ok(Ok((head, concerned))) => {
                self.seen = head;
                concerned
            }
            Ok(Err(error)) => {
                tracing::warn!(%error, "what moved could not be read");
                false
            }
            Err(error) => {
                tracing::error!(%error, "a look at what moved failed");
                false
            }
        }
    }
}

fn head(state: &State) -> Result<u64, StoreError> {
    state.store.read(|c| match organisation::home(c)? {
        Some(home) => Ok(log::head(c, &home.id)?.seq),
        None => Ok(0),
    })
}

/// The events on their way.
struct Events(mpsc::Receiver<&'static [u8]>);

impl Events {
    fn into_response(self) -> Response {
        let mut response = warp::reply::stream(self).into_response();
        let kind = HeaderValue::from_static("text/event-stream");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        response
    }
}

impl Stream for Events {
    type Item = Result<&'static [u8], Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context).map(|event| event.map(Ok))
    }
}
