//! What a phone has not seen yet: news in the order of the log, then newly followed feeds in the
//! order of their days, down to the keep window. News come however old the document is: somebody
//! works on it.
//!
//! News go first and are looked for again on every page, so that a long walk through a new feed
//! delays nobody's news, and a document that moves during a walk is met by one or the other. A
//! walk is over only on a page that also reached the end of the log: until then its documents
//! come whole.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use client_core::wire::{Gone, Walk, WalkPosition};

use super::ahead::Ahead;
use super::entries::Shelf;
use super::items::Extent;
use super::{Answer, Page};
use crate::exchange::Failure;
use crate::store::feeds::Listed;
use crate::store::log::Position;
use crate::store::{Connection, feeds, log, walks};

impl Answer {
    /// Fills the next page; true when it is the last.
    pub(super) fn pull_page(&mut self, c: &Connection) -> Result<bool, Failure> {
        let end = log::head(c, &self.who.organisation)?;
        let mut page = Page::new(self.pages);
        if self.pages == 1 {
            self.begin_pull(end, &mut page);
            if self.add_agenda(c, &mut page)? {
                self.say_cursor(&page);
                return Ok(false);
            }
        }
        let is_last = self.add_entries(c, Shelf::Early, &mut page)?
            && self.add_wanted(c, &mut page)?
            && self.add_news(c, end, &mut page)?
            && self.add_walks(c, &mut page)?
            && self.add_entries(c, Shelf::Late, &mut page)?;
        if is_last {
            self.cursor.walks.clear();
        }
        self.say_cursor(&page);
        Ok(is_last)
    }

    /// Compares the feeds that are followed now with those at the phone's cursor.
    fn begin_pull(&mut self, end: Position, page: &mut Page) {
        for feed in self.access.lost_since(&self.cursor) {
            page.documents += 1;
            self.say(&Gone { feed, doc: None }.into());
        }
        let access = &self.access;
        let mut begun = BTreeSet::new();
        let goes_on = |walk: &Walk| access.follows(&walk.feed) && begun.insert(walk.feed.clone());
        self.cursor.walks.retain(goes_on);
        for window in access.feeds() {
            let walks = &mut self.cursor.walks;
            let is_begun = walks.iter().any(|walk| walk.feed == window.feed);
            if window.since > self.cursor.base && !is_begun {
                // Not where the member began to follow it: a new phone of an old member would be
                // told the news of years before it sees today's plan.
                walks.push(Walk {
                    feed: window.feed.clone(),
                    since: end.seq,
                    after: None,
                });
            }
        }
        self.cursor.feeds = access.digest();
    }

    fn add_wanted(&mut self, c: &Connection, page: &mut Page) -> Result<bool, Failure> {
        while let Some(doc) = self.wants.front().copied() {
            if page.is_full() || !self.item(c, doc, Extent::Whole, page)? {
                return Ok(false);
            }
            self.wants.pop_front();
        }
        Ok(true)
    }

    /// Adds what moved in the log behind the cursor; true when its end is reached.
    fn add_news(
        &mut self,
        c: &Connection,
        end: Position,
        page: &mut Page,
    ) -> Result<bool, Failure> {
        let organisation = self.who.organisation.clone();
        let lists: Vec<_> = self
            .access
            .feeds()
            .filter(|_| self.cursor.at < end.seq)
            .map(|window| {
                let mut walks = self.cursor.walks.iter();
                let walk = walks.find(|walk| walk.feed == window.feed);
                // What did not move since the feed was followed comes by the walk.
                let after = walk.map_or(self.cursor.at, |walk| walk.since.max(self.cursor.at));
                (window.feed.clone(), after)
            })
            .collect();
        let mut news = Ahead::new(lists);
        loop {
            let next = news.next(
                |(feed, after), last: Option<&Listed>, limit| {
                    let after = last.map_or(*after, |last| last.last_seq);
                    feeds::by_seq(c, &organisation, feed, after, limit)
                },
                |listed| listed.last_seq,
            )?;
            let Some((_, listed)) = next else {
                break;
            };
            if page.is_full() || !self.add_moved(c, &listed, page)? {
                self.cursor.chain = log::chain_at(c, &organisation, self.cursor.at)?
                    .ok_or_else(|| Failure::Internal(format!("no entry {}", self.cursor.at)))?;
                return Ok(false);
            }
            self.cursor.at = listed.last_seq;
        }
        self.cursor.at = end.seq;
        self.cursor.base = end.seq;
        self.cursor.chain = end.chain;
        Ok(true)
    }

    fn add_moved(
        &mut self,
        c: &Connection,
        listed: &Listed,
        page: &mut Page,
    ) -> Result<bool, Failure> {
        if !listed.gone {
            // Who has it by another feed must still hear of this one.
            let joined_since = listed.joined > self.cursor.base;
            let extent = if joined_since {
                Extent::Whole
            } else {
                Extent::News
            };
            return self.item(c, listed.doc, extent, page);
        }
        let mut walks = self.cursor.walks.iter();
        let is_walked = walks.any(|walk| walk.feed == listed.feed);
        // Of what came and left while the phone was away it never hears.
        if listed.joined <= self.cursor.base || is_walked {
            page.documents += 1;
            let (feed, doc) = (listed.feed.clone(), Some(listed.doc));
            self.say(&Gone { feed, doc }.into());
        }
        Ok(true)
    }

    /// Adds documents of newly followed feeds; true when all of them were sent.
    fn add_walks(&mut self, c: &Connection, page: &mut Page) -> Result<bool, Failure> {
        let organisation = self.who.organisation.clone();
        let kept = self.window.kept.clone();
        let mut order = Ahead::new(self.cursor.walks.clone());
        loop {
            let next = order.next(
                |walk: &Walk, last: Option<&WalkPosition>, limit| {
                    let after = last.or(walk.after.as_ref());
                    let feed = (&walk.feed, walk.since);
                    walks::by_day(c, &organisation, feed, &kept, after, limit)
                },
                |position| Reverse((position.planned, position.day.clone(), position.doc)),
            )?;
            let Some((at, position)) = next else {
                return Ok(true);
            };
            if page.is_full() || !self.item(c, position.doc, Extent::Whole, page)? {
                return Ok(false);
            }
            self.cursor.walks[at].after = Some(position);
        }
    }
}
