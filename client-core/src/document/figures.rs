//! Whose count is it? From the cells of everybody who counted to the figures of one table.
//!
//! Two people at one event either count different doors, and their counts add up, or each counts
//! the whole room, and adding would report everybody twice. So a count has a basis. This module is
//! pure: cells in, figures out; it knows neither documents nor who is behind a replica.

use std::collections::{BTreeMap, BTreeSet};

use crate::ids::ReplicaShort;
use crate::model::{Basis, Cell, Counter, Counts, Settled, Source, Table, Who};
use crate::time::Timestamp;

/// One way to read a table: the sum of the parts, or somebody's count of the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// Which.
    pub source: Source,
    /// The replicas whose cells it sums up.
    pub replicas: BTreeSet<ReplicaShort>,
    /// Its figures; zeros are left out.
    pub cells: BTreeMap<Cell, u64>,
    /// What it is compared by.
    pub total: i64,
}

/// What a table comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// The figures that are shown and reported; zeros are left out.
    pub cells: BTreeMap<Cell, u64>,
    /// Every way to read the table; the first is the one that is shown.
    pub alternatives: Vec<Alternative>,
    /// Whether several counters counted, somebody of them the whole, and nobody has decided.
    pub is_open: bool,
}

/// One counter: a replica with those that it continues.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Its smallest replica, by which it is named.
    pub replica: ReplicaShort,
    /// All of them.
    pub replicas: BTreeSet<ReplicaShort>,
    /// What it stands by.
    pub basis: Basis,
    /// What it counted on that basis; zeros are left out.
    pub cells: BTreeMap<Cell, u64>,
    /// Who counted, when that is known here.
    pub who: Option<Who>,
    /// When it last counted, by its own clock.
    pub last: Timestamp,
    /// Whether that is part of the figures shown.
    pub is_chosen: bool,
}

/// The figures of one table.
pub fn figures(counts: &Counts, table: Table) -> Figures {
    let alternatives = alternatives(counts, table);
    let settled = decision(counts, table, &alternatives);
    let chosen = settled.or_else(|| largest(&alternatives));
    let has_whole = alternatives.iter().any(|a| a.source != Source::Parts);
    let counting = counters(counts, table).filter(|counter| !counter.is_zero());
    let is_open = settled.is_none() && has_whole && counting.count() > 1;
    let mut ordered = alternatives;
    ordered.sort_by_key(|a| (std::cmp::Reverse(a.total), a.first_replica()));
    if let Some(chosen) = chosen {
        ordered.sort_by_key(|a| a.source != chosen);
    }
    Figures {
        cells: ordered.first().map(|a| a.cells.clone()).unwrap_or_default(),
        is_open: is_open && ordered.iter().any(|a| a.cells != ordered[0].cells),
        alternatives: ordered,
    }
}

/// The figures of every table together.
pub fn all_figures(counts: &Counts) -> BTreeMap<Cell, u64> {
    let tables = Table::ALL.iter().map(|table| figures(counts, *table));
    tables.flat_map(|figures| figures.cells).collect()
}

/// Who counted what in one table, in the order of their replicas.
pub fn who_counted(counts: &Counts, table: Table) -> Vec<Counted> {
    let shown = figures(counts, table).alternatives.into_iter().next();
    let is_chosen = |replica| {
        let shown = shown.as_ref();
        shown.is_some_and(|shown| shown.replicas.contains(&replica))
    };
    let counted = counters(counts, table).map(|counter| {
        let own = counter.replicas.iter();
        let own = own.filter_map(|replica| cells_of(counts, table, *replica));
        let latest = own.max_by_key(|own| own.last);
        Counted {
            replica: counter.replica,
            is_chosen: is_chosen(counter.replica),
            basis: counter.basis,
            cells: shown_cells(&counter.cells),
            who: latest.and_then(|own| own.who.clone()),
            last: latest.map(|own| own.last).unwrap_or_default(),
            replicas: counter.replicas,
        }
    });
    counted.collect()
}

/// The decision for `from` as it would be written now.
pub(super) fn settle(counts: &Counts, table: Table, from: Source) -> Option<Settled> {
    let alternatives = alternatives(counts, table);
    let chosen = find(&alternatives, from)?;
    Some(Settled {
        from,
        others_total: total_of_others(&alternatives, chosen),
    })
}

/// The replicas of the counter that `replica` belongs to.
pub(super) fn counter_of(counts: &Counts, replica: ReplicaShort) -> BTreeSet<ReplicaShort> {
    let mut found = BTreeSet::from([replica]);
    loop {
        let before = found.len();
        for (new, old) in &counts.succeeds {
            if found.contains(new) || found.contains(old) {
                found.extend([*new, *old]);
            }
        }
        if found.len() == before {
            return found;
        }
    }
}

/// What a replica stands by: its own word, else that of the one it continues.
pub(super) fn basis_of(counts: &Counts, table: Table, replica: ReplicaShort) -> Basis {
    let mut seen = BTreeSet::new();
    let mut at = Some(replica);
    while let Some(replica) = at.filter(|replica| seen.insert(*replica)) {
        if let Some(basis) = cells_of(counts, table, replica).and_then(|own| own.basis) {
            return basis;
        }
        at = counts.succeeds.get(&replica).copied();
    }
    Basis::default()
}

fn cells_of(counts: &Counts, table: Table, replica: ReplicaShort) -> Option<&Counter> {
    counts.tables.get(&table)?.get(&replica)
}

