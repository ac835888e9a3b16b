//! The server's secrets: its own certificate authority, which phones pin, and the keys that outlive
//! the database.
//!
//! They lie in `secrets/`, outside the database, so that a database that leaks names nobody a
//! signer and a database that is restored proves its authors again. This module opens no socket
//! and knows no member.
//!
//! - `ca.key`, `ca.pem`: ECDSA P-256 (browsers refuse Ed25519), 20 years. Its public key is the
//!   pin.
//! - `server.pem`: the leaf that answers, with its key in the same file so that both are replaced
//!   in one step.
//! - `identity.key`: Ed25519, signs device certificates and wipes.
//! - `author.key`: K of the author tags that travel beside changes.
//! - `recovery.key`: X25519, opens what phones seal for the day when a PIN is forgotten.

mod leaf;
mod lifetime;
mod own;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use client_core::recovery::RecoverySecret;
use ed25519_dalek::SigningKey;
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, IsCa, KeyPair, KeyUsagePurpose,
    PKCS_ECDSA_P256_SHA256, PublicKeyData,
};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use sha2::{Digest, Sha256};

pub use leaf::Leaf;
#[cfg(test)]
pub(crate) use own::tests::Pair;
pub use own::{Own, OwnFiles, Print};

use crate::config::{words, write_new, write_over};
use crate::limits::CA_DAYS;

const CA_KEY: &str = "ca.key";
const CA_CERTIFICATE: &str = "ca.pem";
const IDENTITY_KEY: &str = "identity.key";
const AUTHOR_KEY: &str = "author.key";
const RECOVERY_KEY: &str = "recovery.key";

/// What went wrong with the secrets, in words for the administrator.
#[derive(Debug, thiserror::Error)]
pub enum CaError {
    /// The operating system refused.
    #[error("{path}: {}", words(.source))]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Somebody else on this machine could read a key.
    #[error("{0} may be read by others: run `chmod 600 {0}` and think about who has seen it")]
    Readable(PathBuf),
    /// A file is not what it should be.
    #[error("{path} is damaged ({reason}): restore the folder `secrets` from the backup")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was expected.
        reason: String,
    },
    /// The administrator's own certificate cannot be shown.
    #[error("{path} cannot be used: {reason}")]
    Own {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A certificate could not be made.
    #[error("no certificate could be made: {0}")]
    Certificate(String),
}

impl CaError {
    fn io(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        |source| Self::Io {
            path: path.to_owned(),
            source,
        }
    }

    /// What is wrong, without the place: for whoever asks over the network.
    pub fn reason(&self) -> String {
        match self {
            Self::Own { reason, .. } => reason.clone(),
            _ => "see the log".to_owned(),
        }
    }

    fn damaged(path: &Path, reason: impl ToString) -> Self {
        Self::Damaged {
            path: path.to_owned(),
            reason: reason.to_string(),
        }
    }
}

impl From<rcgen::Error> for CaError {
    fn from(error: rcgen::Error) -> Self {
        Self::Certificate(error.to_string())
    }
}

/// Everything in `secrets/`, read once at start.
pub struct Secrets {
    folder: PathBuf,
    ca_key: KeyPair,
    ca: CertificateDer<'static>,
    identity: SigningKey,
    author: [u8; 32],
    /// None in a folder of an earlier version that was not served since.
    recovery: Option<RecoverySecret>,
}

impl Secrets {
    /// Makes every key afresh in an existing, empty folder.
    pub fn create(
        folder: &Path,
        now: SystemTime,
        random: &mut dyn FnMut(&mut [u8]),
    ) -> Result<Self, CaError> {
        let write = |name: &str, bytes: &[u8]| {
            let path = folder.join(name);
            write_new(&path, bytes).map_err(CaError::io(&path))
        };
        let ca_key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
        let ca = authority(&ca_key, now).self_signed(&ca_key)?;
        let (mut identity, mut author) = ([0; 32], [0; 32]);
        random(&mut identity);
        random(&mut author);
        write(CA_KEY, ca_key.serialize_pem().as_bytes())?;
        write(CA_CERTIFICATE, ca.pem().as_bytes())?;
        write(IDENTITY_KEY, &identity)?;
        write(AUTHOR_KEY, &author)?;
        let mut secrets = Self {
            folder: folder.to_owned(),
            ca_key,
            ca: ca.der().clone(),
            identity: SigningKey::from_bytes(&identity),
            author,
            recovery: None,
        };
        secrets.ensure_recovery(random)?;
        Ok(secrets)
    }

