//! The store opened, written and read, alone and by several at once.

mod catalogue;
mod log;

use std::path::Path;

use super::*;

fn count(store: &Store) -> i64 {
    let count = "SELECT count(*) FROM log";
    store
        .read(|c| Ok::<_, StoreError>(c.query_row(count, [], |row| row.get(0))?))
        .unwrap()
}

fn add(transaction: &Transaction<'_>) -> Result<(), StoreError> {
    transaction.execute(
        "INSERT INTO log (organisation, kind, received, chain) VALUES ('a', 1, 0, zeroblob(16))",
        [],
    )?;
    Ok(())
}

fn setting(store: &Store, name: &str) -> i64 {
    store
        .write(|t| Ok::<_, StoreError>(t.pragma_query_value(None, name, |row| row.get(0))?))
        .unwrap()
}

#[test]
fn what_was_written_is_there_after_opening_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("teren.db");
    let store = Store::open(&path, None).unwrap();
    store.write(add).unwrap();
    drop(store);
    assert_eq!(count(&Store::open(&path, None).unwrap()), 1);
}

#[test]
fn a_failed_write_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path().join("teren.db"), None).unwrap();
    let failed: Result<(), StoreError> = store.write(|t| {
        add(t)?;
        Err(StoreError::Full)
    });
    assert!(failed.is_err());
    assert_eq!(count(&store), 0);
}

#[test]
fn a_reader_sees_one_state_and_cannot_write() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path().join("teren.db"), None).unwrap();
    let sql = "SELECT count(*) FROM log";
    store
        .read(|c| {
            let before: i64 = c.query_row(sql, [], |row| row.get(0))?;
            store.write(add)?;
            let after: i64 = c.query_row(sql, [], |row| row.get(0))?;
            assert_eq!((before, after), (0, 0));
            assert!(c.execute("DELETE FROM log", []).is_err());
            Ok::<_, StoreError>(())
        })
        .unwrap();
    assert_eq!(count(&store), 1);
}

#[test]
fn one_connection_serves_a_named_file_system() {
    let folder = tempfile::tempdir().unwrap();
    let vfs = if cfg!(windows) { "win32" } else { "unix" };
    let store = Store::open(folder.path().join("teren.db"), Some(vfs)).unwrap();
    store.write(add).unwrap();
    assert_eq!(count(&store), 1);
}

#[test]
fn commits_wait_for_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path().join("teren.db"), None).unwrap();
    assert_eq!(setting(&store, "synchronous"), 2);
    assert_eq!(setting(&store, "foreign_keys"), 1);
}

#[test]
fn a_later_layout_and_a_damaged_file_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("teren.db");
    drop(Store::open(&path, None).unwrap());
    let raw = Connection::open(&path).unwrap();
    raw.pragma_update(None, "user_version", 9_999).unwrap();
    drop(raw);
    assert!(matches!(open(&path), StoreError::TooNew { .. }));

    let other = folder.path().join("other.db");
    std::fs::write(&other, [7; 4096]).unwrap();
    assert!(matches!(open(&other), StoreError::Corrupt(_)));
    assert!(matches!(
        open(&folder.path().join("no/such/folder")),
        StoreError::Io(_)
    ));
}

fn open(path: &Path) -> StoreError {
    Store::open(path, None).err().unwrap()
}

#[test]
fn acts_keep_their_numbers_when_their_table_is_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("teren.db");
    let mut old = Connection::open(&path).unwrap();
    migrate::run_to(&mut old, 13).unwrap();
    old.execute_batch(
        "INSERT INTO catalogue_act (number, at, what, key) VALUES (7, 1, 'rename', 'venue/a');
         INSERT INTO catalogue_act (number, at, what, key, undoes)
             VALUES (9, 2, 'undo', 'venue/a', 7);
         DELETE FROM catalogue_act WHERE number = 9;",
    )
    .unwrap();
    drop(old);
    Store::upgrade(&path).unwrap();
    let store = Store::open(&path, None).unwrap();
    let act = store.read(|c| catalogue_acts::get(c, 7)).unwrap().unwrap();
    let again = catalogue_acts::Act {
        what: "close".to_owned(),
        undoes: Some(7),
        ..act
    };
    let number = store.write(|tx| catalogue_acts::add(tx, &again)).unwrap();
    assert!(number > 7, "{number}");
    assert!(store.read(|c| catalogue_acts::is_undone(c, 7)).unwrap());
}

#[test]
fn a_review_before_a_change_is_not_known_and_its_row_is_to_be_written_anew() {
    let folder = tempfile::tempdir().unwrap();
    let mut old = Connection::open(folder.path().join("teren.db")).unwrap();
    migrate::run_to(&mut old, 17).unwrap();
    let row = "INSERT INTO session_row (doc, unit, day, status, title, title_order, country, adm1,
            locality, venue, venue_id, search, activities, people, materials, media_items,
            broadcasts, cells, conflicts, counters, withdrawn, counted, received, review, estimated)
        VALUES (?1, 'iasi', '2017-03-14', 'done', '', '', '', '', '', '', '', '', 1, 0, 0, 0, 0,
            x'00', 0, 0, 0, 1, 0, ?2, 0)";
    for (number, review) in [(1, "verified"), (2, "returned"), (3, "changed")] {
        old.execute(row, ([number; 16], review)).unwrap();
    }
    migrate::run_to(&mut old, 19).unwrap();
    let sql = "SELECT review, estimated FROM session_row ORDER BY doc";
    let mut found = old.prepare(sql).unwrap();
    let found = found.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
    let found: Vec<(Option<String>, Option<bool>)> = found.unwrap().map(Result::unwrap).collect();
    let known = |review: &str| (Some(review.to_owned()), Some(false));
    assert_eq!(found, [known("verified"), known("returned"), (None, None)]);
}
