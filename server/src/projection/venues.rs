//! Venues that phones named: a session that says one nobody knows makes a proposal of it, which the
//! phones of its unit hear of. Doing so again changes nothing, so a rebuild may.

use client_core::limits::LINE_CHARS_MAX;
use client_core::model::catalogue::{Entry, Venue};

use crate::store::read_model::SessionFacts;
use crate::store::{StoreError, Transaction, catalogue};

/// Makes a proposal of the session's venue when it is one and was not known.
pub(super) fn propose(tx: &Transaction<'_>, facts: &SessionFacts) -> Result<(), StoreError> {
    let place = &facts.place;
    let is_said = |text: &str| !text.is_empty() && text.chars().count() <= LINE_CHARS_MAX;
    if !Venue::is_proposed_id(&place.venue_id)
        || !is_said(&place.venue)
        || !is_said(&place.locality)
        || catalogue::is_known(tx, &format!("venue/{}", place.venue_id))?
    {
        return Ok(());
    }
    let proposed = Venue {
        id: place.venue_id.clone(),
        name: place.venue.clone(),
        locality: place.locality.clone(),
        adm1: place.adm1.clone(),
        unit: Some(facts.unit.clone()),
        pcode: None,
        at: None,
        merged_into: None,
        proposed: true,
    };
    catalogue::put(tx, &Entry::Venue(proposed))
}
