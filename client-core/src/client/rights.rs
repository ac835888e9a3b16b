//! What a member may write, asked before it goes into the journal: the server would refuse the
//! rest at the next contact, when nobody remembers what it was about.
//!
//! The server decides by what it knows then, and asks nobody here.

use super::error::ClientError;
use super::folder::Folder;
use super::paper::Own;
use crate::model::register::Writers;
use crate::model::{DocKind, Edit, FieldProblem, Role};
use crate::store::{Connection, StoreError, feed};

/// Refuses edits that this member may not make of this session or exchange.
pub(super) fn check(
    connection: &Connection,
    own: &Own<'_>,
    folder: &Folder,
    edits: &[Edit],
) -> Result<(), ClientError> {
    if folder.main.row.kind == DocKind::Session {
        check_seat(own)?;
        if is_only_shared(connection, folder)? {
            let allowed = "reading what is shared with you: its own unit edits it";
            return Err(FieldProblem::new("session", "an edit", allowed).into());
        }
    }
    if own.role.coordinates() {
        return Ok(());
    }
    for edit in edits {
        let Edit::Set { register, .. } = edit else {
            continue;
        };
        let rule = register.rule();
        let (found, allowed) = match rule.writers {
            Writers::All => continue,
            Writers::Coordinators => (format!("the word of a {}", own.role), "a coordinator's"),
            Writers::AuthorAndCoordinators => {
                if folder.author(connection, own)?.as_ref() == Some(&own.me.member) {
                    continue;
                }
                let kind = folder.main.row.kind;
                let allowed = "your own; of others' a coordinator decides";
                (format!("somebody else's {kind}"), allowed)
            }
        };
        return Err(FieldProblem::new(rule.field, found, allowed).into());
    }
    Ok(())
}

/// A partner's seat writes exchanges. What others share with it is read.
pub(super) fn check_seat(own: &Own<'_>) -> Result<(), FieldProblem> {
    if own.role != Role::Partner {
        return Ok(());
    }
    let allowed = "reading what is shared with you; a partner's seat writes exchanges";
    Err(FieldProblem::new("session", "an edit", allowed))
}

/// Whether it is here for a programme's sake alone. Of what was begun here nobody told any feed.
fn is_only_shared(connection: &Connection, folder: &Folder) -> Result<bool, StoreError> {
    let feeds = feed::of_document(connection, folder.main.row.id)?;
    let are_programmes = feeds.iter().all(|feed| feed.programme().is_some());
    Ok(!feeds.is_empty() && are_programmes)
}
