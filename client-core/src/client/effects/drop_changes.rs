//! Changes that leave a document because the server will never have them: refused at once, or
//! found harmful later.
//!
//! The document is made anew of what remains. Every later change of this phone is written by a
//! new replica, because the old one's sequence of changes ends at the first that was dropped.
//! Edits that the server judged go to where the member sees them; edits that only stood behind
//! them, and those not cut yet, are said again by themselves.

use std::collections::BTreeSet;

use super::outcomes::session_of;
use crate::client::error::ClientError;
use crate::client::folder;
use crate::client::paper::{Own, Paper};
use crate::document::{ChangeInfo, Document};
use crate::ids::{ChangeHash, DocId, Epoch, MemberId, ReplicaShort};
use crate::model::{DocKind, Edit};
use crate::store::attention::{self, Attention};
use crate::store::journal::{self, JournalName};
use crate::store::{StoreError, Transaction, author, catalogue, document, envelope, epoch, frozen};
use crate::time::Timestamp;
use crate::wire::{RefusalCode, Refused};

/// Why a change leaves.
#[derive(Clone, Debug)]
pub(super) enum Why {
    /// The server would not take it.
    Refused { code: RefusalCode, reason: String },
    /// It was taken and turned out to be harmful.
    Retracted,
}

/// A change that leaves.
#[derive(Clone, Debug)]
pub(super) struct Dropped {
    pub(super) hash: ChangeHash,
    pub(super) why: Why,
}

/// Makes the document anew without these changes and what depends on them. Says whether something
/// is said again, and so is to be sent.
pub(super) fn drop_changes(
    tx: &Transaction<'_>,
    own: &Own<'_>,
    draw: &dyn Fn() -> Epoch,
    mut paper: Paper,
    dropped: &[Dropped],
) -> Result<bool, ClientError> {
    let doc = paper.row.id;
    let leaving = with_dependants(&paper.document, dropped);
    tell_handed_over(tx, own, &paper, &leaving, dropped)?;
    let is_stranded = is_left_without_beginning(own, &paper, &leaving);
    let first_own = leaving.iter().find(|info| own.is_own(info.actor));
    let first_own = first_own.map(|info| (info.actor.short(), info.seq));
    if first_own.is_none() && !is_stranded {
        // Other people's changes alone: what remains is all there is to do.
        rebuild(tx, own, &mut paper, &leaving)?;
        return Ok(false);
    }
    let mut again = Vec::new();
    for info in leaving.iter().filter(|info| own.is_own(info.actor)) {
        let edits = frozen::get(tx, doc, info.hash)?.unwrap_or_default();
        frozen::forget(tx, doc, info.hash)?;
        let judged = dropped.iter().find(|dropped| dropped.hash == info.hash);
        match judged.map(|dropped| &dropped.why) {
            Some(why) if !is_merely_behind(why) => tell(tx, own, &paper, info, why, edits)?,
            _ => {
                let edits = edits.into_iter().filter(is_said_again);
                again.extend(edits.map(|edit| (edit, info.time)));
            }
        }
    }
    again.extend(take_journal(tx, &mut paper)?);
    if is_stranded {
        let edits = again.into_iter().map(|(edit, _)| edit).collect();
        tell_stranded(tx, own, &paper, dropped, edits)?;
        rebuild(tx, own, &mut paper, &leaving)?;
        return Ok(false);
    }
    let Some((old, seq)) = first_own else {
        return Ok(false);
    };
    let fresh = draw();
    epoch::begin(tx, fresh, own.me.replica(fresh)?, Some(doc))?;
    // What the server has under the same number could not stand beside ours: it comes again.
    paper.row.wanted |= dropped.iter().any(|dropped| is_taken_number(&dropped.why));
    rebuild(tx, own, &mut paper, &leaving)?;
    say_again(tx, own, paper, again, old, seq)
}

/// Whether nothing remains of a document that somebody else began: no server would take an edit of
/// it from this phone any more.
fn is_left_without_beginning(own: &Own<'_>, paper: &Paper, leaving: &[ChangeInfo]) -> bool {
    let is_begun_here = || {
        let mut replicas = own.replicas.iter();
        replicas.any(|(_, replica)| paper.row.id.was_begun_by(*replica))
    };
    leaving.len() == paper.document.len_changes()
        && paper.row.kind != DocKind::Private
        && !is_begun_here()
}

