//! From documents to plain sessions and exchanges, conflicts included. The one way out.
//!
//! Nothing that stands in a document is trusted: values that no slot may hold and cells that
//! somebody else wrote are passed over, although admission lets none of them in.

use std::collections::BTreeMap;

use super::begun::Begun;
use super::body::Document;
use super::conflict;
use super::counting::is_silent;
use super::figures::all_figures;
use super::merge::merge;
use super::record::Record;
use super::review;
use super::said::Said;
use super::slot::{self, Slot};
use crate::ids::{ChangeHash, DocId, ReplicaShort, UnitId};
use crate::model::{
    Basis, Conflict, Counts, DocKind, Exchange, Saying, Scalar, Session, Table, Who,
};
use crate::time::Timestamp;

/// What the server or the store knows beside a document.
pub struct Context<'a> {
    /// The unit that owns it.
    pub unit: Option<UnitId>,
    /// Who made a change, as far as the reader may know.
    pub who: &'a dyn Fn(&ChangeHash) -> Option<Who>,
}

impl Context<'_> {
    /// Nothing is known: people appear as the replicas they wrote with.
    pub const fn unknown() -> Self {
        Self {
            unit: None,
            who: &|_| None,
        }
    }
}

/// What a session or an exchange is read from.
#[derive(Clone, Copy, Debug)]
pub enum Readable<'a> {
    /// A document.
    Whole(&'a Document),
    /// One that its first change says everything of.
    Begun(&'a Begun),
}

impl<'a> From<&'a Document> for Readable<'a> {
    fn from(document: &'a Document) -> Self {
        Self::Whole(document)
    }
}

impl Readable<'_> {
    /// What it is.
    pub const fn kind(&self) -> DocKind {
        match self {
            Self::Whole(document) => document.kind(),
            Self::Begun(begun) => begun.kind(),
        }
    }

    /// Its id.
    pub const fn id(&self) -> DocId {
        match self {
            Self::Whole(document) => document.id(),
            Self::Begun(begun) => begun.id(),
        }
    }

    /// The session, with its private part when the companion is given.
    pub fn session(self, companion: Option<&Document>, context: &Context<'_>) -> Session {
        let mut session = Session::empty(self.id());
        session.unit.clone_from(&context.unit);
        fill(&mut session, self, companion, context);
        session
    }

    /// The exchange, with its private part when the companion is given.
    pub fn exchange(self, companion: Option<&Document>, context: &Context<'_>) -> Exchange {
        let mut exchange = Exchange::empty(self.id());
        fill(&mut exchange, self, companion, context);
        exchange
    }

    /// What a private companion says, in a session of which nothing else is said.
    pub fn private(self) -> Session {
        let mut session = Session::empty(self.id());
        session.notes = match self {
            Self::Whole(document) => document.notes(),
            Self::Begun(begun) => begun.notes().to_owned(),
        };
        for (slot, value) in Reading::of(self, &Context::unknown()).values {
            session.put(&slot, value.as_ref());
        }
        session
    }

    fn all_said(&self) -> Vec<(Slot, Vec<Said>)> {
        match self {
            Self::Whole(document) => document.all_said(),
            Self::Begun(begun) => begun.all_said(),
        }
    }

    /// The change in which something was said, and when that was made.
    fn change_of(&self, said: &Said) -> Option<(ChangeHash, Timestamp)> {
        match self {
            Self::Whole(document) => {
                let change = document.change_of(said)?;
                Some((change, document.time_of(change)))
            }
            Self::Begun(begun) => Some((begun.info().hash, begun.info().time)),
        }
    }

    fn changed_since_review(&self) -> bool {
        match self {
            Self::Whole(document) => review::changed_since(document),
            Self::Begun(_) => true,
        }
    }
}

/// The session of a document, with its private part when the companion is given.
pub fn session(
    document: &Document,
    companion: Option<&Document>,
    context: &Context<'_>,
) -> Session {
    Readable::Whole(document).session(companion, context)
}

/// The exchange of a document, with its private part when the companion is given.
pub fn exchange(
    document: &Document,
    companion: Option<&Document>,
    context: &Context<'_>,
) -> Exchange {
    Readable::Whole(document).exchange(companion, context)
}

/// What was re-authored after a refusal: the replica that did it, the refused one, and the first
/// of its sequence numbers that is refused for ever.
pub fn replaced(document: &Document) -> Vec<(ReplicaShort, ReplicaShort, u64)> {
    let all = document.all_said().into_iter();
    let replaced = all.filter_map(|(slot, said)| match (slot, said.first()?.value.as_ref()?) {
        (Slot::Replaces(new), Scalar::Text(text)) => {
            let (old, seq) = slot::parse_replaced(text)?;
            Some((new, old, seq))
        }
        _ => None,
    });
    replaced.collect()
}

/// The cells of a document, before anybody's count is preferred.
pub(super) fn counts(document: &Document) -> Counts {
    Reading::of(document.into(), &Context::unknown())
        .counts
        .finish()
}

