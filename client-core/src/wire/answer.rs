//! What the server says.

use minicbor::{Decode, Encode};

use super::code::{FailureCode, RefusalCode, RepairReason};
use super::message::{Blob, messages};
use super::request::{CatalogueCursor, Cursor, Receipt};
use crate::ids::{
    ChangeHash, DeviceId, DocId, EnvelopeId, FeedId, OrganisationId, UnitId, UnlockId,
};
use crate::time::Timestamp;

messages! {
    /// A message from a server to a phone.
    ToPhone {
        /// Always the first of a successful answer.
        0 Welcome,
        /// Changes are durable.
        1 Taken,
        /// Changes before these are not known here.
        2 Missing,
        /// One change was not taken.
        3 Refused,
        /// A document, or what is new of it.
        4 Item,
        /// A feed, or a document in it, is no longer followed.
        5 Gone,
        /// A document was erased.
        6 GoneForGood,
        /// Changes turned out to be harmful.
        7 Retract,
        /// A catalogue entry that changed.
        8 CatalogueItem,
        /// Ends a page: what came before it belongs in one transaction.
        9 CursorMoved,
        /// Everything up to here is in a verified backup.
        10 DurableThrough,
        /// Repair first.
        11 Repair,
        /// Ask again at once: there is more.
        12 More,
        /// There is no more.
        13 Done,
        /// Destroy everything.
        14 Wipe,
        /// Try later.
        15 Retry,
        /// The request failed as a whole.
        16 Failed,
        /// Ends a page of the catalogue: what came before it belongs in one transaction.
        17 CatalogueMoved,
        /// Repair: fingerprints of ranges of what the server has.
        18 Reconciled,
        /// What became of a hand-over that the phone brought.
        19 Carried,
    }
}

/// What was agreed on.
#[derive(Clone, Debug, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Welcome {
    /// The protocol that the server speaks with this phone.
    #[n(0)]
    pub protocol: u16,
    /// The server's clock.
    #[n(1)]
    pub server_time: Timestamp,
    /// The feeds that the device follows; left out when the phone's digest names the same.
    #[n(2)]
    pub feeds: Option<Vec<FeedId>>,
    /// The version of each document kind up to which the phone may upgrade: session, exchange,
    /// private. Left out when it is the first of all.
    #[n(3)]
    pub schemas: Option<Vec<u16>>,
    /// The encoding that the phone should use for its next request.
    #[n(4)]
    pub encoding: u32,
    /// The member's role and unit; left out with the feeds.
    #[n(5)]
    pub role: Option<String>,
    /// The catalogue version that the phone has once it took the entries of this answer. To a
    /// phone that sent a cursor of the catalogue: the version that it said.
    #[n(6)]
    pub catalogue_version: u64,
    /// The version of `reconcile` that the server answers; none when it repairs by lists only.
    #[n(7)]
    pub reconciles: Option<u8>,
    /// The unlock secret of this phone that the server can hand out: sealed to its present recovery
    /// key, and not handed out yet.
    #[n(8)]
    pub deposit: Option<UnlockId>,
    /// The unlock secret that an administrator has handed out: the phone is to draw another.
    #[n(9)]
    pub handed_out: Option<UnlockId>,
}

/// Changes of this request that are durable, or were already.
#[derive(Clone, Debug, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Taken {
    /// The document.
    #[n(0)]
    pub doc: DocId,
    /// Hashes of the last taken changes; only ones of this request.
    #[n(1)]
    pub heads: Vec<ChangeHash>,
    /// Where in the log.
    #[n(2)]
    pub receipt: Receipt,
}

/// Changes that this server lacks: send everything after these heads.
#[derive(Clone, Debug, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Missing {
    /// The document.
    #[n(0)]
    pub doc: DocId,
    /// What the server has of it.
    #[n(1)]
    pub heads: Vec<ChangeHash>,
}

/// What became of a hand-over that the phone brought: it need not be carried any longer. Stands
/// behind what the server says of its documents, if it says anything.
#[derive(Clone, Debug, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Carried {
    /// Which one.
    #[n(0)]
    pub envelope: EnvelopeId,
    /// Why all of it was refused; none when each of its documents was taken or refused by itself.
    #[n(1)]
    pub code: Option<RefusalCode>,
    /// Why, in words; empty without a code.
    #[n(2)]
    pub reason: String,
}

/// A change that was not taken, and will never be.
#[derive(Clone, Debug, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Refused {
    /// The document.
    #[n(0)]
    pub doc: DocId,
    /// The change; none when the bytes are no change at all.
    #[n(1)]
    pub hash: Option<ChangeHash>,
    /// Why.
    #[n(2)]
    pub code: RefusalCode,
    /// Why, in words for the one who will look at it.
    #[n(3)]
    pub reason: String,
}

