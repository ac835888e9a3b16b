//! Joining: the invite that a person scans, and the one request that makes a phone a device.

use std::str::FromStr;

use ed25519_dalek::{Signature, Signer, SigningKey, Verifier, VerifyingKey};
use serde::{Deserialize, Serialize};

use crate::ids::{DeviceId, MemberId, OrganisationId, UnitId};
use crate::model::Role;

/// Separates this signature from every other use of the device's key.
const CONTEXT: &[u8] = b"teren join 1";

/// What an invite says. As a link: `https://HOST:PORT/join#code=CODE&pin=HEX`; a browser keeps
/// what follows `#` to itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invite {
    /// The server, e.g. `https://teren.example.org:8443`.
    pub server: String,
    /// The one-time code.
    pub code: String,
    /// SHA-256 of the SubjectPublicKeyInfo of the server's own certificate authority; none when
    /// its certificate is a public one.
    pub pin: Option<[u8; 32]>,
}

/// A text that is no invite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InviteProblem {
    /// It is no link to a server.
    #[error("not an invite: it should begin with https:// and contain /join#code=")]
    NotALink,
    /// The pin is cut off or mistyped.
    #[error("the invite is damaged: its pin is not 64 hexadecimal digits; ask for it again")]
    BadPin,
}

impl FromStr for Invite {
    type Err = InviteProblem;

    fn from_str(text: &str) -> Result<Self, InviteProblem> {
        let text = text.trim();
        let (server, parameters) = text.split_once("/join#").ok_or(InviteProblem::NotALink)?;
        let host = server
            .strip_prefix("https://")
            .ok_or(InviteProblem::NotALink)?;
        let parameter = |name: &str| {
            let pairs = parameters
                .split('&')
                .filter_map(|pair| pair.split_once('='));
            pairs
                .filter(|(key, _)| *key == name)
                .map(|(_, value)| value)
                .next()
        };
        let code = parameter("code").filter(|code| !code.is_empty() && !host.is_empty());
        let code = code.ok_or(InviteProblem::NotALink)?;
        let pin = parameter("pin").map(|hex| {
            let bytes = hex::decode(hex).map_err(|_| InviteProblem::BadPin)?;
            <[u8; 32]>::try_from(bytes).map_err(|_| InviteProblem::BadPin)
        });
        Ok(Self {
            server: server.to_owned(),
            code: code.to_owned(),
            pin: pin.transpose()?,
        })
    }
}

impl std::fmt::Display for Invite {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/join#code={}", self.server, self.code)?;
        self.pin
            .map_or(Ok(()), |pin| write!(f, "&pin={}", hex::encode(pin)))
    }
}

/// Body of `POST /v1/join`, as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JoinRequest {
    /// The invite's code.
    pub code: String,
    /// The device's Ed25519 public key, in hexadecimal digits.
    pub public_key: String,
    /// Proves that the device holds the private key: a signature over the code.
    pub proof: String,
    /// The app and its version.
    pub app: String,
}

impl JoinRequest {
    /// The request of a device that holds `key`.
    pub fn new(code: &str, key: &SigningKey, app: &str) -> Self {
        let proof = key.sign(&[CONTEXT, code.as_bytes()].concat());
        Self {
            code: code.to_owned(),
            public_key: hex::encode(key.verifying_key().to_bytes()),
            proof: hex::encode(proof.to_bytes()),
            app: app.to_owned(),
        }
    }

    /// The public key, when the proof shows that the sender holds its other half.
    pub fn verified_key(&self) -> Option<[u8; 32]> {
        let key: [u8; 32] = hex::decode(&self.public_key).ok()?.try_into().ok()?;
        let proof = Signature::from_slice(&hex::decode(&self.proof).ok()?).ok()?;
        let message = [CONTEXT, self.code.as_bytes()].concat();
        VerifyingKey::from_bytes(&key)
            .ok()?
            .verify(&message, &proof)
            .ok()?;
        Some(key)
    }
}

/// Answer of `POST /v1/join`, as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinAnswer {
    /// The enrolment.
    pub device: DeviceId,
    /// The bearer token of `/v1/sync`, shown only here.
    pub token: String,
    /// The device certificate, in base64.
    pub certificate: String,
    /// The organisation's Ed25519 identity key, in hexadecimal digits: signs certificates and
    /// wipes.
    pub identity_key: String,
    /// The organisation.
    pub organisation: OrganisationId,
    /// What people call it.
    pub organisation_name: String,
    /// The member.
    pub member: MemberId,
    /// What people call the member.
    pub member_name: String,
    /// The member's unit.
    pub unit: UnitId,
    /// What the member may do.
    pub role: Role,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invite_reads_back_as_it_was_written() {
        let invite = Invite {
            server: "https://teren.example.org:8443".into(),
            code: "K7Q2-M9XD".into(),
            pin: Some([0xab; 32]),
        };
        assert_eq!(invite.to_string().parse(), Ok(invite));
        let problem = |text: &str| text.parse::<Invite>().unwrap_err();
        assert_eq!(problem("http://a/join#code=x"), InviteProblem::NotALink);
        assert_eq!(problem("https://a/join#pin=00"), InviteProblem::NotALink);
        assert_eq!(
            problem("https://a/join#code=x&pin=00"),
            InviteProblem::BadPin
        );
        assert_eq!(problem("hello"), InviteProblem::NotALink);
    }

    #[test]
    fn a_join_proves_its_key() {
        let request = JoinRequest::new("code", &SigningKey::from_bytes(&[5; 32]), "phone 1");
        assert!(request.verified_key().is_some());
        assert_eq!(
            JoinRequest {
                code: "other".into(),
                ..request
            }
            .verified_key(),
            None
        );
    }
}
