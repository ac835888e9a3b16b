//! The machine: what a phone says, in which order, and what it makes of the answers.

mod draft;
mod hear;
mod repairing;

use std::collections::{BTreeSet, VecDeque};

use super::answer::{Answer, Ending};
use super::cursor::Cursors;
use super::effect::{Effect, Holding};
use super::error::SyncError;
use super::order;
use super::outbox::{Due, Outbox};
use super::repair::Repair;
use super::report::{SyncEnd, SyncReport};
use super::request::Draft;
use super::start::{Identity, Pending, Start};
use crate::ids::DocId;
use crate::limits::SYNC_ROUND_TRIPS_MAX;
use crate::time::Timestamp;
use crate::wire::{CatalogueCursor, Encoding, Receipt};

/// One sync of a phone with its server, from the first request to the last answer.
///
/// Calls go round like this:
///
/// 1. [`Machine::start`] with what the store holds.
/// 2. [`Machine::poll_effect`] until it gives nothing. Each effect is performed before the next
///    call: one transaction, or one question answered by `provide_envelope`, `provide_put`,
///    `provide_inventory`, `provide_pending` or `provide_deposit`. If the store fails, drop the
///    machine: nothing was promised to anybody.
/// 3. [`Machine::poll_request`]: a body to send, or none because the sync is over.
/// 4. [`Machine::handle_bytes`] with each piece of the answer, followed by step 2; then
///    [`Machine::handle_end`] when the answer was complete or [`Machine::handle_cut`] when the
///    line broke, and again step 2.
///
/// [`Machine::offer`], [`Machine::want`] and [`Machine::cancel`] may be called at any time. An
/// error of `handle_*` ends the sync; effects that came before it are still to be performed.
pub struct Machine {
    identity: Identity,
    sent: u64,
    cursors: Cursors,
    receipts: Vec<Receipt>,
    catalogue: CatalogueCursor,
    unsent: u32,
    schemas_readable: [u16; 3],
    schemas: [u16; 3],
    encoding: Encoding,
    show_certificate: bool,
    outbox: Outbox,
    wants: VecDeque<DocId>,
    /// Each document is wanted once a sync: a server that lacks it must not be asked for ever.
    wanted: BTreeSet<DocId>,
    lock: LockTalk,
    /// Whether the server reconciles.
    reconciles: bool,
    kept_from: DocId,
    repair: Option<Repair>,
    /// One repair a sync: a second one would be a loop.
    repaired: bool,
    phase: Phase,
    effects: VecDeque<Effect>,
    report: SyncReport,
}

enum Phase {
    /// The next request is being filled.
    Drafting(Draft),
    /// The driver was asked for something that the request needs.
    Asked(Draft, Asked),
    /// A request is ready to leave once its effects are performed.
    Ready(Vec<u8>),
    /// An answer is being read.
    Reading(Box<Answer>),
    /// The last word of a wiped device leaves.
    Leaving,
    Over,
}

enum Asked {
    Envelope,
    Put(Due),
    Inventory,
    Pending,
    Deposit,
}

/// How far both have come about the lock. It comes last: by then the key to seal to is here.
enum LockTalk {
    /// The server has said nothing of it yet.
    Unheard,
    /// What it last said.
    Heard(Holding),
    /// The driver was asked. Once a sync: a server that keeps nothing must not be told for ever.
    Settled,
}

impl Machine {
    /// Begins a sync. `now` is the phone's clock, which the server records and nobody obeys.
    pub fn start(start: Start, now: Timestamp) -> Self {
        let mut machine = Self {
            identity: start.identity,
            sent: start.sent,
            cursors: Cursors::new(start.cursors),
            receipts: start.receipts,
            catalogue: start.catalogue,
            unsent: start.unsent,
            schemas_readable: start.schemas_readable,
            schemas: start.schemas,
            encoding: Encoding::Zstd,
            show_certificate: false,
            outbox: Outbox::default(),
            wants: VecDeque::new(),
            wanted: BTreeSet::new(),
            lock: LockTalk::Unheard,
            reconciles: start.reconciles,
            kept_from: start.kept_from,
            repair: None,
            repaired: start.repair.is_some(),
            phase: Phase::Over,
            effects: VecDeque::new(),
            report: SyncReport::default(),
        };
        if start.repair.is_some() {
            machine.begin_repair();
        }
        let envelopes = start.envelopes.into_iter();
        envelopes.for_each(|envelope| machine.outbox.add_envelope(envelope));
        machine.add_pending(&start.pending);
        start.wants.into_iter().for_each(|doc| machine.want(doc));
        machine.begin_request(now);
        machine
    }

    /// A document has something more to send, e.g. because a page made the driver cut its journal.
    ///
    /// Until a repair knows what differs nothing is: afterwards the driver is asked anew.
    pub fn offer(&mut self, doc: DocId) {
        if !self.is_comparing() {
            self.outbox.add(doc);
        }
    }

    /// A document is to be fetched whole: its copy is damaged, or lacks what others build on.
    pub fn want(&mut self, doc: DocId) {
        if self.wanted.insert(doc) {
            self.wants.push_back(doc);
        }
    }

