//! The replicas under which this enrolment writes and has written.

use rusqlite::{Connection, Transaction};

use super::StoreError;
use super::columns::{all, first, id};
use crate::ids::{DocId, Epoch, ReplicaId};

/// Takes a new replica: for one document after a refusal, for all when there is none named.
pub fn begin(
    tx: &Transaction<'_>,
    epoch: Epoch,
    replica: ReplicaId,
    doc: Option<DocId>,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO epoch (epoch, replica, doc) VALUES (?1, ?2, ?3)",
        (epoch.0, replica.0, doc.map(|doc| doc.0)),
    )?;
    Ok(())
}

/// The replica that writes this document now: the newest that was taken for it or for all.
pub fn current(connection: &Connection, doc: DocId) -> Result<ReplicaId, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT replica FROM epoch WHERE doc IS NULL OR doc = ?1 ORDER BY ordinal DESC LIMIT 1",
    )?;
    first(statement.query([doc.0])?, |row| id(row, 0, "a replica"))?
        .ok_or(StoreError::BadRow("no replica"))
}

/// The replica that begins new documents: the newest that was taken for all.
pub fn general(connection: &Connection) -> Result<ReplicaId, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT replica FROM epoch WHERE doc IS NULL ORDER BY ordinal DESC LIMIT 1",
    )?;
    first(statement.query([])?, |row| id(row, 0, "a replica"))?
        .ok_or(StoreError::BadRow("no replica"))
}

/// Every replica of this enrolment with its epoch, oldest first.
pub fn own(connection: &Connection) -> Result<Vec<(Epoch, ReplicaId)>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT epoch, replica FROM epoch ORDER BY ordinal")?;
    all(statement.query([])?, |row| {
        Ok((id(row, 0, "an epoch")?, id(row, 1, "a replica")?))
    })
}
