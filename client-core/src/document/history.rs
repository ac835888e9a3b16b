//! What a document's history is asked: its heads, what came after some heads, whose changes they
//! are. Knows nothing of what the changes say.

use std::collections::{BTreeMap, BTreeSet};

use automerge::{Change, ChangeMetadata};

use super::body::Document;
use super::layout::SKELETON_ACTOR;
use crate::ids::{ChangeHash, ReplicaId};
use crate::time::Timestamp;

/// What a change says of itself, before its operations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeInfo {
    /// Its name.
    pub hash: ChangeHash,
    /// The replica that made it.
    pub actor: ReplicaId,
    /// Which of that replica's changes of this document it is, from 1.
    pub seq: u64,
    /// The changes that its author saw last.
    pub deps: Vec<ChangeHash>,
    /// The number of its first operation.
    pub start_op: u64,
    /// The number of its last operation.
    pub max_op: u64,
    /// When it was made, by its author's clock.
    pub time: Timestamp,
}

impl ChangeInfo {
    /// What this change says; `None` when its actor is no replica.
    pub(super) fn of(change: &Change) -> Option<Self> {
        Some(Self {
            hash: ChangeHash(change.hash().0),
            actor: ReplicaId::try_from(change.actor_id().to_bytes()).ok()?,
            seq: change.seq(),
            deps: change.deps().iter().map(|dep| ChangeHash(dep.0)).collect(),
            start_op: change.start_op().get(),
            max_op: change.max_op(),
            time: Timestamp(change.timestamp()),
        })
    }

    fn of_metadata(change: &ChangeMetadata<'_>) -> Option<Self> {
        Some(Self {
            hash: ChangeHash(change.hash.0),
            actor: ReplicaId::try_from(change.actor.to_bytes()).ok()?,
            seq: change.seq,
            deps: change.deps.iter().map(|dep| ChangeHash(dep.0)).collect(),
            start_op: change.start_op,
            max_op: change.max_op,
            time: Timestamp(change.timestamp),
        })
    }
}

/// A change of a document as it travels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawChange {
    /// What it says of itself.
    pub info: ChangeInfo,
    /// The raw, uncompressed chunk.
    pub bytes: Vec<u8>,
}

impl Document {
    /// The changes that no other depends on, ascending. Of a new document: its skeleton.
    pub fn heads(&self) -> Vec<ChangeHash> {
        let heads = self.automerge.get_heads();
        heads.iter().map(|hash| ChangeHash(hash.0)).collect()
    }

    /// Whether this change is part of the document.
    pub fn has(&self, hash: ChangeHash) -> bool {
        self.metadata(hash).is_some()
    }

    /// What one change says of itself.
    pub fn info(&self, hash: ChangeHash) -> Option<ChangeInfo> {
        self.metadata(hash)
            .as_ref()
            .and_then(ChangeInfo::of_metadata)
    }

    /// The number of the last operation.
    pub fn max_op(&self) -> u64 {
        let heads = self.heads().into_iter();
        let last = heads
            .filter_map(|hash| self.metadata(hash))
            .map(|m| m.max_op);
        last.max().unwrap_or(0)
    }

    /// The number of changes, skeletons not counted.
    pub fn len_changes(&self) -> usize {
        let changes = self.automerge.get_changes_meta(&[]);
        let is_skeleton =
            |change: &&ChangeMetadata<'_>| change.actor.to_bytes() == SKELETON_ACTOR.as_slice();
        changes.len() - changes.iter().filter(is_skeleton).count()
    }

    /// The last change of a replica, none when it changed nothing here.
    pub fn last_of(&self, replica: ReplicaId) -> Option<ChangeInfo> {
        let changes = self.automerge.get_changes_meta(&[]);
        let mine = changes
            .iter()
            .filter(|change| change.actor.to_bytes() == replica.0);
        let last = mine.max_by_key(|change| change.seq)?;
        ChangeInfo::of_metadata(last)
    }

    /// What every change says of itself, in causal order, without skeletons.
    pub fn infos(&self) -> Vec<ChangeInfo> {
        self.infos_after(&[])
    }

    /// The same for the changes that are not among these heads and their ancestors.
    pub fn infos_after(&self, heads: &[ChangeHash]) -> Vec<ChangeInfo> {
        let mut infos = self.unseen_at(heads);
        infos.retain(|info| !info.is_skeleton());
        infos
    }

    /// The same with skeletons.
    pub(super) fn unseen_at(&self, heads: &[ChangeHash]) -> Vec<ChangeInfo> {
        let changes = self.automerge.get_changes_meta(&self.known(heads));
        changes.iter().filter_map(ChangeInfo::of_metadata).collect()
    }

    /// The changes that are not among these heads and their ancestors: raw, uncompressed chunks in
    /// causal order, skeletons left out. Heads that are not known here are passed over.
    pub fn changes_after(&self, heads: &[ChangeHash]) -> Vec<Vec<u8>> {
        let raw = self.raw_changes_after(heads);
        raw.into_iter().map(|change| change.bytes).collect()
    }

    /// Of those the ones that these replicas made.
    pub fn own_changes_after(
        &self,
        heads: &[ChangeHash],
        replicas: &[ReplicaId],
    ) -> Vec<RawChange> {
        let mut raw = self.raw_changes_after(heads);
        raw.retain(|change| replicas.contains(&change.info.actor));
        raw
    }

    /// The heads of everything that either of the two lists knows. Hashes that are not known here
    /// are passed over.
    pub fn join_heads(&self, some: &[ChangeHash], more: &[ChangeHash]) -> Vec<ChangeHash> {
        let both = some.iter().chain(more).copied();
        let mut heads: BTreeSet<_> = both.filter(|hash| self.has(*hash)).collect();
        if heads.len() > 1 {
            let ancestors = self.ancestors_of(&heads);
            heads.retain(|hash| !ancestors.contains(hash));
        }
        heads.into_iter().collect()
    }

    /// Everything that lies strictly before one of these changes.
    fn ancestors_of(&self, heads: &BTreeSet<ChangeHash>) -> BTreeSet<ChangeHash> {
        let changes = self.automerge.get_changes_meta(&[]);
        let deps: BTreeMap<_, _> = changes.iter().map(|m| (m.hash, &m.deps)).collect();
        let mut found = BTreeSet::new();
        let mut open: Vec<_> = heads
            .iter()
            .map(|hash| automerge::ChangeHash(hash.0))
            .collect();
        while let Some(hash) = open.pop() {
            for dep in deps.get(&hash).into_iter().copied().flatten() {
                if found.insert(ChangeHash(dep.0)) {
                    open.push(*dep);
                }
            }
        }
        found
    }

    /// The same with what each says of itself.
    pub fn raw_changes_after(&self, heads: &[ChangeHash]) -> Vec<RawChange> {
        let changes = self.automerge.get_changes(&self.known(heads));
        let raw = changes.iter().filter_map(|change| {
            let info = ChangeInfo::of(change).filter(|info| !info.is_skeleton())?;
            let bytes = change.raw_bytes().to_vec();
            Some(RawChange { info, bytes })
        });
        raw.collect()
    }

    pub(super) fn known(&self, heads: &[ChangeHash]) -> Vec<automerge::ChangeHash> {
        let known = heads.iter().copied().filter(|hash| self.has(*hash));
        known.map(|hash| automerge::ChangeHash(hash.0)).collect()
    }

    fn metadata(&self, hash: ChangeHash) -> Option<ChangeMetadata<'_>> {
        self.automerge
            .get_change_meta_by_hash(&automerge::ChangeHash(hash.0))
    }
}
