//! What several values of one register come to when nobody knew of the others.

use crate::model::register::Merge;
use crate::model::{Scalar, Status};

use super::slot::Slot;
use super::value;

/// What is shown, and what else was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Merged {
    /// The value that the document shows.
    pub(super) shown: Option<Scalar>,
    /// The different things that were said, the shown one first; more than one is a conflict.
    pub(super) sayings: Vec<Option<Scalar>>,
}

/// Merges the values of one slot, the last said first. Equal values are one saying.
pub(super) fn merge<'s>(
    slot: &Slot,
    values: impl IntoIterator<Item = &'s Option<Scalar>>,
) -> Merged {
    let mut distinct: Vec<Option<Scalar>> = Vec::new();
    for value in values {
        let value = slot.normal(value.clone());
        if !distinct.contains(&value) {
            distinct.push(value);
        }
    }
    let given = || distinct.iter().flatten();
    let shown = match slot.merge() {
        Merge::Shown => return Merged::of(distinct),
        Merge::Furthest => return furthest(distinct),
        Merge::Earliest => given().min().cloned(),
        // Of `counted` and `estimated` the first is what a session without a word is taken for.
        Merge::Latest | Merge::Estimated => given().max().cloned(),
        Merge::United => united(given()),
    };
    Merged::of(vec![shown])
}

impl Merged {
    fn of(sayings: Vec<Option<Scalar>>) -> Self {
        Self {
            shown: sayings.first().cloned().flatten(),
            sayings,
        }
    }
}

/// The furthest of planned, running and done; `cancelled` beside one of them is left to people.
fn furthest(mut distinct: Vec<Option<Scalar>>) -> Merged {
    let step = |value: &Option<Scalar>| match value {
        Some(Scalar::Text(code)) => code.parse().unwrap_or(Status::Planned),
        _ => Status::Planned,
    };
    let held = distinct
        .iter()
        .map(step)
        .filter(|step| *step != Status::Cancelled);
    let last = held.max().unwrap_or(Status::Planned);
    distinct.retain(|value| [last, Status::Cancelled].contains(&step(value)));
    Merged::of(distinct)
}

fn united<'s>(given: impl Iterator<Item = &'s Scalar>) -> Option<Scalar> {
    let texts = given.filter_map(|value| match value {
        Scalar::Text(text) => value::heads(text),
        _ => None,
    });
    let mut hashes: Vec<String> = texts.flatten().map(|hash| hash.to_string()).collect();
    hashes.sort();
    hashes.dedup();
    (!hashes.is_empty()).then(|| Scalar::Text(hashes.join(",")))
}
