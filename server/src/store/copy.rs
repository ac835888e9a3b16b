//! A copy of the whole database while it is in use.

use std::path::Path;

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use super::{StoreError, open};
use crate::limits::BACKUP_PAGES_AT_ONCE;

/// Copies the database `from` into the empty file `to`.
pub(super) fn copy(
    from: &Path,
    to: &Path,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<(), StoreError> {
    let from = open::reader(from)?;
    // One open snapshot: without it the copy would begin anew with each commit of somebody else.
    let snapshot = from.unchecked_transaction()?;
    let _head: i64 = snapshot.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let mut to = Connection::open(to)?;
    let backup = Backup::new(&snapshot, &mut to)?;
    loop {
        let step = backup.step(BACKUP_PAGES_AT_ONCE)?;
        let at = backup.progress();
        let pages = |n: i32| u64::try_from(n).unwrap_or(0);
        progress(pages(at.pagecount - at.remaining), pages(at.pagecount));
        match step {
            StepResult::Done => return Ok(()),
            StepResult::More => {}
            // Nobody else knows the copy, and a snapshot is never locked out: say it rather than
            // spin.
            _ => {
                return Err(StoreError::Unexpected(
                    "the copy is locked by another program".into(),
                ));
            }
        }
    }
}
