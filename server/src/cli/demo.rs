//! `teren demo`: a server, an organisation and phones on this machine, to look at and to prove that
//! everything works together.
//!
//! The phones are real ones; what they do is in the library's `demo`. This file runs the steps one
//! after the other, tells how far they are, and serves what came of it.

use std::fs;
use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use serde::Serialize;

use super::serve::Stop;
use super::{Failure, address};
use crate::config::PublicUrl;
use crate::demo::{self, Crowd, Options, Outcome, Prepared, agreement};
use crate::environment;
use crate::server::{Listen, Server};
use crate::state::State;
use crate::telemetry::{self, LogFormat};

/// Show everything at work on this machine: a server, its pages, and phones that were offline
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Demo {
    /// Check that all phones and the server agree, and end instead of serving
    #[arg(long)]
    once: bool,
    /// How many phones
    #[arg(long, value_name = "N", default_value = "6")]
    #[arg(value_parser = clap::value_parser!(u16).range(2..=1_000))]
    phones: u16,
    /// How many sessions each phone records by itself
    #[arg(long, value_name = "N", default_value = "10")]
    #[arg(value_parser = clap::value_parser!(u16).range(0..=10_000))]
    sessions: u16,
    /// What the figures are drawn from: the same number shows the same
    #[arg(long, value_name = "N", default_value_t = 2017)]
    seed: u64,
    /// Keep everything in this new folder; without it a temporary one is used and removed
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Where to listen, with TLS; port 0 takes a free one
    #[arg(long, value_name = "ADDR:PORT", default_value_t = any_port(), value_parser = address)]
    listen: SocketAddr,
    /// Where to serve the pages without TLS, on this machine alone, so that no browser warns
    #[arg(long, value_name = "ADDR:PORT", default_value_t = any_port(), value_parser = address)]
    plain: SocketAddr,
    /// Print the outcome as JSON
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  teren demo
  teren demo --once --phones 20 --sessions 50
  teren demo --data ./demonstration --plain 127.0.0.1:8080";

/// What a browser on this machine needs to look at the pages.
#[derive(Serialize)]
struct Pages {
    url: String,
    sign_in: String,
}

#[derive(Serialize)]
struct Told<'a> {
    outcome: &'a Outcome,
    /// What is missing or differs; empty when all is well.
    wrong: &'a [String],
    pages: Option<&'a Pages>,
}

const fn any_port() -> SocketAddr {
    SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 0)
}

