//! Where a document stands before its changes are judged: what is known of it, who owns it, and
//! whether the sender may write it.

use client_core::document::admit;
use client_core::ids::{ChangeHash, DocId, UnitId};
use client_core::model::{DocKind, Role};
use client_core::wire::RefusalCode;

use super::{Admission, Parent, Reception};
use crate::exchange::Failure;
use crate::exchange::access::Permit;
use crate::exchange::request::Brought;
use crate::store::documents::DocumentRow;
use crate::store::{StoreError, documents, feeds, quarantine, refusals};

/// Where a document stands.
pub(super) struct Ground {
    /// What is known of it. None when it is new, or when the sender must not learn of it.
    pub(super) row: Option<DocumentRow>,
    /// The unit that owns it.
    pub(super) unit: UnitId,
    /// Whose companion it is.
    pub(super) parent: Option<DocId>,
    /// Of a companion: where it is listed. It keeps the day that its parent had when it began,
    /// because a document must not change its place in a walk without moving in the log.
    pub(super) day: (String, bool),
    pub(super) permit: Permit,
    /// Why its changes wait for a coordinator, if they do.
    pub(super) waits: Waits,
    /// It is here, and the sender must not learn so.
    pub(super) is_hidden: bool,
    /// Nothing of it can be taken: it waits, or comes again.
    pub(super) is_unfit: bool,
    /// Whether the sender may hear what the server has of it.
    is_shown: bool,
}

/// Why changes wait for a coordinator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Waits {
    /// Their writer lost the document, or was closed.
    ForTheirWriter,
    /// They build on something that waits.
    Behind,
}

/// Why no change of a document can be judged.
pub(super) enum Unfit {
    /// Its parent is not here, or must not be known to be. It may come before the next try.
    NoParent,
    /// It is not a document that the sender could have begun.
    Refused(RefusalCode, &'static str),
}

impl Unfit {
    /// Of a companion whose session or exchange is not here.
    const fn of_parent(is_refused: bool) -> Self {
        match is_refused {
            true => Self::Refused(
                RefusalCode::BadDocument,
                "the session or exchange that it belongs to was not taken",
            ),
            false => Self::NoParent,
        }
    }
}

impl Ground {
    /// The heads, if the sender may hear them.
    pub(super) fn heads_shown(&self) -> Vec<ChangeHash> {
        let shown = self.row.as_ref().filter(|_| self.is_shown);
        shown.map(|row| row.heads.clone()).unwrap_or_default()
    }
}

impl Admission<'_> {
    pub(super) fn ground(
        &self,
        brought: &Brought,
        kind: DocKind,
        parent: Parent<'_>,
    ) -> Result<Result<Ground, Unfit>, Failure> {
        let ground = self.ground_of_open(brought, kind, parent)?;
        if self.reception == Reception::Closed {
            // Whatever is wrong with it: a coordinator sees it, and is told when it is let in.
            let ground = ground.unwrap_or_else(|_| self.waiting(Waits::ForTheirWriter));
            return Ok(Ok(Ground {
                is_shown: false,
                ..ground
            }));
        }
        Ok(ground)
    }

    fn ground_of_open(
        &self,
        brought: &Brought,
        kind: DocKind,
        parent: Parent<'_>,
    ) -> Result<Result<Ground, Unfit>, Failure> {
        let row = documents::get(self.c, &self.who.organisation, brought.doc)?;
        if kind == DocKind::Private {
            return self.companion(brought, row, parent);
        }
        let mut is_hidden = false;
        if let Some(row) = row {
            let permit = self.permit_of(&row)?;
            is_hidden = permit == Permit::Never;
            if !is_hidden && row.kind != brought.kind {
                let reason = "it is a document of another kind";
                return Ok(Err(Unfit::Refused(RefusalCode::BadDocument, reason)));
            }
            if !is_hidden {
                return Ok(Ok(Ground {
                    is_shown: self.is_shown(brought.doc)?,
                    unit: row.unit.clone(),
                    parent: None,
                    day: no_day(),
                    row: Some(row),
                    permit,
                    waits: Waits::ForTheirWriter,
                    is_hidden: false,
                    is_unfit: false,
                }));
            }
        }
        let Some(unit) = brought.unit.clone() else {
            let reason = "a new document names the unit that owns it";
            return Ok(Err(Unfit::Refused(RefusalCode::BadDocument, reason)));
        };
        let permit = if is_hidden {
            Permit::Never
        } else {
            let permit = if self.is_for_ended_programme(brought, kind, &unit)? {
                // Nobody sees there what was begun in good faith: a coordinator decides.
                Permit::LongAgo
            } else {
                self.access
                    .permit_new(self.c, self.who, kind, &unit, self.now)?
            };
            self.decided(permit)
        };
        Ok(Ok(Ground {
            unit,
            row: None,
            parent: None,
            day: no_day(),
            permit,
            waits: Waits::ForTheirWriter,
            is_hidden,
            is_unfit: false,
            is_shown: false,
        }))
    }

