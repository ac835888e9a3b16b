//! Stopping what waits for the server from beside it: Swift's tasks cannot drop a future of this
//! library, which is how Kotlin's coroutines stop it.

use std::sync::Arc;

use client_core::client::Cancel;

/// Given to a sync or to the fetching of a photo, it can stop it: at any time, also before it has
/// begun.
#[derive(Default, uniffi::Object)]
pub struct Stop {
    cancel: Cancel,
}

#[uniffi::export]
impl Stop {
    /// For one of them.
    #[uniffi::constructor]
    pub fn new() -> Arc<Self> {
        Arc::default()
    }

    /// Stops it. What the server took before stays taken.
    pub fn stop(&self) {
        self.cancel.cancel();
    }
}

impl Stop {
    /// What it looks at: the one that was given, or one that nobody holds.
    pub(crate) fn cancel(given: Option<Arc<Self>>) -> Cancel {
        given.map_or_else(Cancel::default, |stop| stop.cancel.clone())
    }
}
