//! Taking in what another phone handed over: judged as the server will judge it, merged, shown, and
//! carried to the server as it was signed.

mod keeping;

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::Client;
use super::effects::{hashes, session_of, verify};
use super::error::ClientError;
use super::folder::{self, Folder};
use super::paper::{Own, Paper};
use super::versions;
use crate::document::admit::{Scratch, Setback, Writer, parse};
use crate::document::change_hash;
use crate::envelope::{self, Envelope, EnvelopeProblem};
use crate::ids::{DocId, FeedId, MemberId, ProgrammeId, ReplicaId, UnitId};
use crate::model::catalogue::Entry;
use crate::model::{DocKind, HandOverKey, Role};
use crate::store::{
    StoreError, Transaction, author, catalogue, document, envelope as carried, feed,
};
use crate::wire::message::Blob;
use crate::wire::{Author, Put};

/// One phone's hand-over, taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenHandOver {
    /// The member whose phone made it.
    pub from: MemberId,
    /// What people call the member, or the id where this phone was not told.
    pub from_name: String,
    /// The sessions and exchanges in it.
    pub documents: Vec<TakenDocument>,
    /// Whether the next sync brings it to the server. It need not, when the server is known to have
    /// all of it, or when it was made here.
    pub carried: bool,
}

/// A session or exchange of a hand-over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenDocument {
    /// Its document.
    pub doc: DocId,
    /// What people call it; empty when it is not shown here.
    pub title: String,
    /// What it came to.
    pub became: Became,
}

/// What a document of a hand-over came to on this phone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Became {
    /// It is new here.
    New,
    /// It was here, and something came to it.
    Changed,
    /// All of it was here.
    Known,
    /// It belongs to others: it is carried, and not shown.
    NotForYou,
    /// Something that comes before it is not here: it shows once this phone has synced.
    Incomplete,
    /// This app cannot read it: it is carried, and shows after an update.
    Unread,
    /// It was erased for good.
    Erased,
    /// The server would not take it, for this reason.
    /// It is carried all the same: the server judges.
    Refused(String),
}

impl Client {
    /// Takes in a hand-over: all of it, or nothing when the file cannot be believed. Taken twice,
    /// it is there once.
    pub fn take(&self, file: &[u8]) -> Result<Vec<TakenHandOver>, ClientError> {
        let taken = catch_unwind(AssertUnwindSafe(|| self.take_file(file)));
        taken.unwrap_or(Err(ClientError::Internal))
    }

    fn take_file(&self, file: &[u8]) -> Result<Vec<TakenHandOver>, ClientError> {
        self.check_real()?;
        let id = envelope::key_of(file)?;
        self.write(|tx, own| {
            let Some(Entry::HandOver(key)) = catalogue::get(tx, &format!("hand_over/{id}"))? else {
                return Err(EnvelopeProblem::KeyUnknown(id).into());
            };
            let envelopes = envelope::open(file, &key.key)?.into_iter();
            let taken = envelopes.map(|bytes| Taking::of(tx, own, &key, &bytes)?.take(bytes));
            taken.collect()
        })
    }

    /// Who handed over something of a session or exchange that the server is not known to have yet.
    pub fn brought_by(&self, doc: DocId) -> Result<Vec<MemberId>, ClientError> {
        self.read(|connection, _| Ok(carried::givers(connection, doc)?))
    }
}

/// One envelope on its way in.
struct Taking<'a> {
    tx: &'a Transaction<'a>,
    own: &'a Own<'a>,
    /// The programme for which it was sealed.
    circle: Option<&'a ProgrammeId>,
    envelope: Envelope,
    /// What its member may do, as far as this phone was told; of others the server will judge.
    role: Role,
}

impl<'a> Taking<'a> {
    fn of(
        tx: &'a Transaction<'a>,
        own: &'a Own<'a>,
        key: &'a HandOverKey,
        bytes: &[u8],
    ) -> Result<Self, ClientError> {
        let envelope = verify(own, bytes)?;
        let giver = catalogue::member(tx, &envelope.certificate.member)?;
        Ok(Self {
            tx,
            own,
            circle: key.programme.as_ref(),
            role: giver.map_or(Role::Coordinator, |member| member.role),
            envelope,
        })
    }

    fn take(self, bytes: Vec<u8>) -> Result<TakenHandOver, ClientError> {
        let from = self.envelope.certificate.member.clone();
        let mut documents = Vec::new();
        for put in &self.envelope.documents {
            let became = self.document(put)?;
            if put.kind != DocKind::Private.number() {
                let (doc, title) = (put.doc, self.title(put)?);
                documents.push(TakenDocument { doc, title, became });
            } else if let Some(parent) = documents.iter_mut().find(|d| is_of(put.doc, d.doc))
                && parent.became == Became::Known
                && matches!(became, Became::New | Became::Changed)
            {
                parent.became = Became::Changed;
            }
        }
        Ok(TakenHandOver {
            from_name: folder::name_of(self.tx, &from)?,
            from,
            documents,
            carried: self.carry(bytes)?,
        })
    }

