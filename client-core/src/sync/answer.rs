//! An answer as it arrives: bytes into messages, each only where it may stand.
//!
//! Gathers what belongs in one transaction. What was gathered when the line is cut is forgotten,
//! because the server says it again.

use super::effect::{CataloguePage, Outcomes, Page};
use super::error::SyncError;
use crate::limits::{ANSWER_PAGE_BYTES_MAX, ANSWER_PAGES_MAX};
use crate::wire::{FrameDecoder, ToPhone};

/// Bytes inflated at a time, so that hardly more than one page is ever inflated at once.
const FEED_BYTES: usize = 1_024;

/// How far an answer has come; its messages stand in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Nothing,
    Welcomed,
    Catalogue,
    Outcomes,
    Pages,
    Repair,
    Ended,
}

/// How the server ended its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    Done,
    More,
    /// A repair, a failure, an order: whatever follows was decided when it was heard.
    Other,
}

/// One answer that is being read.
pub(super) struct Answer {
    decoder: FrameDecoder,
    stage: Stage,
    pages: usize,
    /// Catalogue entries that are being gathered, and their bytes.
    pub(super) catalogue: CataloguePage,
    pub(super) catalogue_bytes: usize,
    pub(super) outcomes: Outcomes,
    pub(super) page: Page,
    pub(super) page_bytes: usize,
    /// Whether anything came that is stored: a server may only say `more` after that.
    pub(super) progress: bool,
    /// Whether a repair was asked for in this answer.
    pub(super) repair_asked: bool,
    pub(super) ending: Option<Ending>,
    /// Nothing of it is kept: it answers another question than was asked.
    pub(super) is_dropped: bool,
}

impl Answer {
    pub(super) fn new() -> Self {
        Self {
            decoder: FrameDecoder::new(ANSWER_PAGE_BYTES_MAX),
            stage: Stage::Nothing,
            pages: 0,
            catalogue: CataloguePage::default(),
            catalogue_bytes: 0,
            outcomes: Outcomes::default(),
            page: Page::default(),
            page_bytes: 0,
            progress: false,
            repair_asked: false,
            ending: None,
            is_dropped: false,
        }
    }

    /// Reads on through an answer of which nothing is kept.
    pub(super) fn pass_over(&mut self, message: &ToPhone) -> Result<(), SyncError> {
        match message {
            ToPhone::CursorMoved(_) => self.begin_page(),
            ToPhone::More(_) | ToPhone::Done(_) => {
                self.ending = Some(Ending::Other);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// The pieces in which bytes are to be fed, each followed by all of `next`.
    pub(super) fn pieces(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
        bytes.chunks(FEED_BYTES)
    }

    pub(super) fn feed(&mut self, piece: &[u8]) -> Result<(), SyncError> {
        Ok(self.decoder.feed(piece)?)
    }

    /// The next message that stands where it may.
    pub(super) fn next(&mut self) -> Result<Option<ToPhone>, SyncError> {
        let Some(message) = self.decoder.next_message::<ToPhone>()? else {
            return Ok(None);
        };
        let (stands_in, name) = place(&message);
        let first = self.stage == Stage::Nothing;
        let may_stand = match message {
            ToPhone::Welcome(_) => first,
            ToPhone::Wipe(_) | ToPhone::Retry(_) | ToPhone::Failed(_) => self.stage < Stage::Ended,
            ToPhone::Repair(_) => !first && self.stage < Stage::Repair,
            _ if self.stage == Stage::Repair => stands_in == Stage::Ended,
            ToPhone::DurableThrough(_) | ToPhone::CatalogueItem(_) | ToPhone::CatalogueMoved(_) => {
                !first && self.stage < Stage::Ended
            }
            _ => !first && stands_in >= self.stage && self.stage < Stage::Ended,
        };
        if !may_stand {
            return Err(SyncError::OutOfOrder { message: name });
        }
        self.stage = stands_in.max(self.stage);
        Ok(Some(message))
    }

    /// Whether the message that was just read begins what comes after the catalogue.
    pub(super) fn is_past_catalogue(&self) -> bool {
        self.stage > Stage::Catalogue
    }

    /// Whether the message that was just read begins what comes after the outcomes.
    pub(super) fn is_past_outcomes(&self) -> bool {
        self.stage > Stage::Outcomes
    }

    /// A transaction's worth was taken out: the next may inflate to as much again.
    pub(super) fn begin_page(&mut self) -> Result<(), SyncError> {
        self.pages += 1;
        if self.pages > ANSWER_PAGES_MAX {
            let pages_max = ANSWER_PAGES_MAX;
            return Err(SyncError::AnswerTooLong { pages_max });
        }
        self.decoder.begin_page();
        Ok(())
    }
}

/// Where a message stands, and what it is called when it does not.
const fn place(message: &ToPhone) -> (Stage, &'static str) {
    match message {
        ToPhone::Welcome(_) => (Stage::Welcomed, "welcome"),
        // Stands before the outcomes, or in pages of its own anywhere behind the welcome.
        ToPhone::CatalogueItem(_) => (Stage::Catalogue, "catalogue"),
        ToPhone::CatalogueMoved(_) => (Stage::Catalogue, "catalogue_moved"),
        ToPhone::Taken(_) => (Stage::Outcomes, "taken"),
        ToPhone::Missing(_) => (Stage::Outcomes, "missing"),
        ToPhone::Refused(_) => (Stage::Outcomes, "refused"),
        ToPhone::Item(_) => (Stage::Pages, "item"),
        ToPhone::Gone(_) => (Stage::Pages, "gone"),
        ToPhone::GoneForGood(_) => (Stage::Pages, "gone_for_good"),
        ToPhone::Retract(_) => (Stage::Pages, "retract"),
        ToPhone::CursorMoved(_) => (Stage::Pages, "cursor"),
        // Speaks of the log as a whole and belongs to no part: it may stand anywhere.
        ToPhone::DurableThrough(_) => (Stage::Welcomed, "durable_through"),
        ToPhone::Repair(_) => (Stage::Repair, "repair"),
        ToPhone::More(_) => (Stage::Ended, "more"),
        ToPhone::Done(_) => (Stage::Ended, "done"),
        ToPhone::Wipe(_) => (Stage::Ended, "wipe"),
        ToPhone::Retry(_) => (Stage::Ended, "retry"),
        ToPhone::Failed(_) => (Stage::Ended, "failed"),
        ToPhone::Reconciled(_) => (Stage::Outcomes, "reconciled"),
        ToPhone::Carried(_) => (Stage::Outcomes, "carried"),
    }
}
