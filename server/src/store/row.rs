//! What the log's tables keep in a form of their own: numbers of entries, and heads.

use client_core::ids::ChangeHash;
use rusqlite::types::Type;
use rusqlite::{Error, Row};

/// A number of the log as SQLite keeps it. One that is beyond every log stays beyond it.
pub(super) fn number(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// Heads, kept as one blob.
pub(super) fn heads(row: &Row<'_>, column: usize) -> Result<Vec<ChangeHash>, Error> {
    let kept: Vec<u8> = row.get(column)?;
    let (whole, []) = kept.as_chunks::<32>() else {
        let what = "heads are hashes of 32 bytes".into();
        return Err(Error::FromSqlConversionFailure(column, Type::Blob, what));
    };
    Ok(whole.iter().map(|hash| ChangeHash(*hash)).collect())
}

/// Heads as they are kept.
pub(super) fn heads_blob(heads: &[ChangeHash]) -> Vec<u8> {
    heads.iter().flat_map(|hash| hash.0).collect()
}
