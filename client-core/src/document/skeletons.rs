//! Later versions of the skeletons: constant changes on top of the one before, each of them a few
//! containers more. A table of them is what a program knows, or what its server has told it.
//!
//! Nobody makes such a change on a phone: it is applied from its constant bytes and from nothing
//! else, so two phones that upgrade one session far from each other apply the same change. It is
//! no part of what travels for a document, and of no log: whoever meets a change that builds on it
//! looks it up. Knows neither stores nor messages.

use std::panic::catch_unwind;

use automerge::legacy::{Key, ObjectId, Op, OpId, OpType};
use automerge::{ActorId, Change, ChangeHash as Hash, ObjType, ScalarValue};

use super::body::Document;
use super::chunk;
use super::history::ChangeInfo;
use super::layout::{self, SKELETON_ACTOR};
use super::skeleton;
use super::slot::Slot;
use crate::ids::{ChangeHash, ReplicaId};
use crate::limits::{SKELETON_BYTES_MAX, SKELETON_VERSIONS_MAX};
use crate::model::DocKind;

/// The later skeletons of this build, by version: none was released yet. A line here, with the
/// bytes in a file beside those of the first version, is all that a release of one needs.
const RELEASED: &[(DocKind, &str)] = &[];

/// The versions that somebody knows beside the first, which everybody knows.
#[derive(Clone, Debug, Default)]
pub struct Skeletons {
    /// Each kind's in ascending order, without a gap.
    later: Vec<Later>,
}

#[derive(Clone, Debug)]
struct Later {
    kind: DocKind,
    version: u16,
    change: Change,
    containers: Vec<String>,
}

