//! Where a session takes place, as its screen asks for it.

use client_core::model;

/// Where. Parts that are not known are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, uniffi::Record)]
pub struct Place {
    /// ISO 3166-1 code, e.g. `RO`.
    pub country: String,
    /// ISO 3166-2 code, e.g. `RO-SV`.
    pub adm1: String,
    /// Town or village.
    pub locality: String,
    /// School, square, market.
    pub venue: String,
    /// The venue's id in the register.
    pub venue_id: String,
}

impl From<model::Place> for Place {
    fn from(place: model::Place) -> Self {
        Self {
            country: place.country,
            adm1: place.adm1,
            locality: place.locality,
            venue: place.venue,
            venue_id: place.venue_id,
        }
    }
}

impl From<Place> for model::Place {
    fn from(place: Place) -> Self {
        Self {
            country: place.country,
            adm1: place.adm1,
            locality: place.locality,
            venue: place.venue,
            venue_id: place.venue_id,
        }
    }
}
