//! Whether somebody was quicker: what an edit is about, then and now.

use std::collections::BTreeSet;

use client_core::document::Document;
use client_core::document::read::{self, Context};
use client_core::ids::ChangeHash;
use client_core::model::{DocKind, Edit, Table, plain};
use serde_json::Value;

/// Whether what these edits are about is no longer as it was at the heads that were seen.
pub(super) fn is_moved(document: &Document, seen: &[ChangeHash], edits: &[Edit]) -> bool {
    let Some(before) = as_of(document, seen) else {
        return true;
    };
    let (before, now) = (shown(&before), shown(document));
    edits.iter().flat_map(fields).any(|field| {
        let of_field = |form: &Value| {
            let conflicts = form["conflicts"].as_array().into_iter().flatten();
            let conflicts = conflicts.filter(|conflict| conflict["field"] == field);
            conflicts.cloned().collect::<Vec<_>>()
        };
        let pointer = format!("/{}", field.replace('.', "/"));
        before.pointer(&pointer) != now.pointer(&pointer) || of_field(&before) != of_field(&now)
    })
}

/// The document as it was at these heads.
fn as_of(document: &Document, heads: &[ChangeHash]) -> Option<Document> {
    let later = document.infos_after(heads);
    let later: BTreeSet<_> = later.iter().map(|info| info.hash).collect();
    let all = document
        .changes_after(&[])
        .into_iter()
        .zip(document.infos());
    let earlier = all.filter(|(_, info)| !later.contains(&info.hash));
    let earlier: Vec<_> = earlier.map(|(bytes, _)| bytes).collect();
    let mut before = Document::new(document.kind(), document.id());
    before.apply_on(&document.skeletons(), &earlier).ok()?;
    (before.heads() == heads).then_some(before)
}

fn shown(document: &Document) -> Value {
    let context = Context::unknown();
    match document.kind() {
        DocKind::Exchange => plain::exchange(&read::exchange(document, None, &context)),
        DocKind::Session | DocKind::Private => {
            plain::session(&read::session(document, None, &context))
        }
    }
}

/// The fields of the plain form that an edit is about, and under which a conflict is listed.
fn fields(edit: &Edit) -> Vec<&'static str> {
    match edit {
        Edit::Set { register, .. } => vec![register.rule().field],
        Edit::Settle { table, .. } => match table {
            Table::People => vec!["people", "reached", "groups"],
            Table::Materials => vec!["materials"],
            Table::Tallies => vec!["tallies"],
            Table::Participants => vec!["participants"],
        },
        // Sets unite, own cells are one's own, notes interleave: nothing is decided by these.
        _ => Vec::new(),
    }
}
