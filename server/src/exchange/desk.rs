//! The server's own pen: what a coordinator edits in the browser becomes an ordinary change,
//! judged and logged like any other.
//!
//! It is written by a replica that this process takes afresh for that member, and never resumes: a
//! server that was restored would otherwise write two different changes under one number.
//!
//! It writes beside the queue of the phones: the store lets one write at a time, and under its lock
//! an edit is judged and written at once, so that nobody can be quicker and nothing is tried twice.
//! That others wait for the judging is no matter for single edits of people; what phones bring, and
//! what is begun by the thousand, is judged before.

mod begin;
mod moved;
mod transfer;

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use client_core::document::{Document, write};
use client_core::ids::{
    ChangeHash, DeviceId, DocId, Epoch, MemberId, OrganisationId, ReplicaId, UnitId,
};
use client_core::model::{DocKind, Edit, FieldProblem, Role};
use client_core::time::Timestamp;
use client_core::wire::RefusalCode;

pub use begin::{Beginning, point_anew};
use moved::is_moved;

use super::access::Access;
use super::admission::{Admission, Parent, Reception};
use super::commit;
use super::prepared::{Push, State};
use super::request::{Brought, BroughtChange};
use super::verdict::Verdict;
use super::{Exchange, Failure};
use crate::store::devices::{self, Device};
use crate::store::documents::{self, DocumentRow};
use crate::store::members::Member;
use crate::store::{Connection, DeviceSession, StoreError, Transaction, feeds};

/// Who edits in the browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor {
    /// Whose log.
    pub organisation: OrganisationId,
    /// Who.
    pub member: MemberId,
    /// What the member may do.
    pub role: Role,
    /// Where the member belongs.
    pub unit: UnitId,
}

impl Editor {
    /// This member of the organisation.
    pub fn of(organisation: OrganisationId, member: Member) -> Self {
        Self {
            organisation,
            member: member.id,
            role: member.role,
            unit: member.unit,
        }
    }
}

/// What is to be edited.
#[derive(Clone, Copy, Debug)]
pub struct Wish<'a> {
    /// The document: a session, an exchange, or a private companion that there is already.
    pub doc: DocId,
    /// The heads from which the member's page was made: when a field of the edits changed since,
    /// nothing is written. None: whatever there is now.
    pub seen: &'a [ChangeHash],
    /// All for this one document.
    pub edits: &'a [Edit],
}

