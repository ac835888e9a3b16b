//! `teren device`: the phones, and those that ask to be let in again after a server was restored.
//!
//! Works while the server runs. Every change is noted as an administrator's at the command line.

use std::io::Write;

use clap::{Args, Subcommand};
use client_core::ids::DeviceId;
use client_core::model::Role;
use client_core::time::Timestamp;
use serde::Serialize;
use serde_json::json;

use super::{Asked, Failure, json_line};
use crate::accounts::{self, InviteError, Phone, Returning};
use crate::environment;
use crate::store::deeds::{self, Deed, What};
use crate::store::devices::{self, Readmission};
use crate::store::read::Scope;
use crate::store::{StoreError, Transaction, members};

/// Show phones, let them in again, close or wipe them
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Devices {
    #[command(subcommand)]
    act: Act,
}

const EXAMPLES: &str = "\
Examples:
  teren device list --data /srv/teren
  teren device approve --data /srv/teren 0190a3c2
  teren device approve --data /srv/teren 0190a3c2 --role volunteer --name 'Ana Pop'
  teren device close --data /srv/teren 0190a3c2
  teren device wipe --data /srv/teren 0190a3c2

A phone is named by the beginning of its id, as `list` shows it.";

/// A server that runs keeps contacts in its memory for up to a minute, which this command does not
/// see: it says no more than it knows.
const NEVER: &str = "never, or within the last minute";

#[derive(Debug, Subcommand)]
enum Act {
    /// Every phone: whose, since when, its last contact; and those that wait to be let in again
    List {
        #[command(flatten)]
        asked: Asked,
    },
    /// Let a phone in again that waits for it
    Approve {
        #[command(flatten)]
        of: Of,
        /// What its member may do; to be said when the restored server no longer knows the member
        #[arg(long, value_name = "ROLE")]
        role: Option<Role>,
        /// What people call a member whom the server no longer knows
        #[arg(long, value_name = "NAME", requires = "role")]
        name: Option<String>,
    },
    /// Close a phone: what it still sends waits for a coordinator, and it sees nothing more
    Close {
        #[command(flatten)]
        of: Of,
    },
    /// Close a phone and have it delete what it holds at its next contact
    ///
    /// What it had not sent waits for a coordinator, as far as there is room for it; what finds
    /// none is deleted with the rest. `teren quarantine list` shows what waits: decide about it
    /// first when it is much.
    Wipe {
        #[command(flatten)]
        of: Of,
    },
}

/// One phone.
#[derive(Debug, Args)]
struct Of {
    #[command(flatten)]
    asked: Asked,
    /// The beginning of the phone's id
    #[arg(value_name = "DEVICE")]
    device: String,
}

/// A phone as it is printed.
#[derive(Serialize)]
struct Shown {
    device: String,
    state: &'static str,
    member: String,
    name: String,
    unit: String,
    app: String,
    since: Timestamp,
    last_sync: Option<Timestamp>,
    /// Sessions with work that was not sent yet, as it said then.
    unsent: Option<u32>,
}

impl From<Phone> for Shown {
    fn from(phone: Phone) -> Self {
        let Phone {
            device,
            member,
            seen,
        } = phone;
        Self {
            device: device.id.to_string(),
            state: match (device.closed_at, device.wipe_at) {
                (None, _) => "open",
                (Some(_), None) => "closed",
                (Some(_), Some(_)) => "to be wiped",
            },
            member: member.id.to_string(),
            name: member.name,
            unit: member.unit.to_string(),
            app: seen.as_ref().map_or(device.app, |seen| seen.app.clone()),
            since: device.enrolled_at,
            last_sync: seen.as_ref().map(|seen| seen.last_sync),
            unsent: seen.map(|seen| seen.unsent),
        }
    }
}

impl Shown {
    fn waiting(asking: Readmission, name: Option<String>) -> Self {
        Self {
            device: asking.device.to_string(),
            state: "waits",
            name: name.unwrap_or_else(|| "(no longer known: name the role)".to_owned()),
            member: asking.member.to_string(),
            unit: asking.unit.to_string(),
            app: asking.app,
            since: asking.asked_at,
            last_sync: None,
            unsent: None,
        }
    }
}

