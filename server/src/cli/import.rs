//! `teren import`: what other tools hold comes in, and can be taken back.
//!
//! Works while the server runs: both use the same database, one after the other.

mod example;
mod list;
mod sessions;
mod undo;
mod venues;

use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use super::{Data, Failure};

/// Bring in sessions from files of other tools or a register of venues, and take it back
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
#[command(arg_required_else_help = true)]
pub(super) struct Import {
    #[command(subcommand)]
    what: Option<What>,
    /// The same as `import example NAME`
    #[arg(long, value_enum, value_name = "NAME", requires = "folder")]
    example: Option<example::Name>,
    /// The folder that holds everything this server keeps
    #[arg(long = "data", value_name = "DIR", requires = "example")]
    folder: Option<PathBuf>,
    /// Print JSON
    #[arg(long, requires = "example")]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum What {
    Sessions(sessions::Sessions),
    Example(example::Example),
    List(list::List),
    Undo(undo::Undo),
    Venues(venues::Venues),
    /// The same as `import venues FILE`
    #[command(external_subcommand)]
    Table(Vec<OsString>),
}

/// A table that was named without saying what it holds.
#[derive(Debug, Parser)]
#[command(name = "teren import", no_binary_name = true)]
struct Named {
    #[command(flatten)]
    venues: venues::Venues,
}

const EXAMPLES: &str = "\
Examples:
  teren import sessions kobo.xlsx --data /srv/teren --unit dolj --dry-run
  teren import sessions kobo.xlsx --data /srv/teren --unit dolj --save-mapping kobo.json
  teren import --example annual-2017 --data ./trial
  teren import list --data /srv/teren
  teren import undo 3 --data /srv/teren
  teren import venues.csv --data /srv/teren --dry-run";

impl Import {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        let what = match (self.what, self.example, self.folder) {
            (None, Some(name), Some(folder)) => {
                What::Example(example::Example::of(name, Data { folder }, self.json))
            }
            (Some(what), _, _) => what,
            (None, _, _) => unreachable!("one of the two is asked for, and a folder with it"),
        };
        match what {
            What::Sessions(command) => command.run(out),
            What::Example(command) => command.run(out),
            What::List(command) => command.run(out),
            What::Undo(command) => command.run(out),
            What::Venues(command) => command.run(out),
            What::Table(arguments) => {
                let named = Named::try_parse_from(arguments);
                named.map_err(Failure::Asked)?.venues.run_if_venues(out)
            }
        }
    }
}
