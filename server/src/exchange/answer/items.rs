//! One document as it goes out: the changes that the phone lacks, from the log, with their authors.

use client_core::ids::DocId;
use client_core::wire::Item;
use client_core::wire::message::Blob;

use super::{Answer, Page};
use crate::exchange::Failure;
use crate::limits::{AROUND_BYTES, ITEM_BYTES_MAX};
use crate::store::changes::StoredChange;
use crate::store::feeds::Listed;
use crate::store::{Connection, changes, documents, feeds};

/// How much of a document the phone is to get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// What is new to it.
    News,
    /// Everything.
    Whole,
}

impl Answer {
    /// Adds a document to the page, when the phone may see it and lacks something of it. False
    /// when it did not fit: the next page goes on with the same document.
    pub(super) fn item(
        &mut self,
        c: &Connection,
        doc: DocId,
        extent: Extent,
        page: &mut Page,
    ) -> Result<bool, Failure> {
        let listed = feeds::of_document(c, &self.who.organisation, doc)?;
        let seen = self.access.seen_in(&listed);
        if seen.is_empty() {
            return Ok(true);
        }
        let (after, whole) = match self.sent.get(&doc) {
            Some(through) => (*through, false),
            None if extent == Extent::Whole || !self.has(&seen) => (0, true),
            None => (self.cursor.base, false),
        };
        let feeds: Vec<_> = seen.iter().map(|listed| listed.feed.clone()).collect();
        let (mut found, complete) = self.changes_after(c, doc, after)?;
        let Some(last) = found.last() else {
            return Ok(true);
        };
        self.sent.insert(doc, last.seq);
        let put = self.put.get(&doc);
        let is_put = |change: &StoredChange| put.is_some_and(|put| put.contains(&change.hash));
        let all_put = complete && found.iter().all(is_put);
        if !whole || all_put {
            found.retain(|change| !is_put(change));
        }
        // Who brought all of a document knows its unit, and not that a programme shares it.
        let is_news_of_feed =
            whole && all_put && feeds.iter().any(|feed| feed.programme().is_some());
        if found.is_empty() && !is_news_of_feed {
            return Ok(complete);
        }
        let row = documents::get(c, &self.who.organisation, doc)?
            .ok_or_else(|| Failure::Internal(format!("{doc} has changes and no row")))?;
        page.documents += 1;
        page.bytes += AROUND_BYTES + found.iter().map(bytes_of).sum::<usize>();
        let author = |change: &StoredChange| self.key.author(doc, change);
        let item = Item {
            doc,
            kind: row.kind,
            unit: row.unit,
            feeds,
            whole: whole && !found.is_empty(),
            authors: found.iter().map(author).collect(),
            changes: found.into_iter().map(|c| Blob(c.bytes)).collect(),
            snapshot: None,
        };
        self.say(&item.into());
        Ok(complete)
    }

    /// Changes of a document behind an entry, up to a bound, and whether these are all.
    fn changes_after(
        &self,
        c: &Connection,
        doc: DocId,
        after: u64,
    ) -> Result<(Vec<StoredChange>, bool), Failure> {
        let (mut found, mut bytes, mut complete) = (Vec::new(), 0, true);
        changes::of_document(c, &self.who.organisation, doc, after, |change| {
            if bytes >= ITEM_BYTES_MAX {
                complete = false;
                return false;
            }
            bytes += bytes_of(&change);
            found.push(change);
            true
        })?;
        Ok((found, complete))
    }

    /// Whether the phone has a document as it was at its cursor's base: one of the feeds that
    /// list it was followed by then, is fetched, and listed it by then.
    fn has(&self, seen: &[&Listed]) -> bool {
        let base = self.cursor.base;
        seen.iter().any(|listed| {
            let mut feeds = self.access.feeds();
            let since = feeds.find(|window| window.feed == listed.feed);
            let mut walks = self.cursor.walks.iter();
            listed.joined <= base
                && since.is_some_and(|window| window.since <= base)
                && !walks.any(|walk| walk.feed == listed.feed)
        })
    }
}

fn bytes_of(change: &StoredChange) -> usize {
    change.bytes.len() + AROUND_BYTES
}
