//! One connection from its first byte to its last: handshake, requests, end.
//!
//! Who calls, and over what, is put into each request, because `warp` cannot know it in a loop
//! of our own.

mod held;

use std::net::SocketAddr;
use std::sync::Arc;

use hyper::Request;
use hyper::body::Incoming;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::Watcher;
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::Notify;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use warp::filters::BoxedFilter;
use warp::reply::Response;

use crate::http::Peer;
use crate::limits::{
    CONNECTION_WINDOW_BYTES, HANDSHAKE_TIMEOUT, HEADER_BYTES_MAX, HEADER_TIMEOUT, PING_INTERVAL,
    PING_TIMEOUT, STREAM_WINDOW_BYTES, STREAMS_PER_CONNECTION_MAX,
};
use crate::state::State;

/// What the connections of one listener share.
#[derive(Clone)]
pub(super) struct Line {
    /// None on the plain listener.
    tls: Option<TlsAcceptor>,
    routes: BoxedFilter<(Response,)>,
    builder: Arc<Builder<TokioExecutor>>,
    state: Arc<State>,
}

impl Line {
    pub(super) fn new(
        tls: Option<TlsAcceptor>,
        routes: BoxedFilter<(Response,)>,
        state: Arc<State>,
    ) -> Self {
        Self {
            tls,
            routes,
            builder: Arc::new(builder()),
            state,
        }
    }

    /// Serves one accepted stream until either side ends it.
    pub(super) async fn serve(self, stream: TcpStream, peer: SocketAddr, watcher: Watcher) {
        self.state.metrics.connections.up();
        let _ended = Ended(self.state.clone());
        // Answers are written whole; waiting to fill a packet only delays the phone.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "TCP_NODELAY was refused");
        }
        let Some(tls) = self.tls.clone() else {
            return self.requests(stream, peer, watcher).await;
        };
        match timeout(HANDSHAKE_TIMEOUT, tls.accept(stream)).await {
            Ok(Ok(stream)) => self.requests(stream, peer, watcher).await,
            Ok(Err(error)) => {
                self.state.metrics.handshakes_failed.up();
                tracing::debug!(%error, "a handshake failed");
            }
            Err(_) => self.state.metrics.handshakes_failed.up(),
        }
    }

    async fn requests<S>(self, stream: S, peer: SocketAddr, watcher: Watcher)
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let routes = TowerToHyperService::new(warp::service(self.routes));
        let spoke = Arc::new(Notify::new());
        let heard = spoke.clone();
        let service = service_fn(move |request: Request<Incoming>| {
            heard.notify_one();
            let mut request = request.map(held::Request::new);
            request.extensions_mut().insert(Peer(peer));
            let (held, version) = (request.body().clone(), request.version());
            let answered = routes.call(request);
            async move {
                let answer = answered.await;
                answer.map(|answer| answer.map(|body| held::Answer::new(body, held, version)))
            }
        });
        let connection = self
            .builder
            .serve_connection_with_upgrades(TokioIo::new(stream), service);
        let connection = watcher.watch(connection.into_owned());
        tokio::pin!(connection);
        // hyper's own header timeout begins only once it knows the version, which a silent peer
        // never tells: without this, it would hold its place for ever.
        let ended = tokio::select! {
            ended = &mut connection => ended,
            first = timeout(HEADER_TIMEOUT, spoke.notified()) => match first {
                Ok(()) => connection.await,
                Err(_) => return,
            },
        };
        if let Err(error) = ended {
            tracing::debug!(%error, "a connection ended early");
        }
    }
}

/// Counts the end of a connection, whatever it was.
struct Ended(Arc<State>);

impl Drop for Ended {
    fn drop(&mut self) {
        self.0.metrics.connections_ended.up();
    }
}

fn builder() -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIMEOUT)
        .max_buf_size(HEADER_BYTES_MAX);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(STREAMS_PER_CONNECTION_MAX)
        .max_header_list_size(HEADER_BYTES_MAX as u32)
        .initial_stream_window_size(STREAM_WINDOW_BYTES)
        .initial_connection_window_size(CONNECTION_WINDOW_BYTES)
        .keep_alive_interval(PING_INTERVAL)
        .keep_alive_timeout(PING_TIMEOUT);
    builder
}
