//! Who has a page open that wants to hear that something moved. What moved is not said: whoever
//! hears it asks again, and sees what they may see.
//!
//! Knows no page and no connection. Hints that come faster than a listener asks are one.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use crate::limits::LISTENERS_MAX;

/// The place where hints are given and heard.
#[derive(Debug)]
pub struct Live {
    moved: watch::Sender<u64>,
    ended: watch::Sender<bool>,
    places: Arc<Semaphore>,
}

/// One open page; its place is free again when this is dropped.
#[derive(Debug)]
pub struct Listener {
    moved: watch::Receiver<u64>,
    ended: watch::Receiver<bool>,
    _place: OwnedSemaphorePermit,
}

/// What a listener hears next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Something was committed since the last time.
    Moved,
    /// Nothing, for as long as it wanted to wait.
    Nothing,
    /// The server stops.
    End,
}

impl Default for Live {
    fn default() -> Self {
        Self {
            moved: watch::Sender::new(0),
            ended: watch::Sender::new(false),
            places: Arc::new(Semaphore::new(LISTENERS_MAX)),
        }
    }
}

impl Live {
    /// Something was committed. Costs nothing when nobody listens.
    pub fn moved(&self) {
        self.moved
            .send_modify(|times| *times = times.wrapping_add(1));
    }

    /// The server stops: every listener hears it, now and later.
    pub fn end(&self) {
        self.ended.send_replace(true);
    }

    /// A place to listen from, or none when all are taken.
    pub fn listen(&self) -> Option<Listener> {
        let place = self.places.clone().try_acquire_owned().ok()?;
        Some(Listener {
            moved: self.moved.subscribe(),
            ended: self.ended.subscribe(),
            _place: place,
        })
    }
}

impl Listener {
    /// Waits for the next thing, at most so long.
    pub async fn next(&mut self, wait: Duration) -> Heard {
        tokio::select! {
            biased;
            _ = self.ended.wait_for(|ended| *ended) => Heard::End,
            changed = self.moved.changed() => match changed {
                Ok(()) => Heard::Moved,
                Err(_) => Heard::End,
            },
            () = tokio::time::sleep(wait) => Heard::Nothing,
        }
    }

    /// Waits in any case: hints that come meanwhile are one hint. Says whether to go on.
    pub async fn pause(&mut self, wait: Duration) -> bool {
        tokio::select! {
            biased;
            _ = self.ended.wait_for(|ended| *ended) => false,
            () = tokio::time::sleep(wait) => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHORT: Duration = Duration::from_millis(1);

    #[tokio::test]
    async fn many_hints_are_heard_once_and_the_end_for_ever() {
        let live = Live::default();
        live.moved();
        let mut listener = live.listen().unwrap();
        assert_eq!(
            listener.next(SHORT).await,
            Heard::Nothing,
            "that was before"
        );
        live.moved();
        live.moved();
        assert_eq!(listener.next(SHORT).await, Heard::Moved);
        assert_eq!(listener.next(SHORT).await, Heard::Nothing);
        live.moved();
        live.end();
        assert_eq!(listener.next(SHORT).await, Heard::End);
        assert!(!listener.pause(SHORT).await);
        assert_eq!(live.listen().unwrap().next(SHORT).await, Heard::End);
    }

    #[tokio::test]
    async fn the_one_too_many_is_sent_away_and_a_place_comes_back() {
        let live = Live::default();
        let mut all: Vec<_> = (0..LISTENERS_MAX).filter_map(|_| live.listen()).collect();
        assert_eq!(all.len(), LISTENERS_MAX);
        assert!(live.listen().is_none());
        all.pop();
        assert!(live.listen().is_some());
    }
}
