//! Brings a store's tables up to this build's, one numbered step after another.

use rusqlite::{Connection, TransactionBehavior};

use super::StoreError;

/// The steps. One that was released is never edited; what changes is a new step.
const MIGRATIONS: &[&str] = &[
    include_str!("../../migrations/0001_store.sql"),
    include_str!("../../migrations/0002_unread.sql"),
    include_str!("../../migrations/0003_everyday.sql"),
    include_str!("../../migrations/0004_unsent.sql"),
    include_str!("../../migrations/0005_catalogue.sql"),
    include_str!("../../migrations/0006_exchanges.sql"),
    include_str!("../../migrations/0007_hand_over.sql"),
    include_str!("../../migrations/0008_photos.sql"),
    include_str!("../../migrations/0009_changed.sql"),
];

/// Runs the steps that this store lacks, each in a transaction with its number.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    let found: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let known = u32::try_from(MIGRATIONS.len()).expect("steps are few");
    if found > known {
        return Err(StoreError::Newer { found, known });
    }
    for (number, sql) in (1u32..).zip(MIGRATIONS).skip(found as usize) {
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        tx.execute_batch(sql)?;
        tx.pragma_update(None, "user_version", number)?;
        tx.commit()?;
    }
    Ok(())
}