    /// Takes in one document, and says what it came to.
    fn document(&self, put: &Put) -> Result<Became, ClientError> {
        let (tx, own) = (self.tx, self.own);
        if document::is_erased(tx, put.doc)? {
            return Ok(Became::Erased);
        }
        let Some(kind) = DocKind::of_number(put.kind) else {
            return Ok(Became::Unread);
        };
        let known = match Paper::load(tx, put.doc) {
            // It comes again from the server; what is in the envelope stays in it.
            Err(ClientError::DamagedDocument(doc)) => {
                document::mark_wanted(tx, doc)?;
                return Ok(Became::Incomplete);
            }
            other => other?,
        };
        let is_new = known.is_none();
        if !self.may_be_seen(put, kind, is_new)? {
            return Ok(Became::NotForYou);
        }
        let mut paper = match known {
            Some(paper) if paper.row.kind != kind => {
                return Ok(Became::Refused("it is of another kind here".to_owned()));
            }
            Some(paper) => paper,
            None => self.begin(put, kind)?,
        };
        let (accepted, setback) = self.admit(&paper, put)?;
        let is_news =
            |bytes: &&[u8]| change_hash(bytes).is_some_and(|hash| !paper.document.has(hash));
        let has_news = accepted.iter().any(is_news);
        if has_news {
            // What was edited here was edited without knowing of this: it stands beside it.
            paper.cut(tx, own)?;
            if versions::apply(tx, own, &mut paper.document, &accepted)?.is_err() {
                if paper.document.len_changes() > 0 {
                    paper.save(tx, own)?;
                }
                return Ok(Became::Incomplete);
            }
            self.keep(put, &mut paper, accepted.len())?;
        }
        Ok(setback.unwrap_or(match has_news {
            true if is_new => Became::New,
            true => Became::Changed,
            false => Became::Known,
        }))
    }

    /// A document that is new here. Of one that the server has named already, what is wanted of it
    /// still is.
    fn begin(&self, put: &Put, kind: DocKind) -> Result<Paper, ClientError> {
        let mut paper = Paper::begin(self.tx, kind, put.doc, self.unit_of(put)?)?;
        if let Some(stub) = document::get(self.tx, put.doc)? {
            paper.row.unit = stub.unit;
            paper.row.wanted = true;
        }
        Ok(paper)
    }

