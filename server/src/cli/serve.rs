//! `teren serve`: runs the server until it is told to stop.
//!
//! Says where it listens only once it accepts; stops on Ctrl-C or SIGTERM.

use std::fs;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::{Data, Failure, address};
use crate::ca::OwnFiles;
use crate::config::write_over;
use crate::limits::{PHOTOS_BYTES_MAX, ROOM_GIB_MAX};
use crate::server::{Listen, Server};
use crate::state::State;
use crate::telemetry::{self, LogFormat};

/// Bytes.
const GIB: u64 = 1024 * 1024 * 1024;

/// Run the server until Ctrl-C
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Serve {
    #[command(flatten)]
    data: Data,
    /// Where to listen, with TLS; port 0 takes a free one
    #[arg(long, value_name = "ADDR:PORT", default_value = "0.0.0.0:8443", value_parser = address)]
    listen: SocketAddr,
    /// Serve the pages without TLS too, for a browser on this machine alone
    #[arg(long, value_name = "ADDR:PORT", value_parser = address)]
    plain: Option<SocketAddr>,
    /// Serve metrics for Prometheus here, at `/metrics`, without TLS: this machine's own address,
    /// or one that only your monitoring reaches
    #[arg(long, value_name = "ADDR:PORT", value_parser = address)]
    metrics: Option<SocketAddr>,
    /// Show browsers a certificate of your own: a PEM file with the whole chain. Read again when it
    /// changes; phones know the server by the pin in their invite and need none
    #[arg(long, value_name = "PEM", requires = "key")]
    certificate: Option<PathBuf>,
    /// The certificate's private key, a PEM file
    #[arg(long, value_name = "PEM", requires = "certificate")]
    key: Option<PathBuf>,
    /// Room for photos, in GiB; when it is used up no more are taken, figures and notes are
    #[arg(long, value_name = "GIB", default_value_t = PHOTOS_BYTES_MAX / GIB,
          value_parser = clap::value_parser!(u64).range(..=ROOM_GIB_MAX))]
    photos: u64,
    /// Write the address into this file once the server accepts
    #[arg(long, value_name = "PATH")]
    ready_file: Option<PathBuf>,
    /// How log lines are written, on standard error
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    log_format: LogFormat,
}

const EXAMPLES: &str = "\
Examples:
  teren serve --data /srv/teren
  teren serve --data ./trial --listen 127.0.0.1:0 --ready-file ./trial.address
  teren serve --data /srv/teren --metrics 127.0.0.1:9464 \\
      --certificate /etc/ssl/teren/fullchain.pem --key /etc/ssl/teren/privkey.pem
  TEREN_LOG=debug teren serve --data /srv/teren --log-format json";

impl Serve {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        telemetry::start(self.log_format, telemetry::EVENTS);
        let state = State::open(&self.data.folder, "teren serve")?;
        let state = Arc::new(state.with_room_for_photos(self.photos * GIB));
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .map_err(Failure::io("the runtime"))?;
        runtime.block_on(self.serve(state, out))
    }

    async fn serve(&self, state: Arc<State>, out: &mut dyn Write) -> Result<(), Failure> {
        // One that was killed left its address behind.
        if let Some(path) = &self.ready_file {
            Ready::take_back(path);
        }
        // Before anybody can see that we run, so that no signal is missed.
        let mut stop = Stop::listen()?;
        let listen = Listen {
            tls: self.listen,
            plain: self.plain,
            metrics: self.metrics,
            certificate: self
                .certificate
                .clone()
                .zip(self.key.clone())
                .map(own_files),
        };
        let server = Server::bind(listen, state).await?;
        let address = server.local_addr();
        let ready = (self.ready_file.as_deref())
            .map(|path| Ready::tell(path, address))
            .transpose()?;
        let told = (|| {
            writeln!(out, "Listening on https://{address}")?;
            if let Some(plain) = server.plain_addr() {
                writeln!(out, "Pages for this machine on http://{plain}")?;
            }
            if let Some(metrics) = server.metrics_addr() {
                writeln!(out, "Metrics on http://{metrics}/metrics")?;
            }
            out.flush()
        })();
        if let Err(error) = told {
            tracing::debug!(%error, "nobody reads standard output");
        }
        tracing::info!(%address, "accepting");
        stop.wait_and(|| server.look_again()).await;
        drop(ready);
        tracing::info!("stopping: requests under way are finished, no new ones are taken");
        tokio::select! {
            () = server.shutdown() => {}
            () = stop.wait() => tracing::warn!("told twice: stopping at once"),
        }
        Ok(())
    }
}

/// The file that says where the server accepts, there for as long as it does.
struct Ready(PathBuf);

impl Ready {
    fn tell(path: &Path, address: SocketAddr) -> Result<Self, Failure> {
        let what = path.display().to_string();
        write_over(path, format!("{address}\n").as_bytes()).map_err(Failure::io(what))?;
        Ok(Self(path.to_owned()))
    }

    fn take_back(path: &Path) {
        if let Err(error) = fs::remove_file(path)
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::warn!(%error, "the ready file could not be removed");
        }
    }
}

impl Drop for Ready {
    fn drop(&mut self) {
        Self::take_back(&self.0);
    }
}

fn own_files((certificate, key): (PathBuf, PathBuf)) -> OwnFiles {
    OwnFiles { certificate, key }
}

/// The two ways of being told to stop, and the one of being told to look again.
pub(super) struct Stop {
    #[cfg(unix)]
    hang_up: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
}

impl Stop {
    #[cfg(unix)]
    pub(super) fn listen() -> Result<Self, Failure> {
        use tokio::signal::unix::{SignalKind, signal};
        let on = |kind| signal(kind).map_err(Failure::io("signals"));
        Ok(Self {
            hang_up: on(SignalKind::hangup())?,
            terminate: on(SignalKind::terminate())?,
            interrupt: on(SignalKind::interrupt())?,
        })
    }

    /// Waits until told to stop.
    pub(super) async fn wait(&mut self) {
        self.wait_and(|| {}).await;
    }

    /// The same; calls `again` whenever told to look again (SIGHUP).
    #[cfg(unix)]
    async fn wait_and(&mut self, again: impl Fn()) {
        loop {
            tokio::select! {
                _ = self.terminate.recv() => return,
                _ = self.interrupt.recv() => return,
                _ = self.hang_up.recv() => again(),
            }
        }
    }

    #[cfg(not(unix))]
    pub(super) fn listen() -> Result<Self, Failure> {
        Ok(Self {})
    }

    #[cfg(not(unix))]
    async fn wait_and(&mut self, _: impl Fn()) {
        if let Err(error) = tokio::signal::ctrl_c().await {
            tracing::error!(%error, "Ctrl-C cannot be heard");
            std::future::pending::<()>().await;
        }
    }
}
