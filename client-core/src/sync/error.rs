//! What a server may say that cannot be. Each ends the sync; whole pages before it stay.

use super::reconcile::NotATurn;
use crate::ids::{DocId, OrganisationId};
use crate::wire::WireError;

/// The answer makes no sense. Nothing is lost: what is unsent stays so.
#[derive(Debug, thiserror::Error)]
pub enum SyncError {
    /// The bytes are no answer.
    #[error("the server's answer cannot be read: {0}")]
    Wire(#[from] WireError),
    /// The server speaks a protocol that this build does not.
    #[error("the server speaks protocol {0}, which this app does not: update the app")]
    ProtocolUnknown(u16),
    /// A message stands where it cannot.
    #[error("the server said `{message}` where it cannot stand")]
    OutOfOrder {
        /// Which message.
        message: &'static str,
    },
    /// The server speaks of changes that this request did not carry.
    #[error("the server answered for changes of {doc} that were not sent")]
    NeverPut {
        /// Of which document.
        doc: DocId,
    },
    /// The server speaks of a hand-over that this request did not carry.
    #[error("the server answered for a hand-over that was not sent")]
    NeverCarried,
    /// An item's changes and authors do not belong together.
    #[error("the server named {authors} authors for {changes} changes of {doc}")]
    UnevenItem {
        /// The document.
        doc: DocId,
        /// How many changes.
        changes: usize,
        /// How many authors.
        authors: usize,
    },
    /// A cursor went back though no repair is going on.
    #[error("the server moved the cursor of {organisation} back without a repair")]
    CursorWentBack {
        /// Whose log.
        organisation: OrganisationId,
    },
    /// The server asks to be asked again, having brought nothing.
    #[error("the server says that there is more and brings nothing")]
    MoreWithoutProgress,
    /// One answer has more pages than any may.
    #[error("the server's answer has more than {pages_max} pages")]
    AnswerTooLong {
        /// The limit.
        pages_max: usize,
    },
    /// More requests than one sync may need.
    #[error("this sync needed more than {round_trips_max} round trips; try again later")]
    TooManyRoundTrips {
        /// The limit.
        round_trips_max: usize,
    },
    /// The server asks for a repair while one is going on.
    #[error("the server asks for a repair while one is going on")]
    RepairAgain,
    /// The repair's last answer lacks the cursor that ends it.
    #[error("the server ended a repair without saying where its log stands")]
    RepairWithoutCursor,
    /// The server's turn of a reconciliation makes no sense.
    #[error("the server's answer to a repair makes no sense: {0}")]
    NotATurn(#[from] NotATurn),
    /// The server said nothing to a turn of a reconciliation.
    #[error("the server did not answer what a repair asked")]
    TurnUnanswered,
    /// An order to wipe that the organisation did not sign for this device.
    #[error("an order to wipe this device was not signed by the organisation")]
    ForgedWipe,
}
