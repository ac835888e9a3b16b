//! A device whose token was checked: what accounts hand to an exchange.
//!
//! It stands here because accounts make it and the exchange reads it, and neither knows the other.

use client_core::ids::{DeviceId, MemberId, OrganisationId, UnitId};
use client_core::model::Role;

/// One enrolment, as authenticated, with what its member may do now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceSession {
    /// Whose log.
    pub organisation: OrganisationId,
    /// The enrolment.
    pub device: DeviceId,
    /// Whose changes these are.
    pub member: MemberId,
    /// What the member may do.
    pub role: Role,
    /// Where the member belongs. What a member may see are the follow windows of the log.
    pub unit: UnitId,
    /// The device's Ed25519 public key: its replicas are recomputed from it.
    pub public_key: [u8; 32],
}