    /// Of a document that nothing is asked about: all of it waits for a coordinator.
    fn waiting(&self, waits: Waits) -> Ground {
        Ground {
            row: None,
            unit: self.who.unit.clone(),
            parent: None,
            day: no_day(),
            permit: Permit::LongAgo,
            waits,
            is_hidden: false,
            is_unfit: true,
            is_shown: false,
        }
    }

    /// Whether a partner begins an exchange for a programme that it followed and does not any more.
    fn is_for_ended_programme(
        &self,
        brought: &Brought,
        kind: DocKind,
        unit: &UnitId,
    ) -> Result<bool, StoreError> {
        let is_partners = self.who.role == Role::Partner && kind == DocKind::Exchange;
        let first = brought.changes.first().filter(|it| it.author.is_none());
        let Some(first) = first.filter(|_| is_partners && *unit == self.who.unit) else {
            return Ok(false);
        };
        let change = admit::parse(&first.bytes).ok();
        let Some(named) = change.and_then(|change| change.programme()) else {
            return Ok(false);
        };
        let permit = self
            .access
            .permit_naming(self.c, self.who, &named, self.now)?;
        Ok(matches!(permit, Permit::Lately | Permit::LongAgo))
    }

    fn permit_of(&self, row: &DocumentRow) -> Result<Permit, StoreError> {
        let permit = self.access.permit_of(self.c, self.who, row, self.now)?;
        Ok(self.decided(permit))
    }

    fn companion(
        &self,
        brought: &Brought,
        row: Option<DocumentRow>,
        parent: Parent<'_>,
    ) -> Result<Result<Ground, Unfit>, Failure> {
        if brought.unit.is_some() {
            let reason = "a private companion belongs to its parent's unit and names none";
            return Ok(Err(Unfit::Refused(RefusalCode::BadDocument, reason)));
        }
        let said = parent;
        let Some(parent) = self.parent_of(brought.doc, said.row)? else {
            return self.without_parent(brought.doc, said);
        };
        let permit = self.permit_of(&parent)?;
        if permit == Permit::Never {
            return Ok(Err(Unfit::of_parent(said.is_refused)));
        }
        let is_shown = self.is_shown(brought.doc)?;
        let is_for_them = is_shown || self.access.is_of(self.who, &parent.unit);
        if matches!(permit, Permit::Now | Permit::ReadOnly) && !is_for_them {
            // Who sees it by a programme alone has no part in what is private, and does not learn
            // whether there is anything.
            let reason = "what is private of it stays with its unit";
            return Ok(Err(Unfit::Refused(RefusalCode::NotPermitted, reason)));
        }
        Ok(Ok(Ground {
            is_shown,
            is_hidden: false,
            is_unfit: false,
            unit: parent.unit,
            parent: Some(parent.doc),
            day: match &row {
                Some(row) => (row.day.clone(), row.planned),
                None => (parent.day, parent.planned),
            },
            row,
            permit,
            waits: Waits::ForTheirWriter,
        }))
    }

    /// The session or exchange whose companion this is: one of this request, or one of those that
    /// were begun in the same millisecond.
    fn parent_of(
        &self,
        doc: DocId,
        parent: Option<&DocumentRow>,
    ) -> Result<Option<DocumentRow>, StoreError> {
        if let Some(parent) = parent {
            return Ok(Some(parent.clone()));
        }
        let begun = documents::begun_with(self.c, &self.who.organisation, doc)?;
        let parent = begun.into_iter().find(|parent| parent.companion() == doc);
        parent.map_or(Ok(None), |parent| {
            documents::get(self.c, &self.who.organisation, parent)
        })
    }

    /// Of a companion whose session or exchange is not here. When that waits for a coordinator,
    /// both are asked about together; what is let in must stand on what is here. When it was
    /// refused for good, its companion is.
    fn without_parent(
        &self,
        doc: DocId,
        said: Parent<'_>,
    ) -> Result<Result<Ground, Unfit>, Failure> {
        let home = &self.who.organisation;
        if said.waits {
            return Ok(Ok(self.waiting(Waits::Behind)));
        }
        if let Some((_, writer)) = quarantine::waiting_parent(self.c, home, doc)? {
            let is_asked_about = self.reception != Reception::LetIn && writer == self.who.member;
            return Ok(match is_asked_about {
                true => Ok(self.waiting(Waits::Behind)),
                false => Err(Unfit::NoParent),
            });
        }
        let is_refused = said.is_refused || refusals::is_parent_refused(self.c, home, doc)?;
        Ok(Err(Unfit::of_parent(is_refused)))
    }

    fn is_shown(&self, doc: DocId) -> Result<bool, StoreError> {
        let listed = feeds::of_document(self.c, &self.who.organisation, doc)?;
        Ok(!self.access.seen_in(&listed).is_empty())
    }
}

fn no_day() -> (String, bool) {
    (String::new(), false)
}
