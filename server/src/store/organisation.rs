//! The one organisation that this server belongs to.

use client_core::ids::OrganisationId;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::StoreError;
use super::column::parsed;

/// The organisation whose server this is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// Its id, the same on every partner's server.
    pub id: OrganisationId,
    /// What people call it.
    pub name: String,
    /// ISO 3166-1 code of its country.
    pub country: String,
}

/// Writes the organisation; a second one is refused by the table.
pub fn put(tx: &Transaction<'_>, home: &Home) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO organisation (only_one, id, name, country) VALUES (1, ?1, ?2, ?3)",
        params![home.id.as_str(), home.name, home.country],
    )?;
    Ok(())
}

/// The organisation; none before `init` has finished.
pub fn home(c: &Connection) -> Result<Option<Home>, StoreError> {
    let mut statement = c.prepare_cached("SELECT id, name, country FROM organisation")?;
    let home = statement.query_row([], |row| {
        Ok(Home {
            id: parsed(row, 0)?,
            name: row.get(1)?,
            country: row.get(2)?,
        })
    });
    Ok(home.optional()?)
}
