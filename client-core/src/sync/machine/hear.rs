//! Hearing an answer: each message checked against what was asked, each transaction's worth
//! handed on as one effect.

use ed25519_dalek::{Signature, Verifier, VerifyingKey};

use super::{LockTalk, Machine, Phase};
use crate::limits::{PAGE_BYTES, PAGE_DOCUMENTS_MAX, RETRY_MS_MAX};
use crate::sync::answer::{Answer, Ending};
use crate::sync::cursor::keep_receipt;
use crate::sync::effect::{CataloguePage, Effect, Holding, Outcomes};
use crate::sync::error::SyncError;
use crate::sync::repair::Repair;
use crate::sync::report::SyncEnd;
use crate::wire;
use crate::wire::{
    Carried, CatalogueCursor, CatalogueItem, CatalogueMoved, Cursor, Encoding, Failed, FailureCode,
    Item, Missing, Refused, ToPhone, Welcome, Wipe,
};

impl Machine {
    pub(super) fn hear_bytes(&mut self, bytes: &[u8]) -> Result<(), SyncError> {
        let reading = std::mem::replace(&mut self.phase, Phase::Over);
        let Phase::Reading(mut answer) = reading else {
            self.phase = reading;
            return Ok(());
        };
        for piece in Answer::pieces(bytes) {
            answer.feed(piece)?;
            while let Some(message) = answer.next()? {
                self.hear(&mut answer, message)?;
            }
        }
        self.phase = Phase::Reading(answer);
        Ok(())
    }

    /// Keeps what the server said of the changes sent although the answer was cut: it was durable
    /// there before it was said.
    pub(super) fn keep_outcomes(&mut self) {
        if let Phase::Reading(answer) = &mut self.phase {
            let outcomes = std::mem::take(&mut answer.outcomes);
            self.push_outcomes(outcomes);
        }
    }

    fn hear(&mut self, answer: &mut Answer, message: ToPhone) -> Result<(), SyncError> {
        let broken_off = matches!(
            message,
            ToPhone::Wipe(_) | ToPhone::Retry(_) | ToPhone::Failed(_)
        );
        if answer.is_dropped && !broken_off {
            return answer.pass_over(&message);
        }
        let in_catalogue = matches!(
            message,
            ToPhone::CatalogueItem(_) | ToPhone::CatalogueMoved(_)
        );
        if answer.is_past_catalogue() && !in_catalogue && !broken_off {
            self.end_catalogue(answer)?;
        }
        if answer.is_past_outcomes() {
            let outcomes = std::mem::take(&mut answer.outcomes);
            self.push_outcomes(outcomes);
        }
        match message {
            ToPhone::Welcome(welcome) => self.welcomed(answer, welcome)?,
            ToPhone::CatalogueItem(item) => self.catalogue_item(answer, item)?,
            ToPhone::CatalogueMoved(moved) => self.catalogue_moved(answer, moved)?,
            ToPhone::Taken(taken) => {
                self.report.sent += self.outbox.taken(&taken)?;
                keep_receipt(&mut self.receipts, &taken.receipt);
                answer.outcomes.taken.push(taken);
            }
            ToPhone::Missing(missing) => self.missing(answer, missing)?,
            ToPhone::Refused(refused) => self.refused(answer, refused)?,
            ToPhone::Carried(carried) => self.carried(answer, carried)?,
            ToPhone::Item(item) => self.item(answer, item)?,
            ToPhone::Gone(gone) => answer.page.gone.push(gone),
            ToPhone::GoneForGood(gone) => answer.page.gone_for_good.push(gone.doc),
            ToPhone::Retract(retract) => answer.page.retracts.push(retract),
            ToPhone::CursorMoved(moved) => self.cursor_moved(answer, moved.cursor)?,
            ToPhone::DurableThrough(through) => {
                self.effects.push_back(Effect::DurableThrough(through));
            }
            ToPhone::Repair(repair) => self.repair_asked(answer, &repair)?,
            ToPhone::More(_) => self.answer_ends(answer, Ending::More, "more")?,
            ToPhone::Done(_) => self.answer_ends(answer, Ending::Done, "done")?,
            ToPhone::Wipe(wipe) => self.wiped(answer, &wipe)?,
            ToPhone::Retry(retry) => {
                let after_ms = retry.after_ms.min(RETRY_MS_MAX);
                self.effects.push_back(Effect::Retry { after_ms });
                self.break_off(answer, SyncEnd::Retry { after_ms });
            }
            ToPhone::Failed(failed) => self.failed(answer, failed),
            ToPhone::Reconciled(said) => match &mut self.repair {
                Some(Repair::Comparing(comparison)) => comparison.heard(said)?,
                _ => {
                    let message = "reconciled";
                    return Err(SyncError::OutOfOrder { message });
                }
            },
        }
        if answer.outcomes.len() >= PAGE_DOCUMENTS_MAX {
            let outcomes = std::mem::take(&mut answer.outcomes);
            self.push_outcomes(outcomes);
            answer.begin_page()?;
        }
        Ok(())
    }

