//! `teren init`: a new server in a new folder.
//!
//! Makes everything that `serve` needs and touches nothing that was there.

use std::io::Write;

use clap::Args;
use client_core::counties;
use client_core::model::catalogue::Unit;
use serde::Serialize;

use super::unit::{name, unit};
use super::{Data, Failure};
use crate::accounts::{self, Founded, Founding};
use crate::ca::Secrets;
use crate::config::{DataFolder, PublicUrl, Settings};
use crate::environment;
use crate::register::{self, WantedUnit};
use crate::store::{Store, Transaction};

/// Make a new server: its folder, its keys, its organisation
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Init {
    #[command(flatten)]
    data: Data,
    /// The name of the organisation
    #[arg(long, value_name = "NAME", value_parser = name)]
    organisation: String,
    /// Its country, two letters of ISO 3166-1
    #[arg(long, value_name = "CODE", value_parser = country)]
    country: String,
    /// A unit (regional centre): a short code, what people call it, and the counties it covers. May
    /// be given again; `teren unit` adds more later
    #[arg(long = "unit", value_name = "CODE:NAME[:COUNTY,...]", value_parser = unit)]
    units: Vec<WantedUnit>,
    /// Where phones and browsers will reach this server
    #[arg(long, value_name = "URL", default_value = "https://localhost:8443")]
    public_url: PublicUrl,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  teren init --data /srv/teren --organisation 'Prevention Agency' --country RO \\
      --unit dolj:Craiova:RO-DJ --unit suceava:Suceava:RO-SV \\
      --public-url https://teren.example.org:8443
  teren init --data ./trial --organisation Trial --country RO";

#[derive(Serialize)]
struct Made<'a> {
    data: String,
    public_url: &'a PublicUrl,
    pin: String,
    sign_in: SignIn<'a>,
}

/// The administrator's way in, once.
#[derive(Serialize)]
struct SignIn<'a> {
    url: String,
    code: &'a str,
}

impl Init {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        for unit in &self.units {
            register::check_counties(&self.country, &unit.counties)?;
        }
        let folder = DataFolder::create(&self.data.folder)?;
        match self.fill(&folder) {
            Ok((secrets, founded)) => self.tell(&secrets, &founded, out).map_err(Failure::output),
            Err(failure) => {
                folder.discard();
                Err(failure)
            }
        }
    }

    fn fill(&self, folder: &DataFolder) -> Result<(Secrets, Founded), Failure> {
        let now = environment::clock();
        let secrets = Secrets::create(&folder.secrets(), now, &mut environment::random)?;
        let store = Store::open(folder.database(), None)?;
        let founded = store.write(|tx| self.found(tx))?;
        folder.finish(&Settings::new(
            self.organisation.clone(),
            self.country.clone(),
            self.public_url.clone(),
        ))?;
        Ok((secrets, founded))
    }

    fn found(&self, tx: &Transaction<'_>) -> Result<Founded, Failure> {
        let named = self.units.iter();
        let units: Vec<_> = named.map(|it| (it.id.clone(), it.name.clone())).collect();
        let founding = Founding {
            name: &self.organisation,
            country: &self.country,
            units: &units,
        };
        let now = environment::now();
        let founded = accounts::found(tx, &founding, now, &mut environment::random)?;
        for it in self.units.iter().filter(|it| !it.counties.is_empty()) {
            // The same unit, with what it covers.
            let unit = Unit {
                id: it.id.clone(),
                name: it.name.clone(),
                time_zone: accounts::time_zone(&self.country).to_owned(),
                covers: it.counties.clone(),
            };
            accounts::add_unit(tx, unit, now)?;
        }
        Ok(founded)
    }

    fn tell(
        &self,
        secrets: &Secrets,
        founded: &Founded,
        out: &mut dyn Write,
    ) -> std::io::Result<()> {
        let code = &founded.code;
        let made = Made {
            data: self.data.folder.display().to_string(),
            public_url: &self.public_url,
            pin: hex::encode(secrets.pin()),
            sign_in: SignIn {
                url: sign_in(&self.public_url, code),
                code,
            },
        };
        if self.json {
            serde_json::to_writer(&mut *out, &made)?;
            return writeln!(out);
        }
        writeln!(out, "{} is ready in {}.", self.organisation, made.data)?;
        writeln!(out, "Start it:  teren serve --data {}", made.data)?;
        writeln!(
            out,
            "Then sign in, once, as the administrator:  {}",
            made.sign_in.url
        )
    }
}

/// The address of the sign-in page with a one-time code filled in.
pub(super) fn sign_in(server: &PublicUrl, code: &str) -> String {
    format!("{server}/sign-in?way=code&code={code}")
}

/// A country that there is.
fn country(text: &str) -> Result<String, String> {
    let code = text.to_ascii_uppercase();
    if counties::is_country(&code) {
        return Ok(code);
    }
    Err(
        "a country is two letters of ISO 3166-1, such as RO or BG; there is none with these"
            .to_owned(),
    )
}
