//! The log: numbers entries and chains them, so that two sides can prove to each other that they
//! speak of the same history.
//!
//! What an entry says is kept by `changes` and `feeds`; here it is only hashed.

mod verify;

use client_core::ids::{Chain, DeviceId, MemberId, OrganisationId};
use client_core::time::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use sha2::{Digest, Sha256};

pub use verify::{Broken, verify};

use super::StoreError;
use super::column::unsigned;
use super::row::number;

/// The chain before the first entry.
pub const CHAIN_START: Chain = Chain([0; 16]);

/// A place in one organisation's log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The entry's number; 0 before the first.
    pub seq: u64,
    /// The chain up to and with it.
    pub chain: Chain,
}

impl Position {
    /// Before the first entry.
    pub const START: Self = Self {
        seq: 0,
        chain: CHAIN_START,
    };
}

/// Whose entry it is and when it came.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a> {
    /// The enrolment; none at the command line.
    pub device: Option<DeviceId>,
    /// The member; none when the machine itself did it.
    pub member: Option<&'a MemberId>,
    /// By the server's clock.
    pub received: Timestamp,
}

/// What kind of entry it is, as kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Change = 0,
    Feed = 1,
}

/// The end of the log.
pub fn head(c: &Connection, organisation: &OrganisationId) -> Result<Position, StoreError> {
    let sql = "SELECT seq, chain FROM log_head WHERE organisation = ?1";
    let head = c
        .prepare_cached(sql)?
        .query_row([organisation.as_str()], |row| {
            Ok(Position {
                seq: unsigned(row, 0)?,
                chain: Chain(row.get(1)?),
            })
        })
        .optional()?;
    Ok(head.unwrap_or(Position::START))
}

/// The chain at an entry; none when this log has no such entry.
pub fn chain_at(
    c: &Connection,
    organisation: &OrganisationId,
    at: u64,
) -> Result<Option<Chain>, StoreError> {
    if at == 0 {
        return Ok(Some(CHAIN_START));
    }
    let sql = "SELECT chain FROM log WHERE seq = ?1 AND organisation = ?2";
    let chain = c
        .prepare_cached(sql)?
        .query_row(params![number(at), organisation.as_str()], |row| {
            row.get(0).map(Chain)
        })
        .optional()?;
    Ok(chain)
}

/// When an entry was received; none when this log has no such entry.
pub fn received_at(
    c: &Connection,
    organisation: &OrganisationId,
    at: u64,
) -> Result<Option<Timestamp>, StoreError> {
    let sql = "SELECT received FROM log WHERE seq = ?1 AND organisation = ?2";
    let received = c
        .prepare_cached(sql)?
        .query_row(params![number(at), organisation.as_str()], |row| {
            row.get(0).map(Timestamp)
        })
        .optional()?;
    Ok(received)
}

/// Adds an entry behind the last one.
pub(super) fn append(
    t: &Transaction<'_>,
    organisation: &OrganisationId,
    kind: Kind,
    origin: &Origin<'_>,
    content: Sha256,
) -> Result<Position, StoreError> {
    let entry = entry_hash(organisation, kind, origin, content);
    let chain = link(head(t, organisation)?.chain, &entry);
    t.prepare_cached(
        "INSERT INTO log (organisation, kind, device, member, received, chain)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        organisation.as_str(),
        kind as i64,
        origin.device.map(|device| device.0),
        origin.member.map(MemberId::as_str),
        origin.received.0,
        chain.0,
    ])?;
    let seq = t.last_insert_rowid();
    t.prepare_cached(
        "INSERT INTO log_head (organisation, seq, chain) VALUES (?1, ?2, ?3)
         ON CONFLICT (organisation) DO UPDATE SET seq = excluded.seq, chain = excluded.chain",
    )?
    .execute(params![organisation.as_str(), seq, chain.0])?;
    Ok(Position {
        seq: u64::try_from(seq).expect("numbers begin at one"),
        chain,
    })
}

/// What an entry adds to the chain. Each part says how long it is, so that no two entries read the
/// same.
pub(super) fn entry_hash(
    organisation: &OrganisationId,
    kind: Kind,
    origin: &Origin<'_>,
    content: Sha256,
) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(b"teren log entry");
    hash.update([kind as u8]);
    add(&mut hash, organisation.as_str().as_bytes());
    add(&mut hash, origin.device.as_ref().map_or(&[], |d| &d.0[..]));
    let member = origin.member.map_or("", MemberId::as_str);
    add(&mut hash, member.as_bytes());
    hash.update(origin.received.0.to_be_bytes());
    hash.update(content.finalize());
    hash.finalize().into()
}

/// Adds bytes with their length.
pub(super) fn add(hash: &mut Sha256, bytes: &[u8]) {
    hash.update((bytes.len() as u64).to_be_bytes());
    hash.update(bytes);
}

/// The chain with one more entry.
pub(super) fn link(before: Chain, entry: &[u8; 32]) -> Chain {
    let hash = Sha256::new()
        .chain_update(before.0)
        .chain_update(entry)
        .finalize();
    Chain(hash[..16].try_into().expect("sixteen of thirty-two bytes"))
}
