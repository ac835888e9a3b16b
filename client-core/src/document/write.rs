//! From edits to one change: the one way in. A whole journal of a document becomes exactly one
//! change on all its current heads, with at most one operation for each key.

mod change;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::body::Document;
use super::counting;
use super::hand::Hand;
use super::merge::merge;
use super::notes::Text;
use super::placing::{check, placing};
use super::read;
use super::skeleton;
use super::skeletons::Skeletons;
use super::slot::{Slot, settled_text};
use crate::ids::{ChangeHash, ReplicaId, ReplicaShort};
use crate::model::{
    Basis, Counter, Counts, DocKind, Edit, FieldProblem, Part, Scalar, Splice, Table, Who,
};
use crate::time::Timestamp;

/// A change that was cut, and is part of the document now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// The raw, uncompressed chunk. It never changes again.
    pub bytes: Vec<u8>,
    /// Its name.
    pub hash: ChangeHash,
    /// Which of the replica's changes of this document it is, from 1.
    pub actor_seq: u64,
}

/// Why no change was cut. The document is as it was before.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// The document does not take one of the edits. Check edits before they go into a journal.
    #[error(transparent)]
    Field(#[from] FieldProblem),
    /// The edits are for another document: the session's or its companion's.
    #[error("edits of a session and of its private companion are cut separately")]
    OtherDocument,
    /// Automerge broke on the document. Fetch it again.
    #[error("the document is damaged; fetch it again")]
    Damaged,
}

/// Cuts all edits of one document's journal into one change; none when nothing would change.
pub fn cut(
    document: &mut Document,
    edits: &[Edit],
    replica: ReplicaId,
    now: Timestamp,
) -> Result<Option<Cut>, WriteError> {
    let part = match document.kind() {
        DocKind::Private => Part::Private,
        DocKind::Session | DocKind::Exchange => Part::Main,
    };
    let mut draft = Draft::new(document, replica, now);
    for edit in edits {
        if edit.part() != part && !matches!(edit, Edit::Replace { .. }) {
            return Err(WriteError::OtherDocument);
        }
        check(draft.document.kind(), edit)?;
        draft.take(edit);
    }
    let (puts, splices) = draft.finish();
    if puts.is_empty() && splices.is_empty() {
        return Ok(None);
    }
    let written = catch_unwind(AssertUnwindSafe(|| {
        change::build(document, &puts, &splices, replica, now)
    }));
    let change = written.ok().flatten().ok_or(WriteError::Damaged)?;
    let cut = Cut {
        bytes: change.raw_bytes().to_vec(),
        hash: ChangeHash(change.hash().0),
        actor_seq: change.seq(),
    };
    *document = document.with(&[change]).ok_or(WriteError::Damaged)?;
    Ok(Some(cut))
}

/// The same where the edits need a version that the document may not have yet: it is raised in
/// the same step, or not at all.
pub fn cut_at(
    document: &mut Document,
    (skeletons, version): (&Skeletons, u16),
    edits: &[Edit],
    replica: ReplicaId,
    now: Timestamp,
) -> Result<Option<Cut>, WriteError> {
    if version <= skeleton::FIRST || version <= document.version() {
        return cut(document, edits, replica, now);
    }
    let raised = document.raised(skeletons, version);
    let mut raised = raised.ok_or(WriteError::Damaged)?;
    let cut = cut(&mut raised, edits, replica, now)?;
    if cut.is_some() {
        *document = raised;
    }
    Ok(cut)
}

/// What the edits so far come to, compared with what stands in the document.
struct Draft<'d> {
    document: &'d Document,
    hand: Hand,
    /// The last value of each slot, and the edit that said it.
    puts: BTreeMap<Slot, (usize, Option<Scalar>)>,
    /// The counts before and now, once they are needed.
    counts: Option<(Counts, Counts)>,
    moved: BTreeMap<Table, usize>,
    notes: Option<(String, Text)>,
    splices: Vec<Splice>,
    edits: usize,
}

impl<'d> Draft<'d> {
    fn new(document: &'d Document, replica: ReplicaId, now: Timestamp) -> Self {
        let replica = replica.short();
        Self {
            document,
            hand: Hand {
                replica,
                who: Who::Replica(replica),
                now,
            },
            puts: BTreeMap::new(),
            counts: None,
            moved: BTreeMap::new(),
            notes: None,
            splices: Vec::new(),
            edits: 0,
        }
    }

