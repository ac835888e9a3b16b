//! One document as it lies in the store: its changes, and the journal of what is not in one yet.
//!
//! What a person sees is always both. A journal becomes a change here and nowhere else.

use super::Client;
use super::error::ClientError;
use super::identity::Identity;
use super::versions::{self, Ready};
use crate::document::{Document, Skeletons, write};
use crate::ids::{ChangeHash, DocId, Epoch, ReplicaId, UnitId};
use crate::limits::COUNT_MAX;
use crate::model::{DocKind, Edit, Role};
use crate::store::document::{self, DocumentRow};
use crate::store::journal::{self, JournalName, JournalRow};
use crate::store::{Connection, StoreError, Transaction, epoch, frozen};
use crate::time::Timestamp;

/// Who touches documents, under which replicas, and when.
pub(super) struct Own<'a> {
    pub(super) me: &'a Identity,
    /// What the member may do, as the server said last.
    pub(super) role: Role,
    /// Oldest first.
    pub(super) replicas: Vec<(Epoch, ReplicaId)>,
    /// The versions of documents that the app knows by itself.
    pub(super) skeletons: &'a Skeletons,
    pub(super) now: Timestamp,
    /// Whether all this is practice.
    pub(super) is_practice: bool,
}

impl<'a> Own<'a> {
    pub(super) fn load(connection: &Connection, client: &'a Client) -> Result<Self, StoreError> {
        Ok(Self {
            me: &client.me,
            role: client.me.role_now(connection)?,
            replicas: epoch::own(connection)?,
            skeletons: &client.environment.skeletons,
            now: client.environment.now(),
            is_practice: client.slot.is_none(),
        })
    }

    pub(super) fn is_own(&self, replica: ReplicaId) -> bool {
        self.replicas.iter().any(|(_, own)| *own == replica)
    }

    pub(super) fn ids(&self) -> Vec<ReplicaId> {
        self.replicas.iter().map(|(_, replica)| *replica).collect()
    }
}

/// One document with its journal.
pub(super) struct Paper {
    pub(super) row: DocumentRow,
    pub(super) document: Document,
    pub(super) journal: Vec<JournalRow>,
    /// The replica that writes it now.
    pub(super) replica: ReplicaId,
}

impl Paper {
    /// The document, when more than its name is known here.
    pub(super) fn load(connection: &Connection, doc: DocId) -> Result<Option<Self>, ClientError> {
        let Some(row) = document::get(connection, doc)? else {
            return Ok(None);
        };
        let Some(bytes) = &row.bytes else {
            return Ok(None);
        };
        let document = Document::load(row.kind, doc, bytes)
            .map_err(|error| ClientError::of_document(doc, &error))?;
        Self::of(connection, row, document).map(Some)
    }

    /// A document of which nothing is said yet.
    pub(super) fn begin(
        connection: &Connection,
        kind: DocKind,
        doc: DocId,
        unit: Option<UnitId>,
    ) -> Result<Self, ClientError> {
        let document = Document::new(kind, doc);
        let row = DocumentRow {
            id: doc,
            kind,
            unit,
            heads: Vec::new(),
            server_heads: Vec::new(),
            pending: false,
            wanted: false,
            bytes: None,
        };
        Self::of(connection, row, document)
    }

    fn of(
        connection: &Connection,
        row: DocumentRow,
        document: Document,
    ) -> Result<Self, ClientError> {
        Ok(Self {
            journal: journal::of_document(connection, row.id)?,
            replica: epoch::current(connection, row.id)?,
            row,
            document,
        })
    }

    /// The name of the change that the next edit belongs to.
    pub(super) fn next_change(&self) -> JournalName {
        JournalName {
            doc: self.row.id,
            replica: self.replica,
            seq: self.last_seq(self.replica) + 1,
        }
    }

    /// Whether nothing at all stands in it: neither a change nor an edit that will be one.
    pub(super) fn is_blank(&self) -> bool {
        self.document.len_changes() == 0 && self.journal.is_empty()
    }

    /// The sequence number of a replica's last change, 0 when it has none here.
    pub(super) fn last_seq(&self, replica: ReplicaId) -> u64 {
        self.document.last_of(replica).map_or(0, |last| last.seq)
    }

    /// Every edit that is not in a change yet, as the reader of the document is to see it, and
    /// when each was made.
    pub(super) fn unwritten(&self, own: &Own<'_>) -> Vec<(Edit, Timestamp)> {
        let edits = self.journal.iter();
        self.continued(own, edits.map(|row| (row.edit.clone(), row.made)).collect())
    }

    /// Adds edits to the journal.
    pub(super) fn append(
        &mut self,
        tx: &Transaction<'_>,
        edits: impl IntoIterator<Item = (Edit, Timestamp)>,
    ) -> Result<(), StoreError> {
        let name = self.next_change();
        for (edit, made) in edits {
            match self.tapped_before(name, &edit) {
                Some((at, sum)) => self.tap_again(tx, at, sum, made)?,
                None => self.journal.push(journal::append(tx, name, edit, made)?),
            }
        }
        Ok(())
    }

