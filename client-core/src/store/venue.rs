//! The venues that can be picked, in a form that a search reads quickly: names and localities
//! folded, places in whole numbers. What a venue is stands in the catalogue.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Transaction};

use super::StoreError;
use super::columns::all;
use crate::model::catalogue::Venue;
use crate::model::{GeoPoint, fold};

/// Writes the row of a venue. One that was merged into another cannot be picked any more.
pub(super) fn put(tx: &Transaction<'_>, venue: &Venue) -> Result<(), StoreError> {
    if venue.merged_into.is_some() {
        return remove(tx, &venue.id);
    }
    let words = fold(&format!("{} {}", venue.name, venue.locality));
    let at = venue.at.map(GeoPoint::hundredths);
    let before: Option<(i64, String)> = tx
        .prepare_cached("SELECT row, words FROM venue WHERE id = ?1")?
        .query_row([&venue.id], |found| Ok((found.get(0)?, found.get(1)?)))
        .optional()?;
    tx.prepare_cached(
        "INSERT INTO venue (id, ordered, lat, lon, words) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (id) DO UPDATE SET ordered = excluded.ordered, lat = excluded.lat,
             lon = excluded.lon, words = excluded.words",
    )?
    .execute((
        &venue.id,
        fold(&venue.name),
        at.map(|(lat, _)| lat),
        at.map(|(_, lon)| lon),
        &words,
    ))?;
    match before {
        Some((_, old)) if old == words => {}
        Some((row, _)) => {
            tx.prepare_cached("UPDATE venue_words SET words = ?2 WHERE rowid = ?1")?
                .execute((row, words))?;
        }
        None => {
            let row = tx.last_insert_rowid();
            tx.prepare_cached("INSERT INTO venue_words (rowid, words) VALUES (?1, ?2)")?
                .execute((row, words))?;
        }
    }
    Ok(())
}

/// Takes the row of a venue away.
pub(super) fn remove(tx: &Transaction<'_>, id: &str) -> Result<(), StoreError> {
    tx.prepare_cached(
        "DELETE FROM venue_words WHERE rowid = (SELECT row FROM venue WHERE id = ?1)",
    )?
    .execute([id])?;
    tx.prepare_cached("DELETE FROM venue WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}

/// How many venues can be picked.
pub fn count(connection: &Connection) -> Result<u64, StoreError> {
    let mut statement = connection.prepare_cached("SELECT count(*) FROM venue")?;
    let count: i64 = statement.query_row([], |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

/// Ids of venues in whose name or locality each of the searched words begins a word; the nearest
/// first when a point is given, else in the order of their names.
pub fn find(
    connection: &Connection,
    text: &str,
    near: Option<GeoPoint>,
    limit: usize,
) -> Result<Vec<String>, StoreError> {
    let text = fold(text);
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words: Vec<String> = words
        .filter(|word| !word.is_empty())
        .map(|word| format!("\"{word}\"*"))
        .collect();
    let mut sql = "SELECT id FROM venue".to_owned();
    let mut values: Vec<Value> = Vec::new();
    if !words.is_empty() {
        sql += " WHERE row IN (SELECT rowid FROM venue_words WHERE venue_words MATCH ?)";
        values.push(words.join(" AND ").into());
    }
    sql += " ORDER BY ";
    if let Some(near) = near {
        // A degree of longitude is shorter than one of latitude by the cosine of the latitude;
        // within one country the earth is flat enough for an order.
        sql += "lat IS NULL, (lat - ?) * (lat - ?) + (lon - ?) * (lon - ?) * ?, ";
        let (lat, lon) = near.hundredths();
        let shrink = near.degrees().0.to_radians().cos().powi(2);
        for value in [lat, lat, lon, lon] {
            values.push(value.into());
        }
        values.push(shrink.into());
    }
    sql += "ordered, id LIMIT ?";
    values.push(i64::try_from(limit).unwrap_or(i64::MAX).into());
    let mut statement = connection.prepare_cached(&sql)?;
    all(
        statement.query(rusqlite::params_from_iter(values))?,
        |row| Ok(row.get(0)?),
    )
}
