//! When a certificate begins and ends, asked of the verifier that a client runs; this parses no
//! certificate itself.
//!
//! The verifier looks at the dates before it looks for an authority, so any anchor will do, and at
//! a moment far away it names the end.

use std::sync::Arc;
use std::time::Duration;

use client_core::time::Timestamp;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::ServerCertVerifier;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, Error, RootCertStore};

/// 1 January 9999: after the end of every certificate that has one.
const FAR_AWAY: Duration = Duration::from_secs(253_370_764_800);

/// The moments between which a certificate is good, as far as the verifier names them.
pub(super) fn of(certificate: &CertificateDer<'_>) -> (Option<Timestamp>, Option<Timestamp>) {
    let begins = match asked(certificate, Duration::ZERO) {
        Some(CertificateError::NotValidYetContext { not_before, .. }) => moment(not_before),
        _ => None,
    };
    let ends = match asked(certificate, FAR_AWAY) {
        Some(CertificateError::ExpiredContext { not_after, .. }) => moment(not_after),
        _ => None,
    };
    (begins, ends)
}

/// What the verifier says of a certificate at a moment.
fn asked(certificate: &CertificateDer<'_>, at: Duration) -> Option<CertificateError> {
    let mut roots = RootCertStore::empty();
    roots.add(certificate.clone().into_owned()).ok()?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider);
    let verifier = verifier.build().ok()?;
    let (name, at) = (
        ServerName::try_from("localhost").ok()?,
        UnixTime::since_unix_epoch(at),
    );
    match verifier.verify_server_cert(certificate, &[], &name, &[], at) {
        Err(Error::InvalidCertificate(wrong)) => Some(wrong),
        _ => None,
    }
}

fn moment(at: UnixTime) -> Option<Timestamp> {
    let seconds = i64::try_from(at.as_secs()).ok()?;
    Some(Timestamp(seconds.checked_mul(1_000)?))
}
