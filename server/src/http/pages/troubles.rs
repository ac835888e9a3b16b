//! What is wrong at the machine, for an administrator who looks at the pages and at no log.

use client_core::time::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::dashboard::model::overview::Trouble as Shown;
use crate::state::watch::Trouble;

/// What a page can say of a trouble.
pub(super) fn shown(trouble: &Trouble) -> Shown {
    match trouble {
        Trouble::DiskLow { free } => Shown::DiskLow(free / 1_000_000),
        Trouble::DiskFull => Shown::DiskFull,
        Trouble::ClockImpossible { .. } => Shown::ClockImpossible,
        Trouble::ClockBehind { .. } => Shown::ClockBehind,
        Trouble::Certificate(_) => Shown::Certificate,
        Trouble::CertificateEnds { ends } => Shown::CertificateEnds(day(*ends)),
        Trouble::CertificateEnded { ended } => Shown::CertificateEnded(day(*ended)),
    }
}

/// The day in the zone that certificates are dated in.
fn day(at: Timestamp) -> Date {
    let at = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default();
    TimeZone::UTC.to_datetime(at).date()
}
