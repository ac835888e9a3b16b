//! What a device may do with the photos of a session or an exchange. They belong to its private
//! companion: who sees that reads them, who may write it sends them, and nobody else learns
//! whether there are any.

use client_core::ids::DocId;
use client_core::model::DocKind;
use client_core::time::Timestamp;

use super::access::{Access, Permit};
use super::{Exchange, Failure};
use crate::accounts::{Known, Standing};
use crate::store::{Connection, DeviceSession, StoreError, documents, feeds};

/// How far a device reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// It gets photos that are here.
    pub reads: bool,
    /// It brings photos that the companion names.
    pub sends: bool,
}

impl Exchange {
    /// What a device may do with the photos of this session or exchange: nothing, where that is
    /// not here.
    pub fn reach(&self, known: &Known, doc: DocId, now: Timestamp) -> Result<Reach, Failure> {
        if known.standing != Standing::Open {
            return Err(Failure::DeviceClosed);
        }
        Ok(self.store.read(|c| reach(c, &known.who, doc, now))?)
    }
}

fn reach(
    c: &Connection,
    who: &DeviceSession,
    doc: DocId,
    now: Timestamp,
) -> Result<Reach, StoreError> {
    let Some(row) = documents::get(c, &who.organisation, doc)? else {
        return Ok(Reach::default());
    };
    // A companion is not what an address names, also for whoever sees it.
    if row.kind == DocKind::Private.number() {
        return Ok(Reach::default());
    }
    let access = Access::load(c, who)?;
    let listed = feeds::of_document(c, &who.organisation, doc.companion())?;
    let reads = !access.seen_in(&listed).is_empty();
    let sends = match access.permit_of(c, who, &row, now)? {
        // As with the words of the companion: who sees the rest by a programme alone has no part.
        Permit::Now => reads || access.is_of(who, &row.unit),
        // What was written before the unit was lost is taken, and so are its photos.
        Permit::Lately => true,
        Permit::LongAgo | Permit::ReadOnly | Permit::Never => false,
    };
    Ok(Reach { reads, sends })
}
