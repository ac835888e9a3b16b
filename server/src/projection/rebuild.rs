//! The read model written anew from the documents: what `rebuild` does, and what a check compares
//! with.

use client_core::ids::{DocId, OrganisationId};
use client_core::time::Timestamp;

use super::load::{LoadError, Loaded, load_row};
use super::{Facts, write, zone_of};
use crate::limits::DOCUMENTS_READ_AT_ONCE;
use crate::store::documents::DocumentRow;
use crate::store::{
    Connection, Store, StoreError, Transaction, documents, organisation, read_model,
};

/// Drops every row and writes it again. Holds one document at a time; `told` is given how many are
/// done.
pub fn rebuild(
    tx: &Transaction<'_>,
    organisation: &OrganisationId,
    mut told: impl FnMut(u64),
) -> Result<u64, LoadError> {
    read_model::clear(tx)?;
    let mut written = 0;
    for_each(tx, organisation, |loaded| {
        let loaded = loaded?;
        let facts = facts_of(tx, &loaded)?;
        if let Some(received) = last_receipt(&loaded) {
            write(tx, &facts, received)?;
        }
        written += 1;
        told(written);
        Ok::<_, LoadError>(())
    })?;
    Ok(written)
}

/// Writes the rows anew when an older version wrote some of them; says how many documents it read.
pub fn bring_up_to_date(store: &Store) -> Result<Option<u64>, LoadError> {
    if !store.read(read_model::is_outdated)? {
        return Ok(None);
    }
    let Some(home) = store.read(organisation::home)? else {
        return Ok(None);
    };
    store.write(|tx| rebuild(tx, &home.id, |_| {})).map(Some)
}

/// Gives `each` every document that there is, one at a time, parents before their companions.
pub fn for_each<E: From<StoreError>>(
    c: &Connection,
    organisation: &OrganisationId,
    mut each: impl FnMut(Result<Loaded, LoadError>) -> Result<(), E>,
) -> Result<(), E> {
    // A companion's id begins with its parent's time, but may be the smaller of the two.
    for private in [false, true] {
        for_each_row(c, organisation, |row| {
            if row.parent.is_some() == private {
                each(load_row(c, organisation, row))?;
            }
            Ok::<_, E>(())
        })?;
    }
    Ok(())
}

/// Gives `each` the row of every document that there is, in the order of their ids.
pub fn for_each_row<E: From<StoreError>>(
    c: &Connection,
    organisation: &OrganisationId,
    mut each: impl FnMut(DocumentRow) -> Result<(), E>,
) -> Result<(), E> {
    let mut after: Option<DocId> = None;
    loop {
        let rows = documents::after(c, organisation, after, DOCUMENTS_READ_AT_ONCE)?;
        let Some(last) = rows.last() else {
            return Ok(());
        };
        after = Some(last.doc);
        for row in rows {
            each(row)?;
        }
    }
}

/// The facts of a loaded document.
fn facts_of(c: &Connection, loaded: &Loaded) -> Result<Facts, StoreError> {
    let row = &loaded.row;
    let zone = zone_of(c, &row.unit)?;
    Ok(Facts::of(&loaded.document, row.parent, &row.unit, &zone))
}

/// When the last of a document's changes arrived.
fn last_receipt(loaded: &Loaded) -> Option<Timestamp> {
    loaded.changes.iter().map(|change| change.received).max()
}
