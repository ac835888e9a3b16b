//! The rows that pages read, compared with a replay of the document.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use client_core::document::Document;
use client_core::ids::{DocId, OrganisationId};
use client_core::model::Cell;
use client_core::time::Timestamp;

use super::Problem;
use crate::projection::{self, Facts};
use crate::store::documents::DocumentRow;
use crate::store::read_model::{self, ExchangeFacts, SessionFacts};
use crate::store::suspects::{self, Suspect};
use crate::store::{Connection, StoreError, attachments, audit};

pub(super) fn check(
    c: &Connection,
    organisation: &OrganisationId,
    row: &DocumentRow,
    document: &Document,
    tell: &mut dyn FnMut(Problem),
) -> Result<(), StoreError> {
    let zone = projection::zone_of(c, &row.unit)?;
    let facts = Facts::of(document, row.parent, &row.unit, &zone);
    let mut comparison = Comparison {
        doc: row.doc,
        tell: &mut *tell,
    };
    match &facts {
        Facts::Private(facts) => {
            comparison.suspects(&suspects::found_in(c, row.doc)?, &facts.suspects);
            let kept = attachments::of(c, facts.parent)?;
            comparison.expect("attachments", &kept, &facts.attachments);
            return Ok(());
        }
        Facts::Session(facts) => match read_model::session(c, row.doc)? {
            None => comparison.expect("row", &"missing", &"there"),
            Some(kept) => {
                comparison.session(&kept, facts);
                let counted = read_model::link(c, row.doc)?.is_some_and(|link| link.counted);
                let expected = projection::is_counted(c, row.doc)?;
                comparison.expect("counted", &counted, &expected);
            }
        },
        Facts::Exchange(facts) => match read_model::exchange(c, row.doc)? {
            None => comparison.expect("row", &"missing", &"there"),
            Some(kept) => comparison.exchange(&kept, facts),
        },
    }
    let received = last_receipt(c, organisation, row.doc)?;
    comparison.expect("received", &read_model::received(c, row.doc)?, &received);
    if let Some((day, planned)) = facts.listed() {
        for (column, kept, expected) in [
            ("day", row.day.clone(), day.to_owned()),
            ("planned", row.planned.to_string(), planned.to_string()),
        ] {
            if kept != expected {
                tell(Problem::Document {
                    doc: row.doc,
                    column,
                    kept,
                    expected,
                });
            }
        }
    }
    Ok(())
}

/// When something of a document or its companion last arrived.
fn last_receipt(
    c: &Connection,
    organisation: &OrganisationId,
    doc: DocId,
) -> Result<Option<Timestamp>, StoreError> {
    let main = audit::last_receipt(c, organisation, doc)?;
    let companion = audit::last_receipt(c, organisation, doc.companion())?;
    Ok(main.max(companion))
}

struct Comparison<'a> {
    doc: DocId,
    tell: &'a mut dyn FnMut(Problem),
}

impl Comparison<'_> {
    fn expect<T: PartialEq + Debug>(&mut self, column: &'static str, kept: &T, expected: &T) {
        if kept != expected {
            (self.tell)(Problem::ReadModel {
                doc: self.doc,
                column,
                kept: format!("{kept:?}"),
                expected: format!("{expected:?}"),
            });
        }
    }

    fn session(&mut self, kept: &SessionFacts, expected: &SessionFacts) {
        self.expect("unit", &kept.unit, &expected.unit);
        self.expect("day", &kept.day, &expected.day);
        self.expect("moment", &kept.moment, &expected.moment);
        self.expect("at", &kept.at, &expected.at);
        self.expect("review", &kept.review, &expected.review);
        self.expect("status", &kept.status, &expected.status);
        self.expect("kind", &kept.kind, &expected.kind);
        self.expect("campaign", &kept.campaign, &expected.campaign);
        self.expect("title", &kept.title, &expected.title);
        self.expect("title_order", &kept.title_order, &expected.title_order);
        self.expect("place", &kept.place, &expected.place);
        self.expect("search", &kept.search, &expected.search);
        self.expect("activities", &kept.activities, &expected.activities);
        self.expect("people", &kept.people, &expected.people);
        self.expect("estimated", &kept.estimated, &expected.estimated);
        self.expect("materials", &kept.materials, &expected.materials);
        self.expect("media_items", &kept.media_items, &expected.media_items);
        self.expect("broadcasts", &kept.broadcasts, &expected.broadcasts);
        self.expect("conflicts", &kept.conflicts, &expected.conflicts);
        self.expect("counters", &kept.counters, &expected.counters);
        self.expect("withdrawn", &kept.withdrawn, &expected.withdrawn);
        self.expect("duplicate_of", &kept.duplicate_of, &expected.duplicate_of);
        self.expect("team", &kept.team, &expected.team);
        self.suspects(&kept.suspects, &expected.suspects);
        self.cells(&kept.cells, &expected.cells);
    }

    /// Only the cells that differ: a whole table is too long to be read.
    fn cells(&mut self, kept: &BTreeMap<Cell, u64>, expected: &BTreeMap<Cell, u64>) {
        let only = |a: &BTreeMap<Cell, u64>, b: &BTreeMap<Cell, u64>| {
            let differing = a.iter().filter(|(cell, n)| b.get(*cell) != Some(*n));
            let said = differing.map(|(cell, n)| format!("{cell}={n}"));
            said.collect::<Vec<_>>()
        };
        self.expect("cells", &only(kept, expected), &only(expected, kept));
    }

    fn exchange(&mut self, kept: &ExchangeFacts, expected: &ExchangeFacts) {
        self.expect("unit", &kept.unit, &expected.unit);
        self.expect("day", &kept.day, &expected.day);
        self.expect("status", &kept.status, &expected.status);
        self.expect("programme", &kept.programme, &expected.programme);
        self.expect("title", &kept.title, &expected.title);
        self.expect("host", &kept.host, &expected.host);
        self.expect("hours", &kept.hours, &expected.hours);
        self.expect("participants", &kept.participants, &expected.participants);
        self.expect("conflicts", &kept.conflicts, &expected.conflicts);
        self.expect("withdrawn", &kept.withdrawn, &expected.withdrawn);
        self.suspects(&kept.suspects, &expected.suspects);
    }

    fn suspects(&mut self, kept: &BTreeSet<Suspect>, expected: &BTreeSet<Suspect>) {
        self.expect("suspects", kept, expected);
    }
}
