//! What needs the server: joining, syncing, and how the work stands with it.

use std::io::Write;

use clap::Args;
use client_core::client::{
    Cancel, Client, Environment, Fetching, Home, PhotosSent, SyncEnd, Synced,
};
use client_core::ids::DocId;
use client_core::transport::Https;
use client_core::wire::Invite;
use serde_json::{Value, json};

use super::failure::{Failure, counted};
use super::show::print_json;
use super::{APP, Cli, key, open};

/// The name of a member who gave none.
const LABEL: &str = "me";

/// Join an organisation with the link of an invite
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  phone --store ./ana join 'https://teren.example.org:8443/join#code=...&pin=...'
  phone --store ./shared --member ion join LINK")]
pub(super) struct Join {
    /// The link, as it was given or scanned
    link: String,
}

impl Join {
    pub(super) fn run(&self, cli: &Cli, out: &mut dyn Write) -> Result<(), Failure> {
        let label = cli.member.as_deref().unwrap_or(LABEL);
        let invite: Invite = self
            .link
            .parse()
            .map_err(|problem| Failure::Input(format!("{problem}")))?;
        // Before anything is written: the key's file is named after the member.
        Home::check_label(&cli.dir, label)?;
        let home = Home {
            dir: cli.dir.clone(),
            key: key::find_or_draw(cli, label)?,
            vfs: None,
        };
        let line = Https::of_invite(&invite);
        let client = Client::join(home, &invite, &line, Environment::system(APP), label)?;
        let me = client.identity();
        let (name, organisation) = (&me.member_name, &me.organisation_name);
        writeln!(out, "{name} has joined {organisation} ({})", me.unit)?;
        Ok(())
    }
}

/// Move a store out of the way that cannot be opened, to join again; nothing is deleted
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  phone --store ./ana set-aside
  phone --store ./shared --member ion set-aside")]
pub(super) struct SetAside {}

impl SetAside {
    pub(super) fn run(cli: &Cli, out: &mut dyn Write) -> Result<(), Failure> {
        let member = Home::member(&cli.dir, cli.member.as_deref())?;
        let lies = Home::set_aside(&cli.dir, &member)?;
        let (label, lies) = (&member.label, lies.display());
        writeln!(
            out,
            "the store of {label} lies in {lies} now; nothing was deleted"
        )?;
        if member.unsent > 0 || member.unsent_photos > 0 {
            let unsent = in_words(member.unsent, member.unsent_photos);
            writeln!(
                out,
                "sessions in it that were never sent: {unsent}; keep it, and its key"
            )?;
        }
        Ok(writeln!(out, "{label} can join again")?)
    }
}

/// Take this member's work off the phone, once all of it is at the server
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  phone --store ./ana sync
  phone --store ./shared --member ion leave")]
pub(super) struct Leave {}

impl Leave {
    pub(super) fn run(cli: &Cli, out: &mut dyn Write) -> Result<(), Failure> {
        let client = open(cli)?;
        let member = Home::member(&cli.dir, cli.member.as_deref())?;
        client.leave()?;
        key::forget_all(cli, &member.label)?;
        let label = &member.label;
        Ok(writeln!(
            out,
            "nothing of {label} is on this phone any more"
        )?)
    }
}

/// Send what is unsent and fetch what is new
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  phone --store ./ana sync
  phone --store ./ana sync --json")]
