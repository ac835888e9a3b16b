//! One session opened for somebody who may see it: everything that was said, by whom, and when it
//! arrived.

use std::collections::BTreeMap;

use client_core::document::Document;
use client_core::document::read::{self, Context};
use client_core::ids::{ChangeHash, DeviceId, DocId, MemberId, OrganisationId};
use client_core::model::{DocKind, Exchange, Part, Session, Who};
use client_core::time::Timestamp;

use super::load::{LoadError, Loaded, load};
use crate::store::changes::StoredChange;
use crate::store::read::Scope;
use crate::store::{Connection, read_model};

/// A session with everything that belongs to it.
#[derive(Debug)]
pub struct Opened {
    /// The session, its private part included.
    pub session: Session,
    /// Its heads: what somebody who decides something has seen.
    pub heads: Vec<ChangeHash>,
    /// Every admitted change of the session and its companion, in the order of the log.
    pub history: Vec<Entry>,
    /// When something of it last arrived.
    pub received: Timestamp,
    /// The kept session of which it is a duplicate, with its title, when the reader may see it.
    pub duplicate_of: Option<(DocId, String)>,
}

/// One admitted change.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its place in the log.
    pub seq: u64,
    /// Its name.
    pub hash: ChangeHash,
    /// Who made it.
    pub member: MemberId,
    /// The enrolment it came from.
    pub device: DeviceId,
    /// Who brought it, when that was not whoever made it.
    pub carrier: Option<MemberId>,
    /// When it was made, by its author's clock.
    pub said_at: Timestamp,
    /// When it arrived.
    pub received: Timestamp,
    /// Of the session itself or of its companion.
    pub part: Part,
    /// The raw change.
    pub bytes: Vec<u8>,
}

/// Opens a session. None when it is unknown or outside the scope: nobody can tell the two apart.
pub fn open(
    c: &Connection,
    organisation: &OrganisationId,
    scope: &Scope,
    doc: DocId,
) -> Result<Option<Opened>, LoadError> {
    let Some(main) = load(c, organisation, doc)? else {
        return Ok(None);
    };
    if main.document.kind() != DocKind::Session || !scope.covers(&main.row.unit) {
        return Ok(None);
    }
    let companion = load(c, organisation, doc.companion())?;
    let session = session(&main, companion.as_ref());
    let heads = main.row.heads.clone();
    let mut history = entries(main, Part::Main);
    if let Some(companion) = companion {
        history.extend(entries(companion, Part::Private));
    }
    history.sort_by_key(|entry| entry.seq);
    let duplicate_of = match session.duplicate_of {
        // Of a circle one counts: it repeats nobody.
        Some(_) if read_model::link(c, doc)?.is_some_and(|link| link.counted) => None,
        Some(kept) => read_model::session(c, kept)?.filter(|kept| scope.covers(&kept.unit)),
        None => None,
    };
    Ok(Some(Opened {
        session,
        heads,
        received: history
            .iter()
            .map(|entry| entry.received)
            .max()
            .unwrap_or_default(),
        history,
        duplicate_of: duplicate_of.map(|kept| (kept.doc, kept.title)),
    }))
}

/// A session with its companion, and with the people who said what.
pub fn session(main: &Loaded, companion: Option<&Loaded>) -> Session {
    with_authors(main, companion, |companion, context| {
        read::session(&main.document, companion, context)
    })
}

/// An exchange with its companion, and with the people who said what.
pub fn exchange(main: &Loaded, companion: Option<&Loaded>) -> Exchange {
    with_authors(main, companion, |companion, context| {
        read::exchange(&main.document, companion, context)
    })
}

fn with_authors<T>(
    main: &Loaded,
    companion: Option<&Loaded>,
    read: impl FnOnce(Option<&Document>, &Context<'_>) -> T,
) -> T {
    let all = companion.into_iter().chain([main]);
    let authors: BTreeMap<ChangeHash, &MemberId> = all
        .flat_map(|loaded| &loaded.changes)
        .map(|change| (change.hash, &change.member))
        .collect();
    let who = |hash: &ChangeHash| {
        let member = authors.get(hash)?;
        Some(Who::Member((*member).clone()))
    };
    let context = Context {
        unit: Some(main.row.unit.clone()),
        who: &who,
    };
    read(companion.map(|loaded| &loaded.document), &context)
}

pub(super) fn entries(loaded: Loaded, part: Part) -> Vec<Entry> {
    let Loaded {
        document,
        changes,
        mut carriers,
        ..
    } = loaded;
    let entry = |change: StoredChange| Entry {
        carrier: carriers.remove(&change.seq),
        seq: change.seq,
        hash: change.hash,
        member: change.member,
        device: change.device,
        said_at: document
            .info(change.hash)
            .map_or(change.received, |info| info.time),
        received: change.received,
        part,
        bytes: change.bytes,
    };
    changes.into_iter().map(entry).collect()
}
