//! Exchanges as a member begins, edits and sees them: the same documents, journals and counting
//! rules as sessions, edited by everybody who takes part.

use super::Client;
use super::commands::{check_all, free_id, withdrawal, writable_unit};
use super::error::ClientError;
use super::folder::Folder;
use super::paper::{Own, Paper};
use super::queries::Zones;
use super::{named, rights};
use crate::ids::{DocId, FeedId, ProgrammeId, UnitId};
use crate::limits::EXCHANGES_LISTED_MAX;
use crate::model::plain::PlainSession;
use crate::model::{DocKind, Edit, Exchange, FieldProblem, Part, Register, Role, Scalar};
use crate::store::{Connection, StoreError, Transaction, document, feed};

/// An exchange as a list shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedExchange {
    /// What it says.
    pub exchange: Exchange,
    /// The day on which it begins, else on which it was begun to be written, `YYYY-MM-DD`, in its
    /// unit's time zone.
    pub day: String,
    /// Whether something of it is still to be sent.
    pub unsent: bool,
}

impl Client {
    /// Begins an exchange with these edits; it belongs to the member's unit when none is named.
    ///
    /// A partner names a programme that the seat follows: nobody else could ever see it.
    pub fn begin_exchange(
        &self,
        unit: Option<UnitId>,
        edits: &[Edit],
    ) -> Result<DocId, ClientError> {
        check_all(DocKind::Exchange, edits)?;
        self.write(|tx, own| {
            let unit = writable_unit(tx, own, unit)?;
            let programme = check_programme(tx, own, edits)?;
            let id = free_id(tx, own.now)?;
            let main = Paper::begin(tx, DocKind::Exchange, id, Some(unit))?;
            let private = None;
            let mut folder = Folder { main, private };
            folder.main.save(tx, own)?;
            if let Some(programme) = programme {
                // Its unit's feed is not followed: without any, the copy would go once it is sent.
                feed::put(tx, id, &[programme])?;
            }
            let exchange = enter(tx, own, &mut folder, edits)?;
            if says_nothing(&exchange) {
                let allowed = "at least one of title, host, place, a time or a count";
                let problem = FieldProblem::new("exchange", "nothing that can be sent", allowed);
                return Err(problem.into());
            }
            Ok(id)
        })
    }

    /// Records an exchange that somebody else's program or a person wrote down.
    pub fn record_exchange(&self, form: &PlainSession) -> Result<DocId, ClientError> {
        self.begin_exchange(form.unit.clone(), &form.edits)
    }

    /// Edits an exchange and shows how it stands then.
    pub fn edit_exchange(&self, doc: DocId, edits: &[Edit]) -> Result<Exchange, ClientError> {
        check_all(DocKind::Exchange, edits)?;
        self.write(|tx, own| enter(tx, own, &mut open(tx, doc)?, edits))
    }

    /// Settles a conflict of an exchange by its `n`-th saying, counted from 1.
    pub fn resolve_exchange(
        &self,
        doc: DocId,
        field: &str,
        n: usize,
    ) -> Result<Exchange, ClientError> {
        self.write(|tx, own| {
            let mut folder = open(tx, doc)?;
            let exchange = folder.exchange(tx, own)?;
            let at = n.checked_sub(1);
            let settled = at.and_then(|at| exchange.resolution(field, at));
            let edit = settled.ok_or_else(|| ClientError::NoSuchSaying {
                field: field.to_owned(),
                n,
            })?;
            enter(tx, own, &mut folder, &[edit])
        })
    }

    /// Settles a conflict of an exchange by something that nobody of those said.
    pub fn resolve_exchange_by(
        &self,
        doc: DocId,
        field: &str,
        edits: &[Edit],
    ) -> Result<Exchange, ClientError> {
        check_all(DocKind::Exchange, edits)?;
        self.write(|tx, own| {
            let mut folder = open(tx, doc)?;
            let open = folder.exchange(tx, own)?.conflicts;
            if open.iter().all(|conflict| conflict.field != field) {
                return Err(ClientError::NoSuchConflict(field.to_owned()));
            }
            enter(tx, own, &mut folder, edits)
        })
    }

    /// Hides an exchange, with a reason. Nothing is deleted.
    pub fn withdraw_exchange(&self, doc: DocId, why: &str) -> Result<Exchange, ClientError> {
        self.edit_exchange(doc, &[withdrawal(why)?])
    }

    /// Shows a hidden exchange again.
    pub fn show_exchange_again(&self, doc: DocId) -> Result<Exchange, ClientError> {
        self.edit_exchange(doc, &[Edit::clear(Register::Withdrawn)])
    }

    /// One exchange, with everything that this member may see of it.
    pub fn exchange(&self, doc: DocId) -> Result<Exchange, ClientError> {
        self.read(|connection, own| Ok(open(connection, doc)?.exchange(connection, own)?))
    }