    /// The user stops the sync. What the server took before stays taken.
    pub fn cancel(&mut self) {
        self.finish(SyncEnd::Cancelled);
    }

    /// What the driver must do now; none when it is time for `poll_request` or for more bytes.
    pub fn poll_effect(&mut self) -> Option<Effect> {
        if self.effects.is_empty() {
            self.fill_draft();
        }
        self.effects.pop_front()
    }

    /// The next request body; none while effects wait, while an answer is read, or at the end.
    pub fn poll_request(&mut self) -> Option<Vec<u8>> {
        if self.effects.is_empty() {
            self.fill_draft();
        }
        if !self.effects.is_empty() {
            return None;
        }
        let Phase::Ready(body) = &mut self.phase else {
            return None;
        };
        let body = std::mem::take(body);
        self.report.round_trips += 1;
        self.report.bytes_out += body.len() as u64;
        self.phase = match self.report.end {
            Some(_) => Phase::Leaving,
            None => Phase::Reading(Box::new(Answer::new())),
        };
        Some(body)
    }

    /// Bytes of the answer, as they arrive.
    pub fn handle_bytes(&mut self, bytes: &[u8]) -> Result<(), SyncError> {
        self.report.bytes_in += bytes.len() as u64;
        let heard = self.hear_bytes(bytes);
        self.or_confused(heard)
    }

    /// The answer's body is complete.
    pub fn handle_end(&mut self, now: Timestamp) -> Result<(), SyncError> {
        let ended = self.end_answer(now);
        self.or_confused(ended)
    }

    /// The line broke, or there is none. Whole pages so far are kept, the rest is forgotten.
    pub fn handle_cut(&mut self) {
        self.keep_outcomes();
        self.finish(SyncEnd::Cut);
    }

    /// The figures so far, and at the end how it ended.
    pub fn report(&self) -> SyncReport {
        let unsettled = self.outbox.unsettled();
        SyncReport {
            unsettled,
            ..self.report.clone()
        }
    }

    /// Documents that the server has still to take, for whoever shows progress.
    pub fn to_send(&self) -> usize {
        self.outbox.unspoken()
    }

    fn add_pending(&mut self, pending: &[Pending]) {
        for doc in order::for_sending(pending) {
            self.offer(doc);
        }
    }

    fn begin_request(&mut self, now: Timestamp) {
        let hello = self.hello(now);
        self.phase = Phase::Drafting(Draft::new(self.encoding, hello));
    }

    /// An answer is complete: another request, or the end.
    fn end_answer(&mut self, now: Timestamp) -> Result<(), SyncError> {
        let Phase::Reading(answer) = std::mem::replace(&mut self.phase, Phase::Over) else {
            return Ok(());
        };
        let Some(ending) = answer.ending else {
            self.phase = Phase::Reading(answer);
            self.handle_cut();
            return Ok(());
        };
        self.outbox.answer_ended();
        if self.report.end == Some(SyncEnd::Wiped) {
            self.phase = Phase::Ready(self.last_word(now));
        }
        if self.report.end.is_some() {
            return Ok(());
        }
        let ask_again = match ending {
            Ending::Other => true,
            Ending::More if !answer.progress => return Err(SyncError::MoreWithoutProgress),
            Ending::More => true,
            Ending::Done if answer.repair_asked => true,
            Ending::Done => self.go_on_after_done()?,
        };
        let is_last = self.report.round_trips >= SYNC_ROUND_TRIPS_MAX as u64;
        match (ask_again, is_last) {
            (true, true) => {
                let round_trips_max = SYNC_ROUND_TRIPS_MAX;
                return Err(SyncError::TooManyRoundTrips { round_trips_max });
            }
            (true, false) => self.begin_request(now),
            (false, true) => self.finish(SyncEnd::Done),
            (false, false) => {
                let hello = self.hello(now);
                self.ask_deposit(Draft::new(self.encoding, hello));
            }
        }
        Ok(())
    }

    /// Whether this side still has something to say when the server has not.
    fn go_on_after_done(&mut self) -> Result<bool, SyncError> {
        let nothing_to_send = self.outbox.is_empty();
        match &self.repair {
            Some(Repair::Comparing(_)) => return self.end_turn(),
            Some(Repair::Listing(_)) => return self.end_list(),
            Some(Repair::Sending { .. }) if nothing_to_send => {
                self.end_repair();
            }
            Some(Repair::Sending { .. }) | None => {}
        }
        Ok(!nothing_to_send || !self.wants.is_empty())
    }

    /// Whether a repair has still to find out what differs.
    const fn is_comparing(&self) -> bool {
        matches!(self.repair, Some(Repair::Comparing(_) | Repair::Listing(_)))
    }

    fn finish(&mut self, end: SyncEnd) {
        self.phase = Phase::Over;
        self.report.end.get_or_insert(end);
    }

    fn or_confused(&mut self, result: Result<(), SyncError>) -> Result<(), SyncError> {
        if let Err(error) = &result {
            self.finish(SyncEnd::Confused(error.to_string()));
        }
        result
    }
}
