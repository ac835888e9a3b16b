//! One request of each device at a time: the second one is told to come back.
//!
//! Knows no request. A place is given back when it is dropped, whatever became of the request.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use client_core::ids::DeviceId;

/// The devices that are being served.
#[derive(Clone, Debug, Default)]
pub struct Underway(Arc<Mutex<BTreeSet<DeviceId>>>);

/// The one request of its device; the next may come when this is dropped.
#[derive(Debug)]
pub struct Alone {
    underway: Underway,
    device: DeviceId,
}

impl Underway {
    /// None while another request of this device is under way. Never waits.
    pub fn enter(&self, device: DeviceId) -> Option<Alone> {
        let is_first = self.lock().insert(device);
        // Made only then: one that is dropped would let the next one in.
        is_first.then(|| Alone {
            underway: self.clone(),
            device,
        })
    }

    fn lock(&self) -> MutexGuard<'_, BTreeSet<DeviceId>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Alone {
    fn drop(&mut self) {
        self.underway.lock().remove(&self.device);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_of_a_device_comes_in_after_the_first() {
        let underway = Underway::default();
        let (ana, ion) = (DeviceId([1; 16]), DeviceId([2; 16]));
        let first = underway.enter(ana).unwrap();
        assert!(underway.enter(ana).is_none());
        assert!(underway.enter(ion).is_some());
        drop(first);
        assert!(underway.enter(ana).is_some());
    }
}
