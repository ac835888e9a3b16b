//! `bench`: measures the real server with real phones, and prints what it came to.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use serde::Serialize;
use tests::bench::{StormSize, catalogue, first_pull, idle, repair, storm};

/// Measures the real server with real phones, each figure beside its floor.
///
/// Examples:
///   bench storm
///   bench idle --sessions 1000 --units 42 --json
///   bench catalogue --entries 10000 --check
///   bench repair --sessions 10000
///   bench first-pull --sessions 10000
#[derive(Parser)]
#[command(verbatim_doc_comment)]
struct Arguments {
    #[command(subcommand)]
    scenario: Scenario,
    /// Prints JSON.
    #[arg(long, global = true)]
    json: bool,
    /// Fails when bytes, round trips or memory exceed what the usual size may cost.
    #[arg(long, global = true)]
    check: bool,
    /// The work is drawn from this number.
    #[arg(long, global = true, default_value_t = 1)]
    seed: u64,
}

#[derive(Subcommand)]
enum Scenario {
    /// Many phones come back at once, each with new sessions.
    Storm {
        /// Phones.
        #[arg(long, default_value_t = 100)]
        phones: usize,
        /// New sessions on each.
        #[arg(long, default_value_t = 10)]
        sessions: usize,
    },
    /// A phone reconnects and there is nothing new.
    Idle {
        /// Sessions that it holds.
        #[arg(long, default_value_t = 1_000)]
        sessions: usize,
        /// Units that its member follows.
        #[arg(long, default_value_t = 42)]
        units: usize,
    },
    /// One campaign of a long catalogue changes, and a phone comes for it.
    Catalogue {
        /// Entries of the catalogue.
        #[arg(long, default_value_t = 10_000)]
        entries: usize,
    },
    /// A phone that holds everything compares with its server.
    Repair {
        /// Sessions that it holds.
        #[arg(long, default_value_t = 1_000)]
        sessions: usize,
    },
    /// A new phone joins a unit that has worked for years.
    FirstPull {
        /// Sessions of the unit, sixty of them planned.
        #[arg(long, default_value_t = 1_000)]
        sessions: usize,
    },
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let exceeds = match arguments.scenario {
        Scenario::Storm { phones, sessions } => {
            let result = storm(arguments.seed, StormSize { phones, sessions });
            print(&result, arguments.json);
            result.exceeds()
        }
        Scenario::Idle { sessions, units } => {
            let result = idle(arguments.seed, sessions, units);
            print(&result, arguments.json);
            result.exceeds()
        }
        Scenario::Catalogue { entries } => {
            let result = catalogue(entries);
            print(&result, arguments.json);
            result.exceeds()
        }
        Scenario::Repair { sessions } => {
            let result = repair(arguments.seed, sessions);
            print(&result, arguments.json);
            result.exceeds()
        }
        Scenario::FirstPull { sessions } => {
            let result = first_pull(arguments.seed, sessions);
            print(&result, arguments.json);
            result.exceeds()
        }
    };
    if !arguments.check || exceeds.is_empty() {
        return ExitCode::SUCCESS;
    }
    eprintln!("costs too much: {}", exceeds.join(", "));
    ExitCode::FAILURE
}

/// One `name value` a line, or JSON.
fn print(result: &impl Serialize, as_json: bool) {
    let json = serde_json::to_value(result).expect("figures are plain");
    if as_json {
        println!("{json}");
        return;
    }
    for (name, value) in json.as_object().into_iter().flatten() {
        println!("{name:<20} {value}");
    }
}
