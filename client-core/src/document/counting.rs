//! An edit of counts, applied to the cells: what `write` puts into a document and what a screen
//! shows at once are computed by this one function.

use std::collections::BTreeMap;

use super::figures::{basis_of, counter_of, figures, settle};
use super::hand::Hand;
use crate::ids::ReplicaShort;
use crate::limits::COUNT_MAX;
use crate::model::{Basis, Cell, Counter, Counts, Edit, FieldProblem, Source, Table};

/// Applies one edit; says which table it moved. Other edits move none.
pub(super) fn apply(counts: &mut Counts, edit: &Edit, hand: &Hand) -> Option<Table> {
    match edit {
        Edit::Count { cell, by } => count(counts, cell, *by, hand),
        Edit::Say { table, basis } => say(counts, *table, *basis, hand),
        Edit::Settle { table, from } => decide(counts, *table, *from),
        Edit::Succeed { old } => {
            if *old != hand.replica {
                counts.succeeds.insert(hand.replica, *old);
            }
            None
        }
        _ => None,
    }
}

/// Applies an edit that a person makes now. A count that goes below nobody or beyond what a cell
/// holds is refused; in a merge it would be cut short, because there nobody is left to ask.
pub fn try_apply(counts: &mut Counts, edit: &Edit, hand: &Hand) -> Result<(), FieldProblem> {
    if let Edit::Count { cell, by } = edit {
        let (before, least) = room(counts, cell, hand);
        let after = before.saturating_add(*by);
        if !(least..=COUNT_MAX).contains(&after) {
            let shown = before - least;
            let sign = if *by < 0 { '-' } else { '+' };
            let found = format!("{shown} {sign} {}", by.unsigned_abs());
            let allowed = format!("an own count from 0 to {COUNT_MAX}");
            return Err(FieldProblem::new(cell.to_string(), found, allowed));
        }
    }
    apply(counts, edit, hand);
    Ok(())
}

fn count(counts: &mut Counts, cell: &Cell, by: i64, hand: &Hand) -> Option<Table> {
    let table = cell.table();
    let basis = basis_of(counts, table, hand.replica);
    let (before, least) = room(counts, cell, hand);
    let after = before.saturating_add(by).clamp(least, COUNT_MAX);
    if after == before {
        return None;
    }
    let own = own_counter(counts, table, hand);
    set(cells_mut(own, basis), cell, after);
    prune(counts, table, hand.replica);
    Some(table)
}

/// What stands in the own cell, and the least that may stand there.
fn room(counts: &Counts, cell: &Cell, hand: &Hand) -> (i64, i64) {
    let basis = basis_of(counts, cell.table(), hand.replica);
    let before = own_count(counts, basis, cell, hand.replica);
    // A counter's cells add up over the replicas that it went through, and the sum of people is
    // never below nobody. So only who continues an older replica may hold a negative value.
    let least = if counts.succeeds.contains_key(&hand.replica) {
        let whole_counter = counter_of(counts, hand.replica).into_iter();
        let others = whole_counter.filter(|replica| *replica != hand.replica);
        let theirs: i64 = others.map(|r| own_count(counts, basis, cell, r)).sum();
        (-theirs).clamp(-COUNT_MAX, 0)
    } else {
        0
    };
    (before, least)
}

fn say(counts: &mut Counts, table: Table, basis: Basis, hand: &Hand) -> Option<Table> {
    if basis_of(counts, table, hand.replica) == basis {
        return None;
    }
    let is_first = counter_of(counts, hand.replica).into_iter().all(|replica| {
        let own = counts
            .tables
            .get(&table)
            .and_then(|table| table.get(&replica));
        own.is_none_or(|own| own.basis.is_none() && own.whole.is_empty())
    });
    let shown = figures(counts, table).cells;
    let own = own_counter(counts, table, hand);
    own.basis = Some(basis);
    if is_first && basis == Basis::Whole {
        for (cell, count) in shown {
            let count = i64::try_from(count).unwrap_or(COUNT_MAX).min(COUNT_MAX);
            set(&mut own.whole, &cell, count);
        }
    }
    Some(table)
}

fn decide(counts: &mut Counts, table: Table, from: Source) -> Option<Table> {
    let settled = vec![settle(counts, table, from)?];
    if counts.settled.get(&table) == Some(&settled) {
        return None;
    }
    counts.settled.insert(table, settled);
    Some(table)
}

fn own_count(counts: &Counts, basis: Basis, cell: &Cell, replica: ReplicaShort) -> i64 {
    let own = counts
        .tables
        .get(&cell.table())
        .and_then(|table| table.get(&replica));
    let cells = own.map(|own| match basis {
        Basis::Part => &own.part,
        Basis::Whole => &own.whole,
    });
    cells
        .and_then(|cells| cells.get(cell))
        .copied()
        .unwrap_or(0)
}

fn own_counter<'c>(counts: &'c mut Counts, table: Table, hand: &Hand) -> &'c mut Counter {
    let own = counts
        .tables
        .entry(table)
        .or_default()
        .entry(hand.replica)
        .or_default();
    own.who = Some(hand.who.clone());
    own.last = hand.now;
    own
}

fn cells_mut(counter: &mut Counter, basis: Basis) -> &mut BTreeMap<Cell, i64> {
    match basis {
        Basis::Part => &mut counter.part,
        Basis::Whole => &mut counter.whole,
    }
}

/// A cell that is back at nothing is the same as one that was never counted.
fn set(cells: &mut BTreeMap<Cell, i64>, cell: &Cell, count: i64) {
    if count == 0 {
        cells.remove(cell);
    } else {
        cells.insert(cell.clone(), count);
    }
}

/// A counter that says nothing is none.
pub(super) fn prune(counts: &mut Counts, table: Table, replica: ReplicaShort) {
    let Some(counters) = counts.tables.get_mut(&table) else {
        return;
    };
    counters.retain(|own, counter| *own != replica || !is_silent(counter));
    if counters.is_empty() {
        counts.tables.remove(&table);
    }
}

/// Whether a counter neither counted nor said anything.
pub(super) fn is_silent(counter: &Counter) -> bool {
    counter.part.is_empty() && counter.whole.is_empty() && counter.basis.is_none()
}
