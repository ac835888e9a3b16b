//! The device certificate: what a server once said of an enrolment, in a form that it still
//! believes after it was restored to before that day.

use ed25519_dalek::{Signature, Signer, SigningKey, Verifier, VerifyingKey};
use minicbor::{Decode, Encode};

use super::message::Blob;
use crate::ids::{DeviceId, MemberId, OrganisationId, UnitId};
use crate::time::Timestamp;

/// Separates these signatures from every other use of the same key.
const CONTEXT: &[u8] = b"teren device certificate 1";

/// What is certified.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Certificate {
    /// Who certifies.
    #[n(0)]
    pub organisation: OrganisationId,
    /// The enrolment.
    #[n(1)]
    pub device: DeviceId,
    /// Whose.
    #[n(2)]
    pub member: MemberId,
    /// The member's unit.
    #[n(3)]
    pub unit: UnitId,
    /// The device's Ed25519 public key.
    #[cbor(n(4), with = "minicbor::bytes")]
    pub public_key: [u8; 32],
    /// When.
    #[n(5)]
    pub issued: Timestamp,
}

/// A certificate that says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CertificateProblem {
    /// It cannot be read.
    #[error("the device certificate cannot be read")]
    Unreadable,
    /// Somebody else signed it, or it was altered.
    #[error("the device certificate was not signed by this organisation")]
    BadSignature,
}

#[derive(Encode, Decode)]
#[cbor(map)]
struct Signed {
    #[n(0)]
    body: Blob,
    #[n(1)]
    signature: Blob,
}

impl Certificate {
    /// The certificate's bytes, signed.
    pub fn sign(&self, identity: &SigningKey) -> Vec<u8> {
        let body = minicbor::to_vec(self).expect("writing to memory cannot fail");
        let signature = identity
            .sign(&[CONTEXT, &body].concat())
            .to_bytes()
            .to_vec();
        minicbor::to_vec(Signed {
            body: Blob(body),
            signature: Blob(signature),
        })
        .expect("writing to memory cannot fail")
    }

    /// What a certificate says of itself, whoever signed it: good for words to a person only.
    pub fn claimed(bytes: &[u8]) -> Option<Self> {
        let signed: Signed = minicbor::decode(bytes).ok()?;
        minicbor::decode(&signed.body.0).ok()
    }

    /// Reads a certificate that `identity` signed.
    pub fn verify(bytes: &[u8], identity: &VerifyingKey) -> Result<Self, CertificateProblem> {
        let signed: Signed = minicbor::decode(bytes).map_err(|_| CertificateProblem::Unreadable)?;
        let signature = Signature::from_slice(&signed.signature.0)
            .map_err(|_| CertificateProblem::Unreadable)?;
        identity
            .verify(&[CONTEXT, &signed.body.0].concat(), &signature)
            .map_err(|_| CertificateProblem::BadSignature)?;
        minicbor::decode(&signed.body.0).map_err(|_| CertificateProblem::Unreadable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_signer_is_believed() {
        let key = SigningKey::from_bytes(&[1; 32]);
        let certificate = Certificate {
            organisation: "anitp".parse().unwrap(),
            device: DeviceId([2; 16]),
            member: "ana".parse().unwrap(),
            unit: "suceava".parse().unwrap(),
            public_key: [3; 32],
            issued: Timestamp(4),
        };
        let mut bytes = certificate.sign(&key);
        assert_eq!(
            Certificate::verify(&bytes, &key.verifying_key()),
            Ok(certificate)
        );
        let other = SigningKey::from_bytes(&[9; 32]).verifying_key();
        assert_eq!(
            Certificate::verify(&bytes, &other),
            Err(CertificateProblem::BadSignature)
        );
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
        assert!(Certificate::verify(&bytes, &key.verifying_key()).is_err());
        assert!(Certificate::verify(&bytes[..9], &key.verifying_key()).is_err());
    }
}