fn fill<R: Record>(
    record: &mut R,
    document: Readable<'_>,
    companion: Option<&Document>,
    context: &Context<'_>,
) {
    let mut reading = Reading::of(document, context);
    if let Some(companion) = companion {
        *record.notes() = companion.notes();
        let private = Reading::of(companion.into(), context);
        reading.values.extend(private.values);
        reading.conflicts.extend(private.conflicts);
    }
    for (slot, value) in &reading.values {
        record.put(slot, value.as_ref());
    }
    if let Some(said) = record.review() {
        said.changed_since = document.changed_since_review();
    }
    *record.counts() = reading.counts.finish();
    *record.figures() = all_figures(record.counts());
    *record.conflicts() = reading.conflicts;
    conflict::of_counts(record);
}

/// One pass over everything that stands in a document.
struct Reading {
    values: Vec<(Slot, Option<Scalar>)>,
    conflicts: Vec<Conflict>,
    counts: CountsRead,
}

impl Reading {
    fn of(document: Readable<'_>, context: &Context<'_>) -> Self {
        let mut values = Vec::new();
        let mut conflicts = Vec::new();
        let mut counts = CountsRead::default();
        for (slot, said) in document.all_said() {
            if counts.take(&slot, &said) {
                continue;
            }
            let merged = merge(&slot, said.iter().map(|said| &said.value));
            if merged.sayings.len() > 1 {
                let sayings = merged.sayings.iter();
                let sayings = sayings.map(|value| saying(document, context, &slot, value, &said));
                conflicts.push(Conflict {
                    field: slot.field(),
                    sayings: sayings.collect(),
                });
            }
            values.push((slot, merged.shown));
        }
        counts.name_counters(document, context);
        Self {
            values,
            conflicts,
            counts,
        }
    }
}

/// One of several things that were said, with everybody who said it.
fn saying(
    document: Readable<'_>,
    context: &Context<'_>,
    slot: &Slot,
    value: &Option<Scalar>,
    said: &[Said],
) -> Saying {
    let same = said
        .iter()
        .filter(|said| slot.normal(said.value.clone()) == *value);
    let by: Vec<_> = same
        .map(|said| who_and_when(document, context, said))
        .collect();
    let mut who: Vec<Who> = by.iter().map(|(who, _)| who.clone()).collect();
    who.sort();
    who.dedup();
    Saying {
        value: super::value::to_plain(slot.value_kind(), value.as_ref()),
        who,
        when: by.iter().map(|(_, when)| *when).max().unwrap_or_default(),
    }
}

fn who_and_when(document: Readable<'_>, context: &Context<'_>, said: &Said) -> (Who, Timestamp) {
    let change = document.change_of(said);
    let who = change.and_then(|(change, _)| (context.who)(&change));
    let when = change.map(|(_, when)| when);
    let who = who.unwrap_or_else(|| Who::Replica(said.replica.short()));
    (who, when.unwrap_or_default())
}

/// The counts as they are collected, with the last word of each counter.
#[derive(Default)]
struct CountsRead {
    counts: Counts,
    last: BTreeMap<(Table, ReplicaShort), Said>,
}

impl CountsRead {
    /// Takes what belongs to the counts; says whether it did.
    fn take(&mut self, slot: &Slot, said: &[Said]) -> bool {
        let Some(value) = said.first().and_then(|said| said.value.as_ref()) else {
            return false;
        };
        match (slot, value) {
            (Slot::Cell(cell, basis, replica), Scalar::Int(count)) => {
                let own = self.counter(cell.table(), *replica, &said[0]);
                let cells = match basis {
                    Basis::Part => &mut own.part,
                    Basis::Whole => &mut own.whole,
                };
                if *count != 0 {
                    cells.insert(cell.clone(), *count);
                }
            }
            (Slot::Basis(table, replica), Scalar::Text(text)) => {
                self.counter(*table, *replica, &said[0]).basis = Basis::parse(text);
            }
            (Slot::Settled(table), _) => {
                let mut settled: Vec<_> = said.iter().filter_map(settled_of).collect();
                settled.sort_unstable();
                settled.dedup();
                self.counts.settled.insert(*table, settled);
            }
            (Slot::Succeeds(new), Scalar::Text(old)) => {
                if let Ok(old) = old.parse() {
                    self.counts.succeeds.insert(*new, old);
                }
            }
            (Slot::Replaces(_), _) => {}
            _ => return false,
        }
        true
    }

    fn counter(
        &mut self,
        table: Table,
        replica: ReplicaShort,
        said: &Said,
    ) -> &mut crate::model::Counter {
        let last = self
            .last
            .entry((table, replica))
            .or_insert_with(|| said.clone());
        if said.op > last.op {
            *last = said.clone();
        }
        self.counts
            .tables
            .entry(table)
            .or_default()
            .entry(replica)
            .or_default()
    }

    fn name_counters(&mut self, document: Readable<'_>, context: &Context<'_>) {
        for ((table, replica), said) in &self.last {
            let counters = self.counts.tables.get_mut(table);
            if let Some(own) = counters.and_then(|counters| counters.get_mut(replica)) {
                let (who, when) = who_and_when(document, context, said);
                own.who = Some(who);
                own.last = when;
            }
        }
    }

    fn finish(mut self) -> Counts {
        for counters in self.counts.tables.values_mut() {
            counters.retain(|_, counter| !is_silent(counter));
        }
        self.counts
            .tables
            .retain(|_, counters| !counters.is_empty());
        self.counts
    }
}

fn settled_of(said: &Said) -> Option<crate::model::Settled> {
    match said.value.as_ref()? {
        Scalar::Text(text) => slot::parse_settled(text),
        _ => None,
    }
}
