//! TLS as this server speaks it: its own leaf before its own authority, HTTP/2 or 1.1, and a
//! certificate that can be exchanged while connections stay open.
//!
//! Knows no request; `ca` makes the certificates.

use std::fmt;
use std::sync::{Arc, RwLock};

use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;

use crate::ca::{CaError, Leaf};

/// The protocols offered, best first.
const PROTOCOLS: [&[u8]; 2] = [b"h2", b"http/1.1"];

/// The certificate shown to new connections.
pub(crate) struct Shown(RwLock<Arc<CertifiedKey>>);

impl Shown {
    pub(crate) fn new(leaf: Leaf) -> Result<Arc<Self>, CaError> {
        Ok(Arc::new(Self(RwLock::new(certified(leaf)?))))
    }

    /// Shows `leaf` from the next handshake on.
    pub(crate) fn replace(&self, leaf: Leaf) -> Result<(), CaError> {
        let key = certified(leaf)?;
        *self
            .0
            .write()
            .expect("nothing panics while holding this lock") = key;
        Ok(())
    }
}

impl ResolvesServerCert for Shown {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(
            self.0
                .read()
                .expect("nothing panics while holding this lock")
                .clone(),
        )
    }
}

impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Shown")
    }
}

fn certified(leaf: Leaf) -> Result<Arc<CertifiedKey>, CaError> {
    let key = ring::sign::any_supported_type(&leaf.key)
        .map_err(|e| CaError::Certificate(e.to_string()))?;
    Ok(Arc::new(CertifiedKey::new(leaf.chain, key)))
}

/// The settings of every handshake. Tickets let a phone that comes back skip the certificate.
pub(crate) fn config(shown: Arc<Shown>) -> Result<Arc<ServerConfig>, CaError> {
    let wrong = |e: rustls::Error| CaError::Certificate(e.to_string());
    let provider = Arc::new(ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(wrong)?
        .with_no_client_auth()
        .with_cert_resolver(shown);
    config.alpn_protocols = PROTOCOLS.map(<[u8]>::to_vec).to_vec();
    config.ticketer = ring::Ticketer::new().map_err(wrong)?;
    Ok(Arc::new(config))
}
