//! Who speaks: the enrolment as the server made it, and the key that only this phone has.

use ed25519_dalek::SigningKey;
use serde::{Deserialize, Serialize};

use super::error::ClientError;
use crate::ids::{DeviceId, Epoch, MemberId, OrganisationId, ReplicaId, UnitId};
use crate::model::{Role, Who};
use crate::store::meta::{self, Meta};
use crate::store::{Connection, StoreError, Transaction, catalogue};

/// What joining made of this phone for one member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The server.
    pub server: String,
    /// SHA-256 of its authority's public key, in hexadecimal digits.
    pub pin: Option<String>,
    /// The organisation.
    pub organisation: OrganisationId,
    /// What people call it.
    pub organisation_name: String,
    /// The organisation's identity key, in hexadecimal digits.
    pub identity_key: String,
    /// The enrolment.
    pub device: DeviceId,
    /// The member.
    pub member: MemberId,
    /// What people call the member.
    pub member_name: String,
    /// The member's unit, which owns the sessions begun here.
    pub unit: UnitId,
    /// What the member may do.
    pub role: Role,
    /// The phone's public key, in hexadecimal digits.
    pub public_key: String,
}

impl Identity {
    pub(super) fn load(connection: &Connection) -> Result<Self, ClientError> {
        meta::get_json(connection, Meta::Identity)?.ok_or(ClientError::NotJoined)
    }

    pub(super) fn save(&self, tx: &Transaction<'_>) -> Result<(), StoreError> {
        meta::put_json(tx, Meta::Identity, self)
    }

    /// What the member may do: joining said so, and then whatever the server said since.
    pub(super) fn role_now(&self, connection: &Connection) -> Result<Role, StoreError> {
        if let Some(member) = catalogue::member(connection, &self.member)? {
            return Ok(member.role);
        }
        let told: Option<Self> = meta::get_json(connection, Meta::Identity)?;
        Ok(told.map_or(self.role, |told| told.role))
    }

    /// This member, as a reader of the documents knows it.
    pub(super) fn who(&self) -> Who {
        Who::Member(self.member.clone())
    }

    /// The replica of this phone in one epoch.
    pub(super) fn replica(&self, epoch: Epoch) -> Result<ReplicaId, StoreError> {
        Ok(ReplicaId::derive(&key_of(&self.public_key)?, epoch))
    }

    pub(super) fn organisation_key(&self) -> Result<[u8; 32], StoreError> {
        key_of(&self.identity_key)
    }

    /// The pin as bytes.
    pub fn pin(&self) -> Option<[u8; 32]> {
        self.pin.as_deref().and_then(|pin| key_of(pin).ok())
    }
}

fn key_of(text: &str) -> Result<[u8; 32], StoreError> {
    let bytes = hex::decode(text).ok();
    bytes
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or(StoreError::BadRow("a key"))
}

/// The device's private key, made when the slot was.
pub(super) fn device_key(connection: &Connection) -> Result<SigningKey, StoreError> {
    let secret = meta::get(connection, Meta::DeviceKey)?;
    secret
        .and_then(|secret| secret.try_into().ok())
        .map(|secret: [u8; 32]| SigningKey::from_bytes(&secret))
        .ok_or(StoreError::BadRow("a device key"))
}
