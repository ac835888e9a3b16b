//! `teren programme`: joint programmes with partners, and what is shared in them.
//!
//! Works while the server runs: phones hear of it with their next contact.

use std::io::Write;

use clap::{Args, Subcommand};
use client_core::ids::{DocId, FeedId, OrganisationId, ProgrammeId, UnitId};
use client_core::model::Role;
use serde::Serialize;

use super::{Asked, Data, Failure, counted, json_line};
use crate::accounts::{self, NewProgramme, ProgrammeError, Shared};
use crate::environment;
use crate::store::{
    Store, StoreError, Transaction, catalogue, feeds, follows, members, programmes,
};

/// Make joint programmes, and say what is shared in them
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Programmes {
    #[command(subcommand)]
    act: Act,
}

const EXAMPLES: &str = "\
Examples:
  teren programme create --data /srv/teren --id neighbours --name 'Good neighbours' --unit iasi
  teren invite --data /srv/teren --member 'Vera' --role partner --unit iasi --programme neighbours
  teren programme share ID --data /srv/teren --programme neighbours
  teren programme unshare ID --data /srv/teren --programme neighbours
  teren programme unfollow --data /srv/teren --programme neighbours --member 'Vera'
  teren programme close neighbours --data /srv/teren
  teren programme list --data /srv/teren --json

An exchange that names a programme in which its unit works joins it by itself. Sessions are shared
here one by one, with their exact figures and what coordinators write in their review; their notes
and files stay with the unit unless --with-notes says otherwise. Whoever no longer sees something
has it dropped from the phone at its next contact: that is asked of the phone, and no guarantee.";

/// What whoever shares a document should know of it.
const PARTNERS_READ: &str = "Partners read its figures as they are, its review with the \
    coordinator's comment, now and later, and the ids of its team.";

#[derive(Debug, Subcommand)]
enum Act {
    /// Make a programme, or give one another name and more units
    Create {
        #[command(flatten)]
        data: Data,
        /// The id by which exchanges name it
        #[arg(long, value_name = "ID")]
        id: ProgrammeId,
        /// What people call it
        #[arg(long, value_name = "NAME")]
        name: String,
        /// A unit that works in it; repeat for more
        #[arg(long = "unit", value_name = "CODE")]
        units: Vec<UnitId>,
    },
    /// Put a session or an exchange into a programme: partners read everything but its notes
    ///
    /// Partners read its figures as they are, its review with the coordinator's comment, now and
    /// later, and the ids of its team without their names. Its notes and files stay with the unit,
    /// unless --with-notes says otherwise.
    Share {
        #[command(flatten)]
        of: Of,
        /// Share its notes and files as well
        #[arg(long)]
        with_notes: bool,
    },
    /// Take a session or an exchange out of a programme: partners' phones drop it
    Unshare {
        #[command(flatten)]
        of: Of,
    },
    /// Let a partner follow a programme no longer: its phones drop what they had by it
    Unfollow {
        #[command(flatten)]
        data: Data,
        /// The programme
        #[arg(long, value_name = "ID")]
        programme: ProgrammeId,
        /// The partner's name
        #[arg(long, value_name = "NAME")]
        member: String,
    },
    /// End a programme: nothing is shared in it any more and nobody follows it
    Close {
        /// The programme
        #[arg(value_name = "ID")]
        programme: ProgrammeId,
        #[command(flatten)]
        data: Data,
    },
    /// Programmes: their units, partners and documents
    List {
        #[command(flatten)]
        asked: Asked,
    },
}

/// One document in one programme.
#[derive(Debug, Args)]
struct Of {
    /// The session or exchange
    #[arg(value_name = "ID")]
    doc: DocId,
    #[command(flatten)]
    data: Data,
    /// The programme
    #[arg(long, value_name = "ID")]
    programme: ProgrammeId,
}

/// A programme as it is printed.
#[derive(Serialize)]
struct Shown {
    programme: String,
    name: String,
    /// Whether nothing is shared in it any more.
    closed: bool,
    units: Vec<String>,
    /// Names of the partners who follow it.
    partners: Vec<String>,
    /// Ids of what is shared in it, companions included.
    documents: Vec<String>,
}

