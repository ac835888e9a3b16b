//! How ids and lists of heads stand in columns.

use rusqlite::Row;
use rusqlite::types::ValueRef;

use super::StoreError;
use crate::ids::ChangeHash;

/// Heads as one blob, 32 bytes each.
pub(super) fn heads_to_blob(heads: &[ChangeHash]) -> Vec<u8> {
    heads.iter().flat_map(|head| head.0).collect()
}

/// The heads of such a blob.
pub(super) fn heads_of_blob(blob: &[u8]) -> Result<Vec<ChangeHash>, StoreError> {
    let (heads, rest) = blob.as_chunks::<32>();
    if !rest.is_empty() {
        return Err(StoreError::BadRow("heads"));
    }
    Ok(heads.iter().copied().map(ChangeHash).collect())
}

/// An id of a fixed number of bytes.
pub(super) fn id<T: for<'a> TryFrom<&'a [u8]>>(
    row: &Row<'_>,
    column: usize,
    what: &'static str,
) -> Result<T, StoreError> {
    match row.get_ref(column)? {
        ValueRef::Blob(bytes) => T::try_from(bytes).map_err(|_| StoreError::BadRow(what)),
        _ => Err(StoreError::BadRow(what)),
    }
}

/// Such an id, or nothing.
pub(super) fn optional_id<T: for<'a> TryFrom<&'a [u8]>>(
    row: &Row<'_>,
    column: usize,
    what: &'static str,
) -> Result<Option<T>, StoreError> {
    match row.get_ref(column)? {
        ValueRef::Null => Ok(None),
        _ => id(row, column, what).map(Some),
    }
}

/// A text that is parsed on entry.
pub(super) fn parsed<T: std::str::FromStr>(
    row: &Row<'_>,
    column: usize,
    what: &'static str,
) -> Result<T, StoreError> {
    let text = row
        .get_ref(column)?
        .as_str()
        .map_err(|_| StoreError::BadRow(what))?;
    text.parse().map_err(|_| StoreError::BadRow(what))
}

/// Such a text, or nothing.
pub(super) fn optional_parsed<T: std::str::FromStr>(
    row: &Row<'_>,
    column: usize,
    what: &'static str,
) -> Result<Option<T>, StoreError> {
    match row.get_ref(column)? {
        ValueRef::Null => Ok(None),
        _ => parsed(row, column, what).map(Some),
    }
}

/// A number that never grows beyond what SQLite holds: positions, counters, figures.
pub(super) fn number(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// Such a number.
pub(super) fn unsigned(
    row: &Row<'_>,
    column: usize,
    what: &'static str,
) -> Result<u64, StoreError> {
    u64::try_from(row.get::<_, i64>(column)?).map_err(|_| StoreError::BadRow(what))
}

/// Every row of a query, read by `read`.
pub(super) fn all<T>(
    mut rows: rusqlite::Rows<'_>,
    read: impl Fn(&Row<'_>) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read(row)?);
    }
    Ok(found)
}

/// The first row of a query, read by `read`.
pub(super) fn first<T>(
    mut rows: rusqlite::Rows<'_>,
    read: impl Fn(&Row<'_>) -> Result<T, StoreError>,
) -> Result<Option<T>, StoreError> {
    rows.next()?.map(read).transpose()
}
