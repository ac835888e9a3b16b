//! Which photos are here whole, and how far those came that are on their way. Their bytes lie in
//! files beside the database; a row is written after its bytes are durable and goes before them.

use std::collections::BTreeSet;

use client_core::ids::{DeviceId, DocId, FileHash, OrganisationId};
use client_core::time::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::column::unsigned;
use super::row::number;
use super::{DeviceSession, StoreError};

/// A photo of a session or an exchange. The same picture in two of them is two photos: whoever
/// sees one of them does not learn of the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BlobId {
    /// The session or exchange.
    pub doc: DocId,
    /// Of the bytes.
    pub sha256: FileHash,
}

/// What all photos of an organisation come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Photos that are here.
    pub here: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Photos that are on their way.
    pub uploads: u64,
    /// Bytes of those when they are whole.
    pub upload_bytes: u64,
}

/// How many bytes a photo has that is here whole.
pub fn whole(
    c: &Connection,
    organisation: &OrganisationId,
    id: BlobId,
) -> Result<Option<u64>, StoreError> {
    let sql = "SELECT bytes FROM blob WHERE organisation = ?1 AND doc = ?2 AND sha256 = ?3";
    let mut statement = c.prepare_cached(sql)?;
    let found = statement.query_row(photo(organisation, id), |row| unsigned(row, 0));
    Ok(found.optional()?)
}

