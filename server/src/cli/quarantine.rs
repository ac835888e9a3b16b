//! `teren quarantine`: what closed phones left, or what came too late, and what becomes of it.
//!
//! Works while the server runs.

use std::io::Write;

use clap::{Args, Subcommand};
use client_core::ids::{DeviceId, DocId, MemberId, OrganisationId};
use client_core::time::Timestamp;
use serde::Serialize;

use super::progress::Progress;
use super::{Data, Failure, counted, json_line};
use crate::accounts;
use crate::environment;
use crate::exchange::{EditRefused, Editor};
use crate::import;
use crate::limits::{QUARANTINE_SENDERS_SHOWN, QUARANTINE_SHOWN};
use crate::projection::{self, Facts, Why};
use crate::store::read::Scope;
use crate::store::read::waiting::{self, Place, Waiting};
use crate::store::{Connection, StoreError, members};

/// Look at work that waits for a decision, admit it or reject it
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Quarantine {
    #[command(subcommand)]
    act: Act,
}

const EXAMPLES: &str = "\
Examples:
  teren quarantine list --data /srv/teren
  teren quarantine list --data /srv/teren --json
  teren quarantine admit 015acd2b-8d0e-7a1f-9c3d-5e6f70818293 --data /srv/teren
  teren quarantine reject 015acd2b-8d0e-7a1f-9c3d-5e6f70818293 --reason 'The phone was stolen' \\
      --data /srv/teren

What a phone sends after it was closed or wiped, or more than 90 days after its owner left the
unit, waits here, and so does what comes from a phone that a restored server does not know, an
exchange that a partner began for a programme that has ended, and what builds on something that
waits.
Admitted, it passes the checks that everything from phones passes, and counts in the name of
whoever wrote it. Rejected, it is refused for ever; its bytes are kept.";

