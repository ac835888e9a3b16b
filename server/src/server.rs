//! Listens, accepts, and stops: warp's routes behind our own TLS listener, and on request a second,
//! plain listener for this machine's own browser.
//!
//! Every task it starts belongs to it and ends with it. It knows no route; `http` does.
//!
//! Order of calls: [`Server::bind`] (accepting from then on), [`Server::local_addr`],
//! [`Server::shutdown`] (answers what is under way, for a bounded time).

mod certificate;
mod connection;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tokio::sync::{Notify, Semaphore, watch};
use tokio::task::{JoinError, JoinSet};
use tokio_rustls::TlsAcceptor;

use crate::ca::{CaError, OwnFiles};
use crate::config::words_of_binding;
use crate::http::{self, Face};
use crate::limits::{
    ACCEPT_PAUSE, CONNECTIONS_MAX, DRAIN_TIMEOUT, LEAF_CHECK_INTERVAL, LOOK_INTERVAL,
    PHOTOS_TIDY_INTERVAL, PRESENCE_INTERVAL,
};
use crate::state::State;
use crate::tls;
use certificate::Certificates;
use connection::Line;

/// Where to listen.
#[derive(Clone, Debug)]
pub struct Listen {
    /// TLS, for phones and browsers; port 0 lets the system choose.
    pub tls: SocketAddr,
    /// Plain HTTP for the pages alone; must be a loopback address.
    pub plain: Option<SocketAddr>,
    /// Plain HTTP for numbers alone, where the monitoring system asks.
    pub metrics: Option<SocketAddr>,
    /// The administrator's own certificate, for browsers.
    pub certificate: Option<OwnFiles>,
}

/// Why a server did not start.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address is taken, foreign or not permitted.
    #[error("cannot listen on {address}: {}", words_of_binding(.source))]
    Bind {
        /// The address asked for.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// Pages without TLS would cross a network.
    #[error("{0} is not this machine alone: plain http is served on a loopback address only")]
    NotLoopback(SocketAddr),
    /// No certificate could be made or read.
    #[error(transparent)]
    Certificate(#[from] CaError),
}

/// A running server.
#[derive(Debug)]
pub struct Server {
    tls: SocketAddr,
    plain: Option<SocketAddr>,
    metrics: Option<SocketAddr>,
    /// Wakes whoever looks at the machine and the certificate's files.
    again: Arc<Notify>,
    /// Turns true once; everything below watches it.
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
}

impl Server {
    /// Binds the listeners and starts to accept. Needs a tokio runtime.
    pub async fn bind(listen: Listen, state: Arc<State>) -> Result<Self, ServeError> {
        if let Some(plain) = listen.plain.filter(|plain| !plain.ip().is_loopback()) {
            return Err(ServeError::NotLoopback(plain));
        }
        let certificates = Arc::new(Certificates::open(state.clone(), listen.certificate)?);
        let acceptor = TlsAcceptor::from(tls::config(certificates.shown())?);
        let (listener, tls) = open(listen.tls).await?;
        let plain = open_if_asked(listen.plain).await?;
        let metrics = open_if_asked(listen.metrics).await?;
        let (stop, stopped) = watch::channel(false);
        let room = Arc::new(Semaphore::new(CONNECTIONS_MAX));
        let mut tasks = JoinSet::new();
        tasks.spawn(note_presence(state.clone(), stopped.clone()));
        tasks.spawn(tidy_photos(state.clone(), stopped.clone()));
        tasks.spawn(renew(certificates.clone(), stopped.clone()));
        let again = Arc::new(Notify::new());
        tasks.spawn(look_around(
            state.clone(),
            certificates,
            again.clone(),
            stopped.clone(),
        ));
        tasks.spawn(end_listening(state.clone(), stopped.clone()));
        let line = Line::new(
            Some(acceptor),
            http::routes(&state, Face::Network),
            state.clone(),
        );
        tasks.spawn(accept(listener, line, room.clone(), stopped.clone()));
        let mut addresses = [None; 2];
        let faces = [(plain, Face::ThisMachine), (metrics, Face::Monitoring)];
        for (address, (opened, face)) in addresses.iter_mut().zip(faces) {
            if let Some((listener, bound)) = opened {
                *address = Some(bound);
                let line = Line::new(None, http::routes(&state, face), state.clone());
                tasks.spawn(accept(listener, line, room.clone(), stopped.clone()));
            }
        }
        let [plain, metrics] = addresses;
        Ok(Self {
            tls,
            plain,
            metrics,
            again,
            stop,
            tasks,
        })
    }

    /// The address of the TLS listener, with the port that the system chose.
    pub fn local_addr(&self) -> SocketAddr {
        self.tls
    }

    /// The address of the plain listener, if one was asked for.
    pub fn plain_addr(&self) -> Option<SocketAddr> {
        self.plain
    }

    /// The address of the listener for monitoring, if one was asked for.
    pub fn metrics_addr(&self) -> Option<SocketAddr> {
        self.metrics
    }

    /// Looks at the disk, the clock and the certificate's files now, not in its own time.
    pub fn look_again(&self) {
        self.again.notify_one();
    }

    /// Stops accepting, lets requests under way finish within [`DRAIN_TIMEOUT`], drops the rest.
    pub async fn shutdown(mut self) {
        self.stop.send_replace(true);
        while self.tasks.join_next().await.is_some() {}
    }
}

async fn open(address: SocketAddr) -> Result<(TcpListener, SocketAddr), ServeError> {
    let bind = async {
        let listener = TcpListener::bind(address).await?;
        let local = listener.local_addr()?;
        Ok((listener, local))
    };
    bind.await
        .map_err(|source| ServeError::Bind { address, source })
}

async fn open_if_asked(
    address: Option<SocketAddr>,
) -> Result<Option<(TcpListener, SocketAddr)>, ServeError> {
    match address {
        Some(address) => open(address).await.map(Some),
        None => Ok(None),
    }
}

/// Accepts until told to stop, then drains. At the cap it waits, and the kernel's backlog holds
/// newcomers.
async fn accept(
    listener: TcpListener,
    line: Line,
    room: Arc<Semaphore>,
    mut stop: watch::Receiver<bool>,
) {
    let graceful = GracefulShutdown::new();
    let mut connections = JoinSet::new();
    loop {
        let next = async {
            let place = room
                .clone()
                .acquire_owned()
                .await
                .expect("the semaphore is never closed");
            (listener.accept().await, place)
        };
        tokio::select! {
            biased;
            () = told(&mut stop) => break,
            Some(ended) = connections.join_next() => log_panic(ended),
            (accepted, place) = next => match accepted {
                Ok((stream, peer)) => {
                    let served = line.clone().serve(stream, peer, graceful.watcher());
                    connections.spawn(async move {
                        served.await;
                        drop(place);
                    });
                }
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                }
            },
        }
    }
    drop(listener);
    if tokio::time::timeout(DRAIN_TIMEOUT, graceful.shutdown())
        .await
        .is_err()
    {
        tracing::warn!(
            open = connections.len(),
            "connections dropped: they did not end in time"
        );
    }
    connections.shutdown().await;
}