/// The photos of a session or an exchange that are here whole.
pub fn of(
    c: &Connection,
    organisation: &OrganisationId,
    doc: DocId,
) -> Result<BTreeSet<FileHash>, StoreError> {
    let sql = "SELECT sha256 FROM blob WHERE organisation = ?1 AND doc = ?2";
    let mut statement = c.prepare_cached(sql)?;
    let found = statement.query_map(params![organisation.as_str(), doc.0], |row| {
        row.get(0).map(FileHash)
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Every photo that is here, with its bytes.
pub fn all(
    c: &Connection,
    organisation: &OrganisationId,
) -> Result<Vec<(BlobId, u64)>, StoreError> {
    let sql = "SELECT doc, sha256, bytes FROM blob WHERE organisation = ?1";
    let mut statement = c.prepare_cached(sql)?;
    let found = statement.query_map([organisation.as_str()], |row| {
        let doc = DocId(row.get(0)?);
        let sha256 = FileHash(row.get(1)?);
        Ok((BlobId { doc, sha256 }, unsigned(row, 2)?))
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// What all photos come to.
pub fn totals(c: &Connection, organisation: &OrganisationId) -> Result<Totals, StoreError> {
    let sums = |table: &str| -> Result<(u64, u64), StoreError> {
        let sql = format!(
            "SELECT count(*), coalesce(sum(bytes), 0) FROM {table} WHERE organisation = ?1"
        );
        let mut statement = c.prepare_cached(&sql)?;
        let sums = statement.query_row([organisation.as_str()], |row| {
            Ok((unsigned(row, 0)?, unsigned(row, 1)?))
        });
        Ok(sums?)
    };
    let ((here, bytes), (uploads, upload_bytes)) = (sums("blob")?, sums("upload")?);
    Ok(Totals {
        here,
        bytes,
        uploads,
        upload_bytes,
    })
}

/// How many photos that a session or an exchange names, but for this one, are here or on their way.
pub fn others_of(
    c: &Connection,
    organisation: &OrganisationId,
    id: BlobId,
) -> Result<u64, StoreError> {
    let sql = "SELECT count(*) FROM attachment WHERE doc = ?2 AND sha256 <> ?3 AND sha256 IN (
                   SELECT sha256 FROM blob WHERE organisation = ?1 AND doc = ?2
                   UNION SELECT sha256 FROM upload WHERE organisation = ?1 AND doc = ?2)";
    Ok(c.prepare_cached(sql)?
        .query_row(photo(organisation, id), |row| unsigned(row, 0))?)
}

/// A photo that a phone has begun to send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Begun {
    /// Bytes of the whole, as its document said then.
    pub bytes: u64,
    /// Bytes that are durable.
    pub kept: u64,
}

/// How far a photo came from this phone; none before its first piece.
pub fn begun(c: &Connection, who: &DeviceSession, id: BlobId) -> Result<Option<Begun>, StoreError> {
    let sql = "SELECT bytes, kept FROM upload
               WHERE organisation = ?1 AND doc = ?2 AND sha256 = ?3 AND device = ?4";
    let mut statement = c.prepare_cached(sql)?;
    let found = statement.query_row(upload(who, id), |row| {
        let (bytes, kept) = (unsigned(row, 0)?, unsigned(row, 1)?);
        Ok(Begun { bytes, kept })
    });
    Ok(found.optional()?)
}

/// What a phone brought since a moment, whole or begun.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    /// Bytes of it.
    pub bytes: u64,
    /// When the first of it came.
    pub first: Option<Timestamp>,
}

/// What this phone brought since then. What it brought and somebody removed is not in it.
pub fn brought_since(
    c: &Connection,
    who: &DeviceSession,
    then: Timestamp,
) -> Result<Brought, StoreError> {
    let mut statement = c.prepare_cached(
        "SELECT coalesce(sum(bytes), 0), min(came) FROM (
             SELECT bytes, received AS came FROM blob
             WHERE organisation = ?1 AND device = ?2 AND received > ?3
             UNION ALL
             SELECT bytes, begun AS came FROM upload
             WHERE organisation = ?1 AND device = ?2 AND begun > ?3)",
    )?;
    let known = (who.organisation.as_str(), who.device.0, then.0);
    Ok(statement.query_row(known, |row| {
        let first: Option<i64> = row.get(1)?;
        Ok(Brought {
            bytes: unsigned(row, 0)?,
            first: first.map(Timestamp),
        })
    })?)
}

/// Takes room for a photo of so many bytes that this phone begins to send.
pub fn begin(
    tx: &Transaction<'_>,
    who: &DeviceSession,
    id: BlobId,
    bytes: u64,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (organisation, doc, sha256, device) = upload(who, id);
    tx.prepare_cached(
        "INSERT INTO upload (organisation, doc, sha256, device, bytes, kept, begun, last)
         VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6, ?6)",
    )?
    .execute((organisation, doc, sha256, device, number(bytes), now.0))?;
    Ok(())
}

/// Notes that so many bytes are durable. False when it is given up meanwhile.
pub fn keep(
    tx: &Transaction<'_>,
    who: &DeviceSession,
    id: BlobId,
    kept: u64,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let (organisation, doc, sha256, device) = upload(who, id);
    let sql = "UPDATE upload SET kept = ?5, last = ?6
               WHERE organisation = ?1 AND doc = ?2 AND sha256 = ?3 AND device = ?4";
    let known = (organisation, doc, sha256, device, number(kept), now.0);
    let changed = tx.prepare_cached(sql)?.execute(known)?;
    Ok(changed == 1)
}

/// Gives up what this phone sent of a photo.
pub fn give_up(tx: &Transaction<'_>, who: &DeviceSession, id: BlobId) -> Result<(), StoreError> {
    let sql = "DELETE FROM upload
               WHERE organisation = ?1 AND doc = ?2 AND sha256 = ?3 AND device = ?4";
    tx.prepare_cached(sql)?.execute(upload(who, id))?;
    Ok(())
}

/// A photo is here whole: whoever else was sending it need not go on.
pub fn finish(
    tx: &Transaction<'_>,
    who: &DeviceSession,
    id: BlobId,
    bytes: u64,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (organisation, doc, sha256, device) = upload(who, id);
    tx.prepare_cached(
        "INSERT INTO blob (organisation, doc, sha256, bytes, device, member, received)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING",
    )?
    .execute((
        organisation,
        doc,
        sha256,
        number(bytes),
        device,
        who.member.as_str(),
        now.0,
    ))?;
    let sql = "DELETE FROM upload WHERE organisation = ?1 AND doc = ?2 AND sha256 = ?3";
    tx.prepare_cached(sql)?
        .execute(photo(&who.organisation, id))?;
    Ok(())
}

/// Gives up the oldest of what a phone has begun to send, but for so many.
pub fn give_up_oldest(
    tx: &Transaction<'_>,
    who: &DeviceSession,
    but_for: usize,
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "DELETE FROM upload WHERE organisation = ?1 AND device = ?2 AND (doc, sha256) IN (
             SELECT doc, sha256 FROM upload WHERE organisation = ?1 AND device = ?2
             ORDER BY last DESC, doc, sha256 LIMIT -1 OFFSET ?3)",
    )?
    .execute(params![
        who.organisation.as_str(),
        who.device.0,
        number(but_for as u64),
    ])?;
    Ok(())
}

