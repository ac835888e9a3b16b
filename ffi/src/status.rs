//! Who uses this phone and how their work stands with the server.

use std::time::SystemTime;

use client_core::client;

use crate::session::system_time;

/// Who this is, where, and for which organisation.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Member {
    /// The member's id.
    pub id: String,
    /// What people call the member.
    pub name: String,
    /// What the member may do: a code of the vocabulary.
    pub role: String,
    /// The member's unit.
    pub unit: String,
    /// What people call the organisation.
    pub organisation: String,
}

/// Somebody who has joined on this phone: a name and a number, and nothing else.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct MemberOnPhone {
    /// The name under which the member is found here.
    pub label: String,
    /// Sessions with unsent work.
    pub unsent: u32,
    /// Photos that are to be sent.
    #[uniffi(default = 0)]
    pub unsent_photos: u32,
}

/// How a member's work stands with the server.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct Status {
    /// Sessions with unsent work.
    pub unsent: u32,
    /// Photos that are to be sent.
    #[uniffi(default = 0)]
    pub unsent_photos: u32,
    /// When the last sync ended well.
    pub last_sync: Option<SystemTime>,
    /// When to try again after a failure.
    pub next_retry: Option<SystemTime>,
    /// How many matters need the member's attention.
    pub attention: u64,
    /// Hand-overs of others that the next sync brings to the server.
    pub carrying: u32,
    /// Sessions that a coordinator returned and nobody has edited since.
    pub returned: u32,
    /// Others who use this phone.
    pub others: Vec<MemberOnPhone>,
}

/// What lies in a member's store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Stored {
    /// Sessions.
    pub sessions: u64,
    /// Venues of the register.
    pub venues: u64,
    /// Room that the store takes, in bytes.
    pub bytes: u64,
}

impl From<client::Stored> for Stored {
    fn from(stored: client::Stored) -> Self {
        let client::Stored {
            sessions,
            venues,
            bytes,
        } = stored;
        Self {
            sessions,
            venues,
            bytes,
        }
    }
}

impl From<&client::Identity> for Member {
    fn from(identity: &client::Identity) -> Self {
        Self {
            id: identity.member.to_string(),
            name: identity.member_name.clone(),
            role: identity.role.to_string(),
            unit: identity.unit.to_string(),
            organisation: identity.organisation_name.clone(),
        }
    }
}

impl From<client::Status> for Status {
    fn from(status: client::Status) -> Self {
        let others = status.others.into_iter();
        Self {
            unsent: status.unsent,
            unsent_photos: status.unsent_photos,
            last_sync: status.last_sync.map(system_time),
            next_retry: status.next_retry.map(system_time),
            attention: status.attention as u64,
            carrying: status.carrying,
            returned: status.returned,
            others: others
                .map(|other| MemberOnPhone {
                    label: other.label,
                    unsent: other.unsent,
                    unsent_photos: other.unsent_photos,
                })
                .collect(),
        }
    }
}
