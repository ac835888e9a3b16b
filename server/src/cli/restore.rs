//! `teren restore`: a backup becomes the server again.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use client_core::ids::{MemberId, UnitId};
use client_core::model::Role;
use serde::Serialize;

use super::backup::{say_lost, tell};
use super::progress::Progress;
use super::{Data, Failure};
use crate::backup::{self, Manifest, Restored, ShutOut};
use crate::environment;
use crate::store::members::Member;

/// Put a backup in place of a server's data folder; not while it serves
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Restore {
    /// The folder that `teren backup` made
    #[arg(long, value_name = "DIR")]
    from: PathBuf,
    #[command(flatten)]
    data: Data,
    /// When the data folder holds something, rename it first; nothing is ever deleted
    #[arg(long)]
    set_aside: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Phones that synced after the backup was made bring back what they hold, by themselves, at their next
contact. What was edited on the pages since then comes back from phones that have seen it.

Phones, members and programmes closed since then stay closed, who moved to another unit since then
is there, and who may do less does so, when the old data folder is set aside. On a new disk nobody
can know it: do it again before the server starts. A higher role or a partner's seat given after the
backup is to be given again.

Examples:
  teren restore --from /mnt/backup/teren-2017-03-14 --data /srv/teren
  teren restore --from /mnt/backup/teren-2017-03-14 --data /srv/teren --set-aside";

#[derive(Serialize)]
struct Done<'a> {
    data: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    set_aside: Option<String>,
    backup: &'a Manifest,
    /// Missing or damaged in the backup.
    photos_lost: u64,
    /// Closed since the backup, and closed still; null: nobody can know.
    shut_out: Option<ShutOut>,
    /// Whose role or unit is not that of the backup.
    changed: Vec<Changed<'a>>,
    /// Whether anybody is one; if not, make somebody one.
    has_administrator: bool,
}

/// A member as it is now.
#[derive(Serialize)]
struct Changed<'a> {
    member: &'a MemberId,
    name: &'a str,
    role: Role,
    unit: &'a UnitId,
}

impl<'a> From<&'a Member> for Changed<'a> {
    fn from(it: &'a Member) -> Self {
        Self {
            member: &it.id,
            name: &it.name,
            role: it.role,
            unit: &it.unit,
        }
    }
}

impl Restore {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        let restored = {
            let mut progress = Progress::new();
            backup::restore(
                &self.from,
                &self.data.folder,
                self.set_aside,
                environment::now(),
                &mut |step| tell(&mut progress, step),
            )?
        };
        if self.json {
            let done = Done {
                data: self.data.folder.display().to_string(),
                set_aside: (restored.set_aside.as_ref()).map(|path| path.display().to_string()),
                backup: &restored.manifest,
                photos_lost: restored.photos_lost,
                shut_out: restored.shut_out,
                changed: restored.changed.iter().map(Changed::from).collect(),
                has_administrator: restored.has_administrator,
            };
            serde_json::to_writer_pretty(&mut *out, &done)
                .map_err(|error| Failure::output(error.into()))?;
            return writeln!(out).map_err(Failure::output);
        }
        self.say(&restored, out).map_err(Failure::output)
    }

    fn say(&self, restored: &Restored, out: &mut dyn Write) -> std::io::Result<()> {
        let data = self.data.folder.display();
        let Manifest { made_at, seq, .. } = &restored.manifest;
        writeln!(
            out,
            "{data} is as it was on {made_at}, up to log entry {seq}."
        )?;
        say_lost(restored.photos_lost, out)?;
        if let Some(aside) = &restored.set_aside {
            writeln!(out, "What was there before lies in {}.", aside.display())?;
        }
        match &restored.shut_out {
            Some(ShutOut {
                phones,
                members,
                programmes,
                seats,
            }) => writeln!(
                out,
                "Closed since then, and closed still: phones {phones}, members {members}, \
                 programmes {programmes}, seats of partners {seats}."
            )?,
            None => writeln!(
                out,
                "CAUTION: nothing newer was at hand, so phones and members closed after {made_at} \
                 are open again, and roles, units and programmes are as they were. Before you \
                 start it, look through them, and close them again:\n  teren device list --data \
                 {data}\n  teren device wipe --data {data} DEVICE\n  teren member close --data \
                 {data} --member NAME\nand put whoever moved to another unit since then into it \
                 again, or their phones drop what they recorded there:\n  teren member role \
                 --data {data} --member NAME --role ROLE --unit CODE"
            )?,
        }
        for Member {
            name, role, unit, ..
        } in &restored.changed
        {
            writeln!(out, "As changed since then: {name} is {role} of {unit}.")?;
        }
        if !restored.has_administrator {
            writeln!(
                out,
                "CAUTION: nobody is an administrator now: whoever became one after {made_at} is \
                 what they were before. Make somebody one:\n  teren member role --data {data} \
                 --member NAME --role admin"
            )?;
        }
        writeln!(
            out,
            "Every browser is signed out, and invites and sign-in links that nobody used are worth \
             nothing: draw\nnew ones with `teren invite` and `teren member sign-in`."
        )?;
        writeln!(
            out,
            "Start it:  teren serve --data {data}\nPhones bring back by themselves what they sent \
             after that; it may take until each was in contact."
        )
    }
}
