//! Which changes of a push are taken: everything about it that needs the database.
//!
//! Reads only, so that it runs on any thread and for many phones at once; the writer then only
//! writes. What a change may say is judged by `client_core::document::admit` on a copy; here it is
//! asked whose it is, whether it was here before, what it depends on, and whether its author may
//! write this document. A document whose existence the author must not learn is judged exactly as
//! if it were not there.

mod ground;
mod identity;

use std::collections::BTreeSet;

use client_core::document::Document;
use client_core::document::admit::{self, ParsedChange, Scratch, Setback, Writer};
use client_core::ids::{ChangeHash, DeviceId, DocId, MemberId, ReplicaId, ReplicaShort};
use client_core::model::{DocKind, Role};
use client_core::time::Timestamp;
use client_core::wire::RefusalCode;

use self::ground::Ground;
use super::Failure;
use super::access::{Access, Permit};
use super::authors::AuthorKey;
use super::outcome::Outcome;
use super::request::Brought;
use crate::limits::SNAPSHOT_CHANGES;
use crate::projection::{self, Facts};
use crate::store::changes::NewChange;
use crate::store::documents::DocumentRow;
use crate::store::refusals::{Kept, Refusal};
use crate::store::replicas::ReplicaRow;
use crate::store::{Connection, DeviceSession, changes, documents, refusals};

/// What a push of one device is judged with.
pub(super) struct Admission<'a> {
    pub(super) c: &'a Connection,
    pub(super) key: &'a AuthorKey,
    pub(super) who: &'a DeviceSession,
    pub(super) access: &'a Access,
    /// The device was closed: all that it brings waits for a coordinator.
    pub(super) is_closed: bool,
    pub(super) now: Timestamp,
}

/// One document's changes, judged. Everything that the writer needs stands here.
#[derive(Debug)]
pub(super) struct Verdict {
    pub(super) outcome: Outcome,
    /// The document's last entry when it was judged; none when it was not known. When it is
    /// another one at the time of writing, the verdict is void.
    pub(super) judged_at: Option<u64>,
    /// The document as it will be; its `last_seq` is the writer's to fill in. None when nothing
    /// of it changes.
    pub(super) row: Option<DocumentRow>,
    /// What the read model will say.
    pub(super) facts: Option<Facts>,
    /// Saved bytes to keep, when it is time for it.
    pub(super) snapshot: Option<Vec<u8>>,
    pub(super) accepted: Vec<Accepted>,
    pub(super) refused: Vec<(ChangeHash, Refusal)>,
    pub(super) quarantined: Vec<Kept>,
    pub(super) replicas: Vec<ReplicaRow>,
    pub(super) replaced: Vec<(ReplicaShort, u64)>,
    /// Every change of this put that is or will be in the log.
    pub(super) known: BTreeSet<ChangeHash>,
    /// The latest entry among those that were there before.
    pub(super) known_seq: u64,
}

/// A change to be written, and whose it is.
#[derive(Debug)]
pub(super) struct Accepted {
    pub(super) change: NewChange,
    pub(super) device: DeviceId,
    pub(super) member: MemberId,
}

/// What becomes of the changes behind the one that was just judged.
enum Next {
    GoOn,
    /// They cannot be judged before something else came.
    Stop,
}

impl Verdict {
    pub(super) fn new(doc: DocId) -> Self {
        Self {
            outcome: Outcome::new(doc),
            judged_at: None,
            row: None,
            facts: None,
            snapshot: None,
            accepted: Vec::new(),
            refused: Vec::new(),
            quarantined: Vec::new(),
            replicas: Vec::new(),
            replaced: Vec::new(),
            known: BTreeSet::new(),
            known_seq: 0,
        }
    }

    /// Whether the writer has anything to do.
    pub(super) const fn writes(&self) -> bool {
        !self.accepted.is_empty() || !self.refused.is_empty() || !self.quarantined.is_empty()
    }
}

