//! A session as its screens show it, and the list that leads there.

use std::collections::HashMap;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use client_core::client::{self, Listed};
use client_core::model;
use client_core::model::Who;
use client_core::time::Timestamp;

use crate::error::{TerenError, parsed};
use crate::place::{Place, Point};

/// A session with everything that this member may see of it.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct SessionView {
    /// Its id.
    pub id: String,
    /// The unit that owns it.
    pub unit: Option<String>,
    /// A code of the vocabulary.
    pub kind: Option<String>,
    /// What people call it.
    pub title: String,
    /// The campaign's id.
    pub campaign: Option<String>,
    /// A code of the vocabulary.
    pub status: String,
    /// A code of the vocabulary.
    pub counting: String,
    /// Where.
    pub place: Place,
    /// Where on the globe, to about 1 km.
    pub at: Option<Point>,
    /// When it is to begin.
    pub planned_for: Option<SystemTime>,
    /// When it began.
    pub started_at: Option<SystemTime>,
    /// When it ended.
    pub ended_at: Option<SystemTime>,
    /// Who takes part: the code of a role for each member's id.
    pub team: HashMap<String, String>,
    /// Ids of the organisations that take part.
    pub partners: Vec<String>,
    /// Codes of what was talked about.
    pub topics: Vec<String>,
    /// What was counted: cells with something in them.
    pub figures: Vec<Figure>,
    /// Who counted what, as a part or as the whole.
    pub counters: Vec<Counter>,
    /// People reached.
    pub people: u64,
    /// The notes.
    pub notes: String,
    /// Why it is hidden.
    pub withdrawn: Option<String>,
    /// The id of the session that is counted in place of this one.
    pub duplicate_of: Option<String>,
    /// What a coordinator said of it.
    pub review: Option<Review>,
    /// Where people said different things.
    pub conflicts: Vec<Conflict>,
}

/// What a coordinator said of a session.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Review {
    /// A code of the vocabulary: verified or returned.
    pub state: String,
    /// The coordinator's words.
    pub comment: String,
    /// Whether the session was changed after that.
    pub changed_since: bool,
}

/// What one cell comes to.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Figure {
    /// The cell, e.g. `reached.f.14-17`.
    pub cell: String,
    /// How many.
    pub count: u64,
}

/// What somebody counted of one table.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Counter {
    /// The table: `people`, `materials` or `tallies`.
    pub table: String,
    /// Who: a member's or an organisation's id; none when that is not known here.
    pub who: Option<String>,
    /// Whether it is meant as the whole, and not as a part that adds to the others'.
    pub whole: bool,
    /// What it comes to.
    pub total: i64,
    /// When it was last counted, by the counter's clock.
    pub at: SystemTime,
}

/// Somebody who wrote a session.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Editor {
    /// A member's or an organisation's id.
    pub who: String,
    /// When last, by the writer's clock.
    pub at: SystemTime,
}

/// A field of which people said different things.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct Conflict {
    /// The field, or the table of a count.
    pub field: String,
    /// What was said. The first is shown until somebody settles it.
    pub sayings: Vec<Saying>,
}

/// One of the things that were said.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct Saying {
    /// What: a text as it stands, anything else as JSON.
    pub value: String,
    /// The place, when it is one.
    #[uniffi(default = None)]
    pub place: Option<Place>,
    /// The cells with something in them, when it is a count of a table.
    #[uniffi(default = [])]
    pub figures: Vec<Figure>,
    /// Who: ids of members or organisations.
    pub who: Vec<String>,
    /// When it was last said, by the writer's clock.
    pub at: SystemTime,
}

/// Which sessions are asked for, newest first.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ListQuery {
    /// Words to find.
    pub search: String,
    /// A code of the vocabulary: only sessions that have come so far.
    pub status: Option<String>,
    /// Only those that this member is to hold.
    pub held_by: Option<String>,
    /// Only those with something to be sent.
    pub only_unsent: bool,
    /// Only those where people said different things.
    pub only_conflicts: bool,
    /// Only those that a coordinator returned and nobody has edited since.
    pub only_returned: bool,
    /// How many to leave out at the beginning.
    pub offset: u32,
    /// How many to show at most.
    pub limit: u32,
}

/// One page of the list: lists are never copied whole through this bridge.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct SessionPage {
    /// What is shown.
    pub sessions: Vec<ListedSession>,
    /// Whether there is more behind it.
    pub more: bool,
}

