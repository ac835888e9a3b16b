//! A copy of a document on which changes are tried, one by one, before anybody else sees them.

use std::panic::{AssertUnwindSafe, catch_unwind};

use automerge::ReadDoc;

use super::super::begun::Begun;
use super::super::body::Document;
use super::super::chunk::{self, Claim};
use super::super::figures::counter_of;
use super::super::layout;
use super::super::read::{self, Readable};
use super::super::skeletons::Skeletons;
use super::super::slot::Slot;
use super::Refusal;
use super::operations::{self, Offence, Writer, Written, bad_value};
use super::parse::ParsedChange;
use super::plain::begun;
use crate::ids::ChangeHash;
use crate::limits::{DOCUMENT_CHANGES_MAX, NOTES_CHARS_MAX, SET_ENTRIES_MAX};
use crate::model::{Basis, DocKind, Scalar};
use crate::wire::RefusalCode;

/// The copy. What it has taken is sound: it was saved, and loads again with the same heads, or it
/// is one plain change alone.
#[derive(Clone, Debug)]
pub struct Scratch {
    document: Document,
    /// A plain first change that was taken: it is put into the document when something follows.
    begun: Option<Begun>,
    saved: Option<Vec<u8>>,
}

/// Why a change was not taken. The copy is as it was before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Setback {
    /// These changes must come first. The caller knows whether they were refused, or can be asked
    /// for.
    Missing(Vec<ChangeHash>),
    /// It is not to be taken, and never will be.
    Refused(Refusal),
}

impl Scratch {
    /// A copy of this document.
    pub const fn new(document: Document) -> Self {
        Self {
            document,
            begun: None,
            saved: None,
        }
    }

    /// What can be read of it, with everything that was taken.
    pub const fn readable(&self) -> Readable<'_> {
        match &self.begun {
            None => Readable::Whole(&self.document),
            Some(begun) => Readable::Begun(begun),
        }
    }

    /// What the document is.
    pub const fn kind(&self) -> DocKind {
        self.document.kind()
    }

    /// The changes that no other depends on, ascending.
    pub fn heads(&self) -> Vec<ChangeHash> {
        match &self.begun {
            None => self.document.heads(),
            Some(begun) => vec![begun.info().hash],
        }
    }

    /// The number of the last operation.
    pub fn max_op(&self) -> u64 {
        match &self.begun {
            None => self.document.max_op(),
            Some(begun) => begun.info().max_op,
        }
    }

    /// The number of changes, the skeleton not counted.
    pub fn len_changes(&self) -> usize {
        self.document.len_changes() + usize::from(self.begun.is_some())
    }

    /// The document as it was saved after the last change; none when there was no need to.
    pub fn into_saved(self) -> Option<Vec<u8>> {
        self.saved
    }

    /// Takes the next change in causal order; says whether it is new here.
    pub fn take(&mut self, change: &ParsedChange, writer: &Writer) -> Result<bool, Setback> {
        self.take_on(&Skeletons::default(), change, writer)
    }

    /// The same where it may build on one of these later skeletons, which is then applied with it.
    pub fn take_on(
        &mut self,
        skeletons: &Skeletons,
        change: &ParsedChange,
        writer: &Writer,
    ) -> Result<bool, Setback> {
        let refuse =
            |(code, reason): Offence| Setback::Refused(Refusal::new(change.hash(), code, reason));
        let document = self.whole().map_err(refuse)?;
        if document.has(change.hash()) {
            return Ok(false);
        }
        let deps = change.info().deps.iter().copied();
        let mut missing: Vec<_> = deps.filter(|dep| !document.has(*dep)).collect();
        if missing.is_empty() {
            return self.take_here(change, writer);
        }
        let kind = self.document.kind();
        let version = missing
            .iter()
            .filter_map(|dep| skeletons.version_of(kind, *dep))
            .max();
        missing.retain(|dep| skeletons.version_of(kind, *dep).is_none());
        if !missing.is_empty() {
            return Err(Setback::Missing(missing));
        }
        let raised = version.and_then(|version| self.document.raised(skeletons, version));
        let raised = raised.ok_or_else(|| refuse(harmful("its skeleton cannot be applied")))?;
        let before = std::mem::replace(&mut self.document, raised);
        let taken = self.take_here(change, writer);
        if taken.is_err() {
            self.document = before;
        }
        taken
    }

    /// Takes a change whose dependencies are here.
    fn take_here(&mut self, change: &ParsedChange, writer: &Writer) -> Result<bool, Setback> {
        let refuse =
            |(code, reason): Offence| Setback::Refused(Refusal::new(change.hash(), code, reason));
        let document = &self.document;
        check_place(document, change, writer).map_err(refuse)?;
        let written = operations::check(document, change, writer).map_err(refuse)?;
        if let Some(begun) = begun(document, change, &written) {
            self.begun = Some(begun);
            return Ok(true);
        }
        let unseen = document.unseen_at(&change.info().deps);
        operations::check_references(change, &unseen).map_err(refuse)?;
        let applied = document.with(std::slice::from_ref(&change.change));
        let applied = applied.ok_or_else(|| refuse(harmful("it cannot be applied")))?;
        let (document, saved) = proven(&applied, change).map_err(refuse)?;
        check_bounds(&document, &written).map_err(refuse)?;
        check_sums(&document, &written, writer).map_err(refuse)?;
        self.document = document;
        self.saved = Some(saved);
        Ok(true)
    }

    /// The document itself, with everything that was taken.
    pub(in crate::document) fn whole(&mut self) -> Result<&Document, Offence> {
        if let Some(begun) = &self.begun {
            let built = self.document.with(std::slice::from_ref(begun.change()));
            self.document = built.ok_or_else(|| harmful("what it follows cannot be applied"))?;
            self.begun = None;
        }
        Ok(&self.document)
    }
}

