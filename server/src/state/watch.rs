//! What is wrong with the machine under the server, in words, while it lasts: a disk that fills up,
//! a clock that cannot be right, a certificate that cannot be read.
//!
//! Looked at now and then; what begins or ends is said in the log once, and `/health` and the
//! metrics show what lasts. Asks neither the clock nor the disk itself: who looks brings both.

use std::sync::{Mutex, MutexGuard, PoisonError};

use client_core::time::Timestamp;

use crate::limits::{
    CLOCK_BACK_MS_MAX, CLOCK_EARLIEST, CLOCK_LATEST, DISK_FREE_BYTES_MIN, OWN_CERTIFICATE_WARN_DAYS,
};

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

/// Something that somebody must see to. The server works on as well as it can.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// Little room left.
    #[error(
        "the disk is nearly full, {} MB are free: make room in the data folder's file system; when \
         it is full, phones keep what they have and try again", .free / 1_000_000
    )]
    DiskLow {
        /// What is free.
        free: u64,
    },
    /// A write failed because no room was left.
    #[error(
        "the disk is full: make room in the data folder's file system; phones keep what they have \
         and try again, nothing that was acknowledged is missing"
    )]
    DiskFull,
    /// The clock shows a time that cannot be.
    #[error(
        "this machine's clock says {shown}, which cannot be: set it; until then phones keep what \
         they have and try again"
    )]
    ClockImpossible {
        /// What it says.
        shown: Timestamp,
    },
    /// The clock shows an earlier time than it did.
    #[error(
        "this machine's clock says {shown}, but it has been {latest} here already: set it; until \
         then what arrives is dated too early"
    )]
    ClockBehind {
        /// What it says.
        shown: Timestamp,
        /// The latest time that was seen.
        latest: Timestamp,
    },
    /// The certificate that the administrator gave cannot be used; the one before is.
    #[error("the certificate files cannot be used ({0}): the certificate before them is shown")]
    Certificate(String),
    /// The certificate that the administrator gave ends soon.
    #[error(
        "the certificate that browsers are shown ends at {ends}: renew its files, they are read \
         again by themselves; phones need none"
    )]
    CertificateEnds {
        /// When.
        ends: Timestamp,
    },
    /// It has ended.
    #[error(
        "the certificate that browsers are shown ended at {ended}: browsers warn of it or refuse \
         it; renew its files, they are read again by themselves; phones need none"
    )]
    CertificateEnded {
        /// When.
        ended: Timestamp,
    },
}

impl Trouble {
    /// What programs tell it by.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::DiskLow { .. } => "disk_low",
            Self::DiskFull => "disk_full",
            Self::ClockImpossible { .. } => "clock_impossible",
            Self::ClockBehind { .. } => "clock_behind",
            Self::Certificate(_) => "certificate",
            Self::CertificateEnds { .. } => "certificate_ends",
            Self::CertificateEnded { .. } => "certificate_ended",
        }
    }

    /// Every code.
    pub const CODES: [&'static str; 7] = [
        "disk_low",
        "disk_full",
        "clock_impossible",
        "clock_behind",
        "certificate",
        "certificate_ends",
        "certificate_ended",
    ];
}

/// The clock's trouble when it shows what cannot be. Asked for before anything is dated.
pub fn impossible(now: Timestamp) -> Option<Trouble> {
    let possible = CLOCK_EARLIEST..CLOCK_LATEST;
    (!possible.contains(&now.0)).then_some(Trouble::ClockImpossible { shown: now })
}

/// What was seen so far.
#[derive(Debug)]
pub struct Watch(Mutex<Seen>);

#[derive(Debug)]
struct Seen {
    /// The latest time that the clock showed.
    latest: Timestamp,
    free: Option<u64>,
    disk: Option<Trouble>,
    full: Option<Trouble>,
    clock: Option<Trouble>,
    certificate: Option<Trouble>,
    /// When the certificate that is shown to browsers ends; none: it is our own, made anew in time.
    ends: Option<Timestamp>,
    lifetime: Option<Trouble>,
}

impl Watch {
    /// Begins with the latest time that the database knows of.
    pub fn new(latest: Timestamp) -> Self {
        Self(Mutex::new(Seen {
            latest,
            free: None,
            disk: None,
            full: None,
            clock: None,
            certificate: None,
            ends: None,
            lifetime: None,
        }))
    }

    /// Notes what the clock shows and how many bytes are free, where that is known.
    pub fn look(&self, now: Timestamp, free: Option<u64>) {
        let mut seen = self.lock();
        let disk = free.filter(|free| *free < DISK_FREE_BYTES_MIN);
        seen.free = free;
        replace(&mut seen.disk, disk.map(|free| Trouble::DiskLow { free }));
        if free.is_some() && disk.is_none() {
            replace(&mut seen.full, None);
        }
        let latest = seen.latest;
        let clock = impossible(now).or_else(|| {
            let is_behind = latest.since_ms(now) > CLOCK_BACK_MS_MAX;
            is_behind.then_some(Trouble::ClockBehind { shown: now, latest })
        });
        // A clock that ran ahead for a moment must not make every later time look too early.
        if clock.is_none() {
            seen.latest = latest.max(now);
        }
        replace(&mut seen.clock, clock);
        seen.look_at_certificate(now);
    }

    /// Notes whether the last write found no room.
    pub fn wrote(&self, is_full: bool) {
        replace(&mut self.lock().full, is_full.then_some(Trouble::DiskFull));
    }

