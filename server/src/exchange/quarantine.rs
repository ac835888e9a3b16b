//! A coordinator decides what becomes of changes that waited: their device was closed, or their
//! writer lost the document long ago.
//!
//! What is let in takes the steps that every change takes, in the name of the device and the member
//! that wrote it; only that they lost the document, or were closed, is no obstacle any more. What
//! is not fit stays where it is, and says why. Everything happens in one transaction, with the note
//! of who decided.

use std::panic::{AssertUnwindSafe, catch_unwind};

use client_core::document::admit;
use client_core::ids::{DocId, OrganisationId};
use client_core::model::{DocKind, FieldProblem, Role};
use client_core::time::Timestamp;
use client_core::wire::RefusalCode;
use serde_json::json;

use super::access::Access;
use super::admission::{Admission, Reception};
use super::commit;
use super::desk::{EditRefused, Editor};
use super::prepared::{Push, State};
use super::request::{Brought, BroughtChange};
use super::verdict::Verdict;
use super::{Exchange, Failure};
use crate::limits::REASON_CHARS_MAX;
use crate::projection::{self, Held};
use crate::store::acts::{self, Act};
use crate::store::quarantine::{self, Kept};
use crate::store::read::Scope;
use crate::store::{Connection, DeviceSession, StoreError, Transaction, devices, members};

/// What became of what was to be let in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LetIn {
    /// Changes that are taken.
    pub taken: usize,
    /// Why the others were not, in words. They wait on.
    pub refused: Vec<String>,
}

impl Exchange {
    /// Lets in what waits of a session or an exchange and its private part.
    pub fn let_in(
        &self,
        editor: &Editor,
        scope: &Scope,
        doc: DocId,
        now: Timestamp,
    ) -> Result<LetIn, EditRefused> {
        self.store.write(|t: &Transaction<'_>| {
            let held = held(t, editor, scope, doc)?;
            let mut done = LetIn::default();
            for part in [held.doc, held.doc.companion()] {
                let kept = quarantine::of_document(t, &editor.organisation, part)?;
                for (brought, of) in runs(part, kept) {
                    self.let_in_run(t, &editor.organisation, brought, &of, now, &mut done)?;
                }
            }
            let about = json!({ "changes": done.taken, "left": done.refused.len() });
            note(t, editor, acts::LET_IN, held.doc, about, now)?;
            Ok(done)
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
            let held = held(t, editor, scope, doc)?;
            for change in &held.changes {
                let (of, hash) = (change.doc, change.hash);
                quarantine::keep_out(t, &editor.organisation, of, hash, reason, now)?;
            }
            let changes = held.changes.len();
            let about = json!({ "changes": changes, "reason": reason });
            note(t, editor, acts::KEPT_OUT, held.doc, about, now)?;
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
        let Some(who) = sender(t, organisation, of)? else {
            let reason = "its member is no longer known here";
            done.refused.push(reason.to_owned());
            return Ok(());
        };
        let doc = brought.doc;
        let verdict = self.judge_held(t, &who, &brought, now)?;
        if verdict.outcome.missing.is_some() {
            let reason = "something that it builds on never arrived here";
            done.refused.push(reason.to_owned());
        }
        let refused = verdict.outcome.refused.iter();
        done.refused
            .extend(refused.map(|refused| refused.reason.clone()));
        if verdict.row.is_none() && verdict.known.is_empty() {
            return Ok(());
        }
        let mut push = Push::new(brought, verdict);
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
            now,
        };
        let judging = || admission.judge(brought, None);
        catch_unwind(AssertUnwindSafe(judging)).unwrap_or_else(|_| {
            Err(Failure::Internal(format!(
                "judging what waited of {} broke",
                brought.doc
            )))
        })
    }
}

/// What waits of this document, as far as the coordinator may decide about it.
fn held(c: &Connection, editor: &Editor, scope: &Scope, doc: DocId) -> Result<Held, EditRefused> {
    if !editor.role.coordinates() {
        let reason = "what becomes of it is decided by coordinators".to_owned();
        let code = RefusalCode::NotPermitted;
        return Err(EditRefused::Refused { code, reason });
    }
    let all = projection::held(c, &editor.organisation, scope)?;
    let found = all.into_iter().find(|held| held.doc == doc);
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
            Some((brought, of)) if of.device == kept.device && of.member == kept.member => {
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
) -> Result<(), StoreError> {
    let act = Act {
        at: now,
        member: editor.member.clone(),
        what: what.to_owned(),
        doc,
        about,
    };
    acts::put(t, &act)
}
