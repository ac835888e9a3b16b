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
];

/// Applies what the database does not have yet.
pub(super) fn run(connection: &mut Connection) -> Result<(), StoreError> {
    for (index, sql) in (0..).zip(MIGRATIONS) {
        if applied(connection)? > index {
            continue;
        }
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another process may have been quicker.
        if applied(&transaction)? == index {
            transaction.execute_batch(sql)?;
            transaction.pragma_update(None, "user_version", index + 1)?;
        }
        transaction.commit()?;
    }
    let (found, ours) = (applied(connection)?, MIGRATIONS.len() as u32);
    if found > ours {
        return Err(StoreError::TooNew { found, ours });
    }
    Ok(())
}

fn applied(connection: &Connection) -> Result<u32, StoreError> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}
