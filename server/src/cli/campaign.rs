//! `teren campaign`: campaigns with their days and targets.
//!
//! Works while the server runs: phones hear of it with their next contact.

use std::io::Write;

use clap::{Args, Subcommand};
use client_core::ids::CampaignId;
use client_core::model::catalogue::Campaign;
use jiff::civil::Date;
use serde_json::json;

use super::{Asked, Failure, json_line};
use crate::environment;
use crate::register::{self, EntryError, Measure, WantedCampaign};
use crate::store::{Transaction, catalogue};

/// Add campaigns, change what they say, close them
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Campaigns {
    #[command(subcommand)]
    act: Act,
}

const EXAMPLES: &str = "\
Examples:
  teren campaign add not-for-sale --title 'NOT FOR SALE' --from 2017-01-01 --to 2017-12-31 \\
      --target people=13500 --target activities=300 --data /srv/teren
  teren campaign change not-for-sale --target people=15000 --data /srv/teren
  teren campaign close not-for-sale --data /srv/teren
  teren campaign list --data /srv/teren --json

A target is of people, activities, media_items or broadcasts, and is the whole country's. A closed
campaign is offered for no new plan; what was done for it counts for it as before.";

#[derive(Debug, Subcommand)]
enum Act {
    /// Add a campaign
    Add {
        #[command(flatten)]
        of: Of,
        /// What it says
        #[arg(long, value_name = "TITLE")]
        title: String,
        #[command(flatten)]
        say: Say,
    },
    /// Change what a campaign says; what is not named stays
    Change {
        #[command(flatten)]
        of: Of,
        /// What it says
        #[arg(long, value_name = "TITLE")]
        title: Option<String>,
        #[command(flatten)]
        say: Say,
    },
    /// End a campaign
    Close {
        #[command(flatten)]
        of: Of,
        /// Its last day, YYYY-MM-DD; without it yesterday, or today when it begins today
        #[arg(long, value_name = "DAY")]
        on: Option<Date>,
    },
    /// Campaigns: their days and targets
    List {
        #[command(flatten)]
        asked: Asked,
    },
}

/// One campaign.
#[derive(Debug, Args)]
struct Of {
    /// The id by which sessions name it
    #[arg(value_name = "ID")]
    id: CampaignId,
    #[command(flatten)]
    asked: Asked,
}

#[derive(Debug, Args)]
struct Say {
    /// First day, YYYY-MM-DD
    #[arg(long, value_name = "DAY")]
    from: Option<Date>,
    /// Last day
    #[arg(long, value_name = "DAY")]
    to: Option<Date>,
    /// What it wants to reach, such as people=13500; repeat for more
    #[arg(long = "target", value_name = "WHAT=NUMBER", value_parser = target)]
    targets: Vec<(Measure, u64)>,
}

impl Say {
    fn with(self, title: Option<String>) -> WantedCampaign {
        let Self { from, to, targets } = self;
        WantedCampaign {
            title,
            from,
            to,
            targets,
        }
    }
}

impl Campaigns {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        let now = environment::now();
        match self.act {
            Act::Add { of, title, say } => {
                let wanted = say.with(Some(title));
                of.change(out, "added", |tx| {
                    register::add_campaign(tx, &of.id, &wanted, now)
                })
            }
            Act::Change { of, title, say } => {
                let wanted = say.with(title);
                of.change(out, "changed", |tx| {
                    register::change_campaign(tx, &of.id, &wanted, now)
                })
            }
            Act::Close { of, on } => of.change(out, "closed", |tx| {
                register::close_campaign(tx, &of.id, on, now)
            }),
            Act::List { asked } => list(&asked, out),
        }
    }
}

impl Of {
    fn change(
        &self,
        out: &mut dyn Write,
        done: &str,
        act: impl FnOnce(&Transaction<'_>) -> Result<(), EntryError>,
    ) -> Result<(), Failure> {
        let named = (json!({ "campaign": self.id }), self.id.as_str());
        self.asked.change_entry(out, named, done, act)
    }
}

fn list(asked: &Asked, out: &mut dyn Write) -> Result<(), Failure> {
    let (store, _) = asked.data.open()?;
    let campaigns = store.read(catalogue::campaigns)?;
    if asked.json {
        return json_line(out, &campaigns);
    }
    for campaign in campaigns {
        say(&campaign, out).map_err(Failure::output)?;
    }
    Ok(())
}

fn say(it: &Campaign, out: &mut dyn Write) -> std::io::Result<()> {
    let from = it.from.as_deref().unwrap_or("...");
    let to = it.to.as_deref().unwrap_or("...");
    writeln!(out, "{:<24} {}\n    {from} to {to}", it.id, it.title)?;
    for (country, target) in &it.targets {
        let figures = [
            ("people", target.people),
            ("activities", target.activities),
            ("media_items", target.media_items),
            ("broadcasts", target.broadcasts),
        ];
        let said = figures.iter().filter(|(_, amount)| *amount > 0);
        let said: Vec<_> = said
            .map(|(what, amount)| format!("{what} {amount}"))
            .collect();
        writeln!(out, "    {country}: {}", said.join(", "))?;
    }
    Ok(())
}

fn target(text: &str) -> Result<(Measure, u64), String> {
    let names = Measure::ALL.map(|(_, name)| name).join(", ");
    let wrong = || format!("a target is one of {names} and a number, such as people=13500");
    let (name, amount) = text.split_once('=').ok_or_else(wrong)?;
    let found = Measure::ALL.into_iter().find(|(_, known)| *known == name);
    let (measure, _) = found.ok_or_else(wrong)?;
    Ok((measure, amount.parse().map_err(|_| wrong())?))
}
