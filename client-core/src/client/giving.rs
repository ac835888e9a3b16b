//! Handing work over without a network: documents leave as they would in a sync, into a file that
//! a colleague's phone takes in and brings to the server.

use std::collections::BTreeSet;

use super::Client;
use super::effects::{session_of, whole};
use super::error::ClientError;
use super::folder::Folder;
use super::identity::device_key;
use super::install;
use super::paper::Own;
use crate::envelope::{Envelope, seal};
use crate::ids::{DocId, EnvelopeId, FeedId, ProgrammeId};
use crate::limits::REQUEST_PUTS_BYTES_MAX;
use crate::model::catalogue::Entry;
use crate::model::{DocKind, FieldProblem, HandOverKey, Role};
use crate::store::meta::{self, Meta};
use crate::store::{Connection, StoreError, Transaction, catalogue, document, envelope, feed};
use crate::wire::Put;

/// What is to be handed over.
#[derive(Clone, Copy, Debug)]
pub enum Chosen<'a> {
    /// All that the server does not have: own work, and what is carried for others.
    Unsent,
    /// These sessions and exchanges, with what is carried of them.
    These(&'a [DocId]),
}

/// A hand-over that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandOverFile {
    /// The sealed file; its name ends in `.teren`.
    pub bytes: Vec<u8>,
    /// The sessions and exchanges in it, in ascending order of id.
    pub docs: Vec<DocId>,
    /// Those that were to be in it and are not, because their copy here is damaged: a sync repairs
    /// what the server has of them.
    pub unreadable: Vec<DocId>,
}

impl Client {
    /// Makes a file of documents for another phone to take in: for colleagues, or for everybody of
    /// one programme, partners included. They stay unsent here until the server is known to have
    /// them. A partner's seat hands over within its programme, which it need not name if there is
    /// only one.
    pub fn hand_over(
        &self,
        chosen: Chosen<'_>,
        programme: Option<&ProgrammeId>,
    ) -> Result<HandOverFile, ClientError> {
        self.check_real()?;
        self.write(|tx, own| {
            if install::repair(tx)?.is_some() {
                return Err(ClientError::RepairFirst);
            }
            let circle = circle(tx, own, programme)?;
            let key = newest_key(tx, circle.as_ref())?;
            let going = own_documents(tx, own, chosen, circle.as_ref())?;
            let mut docs = going.docs;
            let mut signed = Vec::new();
            for (id, within) in carried(tx, chosen, circle.as_ref())? {
                docs.extend(within);
                signed.extend(envelope::get(tx, id)?);
            }
            for puts in portions(going.puts) {
                signed.push(sign(tx, own, puts)?);
            }
            if signed.is_empty() {
                return Err(ClientError::NothingToHandOver);
            }
            Ok(HandOverFile {
                bytes: seal(&signed, &key, self.environment.draw())?,
                docs: docs.into_iter().collect(),
                unreadable: going.unreadable,
            })
        })
    }
}

/// Documents in portions that a line carries which is cut soon: each becomes an envelope, and an
/// envelope travels whole. A document is never parted.
fn portions(puts: Vec<Put>) -> Vec<Vec<Put>> {
    let mut portions: Vec<Vec<Put>> = Vec::new();
    let mut room = 0;
    for put in puts {
        let bytes = put.bytes_max();
        match portions.last_mut() {
            Some(portion) if bytes <= room => {
                room -= bytes;
                portion.push(put);
            }
            _ => {
                room = REQUEST_PUTS_BYTES_MAX.saturating_sub(bytes);
                portions.push(vec![put]);
            }
        }
    }
    portions
}

/// What of a phone's own store goes into a hand-over.
#[derive(Default)]
struct Going {
    /// The sessions and exchanges.
    docs: BTreeSet<DocId>,
    /// All that this phone can prove of them.
    puts: Vec<Put>,
    /// Those that were not chosen by name and cannot be read.
    unreadable: Vec<DocId>,
}

fn own_documents(
    tx: &Transaction<'_>,
    own: &Own<'_>,
    chosen: Chosen<'_>,
    circle: Option<&ProgrammeId>,
) -> Result<Going, ClientError> {
    let mut going = Going::default();
    for doc in chosen_documents(tx, chosen)? {
        let folder = match (Folder::load(tx, doc), chosen) {
            (Err(ClientError::DamagedDocument(_)), Chosen::Unsent) => {
                going.unreadable.push(doc);
                continue;
            }
            (loaded, _) => loaded?.ok_or(ClientError::UnknownSession(doc))?,
        };
        match circle {
            Some(programme) if !is_shared(tx, own, &folder, programme)? => {
                if let Chosen::These(_) = chosen {
                    let programme = programme.clone();
                    return Err(ClientError::NotShared { doc, programme });
                }
            }
            _ => {
                going.puts.extend(cut(tx, own, folder, circle)?);
                going.docs.insert(doc);
            }
        }
    }
    Ok(going)
}

