//! Scenario C: one entry of a long catalogue changes, and a phone comes for it.

use std::time::Instant;

use client_core::model::catalogue::{Campaign, Entry, Target, Venue};
use serde::Serialize;
use server::config::DataFolder;
use server::store::{Store, StoreError, catalogue};

use crate::office::Office;

/// The searched word: every venue of the register has it.
const FREQUENT: &str = "scoala";
/// Matches that a screen shows.
const SHOWN: usize = 20;

/// What one changed campaign came to.
#[derive(Clone, Debug, Serialize)]
pub struct Catalogue {
    /// Entries of the catalogue, all of them on the phone.
    pub entries: usize,
    /// Bytes of the answer that brought all of them.
    pub first_down_bytes: u64,
    /// Bytes of the request's body after the change.
    pub up_bytes: u64,
    /// Bytes of its answer.
    pub down_bytes: u64,
    /// Requests.
    pub round_trips: u64,
    /// Milliseconds of a search among the venues for a word that all of them have.
    pub search_all_ms: f64,
    /// The same for words that one has.
    pub search_one_ms: f64,
}

/// Lets a volunteer's phone fetch `entries` entries, then the one campaign that changed.
///
/// # Panics
/// When the phone does not end with what the server has.
#[must_use]
pub fn catalogue(entries: usize) -> Catalogue {
    let office = Office::of_units(2);
    let (folder, _) = DataFolder::open(&office.data()).expect("the office's own folder");
    let store = Store::open(folder.database(), None).expect("the office's own database");
    let phone = office.enrol("volunteer", "volunteer", "u1");
    let written: Result<(), StoreError> = store.write(|tx| {
        catalogue::put(tx, &campaign("Before"))?;
        let missing = entries - catalogue::all(tx)?.len();
        (0..missing).try_for_each(|number| catalogue::put(tx, &venue(number)))
    });
    written.expect("entries that the table takes");
    let first = phone.sync().report;
    let changed = store.write(|tx| catalogue::put(tx, &campaign("After")));
    changed.expect("an entry that the table takes");
    let report = phone.sync().report;

    let held = phone
        .client
        .catalogue("campaign")
        .expect("the phone's store");
    assert_eq!(held, [campaign("After")]);
    let search = |text: &str, found: usize| {
        let began = Instant::now();
        let venues = phone.client.venues(text, None, SHOWN);
        let ms = began.elapsed().as_secs_f64() * 1e3;
        assert_eq!(venues.expect("the phone's store").len(), found, "{text}");
        ms
    };
    Catalogue {
        entries,
        first_down_bytes: first.bytes_in,
        up_bytes: report.bytes_out,
        down_bytes: report.bytes_in,
        round_trips: report.round_trips,
        search_all_ms: search(FREQUENT, SHOWN),
        search_one_ms: search("Școala 77x rădăuți", 1),
    }
}

fn campaign(title: &str) -> Entry {
    Entry::Campaign(Campaign {
        id: "does-not-forgive".parse().expect("an id"),
        title: title.to_owned(),
        from: Some("2017-01-01".to_owned()),
        to: Some("2017-12-31".to_owned()),
        targets: [("RO".to_owned(), Target::default())].into(),
    })
}

fn venue(number: usize) -> Entry {
    Entry::Venue(Venue {
        id: format!("ro-{number:06}"),
        // Behind an `x` no other number begins alike.
        name: format!("Școala Gimnazială nr. {number}x"),
        locality: "Rădăuți".to_owned(),
        adm1: "RO-SV".to_owned(),
        unit: Some("u1".parse().expect("an id")),
        pcode: None,
        at: None,
        merged_into: None,
        proposed: false,
    })
}
