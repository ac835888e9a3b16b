//! The one place of this crate that asks what time it is and takes randomness from the system.
//!
//! Everything below takes both from here, so the world puts a seeded clock in its place.

use std::fmt;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::document::Skeletons;
use crate::time::Timestamp;

type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;
type Random = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

/// What a client takes from the machine it runs on.
#[derive(Clone)]
pub struct Environment {
    /// The app and its version, e.g. `teren-android 1.2.0`: shown in the coordinator's list.
    pub app: String,
    /// The versions of documents that the app knows by itself.
    pub(super) skeletons: Skeletons,
    clock: Clock,
    random: Random,
    uptime: Clock,
}

impl Environment {
    /// This machine's clock and randomness.
    pub fn system(app: impl Into<String>) -> Self {
        let clock = || {
            let now = SystemTime::now().duration_since(UNIX_EPOCH);
            let ms = now.map_or(0, |since| since.as_millis());
            Timestamp(i64::try_from(ms).unwrap_or(i64::MAX))
        };
        let random = |bytes: &mut [u8]| {
            getrandom::fill(bytes).expect("a phone without randomness must not make keys");
        };
        Self {
            uptime: Arc::new(running_since),
            ..Self::new(app, clock, random)
        }
    }

    /// Another clock and another source of randomness; the machine was started when time began.
    pub fn new(
        app: impl Into<String>,
        clock: impl Fn() -> Timestamp + Send + Sync + 'static,
        random: impl Fn(&mut [u8]) + Send + Sync + 'static,
    ) -> Self {
        let clock: Clock = Arc::new(clock);
        Self {
            app: app.into(),
            skeletons: Skeletons::of_this_build(),
            uptime: Arc::clone(&clock),
            clock,
            random: Arc::new(random),
        }
    }

    /// The same app with other versions of documents: the trial of one that is to come.
    #[must_use]
    pub fn knowing(self, skeletons: Skeletons) -> Self {
        Self { skeletons, ..self }
    }

    /// What time it is.
    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// How long the machine has been running, in milliseconds, its sleep among them.
    pub(super) fn uptime_ms(&self) -> u64 {
        u64::try_from((self.uptime)().0).unwrap_or(0)
    }

    /// Fresh random bytes.
    pub fn draw<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }

    /// Fills a place with fresh random bytes.
    pub(super) fn fill(&self, bytes: &mut [u8]) {
        (self.random)(bytes);
    }
}

/// The time since the machine was started, as the system counts it: the clock's hands do not move
/// it. On Apple's systems this clock counts sleep as well.
fn running_since() -> Timestamp {
    use rustix::time::{ClockId, clock_gettime};
    #[cfg(any(target_os = "linux", target_os = "android"))]
    let now = clock_gettime(ClockId::Boottime);
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    let now = clock_gettime(ClockId::Monotonic);
    Timestamp(now.tv_sec * 1_000 + now.tv_nsec / 1_000_000)
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.app)
    }
}
