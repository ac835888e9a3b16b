//! Everything that a sync asks of whoever drives it, as one closed set.
//!
//! An effect is one transaction of the store, or one question that is answered by a call.

use crate::ids::{ChangeHash, DocId, EnvelopeId, FeedId, OrganisationId, UnlockId};
use crate::wire::{
    Carried, CatalogueCursor, CatalogueItem, Cursor, DurableThrough, Failed, Gone, Item, Missing,
    Receipt, Refused, RepairReason, Retract, Taken,
};

/// What the driver must do now.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Store the new value of the counter before the request leaves: a phone that was put back
    /// from a backup is known by its going back.
    RaiseSent {
        /// The value that the request carries.
        sent: u64,
    },
    /// Read the changes to send of one document and call `Machine::provide_put`.
    NeedPut {
        /// The document.
        doc: DocId,
        /// None: what is pending. Otherwise everything after these heads, other people's changes
        /// with their authors.
        after: Option<Vec<ChangeHash>>,
    },
    /// Read a hand-over that is carried and call `Machine::provide_envelope`.
    NeedEnvelope {
        /// Which one.
        envelope: EnvelopeId,
    },
    /// List the documents held, ascending, and call `Machine::provide_inventory`. Stubs count,
    /// with the heads that they record.
    NeedInventory {
        /// Whose documents.
        organisation: OrganisationId,
        /// List only ids above this one.
        after: Option<DocId>,
        /// How many at most.
        items_max: usize,
    },
    /// What is pending has changed by a repair: call `Machine::provide_pending`.
    NeedPending,
    /// All else was said: compare the phone's lock with what the server has of it, and call
    /// `Machine::provide_deposit`. Asked once a sync.
    NeedDeposit(Holding),
    /// Store the feeds that the device follows from now on, and the member's role.
    FeedsChanged {
        /// All of them.
        feeds: Vec<FeedId>,
        /// The role, when the server said it.
        role: Option<String>,
    },
    /// Store how far each document kind may be upgraded: session, exchange, private.
    Schemas {
        /// The versions.
        versions: [u16; 3],
    },
    /// Store whether the server reconciles in a repair.
    Reconciles {
        /// What its welcome says.
        spoken: bool,
    },
    /// Store these catalogue entries.
    Catalogue(CataloguePage),
    /// Store what became of the changes that were sent.
    Outcomes(Outcomes),
    /// Store a page: all of it or nothing.
    Page(Page),
    /// Store how far the server's last verified backup reaches.
    DurableThrough(DurableThrough),
    /// Store that a repair is going on, so that the next sync goes on with it. After a restored
    /// server the catalogue begins anew as well. After a restored device also a new epoch, and
    /// nothing old is cut, sent or handed over until `RepairEnded`.
    RepairBegan {
        /// Whose documents.
        organisation: OrganisationId,
        /// Why.
        reason: RepairReason,
    },
    /// The server holds these documents exactly as they are here.
    RepairEqual {
        /// Their ids.
        docs: Vec<DocId>,
    },
    /// All that the server has is here. Forget the receipts, settle the journals that were kept
    /// aside.
    RepairReconciled,
    /// All that the server lacked was sent. Store that no repair is going on.
    RepairEnded,
    /// Destroy the database key. The order was signed by the organisation.
    Wipe,
    /// The server asks to come back later.
    Retry {
        /// After how many milliseconds.
        after_ms: u64,
    },
    /// The server did not answer the request.
    Failed(Failed),
}

/// What the server has of the secret that opens the phone's lock, as its welcome says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Holding {
    /// The secret that can be handed out.
    pub held: Option<UnlockId>,
    /// The secret that was handed out, and is to open nothing any more.
    pub handed_out: Option<UnlockId>,
}

/// One transaction's worth of the catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CataloguePage {
    /// Whether everything held so far is of another history: what does not come again is to go
    /// when the last page is stored.
    pub afresh: bool,
    /// Those that changed.
    pub items: Vec<CatalogueItem>,
    /// Stored with them; none before the last page of a server that knows no pages.
    pub cursor: Option<CatalogueCursor>,
    /// Whether this is the last page.
    pub complete: bool,
}

/// What became of changes that were sent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcomes {
    /// Durable on the server: `server_heads` takes them in.
    pub taken: Vec<Taken>,
    /// The server holds only this: `server_heads` becomes exactly these.
    pub missing: Vec<Missing>,
    /// Refused for ever: the plain edits go to where the user sees them.
    pub refused: Vec<Refused>,
    /// Refused where a hand-over brought it: that says nothing against what this phone wrote.
    pub refused_by_hand: Vec<Refused>,
    /// Hand-overs that need not be carried any longer.
    pub carried: Vec<Carried>,
    /// All receipts to keep, instead of those that were kept; empty when nothing was taken.
    pub receipts: Vec<Receipt>,
}

impl Outcomes {
    pub(super) const fn len(&self) -> usize {
        let refused = self.refused.len() + self.refused_by_hand.len();
        self.taken.len() + self.missing.len() + refused + self.carried.len()
    }
}

/// One transaction's worth of what others did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Documents, or what is new of them.
    pub items: Vec<Item>,
    /// Feeds, or documents in them, that are no longer followed.
    pub gone: Vec<Gone>,
    /// Documents that were erased everywhere.
    pub gone_for_good: Vec<DocId>,
    /// Changes that turned out to be harmful.
    pub retracts: Vec<Retract>,
    /// Stored with the page. Only pages within a repair have none.
    pub cursor: Option<Cursor>,
}

impl Page {
    pub(super) const fn is_empty(&self) -> bool {
        self.items.is_empty()
            && self.gone.is_empty()
            && self.gone_for_good.is_empty()
            && self.retracts.is_empty()
    }

    /// Changes that it brings; a snapshot counts as one.
    pub(super) fn changes(&self) -> u64 {
        let of_item = |item: &Item| item.changes.len() as u64 + u64::from(item.snapshot.is_some());
        self.items.iter().map(of_item).sum()
    }
}
