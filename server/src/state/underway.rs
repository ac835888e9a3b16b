//! One request of each device at a time: the second one is told to come back while the first is
//! being judged, and takes the place of one whose answer is only being sent.
//!
//! A line may be dead long before that is noticed, and the phone behind it comes back on another:
//! its old answer is cut then, so that no two are made for one phone. Knows no request. A place is
//! given back when it is dropped, whatever became of the request.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU8, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use client_core::ids::DeviceId;

/// The devices that are being served.
#[derive(Clone, Debug, Default)]
pub struct Underway(Arc<Mutex<BTreeMap<DeviceId, Arc<Stage>>>>);

/// How far a request has come. Relaxed: the lock orders what matters.
#[derive(Debug, Default)]
struct Stage(AtomicU8);

const JUDGED: u8 = 0;
const ANSWERED: u8 = 1;
const CUT: u8 = 2;

/// The one request of its device, until it is dropped or cut.
#[derive(Debug)]
pub struct Alone {
    underway: Underway,
    device: DeviceId,
    stage: Arc<Stage>,
}

impl Underway {
    /// None while another request of this device is being judged. Never waits.
    pub fn enter(&self, device: DeviceId) -> Option<Alone> {
        let stage = Arc::new(Stage::default());
        let mut devices = self.lock();
        if let Some(before) = devices.get(&device) {
            if before.0.load(Relaxed) == JUDGED {
                return None;
            }
            before.0.store(CUT, Relaxed);
        }
        devices.insert(device, stage.clone());
        Some(Alone {
            underway: self.clone(),
            device,
            stage,
        })
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<DeviceId, Arc<Stage>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Alone {
    /// Nothing of the request waits any more: from now on it only answers.
    pub fn answers(&self) {
        self.stage.0.store(ANSWERED, Relaxed);
    }

    /// Whether the device came back meanwhile: nobody reads the rest of this answer.
    pub fn is_cut(&self) -> bool {
        self.stage.0.load(Relaxed) == CUT
    }
}

impl Drop for Alone {
    fn drop(&mut self) {
        let mut devices = self.underway.lock();
        let is_own = |stage: &Arc<Stage>| Arc::ptr_eq(stage, &self.stage);
        if devices.get(&self.device).is_some_and(is_own) {
            devices.remove(&self.device);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANA: DeviceId = DeviceId([1; 16]);

    #[test]
    fn the_second_of_a_device_comes_in_after_the_first() {
        let underway = Underway::default();
        let first = underway.enter(ANA).unwrap();
        assert!(underway.enter(ANA).is_none());
        assert!(underway.enter(DeviceId([2; 16])).is_some());
        drop(first);
        assert!(underway.enter(ANA).is_some());
    }

    #[test]
    fn a_device_that_comes_back_cuts_its_old_answer_and_is_alone_again() {
        let underway = Underway::default();
        let old = underway.enter(ANA).unwrap();
        old.answers();
        let new = underway.enter(ANA).unwrap();
        assert!(old.is_cut() && !new.is_cut());
        drop(old);
        assert!(underway.enter(ANA).is_none(), "the new one is still judged");
        drop(new);
        assert!(underway.enter(ANA).is_some());
    }
}
