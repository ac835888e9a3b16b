//! What an exchange costs in which nothing is new.

use client_core::model::Role;

use super::office::Office;

/// SQLite's own count of what others have written, as one connection sees it.
fn writes_seen(connection: &rusqlite::Connection) -> i64 {
    connection
        .pragma_query_value(None, "data_version", |row| row.get(0))
        .unwrap()
}

#[test]
fn nothing_new_is_small_and_writes_nothing_however_much_there_is() {
    let office = Office::new();
    let units: Vec<String> = (0..45).map(|n| format!("unit-{n}")).collect();
    let units: Vec<&str> = units.iter().map(String::as_str).collect();
    let mut writer = office.volunteer("ana", units[7]);
    let mut one = office.volunteer("ion", units[7]);
    let mut all = office.phone("eva", Role::National, &units);
    let witness = rusqlite::Connection::open(office.path()).unwrap();
    for documents in [10, 2_000] {
        while writer.documents.len() < documents {
            for _ in 0..50.min(documents - writer.documents.len()) {
                writer.record("Grade 9-10, two classes");
            }
            writer.sync(&office);
        }
        for phone in [&mut writer, &mut one, &mut all] {
            phone.sync(&office);
            assert_eq!(phone.documents.len(), documents);
            let before = writes_seen(&witness);
            let heard = phone.sync(&office);
            assert!(
                heard.is_done() && heard.messages.len() == 2,
                "{:?}",
                heard.messages
            );
            assert!(
                heard.up <= 400 && heard.down <= 400,
                "{} {}",
                heard.up,
                heard.down
            );
            assert_eq!(writes_seen(&witness), before);
        }
    }
}

#[test]
fn presence_is_written_down_once_for_all_and_not_again() {
    let office = Office::new();
    let (mut one, mut other) = (
        office.volunteer("ana", "iasi"),
        office.volunteer("ion", "iasi"),
    );
    one.sync(&office);
    other.sync(&office);
    let rows = || office.count("SELECT count(*) FROM presence");
    assert_eq!(rows(), 0);
    let flush = || {
        let (presence, store) = (office.exchange.presence(), &office.exchange.store);
        presence.flush(store, &one.who.organisation).unwrap();
    };
    flush();
    assert_eq!(rows(), 2);
    let witness = rusqlite::Connection::open(office.path()).unwrap();
    let before = writes_seen(&witness);
    flush();
    assert_eq!(writes_seen(&witness), before, "there is no news");
}
