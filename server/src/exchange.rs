//! One exchange with one device: what it brings is judged and kept, what it lacks is sent.
//!
//! Three steps, in this order: [`Exchange::prepare`] reads a request and judges every change in it
//! on copies; [`Exchange::commit`] writes the judged changes of many devices in one transaction;
//! [`Exchange::answer`] says what is durable and then gives what the device may see, page by page.
//! [`Exchange::handle`] is the three in a row. Nothing here knows the web framework, waits, or asks
//! for the time, so that the simulated world runs it as it is.

mod failure;
mod request;

mod authors;
mod door;
mod presence;
mod told;
mod trust;

mod access;
mod attached;
mod audience;
mod window;

mod admission;
mod hand_over;
mod outcome;
mod verdict;

mod deposit;

mod commit;
mod prepared;

mod answer;
mod greeting;

mod desk;
mod quarantine;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use client_core::document::Skeletons;
use client_core::recovery::RecoverySecret;
use client_core::time::Timestamp;
use client_core::wire::{Encoding, Hello, RepairReason};
use ed25519_dalek::SigningKey;

pub use answer::Answer;
pub use attached::Reach;
pub use authors::AuthorKey;
pub use desk::{Beginning, EditRefused, Editor, Wish, point_anew};
pub use failure::Failure;
pub use prepared::{Prepared, Step};
pub use presence::Presence;
pub use quarantine::{Left, LetIn};

use self::access::Access;
use self::admission::{Admission, Parent, Reception};
use self::desk::Desk;
use self::prepared::{Push, State};
use self::request::Request;
use self::verdict::Verdict;
use crate::accounts::{Known, Standing};
use crate::ca::Secrets;
use crate::store::{Connection, DeviceSession, Store, StoreError, log, seal_keys, skeletons};

/// The keys that lie outside the database, so that they outlive it.
#[derive(Clone)]
pub struct Keys {
    /// Proves who wrote a change.
    pub author: AuthorKey,
    /// Signs device certificates and orders to wipe.
    pub identity: SigningKey,
    /// Opens what phones seal for the day when a PIN is forgotten.
    pub recovery: Option<RecoverySecret>,
}

impl Keys {
    /// The keys of a data folder.
    pub fn of(secrets: &Secrets) -> Self {
        Self {
            author: AuthorKey::new(*secrets.author_key()),
            identity: secrets.identity().clone(),
            recovery: secrets.recovery().cloned(),
        }
    }
}

/// Secrets do not belong into a log.
impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys(..)")
    }
}

/// What every exchange of one server shares.
#[derive(Debug)]
pub struct Exchange {
    store: Arc<Store>,
    keys: Keys,
    /// The versions of documents that this program knows.
    skeletons: Skeletons,
    presence: Presence,
    desk: Desk,
}

impl Exchange {
    /// The exchanges of the server that keeps this store.
    pub fn new(store: Arc<Store>, keys: Keys) -> Self {
        Self {
            store,
            keys,
            skeletons: Skeletons::of_this_build(),
            presence: Presence::default(),
            desk: Desk::default(),
        }
    }

    /// The same program with other versions of documents: the trial of one that is to come.
    #[must_use]
    pub fn knowing(self, skeletons: Skeletons) -> Self {
        Self { skeletons, ..self }
    }

    /// Tells phones which versions of documents this program knows. To be called when serving
    /// begins.
    pub fn publish(&self) -> Result<(), StoreError> {
        if self.skeletons.all().next().is_none() {
            return Ok(());
        }
        self.store
            .write(|tx| skeletons::publish(tx, &self.skeletons))
    }

    /// Sees to the keys of hand-overs: makes those that are not there, drops those that are over.
    /// To be called when serving begins, and now and then.
    pub fn keep_seal_keys(&self, now: Timestamp) -> Result<(), StoreError> {
        self.store.write(|tx| seal_keys::keep(tx, now))
    }

    /// The same if there is something to drop; a quiet server writes nothing.
    pub fn drop_seal_keys(&self, now: Timestamp) -> Result<(), StoreError> {
        if self.store.read(|c| seal_keys::is_due(c, now))? {
            return self.keep_seal_keys(now);
        }
        Ok(())
    }