    fn take(&mut self, edit: &Edit) {
        self.edits += 1;
        if let Edit::Notes { splices } = edit {
            let document = self.document;
            let (_, text) = self.notes.get_or_insert_with(|| {
                let shown = document.notes();
                let text = Text::new(&shown);
                (shown, text)
            });
            self.splices
                .extend(splices.iter().map(|splice| text.splice(splice)));
        } else if let Some((slot, value)) = placing(edit, &self.hand) {
            self.puts.insert(slot, (self.edits, value));
        } else {
            let document = self.document;
            let (_, counts) = self.counts.get_or_insert_with(|| {
                let before = read::counts(document);
                (before.clone(), before)
            });
            if let Some(table) = counting::apply(counts, edit, &self.hand) {
                self.moved.insert(table, self.edits);
            }
        }
    }

    /// What has to be put, in the order of the edits, and how the notes are to be spliced.
    fn finish(mut self) -> (Vec<(Slot, Option<Scalar>)>, Vec<Splice>) {
        if let Some((before, after)) = self.counts.take() {
            for (slot, value) in moved_cells(&before, &after, self.hand.replica) {
                let table = match &slot {
                    Slot::Cell(cell, ..) => Some(cell.table()),
                    Slot::Basis(table, _) | Slot::Settled(table) => Some(*table),
                    _ => None,
                };
                let edit = table.and_then(|table| self.moved.get(&table)).copied();
                self.puts.insert(slot, (edit.unwrap_or(0), Some(value)));
            }
        }
        let document = self.document;
        let mut puts: Vec<_> = self.puts.into_iter().collect();
        puts.retain(|(slot, (_, value))| !stands_already(document, slot, value));
        // The order tells what a coordinator had seen when the session was verified: `review`.
        puts.sort_by_key(|(_, (edit, _))| *edit);
        let puts = puts
            .into_iter()
            .map(|(slot, (_, value))| (slot, value))
            .collect();
        let is_same = self
            .notes
            .is_none_or(|(shown, text)| shown == text.to_string());
        let splices = if is_same { Vec::new() } else { self.splices };
        (puts, splices)
    }
}

/// Whether the document reads the same without the put.
fn stands_already(document: &Document, slot: &Slot, value: &Option<Scalar>) -> bool {
    let said = document.said(slot);
    if slot.owner().is_some() {
        return said.first().is_some_and(|said| said.value == *value);
    }
    let merged = merge(slot, said.iter().map(|said| &said.value));
    if slot.is_set_entry() && value.is_none() {
        return said.is_empty();
    }
    merged.shown == *value && merged.sayings.len() <= 1
}

/// The own cells, bases and decisions that differ.
fn moved_cells(before: &Counts, after: &Counts, replica: ReplicaShort) -> Vec<(Slot, Scalar)> {
    let mut moved = Vec::new();
    let own = |counts: &Counts, table| -> Counter {
        let own = counts
            .tables
            .get(&table)
            .and_then(|table| table.get(&replica));
        own.cloned().unwrap_or_default()
    };
    for table in Table::ALL.iter().copied() {
        let (old, new) = (own(before, table), own(after, table));
        let sets = [
            (Basis::Part, &old.part, &new.part),
            (Basis::Whole, &old.whole, &new.whole),
        ];
        for (basis, old, new) in sets {
            let gone = old
                .keys()
                .filter(|cell| !new.contains_key(cell))
                .map(|cell| (cell, 0));
            let counted = new.iter().map(|(cell, count)| (cell, *count));
            for (cell, count) in gone.chain(counted) {
                if old.get(cell).copied().unwrap_or(0) != count {
                    let slot = Slot::Cell(cell.clone(), basis, replica);
                    moved.push((slot, Scalar::Int(count)));
                }
            }
        }
        if let Some(basis) = new.basis.filter(|basis| old.basis != Some(*basis)) {
            let basis = Scalar::Text(basis.code().to_owned());
            moved.push((Slot::Basis(table, replica), basis));
        }
        let settled = after
            .settled
            .get(&table)
            .filter(|new| before.settled.get(&table) != Some(*new));
        if let Some(settled) = settled.and_then(|settled| settled.first()) {
            moved.push((Slot::Settled(table), Scalar::Text(settled_text(settled))));
        }
    }
    let continues = |counts: &Counts| counts.succeeds.get(&replica).copied();
    if let Some(old) = continues(after).filter(|old| continues(before) != Some(*old)) {
        moved.push((Slot::Succeeds(replica), Scalar::Text(old.to_string())));
    }
    moved
}

#[cfg(test)]
mod tests;
