//! Where a session takes place, as its screen asks for it.

use client_core::model;
use client_core::model::GeoPoint;

use crate::error::{FieldProblem, TerenError};

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

/// A point on the globe, in degrees.
#[derive(Clone, Copy, Debug, PartialEq, uniffi::Record)]
pub struct Point {
    /// North of the equator.
    pub latitude: f64,
    /// East of Greenwich.
    pub longitude: f64,
}

impl Point {
    /// What is kept of it: about 1 km and no finer.
    pub(crate) fn rounded(self) -> Result<GeoPoint, TerenError> {
        let Self {
            latitude,
            longitude,
        } = self;
        GeoPoint::rounded(latitude, longitude).ok_or_else(|| TerenError::Invalid {
            problems: vec![FieldProblem {
                field: "at".to_owned(),
                found: format!("{latitude},{longitude}"),
                allowed: "degrees of a point on the globe".to_owned(),
            }],
        })
    }
}

impl From<GeoPoint> for Point {
    fn from(point: GeoPoint) -> Self {
        let (latitude, longitude) = point.degrees();
        Self {
            latitude,
            longitude,
        }
    }
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
