//! Who counted what, and what people said differently: read alike of sessions and of exchanges.

use std::collections::BTreeMap;

use client_core::document::figures::{Counted, figures, who_counted};
use client_core::model::session::people_reached;
use client_core::model::{Cell, Conflict, Counts, Source, Table, Who};

use super::settle::{fingerprint, takes_own};
use super::words::Words;
use crate::dashboard::model::session::{self as page, CountedTable, Counter, Line};

/// Each table in which somebody counted, with everybody who did.
pub(super) fn counts(words: Words<'_>, counts: &Counts) -> Vec<CountedTable> {
    let tables = Table::ALL.iter();
    tables
        .filter_map(|table| counted(words, counts, *table))
        .collect()
}

/// What is to be settled.
pub(super) fn conflicts(
    words: Words<'_>,
    counts: &Counts,
    open: &[Conflict],
) -> Vec<page::Conflict> {
    let open = open.iter();
    open.map(|each| conflict(words, counts, each)).collect()
}

fn counted(words: Words<'_>, counts: &Counts, table: Table) -> Option<CountedTable> {
    let shown = figures(counts, table);
    let counters = who_counted(counts, table);
    let mut cells: Vec<&Cell> = counters
        .iter()
        .flat_map(|counter| counter.cells.keys())
        .collect();
    cells.sort();
    cells.dedup();
    if cells.is_empty() {
        return None;
    }
    let lines = cells.into_iter().map(|cell| Line {
        name: words.cell(cell),
        counts: counters
            .iter()
            .map(|counter| counter.cells.get(cell).copied())
            .collect(),
        shown: shown.cells.get(cell).copied().unwrap_or_default(),
    });
    Some(CountedTable {
        what: table.code().to_owned(),
        lines: lines.collect(),
        counters: counters
            .iter()
            .map(|counter| column(words, counts, table, counter))
            .collect(),
        total: total(&shown.cells),
        in_conflict: shown.is_open,
    })
}

fn column(words: Words<'_>, counts: &Counts, table: Table, counted: &Counted) -> Counter {
    let own = counts
        .tables
        .get(&table)
        .and_then(|counters| counters.get(&counted.replica));
    let who = own
        .and_then(|own| own.who.clone())
        .unwrap_or(Who::Replica(counted.replica));
    Counter {
        who: words.who(&who),
        basis: counted.basis.code().to_owned(),
        used: counted.is_chosen,
        total: total(&counted.cells),
    }
}

/// What the cells of one table come to. Groups are the same people as those by sex and age.
fn total(cells: &BTreeMap<Cell, u64>) -> u64 {
    let is_of_people = cells.keys().any(|cell| cell.table() == Table::People);
    if is_of_people {
        people_reached(cells)
    } else {
        cells.values().sum()
    }
}

fn conflict(words: Words<'_>, counts: &Counts, conflict: &Conflict) -> page::Conflict {
    let sayings = conflict.sayings.iter().enumerate().map(|(place, said)| {
        let (value, about) = match conflict.field.parse::<Table>() {
            Ok(table) => count_said(words, counts, table, &said.value),
            Err(_) => (words.plain(&conflict.field, &said.value), None),
        };
        page::Saying {
            value,
            about,
            who: said.who.iter().map(|who| words.who(who)).collect(),
            when: Some(words.names.local(words.unit, said.when)),
            shown: place == 0,
        }
    });
    page::Conflict {
        field: conflict.field.clone(),
        name: words.field(&conflict.field),
        seen: fingerprint(conflict),
        takes_own: takes_own(conflict),
        sayings: sayings.collect(),
    }
}

/// A count as its total, and how it came about.
fn count_said(
    words: Words<'_>,
    counts: &Counts,
    table: Table,
    value: &serde_json::Value,
) -> (String, Option<String>) {
    let cells: BTreeMap<Cell, u64> = serde_json::from_value(value.clone()).unwrap_or_default();
    let alternatives = figures(counts, table).alternatives;
    let mut same = alternatives
        .iter()
        .filter(|alternative| alternative.cells == cells);
    let is_whole = same.any(|alternative| alternative.source != Source::Parts);
    let about = if is_whole {
        "conflict-whole"
    } else {
        "conflict-parts"
    };
    (
        words.texts.number(total(&cells)),
        Some(words.texts.text(about)),
    )
}
