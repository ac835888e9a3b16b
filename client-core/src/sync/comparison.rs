//! The first half of a repair with a server that reconciles: which documents differ, and which are
//! the same on both sides.
//!
//! Only documents that were begun within the keep window are compared by fingerprints: of older
//! ones the server may have many that the phone never asked for. Those that it holds all the same
//! are listed with what differs. Where the window begins need not be agreed on: a document that one
//! side leaves out is named, judged and found equal, which costs bytes and nothing else.

use super::error::SyncError;
use super::reconcile::{Found, HeldSet};
use super::repair::Rest;
use crate::ids::{DocId, FeedDigest, OrganisationId, StateHash};
use crate::limits::{RECONCILE_DIFFERENCES_MAX, RECONCILE_ITEMS_MAX, RECONCILE_ITEMS_MIN};
use crate::wire::message::Blob;
use crate::wire::{Cursor, InventoryItem, Reconcile, Reconciled};

/// One comparison on its way.
#[derive(Debug)]
pub(super) struct Comparison {
    /// The first id within the keep window.
    kept_from: DocId,
    /// The set of feeds that the phone knows itself to follow.
    feeds: Option<FeedDigest>,
    /// All that the phone holds, ascending.
    held: Vec<InventoryItem>,
    /// Those within the window, once all are known.
    set: Option<HeldSet>,
    /// The turn that is to leave.
    turn: Option<Vec<u8>>,
    found: Found,
    /// Where the server's log stood at the first turn.
    cursor: Option<Cursor>,
    /// Whether a turn that left was not answered yet.
    awaits: bool,
}

/// What a repair does next.
#[derive(Debug)]
pub(super) enum Next {
    /// More of what is held is to be read, or another turn leaves.
    GoOn,
    /// Comparing does not pay: everything is listed.
    List,
    /// All that differs is known.
    Known {
        /// The same on both sides.
        equal: Vec<DocId>,
        /// What is to be said of the others.
        rest: Rest,
    },
}

impl Comparison {
    pub(super) fn new(kept_from: DocId, feeds: Option<FeedDigest>) -> Self {
        Self {
            kept_from,
            feeds,
            held: Vec::new(),
            set: None,
            turn: None,
            found: Found::default(),
            cursor: None,
            awaits: false,
        }
    }

    /// The last document that was read.
    pub(super) fn last_held(&self) -> Option<DocId> {
        self.held.last().map(|item| item.doc)
    }

    /// Takes the next documents that are held; with the last of them the first turn is made.
    pub(super) fn add(&mut self, items: Vec<InventoryItem>, more: bool) -> Result<Next, SyncError> {
        let more = more && !items.is_empty();
        self.held.extend(items);
        if self.held.len() > RECONCILE_ITEMS_MAX {
            return Ok(Next::List);
        }
        if more {
            return Ok(Next::GoOn);
        }
        if self.held.len() < RECONCILE_ITEMS_MIN {
            return Ok(Next::List);
        }
        let kept = self.kept().map(|item| (item.doc, state(item)));
        let set = HeldSet::of(kept);
        self.turn = Some(set.begin()?);
        self.set = Some(set);
        Ok(Next::GoOn)
    }

    /// The turn that leaves now; none while documents are read.
    pub(super) fn leaves(&mut self, organisation: OrganisationId) -> Option<Reconcile> {
        let turn = self.turn.take()?;
        self.awaits = true;
        Some(Reconcile {
            organisation,
            message: Blob(turn),
            begins: self.cursor.is_none(),
            feeds: self.feeds,
        })
    }

    /// Hears the server's turn.
    pub(super) fn heard(&mut self, said: Reconciled) -> Result<(), SyncError> {
        let (true, Some(set)) = (std::mem::take(&mut self.awaits), &self.set) else {
            let message = "reconciled";
            return Err(SyncError::OutOfOrder { message });
        };
        self.turn = set.go_on(&said.message.0, &mut self.found)?;
        if let Some(cursor) = &said.cursor {
            // Had they been others, the welcome would have told them.
            self.feeds = Some(cursor.feeds);
        }
        // That of the first turn: what moves while both compare comes by the log.
        self.cursor = self.cursor.take().or(said.cursor);
        if self.cursor.is_none() {
            return Err(SyncError::RepairWithoutCursor);
        }
        Ok(())
    }

    /// The answer to a turn is complete.
    pub(super) fn answered(&mut self) -> Result<Next, SyncError> {
        if self.awaits {
            return Err(SyncError::TurnUnanswered);
        }
        if self.found.len() > RECONCILE_DIFFERENCES_MAX {
            return Ok(Next::List);
        }
        let Some(cursor) = self.cursor.clone().filter(|_| self.turn.is_none()) else {
            return Ok(Next::GoOn);
        };
        let is_equal = |item: &InventoryItem| {
            item.doc >= self.kept_from && !self.found.held_alone.contains(&state(item))
        };
        let (equal, differing): (Vec<_>, Vec<_>) = std::mem::take(&mut self.held)
            .into_iter()
            .partition(is_equal);
        Ok(Next::Known {
            equal: equal.into_iter().map(|item| item.doc).collect(),
            rest: Rest {
                items: differing.into(),
                lacking: std::mem::take(&mut self.found.lacking)
                    .into_iter()
                    .collect(),
                cursor,
            },
        })
    }

    fn kept(&self) -> impl Iterator<Item = &InventoryItem> {
        let kept_from = self.kept_from;
        self.held.iter().filter(move |item| item.doc >= kept_from)
    }
}

fn state(item: &InventoryItem) -> StateHash {
    StateHash::of(item.doc, &item.heads)
}
