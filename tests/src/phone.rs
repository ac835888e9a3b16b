//! The phone without a screen: what a volunteer does, as commands, on `Client` alone.
//!
//! One file a group of commands below; each only reads what was typed and writes what `Client`
//! says. Exit codes: 0 done, 1 failed, 2 bad input (which field, what was found, what is allowed),
//! 3 no connection (nothing is lost), 4 refused by the server.

mod codes;
mod duplicates;
mod exchange;
mod failure;
mod files;
mod hand_over;
mod key;
mod names;
mod photo;
mod pin;
mod plan;
mod questions;
mod record;
mod review;
mod server;
mod show;
mod venue;
mod warnings;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use client_core::client::{Client, Environment, Home, MemberSlot, StoreKey};
use failure::Failure;

/// The app's name, as a coordinator's list of phones shows it.
const APP: &str = concat!("phone ", env!("CARGO_PKG_VERSION"));

/// A phone without a screen: record sessions offline, send them when there is a line.
#[derive(Debug, Parser)]
#[command(name = "phone", version, after_help = EXAMPLES)]
struct Cli {
    /// The folder that holds everything this phone keeps
    #[arg(long = "store", value_name = "DIR")]
    dir: PathBuf,
    /// Which of the members who share this phone
    #[arg(long, value_name = "NAME")]
    member: Option<String>,
    /// A file with the store's key, 64 hexadecimal digits; TEREN_PHONE_KEY does the same
    #[arg(long, value_name = "FILE")]
    key_file: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  phone --store ./ana join 'https://teren.example.org:8443/join#code=...&pin=...'
  phone --store ./ana record session.json
  phone --store ./ana list --search radauti
  phone --store ./ana edit ID title='Grade 9' reached.f.14-17+=3 notes+=' Many questions.'
  phone --store ./ana sync
  phone --store ./shared --member ion status

The store is encrypted. Its key comes from --key-file or TEREN_PHONE_KEY; without either it is
kept in a file beside the store, which protects nothing and is said each time. A member with a PIN
gives it in TEREN_PIN, or types it.
Exit codes: 0 done, 1 failed, 2 bad input, 3 no connection (nothing is lost), 4 refused.
`phone COMMAND --help` shows what a command takes.";

#[derive(Debug, Subcommand)]
enum Command {
    Join(server::Join),
    SetAside(server::SetAside),
    Leave(server::Leave),
    Pin(pin::Pin),
    Unlock(pin::Unlock),
    Record(record::Record),
    Edit(record::Edit),
    Questions(questions::Questions),
    Answer(questions::Answer),
    Show(show::Show),
    List(show::List),
    Conflicts(show::Conflicts),
    Resolve(record::Resolve),
    Withdraw(record::Withdraw),
    Review(review::Review),
    Plan(plan::Plan),
    Assign(plan::Assign),
    Duplicates(duplicates::Duplicates),
    Duplicate(duplicates::Duplicate),
    Exchange(exchange::Exchange),
    Photo(photo::Photo),
    Attention(show::ShowAttention),
    Venues(venue::Venues),
    PickVenue(venue::PickVenue),
    ProposeVenue(venue::ProposeVenue),
    HandOver(hand_over::HandOver),
    Take(hand_over::Take),
    Sync(server::Sync),
    Repair(server::Repair),
    Fetch(server::Fetch),
    Status(server::ShowStatus),
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
    let done = perform(&cli, &mut out).and_then(|()| Ok(out.flush()?));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) if failure.is_closed_output() => ExitCode::SUCCESS,
        Err(failure) => {
            for line in failure.lines() {
                eprintln!("phone: {line}");
            }
            ExitCode::from(failure.code())
        }
    }
}

fn perform(cli: &Cli, out: &mut dyn Write) -> Result<(), Failure> {
    if let Some(members) = Home::mend_list(&cli.dir)? {
        let labels: Vec<&str> = members.iter().map(|member| member.label.as_str()).collect();
        eprintln!(
            "phone: the list of members was lost or damaged and was made again from the stores \
             that are here: {}; nothing is lost",
            labels.join(", ")
        );
    }
    match &cli.command {
        Command::Join(command) => command.run(cli, out),
        Command::SetAside(_) => server::SetAside::run(cli, out),
        Command::Leave(_) => server::Leave::run(cli, out),
        Command::Pin(command) => command.run(cli, out),
        Command::Unlock(command) => command.run(cli, out),
        Command::Record(command) => command.run(&open(cli)?, out),
        Command::Edit(command) => command.run(&open(cli)?, out),
        Command::Questions(command) => command.run(&open(cli)?, out),
        Command::Answer(command) => command.run(&open(cli)?, out),
        Command::Show(command) => command.run(&open(cli)?, out),
        Command::List(command) => command.run(&open(cli)?, out),
        Command::Conflicts(command) => command.run(&open(cli)?, out),
        Command::Resolve(command) => command.run(&open(cli)?, out),
        Command::Withdraw(command) => command.run(&open(cli)?, out),
        Command::Review(command) => command.run(&open(cli)?, out),
        Command::Plan(command) => command.run(&open(cli)?, out),
        Command::Assign(command) => command.run(&open(cli)?, out),
        Command::Duplicates(command) => command.run(&open(cli)?, out),
        Command::Duplicate(command) => command.run(&open(cli)?, out),
        Command::Exchange(command) => command.run(&open(cli)?, out),
        Command::Photo(command) => command.run(&open(cli)?, out),
        Command::Attention(command) => command.run(&open(cli)?, out),
        Command::Venues(command) => command.run(&open(cli)?, out),
        Command::PickVenue(command) => command.run(&open(cli)?, out),
        Command::ProposeVenue(command) => command.run(&open(cli)?, out),
        Command::HandOver(command) => command.run(&open(cli)?, out),
        Command::Take(command) => command.run(&open(cli)?, out),
        Command::Sync(command) => command.run(&open(cli)?, out),
        Command::Repair(command) => command.run(&open(cli)?, out),
        Command::Fetch(command) => command.run(&open(cli)?, out),
        Command::Status(command) => command.run(&open(cli)?, out),
    }
}

fn open(cli: &Cli) -> Result<Client, Failure> {
    let member = Home::member(&cli.dir, cli.member.as_deref())?;
    let key = key::find(cli, &member)?;
    open_with_key(cli, &member, key)
}

fn open_with_key(cli: &Cli, member: &MemberSlot, key: StoreKey) -> Result<Client, Failure> {
    let home = Home {
        dir: cli.dir.clone(),
        key,
        vfs: None,
    };
    let environment = Environment::system(APP);
    Ok(Client::open(home, Some(&member.slot), environment)?)
}