/// Gives up what nobody went on sending since then.
pub fn give_up_before(tx: &Transaction<'_>, then: Timestamp) -> Result<usize, StoreError> {
    Ok(tx.execute("DELETE FROM upload WHERE last < ?1", [then.0])?)
}

/// Gives up everything that is on its way: a copy of the database begins without it.
pub fn give_up_all(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.execute("DELETE FROM upload", [])?;
    Ok(())
}

/// A photo is no longer here; its bytes may go.
pub fn remove(
    tx: &Transaction<'_>,
    organisation: &OrganisationId,
    id: BlobId,
) -> Result<(), StoreError> {
    let sql = "DELETE FROM blob WHERE organisation = ?1 AND doc = ?2 AND sha256 = ?3";
    tx.prepare_cached(sql)?.execute(photo(organisation, id))?;
    Ok(())
}

/// Notes of each photo since when nothing names it, and forgets that of those that are named again.
pub fn note_detached(tx: &Transaction<'_>, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE blob SET detached = CASE WHEN detached IS NULL THEN ?1 END
         WHERE (detached IS NULL) <> EXISTS (
             SELECT 1 FROM attachment WHERE attachment.doc = blob.doc
                                        AND attachment.sha256 = blob.sha256)",
        [now.0],
    )?;
    Ok(())
}

/// Removes the photos that nothing names since before then.
pub fn remove_detached(tx: &Transaction<'_>, then: Timestamp) -> Result<usize, StoreError> {
    Ok(tx.execute("DELETE FROM blob WHERE detached < ?1", [then.0])?)
}

/// The files that rows speak of.
#[derive(Debug, Default)]
pub struct SpokenOf {
    /// Photos that are here.
    pub whole: BTreeSet<BlobId>,
    /// What each phone has begun.
    pub begun: BTreeSet<(BlobId, DeviceId)>,
}

/// The files that rows speak of.
pub fn spoken_of(c: &Connection) -> Result<SpokenOf, StoreError> {
    let id = |row: &rusqlite::Row<'_>| {
        let doc = DocId(row.get(0)?);
        let sha256 = FileHash(row.get(1)?);
        Ok(BlobId { doc, sha256 })
    };
    let mut whole = c.prepare("SELECT doc, sha256 FROM blob")?;
    let whole = whole.query_map([], id)?.collect::<Result<_, _>>()?;
    let mut begun = c.prepare("SELECT doc, sha256, device FROM upload")?;
    let begun = begun.query_map([], |row| Ok((id(row)?, DeviceId(row.get(2)?))))?;
    let begun = begun.collect::<Result<_, _>>()?;
    Ok(SpokenOf { whole, begun })
}

/// What a statement knows a photo by: `?1` to `?3`.
fn photo(organisation: &OrganisationId, id: BlobId) -> (&str, [u8; 16], [u8; 32]) {
    (organisation.as_str(), id.doc.0, id.sha256.0)
}

/// What a statement knows a phone's upload by: `?1` to `?4`.
fn upload(who: &DeviceSession, id: BlobId) -> (&str, [u8; 16], [u8; 32], [u8; 16]) {
    let (organisation, doc, sha256) = photo(&who.organisation, id);
    (organisation, doc, sha256, who.device.0)
}
