//! Savepoints inside the one write transaction: what fails for one document is undone, the others
//! of the same transaction stay.

use rusqlite::Transaction;

use super::StoreError;

/// Runs `work`; when it refuses, everything that it wrote is undone and the transaction goes on.
///
/// # Errors
/// The outer error says that the transaction as a whole is lost: the disk is full or failed, and
/// SQLite may have rolled everything back by itself. The inner one is `work`'s own.
pub fn savepoint<T, E>(
    t: &Transaction<'_>,
    work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
) -> Result<Result<T, E>, StoreError> {
    t.prepare_cached("SAVEPOINT one")?.execute([])?;
    let done = work(t);
    if done.is_err() {
        if t.is_autocommit() {
            return Err(StoreError::RolledBack);
        }
        t.prepare_cached("ROLLBACK TO one")?.execute([])?;
    }
    t.prepare_cached("RELEASE one")?.execute([])?;
    Ok(done)
}
