//! What the privacy guard found, called harmless by a coordinator who looked at it.

use std::collections::BTreeSet;

use client_core::ids::{DocId, MemberId};
use serde_json::json;

use super::visit::Visit;
use crate::dashboard::model::frame::Said;
use crate::dashboard::query;
use crate::environment;
use crate::http::problem::Problem;
use crate::store::acts::{self, Act};
use crate::store::{StoreError, Transaction, suspects};

/// Remembers that what the page showed is nobody's, and who said so.
pub(super) fn call_harmless(visit: &Visit, doc: DocId, member: &MemberId) -> Result<Said, Problem> {
    let now = environment::now();
    let called = visit.state.store.write(|t: &Transaction<'_>| {
        let seen = query::seen_suspects(suspects::open(t, doc)?, &visit.fields);
        if seen.is_empty() {
            return Ok(Said::Moved);
        }
        let marks = seen.iter().map(|one| one.mark).collect();
        suspects::call_harmless(t, doc, &marks, member, now)?;
        let kinds: BTreeSet<&str> = seen.iter().map(|one| one.kind.code()).collect();
        let act = Act {
            at: now,
            member: member.clone(),
            what: acts::CALLED_HARMLESS.to_owned(),
            doc,
            about: json!({ "kinds": kinds }),
        };
        acts::put(t, &act)?;
        Ok::<_, StoreError>(Said::Harmless)
    });
    called.map_err(|error| Problem::from(&error))
}
