//! A request between reading and answering: decoded, checked, its changes judged.
//!
//! It holds everything that the writer and the answer need, and no connection: it may wait in a
//! queue, and it may be given up at any time without harm.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use client_core::ids::{ChangeHash, DocId};
use client_core::model::DocKind;
use client_core::wire::{Deposit, Encoding, Hello, RepairReason, ToPhone};

use super::access::Access;
use super::admission::Parent;
use super::hand_over::{Giver, HandOver};
use super::outcome::Outcome;
use super::request::{Brought, RepairTurn};
use super::verdict::Verdict;
use crate::store::DeviceSession;
use crate::store::carried::Carrier;
use crate::store::log::Position;

/// A request that was read and judged.
#[derive(Debug)]
pub struct Prepared {
    pub(super) who: DeviceSession,
    pub(super) hello: Hello,
    pub(super) encoding: Encoding,
    pub(super) access: Access,
    /// Nothing is taken before the phone has repaired.
    pub(super) repair: Option<RepairReason>,
    /// What the phone says in a repair that is going on.
    pub(super) turn: Option<RepairTurn>,
    /// Where the log stood when the request was read.
    pub(super) from: Position,
    pub(super) pushes: Vec<Push>,
    pub(super) wants: Vec<DocId>,
    /// What it carries for other phones. Their documents are the first of `pushes`.
    pub(super) hand_overs: Vec<HandOver>,
    /// What opens the phone's lock, while it is to be written.
    pub(super) deposit: Option<Deposit>,
    /// What a device hears that was closed, instead of everything else.
    pub(super) farewell: Option<ToPhone>,
    /// How often some of it was judged again.
    pub(super) rounds: u32,
}

/// What a request brings of one document, and what is to become of it.
#[derive(Debug)]
pub(super) struct Push {
    pub(super) brought: Brought,
    /// Whose it is, when somebody else brings it.
    pub(super) giver: Option<Arc<Giver>>,
    /// Who brings it, when that is not its author.
    pub(super) carrier: Option<Carrier>,
    pub(super) verdict: Verdict,
    pub(super) state: State,
}

impl Push {
    /// One that was judged.
    pub(super) fn new(brought: Brought, verdict: Verdict) -> Self {
        let mut push = Self::of_sender(brought);
        push.judged(verdict);
        push
    }

    /// One of the sender's own, to be judged.
    pub(super) fn of_sender(brought: Brought) -> Self {
        Self {
            verdict: Verdict::new(brought.doc),
            brought,
            giver: None,
            carrier: None,
            state: State::Moved,
        }
    }

    /// One that was handed over, to be judged.
    pub(super) fn handed_over(
        brought: Brought,
        giver: Arc<Giver>,
        carrier: Option<Carrier>,
    ) -> Self {
        Self {
            giver: Some(giver),
            carrier,
            ..Self::of_sender(brought)
        }
    }

    /// What is known of this one when its companion is judged. What one sender brings badly may
    /// come well from another.
    pub(super) fn as_parent_of(&self, companion: &Self) -> Parent<'_> {
        let sender = |push: &Self| push.giver.as_ref().map(|giver| giver.who.device);
        let parent = self.verdict.as_parent();
        let is_of_same = sender(self) == sender(companion);
        Parent {
            is_refused: parent.is_refused && is_of_same,
            ..parent
        }
    }

    /// Nothing can move while the writer itself judges: its own parent was not written.
    pub(super) fn give_up_if_moved(&mut self) {
        if self.state == State::Moved {
            self.state = State::Failed;
        }
    }

    pub(super) fn judged(&mut self, verdict: Verdict) {
        self.state = state_of(&verdict);
        self.verdict = verdict;
    }
}

const fn state_of(verdict: &Verdict) -> State {
    if verdict.writes() {
        State::Judged
    } else {
        State::Done(verdict.known_seq)
    }
}

/// How far one document's changes have come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Judged, to be written.
    Judged,
    /// To be judged, or judged again because the document moved since.
    Moved,
    /// Written, or there was nothing to write. It lasts: the entry is the last of this push.
    Done(u64),
    /// What waits for a coordinator has no room for it. The phone keeps it.
    Full,
    /// It could not be judged or written, through a fault of ours. The phone keeps it and tries
    /// again.
    Failed,
}

/// What is to be done next with a request that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// [`commit`](super::Exchange::commit) it, alone or with others.
    Commit,
    /// [Judge again](super::Exchange::judge_again) what others were quicker with.
    JudgeAgain,
    /// [`answer`](super::Exchange::answer) it: nothing of it waits any more.
    Answer,
}

impl Prepared {
    /// What is to be done next. Whoever has a request does so until it can be answered; after some
    /// rounds the commit itself judges, so it ends.
    pub fn next_step(&self) -> Step {
        if self.waits() {
            Step::Commit
        } else if self.is_moved() {
            Step::JudgeAgain
        } else {
            Step::Answer
        }
    }