#[derive(Debug, Subcommand)]
enum Act {
    /// What waits: of which session, whose, since when, why
    List {
        #[command(flatten)]
        data: Data,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Let in what waits of a session or an exchange
    Admit {
        #[command(flatten)]
        of: Of,
    },
    /// Refuse for ever what waits of a session or an exchange
    Reject {
        #[command(flatten)]
        of: Of,
        /// Why; its author's phone may show it
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

/// One session or exchange.
#[derive(Debug, Args)]
struct Of {
    /// Its id, as `list` shows it
    #[arg(value_name = "ID")]
    doc: DocId,
    #[command(flatten)]
    data: Data,
    /// In whose name; without it in the first administrator's
    #[arg(long, value_name = "NAME")]
    member: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// What waits of one session or exchange, as it is printed.
#[derive(Serialize)]
struct Shown {
    id: DocId,
    /// Whether it is here, without what waits.
    here: bool,
    unit: Option<String>,
    /// None: it cannot be read.
    title: Option<String>,
    day: Option<String>,
    people: Option<u64>,
    materials: Option<u64>,
    phones: Vec<Sender>,
}

#[derive(Serialize)]
struct Sender {
    device: DeviceId,
    member: MemberId,
    name: String,
    /// `behind`, `closed`, `ended`, `lost` or `unknown`.
    why: &'static str,
    changes: u64,
    last_received: Timestamp,
}

impl Quarantine {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        match self.act {
            Act::List { data, json } => list(&data, json, out),
            Act::Admit { of } => of.admit(out),
            Act::Reject { of, reason } => of.reject(&reason, out),
        }
    }
}

impl Of {
    fn admit(&self, out: &mut dyn Write) -> Result<(), Failure> {
        let (store, exchange) = self.data.desk()?;
        let (editor, scope) = store.read(|c| self.editor(c))?;
        let now = environment::now();
        let mut progress = Progress::new();
        let mut said = |done, of| progress.part("admitting", done, of);
        let done = exchange.let_in(&editor, &scope, self.doc, now, &mut said);
        drop(progress);
        let done = done.map_err(|refused| self.failure(refused))?;
        let admitted = done.taken;
        if self.json {
            let reasons: Vec<_> = done.left.iter().map(|left| &left.reason).collect();
            let left = done.left.iter().map(|left| {
                serde_json::json!({
                    "code": left.code, "reason": left.reason, "changes": left.changes,
                })
            });
            let told = serde_json::json!({
                "id": self.doc, "admitted": admitted, "not_admitted": reasons,
                "left": left.collect::<Vec<_>>(),
            });
            json_line(out, &told)?;
        } else {
            writeln!(out, "{}: {} admitted.", self.doc, changes(admitted))
                .map_err(Failure::output)?;
        }
        if done.left.is_empty() {
            Ok(())
        } else {
            let reasons = done.left.into_iter().map(|left| left.reason);
            Err(Failure::NotAdmitted(reasons.collect()))
        }
    }

    fn reject(&self, reason: &str, out: &mut dyn Write) -> Result<(), Failure> {
        let (store, exchange) = self.data.desk()?;
        let (editor, scope) = store.read(|c| self.editor(c))?;
        let now = environment::now();
        let rejected = exchange.keep_out(&editor, &scope, self.doc, reason, now);
        let rejected = rejected.map_err(|refused| self.failure(refused))?;
        if self.json {
            let told = serde_json::json!({ "id": self.doc, "rejected": rejected });
            return json_line(out, &told);
        }
        writeln!(
            out,
            "{}: {} rejected for good.",
            self.doc,
            changes(rejected)
        )
        .map_err(Failure::output)
    }

    fn editor(&self, c: &Connection) -> Result<(Editor, Scope), Failure> {
        let editor = import::editor(c, self.member.as_deref())?;
        let (scope, _) = accounts::view_of(c, &editor.member, editor.role)?;
        Ok((editor, scope))
    }

    fn failure(&self, refused: EditRefused) -> Failure {
        match refused {
            EditRefused::NotFound => Failure::NothingWaits(self.doc),
            refused => refused.into(),
        }
    }
}

fn changes(n: usize) -> String {
    counted(n as u64, "change")
}

fn list(data: &Data, json: bool, out: &mut dyn Write) -> Result<(), Failure> {
    let (store, home) = data.open()?;
    let (mut shown, mut after) = (Vec::new(), None);
    loop {
        let part = store.read(|c| some(c, &home, after))?;
        let Some((last, part)) = part else {
            break;
        };
        after = Some(last);
        if json {
            shown.extend(part);
            continue;
        }
        for it in part {
            it.say(out).map_err(Failure::output)?;
        }
    }
    match (json, after) {
        (true, _) => json_line(out, &shown),
        (false, Some(_)) => Ok(()),
        (false, None) => writeln!(out, "Nothing waits for a decision.").map_err(Failure::output),
    }
}

/// The next of what waits, and the last of them.
fn some(
    c: &Connection,
    home: &OrganisationId,
    after: Option<Place>,
) -> Result<Option<(Place, Vec<Shown>)>, StoreError> {
    let waiting = waiting::page(c, home, &Scope::All, (None, after), QUARANTINE_SHOWN)?;
    let Some(last) = waiting.last().map(|last| last.place) else {
        return Ok(None);
    };
    let all = waiting.iter().map(|waiting| {
        let reading = projection::read_waiting(c, home, waiting)?;
        shown(c, home, waiting, reading.facts)
    });
    Ok(Some((last, all.collect::<Result<_, _>>()?)))
}

fn shown(
    c: &Connection,
    home: &OrganisationId,
    waiting: &Waiting,
    facts: Option<Facts>,
) -> Result<Shown, StoreError> {
    let mut shown = Shown {
        id: waiting.doc,
        here: waiting.is_here,
        unit: waiting.unit.as_ref().map(ToString::to_string),
        title: None,
        day: None,
        people: None,
        materials: None,
        phones: senders(c, home, waiting)?,
    };
    match facts {
        Some(Facts::Session(facts)) => {
            shown.title = Some(facts.title);
            shown.day = Some(facts.day);
            shown.people = Some(facts.people);
            shown.materials = Some(facts.materials);
        }
        Some(Facts::Exchange(facts)) => {
            shown.title = Some(facts.title);
            shown.day = Some(facts.day);
            shown.people = Some(facts.participants);
        }
        Some(Facts::Private(_)) | None => {}
    }
    Ok(shown)
}

fn senders(
    c: &Connection,
    home: &OrganisationId,
    waiting: &Waiting,
) -> Result<Vec<Sender>, StoreError> {
    let senders = waiting::senders(c, home, waiting.doc, QUARANTINE_SENDERS_SHOWN)?;
    let senders = senders.into_iter().map(|sender| {
        let member = members::get(c, &sender.member)?;
        Ok(Sender {
            device: sender.device,
            name: member.map_or_else(|| sender.member.to_string(), |member| member.name),
            why: Why::of(c, home, waiting.unit.as_ref(), &sender)?.code(),
            changes: sender.changes,
            last_received: sender.received,
            member: sender.member,
        })
    });
    senders.collect()
}

impl Shown {
    fn say(&self, out: &mut dyn Write) -> std::io::Result<()> {
        let title = self.title.as_deref().unwrap_or("(cannot be read)");
        let title = if title.is_empty() {
            "(no title)"
        } else {
            title
        };
        let (day, unit) = (self.day.as_deref(), self.unit.as_deref());
        let parts = [Some(title), day, unit].into_iter().flatten();
        let what = parts.collect::<Vec<_>>().join(", ");
        writeln!(out, "{}  {what}", self.id)?;
        for sender in &self.phones {
            let why = match sender.why {
                "closed" => "the phone had been closed",
                "unknown" => "the phone is not known to this database",
                "behind" => "it builds on something that still waits for a decision",
                "ended" => "its programme was closed or is no longer shared with its owner",
                _ => "its owner had not seen it for more than 90 days",
            };
            let (name, last) = (&sender.name, sender.last_received);
            let changes = changes(usize::try_from(sender.changes).unwrap_or(usize::MAX));
            writeln!(out, "    {changes} by {name}, the last {last}: {why}")?;
        }
        Ok(())
    }
}
