//! Whose change it is. The sender's, when its replica is one of the device's own; somebody else's,
//! when this server once said so and its tag proves it. Nothing else is believed.

use std::collections::BTreeSet;

use client_core::document::admit::{self, ParsedChange};
use client_core::document::skeleton;
use client_core::ids::{ChangeHash, DeviceId, FeedId, MemberId, ReplicaId, ReplicaShort};
use client_core::model::{DocKind, Role};
use client_core::wire::{self, RefusalCode};

use super::trial::Trial;
use super::{Admission, Reception};
use crate::exchange::Failure;
use crate::exchange::access::Permit;
use crate::exchange::request::Brought;
use crate::store::members;
use crate::store::refusals;
use crate::store::replicas::{self, ReplicaRow};

/// Who wrote a change, as far as it is proven.
pub(super) struct Author {
    pub(super) device: DeviceId,
    pub(super) member: MemberId,
    /// By a tag of this server: it took the change before, and lost it.
    pub(super) is_proven: bool,
    /// What the change says again: the older replica and its first number that is refused.
    pub(super) replaces: Option<(ReplicaShort, u64)>,
}

type Unbelieved = (RefusalCode, String);

impl Admission<'_> {
    /// The replicas of this device in the epochs that the put names.
    pub(super) fn own_replicas(&self, brought: &Brought) -> Vec<ReplicaId> {
        let own = |epoch| ReplicaId::derive(&self.who.public_key, epoch);
        brought.epochs.iter().copied().map(own).collect()
    }

    /// The changes that this server took before: those with its tag, and what they build on, for
    /// nothing was ever taken before that. A phone has no tag of what it wrote itself.
    pub(super) fn proven(&self, brought: &Brought) -> BTreeSet<ChangeHash> {
        let mut proven = BTreeSet::new();
        if brought.changes.iter().all(|change| change.author.is_none()) {
            return proven;
        }
        // What builds on a change stands behind it.
        for brought_change in brought.changes.iter().rev() {
            let Ok(change) = admit::parse(&brought_change.bytes) else {
                continue;
            };
            let tag = brought_change.author.as_ref();
            let is_told = |author| self.key.proves(brought.doc, change.hash(), author);
            if tag.is_some_and(is_told) || proven.contains(&change.hash()) {
                proven.insert(change.hash());
                proven.extend(&change.info().deps);
            }
        }
        proven
    }
}

