//! New documents from the desk: a planned session, an import. What is begun together is written
//! in one transaction, or not at all.

use std::collections::BTreeMap;

use client_core::document::Document;
use client_core::ids::{DocId, UnitId};
use client_core::limits::DOC_IDS_PER_MS_MAX;
use client_core::model::{DocKind, Edit, FieldProblem, Part, Register, Scalar};
use client_core::time::Timestamp;

use super::{EditRefused, Editor, Seat, cut, refusal_of};
use crate::exchange::prepared::{Push, State};
use crate::exchange::{Exchange, Failure, commit};
use crate::store::{Connection, DeviceSession, StoreError, Transaction, documents};

/// A session or an exchange that is begun.
#[derive(Clone, Copy, Debug)]
pub struct Beginning<'a> {
    /// A session or an exchange: what is private is begun with it where edits need it.
    pub kind: DocKind,
    /// The unit that is to own it.
    pub unit: &'a UnitId,
    /// What is said of it, its private part included.
    pub edits: &'a [Edit],
    /// The id by which what is begun with it points at it: that of the server it comes from.
    pub known_as: Option<DocId>,
}

/// Lets an edit that points at a session point at the one that `to` names instead.
pub fn point_anew(edit: &mut Edit, mut to: impl FnMut(DocId) -> Option<DocId>) {
    match edit {
        Edit::LinkedSession { session, .. } => *session = to(*session).unwrap_or(*session),
        Edit::Set {
            register: Register::DuplicateOf,
            value: Some(Scalar::Text(kept)),
        } => {
            if let Some(kept_here) = kept.parse().ok().and_then(to) {
                *kept = kept_here.to_string();
            }
        }
        _ => {}
    }
}

impl Exchange {
    /// Begins documents in a member's name, all or none of them, and gives their ids in the same
    /// order.
    pub fn begin(
        &self,
        editor: &Editor,
        beginnings: &[Beginning<'_>],
        now: Timestamp,
        random: &mut dyn FnMut(&mut [u8]),
    ) -> Result<Vec<DocId>, EditRefused> {
        self.begin_noting(editor, beginnings, now, random, |_, _| Ok(()))
    }

    /// The same, with something that is written about them in the same transaction.
    pub fn begin_noting(
        &self,
        editor: &Editor,
        beginnings: &[Beginning<'_>],
        now: Timestamp,
        random: &mut dyn FnMut(&mut [u8]),
        note: impl FnOnce(&Transaction<'_>, &[DocId]) -> Result<(), EditRefused>,
    ) -> Result<Vec<DocId>, EditRefused> {
        let seat = self.seat(editor, now, random)?;
        let who = seat.session_of(editor);
        let draft = |c: &Connection| {
            let ids = free_ids(c, &who, &seat, now, beginnings.len())?;
            let mut pushes = Vec::with_capacity(ids.len());
            let known_as = beginnings.iter().map(|beginning| beginning.known_as);
            let here: BTreeMap<DocId, DocId> = known_as
                .zip(&ids)
                .filter_map(|(known_as, doc)| Some((known_as?, *doc)))
                .collect();
            for (beginning, doc) in beginnings.iter().zip(&ids) {
                let mut edits = beginning.edits.to_vec();
                for edit in &mut edits {
                    point_anew(edit, |doc| here.get(&doc).copied());
                }
                let new = (beginning, *doc, edits);
                self.draft_new(c, &who, &seat, new, now, &mut pushes)?;
            }
            Ok::<_, EditRefused>((ids, pushes))
        };
        let (ids, mut pushes) = self.store.read(draft)?;
        // Not even the refusal is remembered: this edition of the document is never seen again.
        if let Some(at) = pushes.iter().position(|push| push.verdict.row.is_none()) {
            refusal_of(pushes.swap_remove(at))?;
            return Err(unwritten());
        }
        self.store.write(|t: &Transaction<'_>| {
            for push in &mut pushes {
                commit::write_push(t, &who.organisation, push, now)?;
                if !matches!(push.state, State::Done(_)) {
                    return Err(unwritten());
                }
            }
            note(t, &ids)
        })?;
        Ok(ids)
    }

    /// Cuts what is said of one document, and of its companion, and judges it.
    fn draft_new(
        &self,
        c: &Connection,
        who: &DeviceSession,
        seat: &Seat,
        (beginning, doc, edits): (&Beginning<'_>, DocId, Vec<Edit>),
        now: Timestamp,
        pushes: &mut Vec<Push>,
    ) -> Result<(), EditRefused> {
        let (main, private): (Vec<Edit>, Vec<Edit>) = edits
            .into_iter()
            .partition(|edit| edit.part() == Part::Main);
        let mut document = Document::new(beginning.kind, doc);
        let brought = cut(&mut document, &main, seat, Some(beginning.unit), now)?;
        let brought = brought.ok_or_else(|| {
            let allowed = "at least one of kind, title, place, a time or a count";
            FieldProblem::new("session", "nothing", allowed)
        })?;
        let verdict = self.judge_edit(c, who, &brought, None, now)?;
        let parent = verdict.row.clone();
        pushes.push(Push::new(brought, verdict));
        let mut companion = Document::new(DocKind::Private, doc.companion());
        if let Some(brought) = cut(&mut companion, &private, seat, None, now)? {
            let verdict = self.judge_edit(c, who, &brought, parent.as_ref(), now)?;
            pushes.push(Push::new(brought, verdict));
        }
        Ok(())
    }
}

fn unwritten() -> EditRefused {
    Failure::Internal("a new document could not be written".to_owned()).into()
}

/// Ids for documents that are begun now by this seat.
fn free_ids(
    c: &Connection,
    who: &DeviceSession,
    seat: &Seat,
    now: Timestamp,
    wanted: usize,
) -> Result<Vec<DocId>, StoreError> {
    let mut free = Vec::with_capacity(wanted);
    let mut at = now;
    while free.len() < wanted {
        for counter in 0..DOC_IDS_PER_MS_MAX {
            let id = DocId::derive(seat.replica(), at, counter);
            if free.len() < wanted && documents::get(c, &who.organisation, id)?.is_none() {
                free.push(id);
            }
        }
        at = at.plus_ms(1);
    }
    Ok(free)
}