    /// Whether something waits for the writer.
    pub(super) fn waits(&self) -> bool {
        self.deposit.is_some() || self.pushes.iter().any(|push| push.state == State::Judged)
    }

    /// Whether some of it must be judged again, because others were quicker.
    pub(super) fn is_moved(&self) -> bool {
        self.pushes.iter().any(|push| push.state == State::Moved)
    }

    /// How many documents failed through a fault of ours.
    pub fn failed(&self) -> usize {
        let failed = |push: &&Push| push.state == State::Failed;
        self.pushes.iter().filter(failed).count()
    }

    /// Whether something of the sender's own came to this.
    pub(super) fn has_own(&self, state: State) -> bool {
        let mut own = self.pushes.iter().filter(|push| push.giver.is_none());
        own.any(|push| push.state == state)
    }

    /// How many documents were written, and how many changes were refused for good.
    pub fn written_and_refused(&self) -> (usize, usize) {
        let done = |push: &&Push| matches!(push.state, State::Done(_));
        let pushes = || self.pushes.iter().filter(done);
        let written = pushes().filter(|push| push.verdict.writes()).count();
        let refused = pushes()
            .map(|push| push.verdict.outcome.refused.len())
            .sum();
        (written, refused)
    }

    /// Gives up what waits for the writer.
    pub(super) fn give_up(&mut self) {
        self.deposit = None;
        for push in &mut self.pushes {
            if push.state == State::Judged {
                push.state = State::Failed;
            }
        }
    }

    /// Whether a document can be judged now: what the same request brings of it, or of its parent,
    /// from somebody else is written first, so that one may build on the other.
    pub(super) fn is_next(&self, at: usize) -> bool {
        if self.pushes[at].state != State::Moved {
            return false;
        }
        let parent = self.parent_of(at);
        if parent.is_some_and(|parent| parent.state == State::Moved) {
            return false;
        }
        let doc = self.pushes[at].brought.doc;
        let mut before = self.pushes[..at]
            .iter()
            .filter(|push| push.brought.doc == doc);
        self.hand_overs.is_empty()
            || !before.any(|push| matches!(push.state, State::Judged | State::Moved))
    }

    /// What this request brings of the session or exchange whose companion this is. Companions
    /// come right behind their parents, so the search is short.
    pub(super) fn parent_of(&self, at: usize) -> Option<&Push> {
        let doc = self.pushes[at].brought.doc;
        let before = self.pushes[..at].iter().rev();
        before
            .filter(|push| push.brought.doc.time() == doc.time())
            .find(|push| push.brought.doc.companion() == doc)
    }

    /// The latest entry among the changes that are in the log.
    pub(super) fn last_entry(&self) -> u64 {
        let last = self.pushes.iter().filter_map(|push| match push.state {
            State::Done(seq) => Some(seq),
            _ => None,
        });
        last.max().unwrap_or(0)
    }

    /// How many sessions and exchanges wait no more on the phone: a companion goes with its own.
    pub(super) fn sessions_settled(&self) -> u32 {
        let settled = |push: &&Push| {
            matches!(push.state, State::Done(_)) && push.verdict.outcome.missing.is_none()
        };
        let private = DocKind::Private.number();
        let is_own = |push: &&Push| push.giver.is_none();
        let all = self.pushes.iter().enumerate();
        let pushes = all.filter(|(at, push)| {
            let stands_alone = push.brought.kind != private || self.parent_of(*at).is_none();
            is_own(push) && settled(push) && stands_alone
        });
        u32::try_from(pushes.count()).unwrap_or(u32::MAX)
    }

    /// What became of each document, as far as it can be said.
    pub(super) fn outcomes(&mut self) -> impl Iterator<Item = Outcome> {
        let done = |push: &&mut Push| matches!(push.state, State::Done(_));
        let pushes = self.pushes.iter_mut().filter(done);
        pushes.map(|push| {
            let said = Outcome::new(push.brought.doc);
            let mut outcome = std::mem::replace(&mut push.verdict.outcome, said);
            if push.giver.is_some() {
                // What is here of it is its author's to know.
                outcome.missing = outcome.missing.map(|_| Vec::new());
            }
            outcome
        })
    }

    /// The exact changes of this phone's own that are in the log. What it carried for others comes
    /// back to it, with their authors.
    pub(super) fn put(&mut self) -> BTreeMap<DocId, BTreeSet<ChangeHash>> {
        let done = |push: &&mut Push| push.giver.is_none() && matches!(push.state, State::Done(_));
        let pushes = self.pushes.iter_mut().filter(done);
        pushes
            .map(|push| (push.brought.doc, std::mem::take(&mut push.verdict.known)))
            .collect()
    }
}
