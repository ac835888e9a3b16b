//! What a sync came to, for the one who looks at the screen.

use crate::ids::DocId;
use crate::wire::FailureCode;

/// The figures of one sync.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SyncReport {
    /// Changes that the server took.
    pub sent: u64,
    /// Changes that came from it and are stored.
    pub received: u64,
    /// Hand-overs of others that it has dealt with.
    pub carried: u64,
    /// Changes that it refused.
    pub refused: u64,
    /// Bytes of request bodies.
    pub bytes_out: u64,
    /// Bytes of answer bodies.
    pub bytes_in: u64,
    /// Requests.
    pub round_trips: u64,
    /// Documents that were sent and that the server said nothing final of. They stay pending.
    pub unsettled: Vec<DocId>,
    /// How it ended; none while it goes on.
    pub end: Option<SyncEnd>,
}

/// How a sync ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SyncEnd {
    /// Nothing is left to say on either side.
    Done,
    /// The line was cut: whole pages are stored, the rest comes again.
    Cut,
    /// The user stopped it.
    Cancelled,
    /// The server wants to be asked later.
    Retry {
        /// After how many milliseconds.
        after_ms: u64,
    },
    /// The server did not answer the request.
    Failed {
        /// Why.
        code: FailureCode,
        /// Why, in words.
        reason: String,
    },
    /// The device was wiped.
    Wiped,
    /// The answer made no sense; the words of the error.
    Confused(String),
}
