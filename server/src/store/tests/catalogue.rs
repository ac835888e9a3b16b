//! The catalogue: what one change costs, and who hears of an entry that moves or goes.

use client_core::model::catalogue::{Entry, Indicator, Named, Venue};

use super::super::{Connection, Store, StoreError, catalogue};
use super::log::plan;

fn venue(id: &str, unit: Option<&str>) -> Entry {
    Entry::Venue(Venue {
        id: id.to_owned(),
        name: format!("School {id}"),
        locality: "Radauti".to_owned(),
        adm1: "RO-SV".to_owned(),
        unit: unit.map(|unit| unit.parse().unwrap()),
        pcode: None,
        at: None,
        merged_into: None,
        proposed: false,
    })
}

/// Keys behind a version, as one scope hears of them; `-` before what is gone.
fn heard(c: &Connection, unit: Option<&str>, after: u64) -> Result<Vec<String>, StoreError> {
    let unit = unit.map(|unit| unit.parse().unwrap());
    let changed = catalogue::changed(c, unit.as_ref(), true, after, 100)?;
    let named = changed.into_iter().map(|entry| match entry.json {
        Some(_) => entry.key,
        None => format!("-{}", entry.key),
    });
    Ok(named.collect())
}

#[test]
fn what_changed_is_found_by_its_index() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path().join("teren.db"), None).unwrap();
    let plans = |sql| store.read(|c| Ok::<_, StoreError>(plan(c, sql))).unwrap();
    assert_eq!(
        plans(catalogue::VERSION),
        "SEARCH catalogue USING COVERING INDEX sqlite_autoindex_catalogue_2"
    );
    assert_eq!(
        plans(catalogue::CHANGED),
        "MERGE (UNION ALL); LEFT; \
         SEARCH catalogue USING INDEX catalogue_by_scope (scope=? AND late=? AND version>?); \
         RIGHT; \
         SEARCH catalogue_left USING PRIMARY KEY (scope=? AND late=? AND version>?)"
    );
    assert_eq!(
        plans(catalogue::VENUES_OF),
        "SEARCH catalogue USING INDEX catalogue_by_scope (scope=? AND late=?)"
    );
}

#[test]
fn a_form_reads_no_more_venues_than_it_offers_and_some_of_every_unit() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path().join("teren.db"), None).unwrap();
    let units = ["cluj", "iasi"].map(|unit| unit.parse().unwrap());
    let found = store.write(|tx| {
        for at in 0..20 {
            catalogue::put(tx, &venue(&format!("c-{at}"), Some("cluj")))?;
            catalogue::put(tx, &venue(&format!("d-{at}"), Some("dolj")))?;
        }
        catalogue::put(tx, &venue("i-0", Some("iasi")))?;
        catalogue::put(tx, &venue("n-0", None))?;
        catalogue::venues_of(tx, &units, 6)
    });
    let found: Vec<String> = found.unwrap().into_iter().map(|venue| venue.id).collect();
    assert_eq!(found, ["n-0", "c-19", "c-18", "c-17", "i-0"]);
}

#[test]
fn who_loses_an_entry_hears_of_it_and_who_gets_it_too() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path().join("teren.db"), None).unwrap();
    store
        .write(|tx| {
            catalogue::put(tx, &venue("a", Some("iasi")))?;
            catalogue::put(tx, &venue("b", Some("iasi")))?;
            let begun = catalogue::version(tx)?;
            catalogue::put(tx, &venue("b", Some("iasi")))?;
            assert_eq!(catalogue::version(tx)?, begun, "it says the same");

            catalogue::put(tx, &venue("a", Some("cluj")))?;
            assert_eq!(heard(tx, Some("iasi"), begun)?, ["-venue/a"]);
            assert_eq!(heard(tx, Some("cluj"), begun)?, ["venue/a"]);
            assert!(heard(tx, None, begun)?.is_empty());

            catalogue::put(tx, &venue("a", Some("iasi")))?;
            assert_eq!(heard(tx, Some("iasi"), begun)?, ["venue/a"]);
            assert_eq!(heard(tx, Some("cluj"), begun)?, ["-venue/a"]);

            catalogue::put(tx, &venue("a", None))?;
            assert_eq!(heard(tx, Some("iasi"), begun)?, ["-venue/a"]);
            assert_eq!(heard(tx, None, begun)?, ["venue/a"]);

            assert!(catalogue::remove(tx, "venue/b")?);
            assert!(!catalogue::remove(tx, "venue/b")?, "it is gone already");
            assert!(heard(tx, Some("iasi"), begun)?.contains(&"-venue/b".to_owned()));

            let material = Named {
                id: "poster".parse().unwrap(),
                name: "Poster".to_owned(),
            };
            let late = heard(tx, None, 0)?;
            catalogue::put(tx, &Entry::Material(material))?;
            assert_eq!(heard(tx, None, 0)?, late, "it stands on the other shelf");
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

#[test]
fn pages_name_things_without_reading_the_venues() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path().join("teren.db"), None).unwrap();
    let material = Entry::Material(Named {
        id: "poster".parse().unwrap(),
        name: "Poster".to_owned(),
    });
    let indicator = Entry::Indicator(Indicator {
        name: "identified_victims".to_owned(),
        period: "2017".to_owned(),
        values: [("RO-SV".to_owned(), 30.0)].into(),
        measure: "count".to_owned(),
        source: "ANITP".to_owned(),
    });
    let named = store.write(|tx| {
        for entry in [venue("a", None), material.clone(), indicator.clone()] {
            catalogue::put(tx, &entry)?;
        }
        assert_eq!(catalogue::all(tx)?.len(), 3);
        catalogue::all_named(tx)
    });
    assert_eq!(named.unwrap(), [indicator, material]);
}
