//! Where two people truly said different things: both sayings, who said each and when.

use serde::Serialize;

use crate::ids::{MemberId, OrganisationId, ReplicaShort};
use crate::time::Timestamp;

/// Who wrote something, as far as the reader may know.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// A member of the reader's own organisation.
    Member(MemberId),
    /// Somebody of another organisation, whose members stay unnamed.
    Organisation(OrganisationId),
    /// Not known here: the replica is all there is.
    Replica(ReplicaShort),
}

/// One of the things that were said.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Saying {
    /// The value, in the plain form; for a count the figures of its table.
    pub value: serde_json::Value,
    /// Everybody who said it.
    pub who: Vec<Who>,
    /// When it was last said, by the writer's own clock.
    pub when: Timestamp,
}

/// A field of which two different things were said, neither knowing of the other.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Conflict {
    /// The field's name in the plain form, or the table's name for a count.
    pub field: String,
    /// What was said, in an order that is the same on every replica. The first is the one that
    /// the document shows until somebody settles it.
    pub sayings: Vec<Saying>,
}
