//! `teren invite`: the link that makes one phone a member's device.
//!
//! Works while the server runs: both use the same database, one after the other.

use std::io::Write;

use clap::Args;
use client_core::ids::UnitId;
use client_core::model::Role;
use client_core::wire::Invite as Link;
use serde::Serialize;

use super::{Data, Failure};
use crate::accounts::{self, NewMember};
use crate::ca::Secrets;
use crate::config::{DataFolder, PublicUrl};
use crate::environment;
use crate::store::Store;

/// Invite a member's phone: prints a link that works once
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Invite {
    #[command(flatten)]
    data: Data,
    /// The member's name; a member who is known already gets another phone
    #[arg(long, value_name = "NAME")]
    member: String,
    /// What the member may do: volunteer, coordinator, national, partner or admin
    #[arg(long, value_name = "ROLE")]
    role: Role,
    /// The code of the member's unit
    #[arg(long, value_name = "CODE")]
    unit: UnitId,
    /// Another address than the one told to `init`, for this invite
    #[arg(long, value_name = "URL")]
    public_url: Option<PublicUrl>,
    /// Allow an address that only this machine can reach, for trying things out
    #[arg(long)]
    allow_local: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  teren invite --data /srv/teren --member 'Ana Pop' --role volunteer --unit dolj
  teren invite --data ./trial --member Ion --role coordinator --unit main --allow-local --json";

#[derive(Serialize)]
struct Made {
    url: String,
    member: String,
    expires_at: String,
}

impl Invite {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        let (folder, settings) = DataFolder::open(&self.data.folder)?;
        let server = self.public_url.unwrap_or(settings.public_url);
        if !self.allow_local && !server.can_be_reached_from_outside() {
            return Err(Failure::Unreachable(server));
        }
        let secrets = Secrets::open(&folder.secrets())?;
        let store = Store::open(folder.database(), None)?;
        let new = NewMember {
            name: &self.member,
            role: self.role,
            unit: &self.unit,
        };
        let invited = store
            .write(|tx| accounts::invite(tx, &new, environment::now(), &mut environment::random))?;
        let link = Link {
            server: server.to_string(),
            code: invited.code,
            pin: Some(secrets.pin()),
        };
        let made = Made {
            url: link.to_string(),
            member: invited.member.to_string(),
            expires_at: invited.expires_at.to_string(),
        };
        if self.json {
            serde_json::to_writer(&mut *out, &made)
                .map_err(|error| Failure::output(error.into()))?;
            return writeln!(out).map_err(Failure::output);
        }
        writeln!(out, "{}", made.url).map_err(Failure::output)?;
        let until = made.expires_at;
        writeln!(
            out,
            "Works once, until {until}, for the phone of {}.",
            self.member
        )
        .map_err(Failure::output)
    }
}
