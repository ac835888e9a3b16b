//! A session or an exchange as a person sees it: its document, its private companion and both
//! journals, joined.

use std::collections::BTreeMap;

use super::error::ClientError;
use super::paper::{Own, Paper};
use super::{photos, versions};
use crate::document::{Document, Hand, read, try_count};
use crate::ids::{ChangeHash, DocId, MemberId};
use crate::limits::{
    CHANGE_EDIT_OPS_MAX, CHANGE_TEXT_BYTES_MAX, DOCUMENT_CHANGES_MAX, DOCUMENT_EDITED_BYTES_MAX,
    TEXT_CHARS_MAX,
};
use crate::model::{
    Counts, DocKind, Edit, Exchange, FieldProblem, Part, Place, Review, ReviewState, Session, Who,
};
use crate::store::list::{self, ListRow};
use crate::store::{Connection, StoreError, Transaction, author, catalogue};
use crate::time::Timestamp;
use crate::wire::Author;

/// The document of a session or an exchange, and its private companion.
pub(super) struct Folder {
    pub(super) main: Paper,
    pub(super) private: Option<Paper>,
}

impl Folder {
    /// The session or exchange, when it is here.
    pub(super) fn load(connection: &Connection, doc: DocId) -> Result<Option<Self>, ClientError> {
        Self::load_rest(connection, doc, None, None)
    }

    /// The same when some of it is in memory already.
    fn load_rest(
        connection: &Connection,
        doc: DocId,
        main: Option<Paper>,
        private: Option<Paper>,
    ) -> Result<Option<Self>, ClientError> {
        let or_load = |paper: Option<Paper>, doc| match paper {
            Some(paper) => Ok(Some(paper)),
            None => Paper::load(connection, doc),
        };
        let Some(main) = or_load(main, doc)? else {
            return Ok(None);
        };
        let private = or_load(private, doc.companion())?;
        Ok(Some(Self { main, private }))
    }

    /// Adds edits to the journals of the two documents; the companion is begun when it is needed.
    pub(super) fn append(
        &mut self,
        tx: &Transaction<'_>,
        own: &Own<'_>,
        edits: &[Edit],
    ) -> Result<(), ClientError> {
        let made_now = |edits: Vec<Edit>| edits.into_iter().map(|edit| (edit, own.now));
        let (main, private): (Vec<Edit>, Vec<Edit>) = edits
            .iter()
            .cloned()
            .partition(|edit| edit.part() == Part::Main);
        if !main.is_empty() {
            self.main.append(tx, made_now(main))?;
            if self.main.is_blank() {
                return Err(self.nothing_stays().into());
            }
            self.main.save(tx, own)?;
        }
        if private.is_empty() {
            return Ok(());
        }
        let mut paper = match self.private.take() {
            Some(paper) => paper,
            None => {
                let (id, unit) = (self.main.row.id.companion(), self.main.row.unit.clone());
                Paper::begin(tx, DocKind::Private, id, unit)?
            }
        };
        paper.append(tx, made_now(private))?;
        paper.save(tx, own)?;
        self.private = Some(paper);
        Ok(())
    }

    /// Counts that come to nothing, of something of which nothing else is said: no change would be
    /// made of it, and it would be listed as sent without ever having left.
    fn nothing_stays(&self) -> FieldProblem {
        let kind = self.main.row.kind.to_string();
        let allowed = "a count that stays, or say first what it is: a kind, title, place or time";
        FieldProblem::new(kind, "nothing that can be sent", allowed)
    }

    /// The session as the screen shows it.
    pub(super) fn session(
        &self,
        connection: &Connection,
        own: &Own<'_>,
    ) -> Result<Session, StoreError> {
        self.shown(connection, own, read::session, Session::apply)
    }

    /// The exchange as the screen shows it.
    pub(super) fn exchange(
        &self,
        connection: &Connection,
        own: &Own<'_>,
    ) -> Result<Exchange, StoreError> {
        self.shown(connection, own, read::exchange, Exchange::apply)
    }