    /// The exchanges on this phone that are not hidden, the latest first.
    pub fn list_exchanges(&self) -> Result<Vec<ListedExchange>, ClientError> {
        self.read(|connection, own| {
            let mut zones = Zones::default();
            let mut listed = Vec::new();
            for doc in document::exchanges(connection, EXCHANGES_LISTED_MAX)? {
                let folder = open(connection, doc)?;
                let exchange = folder.exchange(connection, own)?;
                if exchange.withdrawn.is_some() {
                    continue;
                }
                let zone = zones.of_unit(connection, folder.main.row.unit.as_ref())?;
                listed.push(ListedExchange {
                    day: exchange.moment().date_in(zone),
                    unsent: folder.is_unsent(own),
                    exchange,
                });
            }
            listed.sort_by_key(|row| std::cmp::Reverse((row.exchange.moment(), row.exchange.id)));
            Ok(listed)
        })
    }
}

fn open(connection: &Connection, doc: DocId) -> Result<Folder, ClientError> {
    match Folder::load(connection, doc)? {
        Some(folder) if folder.main.row.kind == DocKind::Exchange => Ok(folder),
        _ => Err(ClientError::UnknownExchange(doc)),
    }
}

/// Enters checked edits into the journals and shows the exchange with them.
fn enter(
    tx: &Transaction<'_>,
    own: &Own<'_>,
    folder: &mut Folder,
    edits: &[Edit],
) -> Result<Exchange, ClientError> {
    let is_private = |edit: &Edit| edit.part() == Part::Private;
    if edits.iter().any(is_private) && !sees_private(tx, own, folder)? {
        let allowed = "the fields that all partners see: notes and files stay with the unit";
        return Err(FieldProblem::new("notes", "a note", allowed).into());
    }
    check_seen(tx, own, edits)?;
    rights::check(tx, own, folder, edits)?;
    named::check(tx, own, folder, edits)?;
    folder.check_room(tx, own, edits)?;
    folder.append(tx, own, edits)?;
    Ok(folder.exchange(tx, own)?)
}

/// Whether what is private of an exchange is for this member too: its unit's, unless the programme
/// shares it.
fn sees_private(
    connection: &Connection,
    own: &Own<'_>,
    folder: &Folder,
) -> Result<bool, StoreError> {
    let row = &folder.main.row;
    if feed::is_in_any(connection, row.id.companion())? {
        return Ok(true);
    }
    let followed = feed::followed(connection)?;
    let is_of_unit = row.unit.as_ref().is_some_and(|unit| {
        // Before the first sync the server has said nothing.
        followed.is_empty() || followed.contains(&FeedId::of_unit(unit))
    });
    Ok(is_of_unit && own.role != Role::Partner)
}

/// The feed in which a partner's new exchange will be seen.
fn check_programme(
    connection: &Connection,
    own: &Own<'_>,
    edits: &[Edit],
) -> Result<Option<FeedId>, ClientError> {
    if own.role != Role::Partner {
        return Ok(None);
    }
    let named = edits.iter().rev().find_map(named_by);
    Ok(Some(followed_feed(connection, named)?))
}

/// A partner names only what it sees: programmes that the seat follows, sessions that are shared.
fn check_seen(connection: &Connection, own: &Own<'_>, edits: &[Edit]) -> Result<(), ClientError> {
    if own.role != Role::Partner {
        return Ok(());
    }
    for edit in edits {
        if let Some(programme) = named_by(edit) {
            followed_feed(connection, Some(programme))?;
        }
        if let Edit::LinkedSession {
            session,
            present: true,
        } = edit
        {
            let row = document::get(connection, *session)?;
            if row.is_none_or(|row| row.kind != DocKind::Session) {
                return Err(ClientError::UnknownSession(*session));
            }
        }
    }
    Ok(())
}

fn named_by(edit: &Edit) -> Option<ProgrammeId> {
    match edit {
        Edit::Set {
            register: Register::Programme,
            value: Some(Scalar::Text(programme)),
        } => programme.parse().ok(),
        _ => None,
    }
}

/// The feed of a programme that the seat follows.
fn followed_feed(
    connection: &Connection,
    named: Option<ProgrammeId>,
) -> Result<FeedId, ClientError> {
    let feed = named.as_ref().map(FeedId::of_programme);
    let followed = feed::followed(connection)?;
    match feed {
        // The server says with the first sync which programmes the seat follows.
        Some(feed) if followed.is_empty() || followed.contains(&feed) => Ok(feed),
        _ => {
            let found = named.map_or_else(|| "nothing".to_owned(), |named| format!("`{named}`"));
            let allowed = followed.iter().filter_map(FeedId::programme);
            let allowed: Vec<String> = allowed.map(|programme| programme.to_string()).collect();
            let allowed = match allowed.as_slice() {
                [] => "one of your programmes".to_owned(),
                some => some.join(", "),
            };
            Err(FieldProblem::new("programme", found, allowed).into())
        }
    }
}

/// Whether there is nothing but what belongs to the private companion.
fn says_nothing(exchange: &Exchange) -> bool {
    let bare = Exchange {
        counts: exchange.counts.clone(),
        notes: exchange.notes.clone(),
        attachments: exchange.attachments.clone(),
        ..Exchange::empty(exchange.id)
    };
    *exchange == bare
}
