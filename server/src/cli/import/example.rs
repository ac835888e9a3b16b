//! `teren import example`: public figures, as sessions that add up to them.

use std::io::Write;

use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::cli::{Data, Failure};
use crate::environment;
use crate::import::{self, example};

/// Load example data: made-up sessions that add up to public figures
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Example {
    /// Which
    #[arg(value_enum)]
    name: Name,
    #[command(flatten)]
    data: Data,
    /// In whose name; without it in the first administrator's
    #[arg(long, value_name = "NAME")]
    member: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Name {
    /// The Romanian agency's year 2017, as published
    #[value(name = example::ANNUAL_2017)]
    Annual2017,
}

const EXAMPLES: &str = "\
The sessions are spread over the 42 regional centres, which are made where they are missing, and are
marked as estimated. Sex and age are unknown and so is whatever the source gives no number for.
`teren import list` shows the example's number; `teren import undo` takes it back.

Examples:
  teren import example annual-2017 --data ./trial
  teren import --example annual-2017 --data ./trial --json";

#[derive(Serialize)]
struct Told {
    units_made: u64,
    entries_made: u64,
    sessions: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    import: Option<u64>,
}

impl Example {
    /// The example of this name in the first administrator's.
    pub(super) const fn of(name: Name, data: Data, json: bool) -> Self {
        Self {
            name,
            data,
            member: None,
            json,
        }
    }

    pub(super) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        let Name::Annual2017 = self.name;
        let (store, exchange) = self.data.desk()?;
        let editor = store.read(|c| import::editor(c, self.member.as_deref()))?;
        let (now, random) = (environment::now(), &mut environment::random);
        let loaded = example::annual_2017(&store, &exchange, &editor, now, random)?;
        if self.json {
            let told = Told {
                units_made: loaded.units,
                entries_made: loaded.entries,
                sessions: loaded.sessions,
                import: loaded.import,
            };
            serde_json::to_writer(&mut *out, &told)
                .map_err(|error| Failure::output(error.into()))?;
            return writeln!(out).map_err(Failure::output);
        }
        self.say(&loaded, out).map_err(Failure::output)
    }

    fn say(&self, loaded: &example::Loaded, out: &mut dyn Write) -> std::io::Result<()> {
        if loaded.units + loaded.entries > 0 {
            let (units, entries) = (loaded.units, loaded.entries);
            writeln!(
                out,
                "Made for it: {units} units, {entries} campaigns, partners and indicators."
            )?;
        }
        match loaded.import {
            Some(import) => {
                let (sessions, data) = (loaded.sessions, self.data.folder.display());
                writeln!(out, "Import {import}: {sessions} sessions.")?;
                writeln!(
                    out,
                    "To take it back: teren import undo {import} --data {data}"
                )
            }
            None => writeln!(out, "It was loaded before: nothing new."),
        }
    }
}
