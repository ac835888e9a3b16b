//! The keep window: how far back phones hold what is neither theirs nor planned.

use serde::{Deserialize, Serialize};

use crate::limits::KEEP_MONTHS_DEFAULT;
use crate::time::Timestamp;

/// How many months phones keep.
///
/// A document is as old as the later of its day and the day on which it was begun. Older ones than
/// this are not sent to a new phone, unless its member wrote them or they are planned; whoever asks
/// for one gets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keep {
    /// Whole months before the present one; none keeps everything.
    pub months: Option<u16>,
}

impl Default for Keep {
    fn default() -> Self {
        Self {
            months: Some(KEEP_MONTHS_DEFAULT),
        }
    }
}

impl Keep {
    /// When the window begins: with a month, so that two clocks seldom disagree about it.
    pub fn start(self, now: Timestamp) -> Timestamp {
        self.months
            .map_or(Timestamp(0), |months| now.month_before(months))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_begins_with_a_month() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let keep = |months| Keep { months };
        let now = at("2017-03-14T08:05:00Z");
        assert_eq!(Keep::default().start(now), at("2016-02-01T00:00:00Z"));
        assert_eq!(keep(Some(0)).start(now), at("2017-03-01T00:00:00Z"));
        assert_eq!(keep(None).start(now), Timestamp(0));
        assert_eq!(keep(Some(u16::MAX)).start(now), Timestamp(0));
        assert_eq!(keep(Some(1)).start(Timestamp(i64::MIN)), Timestamp(0));
    }
}