/// A counter in one table, with the sums of the cells that its basis names.
struct Sum {
    replica: ReplicaShort,
    replicas: BTreeSet<ReplicaShort>,
    basis: Basis,
    cells: BTreeMap<Cell, i64>,
}

impl Sum {
    fn is_zero(&self) -> bool {
        self.cells.values().all(|count| *count <= 0)
    }
}

fn counters(counts: &Counts, table: Table) -> impl Iterator<Item = Sum> {
    let replicas = counts.tables.get(&table).into_iter().flatten();
    let groups: BTreeSet<_> = replicas
        .map(|(replica, _)| counter_of(counts, *replica))
        .collect();
    groups.into_iter().filter_map(move |replicas| {
        let basis = basis_of_counter(counts, table, &replicas);
        let mut cells = BTreeMap::new();
        for replica in &replicas {
            let own = cells_of(counts, table, *replica);
            let own = own.map(|own| match basis {
                Basis::Part => &own.part,
                Basis::Whole => &own.whole,
            });
            for (cell, count) in own.into_iter().flatten() {
                *cells.entry(cell.clone()).or_insert(0) += count;
            }
        }
        Some(Sum {
            replica: *replicas.first()?,
            replicas,
            basis,
            cells,
        })
    })
}

/// What a counter stands by: the word of its leaves, and the whole beats a part. No clock is asked.
fn basis_of_counter(counts: &Counts, table: Table, replicas: &BTreeSet<ReplicaShort>) -> Basis {
    let continued: BTreeSet<_> = replicas
        .iter()
        .filter_map(|replica| counts.succeeds.get(replica))
        .collect();
    let is_circle = replicas.iter().all(|replica| continued.contains(replica));
    let leaves = replicas
        .iter()
        .filter(|r| is_circle || !continued.contains(r));
    leaves
        .map(|replica| basis_of(counts, table, *replica))
        .max()
        .unwrap_or_default()
}

fn alternatives(counts: &Counts, table: Table) -> Vec<Alternative> {
    let mut found = Vec::new();
    let (mut parts, mut part_replicas) = (BTreeMap::new(), BTreeSet::new());
    for counter in counters(counts, table) {
        match counter.basis {
            Basis::Whole => {
                let source = Source::Whole(counter.replica);
                found.push(Alternative::new(source, counter.replicas, &counter.cells));
            }
            Basis::Part if counter.is_zero() => {}
            Basis::Part => {
                part_replicas.extend(counter.replicas);
                for (cell, count) in counter.cells {
                    *parts.entry(cell).or_insert(0) += count.max(0);
                }
            }
        }
    }
    if !part_replicas.is_empty() {
        found.push(Alternative::new(Source::Parts, part_replicas, &parts));
    }
    found
}

impl Alternative {
    fn new(source: Source, replicas: BTreeSet<ReplicaShort>, sums: &BTreeMap<Cell, i64>) -> Self {
        let sum = |is_counted: fn(&Cell) -> bool| -> i64 {
            let counted = sums.iter().filter(|(cell, _)| is_counted(cell));
            counted.map(|(_, count)| (*count).max(0)).sum()
        };
        // The groups are the same people as those by sex and age, seen another way.
        let by_group = sum(|cell| matches!(cell, Cell::Group(_)));
        let total = sum(|cell| !matches!(cell, Cell::Group(_))).max(by_group);
        Self {
            source,
            replicas,
            cells: shown_cells(sums),
            total,
        }
    }

    /// Two equal totals are told apart by this, alike everywhere.
    fn first_replica(&self) -> Option<ReplicaShort> {
        self.replicas.first().copied()
    }
}

fn shown_cells(sums: &BTreeMap<Cell, i64>) -> BTreeMap<Cell, u64> {
    let shown = sums.iter().filter_map(|(cell, count)| {
        let count = u64::try_from(*count).ok().filter(|count| *count > 0)?;
        Some((cell.clone(), count))
    });
    shown.collect()
}

fn largest(alternatives: &[Alternative]) -> Option<Source> {
    let by_size = |a: &&Alternative| (a.total, std::cmp::Reverse(a.first_replica()));
    alternatives.iter().max_by_key(by_size).map(|a| a.source)
}

/// What was decided, if that still stands: nobody else's count has moved since, and nobody decided
/// otherwise at the same time.
fn decision(counts: &Counts, table: Table, alternatives: &[Alternative]) -> Option<Source> {
    let decisions = counts.settled.get(&table)?;
    let standing: BTreeSet<_> = decisions
        .iter()
        .filter_map(|settled| {
            let chosen = find(alternatives, settled.from)?;
            (total_of_others(alternatives, chosen) == settled.others_total).then_some(chosen.source)
        })
        .collect();
    standing.first().copied().filter(|_| standing.len() == 1)
}

fn find(alternatives: &[Alternative], from: Source) -> Option<&Alternative> {
    alternatives.iter().find(|a| match (from, a.source) {
        (Source::Whole(replica), Source::Whole(_)) => a.replicas.contains(&replica),
        (from, source) => from == source,
    })
}

fn total_of_others(alternatives: &[Alternative], chosen: &Alternative) -> i64 {
    let others = alternatives.iter().filter(|a| a.source != chosen.source);
    others.map(|a| a.total).sum()
}

#[cfg(test)]
mod tests;
