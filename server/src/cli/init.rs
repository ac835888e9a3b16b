//! `teren init`: a new server in a new folder.
//!
//! Makes everything that `serve` needs and touches nothing that was there.

use std::io::Write;

use clap::Args;
use client_core::ids::UnitId;
use serde::Serialize;

use super::{Data, Failure};
use crate::accounts::{self, Founded, Founding};
use crate::ca::Secrets;
use crate::config::{DataFolder, PublicUrl, Settings};
use crate::environment;
use crate::limits::NAME_CHARS_MAX;
use crate::store::Store;

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
    /// A unit (regional centre): a short code and what people call it. May be given again
    #[arg(long = "unit", value_name = "CODE:NAME", value_parser = unit)]
    units: Vec<(UnitId, String)>,
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
      --unit dolj:Craiova --unit suceava:Suceava --public-url https://teren.example.org:8443
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
        let founding = Founding {
            name: &self.organisation,
            country: &self.country,
            units: &self.units,
        };
        let founded = Store::open(folder.database(), None)?.write(|tx| {
            accounts::found(tx, &founding, environment::now(), &mut environment::random)
        })?;
        folder.finish(&Settings::new(
            self.organisation.clone(),
            self.country.clone(),
            self.public_url.clone(),
        ))?;
        Ok((secrets, founded))
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

/// A line of text that says something.
fn name(text: &str) -> Result<String, String> {
    let text = text.trim();
    let length = text.chars().count();
    if text.is_empty() || length > NAME_CHARS_MAX || text.chars().any(char::is_control) {
        return Err(format!(
            "a name has 1 to {NAME_CHARS_MAX} characters on one line, this has {length}"
        ));
    }
    Ok(text.to_owned())
}

fn unit(text: &str) -> Result<(UnitId, String), String> {
    let wrong = "a unit is a code and a name, such as dolj:Craiova";
    let (code, called) = text.split_once(':').ok_or(wrong)?;
    let code = code
        .parse()
        .map_err(|error| format!("the unit's code `{code}`: {error}"))?;
    Ok((code, name(called)?))
}

/// Two letters; which of them are countries is looked up where places are.
fn country(text: &str) -> Result<String, String> {
    match text.as_bytes() {
        [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
            Ok(text.to_ascii_uppercase())
        }
        _ => Err("a country is two letters, such as RO or BG".to_owned()),
    }
}