impl Demo {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        telemetry::start(LogFormat::Text, telemetry::PROBLEMS);
        let folder = self.data.clone().unwrap_or_else(temporary_folder);
        let shown = self.show(&folder, out);
        if self.data.is_none()
            && let Err(error) = fs::remove_dir_all(&folder)
        {
            tracing::warn!(%error, "the temporary folder could not be removed");
        }
        shown
    }

    fn show(&self, folder: &std::path::Path, out: &mut dyn Write) -> Result<(), Failure> {
        let options = Arc::new(Options {
            folder: folder.to_owned(),
            phones: self.phones.into(),
            sessions: self.sessions.into(),
            seed: self.seed,
        });
        self.tell(
            out,
            "An organisation with its regional centres, campaigns and members",
        )?;
        // Where `teren serve` listens by itself, should the folder be kept.
        let public_url = PublicUrl::of(SocketAddr::from((Ipv4Addr::LOCALHOST, 8443)));
        let prepared = Arc::new(demo::prepare(&options, public_url)?);
        let state = Arc::new(State::open(prepared.data.path(), "teren demo")?);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .map_err(Failure::io("the runtime"))?;
        let shown = runtime.block_on(async {
            let mut stop = Stop::listen()?;
            let plain = (!self.once).then_some(self.plain);
            let listen = Listen {
                tls: self.listen,
                plain,
                metrics: None,
                certificate: None,
            };
            let server = Server::bind(listen, state.clone()).await?;
            let pages = server.plain_addr().map(|plain| pages(plain, &prepared));
            let shown = tokio::select! {
                shown = self.play(&options, &prepared, &server, &state, pages, out) => shown,
                // Nothing was proven: whoever runs this as a check must not read success.
                () = stop.wait() => Err(Failure::Interrupted),
            };
            if shown.is_ok() && !self.once {
                stop.wait().await;
            }
            server.shutdown().await;
            shown
        });
        // Told to stop in the middle, phones may still be waiting for each other.
        runtime.shutdown_background();
        shown
    }

    async fn play(
        &self,
        options: &Arc<Options>,
        prepared: &Arc<Prepared>,
        server: &Server,
        state: &Arc<State>,
        pages: Option<Pages>,
        out: &mut dyn Write,
    ) -> Result<(), Failure> {
        let address = server.local_addr();
        self.tell(out, &format!("A server with TLS on https://{address}"))?;
        let (with, what) = (options.clone(), prepared.clone());
        let mut crowd = off_thread(move || Crowd::join(&with, &what, address)).await?;
        self.tell(
            out,
            &format!("{} phones joined; some plan to meet", options.phones),
        )?;
        let with = options.clone();
        crowd = off_thread(move || crowd.plan(&with).map(|()| crowd)).await?;
        let with = options.clone();
        crowd = off_thread(move || crowd.record(&with).map(|()| crowd)).await?;
        let unsent = crowd.unsent()?;
        self.tell(
            out,
            &format!("Without signal: {unsent} sessions wait on the phones"),
        )?;
        // The first time everybody brings what they have, the second they hear of the others.
        crowd =
            off_thread(move || crowd.sync().and_then(|()| crowd.sync()).map(|()| crowd)).await?;
        self.tell(out, "Signal is back: all phones synced\n")?;
        let seen = state.clone();
        let compare = move || {
            let wrong = agreement(&crowd, &seen.store)?;
            Outcome::of(&crowd, &seen.store).map(|outcome| (outcome, wrong))
        };
        let (outcome, wrong) = off_thread(compare).await?;
        self.conclude(&outcome, &wrong, pages.as_ref(), out)?;
        match wrong.len() {
            0 => Ok(()),
            wrong => Err(Failure::NotRight(wrong as u64)),
        }
    }

    fn conclude(
        &self,
        outcome: &Outcome,
        wrong: &[String],
        pages: Option<&Pages>,
        out: &mut dyn Write,
    ) -> Result<(), Failure> {
        let told = if self.json {
            serde_json::to_writer_pretty(
                &mut *out,
                &Told {
                    outcome,
                    wrong,
                    pages,
                },
            )
            .map_err(Into::into)
            .and_then(|()| writeln!(out))
        } else {
            describe(outcome, wrong, pages, out)
        };
        told.and_then(|()| out.flush()).map_err(Failure::output)
    }

    /// How far it is, for somebody who watches.
    fn tell(&self, out: &mut dyn Write, line: &str) -> Result<(), Failure> {
        if self.json {
            return Ok(());
        }
        writeln!(out, "{line}")
            .and_then(|()| out.flush())
            .map_err(Failure::output)
    }
}

fn describe(
    outcome: &Outcome,
    wrong: &[String],
    pages: Option<&Pages>,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    writeln!(out, "{outcome}")?;
    if wrong.is_empty() {
        writeln!(out, "Every phone and the server agree; nothing is missing.")?;
    }
    for line in wrong {
        writeln!(out, "WRONG: {line}")?;
    }
    if let Some(pages) = pages {
        writeln!(out, "\nPages:    {}", pages.url)?;
        writeln!(out, "Sign in:  {}", pages.sign_in)?;
        writeln!(out, "Ctrl-C ends it.")?;
    }
    Ok(())
}

fn pages(plain: SocketAddr, prepared: &Prepared) -> Pages {
    Pages {
        url: format!("http://{plain}/"),
        sign_in: format!("http://{plain}/sign-in?way=code&code={}", prepared.sign_in),
    }
}

/// Phones block; the server beside them must not.
async fn off_thread<T, E>(
    work: impl FnOnce() -> Result<T, E> + Send + 'static,
) -> Result<T, Failure>
where
    T: Send + 'static,
    E: Into<Failure> + Send + 'static,
{
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done.map_err(Into::into),
        Err(broke) => std::panic::resume_unwind(broke.into_panic()),
    }
}

/// A name that nobody has taken.
fn temporary_folder() -> PathBuf {
    let mut random = [0; 8];
    environment::random(&mut random);
    std::env::temp_dir().join(format!("teren-demo-{}", hex::encode(random)))
}
