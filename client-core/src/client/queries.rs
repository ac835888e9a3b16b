//! What a member looks at. Everything is local: no question fails for lack of a network.

use std::collections::BTreeMap;

use super::Client;
use super::error::ClientError;
use super::folder::{Folder, place_of};
use super::paper::Own;
use super::venues;
use crate::ids::{DocId, MemberId, UnitId};
use crate::limits::CONFLICTS_LISTED_MAX;
use crate::model::catalogue::Entry;
use crate::model::{Conflict, DocKind, Session};
use crate::store::attention::{self, Attention};
use crate::store::list::{self, ListQuery, ListRow, Page};
use crate::store::{Connection, StoreError, catalogue, envelope};

/// A session as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// What the store's index says of it.
    pub row: ListRow,
    /// Its day, `YYYY-MM-DD`, in its unit's time zone.
    pub day: String,
    /// Who handed over something of it that the server is not known to have yet.
    pub brought_by: Vec<MemberId>,
}

/// A session where people said different things.
#[derive(Clone, Debug, PartialEq)]
pub struct Disputed {
    /// Its document.
    pub doc: DocId,
    /// What people call it.
    pub title: String,
    /// What is open.
    pub conflicts: Vec<Conflict>,
}

impl Client {
    /// One page of the sessions on this phone, newest first.
    pub fn list(&self, query: &ListQuery) -> Result<Page<Listed>, ClientError> {
        self.read(|connection, _| {
            let Page { rows, more } = list::page(connection, query)?;
            let mut zones = Zones::default();
            let listed = rows.into_iter().map(|mut row| {
                // What the session says stands in it; the register knows the name of today.
                if let Some(kept) = venues::kept(connection, &row.spot.venue_id)? {
                    row.place = place_of(&kept.place());
                }
                let zone = zones.of_unit(connection, row.unit.as_ref())?;
                Ok(Listed {
                    day: row.moment.date_in(zone),
                    brought_by: envelope::givers(connection, row.doc)?,
                    row,
                })
            });
            let rows = listed.collect::<Result<_, StoreError>>()?;
            Ok(Page { rows, more })
        })
    }

    /// One session, with everything that this member may see of it.
    pub fn session(&self, doc: DocId) -> Result<Session, ClientError> {
        self.read(|connection, own| session(connection, own, doc))
    }

    /// Sessions where people said different things, newest first.
    pub fn conflicts(&self) -> Result<Vec<Disputed>, ClientError> {
        self.read(|connection, own| {
            let query = ListQuery {
                only_conflicts: true,
                limit: CONFLICTS_LISTED_MAX,
                ..ListQuery::default()
            };
            let rows = list::page(connection, &query)?.rows;
            let disputed = rows.into_iter().map(|row| {
                let session = session(connection, own, row.doc)?;
                Ok(Disputed {
                    doc: row.doc,
                    title: session.title,
                    conflicts: session.conflicts,
                })
            });
            disputed.collect()
        })
    }

    /// What needs the member's attention: above all edits that the server would not take.
    pub fn attention(&self) -> Result<Vec<Attention>, ClientError> {
        self.read(|connection, _| Ok(attention::list(connection)?))
    }

    /// The member has dealt with a matter. Says whether there was one of this number.
    pub fn dismiss(&self, number: i64) -> Result<bool, ClientError> {
        self.write(|tx, _| Ok(attention::dismiss(tx, number)?))
    }

    /// What people call a catalogue entry of this kind and id, such as `member` and a member's id;
    /// none when this phone was not told of it.
    pub fn name_of(&self, kind: &str, id: &str) -> Result<Option<String>, ClientError> {
        self.read(|connection, _| {
            let known = catalogue::get(connection, &format!("{kind}/{id}"))?;
            Ok(known.and_then(|entry| entry.name().map(str::to_owned)))
        })
    }

    /// Catalogue entries of one kind, e.g. `campaign`.
    pub fn catalogue(&self, kind: &str) -> Result<Vec<Entry>, ClientError> {
        self.read(|connection, _| Ok(catalogue::of_kind(connection, kind)?))
    }
}

pub(super) fn session(
    connection: &Connection,
    own: &Own<'_>,
    doc: DocId,
) -> Result<Session, ClientError> {
    match Folder::load(connection, doc)? {
        Some(folder) if folder.main.row.kind == DocKind::Session => {
            Ok(folder.session(connection, own)?)
        }
        _ => Err(ClientError::UnknownSession(doc)),
    }
}

/// The time zones of units, each asked for once.
#[derive(Default)]
pub(super) struct Zones(BTreeMap<UnitId, String>);

impl Zones {
    pub(super) fn of_unit(
        &mut self,
        connection: &Connection,
        unit: Option<&UnitId>,
    ) -> Result<&str, StoreError> {
        const UNKNOWN: &str = "UTC";
        let Some(unit) = unit else {
            return Ok(UNKNOWN);
        };
        if !self.0.contains_key(unit) {
            let found = catalogue::unit(connection, unit)?.map(|unit| unit.time_zone);
            let zone = found.unwrap_or_else(|| UNKNOWN.to_owned());
            self.0.insert(unit.clone(), zone);
        }
        Ok(&self.0[unit])
    }
}
