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
mod presence;
mod trust;

mod access;

mod admission;
mod outcome;

mod commit;
mod prepared;

mod answer;
mod greeting;

use std::sync::Arc;

use client_core::time::Timestamp;
use client_core::wire::Encoding;

pub use answer::Answer;
pub use authors::AuthorKey;
pub use failure::Failure;
pub use prepared::Prepared;
pub use presence::Presence;

use self::access::Access;
use self::admission::Admission;
use self::prepared::{Push, State};
use self::request::Request;
use crate::store::{Connection, DeviceSession, Store, log};

/// What every exchange of one server shares.
#[derive(Debug)]
pub struct Exchange {
    store: Arc<Store>,
    key: AuthorKey,
    presence: Presence,
}

impl Exchange {
    /// The exchanges of the server that keeps this store.
    pub fn new(store: Arc<Store>, key: AuthorKey) -> Self {
        Self {
            store,
            key,
            presence: Presence::default(),
        }
    }

    /// When each device was last here. To be flushed about once a minute and before the end.
    pub const fn presence(&self) -> &Presence {
        &self.presence
    }

    /// Answers a whole request, in one call and on this thread.
    ///
    /// When something fails in the middle of an answer, the body ends there: the phone keeps the
    /// pages that it has and asks again, as after a cut line.
    pub fn handle(&self, who: &DeviceSession, body: &[u8], now: Timestamp) -> Vec<u8> {
        let begun = self.prepare(who, body, now).and_then(|mut prepared| {
            self.settle(&mut prepared, now)?;
            self.answer(prepared, now)
        });
        let mut answer = match begun {
            Ok(answer) => answer,
            Err(failure) => return failure.body(),
        };
        let mut body = Vec::new();
        while let Ok(Some(page)) = self.next_page(&mut answer) {
            body.extend(page);
        }
        body
    }

    /// Reads a request and judges what it brings. Only reads, and may run for many at once.
    pub fn prepare(
        &self,
        who: &DeviceSession,
        body: &[u8],
        now: Timestamp,
    ) -> Result<Prepared, Failure> {
        let request = Request::read(body)?;
        if request.hello.device != who.device {
            let reason = "it says hello for another device".to_owned();
            return Err(Failure::Malformed(reason));
        }
        self.store.read(|c| self.prepare_on(c, who, request, now))
    }

    fn prepare_on(
        &self,
        c: &Connection,
        who: &DeviceSession,
        mut request: Request,
        now: Timestamp,
    ) -> Result<Prepared, Failure> {
        let organisation = &who.organisation;
        let list = request.lists.pop();
        let repairs = list.is_some();
        let standing = (self.presence).hear(c, organisation, &request.hello, repairs, now)?;
        let repair = if repairs {
            None
        } else {
            trust::repair_reason(c, organisation, &request.hello, standing)?
        };
        let mut prepared = Prepared {
            who: who.clone(),
            encoding: Encoding::choose(&request.hello.encodings),
            hello: request.hello,
            access: Access::load(c, who)?,
            repair,
            list,
            from: log::head(c, organisation)?,
            pushes: Vec::new(),
            wants: request.wants,
            envelopes: request.envelopes,
            rounds: 0,
        };
        if prepared.repair.is_some() {
            return Ok(prepared);
        }
        for brought in request.puts {
            let verdict = self
                .admission(c, &prepared, now)
                .judge(&brought, &prepared.rows())?;
            prepared.pushes.push(Push::new(brought, verdict));
        }
        Ok(prepared)
    }

    const fn admission<'a>(
        &'a self,
        c: &'a Connection,
        prepared: &'a Prepared,
        now: Timestamp,
    ) -> Admission<'a> {
        Admission {
            c,
            key: &self.key,
            who: &prepared.who,
            access: &prepared.access,
            now,
        }
    }

    /// Judges again what others were quicker with. Only reads.
    pub fn judge_again(&self, prepared: &mut Prepared, now: Timestamp) -> Result<(), Failure> {
        self.store.read(|c| self.judge_moved(c, prepared, now))
    }

    fn judge_moved(
        &self,
        c: &Connection,
        prepared: &mut Prepared,
        now: Timestamp,
    ) -> Result<(), Failure> {
        prepared.rounds += 1;
        for at in 0..prepared.pushes.len() {
            if prepared.pushes[at].state == State::Moved {
                let brought = &prepared.pushes[at].brought;
                let verdict = self
                    .admission(c, prepared, now)
                    .judge(brought, &prepared.rows())?;
                prepared.pushes[at].judged(verdict);
            }
        }
        Ok(())
    }

    /// Commits a request by itself, judging again as often as others are quicker.
    pub fn settle(&self, prepared: &mut Prepared, now: Timestamp) -> Result<(), Failure> {
        while prepared.waits() {
            self.commit(std::slice::from_mut(prepared), now)?;
            if prepared.is_moved() {
                self.judge_again(prepared, now)?;
            }
        }
        Ok(())
    }

    /// Begins the answer to a request of which nothing waits any more.
    pub fn answer(&self, mut prepared: Prepared, now: Timestamp) -> Result<Answer, Failure> {
        debug_assert!(!prepared.waits() && !prepared.is_moved(), "not settled");
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
