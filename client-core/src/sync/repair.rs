//! A repair as the phone goes through it: list what is held, take what is lacking, send what the
//! other side lacks.
//!
//! Either the server was restored (its log is another one) or this phone was. Both forget what
//! they believed of each other; documents, being mergeable, lose nothing.

use std::collections::{BTreeSet, VecDeque};

use super::comparison::Comparison;
use super::order;
use super::start::Pending;
use crate::ids::{DocId, StateHash};
use crate::wire::{Cursor, InventoryItem, Missing};

/// How far a repair has come.
#[derive(Debug)]
pub(super) enum Repair {
    /// Comparing by fingerprints: each request carries one turn.
    Comparing(Box<Comparison>),
    /// Listing: each request carries one list, each answer what differs.
    Listing(Box<Listing>),
    /// What the server lacked is being sent, with what is pending beside it.
    Sending {
        /// Whether the driver was asked what is pending since.
        pending_known: bool,
    },
}

/// What is still to be listed when only some documents differ.
#[derive(Debug)]
pub(super) struct Rest {
    /// Documents held, ascending.
    pub(super) items: VecDeque<InventoryItem>,
    /// States that only the server has.
    pub(super) lacking: Vec<StateHash>,
    /// Where the phone stands when all is settled.
    pub(super) cursor: Cursor,
}

impl Rest {
    pub(super) fn is_empty(&self) -> bool {
        self.items.is_empty() && self.lacking.is_empty()
    }
}

/// The lists of one repair.
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// None: everything that is held is listed.
    pub(super) rest: Option<Rest>,
    /// The first id that the next list speaks of comes after this one.
    pub(super) after: Option<DocId>,
    /// The list in the request that is being answered.
    current: Option<Current>,
    /// What the server lacks, over all lists.
    missing: Vec<Missing>,
    /// Whether the cursor that ends the repair came.
    pub(super) cursor_came: bool,
}

/// What the answer to one list came to.
pub(super) struct Answered {
    /// The same on both sides.
    pub(super) equal: Vec<DocId>,
    /// What the server lacks.
    pub(super) missing: Vec<Missing>,
    /// Whether it was the last list.
    pub(super) last: bool,
}

#[derive(Debug)]
struct Current {
    docs: Vec<DocId>,
    more: bool,
    /// Named by an item: something of it was lacking here.
    came: BTreeSet<DocId>,
    missing: Vec<Missing>,
}

impl Listing {
    /// What remains after a comparison is listed.
    pub(super) fn of(rest: Rest) -> Self {
        Self {
            rest: Some(rest),
            ..Self::default()
        }
    }

    /// A list leaves; more of them may follow.
    pub(super) fn leaves(&mut self, items: &[InventoryItem], more: bool) {
        self.current = Some(Current {
            docs: items.iter().map(|item| item.doc).collect(),
            more,
            came: BTreeSet::new(),
            missing: Vec::new(),
        });
    }

    /// Whether the list that is being answered is the last.
    pub(super) fn is_last(&self) -> bool {
        // Nothing differed, so there was nothing to list.
        let nothing_left = self.rest.is_some();
        self.current
            .as_ref()
            .map_or(nothing_left, |list| !list.more)
    }

    pub(super) fn came(&mut self, doc: DocId) {
        if let Some(list) = &mut self.current {
            list.came.insert(doc);
        }
    }

    /// The server lacks something of a listed document; false when it is not one.
    pub(super) fn lacks(&mut self, missing: Missing) -> bool {
        let list = self.current.as_mut();
        let listed = list.filter(|list| list.docs.contains(&missing.doc));
        listed.is_some_and(|list| {
            list.missing.push(missing);
            true
        })
    }

    /// The answer to the list is complete.
    pub(super) fn answered(&mut self) -> Answered {
        let last = self.is_last();
        let Some(list) = self.current.take() else {
            let (equal, missing) = Default::default();
            return Answered {
                equal,
                missing,
                last,
            };
        };
        self.after = list.docs.last().copied().or(self.after);
        self.missing.extend(list.missing.iter().cloned());
        let lacking: BTreeSet<DocId> = list.missing.iter().map(|missing| missing.doc).collect();
        let same = |doc: &DocId| !list.came.contains(doc) && !lacking.contains(doc);
        Answered {
            equal: list.docs.into_iter().filter(same).collect(),
            missing: list.missing,
            last,
        }
    }

    /// What the server lacks, parents before their companions.
    pub(super) fn take_missing(&mut self) -> Vec<Missing> {
        let mut missing = std::mem::take(&mut self.missing);
        let pending: Vec<Pending> = missing
            .iter()
            .map(|missing| Pending {
                doc: missing.doc,
                bytes: 0,
            })
            .collect();
        let order = order::for_sending(&pending);
        missing.sort_by_key(|missing| order.iter().position(|doc| *doc == missing.doc));
        missing
    }
}
