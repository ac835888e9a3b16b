//! A coordinator decides what becomes of changes that waited: their device was closed, or their
//! writer lost the document long ago.
//!
//! What is let in takes the steps that every change takes, in the name of the device and the member
//! that wrote it; only that they lost the document, or were closed, is no obstacle any more. What
//! is not fit stays where it is, and says why. Whatever happens is in one transaction with the note
//! of who decided; of what is let in by and by there is one, which says how far it came.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};

use client_core::document::admit;
use client_core::ids::{DocId, OrganisationId};
use client_core::model::{DocKind, FieldProblem, Role};
use client_core::time::Timestamp;
use client_core::wire::RefusalCode;
use serde_json::json;

use super::access::Access;
use super::admission::{Admission, Parent, Reception};
use super::commit;
use super::desk::{EditRefused, Editor};
use super::prepared::{Push, State};
use super::request::{Brought, BroughtChange};
use super::verdict::Verdict;
use super::{Exchange, Failure};
use crate::limits::{QUARANTINE_BATCH, QUARANTINE_BATCH_BYTES, REASON_CHARS_MAX};
use crate::store::acts::{self, Act};
use crate::store::quarantine::{self, After, Kept};
use crate::store::read::Scope;
use crate::store::read::waiting::{self, Waiting};
use crate::store::{Connection, DeviceSession, StoreError, Transaction, devices, members};

/// What became of what was to be let in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LetIn {
    /// Changes that are taken.
    pub taken: usize,
    /// Why the others were not. They wait on.
    pub left: Vec<Left>,
}

/// Changes that were not taken for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// The reason's code, by which pages say it: that of a refusal, `missing` or `member_unknown`.
    pub code: &'static str,
    /// The first of them, in words.
    pub reason: String,
    /// How many.
    pub changes: usize,
}

impl LetIn {
    /// Notes that changes were not taken. There are no more entries than codes.
    fn leave(&mut self, code: &'static str, reason: &str, changes: usize) {
        match self.left.iter_mut().find(|left| left.code == code) {
            Some(left) => left.changes += changes,
            None => self.left.push(Left {
                code,
                reason: reason.to_owned(),
                changes,
            }),
        }
    }

    /// How many changes were not taken.
    pub fn not_taken(&self) -> usize {
        self.left.iter().map(|left| left.changes).sum()
    }
}

/// Letting in, under way.
#[derive(Default)]
struct UnderWay {
    /// Documents, and behind which of their changes what waits was not tried yet.
    rest: VecDeque<(DocId, After)>,
    done: LetIn,
    /// Where it is noted, once anything was taken.
    act: Option<i64>,
}

impl Exchange {
    /// Lets in what waits of a session or an exchange and its private part, some changes at a time,
    /// so that phones need not wait for all of it. `progress` is given how many are decided, and
    /// how many there are.
    pub fn let_in(
        &self,
        editor: &Editor,
        scope: &Scope,
        doc: DocId,
        now: Timestamp,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<LetIn, EditRefused> {
        let waiting = self.store.read(|c| held(c, editor, scope, doc))?;
        let mut letting = UnderWay::default();
        // Again as long as that helps: what an earlier version kept has no place in any order.
        loop {
            let before = letting.done.taken;
            letting.done.left.clear();
            let parts = [waiting.doc, waiting.doc.companion()];
            letting.rest = parts.map(|part| (part, quarantine::BEGINNING)).into();
            while !letting.rest.is_empty() {
                self.let_in_some(editor, &waiting, &mut letting, now)?;
                let decided = (letting.done.taken + letting.done.not_taken()) as u64;
                progress(decided.min(waiting.changes), waiting.changes);
            }
            if letting.done.left.is_empty() || letting.done.taken == before {
                return Ok(letting.done);
            }
        }
    }

    /// Lets in the next of the changes that wait.
    fn let_in_some(
        &self,
        editor: &Editor,
        waiting: &Waiting,
        UnderWay { rest, done, act }: &mut UnderWay,
        now: Timestamp,
    ) -> Result<(), EditRefused> {
        self.store.write(|t: &Transaction<'_>| {
            let home = &editor.organisation;
            let mut room = QUARANTINE_BATCH;
            while let Some((doc, from)) = rest.front_mut().filter(|_| room > 0) {
                let bounds = (room, QUARANTINE_BATCH_BYTES);
                let kept = quarantine::of_document(t, home, *doc, *from, bounds)?;
                let Some(last) = kept.last() else {
                    rest.pop_front();
                    continue;
                };
                *from = last.after();
                room -= kept.len();
                for (brought, of) in runs(*doc, kept) {
                    self.let_in_run(t, home, brought, &of, now, done)?;
                }
            }
            if done.taken > 0 {
                let (left, unit) = (done.not_taken(), &waiting.unit);
                let about = json!({ "changes": done.taken, "left": left, "unit": unit });
                match *act {
                    Some(number) => acts::go_on(t, number, &about)?,
                    None => *act = Some(note(t, editor, acts::LET_IN, waiting.doc, about, now)?),
                }
            }
            Ok(())
        })
    }