    fn welcomed(&mut self, answer: &mut Answer, welcome: Welcome) -> Result<(), SyncError> {
        if welcome.protocol != wire::PROTOCOL {
            return Err(SyncError::ProtocolUnknown(welcome.protocol));
        }
        let chosen = Encoding::SUPPORTED
            .iter()
            .find(|e| e.number() == welcome.encoding);
        self.encoding = chosen.copied().unwrap_or(self.encoding);
        if let Some(feeds) = welcome.feeds {
            let role = welcome.role;
            self.effects.push_back(Effect::FeedsChanged { feeds, role });
        }
        let mut versions = [1; 3];
        for (version, said) in versions.iter_mut().zip(welcome.schemas.unwrap_or_default()) {
            *version = said;
        }
        if versions != self.schemas {
            self.schemas = versions;
            self.effects.push_back(Effect::Schemas { versions });
        }
        if !matches!(self.lock, LockTalk::Settled) {
            self.lock = LockTalk::Heard(Holding {
                held: welcome.deposit,
                handed_out: welcome.handed_out,
            });
        }
        let spoken = welcome.reconciles == Some(wire::RECONCILES);
        if spoken != self.reconciles {
            self.reconciles = spoken;
            self.effects.push_back(Effect::Reconciles { spoken });
        }
        if !spoken && matches!(self.repair, Some(Repair::Comparing(_))) {
            self.list_instead(answer);
            return Ok(());
        }
        let version = welcome.catalogue_version;
        let is_news = version != self.catalogue.version();
        answer.catalogue.cursor = is_news.then(|| CatalogueCursor::at_version(version));
        Ok(())
    }

    fn catalogue_item(
        &mut self,
        answer: &mut Answer,
        item: CatalogueItem,
    ) -> Result<(), SyncError> {
        answer.catalogue_bytes += item.key.len() + item.json.as_ref().map_or(0, String::len);
        answer.catalogue.items.push(item);
        if answer.catalogue_bytes >= PAGE_BYTES {
            let items = std::mem::take(&mut answer.catalogue.items);
            return self.push_catalogue(
                answer,
                CataloguePage {
                    items,
                    ..CataloguePage::default()
                },
            );
        }
        Ok(())
    }

    fn catalogue_moved(
        &mut self,
        answer: &mut Answer,
        moved: CatalogueMoved,
    ) -> Result<(), SyncError> {
        self.catalogue = moved.cursor.clone();
        let page = CataloguePage {
            afresh: moved.afresh,
            items: std::mem::take(&mut answer.catalogue.items),
            cursor: Some(moved.cursor),
            complete: moved.complete,
        };
        answer.progress = true;
        self.push_catalogue(answer, page)
    }

    /// The end of what a server says that knows no pages: the version is stored with the last
    /// entries, and a cut before that brings them again.
    fn end_catalogue(&mut self, answer: &mut Answer) -> Result<(), SyncError> {
        let page = std::mem::take(&mut answer.catalogue);
        if page == CataloguePage::default() {
            return Ok(());
        }
        if let Some(cursor) = &page.cursor {
            self.catalogue = cursor.clone();
        }
        self.push_catalogue(answer, page)
    }

    fn push_catalogue(
        &mut self,
        answer: &mut Answer,
        page: CataloguePage,
    ) -> Result<(), SyncError> {
        answer.catalogue_bytes = 0;
        self.effects.push_back(Effect::Catalogue(page));
        answer.begin_page()
    }

    fn push_outcomes(&mut self, mut outcomes: Outcomes) {
        if outcomes.len() > 0 {
            if !outcomes.taken.is_empty() {
                outcomes.receipts = self.receipts.clone();
            }
            self.effects.push_back(Effect::Outcomes(outcomes));
        }
    }

    fn carried(&mut self, answer: &mut Answer, carried: Carried) -> Result<(), SyncError> {
        self.outbox.envelope_settled(carried.envelope)?;
        self.report.carried += 1;
        answer.outcomes.carried.push(carried);
        Ok(())
    }

    fn refused(&mut self, answer: &mut Answer, refused: Refused) -> Result<(), SyncError> {
        if self.outbox.is_about_envelope(&refused) {
            return Ok(());
        }
        let is_brought = self.outbox.refused(&refused)?;
        self.report.refused += 1;
        match is_brought {
            true => answer.outcomes.refused_by_hand.push(refused),
            false => answer.outcomes.refused.push(refused),
        }
        Ok(())
    }

