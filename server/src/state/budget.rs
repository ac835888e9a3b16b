//! The memory that the bodies of all requests under way may hold together.
//!
//! Knows no request; whoever reads a body takes a share before it keeps a byte.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Shares are taken in steps of this many bytes.
const STEP_BYTES: usize = 4 * 1024;

/// What is left to be taken.
#[derive(Clone, Debug)]
pub struct Budget(Arc<Semaphore>);

/// What one body holds; it returns when this is dropped.
#[derive(Debug, Default)]
pub struct Share(Option<OwnedSemaphorePermit>);

/// All is taken; somebody has to finish first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the memory for bodies is used up")]
pub struct UsedUp;

impl Budget {
    /// A budget of this many bytes.
    pub fn of(bytes: usize) -> Self {
        Self(Arc::new(Semaphore::new(bytes / STEP_BYTES)))
    }
}

impl Share {
    /// Grows this share until it covers `bytes` in all.
    pub fn cover(&mut self, bytes: usize, budget: &Budget) -> Result<(), UsedUp> {
        let held = self.0.as_ref().map_or(0, OwnedSemaphorePermit::num_permits);
        let missing = bytes.div_ceil(STEP_BYTES).saturating_sub(held);
        if missing == 0 {
            return Ok(());
        }
        let missing = u32::try_from(missing).expect("no body reaches 16 TB");
        let more = budget
            .0
            .clone()
            .try_acquire_many_owned(missing)
            .map_err(|_| UsedUp)?;
        match &mut self.0 {
            Some(held) => held.merge(more),
            None => self.0 = Some(more),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_grow_up_to_the_budget_and_come_back() {
        let budget = Budget::of(4 * STEP_BYTES);
        let (mut one, mut two) = (Share::default(), Share::default());
        one.cover(1, &budget).unwrap();
        one.cover(STEP_BYTES, &budget).unwrap();
        two.cover(3 * STEP_BYTES, &budget).unwrap();
        assert_eq!(one.cover(STEP_BYTES + 1, &budget), Err(UsedUp));
        drop(two);
        one.cover(4 * STEP_BYTES, &budget).unwrap();
    }
}