/// Bytes that are no next version of a skeleton.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no next version of a skeleton: {0}")]
pub struct NotASkeleton(&'static str);

impl Skeletons {
    /// What this build knows by itself.
    pub fn of_this_build() -> Self {
        let mut known = Self::default();
        for (kind, text) in RELEASED {
            let bytes = hex::decode(text.trim()).expect("the fixture holds hexadecimal digits");
            known
                .add(*kind, &bytes)
                .expect("released versions follow on one another");
        }
        known
    }

    /// Takes the next version of a kind, if these bytes are one; returns which.
    pub fn add(&mut self, kind: DocKind, bytes: &[u8]) -> Result<u16, NotASkeleton> {
        if bytes.len() > SKELETON_BYTES_MAX {
            return Err(NotASkeleton("too many bytes"));
        }
        let before = self.last(kind);
        let version = self.version(kind) + 1;
        if version > SKELETON_VERSIONS_MAX {
            return Err(NotASkeleton("too many versions"));
        }
        let change = chunk::parse(bytes).ok_or(NotASkeleton("not a change"))?;
        let operations = catch_unwind(|| chunk::canonical(&change)).ok().flatten();
        let operations = operations.ok_or(NotASkeleton("not in the canonical form"))?;
        check_frame(&change, version, before)?;
        let containers = self.containers_of(kind, version, before, &operations)?;
        self.later.push(Later {
            kind,
            version,
            change,
            containers,
        });
        Ok(version)
    }

    /// The newest version of a kind.
    pub fn version(&self, kind: DocKind) -> u16 {
        self.of(kind)
            .last()
            .map_or(skeleton::FIRST, |last| last.version)
    }

    /// The newest version of each kind: session, exchange, private.
    pub fn versions(&self) -> [u16; 3] {
        [DocKind::Session, DocKind::Exchange, DocKind::Private].map(|kind| self.version(kind))
    }

    /// Every version beside the first, with its bytes: each kind's in ascending order.
    pub fn all(&self) -> impl Iterator<Item = (DocKind, u16, &[u8])> {
        let later = self.later.iter();
        later.map(|later| (later.kind, later.version, later.change.raw_bytes()))
    }

    /// The version that made this container; none for those of the first, and for unknown ones.
    pub fn version_with(&self, kind: DocKind, container: &str) -> Option<u16> {
        let made = |later: &&Later| later.containers.iter().any(|name| name == container);
        self.of(kind).find(made).map(|later| later.version)
    }

    /// Whether these bytes are one of the versions.
    pub fn has(&self, bytes: &[u8]) -> bool {
        self.later
            .iter()
            .any(|later| later.change.raw_bytes() == bytes)
    }

    /// The changes that lead to the one with this hash, in order; none when it is not known.
    pub(super) fn up_to(
        &self,
        kind: DocKind,
        hash: ChangeHash,
    ) -> Option<impl Iterator<Item = &Change>> {
        let version = self.version_of(kind, hash)?;
        Some(self.up_to_version(kind, version))
    }

    /// The version whose change has this hash.
    pub(super) fn version_of(&self, kind: DocKind, hash: ChangeHash) -> Option<u16> {
        let mut of_kind = self.of(kind);
        let found = of_kind.find(|later| later.change.hash().0 == hash.0);
        found.map(|later| later.version)
    }

    fn up_to_version(&self, kind: DocKind, version: u16) -> impl Iterator<Item = &Change> {
        let due = self.of(kind).filter(move |later| later.version <= version);
        due.map(|later| &later.change)
    }

    fn of(&self, kind: DocKind) -> impl Iterator<Item = &Later> {
        self.later.iter().filter(move |later| later.kind == kind)
    }

    /// The change that the next version builds on: its hash, and the number of its last operation.
    fn last(&self, kind: DocKind) -> (Hash, u64) {
        match self.of(kind).last() {
            Some(last) => (last.change.hash(), last.change.max_op()),
            None => (Hash(skeleton::hash(kind).0), skeleton::max_op(kind)),
        }
    }

    /// The names of the containers, if the operations make some and say the version, and nothing
    /// else.
    fn containers_of(
        &self,
        kind: DocKind,
        version: u16,
        (_, before): (Hash, u64),
        operations: &[Op],
    ) -> Result<Vec<String>, NotASkeleton> {
        let (says, makes) = operations
            .split_last()
            .ok_or(NotASkeleton("it makes nothing"))?;
        let is_version = says.action == OpType::Put(ScalarValue::Int(i64::from(version)))
            && says.key == Key::Map("schema".into())
            && says.obj == ObjectId::Root
            && !says.insert
            && says
                .pred
                .iter()
                .eq([&OpId(before, ActorId::from(SKELETON_ACTOR))]);
        if !is_version || makes.is_empty() {
            return Err(NotASkeleton(
                "it does not say its version after what it makes",
            ));
        }
        let mut names: Vec<String> = Vec::new();
        for operation in makes {
            let name = made(operation).ok_or(NotASkeleton("it does more than make containers"))?;
            let is_taken = names.iter().any(|other| other == name)
                || layout::object(kind, name).is_some()
                || Slot::parse(kind, "", name).is_some()
                || self.version_with(kind, name).is_some()
                || Slot::later(name, name).is_none();
            if is_taken || name == "schema" {
                return Err(NotASkeleton("a container under a name that is taken"));
            }
            names.push(name.to_owned());
        }
        Ok(names)
    }
}

/// What every version has around its operations.
fn check_frame(
    change: &Change,
    version: u16,
    (hash, max_op): (Hash, u64),
) -> Result<(), NotASkeleton> {
    let is_ours = change.actor_id().to_bytes() == SKELETON_ACTOR.as_slice();
    let follows = change.deps() == [hash]
        && change.seq() == u64::from(version)
        && change.start_op().get() == max_op + 1;
    let is_bare =
        change.message().is_none() && change.extra_bytes().is_empty() && change.timestamp() == 0;
    match (is_ours, follows, is_bare) {
        (false, ..) => Err(NotASkeleton("somebody wrote it")),
        (_, false, _) => Err(NotASkeleton("it does not follow the version before alone")),
        (.., false) => Err(NotASkeleton("it carries more than operations")),
        _ => Ok(()),
    }
}

/// The name of the container that an operation makes in the root.
fn made(operation: &Op) -> Option<&str> {
    let is_made = matches!(operation.action, OpType::Make(ObjType::Map | ObjType::Text));
    let is_placed = operation.obj == ObjectId::Root
        && !operation.insert
        && operation.pred.iter().next().is_none();
    match &operation.key {
        Key::Map(name) if is_made && is_placed => Some(name),
        _ => None,
    }
}

impl Document {
    /// The version of its skeleton.
    pub fn version(&self) -> u16 {
        let skeletons = self.automerge.get_changes_meta(&[]).into_iter();
        let skeletons = skeletons.filter(|m| m.actor.to_bytes() == SKELETON_ACTOR.as_slice());
        u16::try_from(skeletons.count()).unwrap_or(u16::MAX)
    }

    /// The later versions that it has: whoever builds it anew needs the same.
    pub fn skeletons(&self) -> Skeletons {
        let mut known = Skeletons::default();
        if self.version() > skeleton::FIRST {
            for change in self.automerge.get_changes(&[]) {
                // In causal order: what is no next version is the first, or somebody's.
                if change.actor_id().to_bytes() == SKELETON_ACTOR.as_slice() {
                    let _ = known.add(self.kind(), change.raw_bytes());
                }
            }
        }
        known
    }

    /// This document raised to a version; none if Automerge breaks on it. What builds on it must
    /// follow at once: a later version is in a document only beneath somebody's change.
    pub(super) fn raised(&self, skeletons: &Skeletons, version: u16) -> Option<Self> {
        let due = skeletons.up_to_version(self.kind(), version);
        let due = due.filter(|change| !self.has(ChangeHash(change.hash().0)));
        self.with(&due.cloned().collect::<Vec<_>>())
    }

    /// Whether these are the skeletons of a document: the first begins it alone, every later one
    /// follows the one before. Which containers they make was asked when they came in.
    pub(super) fn begins_soundly(&self) -> bool {
        let mut before = None;
        let mut seq = 0;
        for change in self.automerge.get_changes_meta(&[]) {
            let is_skeleton = change.actor.to_bytes() == SKELETON_ACTOR.as_slice();
            if !is_skeleton && !change.deps.is_empty() {
                continue;
            }
            seq += 1;
            let is_next = match before {
                None => change.hash.0 == skeleton::hash(self.kind()).0,
                Some(before) => is_skeleton && change.seq == seq && change.deps == [before],
            };
            if !is_next {
                return false;
            }
            before = Some(change.hash);
        }
        before.is_some()
    }
}

impl ChangeInfo {
    /// Whether it is a skeleton: nobody's change, which no log holds.
    pub(super) fn is_skeleton(&self) -> bool {
        self.actor == ReplicaId(SKELETON_ACTOR)
    }
}

#[cfg(test)]
mod tests;
