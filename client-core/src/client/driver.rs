//! Runs one sync: carries the machine's bytes, performs its effects one transaction at a time.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::Serialize;

use super::cancel::Cancel;
use super::error::ClientError;
use super::identity::Identity;
use super::paper::Own;
use super::photos::{self, PhotosSent, Sending};
use super::versions;
use super::{Client, effects, install, status};
use crate::ids::DocId;
use crate::store::meta::{self, Meta};
use crate::store::{Connection, StoreError, catalogue, cursor, document, envelope, unread};
use crate::sync::{self, Machine, Pending, Start, SyncEnd, SyncReport};
use crate::transport::{SYNC_PATH, Transport, TransportError};
use crate::wire::{Encoding, Failed, FailureCode, FrameEncoder, RepairReason, ToPhone};

/// How far a sync has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// Changes that the server took.
    pub sent: u64,
    /// Changes that came from it and are stored.
    pub received: u64,
    /// Documents that are still to be sent.
    pub to_send: usize,
    /// Photos that are still to be sent: their turn comes when all documents were.
    pub photos_to_send: usize,
    /// Bytes of photos that the server took.
    pub photo_bytes_sent: u64,
    /// Bytes of all photos that this sync set out to send.
    pub photo_bytes_to_send: u64,
}

/// What a sync came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Synced {
    /// The figures, and how it ended.
    pub report: SyncReport,
    /// What the line said when it ended without an answer.
    pub trouble: Option<TransportError>,
    /// What became of the photos. A sync is done when the figures are: photos go on with the next.
    pub photos: PhotosSent,
}

/// What asking for a session comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fetching {
    /// It is here already.
    Here,
    /// It is known here, and comes with the next sync.
    Next,
    /// Nothing is known of it here: the next sync asks whether there is one.
    Unknown,
}

impl Client {
    /// Sends what is unsent and stores what is new; photos come last. Whatever ends it early, whole
    /// pages stay stored and nothing that was not taken is forgotten.
    pub fn sync(
        &self,
        transport: &dyn Transport,
        progress: &mut dyn FnMut(&Progress),
        cancel: &Cancel,
    ) -> Result<Synced, ClientError> {
        self.check_real()?;
        let _one_at_a_time = self.one_sync()?;
        let (start, token) = self.write(|tx, own| {
            if install::repair(tx)?.is_none() {
                effects::settle_journals(tx, own)?;
                effects::cut_all(tx, own)?;
            }
            start(tx, own, &self.environment.app)
        })?;
        let wanted = start.wants.clone();
        let mut run = Run {
            client: self,
            machine: Machine::start(start, self.environment.now()),
            progress,
            failed: None,
        };
        cancel.watch(transport.stop());
        let trouble = run.requests(transport, &token, cancel);
        let report = run.machine.report();
        let to_send = run.machine.to_send();
        if let Some(error) = run.failed {
            cancel.watch(None);
            // A store that is full or damaged may not take this either.
            let _ = self.note_end(&SyncEnd::Cut, &[]);
            return Err(error);
        }
        let end = report.end.clone().unwrap_or(SyncEnd::Done);
        let photos = self.note_end(&end, &wanted).map(|()| {
            if end != SyncEnd::Done {
                return PhotosSent::default();
            }
            let sending = Sending {
                client: self,
                transport,
                token: &token,
                cancel,
                tell: progress,
                progress: Progress {
                    sent: report.sent,
                    received: report.received,
                    to_send,
                    ..Progress::default()
                },
            };
            sending.run()
        });
        cancel.watch(None);
        Ok(Synced {
            report,
            trouble,
            photos: photos?,
        })
    }

