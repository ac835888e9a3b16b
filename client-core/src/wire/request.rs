//! What a phone says.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::answer::Author;
use super::message::{Blob, messages};
use crate::ids::{
    Chain, ChangeHash, DeviceId, DocId, Epoch, FeedDigest, FeedId, InstallNonce, OrganisationId,
    RecoveryKey, StateHash, UnitId, UnlockId,
};
use crate::time::Timestamp;

messages! {
    /// A message from a phone to its server.
    ToServer {
        /// Who speaks and what it knows. Always the first.
        0 Hello,
        /// Another phone's signed changes, carried unchanged.
        1 Envelope,
        /// Changes of one document.
        2 Put,
        /// Asks for a whole document.
        3 Want,
        /// The last message of a request.
        4 End,
        /// Repair: which documents the phone holds, and at which heads.
        5 Inventory,
        /// The wiped phone's last word.
        6 Wiped,
        /// Repair: fingerprints of ranges of what the phone holds.
        7 Reconcile,
        /// Repair: the documents that differ, and at which heads the phone holds them.
        8 Differing,
        /// What opens the phone's lock when its PIN is forgotten.
        9 Deposit,
    }
}

/// Who speaks and what it knows.
#[derive(Clone, Debug, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Hello {
    /// The protocol that the phone speaks.
    #[n(0)]
    pub protocol: u16,
    /// The app and its version, e.g. `teren-android 1.2.0`.
    #[n(1)]
    pub app: String,
    /// The enrolment.
    #[n(2)]
    pub device: DeviceId,
    /// Kept outside every backup of the phone.
    #[n(3)]
    pub install: InstallNonce,
    /// Made durable before each request and raised by one: a value that is not above the last
    /// shows a restored or cloned phone.
    #[n(4)]
    pub sent: u64,
    /// How far the phone has read, one per organisation.
    #[n(5)]
    pub cursors: Vec<Cursor>,
    /// The log positions of the phone's last accepted pushes.
    #[n(6)]
    pub receipts: Vec<Receipt>,
    /// The catalogue version that the phone has.
    #[n(7)]
    pub catalogue_version: u64,
    /// Sessions with unsent work, for the coordinator's list of phones.
    #[n(8)]
    pub unsent: u32,
    /// The highest version of each document kind that the phone can read: session, exchange,
    /// private.
    #[n(9)]
    pub schemas: Vec<u16>,
    /// Encodings that the phone can decode: see `Encoding::number`.
    #[n(10)]
    pub encodings: Vec<u32>,
    /// The phone's clock, to record how wrong it is. No decision uses it.
    #[n(11)]
    pub clock: Timestamp,
    /// Shown to a server that does not know the device: a request to be registered again.
    #[n(12)]
    pub certificate: Option<Blob>,
    /// How far the phone has taken in the catalogue. A phone that says so hears of it in pages,
    /// each with a `CatalogueMoved`; to others `catalogue_version` is all there is.
    #[n(13)]
    pub catalogue: Option<CatalogueCursor>,
}

/// How far a phone has taken in the catalogue, by the versions at which entries changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct CatalogueCursor {
    /// Of what everything else is read with, which travels before the documents.
    #[n(0)]
    pub early: u64,
    /// Of the long registers, which travel behind them.
    #[n(1)]
    pub late: u64,
    /// The log position up to which it was heard who follows what: a unit that is followed since
    /// later is new to the phone.
    #[n(2)]
    pub through: u64,
    /// Units whose entries are still being fetched for the first time.
    #[n(3)]
    pub walks: Vec<CatalogueWalk>,
}

/// The first fetching of a unit's entries, interrupted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct CatalogueWalk {
    /// Whose entries.
    #[n(0)]
    pub unit: UnitId,
    /// The log position at which the unit was followed.
    #[n(1)]
    pub since: u64,
    /// As in the cursor, of this unit.
    #[n(2)]
    pub early: u64,
    /// The same.
    #[n(3)]
    pub late: u64,
}

impl CatalogueCursor {
    /// The version of which nothing is lacking: what a server hears that knows no cursor.
    pub fn version(&self) -> u64 {
        let walks = self.walks.iter().map(|walk| walk.early.min(walk.late));
        walks
            .min()
            .unwrap_or(u64::MAX)
            .min(self.early)
            .min(self.late)
    }

    /// A phone that took in everything up to `version` from a server that knows no cursor.
    pub const fn at_version(version: u64) -> Self {
        Self {
            early: version,
            late: version,
            through: 0,
            walks: Vec::new(),
        }
    }
}

/// How far a phone has read one organisation's log.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Cursor {
    /// Whose log.
    #[n(0)]
    pub organisation: OrganisationId,
    /// Items carry the changes after this; it moves to `at` only at the log's end.
    #[n(1)]
    pub base: u64,
    /// Documents whose last entry is above this are still to come.
    #[n(2)]
    pub at: u64,
    /// The chain at `at`: proves that it is still the same log.
    #[n(3)]
    pub chain: Chain,
    /// The set of feeds that were followed.
    #[n(4)]
    pub feeds: FeedDigest,
    /// Feeds that are still being fetched for the first time.
    #[n(5)]
    pub walks: Vec<Walk>,
}

/// The first fetching of a newly followed feed, interrupted.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Walk {
    /// Which feed.
    #[n(0)]
    pub feed: FeedId,
    /// The log position at which it was followed: what is newer comes in the normal pull, whole.
    #[n(1)]
    pub since: u64,
    /// The last document that was fetched; none at the beginning.
    #[n(2)]
    pub after: Option<WalkPosition>,
}

