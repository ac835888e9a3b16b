//! What a volunteer does about venues: search the register, pick one, propose one that it lacks.

use std::io::Write;

use clap::Args;
use client_core::client::Client;
use client_core::ids::DocId;
use client_core::model::{Edit, GeoPoint, Place, Register};
use serde_json::{Value, json};

use super::failure::Failure;
use super::record::doc;
use super::show::print_json;

/// Search the venues of the register, without a network
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  phone --store ./ana venues 'scoala radauti'
  phone --store ./ana venues --near 47.85,25.92 --json")]
pub(super) struct Venues {
    /// Words that begin like words of the name or the locality
    #[arg(default_value = "", hide_default_value = true)]
    text: String,
    /// The nearest first
    #[arg(long, value_name = "LAT,LON", value_parser = point)]
    near: Option<GeoPoint>,
    /// How many at most
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Venues {
    pub(super) fn run(&self, client: &Client, out: &mut dyn Write) -> Result<(), Failure> {
        let found = client.venues(&self.text, self.near, self.limit)?;
        if self.json {
            let all = found.iter().map(|venue| json!(venue)).collect();
            return print_json(out, &Value::Array(all));
        }
        for venue in found {
            let proposed = if venue.proposed { "  proposed" } else { "" };
            let (id, name, locality) = (venue.id, venue.name, venue.locality);
            writeln!(out, "{id}  {name}, {locality}{proposed}")?;
        }
        Ok(())
    }
}

/// Say at which venue of the register a session is held
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  phone --store ./ana pick-venue ID ro-sv-001")]
pub(super) struct PickVenue {
    /// The session
    #[arg(value_parser = doc)]
    id: DocId,
    /// The venue
    venue: String,
}

impl PickVenue {
    pub(super) fn run(&self, client: &Client, out: &mut dyn Write) -> Result<(), Failure> {
        let venue = client.venue(&self.venue)?.ok_or_else(|| {
            Failure::Input(format!(
                "no venue `{}` on this phone: search with `venues`",
                self.venue
            ))
        })?;
        say(client, self.id, &venue.place(), out)
    }
}

/// Name a venue that the register lacks, for a session that is held there
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  phone --store ./ana propose-venue ID --name 'Liceul nou' --locality Radauti --adm1 RO-SV")]
pub(super) struct ProposeVenue {
    /// The session
    #[arg(value_parser = doc)]
    id: DocId,
    /// What people call it
    #[arg(long)]
    name: String,
    /// Town or village
    #[arg(long)]
    locality: String,
    /// ISO 3166-2 code
    #[arg(long, default_value = "", hide_default_value = true)]
    adm1: String,
}

impl ProposeVenue {
    pub(super) fn run(&self, client: &Client, out: &mut dyn Write) -> Result<(), Failure> {
        let country = self.adm1.split('-').next().unwrap_or_default();
        let place = client.propose_venue(Place {
            country: country.to_owned(),
            adm1: self.adm1.clone(),
            locality: self.locality.clone(),
            venue: self.name.clone(),
            venue_id: String::new(),
        })?;
        say(client, self.id, &place, out)
    }
}

fn say(client: &Client, id: DocId, place: &Place, out: &mut dyn Write) -> Result<(), Failure> {
    client.edit(id, &[Edit::text(Register::Where, place.to_register())])?;
    Ok(writeln!(out, "{id} {} {}", place.venue_id, place.venue)?)
}

fn point(text: &str) -> Result<GeoPoint, String> {
    GeoPoint::of_register(text).ok_or_else(|| "latitude,longitude in degrees".to_owned())
}
