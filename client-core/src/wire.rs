//! What travels between a phone and the server: messages, and the frame that carries them.
//!
//! Knows no documents: a change is bytes here. Message and field numbers are for ever; a new
//! field takes a new number and old readers skip it.

pub mod answer;
pub mod certificate;
pub mod code;
pub mod frame;
pub mod join;
pub mod message;
pub mod request;

pub use answer::{
    Author, Carried, CatalogueItem, CatalogueMoved, CursorMoved, DurableThrough, Failed, Gone,
    GoneForGood, Item, Missing, Reconciled, Refused, Repair, Retract, Retry, Taken, ToPhone,
    Welcome, Wipe,
};
pub use certificate::{Certificate, CertificateProblem};
pub use code::{FailureCode, RefusalCode, RepairReason};
pub use frame::{Encoding, FrameDecoder, FrameEncoder, WireError};
pub use join::{Invite, InviteProblem, JoinAnswer, JoinRequest};
pub use request::{
    CatalogueCursor, CatalogueWalk, Cursor, Deposit, Differing, Envelope, Hello, Inventory,
    InventoryItem, Put, Receipt, Reconcile, SealedSecret, ToServer, Walk, WalkPosition, Want,
    Wiped,
};

/// The protocol that this build speaks. A server speaks this one and the one before.
pub const PROTOCOL: u16 = 1;
/// The oldest protocol that this build understands.
pub const PROTOCOL_OLDEST: u16 = 1;
/// What a phone offers in its handshake (as an application protocol, which is never chosen) when it
/// knows the server by the pin of its authority: whatever certificate browsers are shown, this
/// phone is to see one of that authority.
pub const PINNED_PROTOCOL: &[u8] = b"pinned/1";
/// The version of comparing by fingerprints that this build speaks in a repair.
pub const RECONCILES: u8 = 1;
/// The media type of both bodies of `POST /v1/sync`.
pub const SYNC_MEDIA_TYPE: &str = "application/vnd.teren.sync";

#[cfg(test)]
mod tests;
