//! Repair: the phone's list of what it holds, judged against what the server has.
//!
//! What the server lacks is said first, as messages of their own; then come the documents that
//! the phone lacks or has only a part of. Equal documents are answered by silence.

use std::collections::BTreeSet;

use client_core::document::skeleton;
use client_core::ids::{ChangeHash, DocId};
use client_core::model::DocKind;
use client_core::wire::{CursorMoved, Inventory, InventoryItem, Missing, ToPhone};

use super::items::Extent;
use super::{Answer, Page};
use crate::exchange::Failure;
use crate::exchange::access::Access;
use crate::limits::REPAIR_ROWS;
use crate::store::log::Position;
use crate::store::{Connection, DeviceSession, StoreError, changes, documents, feeds};

/// Before every id.
const FIRST: DocId = DocId([0; 16]);

/// A list that is being judged.
#[derive(Debug)]
pub(in crate::exchange) struct Listing {
    /// What the phone holds, ascending.
    listed: Vec<DocId>,
    /// Of these, the ones of which it lacks something.
    differing: BTreeSet<DocId>,
    /// The last document that was judged.
    judged: DocId,
    /// The last id of which the list speaks; none when it speaks of all that follow.
    last: Option<DocId>,
    /// Where the log stood when the first list was judged.
    from: Position,
}

/// What one listed document comes to.
#[derive(Debug, Default)]
struct Judged {
    /// What the server has, when it lacks something.
    missing: Option<Vec<ChangeHash>>,
    /// Whether the phone lacks something.
    differs: bool,
}

impl Listing {
    /// Judges what is listed; gives what is to be said before the first page.
    pub(in crate::exchange) fn judge(
        c: &Connection,
        who: &DeviceSession,
        access: &Access,
        list: &Inventory,
        from: Position,
    ) -> Result<(Self, Vec<ToPhone>), StoreError> {
        let mut listing = Self {
            listed: list.items.iter().map(|item| item.doc).collect(),
            differing: BTreeSet::new(),
            judged: list.after.unwrap_or(FIRST),
            last: None,
            from,
        };
        if list.more {
            listing.last = listing.listed.last().copied().or(Some(listing.judged));
        }
        let mut lacking = Vec::new();
        for item in &list.items {
            let judged = judge(c, who, access, item)?;
            if judged.differs {
                listing.differing.insert(item.doc);
            }
            if let Some(heads) = judged.missing {
                lacking.push(
                    Missing {
                        doc: item.doc,
                        heads,
                    }
                    .into(),
                );
            }
        }
        Ok((listing, lacking))
    }

    /// Whether the phone is to get a document that it may see.
    fn wants(&self, doc: DocId) -> bool {
        self.differing.contains(&doc) || self.listed.binary_search(&doc).is_err()
    }

    fn is_behind(&self, doc: DocId) -> bool {
        self.last.is_some_and(|last| doc > last)
    }
}

/// Of a document that the phone may not see it learns nothing that it does not know already: heads
/// that it could name are the only sign by which it differs from an unknown one.
fn judge(
    c: &Connection,
    who: &DeviceSession,
    access: &Access,
    item: &InventoryItem,
) -> Result<Judged, StoreError> {
    let organisation = &who.organisation;
    let mut lacks = false;
    for head in &item.heads {
        let is_skeleton = DocKind::ALL
            .iter()
            .any(|kind| skeleton::hash(*kind) == *head);
        let is_here = is_skeleton || changes::entry_of(c, organisation, item.doc, *head)?.is_some();
        lacks |= !is_here;
    }
    let listed = feeds::of_document(c, organisation, item.doc)?;
    if access.seen_in(&listed).is_empty() {
        return Ok(Judged {
            missing: lacks.then(Vec::new),
            differs: false,
        });
    }
    let row = documents::get(c, organisation, item.doc)?;
    let heads = row.map(|row| row.heads).unwrap_or_default();
    let theirs: BTreeSet<_> = item.heads.iter().copied().collect();
    Ok(Judged {
        differs: !heads.iter().copied().eq(theirs),
        missing: lacks.then_some(heads),
    })
}

impl Answer {
    /// Fills the next page of a repair; true when it is the last.
    pub(super) fn listing_page(&mut self, c: &Connection) -> Result<bool, Failure> {
        let Some(mut listing) = self.listing.take() else {
            return Ok(true);
        };
        let is_last = self.add_differing(c, &mut listing)?;
        if is_last && listing.last.is_none() {
            let from = listing.from;
            self.cursor.base = from.seq;
            self.cursor.at = from.seq;
            self.cursor.chain = from.chain;
            self.cursor.feeds = self.access.digest();
            let cursor = self.cursor.clone();
            self.say(&CursorMoved { cursor }.into());
        }
        self.listing = Some(listing);
        Ok(is_last)
    }

    fn add_differing(&mut self, c: &Connection, listing: &mut Listing) -> Result<bool, Failure> {
        let mut page = Page::default();
        loop {
            let organisation = &self.who.organisation;
            let mut piece = feeds::by_id(c, organisation, listing.judged, REPAIR_ROWS)?;
            let is_end = piece.len() < REPAIR_ROWS;
            piece.dedup();
            for doc in piece {
                if listing.is_behind(doc) {
                    return Ok(true);
                }
                let fits = !listing.wants(doc)
                    || (!page.is_full() && self.item(c, doc, Extent::Whole, &mut page)?);
                if !fits {
                    return Ok(false);
                }
                listing.judged = doc;
            }
            if is_end {
                return Ok(true);
            }
        }
    }
}
