//! What a member does: each command is on the disk when it returns, and changes nothing when it
//! fails.

use super::Client;
use super::error::ClientError;
use super::folder::{Folder, index_as};
use super::paper::{Own, Paper};
use super::{named, questions, rights};
use crate::document::check;
use crate::ids::{CampaignId, DocId, FeedId, MemberId, UnitId};
use crate::limits::DOC_IDS_PER_MS_MAX;
use crate::model::edit;
use crate::model::plain::PlainSession;
use crate::model::{
    Basis, Cell, DocKind, Edit, FieldProblem, Kind, Place, Register, Session, Status, Table,
    TeamRole,
};
use crate::store::{Connection, StoreError, Transaction, document, epoch, feed};
use crate::time::Timestamp;

/// A session that is to take place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What kind of activity it will be.
    pub kind: Kind,
    /// What people will call it.
    pub title: String,
    /// The campaign it belongs to.
    pub campaign: Option<CampaignId>,
    /// Where.
    pub place: Place,
    /// When it is to begin.
    pub planned_for: Timestamp,
}

impl Client {
    /// Plans a session of the member's own unit, led by the member.
    pub fn plan(&self, draft: &Draft) -> Result<DocId, ClientError> {
        let mut edits = vec![
            Edit::text(Register::Kind, draft.kind.code()),
            Edit::text(Register::Title, &draft.title),
            Edit::number(Register::PlannedFor, draft.planned_for.0),
            Edit::text(Register::Status, Status::Planned.code()),
            Edit::Team {
                member: self.me.member.clone(),
                role: Some(TeamRole::Lead),
            },
        ];
        if let Some(campaign) = &draft.campaign {
            edits.push(Edit::text(Register::Campaign, campaign.as_str()));
        }
        if !draft.place.is_empty() {
            edits.push(Edit::text(Register::Where, draft.place.to_register()));
        }
        self.begin(None, &edits)
    }

    /// Begins a session with these edits; it belongs to the member's unit when none is named.
    ///
    /// Refused when they say nothing of the session itself: it would make no change, and the notes
    /// that belong to it could never leave the phone.
    pub fn begin(&self, unit: Option<UnitId>, edits: &[Edit]) -> Result<DocId, ClientError> {
        check_all(DocKind::Session, edits)?;
        self.write(|tx, own| {
            rights::check_seat(own)?;
            let unit = writable_unit(tx, own, unit)?;
            let id = free_id(tx, own.now)?;
            let main = Paper::begin(tx, DocKind::Session, id, Some(unit))?;
            let private = None;
            let mut folder = Folder { main, private };
            folder.main.save(tx, own)?;
            let session = enter(tx, own, &mut folder, edits)?;
            if says_nothing(&session) {
                let allowed = "at least one of kind, title, place, a time or a count";
                return Err(
                    FieldProblem::new("session", "nothing that can be sent", allowed).into(),
                );
            }
            if session.planned_for.is_some() && session.title.trim().is_empty() {
                return Err(named::no_title().into());
            }
            Ok(id)
        })
    }

    /// Records a session that somebody else's program or a person wrote down.
    pub fn record(&self, form: &PlainSession) -> Result<DocId, ClientError> {
        self.begin(form.unit.clone(), &form.edits)
    }

    /// Edits a session and shows how it stands then.
    pub fn edit(&self, doc: DocId, edits: &[Edit]) -> Result<Session, ClientError> {
        check_all(DocKind::Session, edits)?;
        self.write(|tx, own| {
            let mut folder = open(tx, doc)?;
            enter(tx, own, &mut folder, edits)
        })
    }

    /// Counts up or down, in the set of cells that the own basis names.
    pub fn count(&self, doc: DocId, cell: Cell, by: i64) -> Result<Session, ClientError> {
        self.edit(doc, &[Edit::Count { cell, by }])
    }

    /// Says whether the own count of a table is a part or the whole.
    pub fn say_basis(
        &self,
        doc: DocId,
        table: Table,
        basis: Basis,
    ) -> Result<Session, ClientError> {
        self.edit(doc, &[Edit::Say { table, basis }])
    }

    /// The session is over: now, unless its end was said already.
    pub fn finish(&self, doc: DocId) -> Result<Session, ClientError> {
        self.write(|tx, own| {
            let mut folder = open(tx, doc)?;
            let ended_at = folder.session(tx, own)?.ended_at;
            let mut edits = vec![Edit::text(Register::Status, Status::Done.code())];
            if ended_at.is_none() {
                edits.push(Edit::number(Register::EndedAt, own.now.0));
            }
            enter(tx, own, &mut folder, &edits)
        })
    }

    /// Hides a session, with a reason. Nothing is deleted.
    pub fn withdraw(&self, doc: DocId, why: &str) -> Result<Session, ClientError> {
        self.edit(doc, &[withdrawal(why)?])
    }

    /// Shows a hidden session again.
    pub fn show_again(&self, doc: DocId) -> Result<Session, ClientError> {
        self.edit(doc, &[Edit::clear(Register::Withdrawn)])
    }

    /// Lets a member hold a session in a role, or takes the member out.
    pub fn assign(
        &self,
        doc: DocId,
        member: MemberId,
        role: Option<TeamRole>,
    ) -> Result<Session, ClientError> {
        self.edit(doc, &[Edit::Team { member, role }])
    }

