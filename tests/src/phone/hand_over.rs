//! What a volunteer does where there is no network: hand work over, and take a colleague's.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use client_core::client::{Became, Chosen, Client, TakenDocument};
use client_core::ids::{DocId, MemberId, ProgrammeId};
use client_core::limits::HAND_OVER_FILE_BYTES_MAX;
use client_core::model::Who;
use serde_json::{Value, json};

use super::codes;
use super::failure::Failure;
use super::files;
use super::names;
use super::record::doc;
use super::show::print_json;

/// Hand sessions and exchanges over to a colleague's phone, in a file
#[derive(Debug, Args)]
#[command(after_help = "\
The file is sealed for the phones of your organisation, or of one programme. Who takes it sees what
he or she may see, and brings it to the server. Here it stays unsent until the server has it.

Examples:
  phone --store ./ana hand-over ID --to market.teren
  phone --store ./ana hand-over --all --to today.teren
  phone --store ./ana hand-over ID --qr ./codes
  phone --store ./vera hand-over ID --programme neighbours --to exchange.teren")]
pub(super) struct HandOver {
    /// The sessions and exchanges
    #[arg(value_parser = doc, required_unless_present = "all", conflicts_with = "all")]
    ids: Vec<DocId>,
    /// All that the server does not have yet, and what you carry for others
    #[arg(long)]
    all: bool,
    /// The file to write; its name should end in .teren. Or - for standard output
    #[arg(
        long,
        value_name = "FILE",
        required_unless_present = "qr",
        conflicts_with = "qr"
    )]
    to: Option<PathBuf>,
    /// A new folder for pictures of QR codes instead, which another phone reads off the screen
    #[arg(long, value_name = "DIR")]
    qr: Option<PathBuf>,
    /// For everybody of this programme, partners included, instead of your organisation
    #[arg(long, value_name = "ID")]
    programme: Option<ProgrammeId>,
}

impl HandOver {
    pub(super) fn run(&self, client: &Client, out: &mut dyn Write) -> Result<(), Failure> {
        let chosen = match self.all {
            true => Chosen::Unsent,
            false => Chosen::These(&self.ids),
        };
        let file = client.hand_over(chosen, self.programme.as_ref())?;
        match (&self.qr, &self.to) {
            (Some(folder), _) => codes::write(&file.bytes, folder, out)?,
            (None, Some(path)) if files::is_standard(path) => {
                return Ok(out.write_all(&file.bytes)?);
            }
            (None, path) => {
                let path = path.as_deref().expect("one of the two is asked for");
                files::write(&file.bytes, path)?;
                let (path, bytes, count) = (path.display(), file.bytes.len(), file.docs.len());
                writeln!(out, "{path}: {count} handed over, {bytes} bytes")?;
            }
        }
        for doc in &file.unreadable {
            writeln!(
                out,
                "{doc}  cannot be read on this phone: it is not in the file, sync"
            )?;
        }
        Ok(())
    }
}

/// Take in what a colleague handed over, show it, and carry it to the server
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  phone --store ./ion take market.teren
  phone --store ./ion take --qr ./codes/*.png
  phone --store ./ion take market.teren --json")]
pub(super) struct Take {
    /// The file, or - for standard input
    #[arg(
        value_name = "FILE",
        required_unless_present = "qr",
        conflicts_with = "qr"
    )]
    file: Option<PathBuf>,
    /// Pictures of QR codes instead, in any order
    #[arg(long, value_name = "PICTURE", num_args = 1..)]
    qr: Vec<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Take {
    pub(super) fn run(&self, client: &Client, out: &mut dyn Write) -> Result<(), Failure> {
        let file = match &self.file {
            Some(path) => files::read(path, HAND_OVER_FILE_BYTES_MAX as u64)?,
            None => codes::read(&self.qr)?,
        };
        let taken = client.take(&file)?;
        if self.json {
            let all = taken.iter().map(|one| {
                let documents = one.documents.iter().map(as_json);
                Ok(json!({
                    "from": (!names::is_partners(client)).then_some(&one.from),
                    "name": giver(client, &one.from)?, "carried": one.carried,
                    "documents": documents.collect::<Value>(),
                }))
            });
            return print_json(out, &all.collect::<Result<_, Failure>>()?);
        }
        for one in &taken {
            writeln!(out, "from {}:", giver(client, &one.from)?)?;
            for document in &one.documents {
                let TakenDocument { doc, title, became } = document;
                let said = format!("  {doc}  {}  {title}", in_words_of(became));
                writeln!(out, "{}", said.trim_end())?;
            }
            let carried = match one.carried {
                true => "  the next sync brings it to the server",
                false => "  there is nothing to bring to the server",
            };
            writeln!(out, "{carried}")?;
        }
        Ok(())
    }
}

/// Who handed over, by the name that this phone was told, if any.
pub(super) fn giver(client: &Client, member: &MemberId) -> Result<String, Failure> {
    names::who(client, &Who::Member(member.clone()))
}

/// Who handed over what the server is not known to have yet.
pub(super) fn givers(client: &Client, members: &[MemberId]) -> Result<String, Failure> {
    let names = members.iter().map(|member| giver(client, member));
    Ok(names.collect::<Result<Vec<_>, _>>()?.join(", "))
}

fn as_json(document: &TakenDocument) -> Value {
    let (code, reason) = match &document.became {
        Became::New => ("new", None),
        Became::Changed => ("changed", None),
        Became::Known => ("known", None),
        Became::NotForYou => ("not_for_you", None),
        Became::Incomplete => ("incomplete", None),
        Became::Unread => ("unread", None),
        Became::Erased => ("erased", None),
        Became::Refused(reason) => ("refused", Some(reason)),
    };
    json!({ "id": document.doc, "title": document.title, "became": code, "reason": reason })
}

fn in_words_of(became: &Became) -> String {
    let words = match became {
        Became::New => "new here",
        Became::Changed => "changed",
        Became::Known => "was here already",
        Became::NotForYou => "of others: carried, not shown",
        Became::Incomplete => "not whole yet: shows once you have synced",
        Became::Unread => "cannot be read by this app: update it",
        Became::Erased => "was erased by the organisation",
        Became::Refused(reason) => return format!("not taken in here: {reason}"),
    };
    words.to_owned()
}
