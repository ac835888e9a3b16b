//! What a sync must know when it begins, and what a driver hands it on the way.

use crate::ids::{ChangeHash, DeviceId, DocId, EnvelopeId, InstallNonce, OrganisationId};
use crate::wire::{CatalogueCursor, Cursor, Envelope, Put, Receipt, RepairReason};

/// The state of the phone as its store has it.
#[derive(Clone, Debug)]
pub struct Start {
    /// Who speaks.
    pub identity: Identity,
    /// The last value of the request counter that was made durable.
    pub sent: u64,
    /// How far each organisation's log was read.
    pub cursors: Vec<Cursor>,
    /// Where the last accepted pushes ended.
    pub receipts: Vec<Receipt>,
    /// How far the catalogue was taken in.
    pub catalogue: CatalogueCursor,
    /// Sessions with unsent work, for the coordinator's list of phones.
    pub unsent: u32,
    /// The highest version of each document kind that this build reads.
    pub schemas_readable: [u16; 3],
    /// How far each may be upgraded, as the server last said.
    pub schemas: [u16; 3],
    /// Documents with something to send, in any order; none during a repair.
    pub pending: Vec<Pending>,
    /// Hand-overs of others that are carried, in the order in which they were taken.
    pub envelopes: Vec<EnvelopeId>,
    /// Documents to fetch whole.
    pub wants: Vec<DocId>,
    /// Whether the server reconciles, as it last said.
    pub reconciles: bool,
    /// The first id within the keep window. Only bytes hang on it: see `comparison`.
    pub kept_from: DocId,
    /// The repair that is to be made or went on when the last sync ended.
    pub repair: Option<RepairReason>,
}

/// Who speaks.
#[derive(Clone, Debug)]
pub struct Identity {
    /// The app and its version.
    pub app: String,
    /// The enrolment.
    pub device: DeviceId,
    /// Kept outside every backup of the phone.
    pub install: InstallNonce,
    /// The organisation that enrolled it.
    pub organisation: OrganisationId,
    /// Its Ed25519 identity key: signs wipes.
    pub identity_key: [u8; 32],
    /// Shown to a server that does not know the device.
    pub certificate: Vec<u8>,
}

/// A document with something to send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pending {
    /// The document.
    pub doc: DocId,
    /// About how many bytes its changes have.
    pub bytes: usize,
}

/// Changes of one document on their way out.
#[derive(Clone, Debug, PartialEq)]
pub struct Outgoing {
    /// The message.
    pub put: Put,
    /// The hash of each of its changes, in the same order.
    pub hashes: Vec<ChangeHash>,
}

/// A hand-over on its way out.
#[derive(Clone, Debug, PartialEq)]
pub struct OutgoingEnvelope {
    /// The message.
    pub envelope: Envelope,
    /// Its documents, with the hash of each of their changes in the same order.
    pub documents: Vec<(DocId, Vec<ChangeHash>)>,
}
