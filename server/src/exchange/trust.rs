//! Whether phone and server still speak of the same history. When they do not, nothing of the
//! request is taken before the phone has repaired.

use client_core::ids::{Chain, OrganisationId};
use client_core::wire::{Hello, RepairReason};

use super::presence::Bearing;
use crate::store::{Connection, StoreError, log};

/// Why a phone must repair first, if it must.
///
/// A restored phone goes before a restored server: only the first makes the phone take a new
/// replica, and a repair wipes out the sign of either.
pub(super) fn repair_reason(
    c: &Connection,
    organisation: &OrganisationId,
    hello: &Hello,
    bearing: Bearing,
) -> Result<Option<RepairReason>, StoreError> {
    if bearing == Bearing::Restored {
        return Ok(Some(RepairReason::DeviceRestored));
    }
    let cursors = hello.cursors.iter();
    let cursors = cursors.map(|cursor| (&cursor.organisation, cursor.at, cursor.chain));
    let receipts = hello.receipts.iter();
    let receipts = receipts.map(|receipt| (&receipt.organisation, receipt.seq, receipt.chain));
    for (whose, seq, chain) in cursors.chain(receipts) {
        if whose == organisation && !is_ours(c, organisation, seq, chain)? {
            return Ok(Some(RepairReason::LogDiverged));
        }
    }
    Ok(None)
}

fn is_ours(
    c: &Connection,
    organisation: &OrganisationId,
    seq: u64,
    chain: Chain,
) -> Result<bool, StoreError> {
    Ok(log::chain_at(c, organisation, seq)? == Some(chain))
}
