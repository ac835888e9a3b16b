//! The catalogue as far as a phone lacks it, page by page.
//!
//! What everything else is read with (units, members, campaigns) goes before the documents, long
//! registers behind them, so that nobody waits for ten thousand schools to see today's plan. Within
//! each of the two shelves the entries of all scopes go in the order in which they changed, so that
//! one number says how far the phone has come; only a unit that is new to it is behind, and has
//! numbers of its own until it has caught up.

use client_core::ids::UnitId;
use client_core::wire::{CatalogueCursor, CatalogueMoved, CatalogueWalk};

use super::ahead::Ahead;
use super::{Answer, Page};
use crate::exchange::Failure;
use crate::exchange::access::Access;
use crate::exchange::audience::Audience;
use crate::exchange::told;
use crate::limits::{AROUND_BYTES, PAGE_ENTRIES_MAX};
use crate::store::catalogue::{self, Changed};
use crate::store::{Connection, StoreError};

/// What goes before the documents, and what goes behind them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shelf {
    Early,
    Late,
}

/// How far the catalogue was said.
#[derive(Debug)]
pub(in crate::exchange) struct Entries {
    /// The units whose entries the phone may see.
    units: Vec<UnitId>,
    cursor: CatalogueCursor,
    /// Who may hear what concerns no unit.
    audience: Audience,
    /// What the phone holds belongs to no history of this catalogue.
    is_afresh: bool,
}

/// The entries of one scope, behind a version.
#[derive(Clone, Debug)]
struct Scope {
    unit: Option<UnitId>,
    after: u64,
}

impl Entries {
    /// Takes up where a phone stands. `through` is the end of the log as `access` was read.
    pub(in crate::exchange) fn begin(
        told: CatalogueCursor,
        access: &Access,
        audience: Audience,
        through: u64,
    ) -> Self {
        let mut cursor = told;
        let followed = || {
            access
                .feeds()
                .filter_map(|window| Some((window.feed.unit()?, window)))
        };
        cursor.walks.retain(|walk| {
            followed().any(|(unit, window)| unit == walk.unit && window.since == walk.since)
        });
        for (unit, window) in followed() {
            let is_walked = cursor.walks.iter().any(|walk| walk.unit == unit);
            if window.since > cursor.through && !is_walked {
                cursor.walks.push(CatalogueWalk {
                    unit,
                    since: window.since,
                    early: 0,
                    late: 0,
                });
            }
        }
        cursor.through = through;
        Self {
            units: followed().map(|(unit, _)| unit).collect(),
            is_afresh: (cursor.early, cursor.late) == (0, 0),
            audience,
            cursor,
        }
    }

    /// A version that this catalogue has not reached is another server's, or this one's before it
    /// was restored: everything is new then.
    fn begin_afresh_if_ahead(&mut self, latest: u64) {
        if self.cursor.early.max(self.cursor.late) > latest {
            self.cursor = CatalogueCursor {
                through: self.cursor.through,
                ..CatalogueCursor::default()
            };
            self.is_afresh = true;
        }
    }

