//! Repair: the phone's list of what it holds, or of what differs, judged against what the server
//! has.
//!
//! What the server lacks is said first, as messages of their own; then come the documents that
//! the phone lacks or has only a part of. Equal documents are answered by silence.

use std::collections::{BTreeSet, VecDeque};

use client_core::document::skeleton;
use client_core::ids::{ChangeHash, DocId};
use client_core::model::DocKind;
use client_core::wire::{CursorMoved, Differing, Inventory, InventoryItem, Missing, ToPhone};

use super::differing::with_states;
use super::entries::Shelf;
use super::items::Extent;
use super::{Answer, Page};
use crate::exchange::Failure;
use crate::exchange::access::Access;
use crate::exchange::window::Window;
use crate::limits::REPAIR_ROWS;
use crate::store::log::Position;
use crate::store::{Connection, DeviceSession, StoreError, changes, documents, feeds, walks};

/// Before every id.
const FIRST: DocId = DocId([0; 16]);

/// What is sent after a list was judged.
#[derive(Debug)]
pub(in crate::exchange) enum Listing {
    /// Of everything that is held, or of a piece of it.
    All(Held),
    /// Of what differs: these documents, and no others.
    Differing(VecDeque<DocId>),
}

/// A list of everything, or a piece of it.
#[derive(Debug)]
pub(in crate::exchange) struct Held {
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
        let mut held = Held {
            listed: list.items.iter().map(|item| item.doc).collect(),
            differing: BTreeSet::new(),
            judged: list.after.unwrap_or(FIRST),
            last: None,
            from,
        };
        if list.more {
            held.last = held.listed.last().copied().or(Some(held.judged));
        }
        let (differing, lacking) = judge_all(c, who, access, &list.items)?;
        held.differing = differing;
        Ok((Self::All(held), lacking))
    }

    /// A turn of a comparison sends no documents.
    pub(in crate::exchange) const fn nothing() -> Self {
        Self::Differing(VecDeque::new())
    }

    /// Judges what a comparison has found to differ; gives what is to be said first.
    pub(in crate::exchange) fn judge_differing(
        c: &Connection,
        who: &DeviceSession,
        (access, window): (&Access, &Window),
        list: &Differing,
    ) -> Result<(Self, Vec<ToPhone>), StoreError> {
        let (mut differing, lacking) = judge_all(c, who, access, &list.items)?;
        differing.extend(with_states(c, who, (access, window), &list.lacking)?);
        Ok((Self::Differing(differing.into_iter().collect()), lacking))
    }
}

impl Held {
    /// Whether the phone is to get a document that it may see.
    fn wants(&self, c: &Connection, answer: &Answer, doc: DocId) -> Result<bool, StoreError> {
        let is_listed = self.listed.binary_search(&doc).is_ok();
        if is_listed {
            return Ok(self.differing.contains(&doc));
        }
        walks::is_kept(c, &answer.who.organisation, doc, &answer.window.kept)
    }

    fn is_behind(&self, doc: DocId) -> bool {
        self.last.is_some_and(|last| doc > last)
    }
}

/// The documents of which the phone lacks something, and what the server lacks, to be said.
fn judge_all(
    c: &Connection,
    who: &DeviceSession,
    access: &Access,
    items: &[InventoryItem],
) -> Result<(BTreeSet<DocId>, Vec<ToPhone>), StoreError> {
    let (mut differing, mut lacking) = (BTreeSet::new(), Vec::new());
    for item in items {
        let doc = item.doc;
        let judged = judge(c, who, access, item)?;
        if judged.differs {
            differing.insert(doc);
        }
        if let Some(heads) = judged.missing {
            lacking.push(Missing { doc, heads }.into());
        }
    }
    Ok((differing, lacking))
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
        let mut page = Page::new(self.pages);
        // What documents are read with goes before them here too.
        let is_last = self.add_entries(c, Shelf::Early, &mut page)?
            && match &mut listing {
                Listing::All(held) => self.add_unlisted(c, held, &mut page)?,
                Listing::Differing(docs) => self.add_differing(c, docs, &mut page)?,
            };
        if let Listing::All(held) = &listing
            && is_last
            && held.last.is_none()
        {
            let from = held.from;
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

    fn add_differing(
        &mut self,
        c: &Connection,
        docs: &mut VecDeque<DocId>,
        page: &mut Page,
    ) -> Result<bool, Failure> {
        while let Some(doc) = docs.front().copied() {
            if page.is_full() || !self.item(c, doc, Extent::Whole, page)? {
                return Ok(false);
            }
            docs.pop_front();
        }
        Ok(true)
    }

    fn add_unlisted(
        &mut self,
        c: &Connection,
        held: &mut Held,
        page: &mut Page,
    ) -> Result<bool, Failure> {
        loop {
            let organisation = &self.who.organisation;
            let mut piece = feeds::by_id(c, organisation, held.judged, REPAIR_ROWS)?;
            let is_end = piece.len() < REPAIR_ROWS;
            piece.dedup();
            for doc in piece {
                if held.is_behind(doc) {
                    return Ok(true);
                }
                let fits = !held.wants(c, self, doc)?
                    || (!page.is_full() && self.item(c, doc, Extent::Whole, page)?);
                if !fits {
                    return Ok(false);
                }
                held.judged = doc;
            }
            if is_end {
                return Ok(true);
            }
        }
    }
}
