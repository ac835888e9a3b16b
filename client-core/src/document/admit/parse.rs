//! One change alone: its size, its form, what it says of itself.

use std::collections::BTreeSet;
use std::panic::catch_unwind;

use automerge::Change;
use automerge::legacy::Op;

use super::super::chunk::{self, Claim};
use super::super::history::ChangeInfo;
use super::super::layout::SKELETON_ACTOR;
use super::super::skeleton;
use super::Refusal;
use crate::ids::{ChangeHash, ReplicaId};
use crate::limits::{CHANGE_BYTES_MAX, TIME_MS_MAX};
use crate::model::DocKind;
use crate::wire::RefusalCode;

/// A change in its one canonical form, with its operations spelt out.
#[derive(Clone, Debug)]
pub struct ParsedChange {
    info: ChangeInfo,
    pub(super) change: Change,
    pub(super) operations: Vec<Op>,
}

impl ParsedChange {
    /// What it says of itself.
    pub const fn info(&self) -> &ChangeInfo {
        &self.info
    }

    /// Its name.
    pub const fn hash(&self) -> ChangeHash {
        self.info.hash
    }

    /// The raw, uncompressed chunk.
    pub fn bytes(&self) -> &[u8] {
        self.change.raw_bytes()
    }
}

/// Looks at one change alone. Its replica, its place in a document and what it does are looked at
/// when a `Scratch` takes it.
pub fn parse(bytes: &[u8]) -> Result<ParsedChange, Refusal> {
    if bytes.len() > CHANGE_BYTES_MAX {
        let reason = format!("{} bytes, at most {CHANGE_BYTES_MAX}", bytes.len());
        return Err(Refusal::of_bytes(RefusalCode::TooLarge, reason));
    }
    let malformed = |reason: &str| Refusal::of_bytes(RefusalCode::Malformed, reason);
    match chunk::claim_of_change(bytes) {
        Claim::Bounded => {}
        Claim::TooMuch => {
            let reason = "more operations than a change may have";
            return Err(Refusal::of_bytes(RefusalCode::TooLarge, reason));
        }
        Claim::Unreadable => return Err(malformed("not one uncompressed change")),
    }
    let change = chunk::parse_bounded(bytes).ok_or_else(|| malformed("not a change"))?;
    let hash = ChangeHash(change.hash().0);
    let refuse = |code, reason: &str| Refusal::new(hash, code, reason);
    let operations = catch_unwind(|| chunk::canonical(&change)).ok().flatten();
    let operations =
        operations.ok_or_else(|| refuse(RefusalCode::Malformed, "not in the canonical form"))?;
    if change.message().is_some() || !change.extra_bytes().is_empty() {
        let reason = "it carries more than operations";
        return Err(refuse(RefusalCode::Malformed, reason));
    }
    let info = ChangeInfo::of(&change);
    let info =
        info.ok_or_else(|| refuse(RefusalCode::NotYourReplica, "its actor is no replica"))?;
    if info.actor == ReplicaId(SKELETON_ACTOR) {
        let is_known = DocKind::ALL
            .iter()
            .any(|kind| skeleton::hash(*kind) == hash);
        if !is_known {
            let reason = "it begins a document in a way that is not known here";
            return Err(refuse(RefusalCode::NotAllowed, reason));
        }
    } else {
        check_info(&info).map_err(|(code, reason)| refuse(code, reason))?;
    }
    Ok(ParsedChange {
        info,
        change,
        operations,
    })
}

fn check_info(info: &ChangeInfo) -> Result<(), (RefusalCode, &'static str)> {
    let distinct: BTreeSet<_> = info.deps.iter().collect();
    if info.deps.is_empty() || distinct.len() < info.deps.len() {
        return Err((
            RefusalCode::Malformed,
            "it names nothing that came before, or twice",
        ));
    }
    if info.max_op < info.start_op {
        return Err((RefusalCode::NotAllowed, "it does nothing"));
    }
    if !(0..=TIME_MS_MAX).contains(&info.time.0) {
        return Err((
            RefusalCode::BadValue,
            "its time is not between 1970 and 9999",
        ));
    }
    Ok(())
}