/// Why an edit was not made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditRefused {
    /// Nothing there that the member may see.
    #[error("there is no such document")]
    NotFound,
    /// Somebody else was quicker: show the page again.
    #[error("it was changed in the meantime: look again and decide anew")]
    Moved,
    /// The document does not take the edit.
    #[error(transparent)]
    Field(#[from] FieldProblem),
    /// The member may not do it.
    #[error("{reason}")]
    Refused {
        /// Why.
        code: RefusalCode,
        /// Why, in words.
        reason: String,
    },
    /// The server failed.
    #[error(transparent)]
    Failed(#[from] Failure),
}

impl From<StoreError> for EditRefused {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

/// The replicas of this process, one for each member who edited something since its start.
#[derive(Debug, Default)]
pub(super) struct Desk {
    seats: Mutex<BTreeMap<MemberId, Seat>>,
}

#[derive(Clone, Copy, Debug)]
struct Seat {
    device: DeviceId,
    public_key: [u8; 32],
    epoch: Epoch,
}

impl Seat {
    fn replica(&self) -> ReplicaId {
        ReplicaId::derive(&self.public_key, self.epoch)
    }

    fn session_of(&self, editor: &Editor) -> DeviceSession {
        DeviceSession {
            organisation: editor.organisation.clone(),
            device: self.device,
            member: editor.member.clone(),
            role: editor.role,
            unit: editor.unit.clone(),
            public_key: self.public_key,
        }
    }
}

impl Exchange {
    /// Edits a document in a member's name.
    pub fn edit(
        &self,
        editor: &Editor,
        wish: &Wish<'_>,
        now: Timestamp,
        random: &mut dyn FnMut(&mut [u8]),
    ) -> Result<(), EditRefused> {
        let seat = self.seat(editor, now, random)?;
        let who = seat.session_of(editor);
        let written = self.store.write(|t: &Transaction<'_>| {
            let mut push = self.draft(t, &who, &seat, wish, now)?;
            if let Some(push) = push.as_mut().filter(|push| push.state == State::Judged) {
                commit::write_push(t, &who.organisation, push, now)?;
            }
            Ok::<_, EditRefused>(push)
        })?;
        match written {
            None => Ok(()),
            Some(push) if matches!(push.state, State::Done(_)) => refusal_of(push),
            Some(_) => Err(Failure::Internal("an edit could not be written".to_owned()).into()),
        }
    }

    fn seat(
        &self,
        editor: &Editor,
        now: Timestamp,
        random: &mut dyn FnMut(&mut [u8]),
    ) -> Result<Seat, StoreError> {
        let mut seats = (self.desk.seats.lock()).unwrap_or_else(PoisonError::into_inner);
        if let Some(seat) = seats.get(&editor.member) {
            return Ok(*seat);
        }
        let seat = Seat {
            device: DeviceId(drawn(random)),
            public_key: drawn(random),
            epoch: Epoch(drawn(random)),
        };
        let device = Device {
            id: seat.device,
            member: editor.member.clone(),
            public_key: seat.public_key,
            app: devices::OWN_APP.to_owned(),
            enrolled_at: now,
            closed_at: None,
            wipe_at: None,
        };
        // The hash of a token that nobody was given: nobody comes in as this device.
        let token_hash: [u8; 32] = drawn(random);
        self.store
            .write(|t| devices::add(t, &device, &token_hash))?;
        seats.insert(editor.member.clone(), seat);
        Ok(seat)
    }

    /// Cuts the edits into a change and judges it; none when nothing would change.
    fn draft(
        &self,
        c: &Connection,
        who: &DeviceSession,
        seat: &Seat,
        wish: &Wish<'_>,
        now: Timestamp,
    ) -> Result<Option<Push>, EditRefused> {
        let Wish { doc, seen, edits } = *wish;
        let row = visible(c, who, doc)?.ok_or(EditRefused::NotFound)?;
        let kind = DocKind::ALL[usize::from(row.kind)];
        let mut document = documents::load(c, &who.organisation, kind, doc)?;
        if !seen.is_empty() && document.heads() != seen && is_moved(&document, seen, edits) {
            return Err(EditRefused::Moved);
        }
        let Some(brought) = cut(&mut document, edits, seat, None, now)? else {
            return Ok(None);
        };
        let verdict = self.judge_edit(c, who, &brought, None, now)?;
        Ok(Some(Push::new(brought, verdict)))
    }

    fn judge_edit(
        &self,
        c: &Connection,
        who: &DeviceSession,
        brought: &Brought,
        parent: Option<&DocumentRow>,
        now: Timestamp,
    ) -> Result<Verdict, Failure> {
        let admission = Admission {
            c,
            key: &self.keys.author,
            who,
            access: &Access::load(c, who)?,
            reception: Reception::Open,
            carrier: None,
            skeletons: &self.skeletons,
            now,
        };
        let parent = Parent {
            row: parent,
            ..Parent::default()
        };
        admission.judge(brought, parent)
    }
}

/// Cuts edits into one change, as a phone would bring it; none when nothing would change. `unit`
/// is named by a document's first change.
fn cut(
    document: &mut Document,
    edits: &[Edit],
    seat: &Seat,
    unit: Option<&UnitId>,
    now: Timestamp,
) -> Result<Option<Brought>, EditRefused> {
    let cut = match write::cut(document, edits, seat.replica(), now) {
        Ok(cut) => cut,
        Err(write::WriteError::Field(problem)) => return Err(problem.into()),
        Err(error) => return Err(Failure::Internal(error.to_string()).into()),
    };
    Ok(cut.map(|cut| Brought {
        doc: document.id(),
        kind: document.kind().number(),
        unit: unit.cloned(),
        epochs: vec![seat.epoch],
        changes: vec![BroughtChange {
            bytes: cut.bytes,
            author: None,
        }],
    }))
}

fn refusal_of(push: Push) -> Result<(), EditRefused> {
    let mut refused = push.verdict.outcome.refused.into_iter();
    refused.next().map_or(Ok(()), |refused| {
        let (code, reason) = (refused.code, refused.reason);
        Err(EditRefused::Refused { code, reason })
    })
}

fn drawn<const N: usize>(random: &mut dyn FnMut(&mut [u8])) -> [u8; N] {
    let mut bytes = [0; N];
    random(&mut bytes);
    bytes
}

/// A document that the member may see.
fn visible(
    c: &Connection,
    who: &DeviceSession,
    doc: DocId,
) -> Result<Option<DocumentRow>, StoreError> {
    let listed = feeds::of_document(c, &who.organisation, doc)?;
    if Access::load(c, who)?.seen_in(&listed).is_empty() {
        return Ok(None);
    }
    documents::get(c, &who.organisation, doc)
}
