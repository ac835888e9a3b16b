//! The certificate that answers connections: made by the authority for the names this server
//! goes by, kept in one file with its key, made anew before it ends or when a name is missing.
//!
//! Whether a kept one still does is asked of the same verifier that a client runs, some weeks
//! ahead; this file parses no certificate itself.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use rcgen::{
    CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, Issuer, KeyPair,
    KeyUsagePurpose, PKCS_ECDSA_P256_SHA256,
};
use rustls::RootCertStore;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::ServerCertVerifier;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};

use super::{CaError, Secrets, authority, read_secret};
use crate::config::write_over;
use crate::limits::{LEAF_DAYS, LEAF_RENEW_DAYS};

const LEAF: &str = "server.pem";
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A certificate with its authority behind it, and its key.
pub struct Leaf {
    /// Leaf first, then the authority: a client that knows only the pin finds its anchor here.
    pub chain: Vec<CertificateDer<'static>>,
    /// The leaf's private key.
    pub key: PrivateKeyDer<'static>,
}

impl Secrets {
    /// The leaf for `names` (host names and addresses): the kept one while it is good for some
    /// weeks more, else a new one, written in its place.
    pub fn leaf(&self, names: &[String], now: SystemTime) -> Result<Leaf, CaError> {
        match self.kept_leaf() {
            Some(leaf) if self.will_do(&leaf, names, now + LEAF_RENEW_DAYS as u32 * DAY) => {
                Ok(leaf)
            }
            _ => self.new_leaf(names, now),
        }
    }

    /// None when there is none, or none that can be read: a new one repairs both.
    fn kept_leaf(&self) -> Option<Leaf> {
        let pem = read_secret(&self.folder.join(LEAF)).ok()?;
        let leaf = CertificateDer::from_pem_slice(&pem).ok()?;
        let key = PrivateKeyDer::from_pem_slice(&pem).ok()?;
        Some(Leaf {
            chain: vec![leaf, self.ca.clone()],
            key,
        })
    }

    pub(super) fn will_do(&self, leaf: &Leaf, names: &[String], at: SystemTime) -> bool {
        let Ok(since) = at.duration_since(SystemTime::UNIX_EPOCH) else {
            return false;
        };
        let Ok(verifier) = self.verifier() else {
            return false;
        };
        names.iter().all(|name| {
            ServerName::try_from(name.as_str()).is_ok_and(|name| {
                let at = UnixTime::since_unix_epoch(since);
                verifier
                    .verify_server_cert(&leaf.chain[0], &[], &name, &[], at)
                    .is_ok()
            })
        })
    }

    fn verifier(&self) -> Result<Arc<WebPkiServerVerifier>, CaError> {
        let mut roots = RootCertStore::empty();
        roots
            .add(self.ca.clone())
            .map_err(|e| CaError::Certificate(e.to_string()))?;
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider)
            .build()
            .map_err(|e| CaError::Certificate(e.to_string()))
    }

    fn new_leaf(&self, names: &[String], now: SystemTime) -> Result<Leaf, CaError> {
        let mut params = CertificateParams::new(names)?;
        let mut subject = DistinguishedName::new();
        subject.push(DnType::CommonName, "Teren server");
        params.distinguished_name = subject;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        set_validity(&mut params, now, LEAF_DAYS);
        let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
        let issuer = Issuer::new(authority(&self.ca_key, now), &self.ca_key);
        let leaf = params.signed_by(&key, &issuer)?;
        let path = self.folder.join(LEAF);
        let file = leaf.pem() + &key.serialize_pem();
        write_over(&path, file.as_bytes()).map_err(CaError::io(&path))?;
        tracing::info!(days = LEAF_DAYS, "made a server certificate");
        Ok(Leaf {
            chain: vec![leaf.der().clone(), self.ca.clone()],
            key: PrivateKeyDer::from_pem_slice(file.as_bytes())
                .map_err(|e| CaError::damaged(&path, e))?,
        })
    }
}

/// Valid from a day ago (clocks differ) for `days` from now.
pub(super) fn set_validity(params: &mut CertificateParams, now: SystemTime, days: u64) {
    let since = now
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default();
    let now = rcgen::date_time_ymd(1970, 1, 1) + since;
    params.not_before = now - DAY;
    params.not_after = now + Duration::from_secs(days * DAY.as_secs());
}
