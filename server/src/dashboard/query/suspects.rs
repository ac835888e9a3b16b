//! What the privacy guard found, as a coordinator is shown it: where and what it looks like, never
//! what it says.

use std::collections::BTreeSet;

use client_core::ids::DocId;

use super::words::Words;
use crate::dashboard::address::Fields;
use crate::dashboard::model::suspects::Suspects;
use crate::store::suspects::{self, Suspect};
use crate::store::{Connection, StoreError};

/// What of a session or an exchange nobody called harmless.
pub(super) fn open(c: &Connection, words: Words<'_>, doc: DocId) -> Result<Suspects, StoreError> {
    let open = suspects::open(c, doc)?;
    let found: BTreeSet<(String, String)> = open
        .iter()
        .map(|one| (words.field(&one.field), one.kind.code().to_owned()))
        .collect();
    let seen: Vec<String> = open.iter().map(|one| hex::encode(one.mark)).collect();
    Ok(Suspects {
        found: found.into_iter().collect(),
        seen: seen.join(","),
    })
}

/// Those of the open ones that the page showed whose form this is.
pub fn seen(open: BTreeSet<Suspect>, form: &Fields) -> Vec<Suspect> {
    let seen: BTreeSet<&str> = form.value("seen").split(',').collect();
    let was_seen = |one: &Suspect| seen.contains(&*hex::encode(one.mark));
    open.into_iter().filter(was_seen).collect()
}
