//! Settling a conflict: from a form to the one plain edit that it asks for.
//!
//! The edit then goes through admission like any phone's; that is not done here.

use client_core::model::register::{REGISTERS, Writers};
use client_core::model::{Conflict, Edit, Exchange, FieldProblem, Session, ValueKind, plain};
use sha2::{Digest, Sha256};

use crate::dashboard::address::Fields;
use crate::dashboard::model::frame::Said;

/// What a form says instead of a saying's number.
const OWN: &str = "own";

/// Something of which people can say different things.
pub trait Disputed {
    /// What is open.
    fn conflicts(&self) -> &[Conflict];
    /// The edit that takes the `n`-th saying, counted from 0.
    fn resolution(&self, field: &str, n: usize) -> Option<Edit>;
    /// What an assignment of the command line comes to.
    fn assigned(&self, assignment: &str) -> Result<Vec<Edit>, Vec<FieldProblem>>;
}

impl Disputed for Session {
    fn conflicts(&self) -> &[Conflict] {
        &self.conflicts
    }

    fn resolution(&self, field: &str, n: usize) -> Option<Edit> {
        self.resolution(field, n)
    }

    fn assigned(&self, assignment: &str) -> Result<Vec<Edit>, Vec<FieldProblem>> {
        plain::assignments(self, &[assignment])
    }
}

impl Disputed for Exchange {
    fn conflicts(&self) -> &[Conflict] {
        &self.conflicts
    }

    fn resolution(&self, field: &str, n: usize) -> Option<Edit> {
        self.resolution(field, n)
    }

    fn assigned(&self, assignment: &str) -> Result<Vec<Edit>, Vec<FieldProblem>> {
        plain::exchange_assignments(self, &[assignment])
    }
}

/// The edit that settles the conflict which the form shows; else what to tell whoever sent it.
pub fn settlement(it: &impl Disputed, form: &Fields) -> Result<Edit, Said> {
    let saying = form.value("saying");
    let is_own = saying == OWN;
    let choice: usize = match saying.parse() {
        Ok(choice) => choice,
        Err(_) if is_own => 0,
        Err(_) => return Err(Said::NothingChosen),
    };
    let field = form.value("field");
    let mut open = it.conflicts().iter();
    let conflict = open.find(|conflict| conflict.field == field);
    let is_as_shown = |conflict: &&Conflict| fingerprint(conflict) == form.value("seen");
    let conflict = conflict.filter(is_as_shown).ok_or(Said::Moved)?;
    if is_own {
        return own_value(it, conflict, form.value("own"));
    }
    it.resolution(&conflict.field, choice).ok_or(Said::Moved)
}

/// Whether a conflict can be settled by a value that nobody said: of one line or one number. Counts
/// are their counters', and a place or a time is chosen among those that were said.
pub(super) fn takes_own(conflict: &Conflict) -> bool {
    let rule = REGISTERS.iter().find(|rule| rule.field == conflict.field);
    rule.is_some_and(|rule| {
        let fits = matches!(rule.value, ValueKind::Line | ValueKind::Number(_));
        fits && rule.writers == Writers::All
    })
}

fn own_value(it: &impl Disputed, conflict: &Conflict, value: &str) -> Result<Edit, Said> {
    if value.trim().is_empty() || !takes_own(conflict) {
        return Err(Said::NothingChosen);
    }
    let assignment = format!("{}={}", conflict.field, value.trim());
    let edits = it.assigned(&assignment).map_err(|_| Said::NotTaken)?;
    edits.into_iter().next().ok_or(Said::NotTaken)
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
