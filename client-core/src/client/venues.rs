//! Venues as a member picks them: searched on the phone, proposed where the register lacks one.

use super::Client;
use super::error::ClientError;
use crate::limits::MERGES_FOLLOWED_MAX;
use crate::model::catalogue::{Entry, Venue};
use crate::model::{FieldProblem, GeoPoint, Place};
use crate::store::{Connection, StoreError, catalogue, venue};

impl Client {
    /// Venues in whose name or locality each of the searched words begins a word, whatever the
    /// accents and the case; the nearest first when a point is given, else by name.
    pub fn venues(
        &self,
        text: &str,
        near: Option<GeoPoint>,
        limit: usize,
    ) -> Result<Vec<Venue>, ClientError> {
        self.read(|connection, _| {
            let ids = venue::find(connection, text, near, limit)?;
            let found = ids.iter().map(|id| entry(connection, id));
            let found: Result<Vec<_>, StoreError> = found.collect();
            Ok(found?.into_iter().flatten().collect())
        })
    }

    /// The venue with this id, or the one that it was merged into.
    pub fn venue(&self, id: &str) -> Result<Option<Venue>, ClientError> {
        self.read(|connection, _| Ok(kept(connection, id)?))
    }

    /// The place of a venue that the register lacks, under an id that nobody has to give: when a
    /// session with it arrives, the server makes a proposal of it that the unit's phones hear of.
    pub fn propose_venue(&self, place: Place) -> Result<Place, ClientError> {
        for (field, value) in [("venue", &place.venue), ("locality", &place.locality)] {
            if value.trim().is_empty() {
                let allowed = "what people call it and where it is";
                return Err(FieldProblem::new(field, "nothing", allowed).into());
            }
        }
        let venue_id = Venue::proposed_id(self.environment.draw());
        Ok(Place { venue_id, ..place })
    }
}

fn entry(connection: &Connection, id: &str) -> Result<Option<Venue>, StoreError> {
    Ok(match catalogue::get(connection, &format!("venue/{id}"))? {
        Some(Entry::Venue(venue)) => Some(venue),
        _ => None,
    })
}

/// The venue that stands for `id` now; none when nothing is said of it here.
pub(super) fn kept(connection: &Connection, id: &str) -> Result<Option<Venue>, StoreError> {
    if id.is_empty() {
        return Ok(None);
    }
    let mut found = entry(connection, id)?;
    for _ in 0..MERGES_FOLLOWED_MAX {
        let Some(into) = found.as_ref().and_then(|venue| venue.merged_into.as_ref()) else {
            break;
        };
        match entry(connection, into)? {
            Some(next) => found = Some(next),
            // The kept one concerns another unit: what is known here is the best there is.
            None => break,
        }
    }
    Ok(found)
}
