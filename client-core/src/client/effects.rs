//! What a sync does to the store: one effect, one transaction.

mod carry;
mod drop_changes;
mod outcomes;
mod outgoing;
mod page;
mod settle;
mod waiting;

use std::collections::BTreeSet;

use super::Client;
use super::driver::{pending, reader};
use super::error::ClientError;
use super::install;
use super::paper::{Own, Paper};
use crate::ids::{ChangeHash, DocId, EnvelopeId, Epoch, FeedId, UnitId};
use crate::store::meta::{self, Meta};
use crate::store::{StoreError, Transaction, catalogue, cursor, document, feed, journal};
use crate::sync::{CataloguePage, Effect, Holding, Machine};
use crate::wire::{InventoryItem, RepairReason};

pub(super) use carry::{hashes, verify};
pub(super) use outcomes::session_of;
pub(super) use outgoing::{cut_all, whole};
pub(super) use page::{is_left, let_go};
pub(super) use settle::settle_journals;

/// Performs one effect, and answers the machine where it asked.
pub(super) fn perform(
    client: &Client,
    machine: &mut Machine,
    effect: Effect,
) -> Result<(), ClientError> {
    let draw = || Epoch(client.environment.draw());
    match effect {
        Effect::RaiseSent { sent } => {
            client.write(|tx, _| Ok(meta::put_json(tx, Meta::Sent, &sent)?))
        }
        Effect::NeedPut { doc, after } => need_put(client, machine, doc, after),
        Effect::NeedEnvelope { envelope } => need_envelope(client, machine, envelope),
        Effect::NeedInventory {
            after, items_max, ..
        } => need_inventory(client, machine, after, items_max),
        Effect::NeedPending => need_pending(client, machine),
        Effect::NeedDeposit(has) => need_deposit(client, machine, has),
        Effect::FeedsChanged { feeds, role } => {
            client.write(|tx, own| feeds_changed(tx, own, &feeds, role.as_deref()))
        }
        Effect::Schemas { versions } => {
            client.write(|tx, _| Ok(meta::put_json(tx, Meta::Schemas, &versions)?))
        }
        Effect::Catalogue(page) => client.write(|tx, _| Ok(catalogue_changed(tx, &page)?)),
        Effect::Reconciles { spoken } => {
            client.write(|tx, _| Ok(meta::put_json(tx, Meta::Reconciles, &spoken)?))
        }
        Effect::Outcomes(outcomes) => {
            let again = client.write(|tx, own| outcomes::keep(tx, own, &draw, &outcomes))?;
            again.into_iter().for_each(|doc| machine.offer(doc));
            Ok(())
        }
        Effect::Page(page) => {
            let after = client.write(|tx, own| {
                let reader = reader(tx, own, &client.environment.app)?;
                page::keep(tx, own, &reader, &draw, &page)
            })?;
            after.wanted.into_iter().for_each(|doc| machine.want(doc));
            after.to_send.into_iter().for_each(|doc| machine.offer(doc));
            Ok(())
        }
        Effect::DurableThrough(through) => {
            client.write(|tx, _| Ok(meta::put_json(tx, Meta::DurableThrough, &through.seq)?))
        }
        Effect::RepairBegan { reason, .. } => client.write(|tx, own| {
            if reason == RepairReason::LogDiverged {
                meta::clear(tx, Meta::Catalogue)?;
            }
            Ok(install::begin_repair(
                tx,
                reason,
                own.me,
                &client.environment,
            )?)
        }),
        Effect::RepairEqual { docs } => client.write(|tx, own| equal(tx, own, &docs)),
        Effect::RepairReconciled => client.write(|tx, own| {
            cursor::put_receipts(tx, &[])?;
            settle_journals(tx, own)?;
            cut_all(tx, own)
        }),
        Effect::RepairEnded => client.write(|tx, _| Ok(meta::clear(tx, Meta::Repair)?)),
        Effect::Wipe => client.wipe(),
        // Both are in the report, which the end of the sync is judged by.
        Effect::Retry { .. } | Effect::Failed(_) => Ok(()),
    }
}

