//! `teren venue`: the register of venues, its proposals, and two venues that are one.

use std::io::Write;

use clap::{Args, Subcommand};
use serde_json::json;

use super::{Data, Failure, counted};
use crate::environment;
use crate::limits::ACTS_LISTED_MAX;
use crate::register::{self, FarApart};
use crate::store::{StoreError, catalogue, catalogue_acts};

/// Look at venues, accept what phones proposed, merge two that are one, take it back
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Venue {
    #[command(subcommand)]
    what: What,
}

const EXAMPLES: &str = "\
Examples:
  teren venue list --data /srv/teren --proposed
  teren venue accept p-0123456789ab --name 'Liceul Stefan cel Mare' --data /srv/teren
  teren venue merge p-0123456789ab ro-sv-001 --data /srv/teren
  teren venue history --data /srv/teren
  teren venue undo 7 --data /srv/teren";

#[derive(Debug, Subcommand)]
enum What {
    /// List venues, proposals first
    List {
        #[command(flatten)]
        data: Data,
        /// Only those that phones proposed
        #[arg(long)]
        proposed: bool,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Take a proposal into the register, or rename a venue
    Accept {
        #[command(flatten)]
        data: Data,
        /// The venue
        id: String,
        /// What it is to be called
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
    },
    /// Let one venue stand for another: sessions held there count here
    Merge {
        #[command(flatten)]
        data: Data,
        /// The venue that goes
        id: String,
        /// The venue that stays
        into: String,
        /// They are one although they lie in different counties
        #[arg(long)]
        far_apart: bool,
    },
    /// List what was decided, the latest first, each with its number
    History {
        #[command(flatten)]
        data: Data,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Take a decision back
    Undo {
        #[command(flatten)]
        data: Data,
        /// Its number, as `history` says it
        number: i64,
    },
}

impl Venue {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        let now = environment::now();
        match self.what {
            What::List {
                data,
                proposed,
                json,
            } => list(&data, proposed, json, out),
            What::Accept { data, id, name } => {
                let (store, _) = data.open()?;
                let name = name.as_deref();
                let done = store.write(|tx| register::accept(tx, &id, name, None, now))?;
                told(done, out)
            }
            What::Merge {
                data,
                id,
                into,
                far_apart,
            } => {
                let (store, _) = data.open()?;
                let far_apart = match far_apart {
                    true => FarApart::Meant,
                    false => FarApart::Refused,
                };
                let venues = (id.as_str(), into.as_str());
                let done = store.write(|tx| register::merge(tx, venues, far_apart, None, now))?;
                told(done, out)
            }
            What::History { data, json } => history(&data, json, out),
            What::Undo { data, number } => {
                let (store, _) = data.open()?;
                store.write(|tx| register::undo(tx, number, None, now))?;
                writeln!(out, "Taken back.").map_err(Failure::output)
            }
        }
    }
}

fn told(number: i64, out: &mut dyn Write) -> Result<(), Failure> {
    writeln!(out, "Done; `teren venue undo {number}` takes it back.").map_err(Failure::output)
}

fn list(data: &Data, proposed: bool, json: bool, out: &mut dyn Write) -> Result<(), Failure> {
    let (store, _) = data.open()?;
    let (mut venues, held) = store
        .read(|c| Ok::<_, StoreError>((catalogue::venues(c)?, register::sessions_by_venue(c)?)))?;
    venues.retain(|venue| venue.proposed || !proposed);
    venues.sort_by_key(|venue| !venue.proposed);
    let sessions = |id: &str| held.get(id).copied().unwrap_or_default();
    if json {
        let all: Vec<_> = venues
            .iter()
            .map(|venue| json!({ "venue": venue, "sessions": sessions(&venue.id) }))
            .collect();
        return writeln!(out, "{:#}", json!(all)).map_err(Failure::output);
    }
    for venue in &venues {
        let state = match &venue.merged_into {
            Some(into) => format!("  now {into}"),
            None if venue.proposed => "  proposed".to_owned(),
            None => String::new(),
        };
        let (id, name, locality) = (&venue.id, &venue.name, &venue.locality);
        let held = counted(sessions(id), "session");
        writeln!(out, "{id}  {name}, {locality}  {held}{state}").map_err(Failure::output)?;
    }
    Ok(())
}

fn history(data: &Data, json: bool, out: &mut dyn Write) -> Result<(), Failure> {
    let (store, _) = data.open()?;
    let acts = store.read(|c| catalogue_acts::latest(c, ACTS_LISTED_MAX))?;
    if json {
        let all = acts.iter().map(|(number, act)| {
            json!({
                "number": number, "at": act.at, "member": act.member, "what": act.what,
                "key": act.key, "undoes": act.undoes,
            })
        });
        return writeln!(out, "{:#}", json!(all.collect::<Vec<_>>())).map_err(Failure::output);
    }
    for (number, act) in acts {
        let who = act
            .member
            .map_or("administrator".to_owned(), |who| who.to_string());
        writeln!(
            out,
            "{number}  {}  {} {} by {who}",
            act.at, act.what, act.key
        )
        .map_err(Failure::output)?;
    }
    Ok(())
}
