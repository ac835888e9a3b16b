//! From changed documents to the rows that pages and reports read.
//!
//! A document is read into plain facts off the writer (`Facts::of`), and the facts are written in
//! the transaction of the commit (`write`), so that no page ever sees a change without its figures
//! or the other way round. Writing the facts of every document again gives the same rows:
//! `rebuild` does just that, and the check compares with it. Knows no accounts and no pages.

mod duplicates;
mod suspects;

mod facts;
mod venues;

mod load;
mod open;

mod exchanges;
mod rebuild;
mod waiting;

use client_core::ids::UnitId;
use client_core::time::Timestamp;

pub use duplicates::is_counted;
pub use exchanges::{OpenedExchange, open_exchange};
pub use facts::Facts;
pub use load::{LoadError, Loaded, kind_of, load};
pub use open::{Entry, Opened, exchange, open, session};
pub use rebuild::{bring_up_to_date, for_each, for_each_row, rebuild};
pub use waiting::{Reading, Why, read_waiting};

use crate::store::{Connection, StoreError, Transaction, catalogue, read_model};

/// Where days begin for a unit that the catalogue does not name.
const NO_ZONE: &str = "UTC";

/// The time zone in which a unit's sessions have their day.
pub fn zone_of(c: &Connection, unit: &UnitId) -> Result<String, StoreError> {
    let unit = catalogue::unit(c, unit)?;
    Ok(unit.map_or_else(|| NO_ZONE.to_owned(), |unit| unit.time_zone))
}

/// Writes what is true of a document since changes of it arrived at `received`.
pub fn write(tx: &Transaction<'_>, facts: &Facts, received: Timestamp) -> Result<(), StoreError> {
    match facts {
        Facts::Session(facts) => {
            let before = read_model::link(tx, facts.doc)?;
            read_model::put_session(tx, facts, received)?;
            venues::propose(tx, facts)?;
            duplicates::settle(tx, facts.doc, before)
        }
        Facts::Exchange(facts) => read_model::put_exchange(tx, facts, received),
        // What is private has no row of its own.
        Facts::Private(facts) => read_model::put_private(tx, facts, received),
    }
}

#[cfg(test)]
mod tests;
