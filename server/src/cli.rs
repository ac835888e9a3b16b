//! The commands of `teren`: what they are called, what they take, how they end.
//!
//! One file a command below; each is a thin caller of the library. Exit codes: 0 done, 1 failed
//! (one line on standard error says why), 2 wrongly asked.

mod backup;
mod campaign;
mod check;
#[cfg(feature = "demo")]
mod demo;
mod device;
mod export;
mod import;
mod init;
mod invite;
mod keep;
mod material;
mod member;
mod programme;
mod progress;
mod quarantine;
mod questions;
mod rebuild;
mod restore;
mod serve;
mod systemd;
mod unit;
mod unlock;
mod venue;

use std::ffi::OsString;
use std::fmt::Display;
use std::io::{self, Write};
use std::net::{SocketAddr, ToSocketAddrs};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, Parser, Subcommand};
use client_core::ids::{DeviceId, DocId, OrganisationId};
use serde::Serialize;
use serde_json::Value;

use crate::accounts::{FoundError, InviteError, MemberError, ProgrammeError, UnlockError};
use crate::backup::BackupError;
use crate::ca::{CaError, Secrets};
use crate::config::{ConfigError, DataFolder, PublicUrl, words};
use crate::exchange::{EditRefused, Exchange, Keys};
use crate::import::ImportError;
use crate::projection::LoadError;
use crate::register::{EntryError, QuestionsError, RegisterError};
use crate::report::export::ExportError;
use crate::server::ServeError;
use crate::state::OpenError;
use crate::store::{Store, StoreError, Transaction, organisation};
use crate::xlsform::XlsformError;

/// Sessions recorded without signal, merged here, seen on a page.
#[derive(Debug, Parser)]
#[command(name = "teren", version, after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  teren demo
  teren init --data /srv/teren --organisation 'Prevention Agency' --country RO \\
      --unit dolj:Craiova --public-url https://teren.example.org:8443
  teren serve --data /srv/teren
  teren invite --data /srv/teren --member 'Ana Pop' --role volunteer --unit dolj

`teren COMMAND --help` shows what a command takes.";

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Init),
    Serve(serve::Serve),
    Systemd(systemd::Systemd),
    Invite(invite::Invite),
    Keep(keep::Keep),
    #[command(name = "member")]
    Members(member::Members),
    #[command(name = "unit")]
    Units(unit::Units),
    #[command(name = "campaign")]
    Campaigns(campaign::Campaigns),
    #[command(name = "material")]
    Materials(material::Materials),
    #[command(name = "programme")]
    Programmes(programme::Programmes),
    #[command(name = "device")]
    Devices(device::Devices),
    Quarantine(quarantine::Quarantine),
    Questions(questions::Questions),
    Export(export::Export),
    Venue(venue::Venue),
    /// Check every change, every document and every row that is derived from them
    #[command(after_help = check::EXAMPLES)]
    Check(Asked),
    Import(import::Import),
    Backup(backup::Backup),
    Restore(restore::Restore),
    /// Write anew what pages and reports read, from the documents; not while it serves
    #[command(after_help = rebuild::EXAMPLES)]
    Rebuild(Asked),
    #[cfg(feature = "demo")]
    Demo(demo::Demo),
}

impl Command {
    fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        match self {
            Self::Init(command) => command.run(out),
            Self::Serve(command) => command.run(out),
            Self::Systemd(command) => command.run(out),
            Self::Invite(command) => command.run(out),
            Self::Keep(command) => command.run(out),
            Self::Members(command) => command.run(out),
            Self::Units(command) => command.run(out),
            Self::Campaigns(command) => command.run(out),
            Self::Materials(command) => command.run(out),
            Self::Programmes(command) => command.run(out),
            Self::Devices(command) => command.run(out),
            Self::Quarantine(command) => command.run(out),
            Self::Questions(command) => command.run(out),
            Self::Export(command) => command.run(out),
            Self::Venue(command) => command.run(out),
            Self::Check(asked) => check::run(&asked, out),
            Self::Import(command) => command.run(out),
            Self::Backup(command) => command.run(out),
            Self::Restore(command) => command.run(out),
            Self::Rebuild(asked) => rebuild::run(&asked, out),
            #[cfg(feature = "demo")]
            Self::Demo(command) => command.run(out),
        }
    }
}