impl Admission<'_> {
    /// Judges the changes of one document. `parent` is the one of the same request, judged before,
    /// whose companion this is.
    pub(super) fn judge(
        &self,
        brought: &Brought,
        parent: Option<&DocumentRow>,
    ) -> Result<Verdict, Failure> {
        let mut verdict = Verdict::new(brought.doc);
        let Some(kind) = DocKind::ALL.get(usize::from(brought.kind)).copied() else {
            let reason = "documents of this kind are not known here";
            verdict
                .outcome
                .refuse(None, RefusalCode::BadDocument, reason);
            return Ok(verdict);
        };
        let ground = match self.ground(brought, kind, parent)? {
            Ok(ground) => ground,
            Err(ground::Unfit::NoParent) => {
                verdict.outcome.missing = Some(Vec::new());
                return Ok(verdict);
            }
            Err(ground::Unfit::Refused(code, reason)) => {
                verdict.outcome.refuse(None, code, reason);
                return Ok(verdict);
            }
        };
        verdict.judged_at = ground.row.as_ref().map(|row| row.last_seq);
        let mut trial = Trial {
            admission: self,
            brought,
            scratch: Scratch::new(match ground.row {
                None => Document::new(kind, brought.doc),
                Some(_) => documents::load(self.c, &self.who.organisation, kind, brought.doc)?,
            }),
            own: self.own_replicas(brought),
            ground,
            verdict,
            deps: BTreeSet::new(),
        };
        for at in 0..brought.changes.len() {
            if let Next::Stop = trial.judge(at)? {
                break;
            }
        }
        trial.conclude()
    }
}

/// The changes of one document on trial.
struct Trial<'a> {
    admission: &'a Admission<'a>,
    brought: &'a Brought,
    ground: Ground,
    scratch: Scratch,
    /// The replicas that are proven to be this device's.
    own: Vec<ReplicaId>,
    verdict: Verdict,
    /// What the changes that are taken depend on.
    deps: BTreeSet<ChangeHash>,
}

