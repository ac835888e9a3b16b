//! `teren backup`: everything that is needed to come back, in one new folder.
//!
//! Works while the server runs.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::progress::Progress;
use super::{Data, Failure, counted};
use crate::backup::{self, Made, Manifest, Step};
use crate::environment;

/// Copy the whole server into a new folder, checked; works while it serves
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Backup {
    #[command(flatten)]
    data: Data,
    /// The folder to make; one that holds something is never touched
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
The backup holds the database and the keys of this server. Whoever has it can pose as this server
and read every note: keep it secret, on another machine, and encrypted where others get at the disk.

Examples:
  teren backup --data /srv/teren --to /mnt/backup/teren-$(date +%F)
  teren backup --data /srv/teren --to ./before-upgrade --json
  teren check --data /mnt/backup/teren-2017-03-14";

#[derive(Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    manifest: &'a Manifest,
    /// Whether the data folder knows of it.
    noted: bool,
}

impl Backup {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        let made = {
            let mut progress = Progress::new();
            backup::make(
                &self.data.folder,
                &self.to,
                environment::now(),
                &mut |step| {
                    tell(&mut progress, step);
                },
            )?
        };
        if self.json {
            let told = Told {
                manifest: &made.manifest,
                noted: made.not_noted.is_none(),
            };
            serde_json::to_writer_pretty(&mut *out, &told)
                .map_err(|error| Failure::output(error.into()))?;
            return writeln!(out).map_err(Failure::output);
        }
        self.say(&made, out).map_err(Failure::output)
    }

    fn say(&self, made: &Made, out: &mut dyn Write) -> std::io::Result<()> {
        let to = self.to.display();
        let Manifest {
            made_at,
            seq,
            documents,
            changes,
            photos,
            photos_lost,
            ..
        } = &made.manifest;
        writeln!(
            out,
            "Backed up and checked in {to}: {}, {}, {}, up to log entry {seq} of {made_at}.",
            counted(*documents, "document"),
            counted(*changes, "change"),
            counted(*photos, "photo"),
        )?;
        writeln!(
            out,
            "It holds this server's keys: whoever has it can pose as this server. Keep it secret, \
             and on another machine."
        )?;
        say_lost(*photos_lost, out)?;
        match &made.not_noted {
            None => Ok(()),
            Some(error) => writeln!(
                out,
                "The backup is whole, but the data folder could not note it: {error}."
            ),
        }
    }
}

/// Photos that are not in the copy.
pub(super) fn say_lost(photos: u64, out: &mut dyn Write) -> std::io::Result<()> {
    match photos {
        0 => Ok(()),
        n => writeln!(
            out,
            "Not in the copy, because missing or damaged: {}. `teren check` on the folder it was \
             made of names them; phones that still have one bring it again after a restore.",
            counted(n, "photo")
        ),
    }
}

/// Where a copy is.
pub(super) fn tell(progress: &mut Progress, step: Step) {
    match step {
        Step::Copying { done, of } => progress.part("Copying the database", done, of),
        Step::Photos { done, of } => progress.part("Copying photos", done, of),
        Step::Checking { done, of } => progress.part("Checking the copy", done, of),
    }
}
