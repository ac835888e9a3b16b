//! What the organisation keeps for everybody: campaigns, materials, colleagues, and their names.

use client_core::model::catalogue::Entry;

use crate::client::Client;
use crate::error::{TerenError, guarded};

/// Something that can be picked: an id, and what people call it.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
}

/// A campaign that can be picked.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Campaign {
    /// Its id.
    pub id: String,
    /// What it says.
    pub title: String,
    /// Its last day, `YYYY-MM-DD`.
    pub to: Option<String>,
}

/// Somebody of the own organisation.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Colleague {
    /// The member's id.
    pub id: String,
    /// What people call the member.
    pub name: String,
    /// The member's unit.
    pub unit: String,
}

#[uniffi::export]
impl Client {
    /// The campaigns that this phone was told of.
    pub fn campaigns(&self) -> Result<Vec<Campaign>, TerenError> {
        self.entries("campaign", |entry| match entry {
            Entry::Campaign(campaign) => Some(Campaign {
                id: campaign.id.to_string(),
                title: campaign.title,
                to: campaign.to,
            }),
            _ => None,
        })
    }

    /// What can be handed out.
    pub fn materials(&self) -> Result<Vec<Named>, TerenError> {
        self.entries("material", |entry| match entry {
            Entry::Material(material) => Some(Named {
                id: material.id.to_string(),
                name: material.name,
            }),
            _ => None,
        })
    }

    /// The members that this phone was told of, the own one among them.
    pub fn colleagues(&self) -> Result<Vec<Colleague>, TerenError> {
        self.entries("member", |entry| match entry {
            Entry::Member(member) => Some(Colleague {
                id: member.id.to_string(),
                name: member.name,
                unit: member.unit.to_string(),
            }),
            _ => None,
        })
    }

    /// What people call something of a kind, such as `member` or `organisation`; none when this
    /// phone was not told of it.
    pub fn name_of(&self, kind: String, id: String) -> Result<Option<String>, TerenError> {
        guarded(|| Ok(self.inner.name_of(&kind, &id)?))
    }
}

impl Client {
    fn entries<T>(
        &self,
        kind: &str,
        shown: impl Fn(Entry) -> Option<T>,
    ) -> Result<Vec<T>, TerenError> {
        guarded(|| {
            let entries = self.inner.catalogue(kind)?.into_iter();
            Ok(entries.filter_map(shown).collect())
        })
    }
}
