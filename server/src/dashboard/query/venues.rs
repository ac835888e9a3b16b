//! The register of venues: those in the reader's view that the search finds.

use client_core::model::catalogue::Venue;
use client_core::model::{Place, fold};

use super::seat::Seat;
use super::words::parts_of;
use crate::dashboard::model::venues as page;
use crate::limits::{VENUE_DECISIONS_SHOWN, VENUES_SHOWN};
use crate::register;
use crate::store::members::Member;
use crate::store::{Connection, StoreError, catalogue};

/// Everything on the page.
pub fn venues(
    c: &Connection,
    seat: &Seat<'_>,
    who: &Member,
    search: &str,
    rename: &str,
) -> Result<page::Venues, StoreError> {
    let words = words_of(search);
    let mut found = catalogue::venues(c)?;
    found.retain(|venue| {
        venue.merged_into.is_none() && is_in_view(seat, venue) && is_found(venue, &words)
    });
    found.sort_by_cached_key(|venue| (!venue.proposed, fold(&venue.name), venue.id.clone()));
    let is_more = found.len() > VENUES_SHOWN;
    found.truncate(VENUES_SHOWN);
    let held = register::sessions_by_venue(c)?;
    let venue = |venue: Venue| page::Venue {
        place: town_and_county(seat, &venue),
        unit: venue
            .unit
            .as_ref()
            .map_or_else(String::new, |unit| seat.names.unit(unit)),
        sessions: held.get(&venue.id).copied().unwrap_or_default(),
        is_proposed: venue.proposed,
        may_decide: register::may_decide(who, &venue),
        id: venue.id,
        name: venue.name,
    };
    Ok(page::Venues {
        search: search.to_owned(),
        venues: found.into_iter().map(venue).collect(),
        is_more,
        renamed: match catalogue::venue(c, rename)? {
            Some(venue) if register::may_decide(who, &venue) => Some((venue.id, venue.name)),
            _ => None,
        },
        decided: decided(c, who)?,
    })
}

fn decided(c: &Connection, who: &Member) -> Result<Vec<page::Decided>, StoreError> {
    let mut all = Vec::new();
    for decision in register::decisions(c, VENUE_DECISIONS_SHOWN)? {
        if !register::may_decide(who, &decision.venue) {
            continue;
        }
        let into = match &decision.venue.merged_into {
            Some(into) if decision.what == register::MERGE => catalogue::venue(c, into)?,
            _ => None,
        };
        all.push(page::Decided {
            number: decision.number,
            what: decision.what,
            name: decision.venue.name,
            into: into.map(|into| into.name).unwrap_or_default(),
        });
    }
    Ok(all)
}

fn town_and_county(seat: &Seat<'_>, venue: &Venue) -> String {
    let place = Place {
        venue: String::new(),
        ..venue.place()
    };
    parts_of(seat.texts, &place).join(", ")
}

fn is_in_view(seat: &Seat<'_>, venue: &Venue) -> bool {
    venue
        .unit
        .as_ref()
        .is_none_or(|unit| seat.scope.covers(unit))
}

/// Whether each searched word begins a word of the venue's.
fn is_found(venue: &Venue, words: &[String]) -> bool {
    let text = format!("{} {} {}", venue.name, venue.locality, venue.id);
    let own = words_of(&text);
    let begins = |word: &String| own.iter().any(|own| own.starts_with(word.as_str()));
    words.iter().all(begins)
}

fn words_of(text: &str) -> Vec<String> {
    let text = fold(text);
    let words = text.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}
