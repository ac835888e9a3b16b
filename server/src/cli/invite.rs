//! `teren invite`: the link that makes one phone a member's device, and the way to the pages for
//! whoever has any.
//!
//! Works while the server runs: both use the same database, one after the other.

use std::io::{self, Write};

use clap::Args;
use client_core::ids::{ProgrammeId, UnitId};
use client_core::model::Role;
use client_core::wire::Invite as Link;
use serde::Serialize;

use super::init::sign_in;
use super::{Data, Failure};
use crate::accounts::{self, Act, Invited, NewMember, ProgrammeError};
use crate::ca::Secrets;
use crate::config::{DataFolder, PublicUrl};
use crate::environment;
use crate::store::{Store, Transaction};

/// Invite a member: prints a link that works once, and a sign-in for whoever has pages
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
    /// A programme that a partner follows; repeat for more
    #[arg(long = "programme", value_name = "ID")]
    programmes: Vec<ProgrammeId>,
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
  teren invite --data ./trial --member Ion --role coordinator --unit main --allow-local --json
  teren invite --data /srv/teren --member Vera --role partner --unit dolj --programme neighbours";

#[derive(Serialize)]
struct Made {
    url: String,
    member: String,
    expires_at: String,
    /// To the pages, where the member chooses a password; for who may see them.
    #[serde(skip_serializing_if = "Option::is_none")]
    sign_in: Option<String>,
}

impl Invite {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        let (folder, settings) = DataFolder::open(&self.data.folder)?;
        let server = self.public_url.clone().unwrap_or(settings.public_url);
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
        let (invited, code) = store.write(|tx| self.admit(tx, &new))?;
        let link = Link {
            server: server.to_string(),
            code: invited.code,
            pin: Some(secrets.pin()),
        };
        let made = Made {
            url: link.to_string(),
            member: invited.member.to_string(),
            expires_at: invited.expires_at.to_string(),
            sign_in: code.map(|code| sign_in(&server, &code)),
        };
        if self.json {
            serde_json::to_writer(&mut *out, &made)
                .map_err(|error| Failure::output(error.into()))?;
            return writeln!(out).map_err(Failure::output);
        }
        self.tell(&made, out).map_err(Failure::output)
    }

    /// The invite, and a code for the pages when the role has any.
    fn admit(
        &self,
        tx: &Transaction<'_>,
        new: &NewMember<'_>,
    ) -> Result<(Invited, Option<String>), ProgrammeError> {
        let now = environment::now();
        let invited = accounts::invite(tx, new, now, &mut environment::random)?;
        accounts::admit_partner(tx, &invited.member, &self.programmes, now)?;
        let has_pages = [Act::TakePart, Act::Coordinate]
            .iter()
            .any(|act| act.is_permitted_to(self.role));
        let code = has_pages
            .then(|| accounts::sign_in_code(tx, &invited.member, now, &mut environment::random))
            .transpose()?;
        Ok((invited, code))
    }

    fn tell(&self, made: &Made, out: &mut dyn Write) -> io::Result<()> {
        let Made {
            url, expires_at, ..
        } = made;
        writeln!(out, "{url}")?;
        let member = &self.member;
        writeln!(
            out,
            "Works once, until {expires_at}, for the phone of {member}."
        )?;
        if let Some(sign_in) = &made.sign_in {
            writeln!(out, "\n{sign_in}")?;
            writeln!(out, "Signs {member} in to the pages, to choose a password.")?;
        }
        Ok(())
    }
}