    fn missing(&mut self, answer: &mut Answer, missing: Missing) -> Result<(), SyncError> {
        if let Some(Repair::Listing(listing)) = &mut self.repair {
            // Handed on when the list's items are stored: the heads named here come with them.
            let doc = missing.doc;
            return if listing.lacks(missing) {
                Ok(())
            } else {
                Err(SyncError::NeverPut { doc })
            };
        }
        if !self.outbox.missing(&missing)? {
            answer.outcomes.missing.push(missing);
        }
        Ok(())
    }

    fn item(&mut self, answer: &mut Answer, item: Item) -> Result<(), SyncError> {
        let (changes, authors) = (item.changes.len(), item.authors.len());
        if changes != authors {
            let doc = item.doc;
            return Err(SyncError::UnevenItem {
                doc,
                changes,
                authors,
            });
        }
        let snapshot = item.snapshot.as_ref().map_or(0, |bytes| bytes.0.len());
        answer.page_bytes += snapshot + item.changes.iter().map(|c| c.0.len()).sum::<usize>();
        answer.progress |= self.wanted.contains(&item.doc);
        let mut listed = false;
        if let Some(Repair::Listing(listing)) = &mut self.repair {
            listing.came(item.doc);
            listed = true;
        }
        answer.page.items.push(item);
        let full = answer.page_bytes >= PAGE_BYTES || answer.page.items.len() >= PAGE_DOCUMENTS_MAX;
        if listed && full {
            // A repair's answer has no cursors on the way: it is the same documents, whole.
            self.push_page(answer, None)?;
        }
        Ok(())
    }

    fn cursor_moved(&mut self, answer: &mut Answer, cursor: Cursor) -> Result<(), SyncError> {
        if self.is_comparing() {
            let listing = match &mut self.repair {
                Some(Repair::Listing(listing)) => Some(listing),
                _ => None,
            };
            let last = listing.filter(|listing| listing.rest.is_none() && listing.is_last());
            let message = "cursor";
            last.ok_or(SyncError::OutOfOrder { message })?.cursor_came = true;
        }
        answer.progress |= self.cursors.advance(&cursor)?;
        self.push_page(answer, Some(cursor))
    }

    fn push_page(&mut self, answer: &mut Answer, cursor: Option<Cursor>) -> Result<(), SyncError> {
        let mut page = std::mem::take(&mut answer.page);
        answer.page_bytes = 0;
        answer.progress |= cursor.is_none();
        self.report.received += page.changes();
        page.cursor = cursor;
        self.effects.push_back(Effect::Page(page));
        answer.begin_page()
    }

    fn answer_ends(
        &mut self,
        answer: &mut Answer,
        ending: Ending,
        message: &'static str,
    ) -> Result<(), SyncError> {
        if !answer.page.is_empty() {
            if !matches!(self.repair, Some(Repair::Listing(_))) {
                return Err(SyncError::OutOfOrder { message });
            }
            self.push_page(answer, None)?;
        }
        answer.ending = Some(ending);
        Ok(())
    }

    fn wiped(&mut self, answer: &mut Answer, wipe: &Wipe) -> Result<(), SyncError> {
        let signed = [b"teren wipe".as_slice(), &self.identity.device.0].concat();
        let key = VerifyingKey::from_bytes(&self.identity.identity_key);
        let signature = Signature::from_slice(&wipe.signature.0);
        let genuine = wipe.device == self.identity.device
            && matches!((key, signature), (Ok(key), Ok(signature))
                if key.verify(&signed, &signature).is_ok());
        if !genuine {
            return Err(SyncError::ForgedWipe);
        }
        self.effects.push_back(Effect::Wipe);
        self.break_off(answer, SyncEnd::Wiped);
        Ok(())
    }

    fn failed(&mut self, answer: &mut Answer, failed: Failed) {
        match failed.code {
            FailureCode::Unauthenticated if !self.show_certificate => {
                self.show_certificate = true;
                self.ask_in_another_way(answer);
            }
            FailureCode::EncodingUnknown if self.encoding != Encoding::Plain => {
                self.encoding = Encoding::Plain;
                self.ask_in_another_way(answer);
            }
            code => {
                let reason = failed.reason.clone();
                self.effects.push_back(Effect::Failed(failed));
                self.break_off(answer, SyncEnd::Failed { code, reason });
            }
        }
    }

    fn ask_in_another_way(&mut self, answer: &mut Answer) {
        self.outbox.send_again();
        self.wants = self.wanted.iter().copied().collect();
        answer.ending = Some(Ending::Other);
    }

    fn break_off(&mut self, answer: &mut Answer, end: SyncEnd) {
        answer.ending = Some(Ending::Other);
        self.report.end.get_or_insert(end);
    }
}
