//! An edit on the plain form: what the screen shows before the edit is part of any change.
//!
//! The result is the one that reading the document with the edit cut into it would give.

use super::conflict;
use super::counting;
use super::figures::all_figures;
use super::hand::Hand;
use super::notes::Text;
use super::placing::{check, placing};
use super::record::Record;
use super::slot::Slot;
use crate::model::{Edit, Exchange, FieldProblem, Part, Register, Session};

impl Session {
    /// Shows an edit. An edit that no session takes changes nothing.
    pub fn apply(&mut self, edit: &Edit, hand: &Hand) -> Result<(), FieldProblem> {
        apply(self, edit, hand)
    }
}

impl Exchange {
    /// Shows an edit. An edit that no exchange takes changes nothing.
    pub fn apply(&mut self, edit: &Edit, hand: &Hand) -> Result<(), FieldProblem> {
        apply(self, edit, hand)
    }
}

fn apply<R: Record>(record: &mut R, edit: &Edit, hand: &Hand) -> Result<(), FieldProblem> {
    check(R::KIND, edit)?;
    let is_later = matches!(edit, Edit::Later { .. });
    let is_watched = edit.part() == Part::Main && !is_review(edit);
    let reviewed = record.review().as_ref().filter(|said| !said.changed_since);
    let before = reviewed
        .filter(|_| is_watched)
        .is_some()
        .then(|| record.clone());
    match edit {
        Edit::Notes { splices } => {
            let mut text = Text::new(record.notes());
            for splice in splices {
                text.splice(splice);
            }
            *record.notes() = text.to_string();
        }
        _ => match placing(edit, hand) {
            Some((slot, value)) => {
                let field = slot.field();
                record
                    .conflicts()
                    .retain(|conflict| conflict.field != field);
                record.put(&slot, value.as_ref());
            }
            None => {
                counting::apply(record.counts(), edit, hand);
                *record.figures() = all_figures(record.counts());
                conflict::of_counts(record);
            }
        },
    }
    // What a later version holds is no part of the plain form, and the document has changed.
    let has_changed = before.is_some_and(|before| is_later || before != *record);
    if let Some(said) = record.review().as_mut().filter(|_| has_changed) {
        said.changed_since = true;
    }
    Ok(())
}

fn is_review(edit: &Edit) -> bool {
    let Edit::Set { register, .. } = edit else {
        return false;
    };
    debug_assert_eq!(
        Slot::Register(Register::ReviewState).container(),
        "review",
        "reviews are told by their container"
    );
    register.rule().container == "review"
}
