//! A certificate of the administrator's own, for browsers: read from two PEM files that somebody
//! else renews, and taken only when it can be shown.
//!
//! Knows no handshake. Phones are answered with the leaf of our own authority whatever is here.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use client_core::time::Timestamp;
use rustls::client::verify_server_name;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::server::ParsedCertificate;
use rustls::sign::CertifiedKey;
use sha2::{Digest, Sha256};

use super::{CaError, lifetime};
use crate::config::words;

/// Where the administrator keeps a certificate and its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnFiles {
    /// The certificate with those between it and its authority, PEM.
    pub certificate: PathBuf,
    /// Its private key, PEM.
    pub key: PathBuf,
}

/// A certificate that can be shown.
#[derive(Debug)]
pub struct Own {
    /// It and its key.
    pub certified: Arc<CertifiedKey>,
    /// When browsers stop taking it.
    pub ends: Option<Timestamp>,
}

/// What was in the files when they were last read, to see whether they changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Print([u8; 32]);

impl OwnFiles {
    /// What is in the files now.
    pub fn print(&self) -> Print {
        let mut hash = Sha256::new();
        for path in [&self.certificate, &self.key] {
            let bytes = fs::read(path).unwrap_or_default();
            hash.update((bytes.len() as u64).to_be_bytes());
            hash.update(bytes);
        }
        Print(hash.finalize().into())
    }

    /// Reads both, and refuses what browsers would: a key of another certificate, another name, one
    /// that has ended or not yet begun.
    ///
    /// # Errors
    /// In words for the administrator, naming the file.
    pub fn read(&self, host: &str, now: Timestamp) -> Result<Own, CaError> {
        let certificate = &self.certificate;
        let pem = read(certificate)?;
        let chain: Vec<_> = CertificateDer::pem_slice_iter(&pem)
            .collect::<Result<_, _>>()
            .map_err(|error| wrong(certificate, &error))?;
        let leaf = chain
            .first()
            .ok_or_else(|| wrong(certificate, &"it holds no certificate"))?;
        let parsed =
            ParsedCertificate::try_from(leaf).map_err(|error| wrong(certificate, &error))?;
        if let Ok(name) = ServerName::try_from(host.to_owned()) {
            verify_server_name(&parsed, &name).map_err(|_| {
                let other = format!("it is not for {host}, the server's public address");
                wrong(certificate, &other)
            })?;
        }
        let ends = ends_of(&chain, now).map_err(|reason| wrong(certificate, &reason))?;
        let key = PrivateKeyDer::from_pem_slice(&read_key(&self.key)?)
            .map_err(|error| wrong(&self.key, &error))?;
        let key = ring::sign::any_supported_type(&key).map_err(|error| wrong(&self.key, &error))?;
        let certified = CertifiedKey::new(chain, key);
        certified
            .keys_match()
            .map_err(|_| wrong(&self.key, &"it is not the key of this certificate"))?;
        let certified = Arc::new(certified);
        Ok(Own { certified, ends })
    }
}