/// Says of what somebody handed over that the server did not take it: here it is seen no more.
fn tell_handed_over(
    tx: &Transaction<'_>,
    own: &Own<'_>,
    paper: &Paper,
    leaving: &[ChangeInfo],
    dropped: &[Dropped],
) -> Result<(), ClientError> {
    let authors = author::of_document(tx, paper.row.id)?;
    let told = leaving.iter().find_map(|info| {
        let author = authors.get(&info.hash)?;
        let judged = dropped.iter().find(|dropped| dropped.hash == info.hash)?;
        (author.tag.0.is_empty() && !own.is_own(info.actor)).then_some((info, author, judged))
    });
    let Some((info, author, judged)) = told else {
        return Ok(());
    };
    let name = match author.who.parse() {
        Ok(member) => named(tx, &member)?,
        Err(_) => None,
    };
    let (code, reason) = words(&judged.why);
    let reason = handed_over_by(name, code, &reason);
    let doc = session_of(tx, paper.row.id, paper.row.kind)?;
    let matter = matter(own, doc, Some(info.hash), (code, reason), Vec::new());
    Ok(attention::add(tx, &matter)?)
}

/// Says of what was carried and not shown here that the server did not take it: once for each who
/// handed it over, because it may be a whole day's work.
pub(super) fn tell_unseen(
    tx: &Transaction<'_>,
    own: &Own<'_>,
    refused: &[&Refused],
) -> Result<(), ClientError> {
    let mut told = BTreeSet::new();
    for refused in refused {
        for giver in envelope::givers(tx, refused.doc)? {
            if told.insert(giver.clone()) {
                let reason =
                    handed_over_by(named(tx, &giver)?, refused.code.name(), &refused.reason);
                let why = (refused.code.name(), reason);
                let matter = matter(own, refused.doc, refused.hash, why, Vec::new());
                attention::add(tx, &matter)?;
            }
        }
    }
    Ok(())
}

/// The member's name, where this phone was told of it.
fn named(tx: &Transaction<'_>, member: &MemberId) -> Result<Option<String>, StoreError> {
    Ok(catalogue::member(tx, member)?.map(|member| member.name))
}

fn handed_over_by(name: Option<String>, code: &str, reason: &str) -> String {
    let (who, whom) = match &name {
        Some(name) => (name.as_str(), name.as_str()),
        None => (
            "somebody of another centre or organisation",
            "whoever it was",
        ),
    };
    if code == RefusalCode::Quarantined.name() {
        return format!("{who} handed this over to you, and it is kept at the server: {reason}");
    }
    format!(
        "{who} handed this over to you, and the server did not take it: {reason}. Tell {whom}, \
         whose phone may still have it"
    )
}

/// Shows edits that have no place left, so that they can be entered elsewhere.
fn tell_stranded(
    tx: &Transaction<'_>,
    own: &Own<'_>,
    paper: &Paper,
    dropped: &[Dropped],
    edits: Vec<Edit>,
) -> Result<(), ClientError> {
    if edits.is_empty() {
        return Ok(());
    }
    let (code, reason) = dropped
        .first()
        .map_or(("retracted", String::new()), |d| words(&d.why));
    let reason = format!(
        "you entered this into something that the server did not take ({reason}): enter it again \
         where it belongs"
    );
    let matter = matter(own, paper.row.id, None, (code, reason), edits);
    Ok(attention::add(tx, &matter)?)
}

fn words(why: &Why) -> (&'static str, String) {
    match why {
        Why::Refused { code, reason } => (code.name(), reason.clone()),
        Why::Retracted => (
            "retracted",
            "taken back by the server: it did harm".to_owned(),
        ),
    }
}

fn matter(
    own: &Own<'_>,
    doc: DocId,
    hash: Option<ChangeHash>,
    (code, reason): (&str, String),
    edits: Vec<Edit>,
) -> Attention {
    Attention {
        number: 0,
        doc,
        hash,
        code: code.to_owned(),
        reason,
        edits,
        at: own.now,
    }
}

