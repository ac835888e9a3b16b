//! `teren member`: who belongs to the organisation and what they may do.
//!
//! Works while the server runs. Every change is noted as an administrator's at the command line.

use std::io::Write;

use clap::{Args, Subcommand};
use client_core::ids::UnitId;
use client_core::model::Role;
use client_core::time::Timestamp;
use serde::Serialize;
use serde_json::json;

use super::init::sign_in;
use super::unlock;
use super::{Asked, Failure, json_line};
use crate::accounts::{self, MemberError};
use crate::config::DataFolder;
use crate::environment;
use crate::store::deeds::{self, Deed, What};
use crate::store::members::Member;
use crate::store::{Store, StoreError, Transaction, devices, members};

/// Show members, change what they may do, close them
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Members {
    #[command(subcommand)]
    act: Act,
}

const EXAMPLES: &str = "\
Examples:
  teren member list --data /srv/teren --json
  teren member role --data /srv/teren --member 'Ana Pop' --role coordinator
  teren member role --data /srv/teren --member 'Ana Pop' --role volunteer --unit iasi
  teren member sign-in --data /srv/teren --member 'Elena Ionescu'
  teren member unlock --data /srv/teren --member 'Ana Pop'
  teren member close --data /srv/teren --member 'Ana Pop'";

#[derive(Debug, Subcommand)]
enum Act {
    /// Everybody: name, role, unit, phones
    List {
        #[command(flatten)]
        asked: Asked,
    },
    /// Give a member another role, and another unit if one is named
    Role {
        #[command(flatten)]
        of: Of,
        /// What the member may do from now on
        #[arg(long, value_name = "ROLE")]
        role: Role,
        /// The unit the member belongs to from now on; the same one without it
        #[arg(long, value_name = "CODE")]
        unit: Option<UnitId>,
    },
    /// Draw a new one-time sign-in to the pages; earlier ones stop working
    SignIn {
        #[command(flatten)]
        of: Of,
    },
    /// Make a code that opens a phone whose PIN was forgotten; what is on it stays
    ///
    /// The phone scans it or takes it as text, asks for a new PIN, and the code is used up. Until
    /// the phone has been here again, asking again gives the same code.
    Unlock {
        #[command(flatten)]
        of: Of,
        /// The beginning of the phone's id, as `teren device list` shows it; needed for a member
        /// with several
        #[arg(long, value_name = "ID")]
        phone: Option<String>,
    },
    /// Take every way in from a member; what was recorded stays
    Close {
        #[command(flatten)]
        of: Of,
    },
}

/// One member.
#[derive(Debug, Args)]
struct Of {
    #[command(flatten)]
    asked: Asked,
    /// The member's name or id
    #[arg(long, value_name = "NAME")]
    member: String,
}

/// A member as it is printed.
#[derive(Serialize)]
struct Shown {
    member: String,
    name: String,
    role: Role,
    unit: String,
    /// Phones that work.
    phones: usize,
}

impl Members {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        let now = environment::now();
        match self.act {
            Act::List { asked } => list(&asked, out),
            Act::Role { of, role, unit } => of.change(now, out, |tx, member| {
                let unit = unit.as_ref().unwrap_or(&member.unit);
                let changed = accounts::change_role(tx, member, role, unit, now)?;
                let line = format!("{} is {role} of {} now.", changed.name, changed.unit);
                Ok((What::RoleChanged, line))
            }),
            Act::Close { of } => of.change(now, out, |tx, member| {
                let phones = accounts::close_member(tx, member, now)?;
                let line = format!(
                    "{} is let in nowhere any more; phones closed: {phones}.",
                    member.name
                );
                Ok((What::MemberClosed, line))
            }),
            Act::Unlock { of, phone } => {
                unlock::unlock(&of.asked, &of.member, phone.as_deref(), out)
            }
            Act::SignIn { of } => {
                let (_, settings) = DataFolder::open(&of.asked.data.folder)?;
                of.change(now, out, |tx, member| {
                    let random = &mut environment::random;
                    let code = accounts::sign_in_code(tx, &member.id, now, random)?;
                    Ok((What::Invited, sign_in(&settings.public_url, &code)))
                })
            }
        }
    }
}

impl Of {
    /// Does something to the member, notes it, and says so in one line.
    fn change(
        &self,
        at: Timestamp,
        out: &mut dyn Write,
        act: impl FnOnce(&Transaction<'_>, &Member) -> Result<(What, String), MemberError>,
    ) -> Result<(), Failure> {
        let (store, _) = self.asked.data.open()?;
        let (member, line) = store.write(|tx| {
            let member = accounts::find_member(tx, &self.member)?;
            let (what, line) = act(tx, &member)?;
            let deed = Deed::of_nobody(at, what, member.id.clone(), None);
            deeds::put(tx, &deed)?;
            Ok::<_, MemberError>((member, line))
        })?;
        if self.asked.json {
            return json_line(out, &json!({ "member": member.id, "done": line }));
        }
        writeln!(out, "{line}").map_err(Failure::output)
    }
}

fn list(asked: &Asked, out: &mut dyn Write) -> Result<(), Failure> {
    let (store, _) = asked.data.open()?;
    let shown = all(&store)?;
    if asked.json {
        return json_line(out, &shown);
    }
    for it in shown {
        let (name, role, unit, phones) = (it.name, it.role.code(), it.unit, it.phones);
        writeln!(out, "{name:<30} {role:<12} {unit:<20} phones: {phones}")
            .map_err(Failure::output)?;
    }
    Ok(())
}

fn all(store: &Store) -> Result<Vec<Shown>, StoreError> {
    store.read(|c| {
        let mut members = members::all(c)?;
        members.sort_by(|a, b| a.name.cmp(&b.name));
        let shown = members.into_iter().map(|member| {
            let devices = devices::of_member(c, &member.id)?;
            Ok(Shown {
                phones: devices
                    .iter()
                    .filter(|device| device.closed_at.is_none())
                    .count(),
                member: member.id.to_string(),
                name: member.name,
                role: member.role,
                unit: member.unit.to_string(),
            })
        });
        shown.collect()
    })
}
