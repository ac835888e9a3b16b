//! Whether a certificate is that of the server which the invite names.
//!
//! With a pin, the only root is the authority whose public key has the pin: signature, validity
//! and name are then checked as with any root. A certificate for the same name from any other
//! authority, however well known, ends the handshake before a byte of a request is sent.

use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{ClientConfig, WebPkiServerVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};
use sha2::{Digest, Sha256};

use crate::wire::PINNED_PROTOCOL;

/// How this phone speaks TLS: trusting the pinned authority alone, or the public ones.
pub fn client_config(pin: Option<[u8; 32]>) -> ClientConfig {
    let provider = Arc::new(ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .expect("ring has the suites of TLS 1.2 and 1.3");
    let mut config = match pin {
        Some(pin) => builder
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(Pinned { pin, provider }))
            .with_no_client_auth(),
        None => builder
            .with_root_certificates(RootCertStore {
                roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
            })
            .with_no_client_auth(),
    };
    let pinned = pin.map(|_| PINNED_PROTOCOL.to_vec());
    config.alpn_protocols = pinned.into_iter().chain([b"http/1.1".to_vec()]).collect();
    config
}

#[derive(Debug)]
struct Pinned {
    /// SHA-256 of the authority's SubjectPublicKeyInfo.
    pin: [u8; 32],
    provider: Arc<CryptoProvider>,
}

impl Pinned {
    /// The authority among the certificates that the server sent.
    fn authority<'a>(&self, sent: &'a [CertificateDer<'a>]) -> Option<&'a CertificateDer<'a>> {
        sent.iter().find(|certificate| {
            ParsedCertificate::try_from(*certificate).is_ok_and(|parsed| {
                Sha256::digest(parsed.subject_public_key_info().as_ref())[..] == self.pin
            })
        })
    }
}

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        leaf: &CertificateDer<'_>,
        behind: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let authority = self
            .authority(behind)
            .ok_or(CertificateError::UnknownIssuer)?;
        let mut roots = RootCertStore::empty();
        roots.add(authority.clone().into_owned())?;
        WebPkiServerVerifier::builder_with_provider(Arc::new(roots), self.provider.clone())
            .build()
            .map_err(|_| CertificateError::UnknownIssuer)?
            .verify_server_cert(leaf, behind, name, ocsp, now)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signed, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signed, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider
            .signature_verification_algorithms
            .supported_schemes()
    }
}