impl Programmes {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        let now = environment::now();
        match self.act {
            Act::Create {
                data,
                id,
                name,
                units,
            } => {
                let new = NewProgramme {
                    id: &id,
                    name: &name,
                    units: &units,
                };
                let (store, _) = data.open()?;
                store.write(|tx| accounts::make_programme(tx, &new, now))?;
                writeln!(out, "{id} is there.").map_err(Failure::output)
            }
            Act::Share { of, with_notes } => {
                let share = |tx: &Transaction<'_>| {
                    accounts::share(tx, of.doc, &of.programme, with_notes, now)
                };
                of.change(out, share, said_of_shared)
            }
            Act::Unshare { of } => {
                let unshare =
                    |tx: &Transaction<'_>| accounts::unshare(tx, of.doc, &of.programme, now);
                of.change(out, unshare, said_of_unshared)
            }
            Act::Unfollow {
                data,
                programme,
                member,
            } => {
                let (store, _) = data.open()?;
                store.write(|tx| accounts::dismiss_partner(tx, &member, &programme, now))?;
                writeln!(out, "{member} no longer follows {programme}.").map_err(Failure::output)
            }
            Act::Close { programme, data } => {
                let (store, _) = data.open()?;
                let left = store.write(|tx| accounts::close_programme(tx, &programme, now))?;
                let left = counted(left as u64, "document");
                let said = format!("{programme} is closed; {left} left it.");
                writeln!(out, "{said}").map_err(Failure::output)
            }
            Act::List { asked } => list(&asked, out),
        }
    }
}

impl Of {
    fn change(
        &self,
        out: &mut dyn Write,
        act: impl FnOnce(&Transaction<'_>) -> Result<Shared, ProgrammeError>,
        said: fn(DocId, &ProgrammeId, Shared) -> String,
    ) -> Result<(), Failure> {
        let (store, _) = self.data.open()?;
        let shared = store.write(act)?;
        let said = said(self.doc, &self.programme, shared);
        writeln!(out, "{said}").map_err(Failure::output)
    }
}

fn said_of_shared(doc: DocId, programme: &ProgrammeId, shared: Shared) -> String {
    let notes = match (shared.document, shared.notes) {
        (true, true) => "with its notes",
        (true, false) => "without its notes",
        (false, true) => return format!("The notes of {doc} are shared in {programme}."),
        (false, false) => return nothing_done(doc),
    };
    format!("{doc} is shared in {programme}, {notes}.\n{PARTNERS_READ}")
}

fn said_of_unshared(doc: DocId, programme: &ProgrammeId, unshared: Shared) -> String {
    match (unshared.document, unshared.notes) {
        (true, true) => format!("{doc} and its notes are no longer shared in {programme}."),
        (true, false) => format!("{doc} is no longer shared in {programme}."),
        (false, true) => format!("The notes of {doc} are no longer shared in {programme}."),
        (false, false) => nothing_done(doc),
    }
}

fn nothing_done(doc: DocId) -> String {
    format!("{doc}: nothing had to be done.")
}

fn list(asked: &Asked, out: &mut dyn Write) -> Result<(), Failure> {
    let (store, home) = asked.data.open()?;
    let shown = all(&store, &home)?;
    if asked.json {
        return json_line(out, &shown);
    }
    for it in shown {
        let (id, mut name, units) = (it.programme, it.name, it.units.join(" "));
        if it.closed {
            name.push_str(" (closed)");
        }
        let partners = it.partners.join(", ");
        writeln!(
            out,
            "{id:<20} {name}\n    units: {units}\n    partners: {partners}"
        )
        .map_err(Failure::output)?;
        for doc in it.documents {
            writeln!(out, "    {doc}").map_err(Failure::output)?;
        }
    }
    Ok(())
}

fn all(store: &Store, home: &OrganisationId) -> Result<Vec<Shown>, StoreError> {
    store.read(|c| {
        let members = members::all(c)?;
        let shown = catalogue::programmes(c)?.into_iter().map(|programme| {
            let feed = FeedId::of_programme(&programme.id);
            let mut partners = Vec::new();
            for member in &members {
                let is_partner = member.role == Role::Partner;
                if is_partner && follows::follows(c, home, &member.id, &feed)? {
                    partners.push(member.name.clone());
                }
            }
            partners.sort();
            let units = programmes::units(c, &programme.id)?;
            let documents = feeds::documents(c, home, &feed)?;
            Ok(Shown {
                programme: programme.id.to_string(),
                closed: programmes::is_closed(c, &programme.id)?,
                name: programme.name,
                units: units.iter().map(ToString::to_string).collect(),
                partners,
                documents: documents.iter().map(ToString::to_string).collect(),
            })
        });
        shown.collect()
    })
}