    /// Whether nothing is left of a shelf.
    fn is_drained(&self, c: &Connection, shelf: Shelf) -> Result<bool, StoreError> {
        for scope in self.scopes(shelf) {
            if !read(c, &scope, shelf, scope.after, 1)?.is_empty() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether the phone lacks nothing of a shelf, as far as can be said without looking.
    fn has_all(&self, shelf: Shelf, latest: u64) -> bool {
        let mut walks = self.cursor.walks.iter();
        self.reached(shelf) == latest && walks.all(|walk| shelf.of(walk) == latest)
    }

    const fn reached(&self, shelf: Shelf) -> u64 {
        match shelf {
            Shelf::Early => self.cursor.early,
            Shelf::Late => self.cursor.late,
        }
    }

    /// Everything of a shelf up to this version was said.
    fn advance(&mut self, shelf: Shelf, version: u64) {
        let reached = match shelf {
            Shelf::Early => &mut self.cursor.early,
            Shelf::Late => &mut self.cursor.late,
        };
        *reached = version.max(*reached);
        for walk in &mut self.cursor.walks {
            let reached = match shelf {
                Shelf::Early => &mut walk.early,
                Shelf::Late => &mut walk.late,
            };
            *reached = version.max(*reached);
        }
        let (early, late) = (self.cursor.early, self.cursor.late);
        let is_behind = |walk: &CatalogueWalk| walk.early < early || walk.late < late;
        self.cursor.walks.retain(is_behind);
    }

    fn scopes(&self, shelf: Shelf) -> Vec<Scope> {
        let reached = self.reached(shelf);
        let everybody = Scope {
            unit: None,
            after: reached,
        };
        let units = self.units.iter().map(|unit| {
            let mut walks = self.cursor.walks.iter();
            let walk = walks.find(|walk| walk.unit == *unit);
            Scope {
                unit: Some(unit.clone()),
                after: walk.map_or(reached, |walk| shelf.of(walk)),
            }
        });
        std::iter::once(everybody).chain(units).collect()
    }
}

impl Shelf {
    const fn other(self) -> Self {
        match self {
            Self::Early => Self::Late,
            Self::Late => Self::Early,
        }
    }

    const fn of(self, walk: &CatalogueWalk) -> u64 {
        match self {
            Self::Early => walk.early,
            Self::Late => walk.late,
        }
    }
}

impl Answer {
    /// Adds what the phone lacks of a shelf; true when nothing is left of it.
    pub(super) fn add_entries(
        &mut self,
        c: &Connection,
        shelf: Shelf,
        page: &mut Page,
    ) -> Result<bool, Failure> {
        let Some(mut entries) = self.entries.take() else {
            return Ok(true);
        };
        let done = self.add_entries_of(c, shelf, &mut entries, page);
        self.entries = Some(entries);
        done
    }

    fn add_entries_of(
        &mut self,
        c: &Connection,
        shelf: Shelf,
        entries: &mut Entries,
        page: &mut Page,
    ) -> Result<bool, Failure> {
        let latest = catalogue::version(c)?;
        entries.begin_afresh_if_ahead(latest);
        if entries.has_all(shelf, latest) {
            return Ok(true);
        }
        if std::mem::take(&mut entries.is_afresh) {
            self.say_entries_moved(entries, true, false);
        }
        let reached = entries.reached(shelf);
        let mut changed = Ahead::new(entries.scopes(shelf));
        let mut said = 0;
        let is_last = loop {
            let Some((_, entry)) = changed.next(
                |scope: &Scope, last: Option<&Changed>, limit| {
                    let after = last.map_or(scope.after, |last| last.version);
                    read(c, scope, shelf, after, limit)
                },
                |entry| entry.version,
            )?
            else {
                break true;
            };
            if page.is_full() || said >= PAGE_ENTRIES_MAX {
                break false;
            }
            entries.advance(shelf, entry.version);
            let was_gone_before = entry.json.is_none() && entry.version <= reached;
            if was_gone_before || !entries.audience.is_told(&entry) {
                // Gone before the phone followed this unit, or not for this phone.
                continue;
            }
            said += 1;
            page.bytes += AROUND_BYTES + entry.json.as_ref().map_or(0, String::len);
            let item = told::item(&self.key, entry);
            self.say(&item.into());
        };
        if is_last {
            entries.advance(shelf, latest);
        }
        let other = shelf.other();
        let is_complete = is_last && entries.is_drained(c, other)?;
        if is_complete {
            entries.advance(other, latest);
        }
        self.say_entries_moved(entries, false, is_complete);
        Ok(is_last)
    }

    fn say_entries_moved(&mut self, entries: &Entries, afresh: bool, complete: bool) {
        let moved = CatalogueMoved {
            cursor: entries.cursor.clone(),
            afresh,
            complete,
        };
        self.say(&moved.into());
    }
}

fn read(
    c: &Connection,
    scope: &Scope,
    shelf: Shelf,
    after: u64,
    limit: usize,
) -> Result<Vec<Changed>, StoreError> {
    catalogue::changed(c, scope.unit.as_ref(), shelf == Shelf::Late, after, limit)
}
