//! Venues of the register, searched and proposed.

use client_core::model::catalogue;

use crate::client::Client;
use crate::error::{TerenError, guarded};
use crate::place::Place;

/// A school or another institution of the register.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Venue {
    /// What a session says of where it is held when it is held here.
    pub place: Place,
    /// Named by a phone, and not accepted yet.
    pub proposed: bool,
}

impl From<catalogue::Venue> for Venue {
    fn from(venue: catalogue::Venue) -> Self {
        Self {
            place: venue.place().into(),
            proposed: venue.proposed,
        }
    }
}

#[uniffi::export]
impl Client {
    /// Venues in whose name or locality each of the searched words begins a word.
    pub fn venues(&self, text: String, limit: u32) -> Result<Vec<Venue>, TerenError> {
        guarded(|| {
            let found = self.inner.venues(&text, None, limit as usize)?.into_iter();
            Ok(found.map(Into::into).collect())
        })
    }

    /// The place of a venue that the register lacks, with an id of its own: a session that is said
    /// to be held there proposes it.
    pub fn propose_venue(&self, place: Place) -> Result<Place, TerenError> {
        guarded(|| Ok(self.inner.propose_venue(place.into())?.into()))
    }
}
