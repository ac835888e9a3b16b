//! The install nonce: a file that no backup holds, whose absence shows a restored phone.
//!
//! A phone that was put back from a backup would write new changes under sequence numbers that it
//! has used before. So it takes a new replica first, and nothing old is cut or sent until a repair
//! has shown what the server has.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::environment::Environment;
use super::error::ClientError;
use super::home::replace_file;
use super::identity::Identity;
use crate::ids::{Epoch, InstallNonce};
use crate::store::meta::{self, Meta};
use crate::store::{Store, StoreError, Transaction, epoch, photo};
use crate::wire::RepairReason;

/// Draws a nonce for a new or restored store.
pub(super) fn draw(
    tx: &Transaction<'_>,
    environment: &Environment,
) -> Result<InstallNonce, StoreError> {
    let nonce = InstallNonce(environment.draw());
    meta::put(tx, Meta::Install, &nonce.0)?;
    Ok(nonce)
}

/// Writes the nonce where no backup finds it.
pub(super) fn write(file: &Path, nonce: InstallNonce) -> Result<(), ClientError> {
    Ok(replace_file(file, nonce.to_string().as_bytes())?)
}

/// Compares file and store, and begins a repair when they do not belong together.
pub(super) fn check(
    store: &mut Store,
    file: &Path,
    me: &Identity,
    environment: &Environment,
) -> Result<(), ClientError> {
    let known = meta::get(store.read(), Meta::Install)?.unwrap_or_default();
    let found = match fs::read(file) {
        Ok(found) => found,
        // No backup holds it. A file that is there and cannot be read says nothing of a backup.
        Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error.into()),
    };
    if found.trim_ascii() == hex::encode(known).as_bytes() {
        return Ok(());
    }
    // The file is written last: a crash before that only takes one more replica.
    let nonce = store.write(|tx| {
        begin_repair(tx, RepairReason::DeviceRestored, me, environment)?;
        draw(tx, environment)
    })?;
    write(file, nonce)
}

/// Notes that the store must be repaired, and in a restored one takes a new replica. Which photos
/// the server has is to be asked once more as well.
pub(super) fn begin_repair(
    tx: &Transaction<'_>,
    reason: RepairReason,
    me: &Identity,
    environment: &Environment,
) -> Result<(), StoreError> {
    if reason == RepairReason::DeviceRestored {
        let fresh = Epoch(environment.draw());
        epoch::begin(tx, fresh, me.replica(fresh)?, None)?;
    }
    photo::doubt_sent(tx)?;
    meta::put_json(tx, Meta::Repair, &reason.number())
}

/// The repair that is to be made.
pub(super) fn repair(
    connection: &crate::store::Connection,
) -> Result<Option<RepairReason>, StoreError> {
    let number = meta::get_json(connection, Meta::Repair)?;
    Ok(number.map(RepairReason::of_number))
}