pub(super) struct Sync {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Sync {
    pub(super) fn run(&self, client: &Client, out: &mut dyn Write) -> Result<(), Failure> {
        let line = line(client);
        let synced = client.sync(&line, &mut |_| {}, &Cancel::default())?;
        tell(&synced, &line, self.json, out)
    }
}

/// Compare everything with the server and mend what differs, as after a restore
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  phone --store ./ana repair
  phone --store ./ana repair --json")]
pub(super) struct Repair {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Repair {
    pub(super) fn run(&self, client: &Client, out: &mut dyn Write) -> Result<(), Failure> {
        let line = line(client);
        let repaired = client.repair(&line, &mut |_| {}, &Cancel::default())?;
        tell(&repaired, &line, self.json, out)
    }
}

/// Ask for a session that is older than what phones keep
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  phone --store ./ana fetch 0191f0a2-3b4c-7d5e-8f60-718293a4b5c6
  phone --store ./ana sync")]
pub(super) struct Fetch {
    /// The session's id
    doc: DocId,
}

impl Fetch {
    pub(super) fn run(&self, client: &Client, out: &mut dyn Write) -> Result<(), Failure> {
        let doc = self.doc;
        match client.fetch(doc)? {
            Fetching::Here => writeln!(out, "{doc} is on this phone already")?,
            Fetching::Next => writeln!(out, "the next sync fetches {doc}")?,
            Fetching::Unknown => writeln!(
                out,
                "this phone knows of no {doc}; the next sync asks for it. When `phone show` finds \
                 nothing after that, there is none that you may see: check the id"
            )?,
        }
        Ok(())
    }
}

pub(super) fn line(client: &Client) -> Https {
    let me = client.identity();
    Https::new(&me.server, me.pin())
}

/// What an exchange with the server came to.
fn tell(synced: &Synced, line: &Https, json: bool, out: &mut dyn Write) -> Result<(), Failure> {
    let (line_out, line_in) = line.line_bytes();
    let report = &synced.report;
    if json {
        print_json(out, &as_json(synced, line_out, line_in))?;
    } else {
        let (sent, received, refused) = (report.sent, report.received, report.refused);
        writeln!(
            out,
            "sent {sent}, received {received}, refused {refused} changes"
        )?;
        if report.carried > 0 {
            writeln!(out, "{} carried", counted(report.carried, "hand-over"))?;
        }
        tell_photos(&synced.photos, out)?;
        let (to, from, trips) = (report.bytes_out, report.bytes_in, report.round_trips);
        let trips = counted(trips, "round trip");
        writeln!(out, "{to} bytes out, {from} bytes in, {trips}")?;
    }
    Failure::of_sync(synced).map_or(Ok(()), Err)
}

fn tell_photos(photos: &PhotosSent, out: &mut dyn Write) -> Result<(), Failure> {
    if *photos == PhotosSent::default() {
        return Ok(());
    }
    let (sent, refused, waiting) = (photos.sent, photos.refused, photos.waiting);
    writeln!(
        out,
        "photos: {sent} sent, {refused} refused, {waiting} waiting"
    )?;
    let trouble = photos.trouble.as_ref().map(ToString::to_string);
    match trouble.or(photos.failed.clone()) {
        Some(why) => Ok(writeln!(out, "photos go on with the next sync: {why}")?),
        None => Ok(()),
    }
}

fn as_json(synced: &Synced, line_out: u64, line_in: u64) -> Value {
    let report = &synced.report;
    json!({
        "sent": report.sent,
        "received": report.received,
        "refused": report.refused,
        "carried": report.carried,
        "bytes_out": report.bytes_out,
        "bytes_in": report.bytes_in,
        "line_bytes_out": line_out,
        "line_bytes_in": line_in,
        "round_trips": report.round_trips,
        "photos_sent": synced.photos.sent,
        "photos_refused": synced.photos.refused,
        "photos_waiting": synced.photos.waiting,
        "unsettled": report.unsettled,
        "end": match report.end.as_ref().unwrap_or(&SyncEnd::Done) {
            SyncEnd::Done => "done",
            SyncEnd::Cut => "cut",
            SyncEnd::Cancelled => "cancelled",
            SyncEnd::Retry { .. } => "retry",
            SyncEnd::Failed { .. } => "failed",
            SyncEnd::Wiped => "wiped",
            SyncEnd::Confused(_) => "confused",
        },
    })
}

/// Show what is unsent, the last sync, the next try
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  phone --store ./ana status
  phone --store ./ana status --json")]
pub(super) struct ShowStatus {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl ShowStatus {
    pub(super) fn run(&self, client: &Client, out: &mut dyn Write) -> Result<(), Failure> {
        let status = client.status()?;
        let me = client.identity();
        if self.json {
            let mut all = json!(status);
            all["member"] = json!(me.member);
            all["device"] = json!(me.device);
            all["organisation"] = json!(me.organisation);
            return print_json(out, &all);
        }
        writeln!(
            out,
            "{} ({}, {})",
            me.member_name, status.unit, me.organisation_name
        )?;
        writeln!(
            out,
            "unsent: {}",
            in_words(status.unsent, status.unsent_photos)
        )?;
        if status.carrying > 0 {
            let carrying = counted(u64::from(status.carrying), "hand-over");
            writeln!(out, "{carrying} to carry")?;
        }
        match status.last_sync {
            Some(when) => writeln!(out, "last sync: {when}")?,
            None => writeln!(out, "last sync: never")?,
        }
        if let Some(when) = status.next_retry {
            writeln!(out, "next try: {when}")?;
        }
        if status.returned > 0 {
            writeln!(out, "returned: {}", status.returned)?;
        }
        if status.attention > 0 {
            writeln!(out, "needs attention: {}", status.attention)?;
        }
        if status.repairing {
            writeln!(out, "the next sync begins with a repair")?;
        }
        for other in &status.others {
            let unsent = in_words(other.unsent, other.unsent_photos);
            writeln!(out, "{}: {unsent} unsent", other.label)?;
        }
        Ok(())
    }
}

/// `2`, or with photos `2, and 1 photo`.
fn in_words(unsent: u32, photos: u32) -> String {
    match photos {
        0 => format!("{unsent}"),
        1 => format!("{unsent}, and 1 photo"),
        more => format!("{unsent}, and {more} photos"),
    }
}
