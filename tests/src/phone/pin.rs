//! The member's PIN, and the code of an administrator for whoever forgot it. What an app keeps in
//! Keystore or Keychain lies in a file here: see `key`.

use std::env;
use std::io::{self, Write};

use clap::{Args, Subcommand};
use client_core::client::{self, Environment, Home, MemberSlot};

use super::failure::Failure;
use super::{APP, Cli, key, open};

/// The environment variable that holds the PIN.
const PIN: &str = "TEREN_PIN";
/// The one that holds the PIN to come.
const NEW_PIN: &str = "TEREN_NEW_PIN";

/// Set, change or remove the PIN that opens this member's work
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  TEREN_PIN=271828 phone --store ./ana pin set
  TEREN_PIN=271828 TEREN_NEW_PIN=314159 phone --store ./ana pin change
  TEREN_PIN=314159 phone --store ./ana pin remove

Without TEREN_PIN the PIN is the first line of what is typed, and the new one the next. Sync after
setting one: an administrator can then help whoever forgets it.")]
pub(super) struct Pin {
    #[command(subcommand)]
    act: Act,
}

#[derive(Clone, Copy, Debug, Subcommand)]
enum Act {
    /// Set a PIN where there is none
    Set,
    /// Set another PIN
    Change,
    /// Remove the PIN
    Remove,
}

/// Open the work of a member who forgot the PIN, with an administrator's code, and set a new PIN
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  TEREN_NEW_PIN=314159 phone --store ./ana unlock --code teren-unlock:K7Q2-M9XD-...")]
pub(super) struct Unlock {
    /// The code, as it was scanned or read out
    #[arg(long)]
    code: String,
}

impl Pin {
    pub(super) fn run(&self, cli: &Cli, out: &mut dyn Write) -> Result<(), Failure> {
        let member = member(cli)?;
        let said = match self.act {
            Act::Set => {
                let client = open(cli)?;
                client.set_pin(&key::device(cli, &member.label)?, &ask(PIN, "PIN")?)?;
                key::forget(cli, &member.label)?;
                "the PIN is set; sync once, so that an administrator can help if it is forgotten"
            }
            Act::Change => {
                let old = ask(PIN, "PIN")?;
                let device = key::device(cli, &member.label)?;
                let client = key::open_with(cli, &member, &old)?;
                client.change_pin(&device, &old, &ask(NEW_PIN, "new PIN")?)?;
                "the PIN is changed"
            }
            Act::Remove => {
                let pin = ask(PIN, "PIN")?;
                let device = key::device(cli, &member.label)?;
                let client = key::open_with(cli, &member, &pin)?;
                key::keep(cli, &member, &pin)?;
                client.remove_pin(&device, &pin)?;
                "the PIN is removed"
            }
        };
        Ok(writeln!(out, "{said}")?)
    }
}

impl Unlock {
    pub(super) fn run(&self, cli: &Cli, out: &mut dyn Write) -> Result<(), Failure> {
        let member = member(cli)?;
        let device = key::device(cli, &member.label)?;
        let (dir, slot) = (&cli.dir, &member.slot);
        let (code, pin) = (&self.code, ask(NEW_PIN, "new PIN")?);
        let environment = Environment::system(APP);
        client::unlock_by_code(dir, slot, &device, code, &pin, &environment)?;
        let label = &member.label;
        Ok(writeln!(
            out,
            "{label} is open again under the new PIN, and the code is used up; sync once"
        )?)
    }
}

/// The PIN that opens a member's work: from the environment, else the first line that is typed.
pub(super) fn pin() -> Result<String, Failure> {
    ask(PIN, "PIN")
}

fn member(cli: &Cli) -> Result<MemberSlot, Failure> {
    Ok(Home::member(&cli.dir, cli.member.as_deref())?)
}

fn ask(variable: &str, what: &str) -> Result<String, Failure> {
    if let Ok(typed) = env::var(variable) {
        return Ok(typed);
    }
    eprint!("{what}: ");
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
