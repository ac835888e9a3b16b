//! The changes of one document on trial: each is asked for in the log, told whose it is, checked
//! and tried on a copy, in the order in which they came.

use std::collections::BTreeSet;

use client_core::document::Document;
use client_core::document::admit::{self, ParsedChange, Scratch, Setback, Writer};
use client_core::ids::{ChangeHash, ReplicaId};
use client_core::model::{DocKind, Role};
use client_core::wire::RefusalCode;

use super::ground::{Ground, Waits};
use super::identity::Author;
use super::{Admission, Reception};
use crate::exchange::Failure;
use crate::exchange::access::Permit;
use crate::exchange::request::Brought;
use crate::exchange::verdict::{Accepted, Verdict};
use crate::limits::SNAPSHOT_CHANGES;
use crate::projection::{self, Facts};
use crate::store::changes::NewChange;
use crate::store::documents::DocumentRow;
use crate::store::quarantine::{self, Kept, Place};
use crate::store::refusals::Refusal;
use crate::store::{changes, refusals};

/// The changes of one document on trial.
pub(super) struct Trial<'a> {
    pub(super) admission: &'a Admission<'a>,
    pub(super) brought: &'a Brought,
    pub(super) ground: Ground,
    pub(super) scratch: Scratch,
    /// The replicas that are proven to be this device's.
    pub(super) own: Vec<ReplicaId>,
    /// The changes that this server is proven to have taken before.
    pub(super) proven: BTreeSet<ChangeHash>,
    pub(super) verdict: Verdict,
    /// What the changes that are taken depend on.
    deps: BTreeSet<ChangeHash>,
}

/// What becomes of the changes behind the one that was just judged.
enum Next {
    GoOn,
    /// They cannot be judged before something else came.
    Stop,
}

impl<'a> Trial<'a> {
    pub(super) fn new(
        admission: &'a Admission<'a>,
        brought: &'a Brought,
        ground: Ground,
        document: Document,
        verdict: Verdict,
    ) -> Self {
        Self {
            admission,
            brought,
            ground,
            scratch: Scratch::new(document),
            own: admission.own_replicas(brought),
            proven: admission.proven(brought),
            verdict,
            deps: BTreeSet::new(),
        }
    }
}

