//! TLS as this server speaks it: HTTP/2 or 1.1, and certificates that can be exchanged while
//! connections stay open.
//!
//! Phones that know our authority by its pin say so in their first message and see a leaf of it;
//! everybody else sees the administrator's own certificate, where there is one. Knows no request;
//! `ca` makes and reads the certificates.

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use client_core::wire::PINNED_PROTOCOL;
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;

use crate::ca::{CaError, Leaf};

/// The protocols offered, best first.
const PROTOCOLS: [&[u8]; 2] = [b"h2", b"http/1.1"];

/// The certificates shown to new connections.
pub(crate) struct Shown {
    /// Of our own authority.
    leaf: RwLock<Arc<CertifiedKey>>,
    /// The administrator's.
    own: RwLock<Option<Arc<CertifiedKey>>>,
}

impl Shown {
    pub(crate) fn new(leaf: Leaf) -> Result<Arc<Self>, CaError> {
        Ok(Arc::new(Self {
            leaf: RwLock::new(certified(leaf)?),
            own: RwLock::new(None),
        }))
    }

    /// Shows `leaf` from the next handshake on.
    pub(crate) fn replace(&self, leaf: Leaf) -> Result<(), CaError> {
        let key = certified(leaf)?;
        *self.leaf.write().unwrap_or_else(PoisonError::into_inner) = key;
        Ok(())
    }

    /// Shows `key` from the next handshake on, to whoever does not know us by our pin.
    pub(crate) fn show_to_browsers(&self, key: Arc<CertifiedKey>) {
        *self.own.write().unwrap_or_else(PoisonError::into_inner) = Some(key);
    }
}

impl ResolvesServerCert for Shown {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let knows_pin = hello
            .alpn()
            .is_some_and(|mut protocols| protocols.any(|one| one == PINNED_PROTOCOL));
        let own = self.own.read().unwrap_or_else(PoisonError::into_inner);
        let leaf = || self.leaf.read().unwrap_or_else(PoisonError::into_inner);
        let own = own.clone().filter(|_| !knows_pin);
        Some(own.unwrap_or_else(|| leaf().clone()))
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
