//! What a member may see and write, by the feeds that the member follows. The one place that
//! decides it for an exchange: pull, walk, want, repair and missing all ask here.

use std::collections::BTreeSet;

use client_core::ids::{FeedDigest, FeedId, ProgrammeId, UnitId};
use client_core::limits::LOST_FEED_GRACE_DAYS;
use client_core::model::{DocKind, Role};
use client_core::time::Timestamp;
use client_core::wire::Cursor;
use sha2::{Digest, Sha256};

use crate::store::documents::DocumentRow;
use crate::store::feeds::{self, Listed};
use crate::store::follows::{self, Window};
use crate::store::{Connection, DeviceSession, StoreError, log, programmes};

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
    /// who followed the old one, from the entry with which it left. An exchange is written by
    /// everybody who sees it; a session that is seen by a programme is only read.
    pub(super) fn permit_of(
        &self,
        c: &Connection,
        who: &DeviceSession,
        row: &DocumentRow,
        now: Timestamp,
    ) -> Result<Permit, StoreError> {
        let by_unit = self.permit(c, who, &row.unit, now)?;
        if by_unit == Permit::Now {
            return Ok(by_unit);
        }
        let is_exchange = row.kind == DocKind::Exchange.number();
        let listed = feeds::of_document(c, &who.organisation, row.doc)?;
        let is_seen = !self.seen_in(&listed).is_empty();
        if is_seen && is_exchange {
            return Ok(Permit::Now);
        }
        if by_unit != Permit::Never {
            return Ok(by_unit);
        }
        Ok(match self.last_seen(c, who, &listed, is_exchange)? {
            Some(left) => lost_since(left, now),
            None if is_seen => Permit::ReadOnly,
            None => Permit::Never,
        })
    }

    /// When a document that may no longer be written left the last feed by which it could.
    fn last_seen(
        &self,
        c: &Connection,
        who: &DeviceSession,
        listed: &[Listed],
        is_exchange: bool,
    ) -> Result<Option<Timestamp>, StoreError> {
        let (organisation, member) = (&who.organisation, &who.member);
        let mut last = None;
        for listed in listed {
            let is_programme = listed.feed.programme().is_some();
            let let_write = if is_programme {
                is_exchange
            } else {
                who.role != Role::Partner
            };
            if !let_write {
                continue;
            }
            let left = if listed.gone && self.followed(listed) {
                log::received_at(c, organisation, listed.last_seq)?
            } else if is_programme && self.lost_with(listed) {
                follows::lost_at(c, organisation, member, &listed.feed)?
            } else {
                None
            };
            last = last.max(left);
        }
        Ok(last)
    }

    /// Whether the member stopped following a feed that listed a document then.
    fn lost_with(&self, listed: &Listed) -> bool {
        let ended = |window: &Window| window.until.is_some_and(|until| until > listed.joined);
        let mut windows = self.windows.iter();
        !listed.gone && windows.any(|window| window.feed == listed.feed && ended(window))
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
        Ok(match lost {
            None => Permit::Never,
            // Who became a partner writes exchanges alone: for the rest a coordinator decides.
            Some(_) if who.role == Role::Partner => Permit::LongAgo,
            Some(lost) => lost_since(lost, now),
        })
    }

    /// Whether a partner may write that an exchange is part of a programme.
    pub(super) fn permit_naming(
        &self,
        c: &Connection,
        who: &DeviceSession,
        programme: &ProgrammeId,
        now: Timestamp,
    ) -> Result<Permit, StoreError> {
        let feed = FeedId::of_programme(programme);
        if self.follows(&feed) {
            return Ok(Permit::Now);
        }
        let lost = follows::lost_at(c, &who.organisation, &who.member, &feed)?;
        Ok(lost.map_or(Permit::Never, |lost| lost_since(lost, now)))
    }

    /// Whether the member may begin a document that this unit is to own. What a partner begins
    /// belongs to the unit that let the partner in.
    pub(super) fn permit_new(
        &self,
        c: &Connection,
        who: &DeviceSession,
        kind: DocKind,
        unit: &UnitId,
        now: Timestamp,
    ) -> Result<Permit, StoreError> {
        let is_in_programme = self.feeds().any(|window| window.feed.programme().is_some());
        let is_partners = who.role == Role::Partner && kind == DocKind::Exchange;
        if is_partners && is_in_programme && *unit == who.unit {
            return Ok(Permit::Now);
        }
        self.permit(c, who, unit, now)
    }

    /// Whether what is private in a unit's documents is for the member.
    pub(super) fn is_of(&self, who: &DeviceSession, unit: &UnitId) -> bool {
        who.role != Role::Partner && self.follows(&FeedId::of_unit(unit))
    }

    /// Whether a document that a unit owns may join a programme by naming it.
    pub(super) fn may_use(
        &self,
        c: &Connection,
        who: &DeviceSession,
        unit: &UnitId,
        programme: &ProgrammeId,
    ) -> Result<bool, StoreError> {
        if who.role == Role::Partner {
            return Ok(self.follows(&FeedId::of_programme(programme)));
        }
        programmes::works_in(c, unit, programme)
    }
}

fn lost_since(lost: Timestamp, now: Timestamp) -> Permit {
    if now.since_ms(lost) / DAY_MS < LOST_FEED_GRACE_DAYS {
        Permit::Lately
    } else {
        Permit::LongAgo
    }
}
