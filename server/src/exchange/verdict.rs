//! What was judged of one document's changes, between those who judge and the one who writes.

use std::collections::BTreeSet;

use client_core::ids::{ChangeHash, DeviceId, DocId, MemberId, ProgrammeId, ReplicaShort};

use super::admission::Parent;
use super::outcome::Outcome;
use crate::projection::Facts;
use crate::store::changes::NewChange;
use crate::store::documents::DocumentRow;
use crate::store::quarantine::Kept;
use crate::store::refusals::Refusal;
use crate::store::replicas::ReplicaRow;

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
    /// The programme that the document is to join, unless it is or was in one.
    pub(super) joins: Option<ProgrammeId>,
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
    /// It waited for a coordinator, who has nothing to decide any more.
    pub(super) waited: bool,
}

impl Verdict {
    pub(super) fn new(doc: DocId) -> Self {
        Self {
            outcome: Outcome::new(doc),
            judged_at: None,
            row: None,
            facts: None,
            joins: None,
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

    /// As that of the document whose companion is judged next.
    pub(super) fn as_parent(&self) -> Parent<'_> {
        let is_here = self.row.is_some() || self.judged_at.is_some();
        let is_refused = !self.outcome.refused.is_empty() && self.outcome.missing.is_none();
        Parent {
            row: self.row.as_ref(),
            waits: !is_here && !self.quarantined.is_empty(),
            is_refused: !is_here && is_refused,
        }
    }

    /// Whether the writer has anything to do.
    pub(super) const fn writes(&self) -> bool {
        !self.accepted.is_empty() || !self.refused.is_empty() || !self.quarantined.is_empty()
    }
}
