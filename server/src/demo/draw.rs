//! Numbers from a seed: the same seed tells the same story. Good for stories, never for keys.

/// SplitMix64: small, and well known to be even.
#[derive(Clone, Debug)]
pub(super) struct Draw(u64);

impl Draw {
    /// The numbers of one part of the story.
    pub(super) fn new(seed: u64, part: u64) -> Self {
        let mut draw = Self(seed ^ part.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        draw.next();
        draw
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from `least` to `most`.
    pub(super) fn between(&mut self, least: i64, most: i64) -> i64 {
        let span = most.abs_diff(least) + 1;
        let above = i64::try_from(self.next() % span).expect("no span is that wide");
        least + above
    }

    /// Whether something happens that happens `percent` times of a hundred.
    pub(super) fn happens(&mut self, percent: i64) -> bool {
        self.between(1, 100) <= percent
    }

    /// One of several.
    pub(super) fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        let last = i64::try_from(of.len()).expect("a list in this program") - 1;
        let at = usize::try_from(self.between(0, last)).expect("not below 0");
        &of[at]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_tells_the_same_story_and_another_seed_another() {
        let story = |seed, part| {
            let mut draw = Draw::new(seed, part);
            (0..500).map(|_| draw.between(-3, 9)).collect::<Vec<_>>()
        };
        assert_eq!(story(1, 1), story(1, 1));
        assert_ne!(story(1, 1), story(1, 2));
        assert_ne!(story(1, 1), story(2, 1));
        let drawn = story(7, 7);
        assert!(drawn.iter().all(|n| (-3..=9).contains(n)));
        assert!(drawn.contains(&-3) && drawn.contains(&9));
    }
}
