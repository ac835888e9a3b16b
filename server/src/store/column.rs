//! Values of our own types, out of a row. What is in the database was parsed before it was written,
//! so a value that does not parse is damage and is reported as such.

use std::error::Error;
use std::str::FromStr;

use rusqlite::Row;
use rusqlite::types::Type;
use serde::de::DeserializeOwned;

/// The text in column `at`, parsed.
pub(super) fn parsed<T>(row: &Row<'_>, at: usize) -> rusqlite::Result<T>
where
    T: FromStr,
    T::Err: Error + Send + Sync + 'static,
{
    parse(&row.get::<_, String>(at)?, at)
}

/// The text in column `at`, parsed, or nothing for NULL.
pub(super) fn parsed_if_any<T>(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<T>>
where
    T: FromStr,
    T::Err: Error + Send + Sync + 'static,
{
    let text: Option<String> = row.get(at)?;
    text.map(|text| parse(&text, at)).transpose()
}

/// The JSON in column `at` as a value.
pub(super) fn json<T: DeserializeOwned>(row: &Row<'_>, at: usize) -> rusqlite::Result<T> {
    serde_json::from_str(&row.get::<_, String>(at)?)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(at, Type::Text, Box::new(error)))
}

/// The bytes in column `at` as an id.
pub(super) fn bytes<T>(row: &Row<'_>, at: usize) -> rusqlite::Result<T>
where
    T: for<'a> TryFrom<&'a [u8]>,
    for<'a> <T as TryFrom<&'a [u8]>>::Error: Error + Send + Sync + 'static,
{
    let raw: Vec<u8> = row.get(at)?;
    let damage = |error: Box<dyn Error + Send + Sync>| {
        rusqlite::Error::FromSqlConversionFailure(at, Type::Blob, error)
    };
    T::try_from(raw.as_slice()).map_err(|error| damage(error.to_string().into()))
}

fn parse<T>(text: &str, at: usize) -> rusqlite::Result<T>
where
    T: FromStr,
    T::Err: Error + Send + Sync + 'static,
{
    text.parse().map_err(|error: T::Err| {
        rusqlite::Error::FromSqlConversionFailure(at, Type::Text, Box::new(error))
    })
}

/// The number in column `at`, which a `CHECK` keeps from being negative.
pub(super) fn unsigned(row: &Row<'_>, at: usize) -> rusqlite::Result<u64> {
    let number: i64 = row.get(at)?;
    u64::try_from(number).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(at, number))
}
