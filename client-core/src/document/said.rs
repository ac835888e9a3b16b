//! What stands at one place of a document: every value that nobody has overwritten yet, with the
//! operation that said it.

use automerge::{ObjId, ObjType, ReadDoc, ScalarValueRef, ValueRef};

use super::body::Document;
use super::layout;
use super::slot::Slot;
use super::value;
use crate::ids::{ChangeHash, ReplicaId};
use crate::model::{DocKind, Scalar};
use crate::time::Timestamp;

/// One value, and where it came from.
#[derive(Clone, Debug)]
pub(super) struct Said {
    /// The value; none for an emptied register.
    pub(super) value: Option<Scalar>,
    /// The number of its operation; with the replica an order that is the same everywhere.
    pub(super) op: u64,
    /// Who said it.
    pub(super) replica: ReplicaId,
    pub(super) id: ObjId,
}

impl Said {
    fn new(value: Option<Scalar>, id: ObjId) -> Option<Self> {
        let ObjId::Id(op, actor, _) = &id else {
            return None;
        };
        Some(Self {
            value,
            op: *op,
            replica: ReplicaId::try_from(actor.to_bytes()).ok()?,
            id,
        })
    }
}

impl Document {
    /// Every value of one slot, the last said first. Values that no slot may hold are passed over.
    pub(super) fn said(&self, slot: &Slot) -> Vec<Said> {
        let Some(object) = self.object(slot.container()) else {
            return Vec::new();
        };
        let all = self
            .automerge
            .get_all(&object, slot.key())
            .unwrap_or_default();
        let values = all.into_iter().filter_map(|(value, id)| {
            let value = value::of_automerge(value.as_scalar()?).ok()?;
            Said::new(value, id)
        });
        let mut said: Vec<_> = values.filter(|said| is_sound(slot, said)).collect();
        said.sort_by_key(|said| std::cmp::Reverse((said.op, said.replica)));
        said
    }

    /// Every slot of the document at which something stands. What is no slot is passed over: it
    /// cannot be there after admission.
    pub(super) fn all_said(&self) -> Vec<(Slot, Vec<Said>)> {
        let mut found = Vec::new();
        for container in [""].into_iter().chain(map_names(self.kind())) {
            let Some(object) = layout::object(self.kind(), container) else {
                continue;
            };
            for item in self.automerge.map_range(&object, ..) {
                let ValueRef::Scalar(value) = &item.value else {
                    continue;
                };
                let Some(slot) = Slot::parse(self.kind(), container, &item.key) else {
                    continue;
                };
                let said = if item.conflict {
                    self.said(&slot)
                } else {
                    let value = of_reference(value);
                    let said = value.and_then(|value| Said::new(value, item.id()));
                    said.into_iter()
                        .filter(|said| is_sound(&slot, said))
                        .collect()
                };
                if !said.is_empty() {
                    found.push((slot, said));
                }
            }
        }
        found
    }

    /// The notes of a private companion; empty for other documents.
    pub(super) fn notes(&self) -> String {
        let notes = layout::object(self.kind(), "notes");
        let text = notes.and_then(|object| self.automerge.text(&object).ok());
        text.unwrap_or_default()
    }

    /// The change in which something was said.
    pub(super) fn change_of(&self, said: &Said) -> Option<ChangeHash> {
        let hash = self.automerge.hash_for_opid(&said.id)?;
        Some(ChangeHash(hash.0))
    }

    /// When something was said, by its author's clock.
    pub(super) fn time_of(&self, change: ChangeHash) -> Timestamp {
        self.info(change).map(|info| info.time).unwrap_or_default()
    }
}

/// Whether a value may stand there, and was written by the one who alone may.
fn is_sound(slot: &Slot, said: &Said) -> bool {
    let is_own = slot
        .owner()
        .is_none_or(|owner| owner == said.replica.short());
    is_own && slot.check(said.value.as_ref()).is_ok()
}

fn map_names(kind: DocKind) -> impl Iterator<Item = &'static str> {
    let maps = layout::containers(kind).iter();
    maps.filter(|c| c.object == ObjType::Map).map(|c| c.name)
}

fn of_reference(value: &ScalarValueRef<'_>) -> Option<Option<Scalar>> {
    match value {
        ScalarValueRef::Null => Some(None),
        ScalarValueRef::Boolean(yes) => Some(Some(Scalar::Bool(*yes))),
        ScalarValueRef::Int(number) => Some(Some(Scalar::Int(*number))),
        ScalarValueRef::Str(text) => Some(Some(Scalar::Text(text.to_string()))),
        _ => None,
    }
}
