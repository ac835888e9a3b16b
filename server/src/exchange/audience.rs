//! Which entries of the catalogue that concern no unit are for a member: all of them, but for a
//! partner, who must not learn which other programmes, centres and venues there are.

use std::collections::BTreeSet;

use client_core::model::Role;
use client_core::model::catalogue::{Entry, KEEP_KEY, RECOVERY_KEY};

use super::access::Access;
use super::told;
use crate::store::catalogue::Changed;
use crate::store::{Connection, DeviceSession, StoreError, programmes, seal_keys};

/// Kinds of entries that a partner reads exchanges with.
const FOR_PARTNERS: [&str; 4] = ["organisation", "campaign", "material", "skeleton"];

/// For whom the entries are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Audience {
    /// A member of the organisation.
    Member,
    /// A partner, with the keys of its programmes and of the units that work in them.
    Partner(BTreeSet<String>),
}

impl Audience {
    pub(super) fn load(
        c: &Connection,
        who: &DeviceSession,
        access: &Access,
    ) -> Result<Self, StoreError> {
        if who.role != Role::Partner {
            return Ok(Self::Member);
        }
        let mut keys = BTreeSet::from([
            KEEP_KEY.to_owned(),
            RECOVERY_KEY.to_owned(),
            format!("unit/{}", who.unit),
        ]);
        let seal_keys = seal_keys::all(c)?;
        for programme in access.feeds().filter_map(|window| window.feed.programme()) {
            let own = seal_keys
                .iter()
                .filter(|key| key.programme.as_ref() == Some(&programme));
            keys.extend(own.map(|key| Entry::HandOver(key.clone()).key()));
            let units = programmes::units(c, &programme)?;
            keys.extend(units.iter().map(|unit| format!("unit/{unit}")));
            keys.insert(format!("programme/{programme}"));
        }
        Ok(Self::Partner(keys))
    }

    /// Whether an entry is said at all. That a key of hand-overs is gone says nothing of whose it
    /// was.
    pub(super) fn is_told(&self, entry: &Changed) -> bool {
        let Self::Partner(keys) = self else {
            return true;
        };
        let key = entry.key.as_str();
        if told::is_seal_key(key) && entry.json.is_none() {
            return true;
        }
        let kind = key.split('/').next().unwrap_or_default();
        keys.contains(key) || FOR_PARTNERS.contains(&kind)
    }
}