impl Devices {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        match self.act {
            Act::List { asked } => list(&asked, out),
            Act::Approve { of, role, name } => of.change(out, What::Approved, |tx, id| {
                let now = environment::now();
                match role {
                    None => accounts::approve(tx, id, now)?,
                    Some(role) => {
                        let name = name.as_deref();
                        accounts::approve_as(tx, id, Returning { role, name }, now)?
                    }
                };
                Ok("is let in again at its next contact")
            }),
            Act::Close { of } => of.change(out, What::Closed, |tx, id| {
                devices::close(tx, id, false, environment::now())?;
                Ok("is closed")
            }),
            Act::Wipe { of } => of.change(out, What::Wiped, |tx, id| {
                devices::close(tx, id, true, environment::now())?;
                Ok("is closed and deletes what it holds at its next contact")
            }),
        }
    }
}

impl Of {
    /// Does something to the phone, notes it, and says so in one line.
    fn change(
        &self,
        out: &mut dyn Write,
        what: What,
        act: impl FnOnce(&Transaction<'_>, DeviceId) -> Result<&'static str, InviteError>,
    ) -> Result<(), Failure> {
        let (store, _) = self.asked.data.open()?;
        let is_waiting = what == What::Approved;
        let (id, said) = store.write(|tx| {
            let id = self.find(tx, is_waiting)?;
            let said = act(tx, id)?;
            if let Some(device) = devices::get(tx, id)? {
                let deed = Deed::of_nobody(environment::now(), what, device.member, Some(id));
                deeds::put(tx, &deed)?;
            }
            Ok::<_, Failure>((id, said))
        })?;
        if self.asked.json {
            return json_line(out, &json!({ "device": id.to_string(), "done": said }));
        }
        writeln!(out, "{id} {said}.").map_err(Failure::output)
    }

    /// The one phone whose id begins so.
    fn find(&self, tx: &Transaction<'_>, is_waiting: bool) -> Result<DeviceId, Failure> {
        let ids: Vec<DeviceId> = if is_waiting {
            devices::waiting(tx)?
                .into_iter()
                .map(|asking| asking.device)
                .collect()
        } else {
            devices::all(tx)?
                .into_iter()
                .map(|device| device.id)
                .collect()
        };
        let begins =
            |id: &&DeviceId| !self.device.is_empty() && id.to_string().starts_with(&self.device);
        let mut found = ids.iter().filter(begins);
        match (found.next(), found.next()) {
            (Some(id), None) => Ok(*id),
            (None, _) if is_waiting => Err(self.not_waiting(tx)?),
            (None, _) => Err(Failure::NoDevice(self.device.clone())),
            (Some(_), Some(_)) => Err(Failure::ManyDevices(self.device.clone())),
        }
    }

    /// Why there is nothing to approve: a phone that is here does not ask to be let in again.
    fn not_waiting(&self, tx: &Transaction<'_>) -> Result<Failure, StoreError> {
        let begins = |id: DeviceId| id.to_string().starts_with(&self.device);
        let mut here = devices::all(tx)?.into_iter();
        let found = here.find(|device| !self.device.is_empty() && begins(device.id));
        Ok(match found {
            Some(device) if device.closed_at.is_some() => Failure::PhoneClosed(device.id),
            Some(device) => Failure::PhoneOpen(device.id),
            None => Failure::NoDevice(self.device.clone()),
        })
    }
}

fn list(asked: &Asked, out: &mut dyn Write) -> Result<(), Failure> {
    let (store, _) = asked.data.open()?;
    let shown = store.read(|c| {
        let mut shown = Vec::new();
        for asking in devices::waiting(c)? {
            let name = members::get(c, &asking.member)?.map(|member| member.name);
            shown.push(Shown::waiting(asking, name));
        }
        let phones = accounts::phones(c, &Scope::All, &|_| None)?;
        shown.extend(phones.into_iter().map(Shown::from));
        Ok::<_, StoreError>(shown)
    })?;
    if asked.json {
        return json_line(out, &shown);
    }
    for it in shown {
        let last = it
            .last_sync
            .map_or_else(|| NEVER.to_owned(), |at| at.to_string());
        writeln!(
            out,
            "{}  {:<11} {:<30} {:<16} last contact: {last}",
            it.device, it.state, it.name, it.unit
        )
        .map_err(Failure::output)?;
    }
    Ok(())
}