/// A place in the order of a walk: planned first, then day descending, then id.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct WalkPosition {
    /// Whether the document is planned.
    #[n(0)]
    pub planned: bool,
    /// Its day, `YYYY-MM-DD`.
    #[n(1)]
    pub day: String,
    /// Its id.
    #[n(2)]
    pub doc: DocId,
}

/// Where in an organisation's log an accepted push ended.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Receipt {
    /// Whose log.
    #[n(0)]
    pub organisation: OrganisationId,
    /// The position.
    #[n(1)]
    pub seq: u64,
    /// The chain there.
    #[n(2)]
    pub chain: Chain,
}

/// Another device's signed hand-over, carried unchanged. The server answers for its documents as
/// for puts, and then with `carried`.
#[derive(Clone, Debug, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Envelope {
    /// Its bytes, as its giver signed them: see `envelope`.
    #[n(0)]
    pub bytes: Blob,
}

/// Changes of one document.
#[derive(Clone, Debug, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Put {
    /// The document.
    #[n(0)]
    pub doc: DocId,
    /// Its kind: 0 session, 1 exchange, 2 private.
    #[n(1)]
    pub kind: u8,
    /// The unit of a new document; never of a private companion.
    #[n(2)]
    pub unit: Option<UnitId>,
    /// The epochs of the replicas that wrote these changes, in order of first use.
    #[n(3)]
    pub epochs: Vec<Epoch>,
    /// Raw, uncompressed change chunks in causal order; the skeleton is left out.
    #[n(4)]
    pub changes: Vec<Blob>,
    /// Repair only: who wrote each change, when it is not the sender.
    #[n(5)]
    pub authors: Option<Vec<Author>>,
}

/// Bytes of a message beside its changes and authors: ids, numbers, a unit's name.
pub(crate) const MESSAGE_HEAD_BYTES: usize = 160;
/// Bytes of one author: a member, a device, a tag, a time.
const AUTHOR_BYTES: usize = 128;

impl Put {
    /// Bytes that it has at most, before compression.
    pub(crate) fn bytes_max(&self) -> usize {
        let changes: usize = self.changes.iter().map(|change| change.0.len() + 8).sum();
        let authors = self.authors.as_ref().map_or(0, Vec::len) * AUTHOR_BYTES;
        MESSAGE_HEAD_BYTES + changes + self.epochs.len() * 16 + authors
    }
}

/// Asks for a whole document of a followed feed.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Want {
    /// The document.
    #[n(0)]
    pub doc: DocId,
}

/// The last message of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct End {}

/// Repair: a list of what the phone holds. The server answers with `missing` for what it lacks
/// and `item` for what the phone lacks.
#[derive(Clone, Debug, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Inventory {
    /// Whose documents.
    #[n(0)]
    pub organisation: OrganisationId,
    /// The documents, in ascending order of id.
    #[n(1)]
    pub items: Vec<InventoryItem>,
    /// Whether more lists follow in later requests: ids above the last one here are not judged.
    #[n(2)]
    pub more: bool,
    /// Earlier lists spoke of the ids up to and including this one; none at the beginning.
    #[n(3)]
    pub after: Option<DocId>,
}

/// One document that the phone holds.
#[derive(Clone, Debug, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct InventoryItem {
    /// The document.
    #[n(0)]
    pub doc: DocId,
    /// Its heads.
    #[n(1)]
    pub heads: Vec<ChangeHash>,
}

/// Repair: one turn of comparing what both sides hold, by fingerprints of ranges. Only said to a
/// server whose `welcome` names it; stands alone, like a list.
#[derive(Clone, Debug, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Reconcile {
    /// Whose documents.
    #[n(0)]
    pub organisation: OrganisationId,
    /// A message of the negentropy protocol, version 1. Its items are the documents that were begun
    /// within the keep window: time of the id, `StateHash` of id and heads.
    #[n(1)]
    pub message: Blob,
    /// Whether this is the first turn: the server then says where its log stands.
    #[n(2)]
    pub begins: bool,
    /// The set of feeds that the phone knows itself to follow: when it is still the same, neither
    /// they nor the catalogue of their units are told again.
    #[n(3)]
    pub feeds: Option<FeedDigest>,
}

/// Repair: what both sides are known to differ in. The server answers as it answers a list, but
/// speaks of nothing that is not named here.
#[derive(Clone, Debug, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Differing {
    /// Whose documents.
    #[n(0)]
    pub organisation: OrganisationId,
    /// Documents that the phone holds, in ascending order of id.
    #[n(1)]
    pub items: Vec<InventoryItem>,
    /// States that the server has and the phone has not.
    #[n(2)]
    pub lacking: Vec<StateHash>,
}

/// What opens the phone's lock when its PIN is forgotten, in place of what the server has. Said
/// when `welcome.deposit` names another, or none because it was handed out; the next welcome names
/// this one once it is durable.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Deposit {
    /// The secret; none when the phone has no PIN.
    #[n(0)]
    pub secret: Option<SealedSecret>,
}

/// An unlock secret, sealed to the organisation.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct SealedSecret {
    /// Its name.
    #[n(0)]
    pub unlock: UnlockId,
    /// The key that it is sealed to.
    #[n(1)]
    pub to: RecoveryKey,
    /// The sealed box: see `recovery`.
    #[n(2)]
    pub sealed: Blob,
}

impl Deposit {
    /// The name of its secret.
    pub fn unlock(&self) -> Option<UnlockId> {
        self.secret.as_ref().map(|secret| secret.unlock)
    }
}

/// The phone has destroyed its keys.
#[derive(Clone, Debug, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Wiped {
    /// The enrolment.
    #[n(0)]
    pub device: DeviceId,
}
