//! Whether every phone and the server say the same, and nothing that anybody recorded is missing.

use std::collections::BTreeMap;

use client_core::ids::{DocId, OrganisationId, UnitId};
use client_core::model::{DocKind, Session, plain};
use client_core::store::list::ListQuery;

use super::DemoError;
use super::cases::Meeting;
use super::crowd::Crowd;
use super::phone::Phone;
use crate::projection;
use crate::reference::unit_id;
use crate::report::check;
use crate::store::{Connection, Store, StoreError, organisation};

/// Sessions that are listed at once.
const LISTED: u32 = 100;

/// Compares every session on every phone with the server's; one line for each thing that is wrong.
pub fn agreement(crowd: &Crowd, store: &Store) -> Result<Vec<String>, DemoError> {
    store.read(|c| {
        let home = organisation::home(c)?;
        let home = home.ok_or_else(|| StoreError::Unexpected("no organisation".to_owned()))?;
        let mut wrong = Vec::new();
        check::check(c, &home.id, |problem| wrong.push(problem.to_string()))?;
        let server = sessions(c, &home.id)?;
        let count: usize = server.values().map(BTreeMap::len).sum();
        if count != crowd.begun {
            wrong.push(format!(
                "the server has {count} sessions of {}",
                crowd.begun
            ));
        }
        let nothing = BTreeMap::new();
        for phone in &crowd.phones {
            let unit = unit_id(phone.county);
            compare(phone, server.get(&unit).unwrap_or(&nothing), &mut wrong)?;
        }
        for meeting in &crowd.meetings {
            let session = server
                .values()
                .find_map(|sessions| sessions.get(&meeting.doc));
            wrong.extend(fault_of(meeting, session));
        }
        Ok(wrong)
    })
}

/// The server's sessions, by unit.
fn sessions(
    c: &Connection,
    organisation: &OrganisationId,
) -> Result<BTreeMap<UnitId, BTreeMap<DocId, Session>>, DemoError> {
    let mut found: BTreeMap<UnitId, BTreeMap<DocId, Session>> = BTreeMap::new();
    projection::for_each(c, organisation, |loaded| {
        let loaded = loaded?;
        if loaded.document.kind() == DocKind::Session {
            let doc = loaded.row.doc;
            let companion = projection::load(c, organisation, doc.companion())?;
            let session = projection::session(&loaded, companion.as_ref());
            found
                .entry(loaded.row.unit)
                .or_default()
                .insert(doc, session);
        }
        Ok::<_, DemoError>(())
    })?;
    Ok(found)
}

/// A phone holds exactly its unit's sessions, each as the server has it, and nothing unsent.
fn compare(
    phone: &Phone,
    server: &BTreeMap<DocId, Session>,
    wrong: &mut Vec<String>,
) -> Result<(), DemoError> {
    let name = &phone.name;
    let status = phone.act(client_core::client::Client::status)?;
    if status.unsent > 0 || status.attention > 0 || phone.traffic.refused > 0 {
        wrong.push(format!(
            "{name}: {} unsent, {} refused, {} in need of attention",
            status.unsent, phone.traffic.refused, status.attention
        ));
    }
    let held = listed(phone)?;
    for doc in held.iter().filter(|doc| !server.contains_key(doc)) {
        wrong.push(format!(
            "{name}: holds {doc}, which the server does not have there"
        ));
    }
    for (doc, theirs) in server {
        if !held.contains(doc) {
            wrong.push(format!("{name}: lacks {doc}, {}", theirs.title));
            continue;
        }
        let ours = phone.act(|client| client.session(*doc))?;
        let (ours, theirs) = (plain::session(&ours), plain::session(theirs));
        if ours != theirs {
            wrong.push(format!(
                "{name}: says {ours} where the server says {theirs}"
            ));
        }
    }
    Ok(())
}

fn listed(phone: &Phone) -> Result<Vec<DocId>, DemoError> {
    let mut held = Vec::new();
    loop {
        let query = ListQuery {
            offset: u32::try_from(held.len()).unwrap_or(u32::MAX),
            limit: LISTED,
            ..ListQuery::default()
        };
        let page = phone.act(|client| client.list(&query))?;
        held.extend(page.rows.iter().map(|listed| listed.row.doc));
        if !page.more {
            return Ok(held);
        }
    }
}

fn fault_of(meeting: &Meeting, session: Option<&Session>) -> Option<String> {
    match session {
        Some(session) => meeting.fault(session),
        None => Some(format!("the planned session {} is missing", meeting.doc)),
    }
}