fn sign(tx: &Transaction<'_>, own: &Own<'_>, puts: Vec<Put>) -> Result<Vec<u8>, ClientError> {
    let certificate = meta::get(tx, Meta::Certificate)?;
    let certificate = certificate.ok_or(StoreError::BadRow("no enrolment"))?;
    Ok(Envelope::sign(
        &certificate,
        own.now,
        puts,
        &device_key(tx)?,
    )?)
}

/// The programme whose key seals; none within the organisation.
fn circle(
    connection: &Connection,
    own: &Own<'_>,
    named: Option<&ProgrammeId>,
) -> Result<Option<ProgrammeId>, ClientError> {
    if named.is_some() || own.role != Role::Partner {
        return Ok(named.cloned());
    }
    let followed = feed::followed(connection)?;
    let programmes: Vec<ProgrammeId> = followed.iter().filter_map(FeedId::programme).collect();
    if let [only] = programmes.as_slice() {
        return Ok(Some(only.clone()));
    }
    let names: Vec<&str> = programmes.iter().map(ProgrammeId::as_str).collect();
    let allowed = match names.as_slice() {
        [] => "a programme that this seat follows: sync once".to_owned(),
        names => names.join(", "),
    };
    Err(FieldProblem::new("programme", "nothing", allowed).into())
}

fn newest_key(
    connection: &Connection,
    circle: Option<&ProgrammeId>,
) -> Result<HandOverKey, ClientError> {
    let known = catalogue::of_kind(connection, "hand_over")?.into_iter();
    let keys: Vec<HandOverKey> = known
        .filter_map(|entry| match entry {
            Entry::HandOver(key) => Some(key),
            _ => None,
        })
        .collect();
    let newest = HandOverKey::newest(&keys, circle).cloned();
    newest.ok_or_else(|| ClientError::NoSealKey {
        circle: match circle {
            Some(programme) => format!("within {programme}"),
            None => "to colleagues".to_owned(),
        },
    })
}

fn chosen_documents(
    tx: &Transaction<'_>,
    chosen: Chosen<'_>,
) -> Result<BTreeSet<DocId>, ClientError> {
    match chosen {
        Chosen::These(docs) => Ok(docs.iter().copied().collect()),
        Chosen::Unsent => {
            let mut docs = BTreeSet::new();
            for (doc, _) in document::pending(tx)? {
                if let Some(row) = document::get(tx, doc)? {
                    docs.insert(session_of(tx, doc, row.kind)?);
                }
            }
            Ok(docs)
        }
    }
}

/// Whether everybody of the programme may see it.
fn is_shared(
    connection: &Connection,
    own: &Own<'_>,
    folder: &Folder,
    programme: &ProgrammeId,
) -> Result<bool, ClientError> {
    let row = &folder.main.row;
    if is_in(connection, row.id, programme)? {
        return Ok(true);
    }
    // An exchange joins the programme that it names by itself.
    let is_exchange = row.kind == DocKind::Exchange;
    Ok(is_exchange && folder.exchange(connection, own)?.programme.as_ref() == Some(programme))
}

/// The documents of one session or exchange as they leave, their journals cut.
fn cut(
    tx: &Transaction<'_>,
    own: &Own<'_>,
    folder: Folder,
    circle: Option<&ProgrammeId>,
) -> Result<Vec<Put>, ClientError> {
    let companion = match circle {
        Some(programme) if !is_in(tx, folder.main.row.id.companion(), programme)? => None,
        _ => folder.private,
    };
    let mut puts = Vec::new();
    for mut paper in std::iter::once(folder.main).chain(companion) {
        paper.cut(tx, own)?;
        paper.save(tx, own)?;
        puts.extend(whole(tx, own, &paper)?);
    }
    Ok(puts)
}

fn is_in(connection: &Connection, doc: DocId, programme: &ProgrammeId) -> Result<bool, StoreError> {
    let feeds = feed::of_document(connection, doc)?;
    Ok(feeds.contains(&FeedId::of_programme(programme)))
}

/// The envelopes that go along, the first taken first, with the sessions and exchanges in them.
/// One goes whole or not at all, so into a programme's file only what is all of that programme.
fn carried(
    tx: &Transaction<'_>,
    chosen: Chosen<'_>,
    circle: Option<&ProgrammeId>,
) -> Result<Vec<(EnvelopeId, BTreeSet<DocId>)>, ClientError> {
    let is_chosen = |doc: &DocId| match chosen {
        Chosen::Unsent => true,
        Chosen::These(docs) => docs
            .iter()
            .any(|main| main == doc || main.companion() == *doc),
    };
    let mut along = Vec::new();
    for id in envelope::carried(tx)? {
        let within: BTreeSet<DocId> = envelope::documents(tx, id)?.into_iter().collect();
        let mut is_for_all = true;
        if let Some(programme) = circle {
            for doc in &within {
                is_for_all &= is_in(tx, *doc, programme)?;
            }
        }
        if is_for_all && within.iter().any(is_chosen) {
            let companions: BTreeSet<DocId> = within.iter().map(|doc| doc.companion()).collect();
            along.push((id, within.difference(&companions).copied().collect()));
        }
    }
    Ok(along)
}