    /// What stands in the documents, and then what stands in the journals.
    fn shown<T>(
        &self,
        connection: &Connection,
        own: &Own<'_>,
        read: impl FnOnce(&Document, Option<&Document>, &read::Context<'_>) -> T,
        apply: impl Fn(&mut T, &Edit, &Hand) -> Result<(), FieldProblem>,
    ) -> Result<T, StoreError> {
        let mut authors = author::of_document(connection, self.main.row.id)?;
        if let Some(private) = &self.private {
            authors.extend(author::of_document(connection, private.row.id)?);
        }
        let context = read::Context {
            unit: self.main.row.unit.clone(),
            who: &|hash| self.who(&authors, own, hash),
        };
        let private = self.private.as_ref();
        let companion = private.map(|private| &private.document);
        let mut shown = read(&self.main.document, companion, &context);
        let unwritten = self.main.unwritten(own).into_iter();
        for (edit, made) in
            unwritten.chain(private.map_or(Vec::new(), |private| private.unwritten(own)))
        {
            // Edits were checked before they went into the journal; one that a later app took
            // and this one does not know is passed over, and still sent.
            let _ = apply(&mut shown, &edit, &self.hand(own, made));
        }
        Ok(shown)
    }

    /// Refuses what the documents have no room for: in the journal it would be cut short without a
    /// word, and a change that is too large would come back from the server.
    pub(super) fn check_room(
        &self,
        connection: &Connection,
        own: &Own<'_>,
        edits: &[Edit],
    ) -> Result<(), ClientError> {
        self.check_size(edits)?;
        versions::check(connection, own, self.main.row.kind, edits)?;
        let needs_room = |edit: &Edit| matches!(edit, Edit::Count { .. } | Edit::Notes { .. });
        if !edits.iter().any(needs_room) {
            return Ok(());
        }
        let (mut counts, notes) = self.counts_and_notes(connection, own)?;
        let mut chars = notes.chars().count();
        let edits = edits.iter().map(|edit| (edit.clone(), own.now)).collect();
        for (edit, made) in self.main.continued(own, edits) {
            try_count(&mut counts, &edit, &self.hand(own, made))?;
            let Edit::Notes { splices } = &edit else {
                continue;
            };
            for splice in splices {
                let insert = splice.insert.chars().count();
                chars = chars.saturating_sub(splice.delete) + insert;
                if insert > 0 && chars > TEXT_CHARS_MAX {
                    let found = format!("{chars} characters");
                    let allowed = format!("at most {TEXT_CHARS_MAX} characters");
                    return Err(FieldProblem::new("notes", found, allowed).into());
                }
            }
        }
        Ok(())
    }

    /// Where it says that it takes place.
    pub(super) fn place(
        &self,
        connection: &Connection,
        own: &Own<'_>,
    ) -> Result<Place, StoreError> {
        if self.main.row.kind == DocKind::Exchange {
            return Ok(self.exchange(connection, own)?.place);
        }
        Ok(self.session(connection, own)?.place)
    }

    fn counts_and_notes(
        &self,
        connection: &Connection,
        own: &Own<'_>,
    ) -> Result<(Counts, String), StoreError> {
        if self.main.row.kind == DocKind::Exchange {
            let Exchange { counts, notes, .. } = self.exchange(connection, own)?;
            return Ok((counts, notes));
        }
        let Session { counts, notes, .. } = self.session(connection, own)?;
        Ok((counts, notes))
    }

    /// Bounds what one change would carry, and the documents with it.
    fn check_size(&self, edits: &[Edit]) -> Result<(), FieldProblem> {
        let parts = [
            (Part::Main, Some(&self.main)),
            (Part::Private, self.private.as_ref()),
        ];
        for (part, paper) in parts {
            let new: Vec<&Edit> = edits.iter().filter(|edit| edit.part() == part).collect();
            if !new.is_empty() {
                self.check_part(paper, &new)?;
            }
        }
        Ok(())
    }

    fn check_part(&self, paper: Option<&Paper>, new: &[&Edit]) -> Result<(), FieldProblem> {
        let kind = self.main.row.kind;
        let problem = |found: String, allowed: String| {
            Err(FieldProblem::new(kind.to_string(), found, allowed))
        };
        let waiting = paper.into_iter().flat_map(|paper| &paper.journal);
        let edits = || {
            waiting
                .clone()
                .map(|row| &row.edit)
                .chain(new.iter().copied())
        };
        let text: usize = edits().map(Edit::text_bytes).sum();
        if text > CHANGE_TEXT_BYTES_MAX {
            let found = format!("{text} bytes of text that were not sent yet");
            let allowed = format!("at most {CHANGE_TEXT_BYTES_MAX}; the rest after a sync");
            return problem(found, allowed);
        }
        let operations: usize = edits().map(Edit::operations).sum();
        if operations > CHANGE_EDIT_OPS_MAX {
            let found = format!("{operations} edits and characters that were not sent yet");
            let allowed = format!("at most {CHANGE_EDIT_OPS_MAX}; the rest after a sync");
            return problem(found, allowed);
        }
        let Some(paper) = paper else {
            return Ok(());
        };
        let whole = text + paper.row.bytes.as_ref().map_or(0, Vec::len);
        if whole > DOCUMENT_EDITED_BYTES_MAX {
            let found = format!("{whole} bytes with its history");
            let allowed = format!("at most {DOCUMENT_EDITED_BYTES_MAX}: begin another {kind}");
            return problem(found, allowed);
        }
        let changes = paper.document.len_changes();
        if changes >= DOCUMENT_CHANGES_MAX {
            let found = format!("{changes} changes");
            let allowed = format!("at most {DOCUMENT_CHANGES_MAX}: begin another {kind}");
            return problem(found, allowed);
        }
        Ok(())
    }

    fn hand(&self, own: &Own<'_>, now: Timestamp) -> Hand {
        Hand {
            replica: self.main.replica.short(),
            who: own.me.who(),
            now,
        }
    }

    fn who(
        &self,
        authors: &BTreeMap<ChangeHash, Author>,
        own: &Own<'_>,
        hash: &ChangeHash,
    ) -> Option<Who> {
        if let Some(author) = authors.get(hash) {
            return author.who.parse().ok().map(Who::Member);
        }
        let private = self.private.as_ref().map(|private| &private.document);
        let info = self.main.document.info(*hash);
        let info = info.or_else(|| private?.info(*hash))?;
        own.is_own(info.actor).then(|| own.me.who())
    }

    /// Who began the session: the author of its first change. What is not in a change yet is one's
    /// own.
    pub(super) fn author(
        &self,
        connection: &Connection,
        own: &Own<'_>,
    ) -> Result<Option<MemberId>, StoreError> {
        let Some(first) = self.main.document.infos().into_iter().next() else {
            return Ok(Some(own.me.member.clone()));
        };
        let authors = author::of_document(connection, self.main.row.id)?;
        Ok(match self.who(&authors, own, &first.hash) {
            Some(Who::Member(member)) => Some(member),
            _ => None,
        })
    }

    /// Who wrote what lies here, and when, one entry for each change or edit.
    pub(super) fn writings(
        &self,
        connection: &Connection,
        own: &Own<'_>,
    ) -> Result<Vec<(Who, Timestamp)>, StoreError> {
        let mut found = Vec::new();
        for paper in [Some(&self.main), self.private.as_ref()]
            .into_iter()
            .flatten()
        {
            let authors = author::of_document(connection, paper.row.id)?;
            for info in paper.document.infos() {
                let who = self.who(&authors, own, &info.hash);
                let who = who.unwrap_or(Who::Replica(info.actor.short()));
                found.push((who, info.time));
            }
            found.extend(paper.journal.iter().map(|row| (own.me.who(), row.made)));
        }
        Ok(found)
    }

    /// Whether something of it waits for a sync; in practice nothing ever does.
    pub(super) fn is_unsent(&self, own: &Own<'_>) -> bool {
        let private = self.private.as_ref();
        let is_pending =
            self.main.row.pending || private.is_some_and(|private| private.row.pending);
        is_pending && !own.is_practice
    }
}

/// Brings the list's row of one session up to date, whatever became of it.
pub(super) fn index(tx: &Transaction<'_>, own: &Own<'_>, doc: DocId) -> Result<(), ClientError> {
    index_with(tx, own, doc, None, None)
}

/// The same when documents of the session are in memory already.
pub(super) fn index_with(
    tx: &Transaction<'_>,
    own: &Own<'_>,
    doc: DocId,
    main: Option<Paper>,
    private: Option<Paper>,
) -> Result<(), ClientError> {
    match Folder::load_rest(tx, doc, main, private) {
        Ok(Some(folder)) if folder.main.row.kind == DocKind::Session => {
            let session = folder.session(tx, own)?;
            index_as(tx, own, &folder, &session)
        }
        Ok(_) => Ok(list::remove(tx, doc)?),
        // Its last row stays: the session is found, and opening it says what is wrong.
        Err(ClientError::DamagedDocument(_)) => Ok(()),
        Err(other) => Err(other),
    }
}

/// The same for a session that has been read already.
pub(super) fn index_as(
    tx: &Transaction<'_>,
    own: &Own<'_>,
    folder: &Folder,
    session: &Session,
) -> Result<(), ClientError> {
    // Without the companion nothing is known of what it names.
    if folder.private.is_some() {
        photos::forget_unnamed(tx, session)?;
    }
    let row = ListRow {
        doc: session.id,
        moment: session.moment(),
        status: session.status,
        withdrawn: session.withdrawn.is_some(),
        unsent: folder.is_unsent(own),
        conflicts: u32::try_from(session.conflicts.len()).unwrap_or(u32::MAX),
        unit: session.unit.clone(),
        kind: session.kind,
        title: session.title.clone(),
        place: place_of(&session.place),
        people: session.people_reached(),
        team: session.team.keys().cloned().collect(),
        author: folder.author(tx, own)?,
        returned: session.review.as_ref().and_then(returned),
        spot: session.place.clone(),
        at: session.at,
        duplicate_of: session.duplicate_of,
        changed: session.review.as_ref().is_some_and(is_changed),
    };
    let mut words = vec![row.title.clone(), row.place.clone()];
    for member in session.team.keys() {
        words.extend(known_name(tx, own, member)?);
    }
    Ok(list::put(tx, &row, &words.join(" "))?)
}

/// What people call a member. The own name is known before the first sync; an id is no word that
/// anybody looks for.
fn known_name(
    tx: &Transaction<'_>,
    own: &Own<'_>,
    member: &MemberId,
) -> Result<Option<String>, StoreError> {
    if *member == own.me.member {
        return Ok(Some(own.me.member_name.clone()));
    }
    Ok(catalogue::member(tx, member)?.map(|known| known.name))
}

/// Town and venue, as far as they are said.
pub(super) fn place_of(place: &Place) -> String {
    let parts = [&place.locality, &place.venue].map(String::as_str);
    let said: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    said.join(", ")
}

/// What a coordinator wants to be looked at again, until somebody has.
fn returned(review: &Review) -> Option<String> {
    let is_open = review.state == Some(ReviewState::Returned) && !review.changed_since;
    is_open.then(|| review.comment.clone())
}

/// Whether it is verified no longer as it stands.
fn is_changed(review: &Review) -> bool {
    review.state == Some(ReviewState::Verified) && review.changed_since
}

/// What people call a member, as far as this phone was told.
pub(super) fn name_of(connection: &Connection, member: &MemberId) -> Result<String, StoreError> {
    let name = catalogue::member(connection, member)?.map(|member| member.name);
    Ok(name.unwrap_or_else(|| member.to_string()))
}
