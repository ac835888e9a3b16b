//! Conflicts of counts, and what settles a conflict of any kind.

use super::figures::{Alternative, Figures, figures};
use super::record::Record;
use super::slot::Slot;
use super::value;
use crate::model::{
    Conflict, Counts, DocKind, Edit, Exchange, Saying, Scalar, Session, Source, Table, Who,
};

/// Brings the conflicts of the counts up to date and puts all conflicts in their order.
pub(super) fn of_counts<R: Record>(record: &mut R) {
    let counts = record.counts().clone();
    let open = Table::ALL
        .iter()
        .filter_map(|table| of_table(&counts, *table));
    let open: Vec<_> = open.collect();
    let conflicts = record.conflicts();
    conflicts.retain(|conflict| conflict.field.parse::<Table>().is_err());
    conflicts.extend(open);
    conflicts.sort_by(|a, b| a.field.cmp(&b.field));
}

fn of_table(counts: &Counts, table: Table) -> Option<Conflict> {
    let figures = figures(counts, table);
    if !figures.is_open {
        return None;
    }
    let sayings = sayings(&figures).into_iter();
    Some(Conflict {
        field: table.code().to_owned(),
        sayings: sayings.map(|same| saying(counts, table, &same)).collect(),
    })
}

/// The alternatives of a table; those with equal figures are one saying.
fn sayings(figures: &Figures) -> Vec<Vec<&Alternative>> {
    let mut sayings: Vec<Vec<&Alternative>> = Vec::new();
    for alternative in &figures.alternatives {
        match sayings
            .iter_mut()
            .find(|same| same[0].cells == alternative.cells)
        {
            Some(same) => same.push(alternative),
            None => sayings.push(vec![alternative]),
        }
    }
    sayings
}

fn saying(counts: &Counts, table: Table, same: &[&Alternative]) -> Saying {
    let counters = counts.tables.get(&table);
    let (mut who, mut when) = (Vec::new(), None);
    for replica in same.iter().flat_map(|alternative| &alternative.replicas) {
        if let Some(own) = counters.and_then(|counters| counters.get(replica)) {
            who.push(own.who.clone().unwrap_or(Who::Replica(*replica)));
            when = when.max(Some(own.last));
        }
    }
    who.sort();
    who.dedup();
    let cells = same[0].cells.iter();
    let figures = cells.map(|(cell, count)| (cell.to_string(), (*count).into()));
    Saying {
        value: serde_json::Value::Object(figures.collect()),
        who,
        when: when.unwrap_or_default(),
    }
}

impl Session {
    /// The edit that settles a conflict by its `n`-th saying, counted from 0.
    pub fn resolution(&self, field: &str, n: usize) -> Option<Edit> {
        resolution(DocKind::Session, &self.counts, &self.conflicts, field, n)
    }
}

impl Exchange {
    /// The edit that settles a conflict by its `n`-th saying, counted from 0.
    pub fn resolution(&self, field: &str, n: usize) -> Option<Edit> {
        resolution(DocKind::Exchange, &self.counts, &self.conflicts, field, n)
    }
}

fn resolution(
    kind: DocKind,
    counts: &Counts,
    conflicts: &[Conflict],
    field: &str,
    n: usize,
) -> Option<Edit> {
    let conflict = conflicts.iter().find(|conflict| conflict.field == field)?;
    if let Ok(table) = field.parse::<Table>() {
        let figures = figures(counts, table);
        let from = source_of(sayings(&figures).get(n)?);
        return Some(Edit::Settle { table, from });
    }
    let slot = Slot::of_field(kind, field).or_else(|| Slot::of_field(DocKind::Private, field))?;
    let said = &conflict.sayings.get(n)?.value;
    let value = match said {
        serde_json::Value::Null => None,
        said => Some(value::of_plain(slot.value_kind(), said)?),
    };
    edit_of(slot, value)
}

/// Of equal alternatives a whole count is named: the parts may grow by themselves.
fn source_of(same: &[&Alternative]) -> Source {
    let whole = same.iter().find(|a| a.source != Source::Parts);
    whole.unwrap_or(&same[0]).source
}

fn edit_of(slot: Slot, value: Option<Scalar>) -> Option<Edit> {
    let text = |value: Option<Scalar>| match value {
        Some(Scalar::Text(text)) => Some(text),
        _ => None,
    };
    match slot {
        Slot::Register(register) => Some(Edit::Set { register, value }),
        Slot::Answer(key) => Some(Edit::Answer { key, value }),
        Slot::Activity(id) => Some(Edit::Activity {
            id,
            value: text(value),
        }),
        Slot::Learned(organisation) => Some(Edit::Learned {
            organisation,
            value: text(value),
        }),
        Slot::Text(question) => Some(Edit::Text {
            question,
            value: text(value),
        }),
        Slot::Team(member) => {
            let role = text(value)?.parse().ok();
            Some(Edit::Team { member, role })
        }
        _ => None,
    }
}
