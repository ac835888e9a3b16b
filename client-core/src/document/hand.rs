//! Whose hand makes an edit, and when: all that an edit needs beside itself.

use crate::ids::ReplicaShort;
use crate::model::Who;
use crate::time::Timestamp;

/// The one who makes an edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hand {
    /// The replica in whose cells it counts.
    pub replica: ReplicaShort,
    /// Who that is, as readers will know it.
    pub who: Who,
    /// Now, by this device's clock.
    pub now: Timestamp,
}