    /// Compares everything with the server and mends what differs on either side, as after a
    /// restore: once a month, or when somebody doubts what a phone shows.
    pub fn repair(
        &self,
        transport: &dyn Transport,
        progress: &mut dyn FnMut(&Progress),
        cancel: &Cancel,
    ) -> Result<Synced, ClientError> {
        self.check_real()?;
        self.write(|tx, own| match install::repair(tx)? {
            // One that is going on anyway, for a better reason.
            Some(_) => Ok(()),
            None => {
                let (asked, environment) = (RepairReason::Asked, &self.environment);
                Ok(install::begin_repair(tx, asked, own.me, environment)?)
            }
        })?;
        self.sync(transport, progress, cancel)
    }

    /// Asks for a session that is older than what phones keep: the next sync fetches it with its
    /// notes. Nothing happens when it is here, or when the member may not see it.
    pub fn fetch(&self, doc: DocId) -> Result<Fetching, ClientError> {
        self.check_real()?;
        self.write(|tx, _| {
            let fetching = match document::get(tx, doc)? {
                Some(row) if row.bytes.is_some() => Fetching::Here,
                Some(_) => Fetching::Next,
                None => Fetching::Unknown,
            };
            for doc in [doc, doc.companion()] {
                let known = document::get(tx, doc)?;
                match known {
                    Some(row) if row.bytes.is_some() => {}
                    Some(_) => document::mark_wanted(tx, doc)?,
                    None => unread::ask(tx, doc)?,
                }
            }
            Ok(fetching)
        })
    }

    fn note_end(&self, end: &SyncEnd, wanted: &[DocId]) -> Result<(), ClientError> {
        match end {
            SyncEnd::Wiped => Ok(()),
            SyncEnd::Done => self.write(|tx, own| {
                // What was asked for and did not come is not to be had.
                wanted
                    .iter()
                    .try_for_each(|doc| unread::give_up(tx, *doc))?;
                Ok(status::succeeded(tx, own.now)?)
            }),
            // The member stopped it: that is no failure to wait after.
            SyncEnd::Cancelled => Ok(()),
            SyncEnd::Retry { after_ms } => {
                let after = Some(*after_ms);
                self.write(|tx, _| Ok(status::failed(tx, &self.environment, after)?))
            }
            SyncEnd::Cut | SyncEnd::Failed { .. } | SyncEnd::Confused(_) => {
                self.write(|tx, _| Ok(status::failed(tx, &self.environment, None)?))
            }
        }
    }
}

/// One sync on its way.
struct Run<'a> {
    client: &'a Client,
    machine: Machine,
    progress: &'a mut dyn FnMut(&Progress),
    /// The store failed: nothing more is done, and nothing was promised to anybody.
    failed: Option<ClientError>,
}

impl Run<'_> {
    fn requests(
        &mut self,
        transport: &dyn Transport,
        token: &str,
        cancel: &Cancel,
    ) -> Option<TransportError> {
        loop {
            self.perform_effects();
            if self.failed.is_some() {
                return None;
            }
            if cancel.is_asked() {
                self.machine.cancel();
            }
            let body = self.machine.poll_request()?;
            let done = transport.exchange(SYNC_PATH, Some(token), &body, &mut |chunk| {
                // A confused machine says so in its report; effects before that are performed.
                let heard = self.machine.handle_bytes(chunk);
                self.perform_effects();
                if heard.is_err() || self.failed.is_some() || cancel.is_asked() {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            });
            let now = self.client.environment.now();
            let _ = match done {
                Ok(_) => self.machine.handle_end(now),
                Err(TransportError::Stopped) => Ok(()),
                // The line was broken off because the member asked for it.
                Err(_) if cancel.is_asked() => Ok(()),
                Err(refused @ TransportError::Refused { .. }) => {
                    let heard = self.machine.handle_bytes(&as_answer(&refused));
                    self.perform_effects();
                    heard.and_then(|()| self.machine.handle_end(now))
                }
                Err(trouble) => {
                    self.machine.handle_cut();
                    self.perform_effects();
                    return Some(trouble);
                }
            };
        }
    }

    fn perform_effects(&mut self) {
        while self.failed.is_none()
            && let Some(effect) = self.machine.poll_effect()
        {
            let performed = catch_unwind(AssertUnwindSafe(|| {
                effects::perform(self.client, &mut self.machine, effect)
            }));
            self.failed = performed.unwrap_or(Err(ClientError::Internal)).err();
        }
        let report = self.machine.report();
        (self.progress)(&Progress {
            sent: report.sent,
            received: report.received,
            to_send: self.machine.to_send(),
            ..Progress::default()
        });
    }
}

