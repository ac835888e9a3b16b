//! What a phone is sent unasked of a feed that is new to it, and what it must have first.

use client_core::ids::DocId;
use client_core::time::Timestamp;

use crate::store::walks::Kept;
use crate::store::{Connection, DeviceSession, StoreError, catalogue};

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

/// The keep window, and the agenda in front of it.
#[derive(Clone, Debug)]
pub(super) struct Window {
    /// What is kept.
    pub(super) kept: Kept,
    /// The agenda begins with this day: yesterday in UTC, which is today or earlier everywhere.
    pub(super) agenda_from: String,
}

impl Window {
    pub(super) fn load(
        c: &Connection,
        who: &DeviceSession,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        let start = catalogue::keep(c)?.start(now);
        Ok(Self {
            kept: Kept {
                first: DocId::first_at(start),
                day: start.date_in("UTC"),
                member: who.member.clone(),
            },
            agenda_from: now.plus_ms(-DAY_MS).date_in("UTC"),
        })
    }
}
