//! Long work on a thread of its own, waited for without blocking the caller's.
//!
//! No runtime: the apps bring theirs. Whoever stops waiting has the work stopped.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

use client_core::client::Cancel;

use crate::error::{TerenError, guarded};

/// Work that is under way.
pub(crate) struct Task<T> {
    shared: Arc<Mutex<Shared<T>>>,
    cancel: Cancel,
}

struct Shared<T> {
    result: Option<Result<T, TerenError>>,
    waker: Option<Waker>,
}

impl<T: Send + 'static> Task<T> {
    /// Starts the work. It is told to stop through `Cancel` once nobody waits for it any more.
    pub(crate) fn start(
        work: impl FnOnce(&Cancel) -> Result<T, TerenError> + Send + 'static,
    ) -> Self {
        Self::stopped_by(Cancel::default(), work)
    }

    /// The same with a `Cancel` that somebody else holds as well.
    pub(crate) fn stopped_by(
        cancel: Cancel,
        work: impl FnOnce(&Cancel) -> Result<T, TerenError> + Send + 'static,
    ) -> Self {
        let shared = Arc::new(Mutex::new(Shared {
            result: None,
            waker: None,
        }));
        let task = Self {
            shared: Arc::clone(&shared),
            cancel: cancel.clone(),
        };
        let thread = std::thread::Builder::new().name("teren".to_owned());
        let of_thread = Arc::clone(&shared);
        let started = thread.spawn(move || {
            let result = guarded(|| work(&cancel));
            finish(&of_thread, result);
        });
        if let Err(error) = started {
            let reason = format!("no thread could be started ({error})");
            finish(&shared, Err(TerenError::Busy { reason }));
        }
        task
    }
}

impl<T> Future for Task<T> {
    type Output = Result<T, TerenError>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut shared = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
        match shared.result.take() {
            Some(result) => Poll::Ready(result),
            None => {
                shared.waker = Some(context.waker().clone());
                Poll::Pending
            }
        }
    }
}

impl<T> Drop for Task<T> {
    fn drop(&mut self) {
        self.cancel.cancel();
    }
}

fn finish<T>(shared: &Mutex<Shared<T>>, result: Result<T, TerenError>) {
    let waker = {
        let mut shared = shared.lock().unwrap_or_else(PoisonError::into_inner);
        shared.result = Some(result);
        shared.waker.take()
    };
    if let Some(waker) = waker {
        waker.wake();
    }
}