/// When the first of a chain ends; or why none of it is any good now.
fn ends_of(chain: &[CertificateDer<'_>], now: Timestamp) -> Result<Option<Timestamp>, String> {
    let mut first: Option<Timestamp> = None;
    for certificate in chain {
        let (begins, ends) = lifetime::of(certificate);
        if let Some(begins) = begins.filter(|begins| now < *begins) {
            return Err(format!("it begins only at {begins}, and here it is {now}"));
        }
        if let Some(ends) = ends.filter(|ends| *ends < now) {
            return Err(format!(
                "it ended at {ends}, and here it is {now}: renew it, or set the clock"
            ));
        }
        first = first.into_iter().chain(ends).min();
    }
    Ok(first)
}

/// A key may be its group's as well, as some systems keep them; never everybody's.
fn read_key(path: &Path) -> Result<Vec<u8>, CaError> {
    #[cfg(unix)]
    if let Ok(there) = fs::metadata(path)
        && std::os::unix::fs::PermissionsExt::mode(&there.permissions()) & 0o007 != 0
    {
        return Err(wrong(
            path,
            &"everybody on this machine may read it: run `chmod o= FILE`",
        ));
    }
    read(path)
}

fn read(path: &Path) -> Result<Vec<u8>, CaError> {
    fs::read(path).map_err(|error| wrong(path, &words(&error)))
}

fn wrong(path: &Path, reason: &dyn std::fmt::Display) -> CaError {
    CaError::Own {
        path: path.to_owned(),
        reason: reason.to_string(),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::time::Duration;

    use rcgen::{CertificateParams, KeyPair};

    use super::*;

    const NAME: &str = "teren.example.org";
    const NOW: Timestamp = Timestamp(1_511_740_800_000);

    /// Two files as somebody else keeps and renews them.
    pub(crate) struct Pair {
        _dir: tempfile::TempDir,
        pub(crate) files: OwnFiles,
    }

    impl Pair {
        /// A new pair for a host; the certificate is its own authority.
        pub(crate) fn new(host: &str) -> Self {
            let dir = tempfile::tempdir().unwrap();
            let files = OwnFiles {
                certificate: dir.path().join("fullchain.pem"),
                key: dir.path().join("privkey.pem"),
            };
            let pair = Self { _dir: dir, files };
            pair.renew(host);
            pair
        }

        pub(crate) fn renew(&self, host: &str) {
            self.renew_until(host, None);
        }

        /// A new pair that ends at a moment, or when nobody lives any more; it began a year before.
        pub(crate) fn renew_until(&self, host: &str, ends: Option<Timestamp>) {
            let key = KeyPair::generate().unwrap();
            let mut params = CertificateParams::new([host.to_owned()]).unwrap();
            if let Some(Timestamp(ends)) = ends {
                let ends = Duration::from_millis(u64::try_from(ends).unwrap());
                params.not_after = rcgen::date_time_ymd(1970, 1, 1) + ends;
                params.not_before = params.not_after - Duration::from_secs(365 * 86_400);
            }
            let certificate = params.self_signed(&key).unwrap();
            fs::write(&self.files.certificate, certificate.pem()).unwrap();
            self.write_key(&key.serialize_pem());
        }

        pub(crate) fn write_key(&self, pem: &str) {
            let _ = fs::remove_file(&self.files.key);
            crate::config::write_new(&self.files.key, pem.as_bytes()).unwrap();
        }

        /// The certificate as it is in its file.
        pub(crate) fn certificate(&self) -> CertificateDer<'static> {
            CertificateDer::from_pem_slice(&fs::read(&self.files.certificate).unwrap()).unwrap()
        }

        #[track_caller]
        fn is_refused_for(&self, reason: &str) {
            let refused = self
                .files
                .read(NAME, NOW)
                .map(drop)
                .unwrap_err()
                .to_string();
            assert!(refused.contains(reason), "{refused}");
        }
    }

    #[test]
    fn a_pair_is_read_and_a_renewed_one_has_another_print() {
        let pair = Pair::new(NAME);
        assert!(
            pair.files
                .read(NAME, NOW)
                .unwrap()
                .ends
                .is_some_and(|ends| ends > NOW)
        );
        let print = pair.files.print();
        assert_eq!(pair.files.print(), print);
        pair.renew(NAME);
        assert_ne!(pair.files.print(), print);
    }

    #[test]
    fn what_no_browser_would_take_is_refused_in_words() {
        let pair = Pair::new("other.example.org");
        pair.is_refused_for("not for teren.example.org");
        pair.renew(NAME);
        pair.write_key(&KeyPair::generate().unwrap().serialize_pem());
        pair.is_refused_for("not the key of this");
        pair.write_key("nothing");
        pair.is_refused_for("privkey.pem");
        fs::write(&pair.files.certificate, "").unwrap();
        pair.is_refused_for("holds no certificate");
        fs::remove_file(&pair.files.certificate).unwrap();
        pair.is_refused_for("there is no such file");
    }

    #[test]
    fn a_certificate_is_good_from_its_beginning_to_its_end() {
        const DAY_MS: i64 = 86_400_000;
        let pair = Pair::new(NAME);
        let ends = NOW.plus_ms(10 * DAY_MS);
        pair.renew_until(NAME, Some(ends));
        assert_eq!(pair.files.read(NAME, NOW).unwrap().ends, Some(ends));
        assert_eq!(pair.files.read(NAME, ends).unwrap().ends, Some(ends));
        pair.renew_until(NAME, Some(NOW.plus_ms(-DAY_MS)));
        pair.is_refused_for("it ended at 2017-11-26T00:00:00Z, and here it is 2017-11-27");
        pair.renew_until(NAME, Some(NOW.plus_ms(366 * DAY_MS)));
        pair.is_refused_for("it begins only at 2017-11-28T00:00:00Z");
    }

    #[cfg(unix)]
    #[test]
    fn a_key_that_everybody_may_read_is_refused() {
        let pair = Pair::new(NAME);
        let open = std::os::unix::fs::PermissionsExt::from_mode(0o644);
        fs::set_permissions(&pair.files.key, open).unwrap();
        pair.is_refused_for("everybody");
    }
}
