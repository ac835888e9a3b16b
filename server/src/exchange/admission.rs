//! Which changes of a push are taken: everything about it that needs the database.
//!
//! Reads only, so that it runs on any thread and for many phones at once; the writer then only
//! writes. What a change may say is judged by `client_core::document::admit` on a copy; here it is
//! asked whose it is, whether it was here before, what it depends on, and whether its author may
//! write this document. A document whose existence the author must not learn is judged exactly as
//! if it were not there.

mod ground;
mod identity;
mod trial;

use client_core::document::{Document, Skeletons, change_hash};
use client_core::ids::{ProgrammeId, UnitId};
use client_core::model::DocKind;
use client_core::time::Timestamp;
use client_core::wire::RefusalCode;

use self::trial::Trial;
use super::Failure;
use super::access::{Access, Permit};
use super::authors::AuthorKey;
use super::request::Brought;
use super::verdict::Verdict;
use crate::projection::Facts;
use crate::store::carried::Carrier;
use crate::store::documents::DocumentRow;
use crate::store::{Connection, DeviceSession, StoreError, documents};

/// What a push of one device is judged with.
pub(super) struct Admission<'a> {
    pub(super) c: &'a Connection,
    pub(super) key: &'a AuthorKey,
    pub(super) who: &'a DeviceSession,
    pub(super) access: &'a Access,
    pub(super) reception: Reception,
    /// Who brings it, when that is not its author.
    pub(super) carrier: Option<&'a Carrier>,
    /// The versions of documents that this program knows.
    pub(super) skeletons: &'a Skeletons,
    pub(super) now: Timestamp,
}

/// What is known of the session or exchange whose companion is judged, from the same request.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Parent<'a> {
    /// The document as it is to be written; none when nothing of it is.
    pub(super) row: Option<&'a DocumentRow>,
    /// It is not here, and what it begins with waits for a coordinator.
    pub(super) waits: bool,
    /// It is not here, and what it begins with was refused.
    pub(super) is_refused: bool,
}

/// How the sender of changes is received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reception {
    /// As every device that is open.
    Open,
    /// The device was closed: what it brings waits for a coordinator, unless this server took it
    /// before.
    Closed,
    /// A coordinator lets in what waited: that its writer lost the document is no obstacle any
    /// more. Everything else is.
    LetIn,
}

impl Admission<'_> {
    /// Judges the changes of one document.
    pub(super) fn judge(&self, brought: &Brought, parent: Parent<'_>) -> Result<Verdict, Failure> {
        let mut verdict = Verdict::new(brought.doc);
        let Some(kind) = DocKind::ALL.get(usize::from(brought.kind)).copied() else {
            let reason = "documents of this kind are not known here";
            verdict
                .outcome
                .refuse(None, RefusalCode::BadDocument, reason);
            return Ok(verdict);
        };
        let ground = match self.ground(brought, kind, parent)? {
            Ok(ground) => ground,
            Err(ground::Unfit::NoParent) => {
                verdict.outcome.missing = Some(Vec::new());
                return Ok(verdict);
            }
            Err(ground::Unfit::Refused(code, reason)) => {
                for change in &brought.changes {
                    let hash = change_hash(&change.bytes);
                    verdict.outcome.refuse(hash, code, reason);
                }
                return Ok(verdict);
            }
        };
        verdict.judged_at = ground.row.as_ref().map(|row| row.last_seq);
        let document = match ground.row {
            None => Document::new(kind, brought.doc),
            Some(_) => documents::load(self.c, &self.who.organisation, kind, brought.doc)?,
        };
        Trial::new(self, brought, ground, document, verdict).run()
    }
}

impl Admission<'_> {
    /// What a coordinator lets in is taken as if it had come in time. Of a device that was closed
    /// nothing is hidden, because nothing new of it is taken.
    fn decided(&self, permit: Permit) -> Permit {
        match (self.reception, permit) {
            (Reception::LetIn, Permit::LongAgo) => Permit::Lately,
            (Reception::Closed, Permit::Never) => Permit::LongAgo,
            _ => permit,
        }
    }

    /// Exchanges of a programme are shared in it, when who writes them may use it.
    fn standing_rule(
        &self,
        facts: &Facts,
        unit: &UnitId,
    ) -> Result<Option<ProgrammeId>, StoreError> {
        let Facts::Exchange(exchange) = facts else {
            return Ok(None);
        };
        let Some(named) = &exchange.programme else {
            return Ok(None);
        };
        let may = self.access.may_use(self.c, self.who, unit, named)?;
        Ok(may.then(|| named.clone()))
    }
}
