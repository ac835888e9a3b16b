//! A phone becomes a device: one request with a one-time code.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use client_core::ids::DeviceId;
use client_core::time::Timestamp;
use client_core::wire::{Certificate, JoinAnswer, JoinRequest};
use ed25519_dalek::SigningKey;

use super::attempts::Subject;
use super::secret::{SecretHash, draw_token};
use crate::limits::APP_CHARS_MAX;
use crate::store::devices::Device;
use crate::store::invites::Invite;
use crate::store::members::Member;
use crate::store::organisation::Home;
use crate::store::{
    Connection, Store, StoreError, Transaction, devices, invites, members, organisation,
};

/// Why a phone was not let in.
#[derive(Debug, thiserror::Error)]
pub enum JoinError {
    /// Unknown, used by another phone, or expired: all the same to whoever asks.
    #[error("this invite is unknown, used or expired: ask for a new one")]
    InviteUnknown,
    /// The sender does not hold the key it shows.
    #[error("the request does not prove that it holds its key: try again from the app")]
    BadProof,
    /// Another enrolment has this key; replicas are made from it, so it must stay alone.
    #[error("this phone's key has joined before: begin the joining anew in the app")]
    KeyInUse,
    /// Too many wrong codes from this address.
    #[error("too many wrong codes: wait, then try again")]
    TooManyTries {
        /// How long.
        retry_after_ms: u64,
    },
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Lets a phone in that shows the code of an invite, and answers with its token and certificate.
///
/// The same phone may ask again with the same code until the invite expires, because the answer may
/// have been lost on the way: it proves its key again and gets a new token for the same device.
/// `from` is the address that asks; wrong codes are counted by it.
pub fn join(
    store: &Store,
    request: &JoinRequest,
    from: &str,
    identity: &SigningKey,
    now: Timestamp,
    random: &mut dyn FnMut(&mut [u8]),
) -> Result<JoinAnswer, JoinError> {
    let public_key = request.verified_key().ok_or(JoinError::BadProof)?;
    let app: String = request.app.chars().take(APP_CHARS_MAX).collect();
    let tries = Subject::codes_from(from);
    if let Some(retry_after_ms) = store.read(|c| tries.wait_ms(c, now))? {
        return Err(JoinError::TooManyTries { retry_after_ms });
    }
    let joined = match SecretHash::of_code(&request.code) {
        None => Err(JoinError::InviteUnknown),
        Some(code) => store.write(|tx| {
            let joining = Joining {
                code,
                public_key,
                app,
                now,
            };
            joining.run(tx, identity, random)
        }),
    };
    if matches!(joined, Err(JoinError::InviteUnknown)) {
        store.write(|tx| tries.failed(tx, now))?;
    }
    joined
}

struct Joining {
    code: SecretHash,
    public_key: [u8; 32],
    app: String,
    now: Timestamp,
}

impl Joining {
    fn run(
        self,
        tx: &Transaction<'_>,
        identity: &SigningKey,
        random: &mut dyn FnMut(&mut [u8]),
    ) -> Result<JoinAnswer, JoinError> {
        let invite = invites::get(tx, self.code.as_ref())?
            .filter(|invite| self.now < invite.expires_at)
            .ok_or(JoinError::InviteUnknown)?;
        let token = draw_token(random);
        let hash = SecretHash::of_token(&token).expect("just drawn");
        let device = match self.earlier(tx, &invite)? {
            Some(device) => {
                devices::set_token(tx, device, hash.as_ref())?;
                device
            }
            None => self.enrol(tx, &invite, &hash, random)?,
        };
        let member = members::get(tx, &invite.member)?.ok_or(JoinError::InviteUnknown)?;
        let home = organisation::home(tx)?.ok_or(JoinError::InviteUnknown)?;
        Ok(self.answer(home, member, device, token, identity))
    }

    /// The device that this phone became when it asked before.
    fn earlier(&self, c: &Connection, invite: &Invite) -> Result<Option<DeviceId>, JoinError> {
        let known = devices::by_key(c, &self.public_key)?;
        match (invite.device, known) {
            (Some(used_by), Some(device)) if device.id == used_by && device.closed_at.is_none() => {
                Ok(Some(used_by))
            }
            (Some(_), _) => Err(JoinError::InviteUnknown),
            (None, Some(_)) => Err(JoinError::KeyInUse),
            (None, None) => Ok(None),
        }
    }

    fn enrol(
        &self,
        tx: &Transaction<'_>,
        invite: &Invite,
        token: &SecretHash,
        random: &mut dyn FnMut(&mut [u8]),
    ) -> Result<DeviceId, StoreError> {
        let mut id = [0; 16];
        random(&mut id);
        let device = Device {
            id: DeviceId(id),
            member: invite.member.clone(),
            public_key: self.public_key,
            app: self.app.clone(),
            enrolled_at: self.now,
            closed_at: None,
            wipe_at: None,
        };
        devices::add(tx, &device, token.as_ref())?;
        invites::set_used(tx, self.code.as_ref(), device.id)?;
        Ok(device.id)
    }

    fn answer(
        &self,
        home: Home,
        member: Member,
        device: DeviceId,
        token: String,
        identity: &SigningKey,
    ) -> JoinAnswer {
        let certificate = Certificate {
            organisation: home.id.clone(),
            device,
            member: member.id.clone(),
            unit: member.unit.clone(),
            public_key: self.public_key,
            issued: self.now,
        };
        JoinAnswer {
            device,
            token,
            certificate: BASE64.encode(certificate.sign(identity)),
            identity_key: hex::encode(identity.verifying_key().to_bytes()),
            organisation: home.id,
            organisation_name: home.name,
            member: member.id,
            member_name: member.name,
            unit: member.unit,
            role: member.role,
        }
    }
}
