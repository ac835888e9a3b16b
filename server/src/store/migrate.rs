//! Brings a database up to this version's layout: numbered files, each in its own transaction.
//!
//! A file that was released is never edited; what must change goes into the next one.

use rusqlite::{Connection, TransactionBehavior};

use super::StoreError;

/// All layouts, in order. The database remembers how many it has (`user_version`).
const MIGRATIONS: &[&str] = &[
    include_str!("../../migrations/0001_log.sql"),
    include_str!("../../migrations/0002_accounts.sql"),
    include_str!("../../migrations/0003_read_model.sql"),
    include_str!("../../migrations/0004_everyday.sql"),
    include_str!("../../migrations/0005_codes_used.sql"),
    include_str!("../../migrations/0006_session_places.sql"),
    include_str!("../../migrations/0007_deeds.sql"),
    include_str!("../../migrations/0008_catalogue.sql"),
    include_str!("../../migrations/0009_backup.sql"),
    include_str!("../../migrations/0010_import.sql"),
    include_str!("../../migrations/0011_catalogue_acts.sql"),
    include_str!("../../migrations/0012_programmes.sql"),
    include_str!("../../migrations/0013_quarantine.sql"),
    include_str!("../../migrations/0014_catalogue_acts.sql"),
    include_str!("../../migrations/0015_likely.sql"),
    include_str!("../../migrations/0016_programmes_closed.sql"),
    include_str!("../../migrations/0017_estimated.sql"),
    include_str!("../../migrations/0018_waiting.sql"),
    include_str!("../../migrations/0019_review.sql"),
    include_str!("../../migrations/0020_hand_over.sql"),
    include_str!("../../migrations/0021_county.sql"),
    include_str!("../../migrations/0022_suspects.sql"),
    include_str!("../../migrations/0023_photos.sql"),
    include_str!("../../migrations/0024_deposits.sql"),
    include_str!("../../migrations/0025_handed_out.sql"),
];

/// The layout of this version.
pub(super) const OURS: u32 = MIGRATIONS.len() as u32;

/// Applies what the database does not have yet.
pub(super) fn run(connection: &mut Connection) -> Result<(), StoreError> {
    run_to(connection, OURS)
}

/// The same up to a layout, as the version that had it did.
pub(super) fn run_to(connection: &mut Connection, last: u32) -> Result<(), StoreError> {
    for (index, sql) in (0..last).zip(MIGRATIONS) {
        if layout(connection)? > index {
            continue;
        }
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another process may have been quicker.
        if layout(&transaction)? == index {
            transaction.execute_batch(sql)?;
            transaction.pragma_update(None, "user_version", index + 1)?;
        }
        transaction.commit()?;
    }
    Ok(())
}

/// The layout that a database has; 0 before its first.
pub(super) fn layout(connection: &Connection) -> Result<u32, StoreError> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}
