//! How a member's work stands, told to a screen at once and whenever it changes, until the handle
//! is dropped.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError, Weak};

use client_core::client;

use crate::client::Client;
use crate::error::{TerenError, guarded};
use crate::status::Status;

/// Told how the member's work stands.
#[uniffi::export(with_foreign)]
pub trait StatusListener: Send + Sync {
    /// How it stands now. Called on the thread that changed it; the client may be used in it.
    fn on_status(&self, status: Status);
}

/// As long as somebody holds this, the listener is told. One value that is on its way when it is
/// dropped may still arrive.
#[derive(uniffi::Object)]
pub struct Watch {
    /// What the client knows weakly: it ends with this.
    _watched: Arc<Watched>,
}

struct Watched {
    listener: Arc<dyn StatusListener>,
    told: Mutex<Option<Status>>,
}

/// Everybody who watches one client.
#[derive(Default)]
pub(crate) struct Watchers {
    watched: Mutex<Vec<Weak<Watched>>>,
    /// Held while listeners are called, so that a later value never comes before an earlier one.
    telling: Mutex<()>,
    /// Something changed since the value that is being told was read.
    due: AtomicBool,
}

#[uniffi::export]
impl Client {
    /// Tells a listener how this member's work stands: at once, and whenever it changes.
    pub fn watch(&self, listener: Arc<dyn StatusListener>) -> Result<Arc<Watch>, TerenError> {
        guarded(|| {
            let told = Mutex::default();
            let watched = Arc::new(Watched { listener, told });
            self.watchers.add(&watched);
            self.watchers.tell(&self.inner);
            Ok(Arc::new(Watch { _watched: watched }))
        })
    }
}

impl Watchers {
    fn add(&self, watched: &Arc<Watched>) {
        let mut all = locked(&self.watched);
        all.retain(|other| other.strong_count() > 0);
        all.push(Arc::downgrade(watched));
    }

    /// Tells everybody who does not know it yet. A listener that changes something itself is told
    /// after it has returned.
    pub(crate) fn tell(&self, client: &client::Client) {
        self.due.store(true, Ordering::SeqCst);
        while self.due.load(Ordering::SeqCst) {
            let _one_at_a_time = match self.telling.try_lock() {
                Ok(guard) => guard,
                Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
                // Whoever holds it looks again before it lets go.
                Err(TryLockError::WouldBlock) => return,
            };
            while self.due.swap(false, Ordering::SeqCst) {
                self.tell_once(client);
            }
        }
    }

    fn tell_once(&self, client: &client::Client) {
        let watched: Vec<_> = locked(&self.watched)
            .iter()
            .filter_map(Weak::upgrade)
            .collect();
        if watched.is_empty() {
            return;
        }
        // A store that cannot be read says so to whoever asks next: there is nothing to tell.
        let Ok(status) = client.status() else {
            return;
        };
        let status = Status::from(status);
        for one in watched {
            let before = locked(&one.told).replace(status.clone());
            if before.as_ref() != Some(&status) {
                one.listener.on_status(status.clone());
            }
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