    /// Refuses what waits of a session or an exchange for good. Its bytes are kept.
    pub fn keep_out(
        &self,
        editor: &Editor,
        scope: &Scope,
        doc: DocId,
        reason: &str,
        now: Timestamp,
    ) -> Result<usize, EditRefused> {
        let reason = reason.trim();
        let length = reason.chars().count();
        if reason.is_empty() || length > REASON_CHARS_MAX {
            let allowed = format!("1 to {REASON_CHARS_MAX} characters");
            let found = format!("{length} characters");
            return Err(FieldProblem::new("reason", found, allowed).into());
        }
        self.store.write(|t: &Transaction<'_>| {
            let waiting = held(t, editor, scope, doc)?;
            let mut changes = 0;
            for part in [waiting.doc, waiting.doc.companion()] {
                changes += quarantine::keep_out(t, &editor.organisation, part, reason, now)?;
            }
            let about = json!({ "changes": changes, "reason": reason, "unit": waiting.unit });
            note(t, editor, acts::KEPT_OUT, waiting.doc, about, now)?;
            Ok(changes)
        })
    }

    /// Judges and writes what one device brought of one document.
    fn let_in_run(
        &self,
        t: &Transaction<'_>,
        organisation: &OrganisationId,
        brought: Brought,
        of: &Kept,
        now: Timestamp,
        done: &mut LetIn,
    ) -> Result<(), EditRefused> {
        let changes = brought.changes.len();
        let Some(who) = sender(t, organisation, of)? else {
            done.leave(
                "member_unknown",
                "its member is no longer known here",
                changes,
            );
            return Ok(());
        };
        let doc = brought.doc;
        let verdict = self.judge_held(t, &who, &brought, now)?;
        for refused in &verdict.outcome.refused {
            done.leave(refused.code.name(), &refused.reason, 1);
        }
        if verdict.outcome.missing.is_some() {
            let judged = verdict.known.len() + verdict.outcome.refused.len();
            let reason = "something that it builds on never arrived here";
            done.leave("missing", reason, changes.saturating_sub(judged));
        }
        if verdict.row.is_none() && verdict.known.is_empty() {
            return Ok(());
        }
        let mut push = Push {
            carrier: of.carrier.clone(),
            ..Push::new(brought, verdict)
        };
        if push.state == State::Judged {
            commit::write_push(t, organisation, &mut push, now)?;
        }
        if !matches!(push.state, State::Done(_)) {
            let what = "what was let in could not be written".to_owned();
            return Err(Failure::Internal(what).into());
        }
        for hash in &push.verdict.known {
            quarantine::let_in(t, organisation, doc, *hash)?;
        }
        done.taken += push.verdict.known.len();
        Ok(())
    }

    fn judge_held(
        &self,
        c: &Connection,
        who: &DeviceSession,
        brought: &Brought,
        now: Timestamp,
    ) -> Result<Verdict, Failure> {
        let access = &Access::load(c, who)?;
        let admission = Admission {
            c,
            key: &self.keys.author,
            who,
            access,
            skeletons: &self.skeletons,
            reception: Reception::LetIn,
            carrier: None,
            now,
        };
        let judging = || admission.judge(brought, Parent::default());
        catch_unwind(AssertUnwindSafe(judging)).unwrap_or_else(|_| {
            Err(Failure::Internal(format!(
                "judging what waited of {} broke",
                brought.doc
            )))
        })
    }
}

