//! Whether a session was changed after a coordinator looked at it.

use automerge::legacy::ObjectId;

use super::body::Document;
use super::layout::{SKELETON_ACTOR, name_of};
use super::said::Said;
use super::slot::Slot;
use super::value;
use crate::ids::ChangeHash;
use crate::model::{Register, Scalar};

/// Whether anything but a review was written that the review does not know of. What stands in the
/// review's own change before it was known to the coordinator, who wrote it.
pub(super) fn changed_since(document: &Document) -> bool {
    // There are several when two coordinators looked at once.
    let reviews = document.said(&Slot::Register(Register::ReviewHeads));
    let named = |said: &Said| match &said.value {
        Some(Scalar::Text(text)) => value::heads(text),
        _ => None,
    };
    reviews.is_empty()
        || reviews.iter().any(|said| match named(said) {
            None => true,
            Some(heads) => {
                let own = document.change_of(said);
                changed_after(document, &heads, own, said.op)
            }
        })
}

fn changed_after(
    document: &Document,
    heads: &[ChangeHash],
    own: Option<ChangeHash>,
    op: u64,
) -> bool {
    let after = document.automerge.get_changes(&document.known(heads));
    after.iter().any(|change| {
        if change.actor_id().to_bytes() == SKELETON_ACTOR.as_slice() {
            return false;
        }
        let is_own = own == Some(ChangeHash(change.hash().0));
        let first = change.start_op().get();
        let operations = change.decode().operations;
        (first..).zip(&operations).any(|(number, operation)| {
            let was_known = is_own && number < op;
            !was_known && !is_review(document, &operation.obj)
        })
    })
}

fn is_review(document: &Document, object: &ObjectId) -> bool {
    match object {
        ObjectId::Root => false,
        ObjectId::Id(id) => name_of(document.kind(), id.counter()) == Some("review"),
    }
}
