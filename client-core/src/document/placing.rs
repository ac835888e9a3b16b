//! Where an edit goes and what it puts there: the same answer for the check of an edit, for the
//! change that is cut of it, and for the session that shows it at once.

use super::hand::Hand;
use super::layout;
use super::slot::Slot;
use crate::ids::ReplicaShort;
use crate::limits::{COUNT_MAX, TEXT_CHARS_MAX};
use crate::model::{Basis, DocKind, Edit, FieldProblem, Part, Scalar};

/// The slot and value of an edit; no value empties the slot. Counts and notes have none: what they
/// put depends on what stands there.
pub(super) fn placing(edit: &Edit, hand: &Hand) -> Option<(Slot, Option<Scalar>)> {
    let text = |value: &Option<String>| value.clone().map(Scalar::Text);
    let present = |present: &bool| present.then_some(Scalar::Bool(true));
    let (slot, value) = match edit {
        Edit::Set { register, value } => (Slot::Register(*register), value.clone()),
        Edit::Team { member, role } => {
            let role = role.map(|role| Scalar::Text(role.to_string()));
            (Slot::Team(member.clone()), role)
        }
        Edit::Partner {
            organisation,
            present: is,
        } => (Slot::Partner(organisation.clone()), present(is)),
        Edit::Topic { topic, present: is } => (Slot::Topic(*topic), present(is)),
        Edit::LinkedSession {
            session,
            present: is,
        } => (Slot::LinkedSession(*session), present(is)),
        Edit::Replace { old, seq } => {
            let value = Scalar::Text(format!("{old}.{seq}"));
            (Slot::Replaces(hand.replica), Some(value))
        }
        Edit::Answer { key, value } => (Slot::Answer(key.clone()), value.clone()),
        Edit::Later {
            container,
            key,
            value,
        } => (Slot::Later(container.clone(), key.clone()), value.clone()),
        Edit::Activity { id, value } => (Slot::Activity(id.clone()), text(value)),
        Edit::Learned {
            organisation,
            value,
        } => (Slot::Learned(organisation.clone()), text(value)),
        Edit::Text { question, value } => (Slot::Text(question.clone()), text(value)),
        Edit::Attach(file) => {
            let value = format!("{};{};{}", file.name, file.media_type, file.bytes);
            (
                Slot::Attachment(file.sha256.clone()),
                Some(Scalar::Text(value)),
            )
        }
        Edit::Detach { sha256 } => (Slot::Attachment(sha256.clone()), None),
        Edit::Count { .. }
        | Edit::Say { .. }
        | Edit::Settle { .. }
        | Edit::Succeed { .. }
        | Edit::Notes { .. }
        | Edit::Unread(_) => return None,
    };
    let value = slot.normal(value);
    Some((slot, value))
}

/// Whether a document of this kind takes the edit, before it goes into a journal: what is there is
/// cut without asking again. For the companion's edits `kind` is that of the session or exchange.
pub fn check(kind: DocKind, edit: &Edit) -> Result<(), FieldProblem> {
    let kind = match edit.part() {
        Part::Main => kind,
        Part::Private => DocKind::Private,
    };
    // Only the form of an own cell depends on the hand, and never whether it fits.
    let hand = Hand::nobody();
    let problem = |slot: &Slot, found: &str, allowed: String| {
        Err(FieldProblem::new(slot.field(), found, allowed))
    };
    if let Some((slot, value)) = placing(edit, &hand) {
        if !is_slot(kind, &slot) {
            return problem(&slot, "a field", format!("the fields of {kind} documents"));
        }
        let is_removal = value.is_none() && slot.is_set_entry();
        let fits = if is_removal {
            Ok(())
        } else {
            slot.check(value.as_ref())
        };
        return fits.or_else(|allowed| problem(&slot, &spelt(value.as_ref()), allowed));
    }
    let slot = match edit {
        Edit::Count { cell, by } => {
            let slot = Slot::Cell(cell.clone(), Basis::Part, hand.replica);
            if by.checked_abs().is_none_or(|by| by > COUNT_MAX) {
                let allowed = format!("a number up to {COUNT_MAX}");
                return Err(FieldProblem::new(cell.to_string(), by.to_string(), allowed));
            }
            slot
        }
        Edit::Say { table, .. } => Slot::Basis(*table, hand.replica),
        Edit::Settle { table, .. } => Slot::Settled(*table),
        Edit::Succeed { .. } => Slot::Succeeds(hand.replica),
        Edit::Notes { splices } => {
            let longest = splices
                .iter()
                .map(|splice| splice.insert.chars().count())
                .max();
            return match longest {
                Some(chars) if chars > TEXT_CHARS_MAX => Err(FieldProblem::new(
                    "notes",
                    format!("{chars} characters"),
                    format!("at most {TEXT_CHARS_MAX} characters"),
                )),
                _ => Ok(()),
            };
        }
        Edit::Unread(_) => {
            let (found, allowed) = ("one of another version", "the edits that this app knows");
            return Err(FieldProblem::new("edit", found.to_owned(), allowed));
        }
        _ => return Ok(()),
    };
    if slot.fits(kind) {
        Ok(())
    } else {
        problem(&slot, "a count", format!("the counts of {kind} documents"))
    }
}

/// Whether documents of this kind have the slot, or may come to have it: which later versions there
/// are is for the caller to ask.
fn is_slot(kind: DocKind, slot: &Slot) -> bool {
    match slot {
        Slot::Later(container, key) => {
            layout::object(kind, container).is_none() && Slot::later(container, key).is_some()
        }
        slot => Slot::parse(kind, slot.container(), &slot.key()).is_some(),
    }
}

fn spelt(value: Option<&Scalar>) -> String {
    match value {
        None => "nothing".to_owned(),
        Some(value) => serde_json::json!(value).to_string(),
    }
}

impl Hand {
    fn nobody() -> Self {
        Self {
            replica: ReplicaShort([0xff; 8]),
            who: crate::model::Who::Replica(ReplicaShort([0xff; 8])),
            now: crate::time::Timestamp(0),
        }
    }
}
