//! What became of the changes that a phone brought of one document.

use client_core::ids::{ChangeHash, DocId};
use client_core::wire::{Missing, Receipt, RefusalCode, Refused, Taken, ToPhone};

/// What became of one document's changes.
#[derive(Debug)]
pub(super) struct Outcome {
    pub(super) doc: DocId,
    /// The last of the changes that are durable; none when there are none.
    pub(super) taken: Vec<ChangeHash>,
    /// What this server has, when it lacks what some of the changes depend on.
    pub(super) missing: Option<Vec<ChangeHash>>,
    pub(super) refused: Vec<Refused>,
}

impl Outcome {
    pub(super) const fn new(doc: DocId) -> Self {
        Self {
            doc,
            taken: Vec::new(),
            missing: None,
            refused: Vec::new(),
        }
    }

    pub(super) fn refuse(
        &mut self,
        hash: Option<ChangeHash>,
        code: RefusalCode,
        reason: impl Into<String>,
    ) {
        self.refused.push(Refused {
            doc: self.doc,
            hash,
            code,
            reason: reason.into(),
        });
    }

    /// The messages that say it.
    pub(super) fn messages(self, receipt: &Receipt) -> Vec<ToPhone> {
        let doc = self.doc;
        let mut messages = Vec::new();
        if !self.taken.is_empty() {
            messages.push(ToPhone::from(Taken {
                doc,
                heads: self.taken,
                receipt: receipt.clone(),
            }));
        }
        if let Some(heads) = self.missing {
            messages.push(Missing { doc, heads }.into());
        }
        messages.extend(self.refused.into_iter().map(ToPhone::from));
        messages
    }
}