    /// When each device was last here. To be flushed about once a minute and before the end.
    pub const fn presence(&self) -> &Presence {
        &self.presence
    }

    /// Answers a whole request, in one call and on this thread.
    ///
    /// When something fails in the middle of an answer, the body ends there: the phone keeps the
    /// pages that it has and asks again, as after a cut line.
    pub fn handle(
        &self,
        token: Option<&str>,
        body: &[u8],
        now: Timestamp,
    ) -> Result<Vec<u8>, Failure> {
        let known = match self.enter(token) {
            Err(Failure::Unauthenticated) => return Err(self.turn_away(token, body, now)),
            entered => entered?,
        };
        self.serve(&known, body, now)
    }

    /// The same for a device whose token was checked.
    pub fn serve(&self, known: &Known, body: &[u8], now: Timestamp) -> Result<Vec<u8>, Failure> {
        let mut prepared = self.prepare(known, body, now)?;
        self.settle(&mut prepared, now)?;
        let mut answer = self.answer(prepared, now)?;
        let mut body = Vec::new();
        while let Ok(Some(page)) = self.next_page(&mut answer) {
            body.extend(page);
        }
        Ok(body)
    }

    /// Reads a request and judges what it brings. Only reads, and may run for many at once.
    pub fn prepare(&self, known: &Known, body: &[u8], now: Timestamp) -> Result<Prepared, Failure> {
        let request = Request::read(body)?;
        if request.hello.device != known.who.device {
            let reason = "it says hello for another device".to_owned();
            return Err(Failure::Malformed(reason));
        }
        self.store.read(|c| self.prepare_on(c, known, request, now))
    }

    fn prepare_on(
        &self,
        c: &Connection,
        known: &Known,
        mut request: Request,
        now: Timestamp,
    ) -> Result<Prepared, Failure> {
        let who = &known.who;
        let is_open = known.standing == Standing::Open;
        let turn = request.repair.take().filter(|_| is_open);
        let repair = if is_open {
            self.repair_reason(c, who, &request.hello, turn.is_some(), now)?
        } else {
            None
        };
        let mut prepared = Prepared {
            who: who.clone(),
            encoding: Encoding::choose(&request.hello.encodings),
            hello: request.hello,
            access: Access::load(c, who)?,
            repair,
            turn,
            from: log::head(c, &who.organisation)?,
            pushes: Vec::new(),
            wants: request.wants,
            hand_overs: Vec::new(),
            deposit: None,
            farewell: self.farewell(known),
            rounds: 0,
        };
        if prepared.repair.is_some() {
            return Ok(prepared);
        }
        if let Some(deposit) = request.deposit.filter(|_| is_open)
            && self.is_to_be_kept(c, who, &deposit)?
        {
            prepared.deposit = Some(deposit);
        }
        let identity = self.keys.identity.verifying_key();
        hand_over::open(c, &identity, &request.envelopes, &mut prepared)?;
        let own = request.puts.into_iter().map(Push::of_sender);
        prepared.pushes.extend(own);
        self.judge_next(c, &mut prepared, now)?;
        Ok(prepared)
    }

    /// Why the phone must repair first. In a repair it is taken at its word.
    fn repair_reason(
        &self,
        c: &Connection,
        who: &DeviceSession,
        hello: &Hello,
        repairs: bool,
        now: Timestamp,
    ) -> Result<Option<RepairReason>, Failure> {
        let organisation = &who.organisation;
        let bearing = self.presence.hear(c, organisation, hello, repairs, now)?;
        if repairs {
            return Ok(None);
        }
        Ok(trust::repair_reason(c, organisation, hello, bearing)?)
    }