fn log_panic(ended: Result<(), JoinError>) {
    if let Err(error) = ended {
        tracing::error!(%error, "a task of the server failed");
    }
}

/// Looks at the leaf now and then, so that a server that is never restarted keeps a valid one.
async fn renew(certificates: Arc<Certificates>, mut stop: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            () = told(&mut stop) => return,
            () = tokio::time::sleep(LEAF_CHECK_INTERVAL) => {}
        }
        let certificates = certificates.clone();
        if let Err(stopped) = tokio::task::spawn_blocking(move || certificates.renew()).await {
            return log_panic(Err(stopped));
        }
    }
}

/// Writes down now and then which phones were here, and once more at the end.
async fn note_presence(state: Arc<State>, mut stop: watch::Receiver<bool>) {
    let mut last = false;
    while !last {
        tokio::select! {
            () = told(&mut stop) => last = true,
            () = tokio::time::sleep(PRESENCE_INTERVAL) => {}
        }
        let state = state.clone();
        match tokio::task::spawn_blocking(move || state.note_presence()).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "who was here could not be written down"),
            Err(stopped) => return log_panic(Err(stopped)),
        }
    }
}

/// Looks now and then for photos that nobody sends or names any more.
async fn tidy_photos(state: Arc<State>, mut stop: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            () = told(&mut stop) => return,
            () = tokio::time::sleep(PHOTOS_TIDY_INTERVAL) => {}
        }
        let state = state.clone();
        match tokio::task::spawn_blocking(move || state.tidy_photos()).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "photos could not be looked through"),
            Err(stopped) => return log_panic(Err(stopped)),
        }
    }
}

/// Looks at the disk, the clock and the certificate's files now and then, and when asked to.
async fn look_around(
    state: Arc<State>,
    certificates: Arc<Certificates>,
    again: Arc<Notify>,
    mut stop: watch::Receiver<bool>,
) {
    loop {
        tokio::select! {
            () = told(&mut stop) => return,
            () = again.notified() => {}
            () = tokio::time::sleep(LOOK_INTERVAL) => {}
        }
        let (state, certificates) = (state.clone(), certificates.clone());
        let look = move || {
            state.look_around();
            certificates.look();
        };
        if let Err(stopped) = tokio::task::spawn_blocking(look).await {
            return log_panic(Err(stopped));
        }
    }
}

/// Open pages would keep their connections, and with them the end, waiting.
async fn end_listening(state: Arc<State>, mut stop: watch::Receiver<bool>) {
    told(&mut stop).await;
    state.live.end();
}

/// Waits for the word to stop. A server that is dropped without it stops as well.
async fn told(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}

#[cfg(test)]
mod tests;
