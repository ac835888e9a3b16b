//! Feeds and followers, computed again from the log.

use std::collections::BTreeMap;

use client_core::ids::{FeedId, MemberId, OrganisationId};

use super::Problem;
use super::document::Built;
use crate::store::audit::{self, FeedRow};
use crate::store::documents::DocumentRow;
use crate::store::follows::Window;
use crate::store::{Connection, StoreError};

/// A document's place in each feed that lists it, or once did.
pub(super) fn check(
    c: &Connection,
    organisation: &OrganisationId,
    row: &DocumentRow,
    built: &Built,
    tell: &mut dyn FnMut(Problem),
) -> Result<(), StoreError> {
    let expected = by_log(c, organisation, row, built)?;
    let kept: BTreeMap<FeedId, FeedRow> = audit::feed_rows(c, organisation, row.doc)?
        .into_iter()
        .map(|row| (row.feed.clone(), row))
        .collect();
    let owners = expected.values().filter(|row| row.gone.is_none());
    let owners: Vec<_> = owners.filter_map(|row| row.feed.unit()).collect();
    if !owners.contains(&row.unit) {
        let owners = owners.iter().map(ToString::to_string);
        tell(Problem::Document {
            doc: row.doc,
            column: "unit",
            kept: row.unit.to_string(),
            expected: owners.collect::<Vec<_>>().join(" "),
        });
    }
    let feeds = expected
        .keys()
        .chain(kept.keys().filter(|feed| !expected.contains_key(*feed)));
    for feed in feeds {
        let (kept, expected) = (words(kept.get(feed)), words(expected.get(feed)));
        if kept != expected {
            tell(Problem::Feed {
                doc: row.doc,
                feed: feed.clone(),
                kept,
                expected,
            });
        }
    }
    Ok(())
}

fn by_log(
    c: &Connection,
    organisation: &OrganisationId,
    row: &DocumentRow,
    built: &Built,
) -> Result<BTreeMap<FeedId, FeedRow>, StoreError> {
    let mut rows = BTreeMap::new();
    let mut enter = |feed: &FeedId, seq| {
        let row = FeedRow {
            feed: feed.clone(),
            joined: seq,
            gone: None,
            last_seq: seq,
            day: row.day.clone(),
            planned: row.planned,
        };
        rows.insert(feed.clone(), row);
    };
    for change in &built.changes {
        if let Some(feed) = &change.feed {
            enter(feed, change.seq);
        }
    }
    let events = audit::events_of(c, organisation, row.doc)?;
    for event in events.iter().filter(|event| event.enters) {
        enter(&event.feed, event.seq);
    }
    let last_change = built.changes.last().map_or(0, |change| change.seq);
    for row in rows.values_mut() {
        let left = events
            .iter()
            .find(|event| !event.enters && event.feed == row.feed && event.seq > row.joined);
        row.gone = left.map(|event| event.seq);
        row.last_seq = row.gone.unwrap_or(row.joined.max(last_change));
    }
    Ok(rows)
}

/// A feed's row in words that say all of it. The day of one that left is of no use to anybody.
fn words(row: Option<&FeedRow>) -> String {
    match row {
        None => "not listed".to_owned(),
        Some(row) => match row.gone {
            Some(gone) => format!("listed from {} to {gone}", row.joined),
            None => {
                let ahead = if row.planned { ", planned" } else { "" };
                let (joined, last) = (row.joined, row.last_seq);
                format!("listed from {joined} with {last}, day {}{ahead}", row.day)
            }
        },
    }
}

/// Who followed what and when.
pub(super) fn check_followers(
    c: &Connection,
    organisation: &OrganisationId,
    tell: &mut dyn FnMut(Problem),
) -> Result<(), StoreError> {
    type Place = (MemberId, FeedId, u64);
    let by_place = |windows: Vec<(MemberId, Window)>| -> BTreeMap<Place, Window> {
        let place = |(member, window): (MemberId, Window)| {
            ((member, window.feed.clone(), window.since), window)
        };
        windows.into_iter().map(place).collect()
    };
    let expected = by_place(audit::windows_by_log(c, organisation)?);
    let kept = by_place(audit::windows_kept(c, organisation)?);
    let places = expected
        .keys()
        .chain(kept.keys().filter(|place| !expected.contains_key(*place)));
    for place in places {
        let words = |window: Option<&Window>| match window {
            None => "never".to_owned(),
            Some(Window { since, until, .. }) => match until {
                Some(until) => format!("from {since} to {until}"),
                None => format!("from {since}"),
            },
        };
        let (kept, expected) = (words(kept.get(place)), words(expected.get(place)));
        if kept != expected {
            tell(Problem::Follower {
                member: place.0.clone(),
                feed: place.1.clone(),
                kept,
                expected,
            });
        }
    }
    Ok(())
}