/// Whether the change continues what its replica and its dependencies say.
fn check_place(document: &Document, change: &ParsedChange, writer: &Writer) -> Result<(), Offence> {
    let info = change.info();
    if info.actor != writer.replica {
        let reason = "it was made by a replica that is not this device's";
        return Err((RefusalCode::NotYourReplica, reason.to_owned()));
    }
    let last = document.last_of(info.actor);
    let last_seq = last.as_ref().map_or(0, |last| last.seq);
    if info.seq <= last_seq {
        let reason = "this phone was put back from a backup, or a second phone has its store, and \
                      other work was sent under this number: look at the session, and enter again \
                      what is missing";
        return Err((RefusalCode::ReplicaReused, reason.to_owned()));
    }
    let follows = last.is_none_or(|last| info.deps.contains(&last.hash));
    if info.seq != last_seq + 1 || !follows {
        let reason = format!("change {} does not follow change {last_seq}", info.seq);
        return Err((RefusalCode::OutOfSequence, reason));
    }
    let before = info.deps.iter().filter_map(|dep| document.info(*dep));
    let max_op = before.map(|dep| dep.max_op).max().unwrap_or(0);
    if info.start_op != max_op + 1 {
        let reason = format!("starts at {}, not at {}", info.start_op, max_op + 1);
        return Err((RefusalCode::BadStartOp, reason));
    }
    Ok(())
}

/// The document as it is after it was saved and loaded again, and its bytes. Loading makes every
/// change anew from the operations and compares the hashes.
fn proven(applied: &Document, change: &ParsedChange) -> Result<(Document, Vec<u8>), Offence> {
    let saved = catch_unwind(AssertUnwindSafe(|| applied.save()));
    let saved = saved.map_err(|_| harmful("the document can no longer be saved with it"))?;
    // Of too many operations it says so before it is loaded.
    let is_bounded = chunk::claim_of_document(&saved) != Claim::TooMuch;
    if !is_bounded || applied.len_changes() > DOCUMENT_CHANGES_MAX {
        let reason = "the document would grow too large";
        return Err((RefusalCode::TooLarge, reason.to_owned()));
    }
    let loaded = Document::load(applied.kind(), applied.id(), &saved);
    let loaded = loaded.map_err(|_| harmful("the document no longer loads with it"))?;
    let is_whole = loaded.has(change.hash()) && loaded.heads() == applied.heads();
    if is_whole {
        Ok((loaded, saved))
    } else {
        Err(harmful("the document loads without it"))
    }
}

fn harmful(reason: &str) -> Offence {
    (RefusalCode::Harmful, reason.to_owned())
}

fn check_bounds(document: &Document, written: &Written) -> Result<(), Offence> {
    for slot in written.keys().filter(|slot| slot.owner().is_none()) {
        let entries = document
            .object(slot.container())
            .map_or(0, |object| document.automerge.length(&object));
        if !slot.container().is_empty() && entries > SET_ENTRIES_MAX {
            let allowed = format!("at most {SET_ENTRIES_MAX} entries");
            return Err(bad_value(slot, &allowed));
        }
    }
    if document.kind() == DocKind::Private {
        let notes = layout::object(DocKind::Private, "notes")
            .map_or(0, |notes| document.automerge.length(&notes));
        if notes > NOTES_CHARS_MAX {
            let reason = format!("notes: allowed: at most {NOTES_CHARS_MAX} characters");
            return Err((RefusalCode::BadValue, reason));
        }
    }
    Ok(())
}

/// Only who continues an older replica may hold a negative value, and no counter falls below
/// nobody.
fn check_sums(document: &Document, written: &Written, writer: &Writer) -> Result<(), Offence> {
    let cells = written
        .iter()
        .filter_map(|(slot, put)| match (slot, &put.value) {
            (Slot::Cell(cell, basis, _), Some(Scalar::Int(count))) => {
                Some((slot, cell, *basis, *count))
            }
            _ => None,
        });
    let cells: Vec<_> = cells.collect();
    let is_alone = layout::object(document.kind(), "succeeds")
        .is_none_or(|object| document.automerge.length(&object) == 0);
    if is_alone && cells.iter().all(|(_, _, _, count)| *count >= 0) {
        return Ok(());
    }
    let counts = read::counts(document);
    let replicas = counter_of(&counts, writer.replica.short());
    for (slot, cell, basis, _) in cells {
        let counters = counts.tables.get(&cell.table()).into_iter().flatten();
        let own = counters.filter(|(replica, _)| replicas.contains(replica));
        let sum: i64 = own
            .map(|(_, own)| match basis {
                Basis::Part => &own.part,
                Basis::Whole => &own.whole,
            })
            .filter_map(|cells| cells.get(cell))
            .sum();
        if sum < 0 {
            return Err(bad_value(slot, "a count of nobody or more"));
        }
    }
    Ok(())
}
