//! Which sessions figures count: an event that was recorded twice counts once.
//!
//! A pointer to the kept session takes a session out of the figures only while the kept one is
//! there and counts for itself: one that is unseen, withdrawn or cancelled stands for nobody.
//! Pointers that form a circle leave the smallest id in.

use std::collections::{BTreeMap, BTreeSet};

use client_core::ids::DocId;

use crate::store::read_model::{self, Link};
use crate::store::{Connection, StoreError, Transaction};

/// Decides again whether figures count `doc` and everything that depends on it, after its row was
/// written. `before` is what the row said until then.
pub(super) fn settle(
    tx: &Transaction<'_>,
    doc: DocId,
    before: Option<Link>,
) -> Result<(), StoreError> {
    let mut links = Links::of(tx);
    let now = links.get(doc)?;
    let says = |link: Option<Link>| link.map(|link| (link.duplicate_of, link.stands));
    if says(before) == says(now) {
        return Ok(());
    }
    // Who points here, who was in a circle with it, who is now.
    let mut affected: BTreeSet<DocId> = read_model::duplicates_of(tx, doc)?.into_iter().collect();
    affected.insert(doc);
    affected.extend(links.way_to(doc, before.and_then(|link| link.duplicate_of))?);
    let circle = links.circle_of(doc)?;
    affected.extend(&circle);
    for other in affected {
        let Some(link) = links.get(other)? else {
            continue;
        };
        let counted = links.counts(other, link, &circle)?;
        if counted != link.counted {
            read_model::set_counted(tx, other, counted)?;
        }
    }
    Ok(())
}

/// Whether figures should count this session, according to all rows as they are.
pub fn is_counted(c: &Connection, doc: DocId) -> Result<bool, StoreError> {
    let mut links = Links::of(c);
    match links.get(doc)? {
        None => Ok(false),
        Some(link) => {
            let circle = links.circle_of(doc)?;
            links.counts(doc, link, &circle)
        }
    }
}

/// Links of sessions, each read once.
struct Links<'a> {
    c: &'a Connection,
    known: BTreeMap<DocId, Option<Link>>,
}

impl<'a> Links<'a> {
    fn of(c: &'a Connection) -> Self {
        Self {
            c,
            known: BTreeMap::new(),
        }
    }

    fn get(&mut self, doc: DocId) -> Result<Option<Link>, StoreError> {
        if let Some(link) = self.known.get(&doc) {
            return Ok(*link);
        }
        let link = read_model::link(self.c, doc)?;
        self.known.insert(doc, link);
        Ok(link)
    }

    /// The session that stands for `doc`, if one does.
    fn kept(&mut self, doc: DocId) -> Result<Option<DocId>, StoreError> {
        let Some(kept) = self.get(doc)?.and_then(|link| link.duplicate_of) else {
            return Ok(None);
        };
        let stands = self.get(kept)?.is_some_and(|link| link.stands);
        Ok(Some(kept).filter(|_| stands))
    }

    /// The circle of pointers that `doc` is in; empty when it is in none.
    fn circle_of(&mut self, doc: DocId) -> Result<BTreeSet<DocId>, StoreError> {
        let mut seen = BTreeSet::new();
        let mut at = doc;
        while self.get(at)?.is_some_and(|link| link.stands) && seen.insert(at) {
            match self.kept(at)? {
                Some(kept) => at = kept,
                None => return Ok(BTreeSet::new()),
            }
        }
        // Another circle on the way is not its own.
        let is_own = at == doc && !seen.is_empty();
        Ok(if is_own { seen } else { BTreeSet::new() })
    }

    /// The sessions between `from` and `doc` when the pointers lead there.
    fn way_to(&mut self, doc: DocId, from: Option<DocId>) -> Result<BTreeSet<DocId>, StoreError> {
        let mut seen = BTreeSet::new();
        let mut at = from;
        while let Some(next) = at.filter(|next| *next != doc) {
            if !seen.insert(next) {
                return Ok(BTreeSet::new());
            }
            at = self.get(next)?.and_then(|link| link.duplicate_of);
        }
        Ok(if at == Some(doc) {
            seen
        } else {
            BTreeSet::new()
        })
    }

    fn counts(
        &mut self,
        doc: DocId,
        link: Link,
        circle: &BTreeSet<DocId>,
    ) -> Result<bool, StoreError> {
        let is_smallest = circle.first() == Some(&doc);
        Ok(link.stands && (is_smallest || self.kept(doc)?.is_none()))
    }
}