/// A session as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ListedSession {
    /// Its id.
    pub id: String,
    /// Its day, `YYYY-MM-DD`, where it took place.
    pub day: String,
    /// A code of the vocabulary.
    pub kind: Option<String>,
    /// What people call it.
    pub title: String,
    /// Town and venue.
    pub place: String,
    /// Where it is held.
    pub spot: Place,
    /// A code of the vocabulary.
    pub status: String,
    /// People reached.
    pub people: u64,
    /// In how many fields people said different things.
    pub conflicts: u32,
    /// Whether something of it is still to be sent.
    pub unsent: bool,
    /// Whether it is hidden.
    pub withdrawn: bool,
    /// Ids of the members who are to hold it.
    pub team: Vec<String>,
    /// The coordinator's words, while it is returned and nobody has edited it since.
    pub returned: Option<String>,
    /// Ids of the members who handed over something of it that is not at the server yet.
    pub brought_by: Vec<String>,
}

/// Two sessions that look like one event, at least one of them the member's own.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct LikelyDuplicate {
    /// The id of one.
    pub one: String,
    /// The id of the other.
    pub other: String,
    /// Why the places are the same: `venue`, `name` or `near`.
    pub place: String,
    /// Milliseconds between their times.
    pub apart_ms: u64,
}

impl From<client::LikelyDuplicate> for LikelyDuplicate {
    fn from(pair: client::LikelyDuplicate) -> Self {
        Self {
            one: pair.one.doc.to_string(),
            other: pair.other.doc.to_string(),
            place: pair.likeness.place.code().to_owned(),
            apart_ms: pair.likeness.apart_ms,
        }
    }
}

impl ListQuery {
    pub(crate) fn into_query(self) -> Result<client::ListQuery, TerenError> {
        let status = self.status.map(|code| parsed("status", &code));
        let held_by = self.held_by.map(|id| parsed("held_by", &id));
        Ok(client::ListQuery {
            search: self.search,
            status: status.transpose()?,
            held_by: held_by.transpose()?,
            only_unsent: self.only_unsent,
            only_conflicts: self.only_conflicts,
            only_returned: self.only_returned,
            offset: self.offset,
            limit: self.limit,
        })
    }
}

impl From<client::Page<Listed>> for SessionPage {
    fn from(page: client::Page<Listed>) -> Self {
        Self {
            sessions: page.rows.into_iter().map(Into::into).collect(),
            more: page.more,
        }
    }
}

impl From<Listed> for ListedSession {
    fn from(listed: Listed) -> Self {
        let Listed {
            row,
            day,
            brought_by,
        } = listed;
        Self {
            id: row.doc.to_string(),
            day,
            kind: text_of(row.kind),
            title: row.title,
            place: row.place,
            spot: row.spot.into(),
            status: row.status.to_string(),
            people: row.people,
            conflicts: row.conflicts,
            unsent: row.unsent,
            withdrawn: row.withdrawn,
            team: row.team.iter().map(ToString::to_string).collect(),
            returned: row.returned,
            brought_by: brought_by.iter().map(ToString::to_string).collect(),
        }
    }
}

impl From<model::Session> for SessionView {
    fn from(session: model::Session) -> Self {
        let people = session.people_reached();
        let figure = |(cell, count): (model::Cell, u64)| Figure {
            cell: cell.to_string(),
            count,
        };
        let team = session.team.into_iter();
        let counters = counters(&session.counts);
        Self {
            id: session.id.to_string(),
            unit: text_of(session.unit),
            kind: text_of(session.kind),
            title: session.title,
            campaign: text_of(session.campaign),
            status: session.status.to_string(),
            counting: session.counting.to_string(),
            place: session.place.into(),
            at: session.at.map(Into::into),
            planned_for: session.planned_for.map(system_time),
            started_at: session.started_at.map(system_time),
            ended_at: session.ended_at.map(system_time),
            team: team
                .map(|(who, role)| (who.to_string(), role.to_string()))
                .collect(),
            partners: session.partners.iter().map(ToString::to_string).collect(),
            topics: session.topics.iter().map(ToString::to_string).collect(),
            figures: session.figures.into_iter().map(figure).collect(),
            counters,
            people,
            notes: session.notes,
            withdrawn: session.withdrawn,
            duplicate_of: text_of(session.duplicate_of),
            review: session.review.and_then(review),
            conflicts: session.conflicts.into_iter().map(Into::into).collect(),
        }
    }
}

