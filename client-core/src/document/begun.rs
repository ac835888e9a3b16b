//! A document that one change has begun and nothing followed: what it says can be told from that
//! change alone, so Automerge need not build it. Which changes are so plain is decided in `admit`.

use automerge::{ActorId, Change, ObjId};

use super::history::ChangeInfo;
use super::said::Said;
use super::slot::Slot;
use crate::ids::DocId;
use crate::model::{DocKind, Scalar};

/// A document of one change.
#[derive(Clone, Debug)]
pub struct Begun {
    kind: DocKind,
    id: DocId,
    info: ChangeInfo,
    change: Change,
    said: Vec<(Slot, Said)>,
    notes: String,
}

impl Begun {
    /// The document that this change begins, what it puts where with which operation, and the notes
    /// that it writes.
    pub(super) fn new(
        kind: DocKind,
        id: DocId,
        (info, change): (ChangeInfo, Change),
        put: impl Iterator<Item = (Slot, Option<Scalar>, u64)>,
        notes: String,
    ) -> Self {
        let actor = ActorId::from(info.actor.0);
        let said = put.map(|(slot, value, op)| {
            let id = ObjId::Id(op, actor.clone(), 0);
            let replica = info.actor;
            (
                slot,
                Said {
                    value,
                    op,
                    replica,
                    id,
                },
            )
        });
        Self {
            kind,
            id,
            said: said.collect(),
            notes,
            info,
            change,
        }
    }

    /// What it is.
    pub const fn kind(&self) -> DocKind {
        self.kind
    }

    /// Its id.
    pub const fn id(&self) -> DocId {
        self.id
    }

    /// What its change says of itself.
    pub const fn info(&self) -> &ChangeInfo {
        &self.info
    }

    /// The change.
    pub(super) const fn change(&self) -> &Change {
        &self.change
    }

    /// The notes of a private companion.
    pub(super) fn notes(&self) -> &str {
        &self.notes
    }

    /// What stands in it. Nothing stands twice, and nobody said anything else.
    pub(super) fn all_said(&self) -> Vec<(Slot, Vec<Said>)> {
        let said = self.said.iter().cloned();
        said.map(|(slot, said)| (slot, vec![said])).collect()
    }
}