fn feeds_changed(
    tx: &Transaction<'_>,
    own: &Own<'_>,
    feeds: &[FeedId],
    role: Option<&str>,
) -> Result<(), ClientError> {
    feed::follow(tx, feeds)?;
    let units: BTreeSet<UnitId> = feeds.iter().filter_map(FeedId::unit).collect();
    catalogue::keep_units(tx, &units)?;
    let mut me = own.me.clone();
    // A role of a newer server is not known here: what the member may do is the server's to say.
    me.role = role.and_then(|role| role.parse().ok()).unwrap_or(me.role);
    Ok(me.save(tx)?)
}

fn catalogue_changed(tx: &Transaction<'_>, page: &CataloguePage) -> Result<(), StoreError> {
    if page.afresh {
        catalogue::begin_afresh(tx)?;
    }
    for item in &page.items {
        catalogue::put(tx, &item.key, item.version, item.json.as_deref())?;
    }
    if page.complete {
        catalogue::end_afresh(tx)?;
    }
    match &page.cursor {
        Some(cursor) => meta::put_json(tx, Meta::Catalogue, cursor),
        None => Ok(()),
    }
}

fn need_envelope(
    client: &Client,
    machine: &mut Machine,
    id: EnvelopeId,
) -> Result<(), ClientError> {
    let outgoing = client.read(|connection, own| carry::outgoing(connection, own, id))?;
    machine.provide_envelope(id, outgoing);
    Ok(())
}

fn need_pending(client: &Client, machine: &mut Machine) -> Result<(), ClientError> {
    let pending = client.read(|connection, _| Ok(pending(connection)?))?;
    machine.provide_pending(&pending);
    Ok(())
}

fn need_deposit(client: &Client, machine: &mut Machine, has: Holding) -> Result<(), ClientError> {
    machine.provide_deposit(client.deposit(has)?);
    Ok(())
}

fn need_put(
    client: &Client,
    machine: &mut Machine,
    doc: DocId,
    after: Option<Vec<ChangeHash>>,
) -> Result<(), ClientError> {
    // Edited since the sync began, or it would have been cut with the others.
    let is_edited = client.read(|connection, _| Ok(journal::exists(connection, doc)?))?;
    if is_edited {
        client.write(|tx, own| outgoing::cut(tx, own, doc))?;
    }
    let outgoing = client.read(|connection, own| outgoing::put_of(connection, own, doc, after))?;
    machine.provide_put(doc, outgoing);
    Ok(())
}

fn need_inventory(
    client: &Client,
    machine: &mut Machine,
    after: Option<DocId>,
    items_max: usize,
) -> Result<(), ClientError> {
    let limit = u32::try_from(items_max).unwrap_or(u32::MAX);
    // One more than asked for tells whether there is more.
    let mut held = client.read(|connection, _| {
        Ok(document::inventory(
            connection,
            after,
            limit.saturating_add(1),
        )?)
    })?;
    let more = held.len() > items_max;
    held.truncate(items_max);
    let items = held
        .into_iter()
        .map(|(doc, heads)| InventoryItem { doc, heads });
    machine.provide_inventory(items.collect(), more);
    Ok(())
}

/// The server has exactly what is here.
fn equal(tx: &Transaction<'_>, own: &Own<'_>, docs: &[DocId]) -> Result<(), ClientError> {
    for doc in docs {
        // Most were known to be equal: ten thousand documents are not opened to say so again.
        if document::is_known_to_server(tx, *doc)? {
            continue;
        }
        let paper = Paper::load(tx, *doc)?;
        // Of a document without a change the server has nothing, equal as that is.
        if let Some(mut paper) = paper.filter(|paper| paper.document.len_changes() > 0) {
            let heads = paper.document.heads();
            outcomes::server_has(tx, own, &mut paper, heads)?;
        }
    }
    Ok(())
}
