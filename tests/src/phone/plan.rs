//! What a coordinator with a phone does before a session: plan it, say who holds it.

use std::io::Write;

use clap::Args;
use client_core::client::Client;
use client_core::ids::{DocId, MemberId};
use client_core::model::catalogue::Entry;
use client_core::model::{TeamRole, fold, plain};
use serde_json::json;

use super::failure::Failure;
use super::record::doc;

/// Plan a session and print its id
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  phone --store ./eva plan 'Grade 9' --when 2017-03-14T08:00:00Z --town Radauti
  phone --store ./eva plan 'Stand' --kind public_event --when 2017-05-06T07:00:00Z --lead Ana")]
pub(super) struct Plan {
    /// What people will call it
    title: String,
    /// When it is to begin, such as 2017-03-14T08:00:00Z
    #[arg(long)]
    when: String,
    /// What kind of session it is
    #[arg(long, default_value = "school")]
    kind: String,
    /// The campaign's id
    #[arg(long)]
    campaign: Option<String>,
    /// The unit that is to own it; your own when none is named
    #[arg(long)]
    unit: Option<String>,
    /// The county's code, such as RO-SV
    #[arg(long, default_value = "")]
    county: String,
    /// The town or village
    #[arg(long, default_value = "")]
    town: String,
    /// The school, market or station
    #[arg(long, default_value = "")]
    venue: String,
    /// Who is to lead it: a name or an id
    #[arg(long, value_name = "MEMBER")]
    lead: Option<String>,
}

impl Plan {
    pub(super) fn run(&self, client: &Client, out: &mut dyn Write) -> Result<(), Failure> {
        let country = self.county.split('-').next().unwrap_or_default();
        let mut form = json!({
            "title": self.title, "kind": self.kind, "status": "planned",
            "planned_for": self.when, "campaign": self.campaign, "unit": self.unit,
            "place": {
                "country": country, "adm1": self.county, "locality": self.town,
                "venue": self.venue,
            },
        });
        if let Some(lead) = &self.lead {
            let lead = member(client, lead)?;
            form["team"] = json!({ lead.to_string(): "lead" });
        }
        let doc = client.record(&plain::parse(&form)?)?;
        Ok(writeln!(out, "{doc}")?)
    }
}

/// Say who holds a session
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  phone --store ./eva assign ID Ana
  phone --store ./eva assign ID Ion --role helper
  phone --store ./eva assign ID Ana --off")]
pub(super) struct Assign {
    /// The session
    #[arg(value_parser = doc)]
    id: DocId,
    /// A member's name or id
    member: String,
    /// lead, helper or observer
    #[arg(long, default_value = "lead", value_parser = role)]
    role: TeamRole,
    /// The member does not hold it after all
    #[arg(long)]
    off: bool,
}

impl Assign {
    pub(super) fn run(&self, client: &Client, out: &mut dyn Write) -> Result<(), Failure> {
        let member = member(client, &self.member)?;
        let role = (!self.off).then_some(self.role);
        let session = client.assign(self.id, member, role)?;
        Ok(writeln!(out, "{} {}", session.id, session.title)?)
    }
}

fn role(text: &str) -> Result<TeamRole, String> {
    text.parse::<TeamRole>().map_err(|error| error.to_string())
}

/// The member of this name or id, as far as the catalogue on this phone knows.
fn member(client: &Client, wanted: &str) -> Result<MemberId, Failure> {
    let folded = fold(wanted);
    let entries = client.catalogue("member")?;
    let found = entries.into_iter().find_map(|entry| match entry {
        Entry::Member(member) => {
            let is_it = member.id.as_str() == wanted || fold(&member.name) == folded;
            is_it.then_some(member.id)
        }
        _ => None,
    });
    found.ok_or_else(|| {
        let known = "is no member that this phone knows: sync first, or check the name";
        Failure::Input(format!("`{wanted}` {known}"))
    })
}
