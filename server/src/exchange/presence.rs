//! When each device was last here, and whether it is still the one that it was.
//!
//! Kept in memory, because an exchange in which nothing is new must not write. It is written down
//! with every push, and for all devices together at most once a minute.
//!
//! A server that stops in between forgets up to a minute of it. That is safe: a reused number of
//! a change is what a restored phone must not cause, changes come only with pushes, and each push
//! is written down in the same transaction as `sent`. So after a restart the server remembers a
//! `sent` at least as high as at the last push; a phone that was put back to before that push is
//! still found out, and one that was put back to after it has the same changes as we do. What may
//! be forgotten is lower than the truth, so no honest phone is accused.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use client_core::ids::{DeviceId, OrganisationId};
use client_core::time::Timestamp;
use client_core::wire::Hello;

use crate::limits::APP_CHARS_MAX;
use crate::store::log::Position;
use crate::store::presence::{self, Seen};
use crate::store::{Connection, Store, StoreError, Transaction};

/// The devices that were here since the start.
#[derive(Debug, Default)]
pub struct Presence {
    devices: Mutex<BTreeMap<DeviceId, Known>>,
}

#[derive(Debug)]
struct Known {
    seen: Seen,
    /// Not written down yet.
    is_news: bool,
    /// Where the log stood when the first list of a repair was judged: what came after it comes
    /// once more, because lists that were judged already do not show it.
    repair_from: Option<Position>,
}

/// How a device stands to what was known of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bearing {
    /// It goes on where it was.
    Same,
    /// It went back, or its install is another one.
    Restored,
}

impl Presence {
    /// Takes note of a device that says hello. One that repairs may say what it likes: it is
    /// taken at its word from then on.
    pub(super) fn hear(
        &self,
        c: &Connection,
        organisation: &OrganisationId,
        hello: &Hello,
        repairs: bool,
        now: Timestamp,
    ) -> Result<Bearing, StoreError> {
        if !self.lock().contains_key(&hello.device)
            && let Some(seen) = presence::get(c, organisation, hello.device)?
        {
            let known = Known {
                seen,
                is_news: false,
                repair_from: None,
            };
            // Another request of the same device may have been quicker.
            self.lock().entry(hello.device).or_insert(known);
        }
        let mut devices = self.lock();
        let known = devices.get(&hello.device);
        let went_back = known.is_some_and(|known| {
            hello.install != known.seen.install || hello.sent <= known.seen.sent
        });
        if went_back && !repairs {
            return Ok(Bearing::Restored);
        }
        let repair_from = known.and_then(|known| known.repair_from);
        let known = Known {
            seen: Seen {
                install: hello.install,
                sent: hello.sent,
                last_sync: now,
                unsent: hello.unsent,
                app: hello.app.chars().take(APP_CHARS_MAX).collect(),
                clock_ms: hello.clock.since_ms(now),
            },
            is_news: true,
            repair_from: repair_from.filter(|_| repairs),
        };
        devices.insert(hello.device, known);
        Ok(Bearing::Same)
    }

    /// Takes note that the request of this hello was settled: it was said before its own push, so
    /// what was taken of it waits on the phone no more.
    pub(super) fn settle(&self, hello: &Hello, settled: u32) {
        let mut devices = self.lock();
        let known = devices.get_mut(&hello.device);
        if let Some(known) = known.filter(|known| known.seen.sent == hello.sent) {
            known.seen.unsent = hello.unsent.saturating_sub(settled);
            known.is_news |= settled > 0;
        }
    }

    /// Remembers where the log stood at the first list of a repair.
    pub(super) fn begin_repair(&self, device: DeviceId, at: Position) {
        if let Some(known) = self.lock().get_mut(&device) {
            known.repair_from = Some(at);
        }
    }

    /// Where the log stood at the first list; none when this process did not see it.
    pub(super) fn repair_from(&self, device: DeviceId) -> Option<Position> {
        self.lock().get(&device)?.repair_from
    }

    /// When a device was last here and what it said, as far as this process knows.
    pub fn get(&self, device: DeviceId) -> Option<Seen> {
        self.lock().get(&device).map(|known| known.seen.clone())
    }

    /// Writes one device down, in the transaction of its push.
    pub(super) fn write_one(
        &self,
        t: &Transaction<'_>,
        organisation: &OrganisationId,
        device: DeviceId,
    ) -> Result<(), StoreError> {
        let seen = self.get(device);
        seen.map_or(Ok(()), |seen| presence::put(t, organisation, device, &seen))
    }

    /// Writes down all that is not written yet: call it about once a minute and before the end.
    /// Without news it does not write.
    pub fn flush(&self, store: &Store, organisation: &OrganisationId) -> Result<(), StoreError> {
        let news: Vec<(DeviceId, Seen)> = self
            .lock()
            .iter()
            .filter(|(_, known)| known.is_news)
            .map(|(device, known)| (*device, known.seen.clone()))
            .collect();
        if news.is_empty() {
            return Ok(());
        }
        store.write(|t| {
            news.iter()
                .try_for_each(|(device, seen)| presence::put(t, organisation, *device, seen))
        })?;
        let mut devices = self.lock();
        for (device, written) in news {
            if let Some(known) = devices.get_mut(&device) {
                known.is_news = known.seen != written;
            }
        }
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<DeviceId, Known>> {
        self.devices.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