/// The changes that leave, in causal order.
fn with_dependants(document: &Document, dropped: &[Dropped]) -> Vec<ChangeInfo> {
    let mut leaving: BTreeSet<ChangeHash> = dropped.iter().map(|dropped| dropped.hash).collect();
    let mut infos = document.infos();
    infos.retain(|info| {
        let leaves =
            leaving.contains(&info.hash) || info.deps.iter().any(|dep| leaving.contains(dep));
        if leaves {
            leaving.insert(info.hash);
        }
        leaves
    });
    infos
}

fn is_merely_behind(why: &Why) -> bool {
    matches!(
        why,
        Why::Refused {
            code: RefusalCode::DependsOnRefused,
            ..
        }
    )
}

fn is_taken_number(why: &Why) -> bool {
    matches!(
        why,
        Why::Refused {
            code: RefusalCode::ReplicaReused,
            ..
        }
    )
}

/// What one replica says of another is not said again: the new one says its own.
fn is_said_again(edit: &Edit) -> bool {
    !matches!(edit, Edit::Succeed { .. } | Edit::Replace { .. })
}

/// Puts refused edits where the member sees them, in words that say what became of them.
fn tell(
    tx: &Transaction<'_>,
    own: &Own<'_>,
    paper: &Paper,
    info: &ChangeInfo,
    why: &Why,
    edits: Vec<Edit>,
) -> Result<(), ClientError> {
    // What was erased by law is not kept anywhere else either.
    let is_erased = matches!(
        why,
        Why::Refused {
            code: RefusalCode::Erased,
            ..
        }
    );
    let edits = if is_erased {
        Vec::new()
    } else {
        edits.into_iter().filter(is_said_again).collect()
    };
    let doc = session_of(tx, paper.row.id, paper.row.kind)?;
    let matter = matter(own, doc, Some(info.hash), words(why), edits);
    Ok(attention::add(tx, &matter)?)
}

fn take_journal(
    tx: &Transaction<'_>,
    paper: &mut Paper,
) -> Result<Vec<(Edit, Timestamp)>, ClientError> {
    let journal = std::mem::take(&mut paper.journal);
    let names: BTreeSet<JournalName> = journal.iter().map(|row| row.name).collect();
    for name in names {
        journal::clear(tx, name)?;
    }
    let edits = journal.into_iter().map(|row| (row.edit, row.made));
    Ok(edits.filter(|(edit, _)| is_said_again(edit)).collect())
}

fn rebuild(
    tx: &Transaction<'_>,
    own: &Own<'_>,
    paper: &mut Paper,
    leaving: &[ChangeInfo],
) -> Result<(), ClientError> {
    let doc = paper.row.id;
    let stays = |hash: &ChangeHash| leaving.iter().all(|info| info.hash != *hash);
    let raw = paper.document.raw_changes_after(&[]).into_iter();
    let kept: Vec<Vec<u8>> = raw
        .filter(|change| stays(&change.info.hash))
        .map(|change| change.bytes)
        .collect();
    let mut document = Document::new(paper.row.kind, doc);
    document
        .apply_on(&paper.document.skeletons(), &kept)
        .map_err(|error| ClientError::of_document(doc, &error))?;
    paper.row.server_heads = document.join_heads(&paper.row.server_heads, &[]);
    paper.document = document;
    paper.replica = epoch::current(tx, doc)?;
    let session = session_of(tx, doc, paper.row.kind)?;
    if paper.document.len_changes() == 0 {
        // Nothing of it is left, here or there.
        document::remove(tx, doc)?;
    } else {
        paper.save(tx, own)?;
    }
    folder::index(tx, own, session)
}

/// Enters the edits anew, naming what they replace: should the dropped change come back on another
/// way, it is refused there too.
fn say_again(
    tx: &Transaction<'_>,
    own: &Own<'_>,
    mut paper: Paper,
    mut again: Vec<(Edit, Timestamp)>,
    old: ReplicaShort,
    seq: u64,
) -> Result<bool, ClientError> {
    if again.is_empty() {
        return Ok(false);
    }
    again.insert(0, (Edit::Replace { old, seq }, own.now));
    paper.append(tx, again)?;
    paper.save(tx, own)?;
    folder::index(tx, own, session_of(tx, paper.row.id, paper.row.kind)?)?;
    Ok(true)
}