/// A document, or what is new of it.
#[derive(Clone, Debug, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Item {
    /// The document.
    #[n(0)]
    pub doc: DocId,
    /// Its kind: 0 session, 1 exchange, 2 private.
    #[n(1)]
    pub kind: u8,
    /// The unit that owns it.
    #[n(2)]
    pub unit: UnitId,
    /// Feeds of the device that it is in.
    #[n(3)]
    pub feeds: Vec<FeedId>,
    /// Whether `changes` is everything, and not only what is new.
    #[n(4)]
    pub whole: bool,
    /// Raw change chunks in log order; the skeleton is left out.
    #[n(5)]
    pub changes: Vec<Blob>,
    /// Who wrote each change, in the same order.
    #[n(6)]
    pub authors: Vec<Author>,
    /// A saved document that stands for older changes.
    #[n(7)]
    pub snapshot: Option<Blob>,
}

/// Who wrote one change, with a proof that only the server can make.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Author {
    /// The member, or the organisation for a change from elsewhere.
    #[n(0)]
    pub who: String,
    /// The enrolment it came from.
    #[n(1)]
    pub device: DeviceId,
    /// Eight bytes of HMAC-SHA-256 over document, hash, device and member.
    #[n(2)]
    pub tag: Blob,
    /// When the server received it.
    #[n(3)]
    pub received: Timestamp,
}

/// A feed, or one document in it, is no longer followed.
#[derive(Clone, Debug, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Gone {
    /// The feed.
    #[n(0)]
    pub feed: FeedId,
    /// The document; the whole feed when left out.
    #[n(1)]
    pub doc: Option<DocId>,
}

/// A document was erased everywhere.
#[derive(Clone, Debug, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct GoneForGood {
    /// The document.
    #[n(0)]
    pub doc: DocId,
}

/// Changes that turned out to be harmful, with all that depends on them.
#[derive(Clone, Debug, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Retract {
    /// The document.
    #[n(0)]
    pub doc: DocId,
    /// The changes.
    #[n(1)]
    pub hashes: Vec<ChangeHash>,
}

/// A catalogue entry that changed.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct CatalogueItem {
    /// `kind/id`.
    #[n(0)]
    pub key: String,
    /// The version at which it changed.
    #[n(1)]
    pub version: u64,
    /// The entry; none when it is gone.
    #[n(2)]
    pub json: Option<String>,
}

/// Ends a page of the catalogue. Said to phones that sent a cursor of it, anywhere in an answer.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct CatalogueMoved {
    /// Where the phone stands once it has stored the entries.
    #[n(0)]
    pub cursor: CatalogueCursor,
    /// Everything is said anew: what the phone has and does not hear of again is to go.
    #[n(1)]
    pub afresh: bool,
    /// Nothing is lacking any more.
    #[n(2)]
    pub complete: bool,
}

/// Ends a page.
#[derive(Clone, Debug, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct CursorMoved {
    /// Where the phone stands once it has stored the page.
    #[n(0)]
    pub cursor: Cursor,
}

/// How far the last verified backup reaches.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct DurableThrough {
    /// Whose log.
    #[n(0)]
    pub organisation: OrganisationId,
    /// The position.
    #[n(1)]
    pub seq: u64,
}

/// Repair: the server's turn of comparing.
#[derive(Clone, Debug, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Reconciled {
    /// A message of the negentropy protocol.
    #[n(0)]
    pub message: Blob,
    /// On the first turn: where the log stood before anything was compared. The phone stands there
    /// once all that differs is settled.
    #[n(1)]
    pub cursor: Option<Cursor>,
}

/// The phone must repair before anything of it is taken.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Repair {
    /// Whose log.
    #[n(0)]
    pub organisation: OrganisationId,
    /// Why.
    #[n(1)]
    pub reason: RepairReason,
}

/// Ask again at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct More {}

/// There is no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Done {}

/// Destroy the database key. Signed by the organisation's identity key.
#[derive(Clone, Debug, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Wipe {
    /// The enrolment.
    #[n(0)]
    pub device: DeviceId,
    /// Ed25519 over `teren wipe` and the enrolment.
    #[n(1)]
    pub signature: Blob,
}

/// Try later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Retry {
    /// After how many milliseconds.
    #[n(0)]
    pub after_ms: u64,
}

/// The request failed as a whole: nothing of it was taken beyond what was said before this.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Failed {
    /// Why.
    #[n(0)]
    pub code: FailureCode,
    /// Why, in words.
    #[n(1)]
    pub reason: String,
}