    /// The row of the same cell among the counts that end the journal, and what it says with the
    /// edit. Counts add up in any order as long as nothing else was said between them: a hall
    /// counted by a thousand taps is as many rows as cells, and the last tap costs what the first
    /// did.
    fn tapped_before(&self, name: JournalName, edit: &Edit) -> Option<(usize, Edit)> {
        let Edit::Count { cell, by } = edit else {
            return None;
        };
        for (at, row) in self.journal.iter().enumerate().rev() {
            match &row.edit {
                Edit::Count {
                    cell: tapped,
                    by: all,
                } if row.name == name => {
                    if tapped == cell {
                        let by = all + by;
                        let fits = (-COUNT_MAX..=COUNT_MAX).contains(&by);
                        return fits.then(|| {
                            (
                                at,
                                Edit::Count {
                                    cell: cell.clone(),
                                    by,
                                },
                            )
                        });
                    }
                }
                _ => return None,
            }
        }
        None
    }

    /// A row says more, or less; one that says nothing any more goes.
    fn tap_again(
        &mut self,
        tx: &Transaction<'_>,
        at: usize,
        sum: Edit,
        made: Timestamp,
    ) -> Result<(), StoreError> {
        if matches!(sum, Edit::Count { by: 0, .. }) {
            return journal::remove(tx, &self.journal.remove(at));
        }
        let row = &mut self.journal[at];
        (row.edit, row.made) = (sum, made);
        journal::rewrite(tx, row)
    }

    /// Makes one change of the journal, and says whether there is one more now. Journals that a
    /// restored phone brought with it are left aside: they may have been sent already.
    pub(super) fn cut(&mut self, tx: &Transaction<'_>, own: &Own<'_>) -> Result<bool, ClientError> {
        let name = self.next_change();
        let rows = std::mem::take(&mut self.journal).into_iter();
        let (due, aside): (Vec<JournalRow>, Vec<JournalRow>) =
            rows.partition(|row| row.name == name);
        self.journal = aside;
        let Ready {
            due,
            waiting,
            version,
        } = versions::ready(tx, own, self.row.kind, due)?;
        let Some(last_made) = due.iter().map(|row| row.made).max() else {
            self.journal.extend(waiting);
            return Ok(false);
        };
        let edits = due.into_iter().map(|row| (row.edit, row.made)).collect();
        let edits = self.continued(own, edits).into_iter();
        let edits: Vec<Edit> = edits.map(|(edit, _)| edit).collect();
        let doc = self.row.id;
        let cut = write::cut_at(
            &mut self.document,
            (own.skeletons, version),
            &edits,
            self.replica,
            last_made,
        )
        .map_err(|error| ClientError::of_write(doc, error))?;
        journal::clear(tx, name)?;
        self.append(tx, waiting.into_iter().map(|row| (row.edit, row.made)))?;
        if let Some(cut) = &cut {
            debug_assert_eq!(cut.actor_seq, name.seq, "a journal is named by its change");
            frozen::put(tx, self.row.id, cut.hash, &edits)?;
        }
        Ok(cut.is_some())
    }

    /// Writes the row: what is pending follows from the changes, the server's heads and the
    /// journal, here and nowhere else.
    pub(super) fn save(&mut self, tx: &Transaction<'_>, own: &Own<'_>) -> Result<(), StoreError> {
        self.row.heads = self.document.heads();
        let unsent = self.unsent(own);
        self.row.pending = !unsent.is_empty() || !self.journal.is_empty();
        self.row.bytes = Some(self.document.save());
        document::put(tx, &self.row)
    }

    /// Own changes that the server is not known to have.
    pub(super) fn unsent(&self, own: &Own<'_>) -> Vec<ChangeHash> {
        let later = self.document.infos_after(&self.row.server_heads);
        let mine = later.iter().filter(|info| own.is_own(info.actor));
        mine.map(|info| info.hash).collect()
    }

    /// Counts go on where an older replica of this phone left off: both are one counter, or a
    /// whole count would stand twice.
    pub(super) fn continued(
        &self,
        own: &Own<'_>,
        mut edits: Vec<(Edit, Timestamp)>,
    ) -> Vec<(Edit, Timestamp)> {
        let counts = |edit: &Edit| matches!(edit, Edit::Count { .. } | Edit::Say { .. });
        let first = edits.iter().find(|(edit, _)| counts(edit));
        let Some(made) = first
            .map(|(_, made)| *made)
            .filter(|_| own.replicas.len() > 1)
        else {
            return edits;
        };
        let older = own.replicas.iter().rev().map(|(_, replica)| *replica);
        let before = older
            .skip_while(|replica| *replica != self.replica)
            .skip(1)
            .find(|replica| self.last_seq(*replica) > 0);
        if let Some(old) = before {
            let old = old.short();
            edits.insert(0, (Edit::Succeed { old }, made));
        }
        edits
    }
}
