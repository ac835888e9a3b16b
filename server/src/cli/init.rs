//! `teren init`: a new server in a new folder.
//!
//! Makes everything that `serve` needs and touches nothing that was there.

use std::io::Write;

use clap::Args;
use serde::Serialize;

use super::{Data, Failure};
use crate::ca::Secrets;
use crate::config::{DataFolder, PublicUrl, Settings};
use crate::environment;
use crate::limits::NAME_CHARS_MAX;

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
      --public-url https://teren.example.org:8443
  teren init --data ./trial --organisation Trial --country RO";

#[derive(Serialize)]
struct Made<'a> {
    data: String,
    public_url: &'a PublicUrl,
    pin: String,
}

impl Init {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        let folder = DataFolder::create(&self.data.folder)?;
        match self.fill(&folder) {
            Ok(secrets) => self.tell(&secrets, out).map_err(Failure::output),
            Err(failure) => {
                folder.discard();
                Err(failure)
            }
        }
    }

    fn fill(&self, folder: &DataFolder) -> Result<Secrets, Failure> {
        let secrets = Secrets::create(
            &folder.secrets(),
            environment::clock(),
            &mut environment::random,
        )?;
        folder.finish(&Settings::new(
            self.organisation.clone(),
            self.country.clone(),
            self.public_url.clone(),
        ))?;
        Ok(secrets)
    }

    fn tell(&self, secrets: &Secrets, out: &mut dyn Write) -> std::io::Result<()> {
        let made = Made {
            data: self.data.folder.display().to_string(),
            public_url: &self.public_url,
            pin: hex::encode(secrets.pin()),
        };
        if self.json {
            serde_json::to_writer(&mut *out, &made)?;
            return writeln!(out);
        }
        writeln!(out, "{} is ready in {}.", self.organisation, made.data)?;
        writeln!(out, "Start it:  teren serve --data {}", made.data)
    }
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

/// Two letters; which of them are countries is looked up where places are.
fn country(text: &str) -> Result<String, String> {
    match text.as_bytes() {
        [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
            Ok(text.to_ascii_uppercase())
        }
        _ => Err("a country is two letters, such as RO or BG".to_owned()),
    }
}
