//! The turns of a repair: it begins, a list was answered, the lists are through.

use super::Machine;
use crate::sync::answer::Answer;
use crate::sync::effect::{Effect, Outcomes};
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
        self.cursors.forget(&self.identity.organisation);
        self.receipts
            .retain(|r| r.organisation != self.identity.organisation);
        self.repair = Some(Repair::Listing(Listing::default()));
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
            if !listing.cursor_came {
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
