//! One document in memory: Automerge behind a door that lets nothing half-applied through.
//!
//! Automerge can panic on a change that was made to hurt it, and then its object is unusable. So
//! foreign bytes are parsed one by one, applied under `catch_unwind`, and on any failure the
//! document is as it was before. Who may change what is decided in `admit`, not here.

use std::panic::{AssertUnwindSafe, catch_unwind};

use automerge::{
    Automerge, Change, LoadOptions, OnPartialLoad, ReadDoc, TextEncoding, VerificationMode,
};

use super::chunk::{self, Claim};
use super::layout::SKELETON_ACTOR;
use super::skeleton;
use super::skeletons::Skeletons;
use crate::ids::{ChangeHash, DocId};
use crate::model::DocKind;

/// Why a document or a change could not be taken. The document is as it was before.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// The saved bytes are no document of this kind. Fetch it again.
    #[error("the document cannot be read; fetch it again")]
    Unreadable,
    /// The bytes are no plain change chunk, or too large.
    #[error("the bytes are no change")]
    NotAChange,
    /// Changes that come first are not here. Ask for the whole document.
    #[error("{} changes that come before are not here; ask for the whole document", .0.len())]
    MissingDependencies(Vec<ChangeHash>),
    /// Automerge refused the change, or broke on it. Never try it again.
    #[error("change {0} cannot be applied")]
    Harmful(ChangeHash),
}

/// A session, an exchange or a private companion, with its whole history.
#[derive(Clone, Debug)]
pub struct Document {
    kind: DocKind,
    id: DocId,
    pub(super) automerge: Automerge,
}

impl Document {
    /// A document of which nothing is said yet: the skeleton alone.
    pub fn new(kind: DocKind, id: DocId) -> Self {
        Self {
            kind,
            id,
            automerge: skeleton::document(kind),
        }
    }

    /// The document of bytes that `save` gave, here or elsewhere. Every change is verified.
    pub fn load(kind: DocKind, id: DocId, bytes: &[u8]) -> Result<Self, DocumentError> {
        if chunk::claim_of_document(bytes) != Claim::Bounded {
            return Err(DocumentError::Unreadable);
        }
        let options = || {
            LoadOptions::new()
                .on_partial_load(OnPartialLoad::Error)
                .verification_mode(VerificationMode::Check)
                .text_encoding(TextEncoding::UnicodeCodePoint)
        };
        let automerge = catch_unwind(|| Automerge::load_with_options(bytes, options()))
            .ok()
            .and_then(Result::ok)
            .ok_or(DocumentError::Unreadable)?;
        let document = Self {
            kind,
            id,
            automerge,
        };
        let is_whole = document.automerge.get_missing_deps(&[]).is_empty();
        if is_whole && document.begins_soundly() {
            Ok(document)
        } else {
            Err(DocumentError::Unreadable)
        }
    }

    /// Bytes from which `load` gives this document again. They are not compressed: whoever keeps
    /// or sends many does that better, and what inflates is never loaded.
    pub fn save(&self) -> Vec<u8> {
        self.automerge.save_nocompress()
    }

    /// What the document is.
    pub const fn kind(&self) -> DocKind {
        self.kind
    }

    /// Its id.
    pub const fn id(&self) -> DocId {
        self.id
    }

    /// Applies raw change chunks in causal order; those that are here already are passed over.
    /// On an error none of them is applied.
    pub fn apply<B: AsRef<[u8]>>(&mut self, changes: &[B]) -> Result<(), DocumentError> {
        self.apply_on(&Skeletons::default(), changes)
    }

    /// The same where some may build on later skeletons: these are applied beneath them.
    pub fn apply_on<B: AsRef<[u8]>>(
        &mut self,
        skeletons: &Skeletons,
        changes: &[B],
    ) -> Result<(), DocumentError> {
        let mut fresh: Vec<Change> = Vec::with_capacity(changes.len());
        for bytes in changes {
            let change = chunk::parse(bytes.as_ref()).ok_or(DocumentError::NotAChange)?;
            let hash = ChangeHash(change.hash().0);
            if self.has(hash) || fresh.iter().any(|c| c.hash() == change.hash()) {
                continue;
            }
            let is_skeleton = change.actor_id().to_bytes() == SKELETON_ACTOR.as_slice();
            if is_skeleton || change.deps().is_empty() {
                return Err(DocumentError::Harmful(hash));
            }
            let mut missing = Vec::new();
            for dep in change.deps().iter().map(|dep| ChangeHash(dep.0)) {
                let is_here = |hash: ChangeHash, fresh: &[Change]| {
                    self.has(hash) || fresh.iter().any(|c| c.hash().0 == hash.0)
                };
                if is_here(dep, &fresh) {
                    continue;
                }
                let Some(due) = skeletons.up_to(self.kind, dep) else {
                    missing.push(dep);
                    continue;
                };
                for skeleton in due {
                    if !is_here(ChangeHash(skeleton.hash().0), &fresh) {
                        fresh.push(skeleton.clone());
                    }
                }
            }
            if !missing.is_empty() {
                return Err(DocumentError::MissingDependencies(missing));
            }
            fresh.push(change);
        }
        match self.with(&fresh) {
            Some(document) => *self = document,
            None => return Err(DocumentError::Harmful(self.culprit(&fresh))),
        }
        Ok(())
    }

    /// This document with changes whose dependencies are here; none if Automerge does not take
    /// them. It is tried on a copy: after a panic an object is in no state to be used again.
    pub(super) fn with(&self, changes: &[Change]) -> Option<Self> {
        let mut trial = self.clone();
        let applied = catch_unwind(AssertUnwindSafe(move || {
            let automerge = &mut trial.automerge;
            automerge.apply_changes(changes.iter().cloned()).ok()?;
            let is_whole = automerge.get_missing_deps(&[]).is_empty();
            is_whole.then_some(trial)
        }));
        applied.ok().flatten()
    }

    /// The first of these changes that cannot be applied.
    fn culprit(&self, changes: &[Change]) -> ChangeHash {
        let broken = (1..changes.len()).find(|n| self.with(&changes[..*n]).is_none());
        let culprit = &changes[broken.unwrap_or(changes.len()) - 1];
        ChangeHash(culprit.hash().0)
    }
}
