//! A cross-border volunteer exchange or joint workshop, shared by the organisations taking part.

use std::collections::{BTreeMap, BTreeSet};

use super::conflict::Conflict;
use super::count::{Cell, Counts};
use super::session::{Attachment, Place, Review};
use super::vocabulary::Status;
use crate::ids::{DocId, OrganisationId, ProgrammeId};
use crate::time::Timestamp;

/// One exchange.
#[derive(Clone, Debug, PartialEq)]
pub struct Exchange {
    /// Its document.
    pub id: DocId,
    /// The joint programme.
    pub programme: Option<ProgrammeId>,
    /// What people call it.
    pub title: String,
    /// The organisation that hosts it.
    pub host: Option<OrganisationId>,
    /// Where.
    pub place: Place,
    /// When it begins.
    pub from: Option<Timestamp>,
    /// When it ends.
    pub to: Option<Timestamp>,
    /// Hours it lasted.
    pub hours: Option<u32>,
    /// How far it has come.
    pub status: Status,
    /// Which organisations take part.
    pub partners: BTreeSet<OrganisationId>,
    /// Who counted which participants.
    pub counts: Counts,
    /// Participants by organisation and role.
    pub figures: BTreeMap<Cell, u64>,
    /// Activities done, by id.
    pub activities: BTreeMap<String, String>,
    /// What each organisation learned.
    pub learned: BTreeMap<OrganisationId, String>,
    /// Sessions held during it.
    pub sessions: BTreeSet<DocId>,
    /// What a coordinator said of it.
    pub review: Option<Review>,
    /// Why it is hidden.
    pub withdrawn: Option<String>,
    /// Private: what does not fit anywhere else.
    pub notes: String,
    /// Private: files.
    pub attachments: BTreeSet<Attachment>,
    /// Where people said different things.
    pub conflicts: Vec<Conflict>,
}

impl Exchange {
    /// An exchange of which nothing is said yet.
    pub fn empty(id: DocId) -> Self {
        Self {
            id,
            programme: None,
            title: String::new(),
            host: None,
            place: Place::default(),
            from: None,
            to: None,
            hours: None,
            status: Status::Planned,
            partners: BTreeSet::new(),
            counts: Counts::default(),
            figures: BTreeMap::new(),
            activities: BTreeMap::new(),
            learned: BTreeMap::new(),
            sessions: BTreeSet::new(),
            review: None,
            withdrawn: None,
            notes: String::new(),
            attachments: BTreeSet::new(),
            conflicts: Vec::new(),
        }
    }

    /// When it begins; else when it was begun to be written.
    pub fn moment(&self) -> Timestamp {
        self.from.unwrap_or_else(|| self.id.time())
    }
}
