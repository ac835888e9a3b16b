//! The containers of each kind of document: one table, from which the skeleton is made.
//!
//! Two phones that make the same map offline hide one another's content, so no container is ever
//! made later than in the skeleton. The order of a table is part of the skeleton's bytes: a new
//! container comes with a new version, never in between.

use automerge::{ActorId, ObjId, ObjType, ROOT, ReadDoc, Value, ValueRef};

use super::body::Document;
use crate::model::DocKind;

/// The actor of every skeleton: sixteen zero bytes, which no device key can hash to.
pub(super) const SKELETON_ACTOR: [u8; 16] = [0; 16];

/// A map or text that a document has from its beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Container {
    /// Its key in the root.
    pub name: &'static str,
    /// A text or a map.
    pub(super) object: ObjType,
}

const fn map(name: &'static str) -> Container {
    Container {
        name,
        object: ObjType::Map,
    }
}

const fn text(name: &'static str) -> Container {
    Container {
        name,
        object: ObjType::Text,
    }
}

const SESSION: &[Container] = &[
    map("team"),
    map("partners"),
    map("topics"),
    map("reached"),
    map("groups"),
    map("materials"),
    map("tallies"),
    map("basis"),
    map("settled"),
    map("succeeds"),
    map("replaces"),
    map("meeting"),
    map("media"),
    map("online"),
    map("answers"),
    map("review"),
];

const EXCHANGE: &[Container] = &[
    map("partners"),
    map("participants"),
    map("activities"),
    map("learned"),
    map("sessions"),
    map("basis"),
    map("settled"),
    map("succeeds"),
    map("replaces"),
    map("review"),
];

// `replaces`: a refused note is re-authored like anything else, and must not come a second time
// by another route.
const PRIVATE: &[Container] = &[
    text("notes"),
    map("texts"),
    map("attachments"),
    map("replaces"),
];

/// The containers of a document of this kind, in the order in which its skeleton makes them.
pub const fn containers(kind: DocKind) -> &'static [Container] {
    match kind {
        DocKind::Session => SESSION,
        DocKind::Exchange => EXCHANGE,
        DocKind::Private => PRIVATE,
    }
}

/// The container's object in every document of this kind, or the root for an empty name.
///
/// The skeleton is constant, so the object's id is known without asking the document.
pub(super) fn object(kind: DocKind, name: &str) -> Option<ObjId> {
    if name.is_empty() {
        return Some(ROOT);
    }
    let at = containers(kind).iter().position(|c| c.name == name)?;
    let counter = at as u64 + 1;
    Some(ObjId::Id(counter, ActorId::from(SKELETON_ACTOR), 0))
}

/// The name of the container that the skeleton made with its `counter`-th operation.
pub(super) fn name_of(kind: DocKind, counter: u64) -> Option<&'static str> {
    let at = usize::try_from(counter.checked_sub(1)?).ok()?;
    containers(kind).get(at).map(|container| container.name)
}

impl Document {
    /// The object of a container: one of the first version, or one that a later skeleton of this
    /// very document made.
    pub(super) fn object(&self, name: &str) -> Option<ObjId> {
        object(self.kind(), name).or_else(|| match self.automerge.get(ROOT, name) {
            Ok(Some((Value::Object(_), id))) => made_later(&id).map(|_| id),
            _ => None,
        })
    }

    /// The name of the map that a later skeleton of this document made with its `counter`-th
    /// operation.
    pub(super) fn later_map(&self, counter: u64) -> Option<String> {
        let mut keys = self.automerge.map_range(ROOT, ..);
        let found = keys.find(|item| {
            let is_map = matches!(item.value, ValueRef::Object(ObjType::Map));
            is_map && made_later(&item.id()) == Some(counter)
        })?;
        let counter = usize::try_from(counter).ok()?;
        (counter > containers(self.kind()).len()).then(|| found.key.to_string())
    }
}

/// The number of the operation that made an object, if a skeleton made it.
fn made_later(id: &ObjId) -> Option<u64> {
    match id {
        ObjId::Id(counter, actor, _) if actor.to_bytes() == SKELETON_ACTOR.as_slice() => {
            Some(*counter)
        }
        _ => None,
    }
}
