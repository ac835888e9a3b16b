//! Who comes in: a device by its token. One that this database forgot may show its certificate
//! and wait; one that was closed may leave what it has and is told to go.

use client_core::limits::REQUEST_INFLATED_BYTES_MAX;
use client_core::time::Timestamp;
use client_core::wire::message::Blob;
use client_core::wire::{Failed, FailureCode, FrameDecoder, Hello, ToPhone, ToServer, Wipe};
use ed25519_dalek::Signer;

use super::{Exchange, Failure};
use crate::accounts::{self, AuthError, Known, Standing};

/// Separates an order to wipe from every other signature of the same key.
const WIPE: &[u8] = b"teren wipe";

impl Exchange {
    /// The device that holds this token. To be asked before a body is read.
    pub fn enter(&self, token: Option<&str>) -> Result<Known, Failure> {
        let token = token.ok_or(Failure::Unauthenticated)?;
        Ok(self.store.read(|c| accounts::authenticate(c, token))?)
    }

    /// What a device hears whose token is not known. When its request shows a certificate of this
    /// organisation, it is asked for at the administrator's.
    pub fn turn_away(&self, token: Option<&str>, body: &[u8], now: Timestamp) -> Failure {
        match self.ask_again(token, body, now) {
            Ok(()) => Failure::AwaitsApproval,
            Err(failure) => failure,
        }
    }

    fn ask_again(&self, token: Option<&str>, body: &[u8], now: Timestamp) -> Result<(), Failure> {
        let token = token.ok_or(Failure::Unauthenticated)?;
        let hello = hello_of(body).ok_or(Failure::Unauthenticated)?;
        let certificate = hello.certificate.ok_or(Failure::Unauthenticated)?;
        let identity = self.keys.identity.verifying_key();
        let (certificate, app) = (&certificate.0, &hello.app);
        self.store
            .write(|t| accounts::register_again(t, token, certificate, app, &identity, now))?;
        Ok(())
    }

    /// The last word to a device that was closed.
    pub(super) fn farewell(&self, known: &Known) -> Option<ToPhone> {
        match known.standing {
            Standing::Open => None,
            Standing::Closed => {
                let code = FailureCode::DeviceClosed;
                let reason = Failure::DeviceClosed.to_string();
                Some(Failed { code, reason }.into())
            }
            Standing::ToBeWiped => {
                let device = known.who.device;
                let signed = [WIPE, &device.0].concat();
                let signature = self.keys.identity.sign(&signed).to_bytes();
                let signature = Blob(signature.to_vec());
                Some(Wipe { device, signature }.into())
            }
        }
    }
}

/// What a request begins with; whatever is wrong with the rest is not a stranger's to learn.
fn hello_of(body: &[u8]) -> Option<Hello> {
    let mut decoder = FrameDecoder::new(REQUEST_INFLATED_BYTES_MAX);
    decoder.feed(body).ok()?;
    match decoder.next_message().ok()?? {
        ToServer::Hello(hello) => Some(hello),
        _ => None,
    }
}

impl From<AuthError> for Failure {
    fn from(error: AuthError) -> Self {
        match error {
            AuthError::Unknown => Self::Unauthenticated,
            AuthError::AwaitsApproval => Self::AwaitsApproval,
            AuthError::Closed => Self::DeviceClosed,
            AuthError::Store(error) => error.into(),
        }
    }
}