    /// Makes the recovery key where there is none: an earlier version made none, and one that was
    /// taken away is followed by another. To be called by whoever holds the data folder.
    pub fn ensure_recovery(&mut self, random: &mut dyn FnMut(&mut [u8])) -> Result<(), CaError> {
        if self.recovery.is_some() {
            return Ok(());
        }
        let mut drawn = [0; 32];
        random(&mut drawn);
        let path = self.folder.join(RECOVERY_KEY);
        // In one step: a half-written key would keep the server from starting.
        write_over(&path, &drawn).map_err(CaError::io(&path))?;
        self.recovery = Some(RecoverySecret::new(drawn));
        Ok(())
    }

    /// Reads what [`Secrets::create`] wrote; refuses keys that others could read.
    pub fn open(folder: &Path) -> Result<Self, CaError> {
        let key_path = folder.join(CA_KEY);
        let key = String::from_utf8(read_secret(&key_path)?)
            .map_err(|_| CaError::damaged(&key_path, "not text"))?;
        let ca_key = KeyPair::from_pem(&key).map_err(|e| CaError::damaged(&key_path, e))?;
        let path = folder.join(CA_CERTIFICATE);
        let ca = CertificateDer::from_pem_slice(&read_secret(&path)?)
            .map_err(|e| CaError::damaged(&path, e))?;
        Ok(Self {
            folder: folder.to_owned(),
            ca_key,
            ca,
            identity: SigningKey::from_bytes(&read_key(&folder.join(IDENTITY_KEY))?),
            author: read_key(&folder.join(AUTHOR_KEY))?,
            recovery: Self::read_recovery(&folder.join(RECOVERY_KEY))?,
        })
    }

    /// None in a folder of an earlier version. A link that leads nowhere, or a folder that cannot
    /// be read, is none of that: a fresh key in its place would open no phone of those before.
    fn read_recovery(path: &Path) -> Result<Option<RecoverySecret>, CaError> {
        match fs::symlink_metadata(path) {
            Ok(_) => Ok(Some(RecoverySecret::new(read_key(path)?))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(CaError::io(path)(error)),
        }
    }

    /// What an invite carries: SHA-256 of the authority's SubjectPublicKeyInfo. It stays the
    /// same when certificates are renewed.
    pub fn pin(&self) -> [u8; 32] {
        Sha256::digest(self.ca_key.subject_public_key_info()).into()
    }

    /// The key that signs device certificates and wipes.
    pub fn identity(&self) -> &SigningKey {
        &self.identity
    }

    /// K of the author tags.
    pub fn author_key(&self) -> &[u8; 32] {
        &self.author
    }

    /// Opens what phones seal for the day when a PIN is forgotten.
    pub fn recovery(&self) -> Option<&RecoverySecret> {
        self.recovery.as_ref()
    }

    /// The authority's certificate, for whoever wants to import it into a browser.
    pub fn authority(&self) -> &CertificateDer<'static> {
        &self.ca
    }
}

/// Keys never show in a log.
impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Secrets")
            .field("folder", &self.folder)
            .finish_non_exhaustive()
    }
}

/// The authority as a certificate: named after its key, so that two servers' authorities are
/// never mistaken for each other, and the same each time it is asked for.
fn authority(key: &KeyPair, now: SystemTime) -> CertificateParams {
    let mut params = CertificateParams::default();
    let hash = Sha256::digest(key.subject_public_key_info());
    let mut name = DistinguishedName::new();
    name.push(
        DnType::CommonName,
        format!("Teren authority {}", hex::encode(&hash[..6])),
    );
    params.distinguished_name = name;
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    leaf::set_validity(&mut params, now, CA_DAYS);
    params
}

fn read_key(path: &Path) -> Result<[u8; 32], CaError> {
    let bytes = read_secret(path)?;
    let reason = || format!("{} bytes, not 32", bytes.len());
    bytes
        .as_slice()
        .try_into()
        .map_err(|_| CaError::damaged(path, reason()))
}

fn read_secret(path: &Path) -> Result<Vec<u8>, CaError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(path)
            .map_err(CaError::io(path))?
            .permissions()
            .mode();
        if mode & 0o077 != 0 {
            return Err(CaError::Readable(path.to_owned()));
        }
    }
    fs::read(path).map_err(CaError::io(path))
}

#[cfg(test)]
mod tests;