    /// Settles a conflict by something that nobody of those said.
    pub fn resolve_by(
        &self,
        doc: DocId,
        field: &str,
        edits: &[Edit],
    ) -> Result<Session, ClientError> {
        check_all(DocKind::Session, edits)?;
        self.write(|tx, own| {
            let mut folder = open(tx, doc)?;
            let is_open = |session: &Session| session.conflicts.iter().any(|c| c.field == field);
            if !is_open(&folder.session(tx, own)?) {
                return Err(ClientError::NoSuchConflict(field.to_owned()));
            }
            enter(tx, own, &mut folder, edits)
        })
    }

    /// Settles a conflict by its `n`-th saying, counted from 1.
    pub fn resolve(&self, doc: DocId, field: &str, n: usize) -> Result<Session, ClientError> {
        self.write(|tx, own| {
            let mut folder = open(tx, doc)?;
            let session = folder.session(tx, own)?;
            let settled = n
                .checked_sub(1)
                .and_then(|at| session.resolution(field, at));
            let edit = settled.ok_or_else(|| ClientError::NoSuchSaying {
                field: field.to_owned(),
                n,
            })?;
            enter(tx, own, &mut folder, &[edit])
        })
    }
}

/// Whether there is nothing but what belongs to the private companion.
fn says_nothing(session: &Session) -> bool {
    let bare = Session {
        unit: session.unit.clone(),
        counts: session.counts.clone(),
        notes: session.notes.clone(),
        texts: session.texts.clone(),
        attachments: session.attachments.clone(),
        ..Session::empty(session.id)
    };
    *session == bare
}

/// Hiding needs a reason.
pub(super) fn withdrawal(why: &str) -> Result<Edit, FieldProblem> {
    if why.trim().is_empty() {
        let allowed = "a reason, so that others know why it is hidden";
        return Err(FieldProblem::new("withdrawn", "nothing", allowed));
    }
    Ok(Edit::text(Register::Withdrawn, why))
}

pub(super) fn check_all(kind: DocKind, edits: &[Edit]) -> Result<(), ClientError> {
    edits.iter().try_for_each(|edit| check(kind, edit))?;
    Ok(edit::check_times(edits)?)
}

/// The unit of a new session: the one that is named, when the member may write there.
///
/// What the server last said is what counts. Before the first sync it has said nothing: then a
/// member has the own unit, and who sees every unit may try.
pub(super) fn writable_unit(
    connection: &Connection,
    own: &Own<'_>,
    named: Option<UnitId>,
) -> Result<UnitId, ClientError> {
    let followed = feed::followed(connection)?;
    let mut units: Vec<UnitId> = followed.iter().filter_map(FeedId::unit).collect();
    let Some(unit) = named else {
        return Ok(home(own, &units).clone());
    };
    if unit == own.me.unit {
        return Ok(unit);
    }
    if units.contains(&unit) || (units.is_empty() && own.role.sees_every_unit()) {
        return Ok(unit);
    }
    if !units.contains(&own.me.unit) {
        units.push(own.me.unit.clone());
    }
    let allowed: Vec<&str> = units.iter().map(UnitId::as_str).collect();
    Err(FieldProblem::new("unit", format!("`{unit}`"), allowed.join(", ")).into())
}

/// The unit of whatever names none: that in which the member joined, or the one where the server
/// says that the member is now.
fn home<'a>(own: &'a Own<'_>, followed: &'a [UnitId]) -> &'a UnitId {
    match followed {
        [moved_to] => moved_to,
        _ => &own.me.unit,
    }
}

pub(super) fn open(connection: &Connection, doc: DocId) -> Result<Folder, ClientError> {
    match Folder::load(connection, doc)? {
        Some(folder) if folder.main.row.kind == DocKind::Session => Ok(folder),
        _ => Err(ClientError::UnknownSession(doc)),
    }
}

/// Enters checked edits into the journals and shows the session with them.
pub(super) fn enter(
    tx: &Transaction<'_>,
    own: &Own<'_>,
    folder: &mut Folder,
    edits: &[Edit],
) -> Result<Session, ClientError> {
    rights::check(tx, own, folder, edits)?;
    named::check(tx, own, folder, edits)?;
    folder.check_room(tx, own, edits)?;
    folder.append(tx, own, edits)?;
    let mut session = folder.session(tx, own)?;
    if let Some(version) = questions::version_unsaid(tx, &session, edits)? {
        folder.append(tx, own, &[version])?;
        session = folder.session(tx, own)?;
    }
    named::check_campaign_days(tx, &session, edits)?;
    index_as(tx, own, folder, &session)?;
    Ok(session)
}

/// An id for a document begun now, which tells its beginning to everybody.
pub(super) fn free_id(connection: &Connection, now: Timestamp) -> Result<DocId, StoreError> {
    let author = epoch::general(connection)?;
    let mut at = now;
    loop {
        for counter in 0..DOC_IDS_PER_MS_MAX {
            let id = DocId::derive(author, at, counter);
            let is_taken = document::get(connection, id)?.is_some();
            if !is_taken && !document::is_erased(connection, id)? {
                return Ok(id);
            }
        }
        at = at.plus_ms(1);
    }
}
