//! `teren unit`: the regional centres after `init`.
//!
//! Works while the server runs: phones hear of it with their next contact.

use std::io::Write;

use clap::{Args, Subcommand};
use client_core::counties;
use serde_json::json;

use super::{Asked, Failure, json_line};
use crate::environment;
use crate::limits::NAME_CHARS_MAX;
use crate::register::{self, EntryError, WantedUnit};
use crate::store::{StoreError, Transaction, catalogue, members};

/// Add and rename units (regional centres)
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Units {
    #[command(subcommand)]
    act: Act,
}

const EXAMPLES: &str = "\
Examples:
  teren unit add olt:Slatina --data /srv/teren
  teren unit add olt:Slatina:RO-OT --data /srv/teren
  teren unit rename olt:'Slatina and Caracal' --data /srv/teren
  teren unit list --data /srv/teren --json

A unit is a code, a name and, if known, the counties it covers (ISO 3166-2, with commas between
them): a session without a place counts for the county of a unit that covers no other. The code
stays for ever: sessions, members and exports name it.";

#[derive(Debug, Subcommand)]
enum Act {
    /// Add a unit
    Add {
        #[command(flatten)]
        one: One,
    },
    /// Give a unit another name, and other counties when some are said
    Rename {
        #[command(flatten)]
        one: One,
    },
    /// Units: their counties and how many members they have
    List {
        #[command(flatten)]
        asked: Asked,
    },
}

/// One unit as it is to be.
#[derive(Debug, Args)]
struct One {
    /// Its code, its name and the counties it covers
    #[arg(value_name = "CODE:NAME[:COUNTY,...]", value_parser = unit)]
    unit: WantedUnit,
    #[command(flatten)]
    asked: Asked,
}

impl Units {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        let now = environment::now();
        match self.act {
            Act::Add { one } => {
                one.change(out, "added", |tx| register::add_unit(tx, &one.unit, now))
            }
            Act::Rename { one } => one.change(out, "renamed", |tx| {
                register::rename_unit(tx, &one.unit, now)
            }),
            Act::List { asked } => list(&asked, out),
        }
    }
}

impl One {
    fn change(
        &self,
        out: &mut dyn Write,
        done: &str,
        act: impl FnOnce(&Transaction<'_>) -> Result<(), EntryError>,
    ) -> Result<(), Failure> {
        let (id, name) = (&self.unit.id, &self.unit.name);
        let called = format!("{id}, {name}");
        let named = (json!({ "unit": id, "name": name }), called.as_str());
        self.asked.change_entry(out, named, done, act)
    }
}

fn list(asked: &Asked, out: &mut dyn Write) -> Result<(), Failure> {
    let (store, _) = asked.data.open()?;
    let (units, members) =
        store.read(|c| Ok::<_, StoreError>((catalogue::units(c)?, members::all(c)?)))?;
    let of = |id| members.iter().filter(|member| member.unit == id).count();
    if asked.json {
        let shown = units.iter().map(|unit| {
            json!({
                "unit": unit.id, "name": unit.name, "counties": unit.covers,
                "time_zone": unit.time_zone, "members": of(unit.id.clone()),
            })
        });
        return json_line(out, &shown.collect::<Vec<_>>());
    }
    for unit in units {
        let (name, counties) = (&unit.name, unit.covers.join(" "));
        writeln!(
            out,
            "{:<16} {name:<30} members: {:<5} {counties}",
            unit.id,
            of(unit.id.clone())
        )
        .map_err(Failure::output)?;
    }
    Ok(())
}

/// `CODE:NAME`, or `CODE:NAME:COUNTIES`. A colon in a name is no matter: counties are codes.
pub(super) fn unit(text: &str) -> Result<WantedUnit, String> {
    let wrong = "a unit is a code and a name, such as dolj:Craiova, and the counties it covers, \
                 such as dolj:Craiova:RO-DJ";
    let (code, rest) = text.split_once(':').ok_or(wrong)?;
    let id = code
        .parse()
        .map_err(|error| format!("the unit's code `{code}`: {error}"))?;
    let (called, counties) = match rest.rsplit_once(':') {
        Some((called, counties)) if is_codes(counties) => (called, counties),
        _ => (rest, ""),
    };
    let counties = counties.split(',').filter(|code| !code.is_empty());
    Ok(WantedUnit {
        id,
        name: name(called)?,
        counties: counties.map(str::to_owned).collect(),
    })
}

/// Whether every part is spelt as a code is, in whatever letters; whether there is such a county is
/// asked later.
fn is_codes(text: &str) -> bool {
    let mut codes = text.split(',');
    codes.all(|code| counties::is_spelt_as_code(&code.to_ascii_uppercase()))
}

/// A line of text that says something.
pub(super) fn name(text: &str) -> Result<String, String> {
    let text = text.trim();
    let length = text.chars().count();
    if text.is_empty() || length > NAME_CHARS_MAX || text.chars().any(char::is_control) {
        return Err(format!(
            "a name has 1 to {NAME_CHARS_MAX} characters on one line, this has {length}"
        ));
    }
    Ok(text.to_owned())
}