impl Trial<'_> {
    fn judge(&mut self, at: usize) -> Result<Next, Failure> {
        let brought = &self.brought.changes[at];
        let change = match admit::parse(&brought.bytes) {
            Ok(change) => change,
            Err(refusal) => {
                // Without a proof of whose it is, nothing is remembered: another's change could be
                // damaged by whoever carries it.
                let (hash, code) = (refusal.hash, refusal.code);
                self.verdict.outcome.refuse(hash, code, refusal.reason);
                return Ok(Next::GoOn);
            }
        };
        if self.was_here(&change)? {
            return Ok(Next::GoOn);
        }
        let mut author = match self.identify(&change, brought.author.as_ref())? {
            Ok(author) => author,
            Err((code, reason)) => {
                self.verdict
                    .outcome
                    .refuse(Some(change.hash()), code, reason);
                return Ok(Next::GoOn);
            }
        };
        self.remember_replica(&change, &author);
        if self.ground.permit == Permit::LongAgo {
            self.quarantine(&change, author);
            return Ok(Next::GoOn);
        }
        if let Err((code, reason)) = self.check_claims(&change, &mut author)? {
            self.refuse(&change, code, reason);
            return Ok(Next::GoOn);
        }
        self.take(change, author)
    }

    /// Whether the change is in the log or was refused before: then the answer is as it was then.
    fn was_here(&mut self, change: &ParsedChange) -> Result<bool, Failure> {
        let Admission { c, who, .. } = self.admission;
        let (doc, hash) = (self.brought.doc, change.hash());
        if self.verdict.known.contains(&hash) {
            return Ok(true);
        }
        if self.ground.permit != Permit::Never
            && let Some(entry) = changes::entry_of(c, &who.organisation, doc, hash)?
        {
            self.verdict.known_seq = self.verdict.known_seq.max(entry);
            self.note_taken(change);
            return Ok(true);
        }
        let Some(before) = refusals::get(c, &who.organisation, doc, hash)? else {
            return Ok(false);
        };
        let (code, reason) = if before.device == who.device {
            (before.code, before.reason)
        } else {
            let reason = "it was refused when another device brought it";
            (RefusalCode::RefusedBefore, reason.to_owned())
        };
        self.verdict.outcome.refuse(Some(hash), code, reason);
        Ok(true)
    }

    fn take(&mut self, change: ParsedChange, author: identity::Author) -> Result<Next, Failure> {
        match self.scratch.take(&change, &self.writer(&change, &author)) {
            // Only the skeleton is in a document and not in the log.
            Ok(false) => Ok(Next::GoOn),
            Ok(true) => {
                let info = change.info();
                self.verdict.accepted.push(Accepted {
                    change: NewChange {
                        hash: info.hash,
                        actor: info.actor,
                        actor_seq: info.seq,
                        start_op: info.start_op,
                        max_op: info.max_op,
                        bytes: change.bytes().to_vec(),
                    },
                    device: author.device,
                    member: author.member,
                });
                self.verdict.replaced.extend(author.replaces);
                self.note_taken(&change);
                Ok(Next::GoOn)
            }
            Err(Setback::Refused(refusal)) => {
                self.refuse(&change, refusal.code, refusal.reason);
                Ok(Next::GoOn)
            }
            Err(Setback::Missing(deps)) => {
                if self.refuse_dependent(&change, &deps)? {
                    return Ok(Next::GoOn);
                }
                self.verdict.outcome.missing = Some(self.ground.heads_shown());
                Ok(Next::Stop)
            }
        }
    }

    /// Refuses a change when one of these that it depends on was refused. It is remembered only
    /// when that one is: what somebody else carried badly may still come from its author.
    fn refuse_dependent(
        &mut self,
        change: &ParsedChange,
        deps: &[ChangeHash],
    ) -> Result<bool, Failure> {
        let Admission { c, who, .. } = self.admission;
        let (code, reason) = (
            RefusalCode::DependsOnRefused,
            "it depends on a change that was not taken",
        );
        for dep in deps {
            let now = self.verdict.refused.iter().any(|(hash, _)| hash == dep);
            if now || refusals::get(c, &who.organisation, self.brought.doc, *dep)?.is_some() {
                self.refuse(change, code, reason.to_owned());
                return Ok(true);
            }
        }
        let mut here = self.verdict.outcome.refused.iter();
        let is_refused = here.any(|refused| refused.hash.is_some_and(|hash| deps.contains(&hash)));
        if is_refused {
            let hash = Some(change.hash());
            self.verdict.outcome.refuse(hash, code, reason);
        }
        Ok(is_refused)
    }

    fn writer(&self, change: &ParsedChange, author: &identity::Author) -> Writer {
        let begun_by = self.ground.row.as_ref().map(|row| &row.author);
        let first = self.verdict.accepted.first();
        let begun_by = begun_by.or_else(|| first.map(|accepted| &accepted.member));
        Writer {
            replica: change.info().actor,
            // What this server took before was permitted then.
            role: if author.is_proven {
                Role::Admin
            } else {
                self.admission.who.role
            },
            is_author: begun_by.is_none_or(|member| *member == author.member),
        }
    }

    fn note_taken(&mut self, change: &ParsedChange) {
        self.verdict.known.insert(change.hash());
        self.deps.extend(&change.info().deps);
    }

    fn refuse(&mut self, change: &ParsedChange, code: RefusalCode, reason: String) {
        let hash = change.hash();
        let refusal = Refusal {
            device: self.admission.who.device,
            code,
            reason: reason.clone(),
        };
        self.verdict.refused.push((hash, refusal));
        self.verdict.outcome.refuse(Some(hash), code, reason);
    }

    fn quarantine(&mut self, change: &ParsedChange, author: identity::Author) {
        self.verdict.quarantined.push(Kept {
            hash: change.hash(),
            device: author.device,
            member: author.member,
            kind: self.brought.kind,
            unit: self.brought.unit.clone(),
            bytes: change.bytes().to_vec(),
        });
        let reason = "it waits for a coordinator, because you no longer see this document";
        self.refuse(change, RefusalCode::Quarantined, reason.to_owned());
    }

    /// What the writer is to write, now that every change was judged.
    fn conclude(mut self) -> Result<Verdict, Failure> {
        let known = &self.verdict.known;
        self.verdict.outcome.taken = known.difference(&self.deps).copied().collect();
        if self.verdict.accepted.is_empty() {
            return Ok(self.verdict);
        }
        let Admission { c, .. } = self.admission;
        let (document, saved) = self.scratch.into_parts();
        let ground = self.ground;
        let zone = match ground.parent {
            // A companion is listed where its parent is.
            Some(_) => String::new(),
            None => projection::zone_of(c, &ground.unit)?,
        };
        let facts = Facts::of(&document, ground.parent, &ground.unit, &zone);
        let (day, planned) = match (facts.listed(), ground.day) {
            (Some((day, planned)), _) => (day.to_owned(), planned),
            (None, day) => day,
        };
        let before = ground.row.as_ref().map_or(0, |row| row.changes);
        let after = document.len_changes() as u64;
        self.verdict.snapshot =
            saved.filter(|_| before / SNAPSHOT_CHANGES != after / SNAPSHOT_CHANGES);
        let author = ground.row.map(|row| row.author);
        self.verdict.row = Some(DocumentRow {
            doc: self.brought.doc,
            kind: self.brought.kind,
            unit: ground.unit,
            parent: ground.parent,
            heads: document.heads(),
            max_op: document.max_op(),
            changes: after,
            last_seq: 0,
            author: author.unwrap_or_else(|| self.verdict.accepted[0].member.clone()),
            day,
            planned,
        });
        self.verdict.facts = Some(facts);
        Ok(self.verdict)
    }
}