    /// The changes that may come in, up to the first that may not, and what that one comes to.
    fn admit<'p>(
        &self,
        paper: &Paper,
        put: &'p Put,
    ) -> Result<(Vec<&'p [u8]>, Option<Became>), ClientError> {
        let refused = |reason: &str| Some(Became::Refused(reason.to_owned()));
        let skeletons = versions::known(self.tx, self.own.skeletons)?;
        let mut scratch = Scratch::new(paper.document.clone());
        let mut accepted = Vec::new();
        for (at, Blob(bytes)) in put.changes.iter().enumerate() {
            let change = match parse(bytes) {
                Ok(change) => change,
                Err(refusal) => return Ok((accepted, refused(&refusal.reason))),
            };
            let actor = change.info().actor;
            let is_first = scratch.len_changes() == 0;
            if is_first && put.kind != DocKind::Private.number() && !put.doc.was_begun_by(actor) {
                let reason = "its id does not belong to its beginning";
                return Ok((accepted, refused(reason)));
            }
            let is_made_here = self.own.is_own(actor) && !self.is_of_this_phone();
            if is_made_here && !paper.document.has(change.hash()) {
                // This phone's own words come back from the server, or not at all.
                return Ok((accepted, Some(Became::Incomplete)));
            }
            let Some(writer) = self.writer(paper, put, at, actor) else {
                let reason = "another phone's changes are in it without a proof";
                return Ok((accepted, refused(reason)));
            };
            match scratch.take_on(&skeletons, &change, &writer) {
                Ok(_) => accepted.push(bytes.as_slice()),
                Err(Setback::Missing(_)) => return Ok((accepted, Some(Became::Incomplete))),
                // Whose it is the server will say, and whether he or she may.
                Err(Setback::Refused(_)) if proof(put, at).is_some() => {
                    return Ok((accepted, Some(Became::Incomplete)));
                }
                Err(Setback::Refused(refusal)) => {
                    return Ok((accepted, refused(&refusal.reason)));
                }
            }
        }
        Ok((accepted, None))
    }

    /// Who may have written one change: the giver, or somebody whom the server is said to have
    /// named. No phone can look into a proof, so that one may do only what everybody may.
    fn writer(&self, paper: &Paper, put: &Put, at: usize, actor: ReplicaId) -> Option<Writer> {
        if proof(put, at).is_some() {
            return Some(Writer {
                replica: actor,
                role: Role::Volunteer,
                is_author: false,
            });
        }
        let replicas = self.envelope.replicas(put);
        let first = paper.document.infos().into_iter().next();
        let is_author = match first {
            Some(first) => replicas.contains(&first.actor),
            None => replicas
                .iter()
                .any(|replica| put.doc.was_begun_by(*replica)),
        };
        replicas.contains(&actor).then_some(Writer {
            replica: actor,
            role: self.role,
            is_author,
        })
    }

    /// Stores a document with what came in, and who wrote it.
    fn keep(&self, put: &Put, paper: &mut Paper, accepted: usize) -> Result<(), ClientError> {
        let (tx, own) = (self.tx, self.own);
        paper.save(tx, own)?;
        if let Some(circle) = self.followed_circle()?
            && feed::of_document(tx, put.doc)?.is_empty()
        {
            // Its unit's feed may not be followed: without any, the copy would go once it is sent.
            feed::put(tx, put.doc, &[circle])?;
        }
        let known = author::of_document(tx, put.doc)?;
        let certificate = &self.envelope.certificate;
        for (at, hash) in hashes(put).into_iter().take(accepted).enumerate() {
            let info = paper.document.info(hash);
            let known = known.get(&hash);
            let claimed = proof(put, at);
            let is_proved = known.is_some_and(|author| !author.tag.0.is_empty());
            // A claim says nothing against the giver whose replica was looked at.
            let is_said_better = claimed.is_some() && known.is_some();
            if is_proved || is_said_better || info.is_none_or(|info| own.is_own(info.actor)) {
                continue;
            }
            let (who, device) = match claimed {
                Some(author) => (author.who.clone(), author.device),
                None => (certificate.member.to_string(), certificate.device),
            };
            // Only the server's own word puts a tag here.
            let author = Author {
                who,
                device,
                tag: Blob(Vec::new()),
                received: self.envelope.made,
            };
            author::put(tx, put.doc, hash, &author)?;
        }
        folder::index(tx, own, session_of(tx, put.doc, paper.row.kind)?)
    }

    /// Whether this member may see a document, as far as this phone knows: of its own units, of
    /// the programme for which the file was sealed, or here already.
    fn may_be_seen(&self, put: &Put, kind: DocKind, is_new: bool) -> Result<bool, ClientError> {
        if !is_new || self.is_of_this_phone() {
            return Ok(true);
        }
        if self.followed_circle()?.is_some() {
            return Ok(true);
        }
        if kind == DocKind::Private && self.parent_of(put.doc)?.is_none() {
            return Ok(false);
        }
        let Some(unit) = self.unit_of(put)? else {
            return Ok(false);
        };
        // Before the first sync the server has said nothing.
        let followed = feed::followed(self.tx)?;
        let is_open = self.own.role.sees_every_unit() || unit == self.own.me.unit;
        Ok(followed.contains(&FeedId::of_unit(&unit)) || (followed.is_empty() && is_open))
    }

    /// The programme for which the file was sealed, when this member follows it, or may: before the
    /// first sync the server has said nothing.
    fn followed_circle(&self) -> Result<Option<FeedId>, StoreError> {
        let followed = feed::followed(self.tx)?;
        let circle = self.circle.map(FeedId::of_programme);
        Ok(circle.filter(|circle| followed.is_empty() || followed.contains(circle)))
    }

    /// The unit that owns a document: what is known here counts, then what its giver says.
    fn unit_of(&self, put: &Put) -> Result<Option<UnitId>, ClientError> {
        if put.kind != DocKind::Private.number() {
            return Ok(put.unit.clone());
        }
        let Some(parent) = self.parent_of(put.doc)? else {
            return Ok(None);
        };
        if let Some(row) = document::get(self.tx, parent)? {
            return Ok(row.unit);
        }
        let beside = self.envelope.documents.iter();
        let mut beside = beside.filter(|put| put.doc == parent);
        Ok(beside.next().and_then(|put| put.unit.clone()))
    }

    fn parent_of(&self, companion: DocId) -> Result<Option<DocId>, StoreError> {
        let mut beside = self.envelope.documents.iter().map(|put| put.doc);
        match beside.find(|doc| is_of(companion, *doc)) {
            Some(parent) => Ok(Some(parent)),
            None => document::parent_of(self.tx, companion),
        }
    }

    fn title(&self, put: &Put) -> Result<String, ClientError> {
        let Some(folder) = self.folder(put.doc)? else {
            return Ok(String::new());
        };
        Ok(match folder.main.row.kind {
            DocKind::Exchange => folder.exchange(self.tx, self.own)?.title,
            _ => folder.session(self.tx, self.own)?.title,
        })
    }

    fn folder(&self, doc: DocId) -> Result<Option<Folder>, ClientError> {
        readable(Folder::load(self.tx, doc))
    }

    fn paper(&self, doc: DocId) -> Result<Option<Paper>, ClientError> {
        readable(Paper::load(self.tx, doc))
    }

    fn is_of_this_phone(&self) -> bool {
        self.envelope.certificate.device == self.own.me.device
    }
}

/// What the server is said to have told of who wrote a change that is not the giver's.
pub(super) fn proof(put: &Put, at: usize) -> Option<&Author> {
    let author = put.authors.as_ref()?.get(at)?;
    (!author.tag.0.is_empty()).then_some(author)
}

fn is_of(companion: DocId, parent: DocId) -> bool {
    parent.companion() == companion
}

fn readable<T>(loaded: Result<Option<T>, ClientError>) -> Result<Option<T>, ClientError> {
    match loaded {
        Err(ClientError::DamagedDocument(_)) => Ok(None),
        other => other,
    }
}
