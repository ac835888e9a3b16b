//! Chance that can be had again: every random decision of a run comes from one number, which is
//! printed when the run fails. The same number and the same commit are the same run.

use std::env;
use std::ops::Range;
use std::panic::{self, AssertUnwindSafe};

use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};

/// A stream of decisions.
#[derive(Clone, Debug)]
pub struct Seed {
    stream: ChaCha8Rng,
}

impl Seed {
    /// The stream that belongs to `number`.
    #[must_use]
    pub fn new(number: u64) -> Self {
        Self {
            stream: ChaCha8Rng::seed_from_u64(number),
        }
    }

    /// A stream of its own for a part, so that what one part draws does not move the others.
    pub fn split(&mut self) -> Self {
        Self::new(self.stream.next_u64())
    }

    /// A number in `range`, which must not be empty.
    pub fn within(&mut self, range: Range<u64>) -> u64 {
        assert!(range.start < range.end, "an empty range has no number");
        range.start + self.stream.next_u64() % (range.end - range.start)
    }

    /// An index into something of `len` elements.
    pub fn index(&mut self, len: usize) -> usize {
        let drawn = self.within(0..u64::try_from(len).expect("a length fits 64 bits"));
        usize::try_from(drawn).expect("drawn below a usize")
    }

    /// One of several, which must not be none.
    pub fn pick<'a, T>(&mut self, among: &'a [T]) -> &'a T {
        &among[self.index(among.len())]
    }

    /// True `hits` times out of `of`.
    pub fn chance(&mut self, hits: u64, of: u64) -> bool {
        self.within(0..of) < hits
    }

    /// Puts elements into a random order.
    pub fn shuffle<T>(&mut self, elements: &mut [T]) {
        for at in (1..elements.len()).rev() {
            elements.swap(at, self.index(at + 1));
        }
    }

    /// Fills with bytes: where production code asks for randomness.
    pub fn fill(&mut self, bytes: &mut [u8]) {
        self.stream.fill_bytes(bytes);
    }

    /// An array of bytes.
    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }
}

/// Runs `run` once a seed: for the one that `TEREN_SEED` names, else for the first `usual`, or as
/// many as `TEREN_SEEDS` says. A failure prints the seed that brought it.
///
/// # Panics
/// When a run does, or when a variable holds no number.
pub fn for_each_seed(usual: u64, run: impl Fn(u64)) {
    let seeds = match number("TEREN_SEED") {
        Some(one) => one..one + 1,
        None => 0..number("TEREN_SEEDS").unwrap_or(usual),
    };
    for seed in seeds {
        if let Err(cause) = panic::catch_unwind(AssertUnwindSafe(|| run(seed))) {
            eprintln!("the failing run is TEREN_SEED={seed}");
            panic::resume_unwind(cause);
        }
    }
}

fn number(variable: &str) -> Option<u64> {
    let text = env::var(variable).ok()?;
    Some(
        text.parse()
            .unwrap_or_else(|_| panic!("{variable} is a number, not {text:?}")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_decides_the_same() {
        let decide = |number| {
            let mut seed = Seed::new(number);
            let mut order = [0, 1, 2, 3, 4, 5, 6, 7];
            seed.shuffle(&mut order);
            (
                order,
                seed.within(3..1000),
                seed.chance(1, 2),
                seed.split().bytes::<8>(),
            )
        };
        assert_eq!(decide(7), decide(7));
        assert_ne!(decide(7), decide(8));
    }

    #[test]
    fn a_failing_run_stays_a_failure() {
        let failing = || for_each_seed(3, |seed| assert_ne!(seed, 2, "planted"));
        assert!(panic::catch_unwind(failing).is_err());
    }
}
