//! The answer to one request, made page by page while the phone takes it.
//!
//! Nothing is made ahead: the caller asks for the next page when the line has taken the one
//! before, so that a slow phone costs one page of memory and holds no lock and no snapshot. Stored
//! bytes go out as they are; no document is opened. Each page ends with a flush of the compressor
//! and, outside a repair, with the cursor that says where the phone stands once it has stored it.

mod ahead;
mod entries;
mod items;

mod agenda;
mod pull;

mod differing;
mod listing;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use client_core::ids::{ChangeHash, DocId};
use client_core::limits::PAGE_DOCUMENTS_MAX;
use client_core::wire::answer::More;
use client_core::wire::{Cursor, CursorMoved, Encoding, FrameEncoder, ToPhone};

pub(super) use self::differing::answer_turn;
pub(super) use self::entries::Entries;
pub(super) use self::listing::Listing;
use super::Failure;
use super::access::Access;
use super::authors::AuthorKey;
use super::window::Window;
use crate::limits::{ANSWER_PAGES_SERVED_MAX, PAGE_BYTES_OF};
use crate::store::{Connection, DeviceSession};

/// An answer that is being given.
pub struct Answer {
    who: DeviceSession,
    key: AuthorKey,
    access: Access,
    window: Window,
    /// What is said before the first page.
    head: Vec<ToPhone>,
    /// Whether the head is worth a flush of its own.
    has_outcomes: bool,
    /// The end, when it follows on the head.
    short_end: Option<ToPhone>,
    /// What is said at the end when all was sent.
    last: ToPhone,
    /// The repair list that is judged instead of a pull.
    listing: Option<Listing>,
    /// What the phone has; none when it has read nothing yet.
    presented: Option<Cursor>,
    /// Where the phone stands once it has stored what was sent so far.
    cursor: Cursor,
    /// The catalogue, for a phone that takes it in pages.
    entries: Option<Entries>,
    wants: VecDeque<DocId>,
    /// The exact changes that this phone put in this exchange.
    put: BTreeMap<DocId, BTreeSet<ChangeHash>>,
    /// Up to which entry each document was sent in this answer.
    sent: BTreeMap<DocId, u64>,
    /// None once the answer is complete.
    encoder: Option<FrameEncoder>,
    pages: usize,
}

/// What an answer is made from.
pub(super) struct Ingredients {
    pub(super) who: DeviceSession,
    pub(super) key: AuthorKey,
    pub(super) access: Access,
    pub(super) window: Window,
    pub(super) encoding: Encoding,
    pub(super) head: Vec<ToPhone>,
    pub(super) has_outcomes: bool,
    pub(super) short_end: Option<ToPhone>,
    pub(super) last: ToPhone,
    pub(super) listing: Option<Listing>,
    pub(super) presented: Option<Cursor>,
    pub(super) cursor: Cursor,
    pub(super) entries: Option<Entries>,
    pub(super) wants: Vec<DocId>,
    pub(super) put: BTreeMap<DocId, BTreeSet<ChangeHash>>,
}

/// A page that is being filled.
#[derive(Debug)]
struct Page {
    bytes: usize,
    bytes_max: usize,
    documents: usize,
}

impl Page {
    /// The `number`th page of an answer, from 1. The first are small, so that something is there
    /// soon, and a line that breaks early repeats little.
    fn new(number: usize) -> Self {
        let at = number.clamp(1, PAGE_BYTES_OF.len()) - 1;
        Self {
            bytes: 0,
            bytes_max: PAGE_BYTES_OF[at],
            documents: 0,
        }
    }

    const fn is_full(&self) -> bool {
        self.bytes >= self.bytes_max || self.documents >= PAGE_DOCUMENTS_MAX
    }
}

impl Answer {
    pub(super) fn new(from: Ingredients) -> Self {
        Self {
            who: from.who,
            key: from.key,
            access: from.access,
            window: from.window,
            head: from.head,
            has_outcomes: from.has_outcomes,
            short_end: from.short_end,
            last: from.last,
            listing: from.listing,
            presented: from.presented,
            cursor: from.cursor,
            entries: from.entries,
            wants: from.wants.into(),
            put: from.put,
            sent: BTreeMap::new(),
            encoder: Some(FrameEncoder::new(from.encoding)),
            pages: 0,
        }
    }

    /// The next bytes of the body; none after the last. `c` shows one state of the database, and
    /// may show a later one at the next call.
    pub fn next_page(&mut self, c: &Connection) -> Result<Option<Vec<u8>>, Failure> {
        if self.encoder.is_none() {
            return Ok(None);
        }
        for message in std::mem::take(&mut self.head) {
            self.say(&message);
        }
        if let Some(end) = self.short_end.take() {
            return Ok(self.end(&end));
        }
        // What is durable is said at once: the first page may take long on a bad line.
        if std::mem::take(&mut self.has_outcomes) {
            return Ok(self.encoder.as_mut().map(FrameEncoder::flush));
        }
        if self.pages > 0 && Access::load(c, &self.who)? != self.access {
            // The member follows other feeds since: the next answer begins with that.
            return Ok(self.end(&More {}.into()));
        }
        self.pages += 1;
        let is_last = if self.listing.is_some() {
            self.listing_page(c)?
        } else {
            self.pull_page(c)?
        };
        if is_last {
            let last = self.last.clone();
            return Ok(self.end(&last));
        }
        if self.pages >= ANSWER_PAGES_SERVED_MAX {
            return Ok(self.end(&More {}.into()));
        }
        Ok(self.encoder.as_mut().map(FrameEncoder::flush))
    }

    fn say(&mut self, message: &ToPhone) {
        if let Some(encoder) = &mut self.encoder {
            encoder.push(message);
        }
    }

    /// Says where the phone stands once it has stored this page. When it stands there already
    /// and there was nothing in the page, there is nothing to store.
    fn say_cursor(&mut self, page: &Page) {
        if page.documents == 0 && self.presented.as_ref() == Some(&self.cursor) {
            return;
        }
        let cursor = self.cursor.clone();
        self.presented = Some(cursor.clone());
        self.say(&CursorMoved { cursor }.into());
    }

    fn end(&mut self, last: &ToPhone) -> Option<Vec<u8>> {
        self.say(last);
        self.encoder.take().map(FrameEncoder::finish)
    }
}
