//! The first page of a newly followed feed: what lies ahead, the soonest first.
//!
//! A walk goes from the farthest plan to the oldest day, and phones keep their place in it. So
//! today's plan, for which somebody joins in the morning, goes in front of the walk, one small page
//! of it; the walk passes over what this answer has sent.

use client_core::ids::FeedId;
use client_core::wire::{Walk, WalkPosition};

use super::ahead::Ahead;
use super::items::Extent;
use super::{Answer, Page};
use crate::exchange::Failure;
use crate::store::{Connection, walks};

/// A feed whose agenda is read.
#[derive(Clone, Debug)]
struct Plans {
    feed: FeedId,
    since: u64,
    is_of_others: bool,
}

/// One document that lies ahead. On each day those of the member's own unit come first.
#[derive(Clone, Debug)]
struct Plan {
    at: WalkPosition,
    is_of_others: bool,
}

impl Answer {
    /// Fills the page with what lies ahead in feeds of which nothing was fetched yet; false when
    /// there is nothing of the kind.
    pub(super) fn add_agenda(&mut self, c: &Connection, page: &mut Page) -> Result<bool, Failure> {
        let own = FeedId::of_unit(&self.who.unit);
        let mut feeds = Vec::new();
        let is_new = |walk: &&mut Walk| walk.after.is_none();
        for walk in self.cursor.walks.iter_mut().filter(is_new) {
            feeds.push(Plans {
                is_of_others: walk.feed != own,
                feed: walk.feed.clone(),
                since: walk.since,
            });
            // The beginning, as every server reads it, and a sign that the agenda was sent.
            walk.after = Some(walks::first_position());
        }
        let organisation = self.who.organisation.clone();
        let from = self.window.agenda_from.clone();
        let before = page.documents;
        let mut agenda = Ahead::new(feeds);
        while !page.is_full() {
            let next = agenda.next(
                |plans: &Plans, last: Option<&Plan>, limit| {
                    let (feed, last) = ((&plans.feed, plans.since), last.map(|plan| &plan.at));
                    let found = walks::ahead(c, &organisation, feed, &from, last, limit)?;
                    let plan = |at| Plan {
                        at,
                        is_of_others: plans.is_of_others,
                    };
                    Ok(found.into_iter().map(plan).collect())
                },
                |plan| (plan.at.day.clone(), plan.is_of_others, plan.at.doc),
            )?;
            let Some((_, plan)) = next else {
                break;
            };
            self.item(c, plan.at.doc, Extent::Whole, page)?;
        }
        Ok(page.documents > before)
    }
}