/// What waits of this document, as far as the coordinator may decide about it.
fn held(
    c: &Connection,
    editor: &Editor,
    scope: &Scope,
    doc: DocId,
) -> Result<Waiting, EditRefused> {
    if !editor.role.coordinates() {
        let reason = "what becomes of it is decided by coordinators".to_owned();
        let code = RefusalCode::NotPermitted;
        return Err(EditRefused::Refused { code, reason });
    }
    let found = waiting::one(c, &editor.organisation, scope, doc)?;
    found.ok_or(EditRefused::NotFound)
}

/// Changes of one document as they came from one device after the other, in causal order.
fn runs(doc: DocId, kept: Vec<Kept>) -> Vec<(Brought, Kept)> {
    let mut kept: Vec<_> = kept
        .into_iter()
        .map(|kept| {
            let info = admit::parse(&kept.bytes).ok();
            let place = info.map(|change| (change.info().start_op, change.info().seq));
            (place, kept)
        })
        .collect();
    kept.sort_by_key(|(place, _)| *place);
    let mut runs: Vec<(Brought, Kept)> = Vec::new();
    for (_, kept) in kept {
        let change = BroughtChange {
            bytes: kept.bytes.clone(),
            author: None,
        };
        match runs.last_mut() {
            Some((brought, of)) if is_of(&kept, of) => {
                brought.unit = brought.unit.take().or(kept.unit);
                brought.changes.push(change);
            }
            _ => runs.push((
                Brought {
                    doc,
                    kind: kept.kind,
                    unit: kept.unit.clone(),
                    // Whose replicas they are was proven when they were kept.
                    epochs: Vec::new(),
                    changes: vec![change],
                },
                kept,
            )),
        }
    }
    runs
}

/// Whether both came from the same phone by the same way.
fn is_of(one: &Kept, other: &Kept) -> bool {
    (one.device, &one.member, &one.carrier) == (other.device, &other.member, &other.carrier)
}

/// Whoever sent what was kept, with what the member may do now. Who became a partner since wrote
/// sessions as a volunteer.
fn sender(
    c: &Connection,
    organisation: &OrganisationId,
    kept: &Kept,
) -> Result<Option<DeviceSession>, StoreError> {
    let Some(member) = members::get(c, &kept.member)? else {
        return Ok(None);
    };
    let is_exchange = kept.kind == DocKind::Exchange.number();
    let device = devices::get(c, kept.device)?;
    Ok(Some(DeviceSession {
        organisation: organisation.clone(),
        device: kept.device,
        member: member.id,
        role: match member.role {
            Role::Partner if !is_exchange => Role::Volunteer,
            role => role,
        },
        unit: member.unit,
        // Not asked for: no epoch is named from which a replica could be made of it.
        public_key: device.map_or([0; 32], |device| device.public_key),
    }))
}

fn note(
    t: &Transaction<'_>,
    editor: &Editor,
    what: &str,
    doc: DocId,
    about: serde_json::Value,
    now: Timestamp,
) -> Result<i64, StoreError> {
    let act = Act {
        at: now,
        member: editor.member.clone(),
        what: what.to_owned(),
        doc,
        about,
    };
    acts::put(t, &act)
}
