//! What the demonstration has beside the published reference data: materials, venues that every
//! town has, and targets where none was published. Invented for show, and concerning nobody.

use client_core::model::catalogue::{Entry, Named, Target, Venue};

use crate::reference::{self, CHERISH_OR_CRUSH, COUNTIES, County, NOT_FOR_SALE, unit_id};

/// What is handed out.
pub(super) const MATERIALS: &[(&str, &str)] = &[
    ("brochure", "Brochure"),
    ("flyer", "Flyer"),
    ("helpline-card", "Helpline card, 0800 800 678"),
    ("memory-stick", "Memory stick"),
    ("poster", "Poster"),
];

/// What every county seat has: what it is called, what kind of place it is.
pub(super) const VENUES: &[(&str, &str)] = &[
    ("school", "Școala Gimnazială nr. 3"),
    ("college", "Colegiul Tehnic"),
    ("lyceum", "Liceul Teoretic"),
    ("market", "Piața Centrală"),
    ("station", "Gara"),
    ("parish", "Casa parohială"),
];

/// Everything but the members, who get their ids from the server.
pub(super) fn entries() -> Vec<Entry> {
    let mut all: Vec<Entry> = reference::published().map(with_target).collect();
    all.extend(MATERIALS.iter().map(|(id, name)| {
        Entry::Material(Named {
            id: id.parse().expect("an id of the table"),
            name: (*name).to_owned(),
        })
    }));
    all.extend(COUNTIES.iter().flat_map(venues));
    all
}

/// A target for show, where no figures were published.
fn with_target(entry: Entry) -> Entry {
    let Entry::Campaign(mut campaign) = entry else {
        return entry;
    };
    let target = match campaign.id.as_str() {
        NOT_FOR_SALE => Target {
            activities: 40,
            people: 1_200,
            ..Target::default()
        },
        CHERISH_OR_CRUSH => Target {
            activities: 60,
            media_items: 120,
            ..Target::default()
        },
        _ => return Entry::Campaign(campaign),
    };
    campaign.targets.insert("RO".to_owned(), target);
    Entry::Campaign(campaign)
}

fn venues(county: &County) -> impl Iterator<Item = Entry> {
    VENUES.iter().map(|(kind, name)| {
        let unit = unit_id(county);
        Entry::Venue(Venue {
            id: format!("{unit}-{kind}"),
            name: (*name).to_owned(),
            locality: county.town.to_owned(),
            adm1: county.code.to_owned(),
            unit: Some(unit),
            pcode: None,
            at: None,
            merged_into: None,
            proposed: false,
        })
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_entry_has_a_key_of_its_own() {
        let all = entries();
        let keys: BTreeSet<_> = all.iter().map(Entry::key).collect();
        assert_eq!(keys.len(), all.len());
        let of = |kind: &str| keys.iter().filter(|key| key.starts_with(kind)).count();
        assert_eq!(of("campaign/"), 4);
        assert_eq!(of("venue/"), 42 * VENUES.len());
        assert_eq!(of("indicator/"), 8);
        let units: BTreeSet<_> = COUNTIES.iter().map(unit_id).collect();
        assert_eq!(units.len(), 42);
        assert!(units.iter().any(|id| id.as_str() == "bistrita-nasaud"));
    }
}
