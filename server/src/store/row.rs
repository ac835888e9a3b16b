//! Between rows and the types of `client_core`, so that no query spells out a conversion.

use std::fmt::Display;
use std::str::FromStr;

use client_core::ids::ChangeHash;
use rusqlite::types::Type;
use rusqlite::{Error, Row};

/// A number of the log as SQLite keeps it. One that is beyond every log stays beyond it.
pub(super) fn number(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// A number of the log as it was kept.
pub(super) fn seq(row: &Row<'_>, column: usize) -> Result<u64, Error> {
    let kept: i64 = row.get(column)?;
    u64::try_from(kept).map_err(|_| Error::IntegralValueOutOfRange(column, kept))
}

/// A text id, or another value that is kept as text.
pub(super) fn text<T>(row: &Row<'_>, column: usize) -> Result<T, Error>
where
    T: FromStr<Err: Display>,
{
    parse(column, &row.get::<_, String>(column)?)
}

/// The same where there may be none.
pub(super) fn text_or_none<T>(row: &Row<'_>, column: usize) -> Result<Option<T>, Error>
where
    T: FromStr<Err: Display>,
{
    let kept: Option<String> = row.get(column)?;
    kept.map(|text| parse(column, &text)).transpose()
}

fn parse<T: FromStr<Err: Display>>(column: usize, text: &str) -> Result<T, Error> {
    let wrong = |error: T::Err| {
        Error::FromSqlConversionFailure(column, Type::Text, error.to_string().into())
    };
    text.parse().map_err(wrong)
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