/// Every command works on one data folder.
#[derive(Debug, Args)]
struct Data {
    /// The folder that holds everything this server keeps
    #[arg(long = "data", value_name = "DIR")]
    folder: PathBuf,
}

impl Data {
    /// The database and the organisation in it.
    fn open(&self) -> Result<(Store, OrganisationId), Failure> {
        let (folder, _) = DataFolder::open(&self.folder)?;
        let store = Store::open(folder.database(), None)?;
        let home = store
            .read(organisation::home)?
            .ok_or(InviteError::NotFounded)?;
        Ok((store, home.id))
    }

    /// The database, and the desk that writes into it.
    fn desk(&self) -> Result<(Arc<Store>, Exchange), Failure> {
        let (folder, _) = DataFolder::open(&self.folder)?;
        let secrets = Secrets::open(&folder.secrets())?;
        let store = Arc::new(Store::open(folder.database(), None)?);
        let exchange = Exchange::new(store.clone(), Keys::of(&secrets));
        Ok((store, exchange))
    }
}

/// What a command takes that says something of a whole data folder.
#[derive(Debug, Args)]
struct Asked {
    #[command(flatten)]
    data: Data,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Asked {
    /// Changes an entry of the catalogue and says so, to programs by what `named` it, to people by
    /// what it is `called`.
    fn change_entry(
        &self,
        out: &mut dyn Write,
        (mut named, called): (Value, &str),
        done: &str,
        act: impl FnOnce(&Transaction<'_>) -> Result<(), EntryError>,
    ) -> Result<(), Failure> {
        let (store, _) = self.data.open()?;
        store.write(act)?;
        if self.json {
            named["done"] = done.into();
            return json_line(out, &named);
        }
        writeln!(
            out,
            "{called}: {done}. Phones hear of it at their next contact."
        )
        .map_err(Failure::output)
    }
}

/// Prints a value as JSON, on a line of its own.
fn json_line(out: &mut dyn Write, value: &impl Serialize) -> Result<(), Failure> {
    serde_json::to_writer(&mut *out, value).map_err(|error| Failure::output(error.into()))?;
    writeln!(out).map_err(Failure::output)
}

/// A number with what it counts: `1 session`, `2 sessions`.
fn counted(n: u64, what: &str) -> String {
    match n {
        1 => format!("1 {what}"),
        n => format!("{n} {what}s"),
    }
}

/// Where to listen: an address with its port, or a name of this machine with one.
fn address(text: &str) -> Result<SocketAddr, String> {
    let found = text.to_socket_addrs().map(Iterator::collect::<Vec<_>>);
    let found = found.unwrap_or_default();
    // `localhost` is both; what people try first is the older one.
    let first = found.iter().find(|address| address.is_ipv4());
    first.or(found.first()).copied().ok_or_else(|| {
        "an address and a port are wanted, such as 0.0.0.0:8443, [::]:8443 or localhost:8443; this \
         names none that this machine knows"
            .to_owned()
    })
}

impl Failure {
    /// A name that is not among those that are there.
    fn no_such(what: &'static str, found: &impl Display, there: &[impl Display]) -> Self {
        let there: Vec<_> = there.iter().map(ToString::to_string).collect();
        Self::NoSuch {
            what,
            found: found.to_string(),
            allowed: if there.is_empty() {
                "none is there yet".to_owned()
            } else {
                there.join(", ")
            },
        }
    }
}

/// Why a command did not do what it was asked.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Secrets(#[from] CaError),
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Serve(#[from] ServeError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Found(#[from] FoundError),
    #[error(transparent)]
    Unlock(#[from] UnlockError),
    #[error("this member has several phones: name one with --phone: {}", .0.join(", "))]
    WhichPhone(Vec<String>),
    #[error(transparent)]
    Invite(#[from] InviteError),
    #[error(transparent)]
    Member(#[from] MemberError),
    #[error(transparent)]
    Programme(#[from] ProgrammeError),
    #[error("no phone's id begins with `{0}`: `teren device list` shows them")]
    NoDevice(String),
    #[error(
        "the phone {0} was closed, and a closed phone is not let in again: its member joins anew \
         with an invite, see `teren invite`"
    )]
    PhoneClosed(DeviceId),
    #[error("the phone {0} is open: it does not wait to be let in")]
    PhoneOpen(DeviceId),
    #[error("more than one phone's id begins with `{0}`: name more of it")]
    ManyDevices(String),
    #[error(transparent)]
    Export(#[from] ExportError),
    #[error(transparent)]
    Backup(#[from] BackupError),
    #[error(transparent)]
    Load(#[from] LoadError),
    #[error(transparent)]
    Import(#[from] ImportError),
    #[error(transparent)]
    Questions(#[from] QuestionsError),
    #[error(transparent)]
    Xlsform(#[from] XlsformError),
    #[error(transparent)]
    Edit(#[from] EditRefused),
    #[error("nothing of `{0}` waits for a decision: `teren quarantine list` shows what does")]
    NothingWaits(DocId),
    #[error("not all of it was admitted; the rest waits on: {}", .0.join("; "))]
    NotAdmitted(Vec<String>),
    #[error("nothing was imported; problems found: {0}")]
    NothingImported(usize),
    #[cfg(feature = "demo")]
    #[error(transparent)]
    Demo(#[from] crate::demo::DemoError),
    #[error("JSON holds everything: days, units and campaigns are chosen of tables, csv or xlsx")]
    OnlyTables,
    #[error("there is no {what} `{found}`: allowed: {allowed}")]
    NoSuch {
        what: &'static str,
        found: String,
        allowed: String,
    },
    #[error("the period ends before it begins: `--until` is the last day")]
    EndsBefore,
    #[error(transparent)]
    Register(#[from] RegisterError),
    #[error(transparent)]
    Entry(#[from] EntryError),
    #[error("`{0}` is no table of venues; `teren import sessions {0}` brings in sessions")]
    NotVenues(String),
    /// The arguments behind a table that was named by itself.
    #[error(transparent)]
    Asked(clap::Error),
    #[error("not all is right; problems found: {0}")]
    NotRight(u64),
    #[error(
        "no phone could reach {0}: name the server's real address with `--public-url`, or add \
         `--allow-local` to try things out on this machine"
    )]
    Unreachable(PublicUrl),
    #[error("{what}: {}", words(.source))]
    Io { what: String, source: io::Error },
    #[cfg(feature = "demo")]
    #[error("interrupted before its end")]
    Interrupted,
    /// Whoever read our output has seen enough.
    #[error("the output was closed")]
    OutputClosed,
}

impl Failure {
    fn io(what: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        |source| Self::Io {
            what: what.into(),
            source,
        }
    }

    /// For errors of writing to standard output: `teren export | head` is no failure.
    fn output(source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::BrokenPipe => Self::OutputClosed,
            _ => Self::Io {
                what: "standard output".into(),
                source,
            },
        }
    }
}

/// Runs the command that `arguments` name; the whole of `main`.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let mut out = io::stdout().lock();
    let done = cli.command.run(&mut out);
    match done.and_then(|()| out.flush().map_err(Failure::output)) {
        Ok(()) | Err(Failure::OutputClosed) => ExitCode::SUCCESS,
        Err(Failure::Asked(error)) => {
            let _ = error.print();
            ExitCode::from(2)
        }
        Err(failure) => {
            eprintln!("teren: {failure}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests;
