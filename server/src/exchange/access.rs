//! What a member may see and write, by the feeds that the member follows. The one place that
//! decides it for an exchange: pull, walk, want, repair and missing all ask here.

use std::collections::BTreeSet;

use client_core::ids::{FeedDigest, FeedId, UnitId};
use client_core::limits::LOST_FEED_GRACE_DAYS;
use client_core::model::Role;
use client_core::time::Timestamp;
use client_core::wire::Cursor;
use sha2::{Digest, Sha256};

use crate::store::documents::DocumentRow;
use crate::store::feeds::{self, Listed};
use crate::store::follows::{self, Window};
use crate::store::{Connection, DeviceSession, StoreError, log};

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

/// A member's follow windows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Access {
    windows: Vec<Window>,
}

/// Whether a member may write what a unit owns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Permit {
    /// The member sees it and may write it.
    Now,
    /// The member lost it not long ago: what was written offline is taken, nothing is shown.
    Lately,
    /// The member lost it long ago: a coordinator decides.
    LongAgo,
    /// The member may see it but not write.
    ReadOnly,
    /// The member never saw it, and must not learn whether it exists.
    Never,
}

impl Access {
    pub(super) fn load(c: &Connection, who: &DeviceSession) -> Result<Self, StoreError> {
        let windows = follows::windows(c, &who.organisation, &who.member)?;
        Ok(Self { windows })
    }

    /// The feeds that are followed now, in ascending order.
    pub(super) fn feeds(&self) -> impl Iterator<Item = &Window> {
        self.windows.iter().filter(|window| window.until.is_none())
    }

    pub(super) fn follows(&self, feed: &FeedId) -> bool {
        self.feeds().any(|window| window.feed == *feed)
    }

    /// Names the set of followed feeds.
    pub(super) fn digest(&self) -> FeedDigest {
        let ids: Vec<&str> = self.feeds().map(|window| window.feed.as_str()).collect();
        let hash = Sha256::digest(ids.join("\n"));
        FeedDigest(hash[..8].try_into().expect("eight of thirty-two bytes"))
    }

    /// Feeds that were followed when the phone read up to the cursor and are not any more.
    pub(super) fn lost_since(&self, cursor: &Cursor) -> BTreeSet<FeedId> {
        let ended = |window: &&Window| window.until.is_some_and(|until| until > cursor.base);
        self.windows
            .iter()
            .filter(ended)
            .map(|window| window.feed.clone())
            .filter(|feed| !self.follows(feed))
            .collect()
    }

    /// The followed feeds that list a document. None: it is not shown.
    pub(super) fn seen_in<'a>(&self, listed: &'a [Listed]) -> Vec<&'a Listed> {
        let seen = |listed: &&Listed| !listed.gone && self.follows(&listed.feed);
        listed.iter().filter(seen).collect()
    }

    /// Whether the member may write a document. One that moved to another unit is lost to those
    /// who followed the old one, from the entry with which it left.
    pub(super) fn permit_of(
        &self,
        c: &Connection,
        who: &DeviceSession,
        row: &DocumentRow,
        now: Timestamp,
    ) -> Result<Permit, StoreError> {
        let by_unit = self.permit(c, who, &row.unit, now)?;
        if by_unit != Permit::Never || who.role == Role::Partner {
            return Ok(by_unit);
        }
        let mut last_left = None;
        for listed in feeds::of_document(c, &who.organisation, row.doc)? {
            if listed.gone && listed.feed.unit().is_some() && self.followed(&listed) {
                let left = log::received_at(c, &who.organisation, listed.last_seq)?;
                last_left = last_left.max(left);
            }
        }
        Ok(match last_left {
            Some(left) => lost_since(left, now),
            None => Permit::Never,
        })
    }

    /// Whether the member followed a feed when a document left it.
    fn followed(&self, listed: &Listed) -> bool {
        self.windows.iter().any(|window| {
            let lasted = window.until.is_none_or(|until| until > listed.last_seq);
            window.feed == listed.feed && window.since < listed.last_seq && lasted
        })
    }

    /// Whether the member may write what a unit owns.
    pub(super) fn permit(
        &self,
        c: &Connection,
        who: &DeviceSession,
        unit: &UnitId,
        now: Timestamp,
    ) -> Result<Permit, StoreError> {
        let feed = FeedId::of_unit(unit);
        if self.follows(&feed) {
            return Ok(match who.role {
                Role::Partner => Permit::ReadOnly,
                _ => Permit::Now,
            });
        }
        let lost = follows::lost_at(c, &who.organisation, &who.member, &feed)?;
        Ok(lost.map_or(Permit::Never, |lost| lost_since(lost, now)))
    }
}

fn lost_since(lost: Timestamp, now: Timestamp) -> Permit {
    if now.since_ms(lost) / DAY_MS < LOST_FEED_GRACE_DAYS {
        Permit::Lately
    } else {
        Permit::LongAgo
    }
}
