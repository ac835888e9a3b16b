//! Which feeds a member follows, from which entry to which. What a member may see is decided by
//! these windows alone.

use client_core::ids::{FeedId, MemberId, OrganisationId};
use client_core::time::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::StoreError;
use super::column::{parsed, unsigned};
use super::feeds::{self, Subject};
use super::log::Origin;
use super::row::number;

/// A member follows, or followed, a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// The feed.
    pub feed: FeedId,
    /// The entry with which it began.
    pub since: u64,
    /// The entry with which it ended; none while it lasts.
    pub until: Option<u64>,
}

/// All windows of a member, by feed and in order of time.
pub fn windows(
    c: &Connection,
    organisation: &OrganisationId,
    member: &MemberId,
) -> Result<Vec<Window>, StoreError> {
    let sql = "SELECT feed, since, until FROM follow
               WHERE organisation = ?1 AND member = ?2 ORDER BY feed, since";
    let mut statement = c.prepare_cached(sql)?;
    let rows = statement.query_map(params![organisation.as_str(), member.as_str()], |row| {
        let until: Option<i64> = row.get(2)?;
        Ok(Window {
            feed: parsed(row, 0)?,
            since: unsigned(row, 1)?,
            until: until.map(|_| unsigned(row, 2)).transpose()?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// When a member last stopped following a feed; none when that never happened.
pub fn lost_at(
    c: &Connection,
    organisation: &OrganisationId,
    member: &MemberId,
    feed: &FeedId,
) -> Result<Option<Timestamp>, StoreError> {
    let sql = "SELECT log.received FROM follow JOIN log ON log.seq = follow.until
               WHERE follow.organisation = ?1 AND follow.member = ?2 AND follow.feed = ?3
               ORDER BY follow.since DESC LIMIT 1";
    let lost = c
        .prepare_cached(sql)?
        .query_row(
            params![organisation.as_str(), member.as_str(), feed.as_str()],
            |row| row.get(0).map(Timestamp),
        )
        .optional()?;
    Ok(lost)
}

/// Whether a member followed a feed at some time after the first of these moments and no later than
/// the second.
pub fn followed_within(
    c: &Connection,
    organisation: &OrganisationId,
    member: &MemberId,
    feed: &FeedId,
    (after, until): (Timestamp, Timestamp),
) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM follow
               JOIN log AS began ON began.seq = follow.since
               LEFT JOIN log AS ended ON ended.seq = follow.until
               WHERE follow.organisation = ?1 AND follow.member = ?2 AND follow.feed = ?3
                   AND began.received <= ?5 AND (ended.seq IS NULL OR ended.received > ?4)";
    Ok(c.prepare_cached(sql)?.exists(params![
        organisation.as_str(),
        member.as_str(),
        feed.as_str(),
        after.0,
        until.0,
    ])?)
}

/// Lets a member follow a feed from now on; nothing happens when the member does.
pub fn follow(
    t: &Transaction<'_>,
    organisation: &OrganisationId,
    member: &MemberId,
    feed: &FeedId,
    now: Timestamp,
) -> Result<(), StoreError> {
    turn(t, organisation, (member, feed), true, now)
}

/// Ends that a member follows a feed; nothing happens when the member does not.
pub fn unfollow(
    t: &Transaction<'_>,
    organisation: &OrganisationId,
    member: &MemberId,
    feed: &FeedId,
    now: Timestamp,
) -> Result<(), StoreError> {
    turn(t, organisation, (member, feed), false, now)
}

/// Begins or ends a window with an entry in the log, unless it is so already.
fn turn(
    t: &Transaction<'_>,
    organisation: &OrganisationId,
    (member, feed): (&MemberId, &FeedId),
    follows: bool,
    now: Timestamp,
) -> Result<(), StoreError> {
    if self::follows(t, organisation, member, feed)? == follows {
        return Ok(());
    }
    let subject = Subject::Follower(member.as_str());
    let at = feeds::event(t, organisation, feed, subject, follows, &by_nobody(now))?;
    let sql = if follows {
        "INSERT INTO follow (organisation, member, feed, since) VALUES (?1, ?2, ?3, ?4)"
    } else {
        "UPDATE follow SET until = ?4
         WHERE organisation = ?1 AND member = ?2 AND feed = ?3 AND until IS NULL"
    };
    t.execute(
        sql,
        params![
            organisation.as_str(),
            member.as_str(),
            feed.as_str(),
            number(at.seq),
        ],
    )?;
    Ok(())
}

/// Windows follow from a member's role and unit: who changed those is kept with the accounts.
const fn by_nobody(now: Timestamp) -> Origin<'static> {
    Origin {
        device: None,
        member: None,
        received: now,
    }
}

/// Whether a member follows a feed now.
pub fn follows(
    c: &Connection,
    organisation: &OrganisationId,
    member: &MemberId,
    feed: &FeedId,
) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM follow
               WHERE organisation = ?1 AND member = ?2 AND feed = ?3 AND until IS NULL";
    Ok(c.prepare_cached(sql)?.exists(params![
        organisation.as_str(),
        member.as_str(),
        feed.as_str(),
    ])?)
}