fn counters(counts: &model::Counts) -> Vec<Counter> {
    let tables = counts.tables.iter();
    let counters = tables.flat_map(|(table, counters)| {
        counters.values().map(|counter| {
            let whole = counter.basis == Some(model::Basis::Whole);
            let cells = if whole { &counter.whole } else { &counter.part };
            Counter {
                table: table.code().to_owned(),
                who: counter.who.as_ref().map(name_of),
                whole,
                total: cells.values().sum(),
                at: system_time(counter.last),
            }
        })
    });
    counters.collect()
}

fn review(said: model::Review) -> Option<Review> {
    Some(Review {
        state: said.state?.to_string(),
        comment: said.comment,
        changed_since: said.changed_since,
    })
}

impl From<model::Conflict> for Conflict {
    fn from(conflict: model::Conflict) -> Self {
        Self {
            field: conflict.field,
            sayings: conflict.sayings.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<model::Saying> for Saying {
    fn from(saying: model::Saying) -> Self {
        let value = saying.value.as_str().map(ToOwned::to_owned);
        // Only places and counts are said in several parts: names in the one, numbers in the other.
        let parts = saying.value.as_object();
        let figures = parts.into_iter().flatten().filter_map(|(cell, count)| {
            count.as_u64().map(|count| Figure {
                cell: cell.clone(),
                count,
            })
        });
        let figures: Vec<_> = figures.filter(|figure| figure.count > 0).collect();
        let part = |name: &str| {
            let said = parts.and_then(|parts| parts.get(name)?.as_str());
            said.unwrap_or_default().to_owned()
        };
        let place = Place {
            country: part("country"),
            adm1: part("adm1"),
            locality: part("locality"),
            venue: part("venue"),
            venue_id: part("venue_id"),
        };
        Self {
            value: value.unwrap_or_else(|| saying.value.to_string()),
            place: (place != Place::default()).then_some(place),
            figures,
            who: saying.who.iter().map(name_of).collect(),
            at: system_time(saying.when),
        }
    }
}

impl From<client::Editor> for Editor {
    fn from(editor: client::Editor) -> Self {
        Self {
            who: name_of(&editor.who),
            at: system_time(editor.at),
        }
    }
}

fn name_of(who: &Who) -> String {
    match who {
        Who::Member(id) => id.to_string(),
        Who::Organisation(id) => id.to_string(),
        Who::Replica(replica) => replica.to_string(),
    }
}

pub(crate) fn text_of(value: Option<impl ToString>) -> Option<String> {
    value.map(|value| value.to_string())
}

pub(crate) fn system_time(at: Timestamp) -> SystemTime {
    let since = Duration::from_millis(at.0.unsigned_abs());
    let time = if at.0 < 0 {
        UNIX_EPOCH.checked_sub(since)
    } else {
        UNIX_EPOCH.checked_add(since)
    };
    time.unwrap_or(UNIX_EPOCH)
}

pub(crate) fn timestamp(at: SystemTime) -> Timestamp {
    let ms = |since: Duration| i64::try_from(since.as_millis()).unwrap_or(i64::MAX);
    match at.duration_since(UNIX_EPOCH) {
        Ok(since) => Timestamp(ms(since)),
        Err(before) => Timestamp(-ms(before.duration())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_and_a_count_are_said_in_their_parts() {
        let said = |value| {
            Saying::from(model::Saying {
                value,
                who: Vec::new(),
                when: Timestamp(0),
            })
        };
        let place = said(serde_json::json!({ "adm1": "RO-SV", "venue": "Gara" }));
        let there = place.place.unwrap();
        assert_eq!(
            (there.venue.as_str(), there.adm1.as_str()),
            ("Gara", "RO-SV")
        );
        assert!(place.figures.is_empty());
        let count = said(serde_json::json!({ "reached.f.14-17": 5, "reached.m.14-17": 0 }));
        assert_eq!(count.figures.len(), 1);
        assert_eq!(count.place, None);
        let title = said("Market day".into());
        assert_eq!((title.value.as_str(), title.place), ("Market day", None));
    }

    #[test]
    fn times_survive_the_bridge() {
        for ms in [0, 1_489_478_700_123, -5] {
            assert_eq!(timestamp(system_time(Timestamp(ms))), Timestamp(ms));
        }
        assert!(timestamp(system_time(Timestamp(i64::MIN))).0 <= 0);
    }
}
