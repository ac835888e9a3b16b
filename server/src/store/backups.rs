//! The last backup that was verified: up to where a lost server would come back.

use client_core::ids::{Chain, OrganisationId};
use client_core::time::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::StoreError;
use super::column::unsigned;
use super::log::Position;
use super::row::number;

/// Notes that everything up to `position` is in a verified backup.
pub fn record(
    t: &Transaction<'_>,
    organisation: &OrganisationId,
    position: Position,
    made_at: Timestamp,
) -> Result<(), StoreError> {
    t.execute(
        "INSERT INTO backup (organisation, seq, chain, made_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (organisation) DO UPDATE SET
             seq = excluded.seq, chain = excluded.chain, made_at = excluded.made_at",
        params![
            organisation.as_str(),
            number(position.seq),
            position.chain.0,
            made_at.0
        ],
    )?;
    Ok(())
}

/// The position of the last verified backup and when it was made; none before the first.
pub fn last(
    c: &Connection,
    organisation: &OrganisationId,
) -> Result<Option<(Position, Timestamp)>, StoreError> {
    let mut statement =
        c.prepare_cached("SELECT seq, chain, made_at FROM backup WHERE organisation = ?1")?;
    let last = statement.query_row([organisation.as_str()], |row| {
        let position = Position {
            seq: unsigned(row, 0)?,
            chain: Chain(row.get(1)?),
        };
        Ok((position, Timestamp(row.get(2)?)))
    });
    Ok(last.optional()?)
}