impl Trial<'_> {
    /// Judges one change after the other, as far as they can be judged.
    pub(super) fn run(mut self) -> Result<Verdict, Failure> {
        for at in 0..self.brought.changes.len() {
            if let Next::Stop = self.judge(at)? {
                break;
            }
        }
        self.conclude()
    }

    fn judge(&mut self, at: usize) -> Result<Next, Failure> {
        let brought = &self.brought.changes[at];
        if self.admission.skeletons.has(&brought.bytes) {
            // Known without being sent.
            return Ok(Next::GoOn);
        }
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
        if self.must_wait(&author) {
            self.quarantine(&change, author, self.ground.waits);
            return Ok(Next::GoOn);
        }
        if self.ground.is_unfit {
            self.verdict.outcome.missing = Some(Vec::new());
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
        let before = refusals::get(c, &who.organisation, doc, hash)?;
        let Some(before) = before.filter(|before| !self.may_take(hash, before.code)) else {
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

    /// Whether what was refused so before may be taken now: it waited, and somebody lets it in or
    /// proves that it was here.
    fn may_take(&self, hash: ChangeHash, refused: RefusalCode) -> bool {
        let is_let_in = self.admission.reception == Reception::LetIn;
        refused == RefusalCode::Quarantined && (is_let_in || self.proven.contains(&hash))
    }

    /// Whether a coordinator decides about a change. What this server took before was decided
    /// then, whoever brings it back.
    fn must_wait(&self, author: &Author) -> bool {
        let is_closed = self.admission.reception == Reception::Closed;
        !author.is_proven && (is_closed || self.ground.permit == Permit::LongAgo)
    }

    fn take(&mut self, change: ParsedChange, author: Author) -> Result<Next, Failure> {
        let writer = self.writer(&change, &author);
        let skeletons = self.admission.skeletons;
        match self.scratch.take_on(skeletons, &change, &writer) {
            // Only the skeleton is in a document and not in the log.
            Ok(false) => Ok(Next::GoOn),
            Ok(true) => {
                let info = change.info();
                let (c, home) = (self.admission.c, &self.admission.who.organisation);
                let waiting = match author.is_proven {
                    true => quarantine::author_of(c, home, self.brought.doc, info.hash)?,
                    false => None,
                };
                self.verdict.accepted.push(Accepted {
                    waited: waiting.is_some(),
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
                if self.refuse_dependent(&change, author, &deps)? {
                    return Ok(Next::GoOn);
                }
                self.verdict.outcome.missing = Some(self.ground.heads_shown());
                Ok(Next::Stop)
            }
        }
    }

    /// Refuses a change when one of these that it depends on was refused; it waits when that one
    /// does, unless it is proven: then that one is wanted with its proof. It is remembered only
    /// when that one is: what somebody else carried badly may still come from its author.
    fn refuse_dependent(
        &mut self,
        change: &ParsedChange,
        author: Author,
        deps: &[ChangeHash],
    ) -> Result<bool, Failure> {
        let Admission { c, who, .. } = self.admission;
        let (code, reason) = (
            RefusalCode::DependsOnRefused,
            "it depends on a change that was not taken",
        );
        for dep in deps {
            if self.waits(*dep, &author)? {
                if author.is_proven {
                    return Ok(false);
                }
                self.quarantine(change, author, Waits::Behind);
                return Ok(true);
            }
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

    /// Whether a change waits for a coordinator, so that what builds on it must wait, too. Who may
    /// not know of the document is told of nobody's changes but the own.
    fn waits(&self, hash: ChangeHash, author: &Author) -> Result<bool, Failure> {
        let Admission { c, who, .. } = self.admission;
        let mut now = self.verdict.quarantined.iter();
        if now.any(|kept| kept.hash == hash) {
            return Ok(true);
        }
        let writer = quarantine::author_of(c, &who.organisation, self.brought.doc, hash)?;
        let may_know = self.ground.permit != Permit::Never;
        Ok(writer.is_some_and(|writer| may_know || writer == author.member))
    }

    fn writer(&self, change: &ParsedChange, author: &Author) -> Writer {
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

    /// Refuses a change for ever. What is proven may still come back by another phone.
    fn refuse(&mut self, change: &ParsedChange, code: RefusalCode, reason: String) {
        let hash = change.hash();
        if !self.proven.contains(&hash) {
            let refusal = Refusal {
                device: self.admission.who.device,
                code,
                reason: reason.clone(),
            };
            self.verdict.refused.push((hash, refusal));
        }
        self.verdict.outcome.refuse(Some(hash), code, reason);
    }

    fn quarantine(&mut self, change: &ParsedChange, author: Author, waits: Waits) {
        let info = change.info();
        self.verdict.quarantined.push(Kept {
            hash: info.hash,
            device: author.device,
            member: author.member,
            kind: self.brought.kind,
            unit: self.brought.unit.clone(),
            place: Place {
                start_op: info.start_op,
                actor_seq: info.seq,
            },
            received: self.admission.now,
            carrier: self.admission.carrier.cloned(),
            bytes: change.bytes().to_vec(),
        });
        let Admission { who, reception, .. } = self.admission;
        let by_programme = who.role == Role::Partner && self.scratch.kind() == DocKind::Exchange;
        let reason = match (reception, waits) {
            // Read on the phone that wrote it, and on every other that brings it.
            (Reception::Closed, _) => {
                "the phone that wrote it was closed, or is not known here any more: a coordinator \
                 decides whether it is kept"
            }
            (_, Waits::Behind) => {
                "it builds on what waits for a coordinator, who decides about both"
            }
            _ if by_programme => {
                "it waits for a coordinator, because its programme was closed or is no longer \
                 shared with its author"
            }
            _ => {
                "its author no longer sees this document: a coordinator decides whether it is kept"
            }
        };
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
        let scratch = self.scratch;
        let ground = self.ground;
        let zone = match ground.parent {
            // A companion is listed where its parent is.
            Some(_) => String::new(),
            None => projection::zone_of(c, &ground.unit)?,
        };
        let facts = Facts::of(scratch.readable(), ground.parent, &ground.unit, &zone);
        let (day, planned) = match (facts.listed(), ground.day) {
            (Some((day, planned)), _) => (day.to_owned(), planned),
            (None, day) => day,
        };
        self.verdict.joins = self.admission.standing_rule(&facts, &ground.unit)?;
        let before = ground.row.as_ref().map_or(0, |row| row.changes);
        let after = scratch.len_changes() as u64;
        let (heads, max_op) = (scratch.heads(), scratch.max_op());
        let saved = scratch.into_saved();
        self.verdict.snapshot =
            saved.filter(|_| before / SNAPSHOT_CHANGES != after / SNAPSHOT_CHANGES);
        let author = ground.row.map(|row| row.author);
        self.verdict.row = Some(DocumentRow {
            doc: self.brought.doc,
            kind: self.brought.kind,
            unit: ground.unit,
            parent: ground.parent,
            heads,
            max_op,
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
