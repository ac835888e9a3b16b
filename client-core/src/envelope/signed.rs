//! The envelope: one device's documents under its signature.

use std::collections::BTreeSet;

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use minicbor::{Decode, Encode};

use super::problem::EnvelopeProblem;
use crate::ids::{OrganisationId, ReplicaId};
use crate::limits::{ENVELOPE_BYTES_MAX, ENVELOPE_CHANGES_MAX, ENVELOPE_DOCUMENTS_MAX};
use crate::time::Timestamp;
use crate::wire::message::Blob;
use crate::wire::{Certificate, CertificateProblem, Put};

/// Separates these signatures from every other use of a device's key.
const CONTEXT: &[u8] = b"teren hand-over 1";

/// What one device handed over, and was seen to have signed.
#[derive(Clone, Debug, PartialEq)]
pub struct Envelope {
    /// Whose phone made it.
    pub certificate: Certificate,
    /// When, by that phone's clock.
    pub made: Timestamp,
    /// Each document from its beginning, the skeleton left out, in causal order; a companion stands
    /// behind its parent. As in a repair, `authors` proves the changes of others that the server
    /// had already; one without a tag is the device's own. Changes that somebody else handed over
    /// and the server has not proved yet are left out: they lie in an envelope of their own.
    pub documents: Vec<Put>,
}

/// What is signed. That organisation, device and member are part of it is the certificate's doing;
/// replicas and heads follow from the epochs and the changes.
#[derive(Encode, Decode)]
#[cbor(map)]
struct Body {
    #[n(0)]
    certificate: Blob,
    #[n(1)]
    made: Timestamp,
    #[n(2)]
    documents: Vec<Put>,
}

#[derive(Encode, Decode)]
#[cbor(map)]
struct Signed {
    #[n(0)]
    body: Blob,
    #[n(1)]
    signature: Blob,
}

impl Envelope {
    /// Signs these documents. `certificate` is the device's, as the server signed it.
    pub fn sign(
        certificate: &[u8],
        made: Timestamp,
        documents: Vec<Put>,
        device: &SigningKey,
    ) -> Result<Vec<u8>, EnvelopeProblem> {
        check(&documents)?;
        let body = to_bytes(&Body {
            certificate: Blob(certificate.to_vec()),
            made,
            documents,
        });
        let signature = device.sign(&[CONTEXT, &body].concat());
        let bytes = to_bytes(&Signed {
            body: Blob(body),
            signature: Blob(signature.to_bytes().to_vec()),
        });
        check_bytes(&bytes)?;
        Ok(bytes)
    }

    /// Reads an envelope that a device of `organisation` signed, whose identity key this is.
    ///
    /// Whether the device was closed since, and what its member may do, is for the caller to ask.
    pub fn verify(
        bytes: &[u8],
        organisation: &OrganisationId,
        identity: &VerifyingKey,
    ) -> Result<Self, EnvelopeProblem> {
        check_bytes(bytes)?;
        let signed: Signed = of_bytes(bytes)?;
        let body: Body = of_bytes(&signed.body.0)?;
        let certificate = certificate_of(&body, organisation, identity)?;
        let device = VerifyingKey::from_bytes(&certificate.public_key);
        let signature = Signature::from_slice(&signed.signature.0);
        let (Ok(device), Ok(signature)) = (device, signature) else {
            return Err(EnvelopeProblem::Forged);
        };
        let said = [CONTEXT, &signed.body.0].concat();
        let is_genuine = device.verify_strict(&said, &signature).is_ok();
        // One envelope has one spelling, or it could be brought under many names.
        if !is_genuine || to_bytes(&signed) != bytes {
            return Err(EnvelopeProblem::Forged);
        }
        check(&body.documents)?;
        Ok(Self {
            certificate,
            made: body.made,
            documents: body.documents,
        })
    }

    /// The replicas under which the device may have written this document.
    pub fn replicas(&self, put: &Put) -> BTreeSet<ReplicaId> {
        let key = &self.certificate.public_key;
        let epochs = put.epochs.iter();
        epochs.map(|epoch| ReplicaId::derive(key, *epoch)).collect()
    }
}

fn certificate_of(
    body: &Body,
    organisation: &OrganisationId,
    identity: &VerifyingKey,
) -> Result<Certificate, EnvelopeProblem> {
    match Certificate::verify(&body.certificate.0, identity) {
        Ok(certificate) if certificate.organisation == *organisation => Ok(certificate),
        Ok(_) => Err(EnvelopeProblem::OtherOrganisation),
        Err(CertificateProblem::Unreadable) => Err(EnvelopeProblem::Unreadable),
        Err(CertificateProblem::BadSignature) => {
            // Believed only as far as to say who should take it.
            let claimed = Certificate::claimed(&body.certificate.0);
            let is_elsewhere = claimed.is_some_and(|claimed| claimed.organisation != *organisation);
            Err(match is_elsewhere {
                true => EnvelopeProblem::OtherOrganisation,
                false => EnvelopeProblem::NotCertified,
            })
        }
    }
}

fn check_bytes(bytes: &[u8]) -> Result<(), EnvelopeProblem> {
    bound("bytes", bytes.len(), ENVELOPE_BYTES_MAX)
}

fn check(documents: &[Put]) -> Result<(), EnvelopeProblem> {
    bound("documents", documents.len(), ENVELOPE_DOCUMENTS_MAX)?;
    let changes = documents.iter().map(|put| put.changes.len()).sum();
    bound("changes", changes, ENVELOPE_CHANGES_MAX)?;
    let ids: BTreeSet<_> = documents.iter().map(|put| put.doc).collect();
    let is_even = |put: &Put| {
        let authors = put.authors.as_ref().map(Vec::len);
        authors.is_none_or(|authors| authors == put.changes.len())
            && put.epochs.len() <= put.changes.len()
    };
    if documents.is_empty() || ids.len() < documents.len() || !documents.iter().all(is_even) {
        return Err(EnvelopeProblem::Unreadable);
    }
    Ok(())
}

pub(super) fn bound(what: &'static str, found: usize, limit: usize) -> Result<(), EnvelopeProblem> {
    if found > limit {
        return Err(EnvelopeProblem::TooLarge { what, limit });
    }
    Ok(())
}

fn to_bytes(value: &impl Encode<()>) -> Vec<u8> {
    minicbor::to_vec(value).expect("writing to memory cannot fail")
}

fn of_bytes<'b, T: Decode<'b, ()>>(bytes: &'b [u8]) -> Result<T, EnvelopeProblem> {
    minicbor::decode(bytes).map_err(|_| EnvelopeProblem::Unreadable)
}