    /// Notes whether the administrator's certificate can be used.
    pub fn certificate(&self, wrong: Option<String>) {
        replace(
            &mut self.lock().certificate,
            wrong.map(Trouble::Certificate),
        );
    }

    /// Notes when the certificate ends that browsers are shown.
    pub fn certificate_ends(&self, ends: Option<Timestamp>, now: Timestamp) {
        let mut seen = self.lock();
        seen.ends = ends;
        seen.look_at_certificate(now);
    }

    /// When the certificate ends that browsers are shown, where it is the administrator's.
    pub fn certificate_end(&self) -> Option<Timestamp> {
        self.lock().ends
    }

    /// What is wrong now.
    pub fn troubles(&self) -> Vec<Trouble> {
        let seen = self.lock();
        // What is full is low as well, and to be said once.
        let disk = seen.full.as_ref().or(seen.disk.as_ref());
        let (certificate, lifetime) = (seen.certificate.as_ref(), seen.lifetime.as_ref());
        let all = [disk, seen.clock.as_ref(), certificate, lifetime];
        all.into_iter().flatten().cloned().collect()
    }

    /// Bytes that were free at the last look.
    pub fn free_bytes(&self) -> Option<u64> {
        self.lock().free
    }

    fn lock(&self) -> MutexGuard<'_, Seen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seen {
    fn look_at_certificate(&mut self, now: Timestamp) {
        let warned = OWN_CERTIFICATE_WARN_DAYS * DAY_MS;
        let lifetime = match self.ends {
            Some(ended) if ended < now => Some(Trouble::CertificateEnded { ended }),
            Some(ends) if ends.since_ms(now) < warned => Some(Trouble::CertificateEnds { ends }),
            _ => None,
        };
        replace(&mut self.lifetime, lifetime);
    }
}

/// Says what begins and what ends, and nothing of what lasts.
fn replace(before: &mut Option<Trouble>, now: Option<Trouble>) {
    match (&before, &now) {
        (Some(before), Some(now)) if before.code() == now.code() => {}
        (_, Some(trouble)) => tracing::warn!(trouble = trouble.code(), "{trouble}"),
        (Some(trouble), None) => tracing::info!(trouble = trouble.code(), "no longer so"),
        _ => {}
    }
    *before = now;
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Timestamp = Timestamp(1_800_000_000_000);

    fn codes(watch: &Watch) -> Vec<&'static str> {
        watch.troubles().iter().map(Trouble::code).collect()
    }

    #[test]
    fn trouble_is_shown_while_it_lasts() {
        let watch = Watch::new(NOON);
        watch.look(NOON, Some(DISK_FREE_BYTES_MIN - 1));
        assert_eq!(codes(&watch), ["disk_low"]);
        watch.wrote(true);
        assert_eq!(codes(&watch), ["disk_full"]);
        watch.look(NOON, Some(0));
        assert_eq!(codes(&watch), ["disk_full"]);
        watch.wrote(false);
        assert_eq!(codes(&watch), ["disk_low"]);
        watch.wrote(true);
        watch.certificate(Some("no key".into()));
        watch.look(
            NOON.plus_ms(-CLOCK_BACK_MS_MAX - 1),
            Some(DISK_FREE_BYTES_MIN),
        );
        assert_eq!(codes(&watch), ["clock_behind", "certificate"]);
        watch.certificate(None);
        watch.look(NOON.plus_ms(-CLOCK_BACK_MS_MAX), None);
        assert_eq!(codes(&watch), [""; 0]);
    }

    #[test]
    fn the_end_of_a_certificate_is_said_a_month_before() {
        let watch = Watch::new(NOON);
        let day = |day: i64| NOON.plus_ms(day * DAY_MS);
        watch.certificate_ends(Some(day(OWN_CERTIFICATE_WARN_DAYS)), NOON);
        assert_eq!(codes(&watch), [""; 0]);
        watch.look(day(1), None);
        assert_eq!(codes(&watch), ["certificate_ends"]);
        watch.look(day(OWN_CERTIFICATE_WARN_DAYS + 1), None);
        assert_eq!(codes(&watch), ["certificate_ended"]);
        watch.certificate_ends(Some(day(400)), day(31));
        assert_eq!(codes(&watch), [""; 0]);
    }

    #[test]
    fn a_clock_that_cannot_be_right_says_so_and_spoils_nothing() {
        let watch = Watch::new(NOON);
        for wrong in [0, CLOCK_LATEST] {
            watch.look(Timestamp(wrong), None);
            assert_eq!(codes(&watch), ["clock_impossible"]);
        }
        watch.look(NOON, None);
        assert!(watch.troubles().is_empty());
    }

    #[test]
    fn every_trouble_has_a_code_of_its_own_and_says_what_to_do() {
        let all = [
            Trouble::DiskLow { free: 7_000_000 },
            Trouble::DiskFull,
            Trouble::ClockImpossible {
                shown: Timestamp(0),
            },
            Trouble::ClockBehind {
                shown: Timestamp(0),
                latest: NOON,
            },
            Trouble::Certificate("no key".into()),
            Trouble::CertificateEnds { ends: NOON },
            Trouble::CertificateEnded { ended: NOON },
        ];
        assert_eq!(all.each_ref().map(Trouble::code), Trouble::CODES);
        assert!(
            all[0].to_string().contains("7 MB are free: make room"),
            "{}",
            all[0]
        );
        assert!(all[2].to_string().contains("1970-01-01"), "{}", all[2]);
    }
}
