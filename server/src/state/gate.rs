//! How much work is under way at once: so many requests waiting, so many being computed, the rest
//! told to come back.
//!
//! Work runs off the async threads. Knows nothing of what the work is.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The door to the blocking pool.
#[derive(Clone, Debug)]
pub struct Gate {
    places: Arc<Semaphore>,
    hands: Hands,
}

/// A request that was let in; its place is free again when this is dropped.
#[derive(Debug)]
pub struct Place {
    hands: Hands,
    _place: OwnedSemaphorePermit,
}

/// Those who compute, one for each piece of work at a time.
#[derive(Clone, Debug)]
pub struct Hands(Arc<Semaphore>);

/// The work panicked. What it was doing is lost; the process goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the work failed")]
pub struct Broke;

impl Gate {
    /// A door that lets `places` in and gives work to `hands` of them at a time.
    pub fn new(places: usize, hands: usize) -> Self {
        Self {
            places: Arc::new(Semaphore::new(places)),
            hands: Hands(Arc::new(Semaphore::new(hands))),
        }
    }

    /// A place, or none when all are taken. Never waits: whoever waits unseen keeps trying.
    pub fn enter(&self) -> Option<Place> {
        let place = self.places.clone().try_acquire_owned().ok()?;
        Some(Place {
            hands: self.hands.clone(),
            _place: place,
        })
    }
}

impl Place {
    /// See [`Hands::run`].
    pub async fn run<T, F>(&self, work: F) -> Result<T, Broke>
    where
        T: Send + 'static,
        F: FnOnce() -> T + Send + 'static,
    {
        self.hands.run(work).await
    }

    /// Gives the place to the next and keeps asking for a hand now and then: for what is done at
    /// the pace of a slow line.
    pub fn leave(self) -> Hands {
        self.hands
    }
}

impl Hands {
    /// Runs `work` on a blocking thread when a hand is free. If the caller goes away meanwhile,
    /// the work still ends, and keeps its hand until it does.
    pub async fn run<T, F>(&self, work: F) -> Result<T, Broke>
    where
        T: Send + 'static,
        F: FnOnce() -> T + Send + 'static,
    {
        let hand = self.0.clone().acquire_owned().await;
        let hand = hand.expect("the semaphore is never closed");
        let done = tokio::task::spawn_blocking(move || {
            let result = work();
            drop(hand);
            result
        });
        done.await.map_err(|error| {
            tracing::error!(%error, "work on a request failed");
            Broke
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_one_too_many_is_sent_away_and_a_place_comes_back() {
        let gate = Gate::new(2, 1);
        let (first, second) = (gate.enter().unwrap(), gate.enter().unwrap());
        assert!(gate.enter().is_none());
        let slow = first.leave();
        let third = gate.enter().unwrap();
        assert_eq!(second.run(|| 2).await, Ok(2));
        assert_eq!(third.run(|| 3).await, Ok(3));
        assert_eq!(slow.run(|| 1).await, Ok(1));
    }

    #[tokio::test]
    async fn work_that_panics_gives_its_hand_back() {
        let gate = Gate::new(1, 1);
        let place = gate.enter().unwrap();
        let broken = place.run(|| std::panic::resume_unwind(Box::new("broken")));
        assert_eq!(broken.await, Err::<(), _>(Broke));
        assert_eq!(place.run(|| 1).await, Ok(1));
    }
}
