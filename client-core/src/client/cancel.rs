//! How a member stops a sync. Knows neither what a sync does nor what a line is made of.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::transport::Stop;

/// Stops a sync from another thread, also while it waits for the server. What the server took
/// before stays taken, and what came whole stays stored.
#[derive(Clone, Default)]
pub struct Cancel(Arc<Asked>);

#[derive(Default)]
struct Asked {
    is_asked: AtomicBool,
    /// What the sync is waiting for.
    stop: Mutex<Option<Stop>>,
}

impl Cancel {
    /// Stops at once.
    pub fn cancel(&self) {
        self.0.is_asked.store(true, Ordering::SeqCst);
        self.stop_waiting();
    }

    pub(super) fn is_asked(&self) -> bool {
        self.0.is_asked.load(Ordering::SeqCst)
    }

    /// Says what is to be broken off from now on.
    pub(super) fn watch(&self, stop: Option<Stop>) {
        *self.0.stop.lock().unwrap_or_else(PoisonError::into_inner) = stop;
        // It may have been asked before there was anything to break off.
        if self.is_asked() {
            self.stop_waiting();
        }
    }

    fn stop_waiting(&self) {
        let stop = self
            .0
            .stop
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(stop) = stop {
            stop();
        }
    }
}

impl fmt::Debug for Cancel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Cancel").field(&self.is_asked()).finish()
    }
}
