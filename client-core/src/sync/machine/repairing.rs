//! The turns of a repair: it begins, a list was answered, the lists are through.

use super::Machine;
use crate::sync::answer::Answer;
use crate::sync::comparison::{Comparison, Next};
use crate::sync::effect::{Effect, Outcomes, Page};
use crate::sync::error::SyncError;
use crate::sync::repair::{Listing, Repair};
use crate::wire;
use crate::wire::{CatalogueCursor, RepairReason};

impl Machine {
    pub(super) fn repair_asked(
        &mut self,
        answer: &mut Answer,
        asked: &wire::Repair,
    ) -> Result<(), SyncError> {
        if std::mem::replace(&mut self.repaired, true) {
            return Err(SyncError::RepairAgain);
        }
        answer.repair_asked = true;
        self.outbox.clear();
        self.effects.push_back(Effect::RepairBegan {
            organisation: asked.organisation.clone(),
            reason: asked.reason,
        });
        if asked.reason == RepairReason::LogDiverged {
            // A restored server's catalogue may be older than what is held here.
            self.catalogue = CatalogueCursor::default();
        }
        self.begin_repair();
        Ok(())
    }

    pub(super) fn begin_repair(&mut self) {
        let feeds = self.cursors.forget(&self.identity.organisation);
        self.receipts
            .retain(|r| r.organisation != self.identity.organisation);
        self.repair = Some(match self.reconciles {
            true => Repair::Comparing(Box::new(Comparison::new(self.kept_from, feeds))),
            false => Repair::Listing(Box::default()),
        });
    }

    /// The server does not answer turns: the repair goes on by lists, and what it says instead is
    /// not listened to.
    pub(super) fn list_instead(&mut self, answer: &mut Answer) {
        self.repair = Some(Repair::Listing(Box::default()));
        answer.is_dropped = true;
    }

    /// More of what is held was read for a comparison.
    pub(super) fn after_reading(&mut self, next: Result<Next, SyncError>) {
        match next {
            Ok(Next::GoOn) => {}
            // A set of this build's own making can always be begun with; if not, a list can.
            Ok(_) | Err(_) => self.repair = Some(Repair::Listing(Box::default())),
        }
    }

    /// The answer to one turn of a comparison is complete; returns whether to go on.
    pub(super) fn end_turn(&mut self) -> Result<bool, SyncError> {
        let Some(Repair::Comparing(comparison)) = &mut self.repair else {
            return Ok(true);
        };
        match comparison.answered()? {
            Next::GoOn => {}
            Next::List => self.repair = Some(Repair::Listing(Box::default())),
            Next::Known { equal, rest } => {
                if !equal.is_empty() {
                    self.effects.push_back(Effect::RepairEqual { docs: equal });
                }
                let nothing_differs = rest.is_empty();
                self.repair = Some(Repair::Listing(Box::new(Listing::of(rest))));
                if nothing_differs {
                    return self.end_list();
                }
            }
        }
        Ok(true)
    }

    /// Both sides hold the same.
    pub(super) fn end_repair(&mut self) {
        self.repair = None;
        self.effects.push_back(Effect::RepairEnded);
    }

    /// The answer to one list of a repair is complete; returns whether to go on.
    pub(super) fn end_list(&mut self) -> Result<bool, SyncError> {
        let Some(Repair::Listing(listing)) = &mut self.repair else {
            return Ok(true);
        };
        let answered = listing.answered();
        if !answered.equal.is_empty() {
            let docs = answered.equal;
            self.effects.push_back(Effect::RepairEqual { docs });
        }
        if !answered.missing.is_empty() {
            let missing = answered.missing;
            self.effects.push_back(Effect::Outcomes(Outcomes {
                missing,
                ..Outcomes::default()
            }));
        }
        if answered.last {
            if let Some(rest) = &listing.rest {
                let cursor = rest.cursor.clone();
                self.cursors.advance(&cursor)?;
                self.effects.push_back(Effect::Page(Page {
                    cursor: Some(cursor),
                    ..Page::default()
                }));
            } else if !listing.cursor_came {
                return Err(SyncError::RepairWithoutCursor);
            }
            for missing in listing.take_missing() {
                self.outbox.add_missing(&missing);
            }
            self.effects.push_back(Effect::RepairReconciled);
            let pending_known = false;
            self.repair = Some(Repair::Sending { pending_known });
        }
        Ok(true)
    }
}