/// An HTTP error as the message that says the same: the machine knows one way of failing.
fn as_answer(refused: &TransportError) -> Vec<u8> {
    let mut encoder = FrameEncoder::new(Encoding::Plain);
    if let TransportError::Refused {
        status,
        code,
        message,
        retry_after_ms,
    } = refused
    {
        let answer: ToPhone = match retry_after_ms {
            Some(after_ms) => crate::wire::Retry {
                after_ms: *after_ms,
            }
            .into(),
            None => Failed {
                code: FailureCode::of_name(code).unwrap_or(FailureCode::Other(*status)),
                reason: message.clone(),
            }
            .into(),
        };
        encoder.push(&answer);
    }
    encoder.finish()
}

/// What the machine must know, and the token.
fn start(
    connection: &Connection,
    own: &Own<'_>,
    app: &str,
) -> Result<(Start, String), ClientError> {
    let repair = install::repair(connection)?;
    let pending = match repair {
        Some(_) => Vec::new(),
        None => pending(connection)?,
    };
    let me: &Identity = own.me;
    let bytes = |meta| -> Result<Vec<u8>, StoreError> {
        meta::get(connection, meta)?.ok_or(StoreError::BadRow("no enrolment"))
    };
    let install = bytes(Meta::Install)?;
    let identity = sync::Identity {
        app: app.to_owned(),
        device: me.device,
        install: install
            .as_slice()
            .try_into()
            .map_err(|_| StoreError::BadRow("an install nonce"))?,
        organisation: me.organisation.clone(),
        identity_key: me.organisation_key()?,
        certificate: bytes(Meta::Certificate)?,
    };
    let token = photos::token(connection)?;
    let start = Start {
        identity,
        sent: meta::get_json(connection, Meta::Sent)?.unwrap_or(0),
        cursors: cursor::all_cursors(connection)?,
        receipts: cursor::receipts(connection)?,
        catalogue: meta::get_json(connection, Meta::Catalogue)?.unwrap_or_default(),
        unsent: document::count_unsent(connection)?,
        schemas_readable: own.skeletons.versions(),
        schemas: meta::get_json(connection, Meta::Schemas)?.unwrap_or([1; 3]),
        pending,
        envelopes: envelope::carried(connection)?,
        wants: wants(connection, own, app)?,
        reconciles: meta::get_json(connection, Meta::Reconciles)?.unwrap_or(false),
        kept_from: DocId::first_at(catalogue::keep(connection)?.start(own.now)),
        repair,
    };
    Ok((start, token))
}

/// What is damaged or incomplete here, and what no earlier version of the app could read.
fn wants(connection: &Connection, own: &Own<'_>, app: &str) -> Result<Vec<DocId>, StoreError> {
    let mut wants = document::wanted(connection)?;
    wants.extend(unread::untried(connection, &reader(connection, own, app)?)?);
    Ok(wants)
}

/// Who reads documents here: what one could not read is asked for again by another.
pub(super) fn reader(
    connection: &Connection,
    own: &Own<'_>,
    app: &str,
) -> Result<String, StoreError> {
    let versions = versions::known(connection, own.skeletons)?.versions();
    Ok(format!("{app}, forms {versions:?}"))
}

pub(super) fn pending(connection: &Connection) -> Result<Vec<Pending>, StoreError> {
    let pending = document::pending(connection)?.into_iter();
    Ok(pending.map(|(doc, bytes)| Pending { doc, bytes }).collect())
}