    fn admission<'a>(
        &'a self,
        c: &'a Connection,
        prepared: &'a Prepared,
        push: &'a Push,
        now: Timestamp,
    ) -> Admission<'a> {
        // A closed phone may still bring what others signed: it is not that phone's word.
        let (who, access, reception) = match (&push.giver, &prepared.farewell) {
            (Some(giver), _) => (&giver.who, &giver.access, giver.reception),
            (None, None) => (&prepared.who, &prepared.access, Reception::Open),
            (None, Some(_)) => (&prepared.who, &prepared.access, Reception::Closed),
        };
        Admission {
            c,
            key: &self.keys.author,
            who,
            access,
            reception,
            carrier: push.carrier.as_ref(),
            skeletons: &self.skeletons,
            now,
        }
    }

    /// Judges again what others were quicker with. Only reads.
    pub fn judge_again(&self, prepared: &mut Prepared, now: Timestamp) -> Result<(), Failure> {
        prepared.rounds += 1;
        self.store.read(|c| self.judge_next(c, prepared, now))
    }

    /// Judges what is not judged and builds on nothing that is still to be written.
    fn judge_next(
        &self,
        c: &Connection,
        prepared: &mut Prepared,
        now: Timestamp,
    ) -> Result<(), Failure> {
        for at in 0..prepared.pushes.len() {
            if prepared.is_next(at) {
                self.judge_one(c, prepared, at, now)?;
            }
        }
        Ok(())
    }

    fn judge_one(
        &self,
        c: &Connection,
        prepared: &mut Prepared,
        at: usize,
        now: Timestamp,
    ) -> Result<(), Failure> {
        match self.judge(c, prepared, at, now)? {
            Some(verdict) => prepared.pushes[at].judged(verdict),
            None => prepared.pushes[at].state = State::Failed,
        }
        Ok(())
    }

    /// Judges one document's changes; none when that fails through a fault of ours that is this
    /// document's alone. What a panic leaves behind is a half-built verdict, which is dropped.
    fn judge(
        &self,
        c: &Connection,
        prepared: &Prepared,
        at: usize,
        now: Timestamp,
    ) -> Result<Option<Verdict>, Failure> {
        let push = &prepared.pushes[at];
        let doc = push.brought.doc;
        let parent = prepared.parent_of(at);
        let failed = parent.filter(|parent| parent.state == State::Failed);
        // One that is carried comes again, and may take long: nobody's own work waits for it.
        let is_orphan = failed.is_some_and(|parent| parent.giver.is_none() || push.giver.is_some());
        let parent = parent.filter(|_| failed.is_none());
        let parent = parent.map_or_else(Parent::default, |parent| parent.as_parent_of(push));
        let admission = self.admission(c, prepared, push, now);
        let judging = || admission.judge(&push.brought, parent);
        match catch_unwind(AssertUnwindSafe(judging)) {
            // Its parent comes again, and so must it: it lacks nothing that the phone could add.
            Ok(Ok(verdict)) if is_orphan && verdict.outcome.missing.is_some() => Ok(None),
            Ok(Ok(verdict)) => Ok(Some(verdict)),
            Ok(Err(Failure::Internal(error))) => {
                tracing::error!(%doc, error, "a push could not be judged");
                Ok(None)
            }
            Ok(Err(failure)) => Err(failure),
            Err(_) => {
                tracing::error!(%doc, "judging a push broke");
                Ok(None)
            }
        }
    }

    /// Commits a request by itself, judging again as often as others are quicker.
    fn settle(&self, prepared: &mut Prepared, now: Timestamp) -> Result<(), Failure> {
        loop {
            match prepared.next_step() {
                Step::Commit => self.commit(std::slice::from_mut(prepared), now)?,
                Step::JudgeAgain => self.judge_again(prepared, now)?,
                Step::Answer => return Ok(()),
            }
        }
    }

    /// Begins the answer to a request of which nothing waits any more.
    pub fn answer(&self, mut prepared: Prepared, now: Timestamp) -> Result<Answer, Failure> {
        debug_assert_eq!(prepared.next_step(), Step::Answer, "not settled");
        let settled = prepared.sessions_settled();
        self.presence.settle(&prepared.hello, settled);
        self.store
            .read(|c| self.ingredients(c, &mut prepared, now))
            .map(Answer::new)
    }

    /// The next bytes of an answer; none after the last.
    pub fn next_page(&self, answer: &mut Answer) -> Result<Option<Vec<u8>>, Failure> {
        self.store.read(|c| answer.next_page(c))
    }
}

#[cfg(test)]
pub(crate) mod tests;
