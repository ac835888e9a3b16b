//! Settling a conflict: from a form to the one plain edit that it asks for.
//!
//! The edit then goes through admission like any phone's; that is not done here.

use client_core::model::{Conflict, Edit, Session};
use sha2::{Digest, Sha256};

use crate::dashboard::address::Fields;
use crate::dashboard::model::frame::Said;

/// The edit that settles the conflict which the form shows; else what to tell whoever sent it.
pub fn settlement(session: &Session, form: &Fields) -> Result<Edit, Said> {
    let choice: usize = form
        .value("saying")
        .parse()
        .map_err(|_| Said::NothingChosen)?;
    let field = form.value("field");
    let conflict = session
        .conflicts
        .iter()
        .find(|conflict| conflict.field == field);
    let is_as_shown = |conflict: &&Conflict| fingerprint(conflict) == form.value("seen");
    let conflict = conflict.filter(is_as_shown).ok_or(Said::Moved)?;
    session
        .resolution(&conflict.field, choice)
        .ok_or(Said::Moved)
}

/// Names the sayings of a conflict, not when they were said: nobody settles what they have not
/// seen, and a change elsewhere in the session does not stand in the way.
pub(super) fn fingerprint(conflict: &Conflict) -> String {
    let mut hash = Sha256::new();
    hash.update(conflict.field.as_bytes());
    for saying in &conflict.sayings {
        hash.update([0]);
        hash.update(saying.value.to_string().as_bytes());
    }
    hex::encode(hash.finalize())
}
