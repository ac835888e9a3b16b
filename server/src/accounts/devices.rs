//! Knowing a device by its token, and letting one in again that this database forgot.

use client_core::ids::DeviceId;
use client_core::model::Role;
use client_core::time::Timestamp;
use client_core::wire::Certificate;
use ed25519_dalek::VerifyingKey;

use super::members::{self as account, InviteError};
use super::secret::SecretHash;
use crate::limits::APP_CHARS_MAX;
use crate::store::devices::{Device, Readmission};
use crate::store::members::Member;
use crate::store::{
    Connection, DeviceSession, StoreError, Transaction, devices, ledger, members, organisation,
};

/// A device whose token was shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Who it is and what it may do.
    pub who: DeviceSession,
    /// Whether it is still open.
    pub standing: Standing,
}

/// How the organisation stands to a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It works.
    Open,
    /// Closed: what it pushes waits for a coordinator; it sees nothing.
    Closed,
    /// Closed, and to be wiped when it is met next.
    ToBeWiped,
}

/// Why a device is not known.
#[derive(Debug, thiserror::Error)]
pub enum AuthError {
    /// No token, or none that is known here.
    #[error("this device is not known here: join with an invite")]
    Unknown,
    /// It asked to be let in again.
    #[error("this device waits until an administrator lets it in again")]
    AwaitsApproval,
    /// It was closed, and a certificate does not open it again.
    #[error("this device was closed: join with a new invite")]
    Closed,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The device that holds this token.
pub fn authenticate(c: &Connection, token: &str) -> Result<Known, AuthError> {
    let token = SecretHash::of_token(token).ok_or(AuthError::Unknown)?;
    let Some(device) = devices::by_token(c, token.as_ref())? else {
        return Err(if devices::token_waits(c, token.as_ref())? {
            AuthError::AwaitsApproval
        } else {
            AuthError::Unknown
        });
    };
    let member = members::get(c, &device.member)?.ok_or(AuthError::Unknown)?;
    let home = organisation::home(c)?.ok_or(AuthError::Unknown)?;
    Ok(Known {
        who: DeviceSession {
            organisation: home.id,
            device: device.id,
            public_key: device.public_key,
            member: member.id,
            role: member.role,
            unit: member.unit,
        },
        standing: match (device.closed_at, device.wipe_at) {
            (None, _) => Standing::Open,
            (Some(_), None) => Standing::Closed,
            (Some(_), Some(_)) => Standing::ToBeWiped,
        },
    })
}

/// Takes the certificate of a device whose token is not known as a request to be let in again:
/// this database was restored to before the device joined, or to before its token changed.
pub fn register_again(
    tx: &Transaction<'_>,
    token: &str,
    certificate: &[u8],
    app: &str,
    identity: &VerifyingKey,
    now: Timestamp,
) -> Result<(), AuthError> {
    let token = SecretHash::of_token(token).ok_or(AuthError::Unknown)?;
    let certificate = Certificate::verify(certificate, identity).map_err(|_| AuthError::Unknown)?;
    let home = organisation::home(tx)?.ok_or(AuthError::Unknown)?;
    if certificate.organisation != home.id {
        return Err(AuthError::Unknown);
    }
    if ledger::shuts_out(tx, certificate.device)? {
        return Err(AuthError::Closed);
    }
    match devices::get(tx, certificate.device)? {
        Some(device) if device.closed_at.is_some() => return Err(AuthError::Closed),
        Some(device) if device.public_key != certificate.public_key => {
            return Err(AuthError::Unknown);
        }
        _ => {}
    }
    let asking = Readmission {
        device: certificate.device,
        member: certificate.member,
        unit: certificate.unit,
        public_key: certificate.public_key,
        app: app.chars().take(APP_CHARS_MAX).collect(),
        asked_at: now,
    };
    Ok(devices::ask_again(tx, &asking, token.as_ref())?)
}

/// A member that the database forgot, as an administrator remembers them.
#[derive(Clone, Copy, Debug)]
pub struct Returning<'a> {
    /// What the member may do.
    pub role: Role,
    /// What people call the member; none: the id, until somebody says.
    pub name: Option<&'a str>,
}

/// Lets a device in again that waits for it. Says whether one waited.
///
/// # Errors
/// [`InviteError::Forgotten`] when this database knows the member no more: nobody comes back with
/// rights that no administrator gave, see [`approve_as`].
pub fn approve(
    tx: &Transaction<'_>,
    device: DeviceId,
    now: Timestamp,
) -> Result<bool, InviteError> {
    let_in_again(tx, device, None, now)
}

/// The same; a member that this database forgot comes back so, in the unit that the phone's
/// certificate names.
pub fn approve_as(
    tx: &Transaction<'_>,
    device: DeviceId,
    returning: Returning<'_>,
    now: Timestamp,
) -> Result<bool, InviteError> {
    let_in_again(tx, device, Some(returning), now)
}

fn let_in_again(
    tx: &Transaction<'_>,
    device: DeviceId,
    returning: Option<Returning<'_>>,
    now: Timestamp,
) -> Result<bool, InviteError> {
    let Some((asking, token)) = devices::stop_waiting(tx, device)? else {
        return Ok(false);
    };
    if members::get(tx, &asking.member)?.is_none() {
        let (member, unit) = (asking.member.clone(), asking.unit);
        let Some(Returning { role, name }) = returning else {
            return Err(InviteError::Forgotten { member, unit });
        };
        let name = name.unwrap_or(member.as_str());
        account::check_name(tx, name)?;
        let member = Member {
            name: name.trim().to_owned(),
            id: member,
            role,
            unit,
            language: None,
        };
        account::keep_member(tx, &member, now)?;
    }
    if devices::get(tx, device)?.is_some() {
        devices::set_token(tx, device, &token)?;
        return Ok(true);
    }
    let device = Device {
        id: asking.device,
        member: asking.member,
        public_key: asking.public_key,
        app: asking.app,
        enrolled_at: now,
        closed_at: None,
        wipe_at: None,
    };
    devices::add(tx, &device, &token)?;
    Ok(true)
}
