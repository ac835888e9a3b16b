//! Whether two sessions are likely the same event, recorded by two people.
//!
//! Likely, when the places are the same, the times lie within two hours, and two people recorded
//! them. Places are the same when the register says so, when their names are equal after folding
//! accents, case, abbreviations and word order, or when they lie within a kilometre. Server and
//! phone ask the same function, and neither acts on the answer: a person confirms it.

mod abbreviations;
mod latin;
mod name;

use super::conflict::Who;
use super::session::{GeoPoint, Place, Session};
use super::vocabulary::Status;
use crate::ids::DocId;
use crate::limits::{LIKELY_NEIGHBOURS_MAX, SAME_EVENT_MS_MAX, SAME_PLACE_METRES_MAX};
use crate::time::Timestamp;
use name::PlaceName;

/// Metres of the earth's mean radius.
const EARTH_METRES: f64 = 6_371_000.0;

/// What of a session tells whether another is the same event.
#[derive(Clone, Debug)]
pub struct Trace {
    /// Its document.
    pub id: DocId,
    /// When it took place, or is to.
    pub moment: Timestamp,
    author: Option<Who>,
    name: PlaceName,
    venue_id: String,
    at: Option<GeoPoint>,
    /// Neither hidden nor cancelled, and not linked to another already.
    is_open: bool,
}

/// Why two places are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SamePlace {
    /// One venue of the register.
    Venue,
    /// The same name, written differently or not.
    Name,
    /// Within a kilometre.
    Near,
}

impl SamePlace {
    /// How it stands in addresses, texts and JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Venue => "venue",
            Self::Name => "name",
            Self::Near => "near",
        }
    }
}

/// Why two sessions look like one event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Likeness {
    /// Why the places are the same.
    pub place: SamePlace,
    /// Milliseconds between the two times.
    pub apart_ms: u64,
}

/// Two sessions that look like one event; the smaller id first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LikelyPair {
    /// One.
    pub one: DocId,
    /// The other.
    pub other: DocId,
    /// Why.
    pub likeness: Likeness,
}

impl Trace {
    /// The trace of a session that `author` began. Nothing is like what nobody is known to have
    /// begun.
    pub fn of(session: &Session, author: Option<Who>) -> Self {
        let trace = Self::new(
            session.id,
            session.moment(),
            author,
            &session.place,
            session.at,
        );
        let stands = session.withdrawn.is_none() && session.status != Status::Cancelled;
        Self {
            is_open: stands && session.duplicate_of.is_none(),
            ..trace
        }
    }

    /// The trace of a session that is neither hidden nor cancelled nor linked to another.
    pub fn new(
        id: DocId,
        moment: Timestamp,
        author: Option<Who>,
        place: &Place,
        at: Option<GeoPoint>,
    ) -> Self {
        Self {
            id,
            moment,
            author,
            name: PlaceName::of(place),
            venue_id: place.venue_id.clone(),
            at,
            is_open: true,
        }
    }

    /// The venue of the register that the session says; empty when it says none.
    pub fn venue_id(&self) -> &str {
        &self.venue_id
    }

    /// The same at the venue that stands for the said one since the two were merged.
    #[must_use]
    pub fn at_venue(self, venue_id: String) -> Self {
        Self { venue_id, ..self }
    }

    /// Why this and the other look like one event, if they do.
    pub fn likeness(&self, other: &Self) -> Option<Likeness> {
        let apart_ms = self.moment.0.abs_diff(other.moment.0);
        let is_possible = self.is_open && other.is_open && self.id != other.id;
        if !is_possible || apart_ms > SAME_EVENT_MS_MAX || !self.is_by_another(other) {
            return None;
        }
        let place = self.same_place(other)?;
        Some(Likeness { place, apart_ms })
    }

    fn is_by_another(&self, other: &Self) -> bool {
        matches!((&self.author, &other.author), (Some(one), Some(other)) if one != other)
    }

    fn same_place(&self, other: &Self) -> Option<SamePlace> {
        if !self.venue_id.is_empty() && self.venue_id == other.venue_id {
            return Some(SamePlace::Venue);
        }
        if self.name.is_same(&other.name) {
            return Some(SamePlace::Name);
        }
        let near = |(one, other)| metres_between(one, other) <= SAME_PLACE_METRES_MAX;
        self.at
            .zip(other.at)
            .is_some_and(near)
            .then_some(SamePlace::Near)
    }
}

/// Every likely pair among these sessions, the latest first. They are put in the order of their
/// times, and each is compared only with those that follow within two hours.
pub fn likely_pairs(mut traces: Vec<Trace>) -> Vec<LikelyPair> {
    traces.retain(|trace| trace.is_open);
    traces.sort_by_key(|trace| std::cmp::Reverse((trace.moment, trace.id)));
    let mut pairs = Vec::new();
    for (at, one) in traces.iter().enumerate() {
        let behind = traces[at + 1..].iter().take(LIKELY_NEIGHBOURS_MAX);
        let in_time =
            behind.take_while(|other| one.moment.0.abs_diff(other.moment.0) <= SAME_EVENT_MS_MAX);
        pairs.extend(in_time.filter_map(|other| {
            let likeness = one.likeness(other)?;
            Some(LikelyPair {
                one: one.id.min(other.id),
                other: one.id.max(other.id),
                likeness,
            })
        }));
    }
    pairs
}

/// The way from one point to another along the surface.
fn metres_between(one: GeoPoint, other: GeoPoint) -> f64 {
    let ((lat, lon), (other_lat, other_lon)) = (one.degrees(), other.degrees());
    let half = |from: f64, to: f64| ((to - from).to_radians() / 2.0).sin().powi(2);
    let across = lat.to_radians().cos() * other_lat.to_radians().cos() * half(lon, other_lon);
    let haversine = (half(lat, other_lat) + across).clamp(0.0, 1.0);
    2.0 * EARTH_METRES * haversine.sqrt().asin()
}

#[cfg(test)]
mod tests;