impl Trial<'_> {
    pub(super) fn identify(
        &self,
        change: &ParsedChange,
        claimed: Option<&wire::Author>,
    ) -> Result<Result<Author, Unbelieved>, Failure> {
        let Admission { c, who, key, .. } = self.admission;
        let actor = change.info().actor;
        let known = replicas::get(c, &who.organisation, actor.short())?;
        let author = if let Some(claimed) = claimed {
            let member = claimed.who.parse().ok();
            let member = member.filter(|_| key.proves(self.brought.doc, change.hash(), claimed));
            let Some(member) = member else {
                let reason = "this server never said who wrote it";
                return Ok(Err((RefusalCode::NotYourReplica, reason.to_owned())));
            };
            Author {
                device: claimed.device,
                member,
                is_proven: true,
                replaces: None,
            }
        } else if self.own.contains(&actor) || self.was_own(actor, known.as_ref()) {
            Author {
                device: who.device,
                member: who.member.clone(),
                is_proven: self.proven.contains(&change.hash()),
                replaces: None,
            }
        } else {
            let reason = "it was made by a replica that is not this device's";
            return Ok(Err((RefusalCode::NotYourReplica, reason.to_owned())));
        };
        let taken_by_another = known.is_some_and(|known| known.replica != actor);
        if taken_by_another {
            let reason = "another replica's id begins in the same way: take a new epoch";
            return Ok(Err((RefusalCode::ReplicaCollision, reason.to_owned())));
        }
        Ok(Ok(author))
    }

    /// Whether it was proven to be the device's when the change was kept: its epoch was not.
    fn was_own(&self, actor: ReplicaId, known: Option<&ReplicaRow>) -> bool {
        let Admission { who, reception, .. } = self.admission;
        let is_known = |known: &ReplicaRow| {
            known.replica == actor && known.device == who.device && known.member == who.member
        };
        *reception == Reception::LetIn && known.is_some_and(is_known)
    }

    pub(super) fn remember_replica(&mut self, change: &ParsedChange, author: &Author) {
        let replica = change.info().actor;
        if self
            .verdict
            .replicas
            .iter()
            .all(|known| known.replica != replica)
        {
            self.verdict.replicas.push(ReplicaRow {
                replica,
                device: author.device,
                member: author.member.clone(),
            });
        }
    }

    /// What a change claims beside its figures: to begin this document, to be still wanted, to
    /// continue or to say again what an older replica said.
    pub(super) fn check_claims(
        &self,
        change: &ParsedChange,
        author: &mut Author,
    ) -> Result<Result<(), Unbelieved>, Failure> {
        let Admission { c, who, .. } = self.admission;
        let (doc, info) = (self.brought.doc, change.info());
        let kind = self.scratch.kind();
        if self.ground.permit == Permit::ReadOnly && !author.is_proven {
            let reason = "this member may read it and not write";
            return Ok(Err((RefusalCode::NotPermitted, reason.to_owned())));
        }
        let is_first = self.ground.row.is_none() && self.verdict.accepted.is_empty();
        let begins = info.deps == [skeleton::hash(kind)];
        if is_first && begins && self.ground.parent.is_none() {
            if !doc.was_begun_by(info.actor) {
                let reason = "its id was not made by whoever begins it";
                return Ok(Err((RefusalCode::BadDocument, reason.to_owned())));
            }
            let may_begin = !matches!(self.ground.permit, Permit::Never | Permit::LongAgo);
            if !may_begin && !self.may_return(author)? {
                let reason = "its unit is not one that this member may write for";
                return Ok(Err((RefusalCode::BadDocument, reason.to_owned())));
            }
            // What was begun for a programme that ended is here only when a coordinator lets it in.
            let must_name = self.partner_writes(author) && self.ground.permit == Permit::Now;
            if must_name && !self.names_own_programme(change) {
                let reason = "an exchange that a partner begins names one of the partner's \
                              programmes";
                return Ok(Err((RefusalCode::BadDocument, reason.to_owned())));
            }
        }
        if self.partner_writes(author) && !self.may_name(change)? {
            let reason = "a partner moves an exchange to one of the partner's programmes only";
            return Ok(Err((RefusalCode::NotPermitted, reason.to_owned())));
        }
        let from = refusals::replaced_from(c, &who.organisation, doc, info.actor.short())?;
        if from.is_some_and(|from| info.seq >= from) {
            let reason = "it was said again under another replica";
            return Ok(Err((RefusalCode::RefusedBefore, reason.to_owned())));
        }
        if let Some(old) = change.succeeds(kind)
            && !author.is_proven
            && self.owner_of(old)? == Owner::Another
        {
            let reason = "it continues a replica of another device or member";
            return Ok(Err((RefusalCode::NotPermitted, reason.to_owned())));
        }
        if let Some((old, seq)) = change.replaces(kind) {
            match self.owner_of(old)? {
                Owner::Another if author.is_proven => {}
                Owner::Another => {
                    let reason = "it speaks for a replica of another device or member";
                    return Ok(Err((RefusalCode::NotPermitted, reason.to_owned())));
                }
                Owner::This => author.replaces = Some((old, seq)),
                // A restored server may have forgotten it; whose it is, it cannot tell any more.
                Owner::Nobody => {}
            }
        }
        Ok(Ok(()))
    }

    /// Whether a document that this server lost may come back by somebody who only saw it: its
    /// beginning is proven, and the unit is that of its author, as far as one can tell.
    fn may_return(&self, author: &Author) -> Result<bool, Failure> {
        if !author.is_proven || self.ground.is_hidden {
            return Ok(false);
        }
        let known = members::get(self.admission.c, &author.member)?;
        Ok(known
            .is_none_or(|member| member.role.sees_every_unit() || member.unit == self.ground.unit))
    }

    fn partner_writes(&self, author: &Author) -> bool {
        self.admission.who.role == Role::Partner && !author.is_proven
    }

    /// Whether a partner may name what the change names: a programme that it follows, or did when
    /// it may have written this offline.
    fn may_name(&self, change: &ParsedChange) -> Result<bool, Failure> {
        let Admission { c, who, now, .. } = *self.admission;
        let is_exchange = self.scratch.kind() == DocKind::Exchange;
        let Some(named) = change.programme().filter(|_| is_exchange) else {
            return Ok(true);
        };
        let permit = self.admission.access.permit_naming(c, who, &named, now)?;
        let permit = self.admission.decided(permit);
        Ok(matches!(permit, Permit::Now | Permit::Lately))
    }

    fn names_own_programme(&self, change: &ParsedChange) -> bool {
        let named = change.programme().as_ref().map(FeedId::of_programme);
        named.is_some_and(|feed| self.admission.access.follows(&feed))
    }

    fn owner_of(&self, replica: ReplicaShort) -> Result<Owner, Failure> {
        let Admission { c, who, .. } = self.admission;
        if self.own.iter().any(|own| own.short() == replica) {
            return Ok(Owner::This);
        }
        Ok(match replicas::get(c, &who.organisation, replica)? {
            None => Owner::Nobody,
            Some(row) if row.device == who.device && row.member == who.member => Owner::This,
            Some(_) => Owner::Another,
        })
    }
}

/// Whose an older replica is.
#[derive(PartialEq, Eq)]
enum Owner {
    This,
    Another,
    Nobody,
}
