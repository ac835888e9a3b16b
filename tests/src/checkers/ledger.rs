//! What people did and were told is saved, in plain numbers and words. It knows nothing of
//! documents, replicas or merging: that is what makes it a witness.

use std::collections::{BTreeMap, BTreeSet};

use client_core::ids::DocId;
use client_core::model::Cell;

/// A note of everything that was acknowledged to somebody.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    pub(super) counted: BTreeMap<DocId, BTreeMap<Cell, i64>>,
    /// Answers that only one person gave, under questions of their own.
    pub(super) answered: BTreeMap<DocId, BTreeSet<String>>,
    /// Words that somebody wrote into the notes and nobody took out.
    pub(super) noted: BTreeMap<DocId, BTreeSet<String>>,
}

impl Ledger {
    /// Somebody counted.
    pub fn counted(&mut self, doc: DocId, cell: Cell, by: i64) {
        *self
            .counted
            .entry(doc)
            .or_default()
            .entry(cell)
            .or_default() += by;
    }

    /// Somebody answered a question that nobody else answers.
    pub fn answered(&mut self, doc: DocId, question: &str) {
        let answers = self.answered.entry(doc).or_default();
        answers.insert(question.to_owned());
    }

    /// Somebody wrote a word into the notes.
    pub fn noted(&mut self, doc: DocId, word: &str) {
        self.noted.entry(doc).or_default().insert(word.to_owned());
    }

    /// Sessions that somebody worked on.
    pub fn documents(&self) -> BTreeSet<DocId> {
        let maps = [self.answered.keys(), self.noted.keys()];
        let docs = maps.into_iter().flatten();
        docs.chain(self.counted.keys()).copied().collect()
    }

    /// What somebody counted in all.
    #[must_use]
    pub fn total(&self) -> i64 {
        self.counted.values().flat_map(BTreeMap::values).sum()
    }
}
