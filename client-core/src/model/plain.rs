//! The plain form: a session or an exchange as JSON that people and other programs read and
//! write, and the short assignments of a command line.
//!
//! Reading gives edits, because that is how anything enters a document. All problems are named at
//! once, each with its field, and nothing is taken unless everything can be.

mod assign;
mod field;
mod parse;
mod scalar;
mod write;

use super::edit::{Edit, Part};
use super::vocabulary::DocKind;
use crate::ids::UnitId;

pub use assign::{assignments, exchange_assignments};
pub use field::kind_of;
pub use parse::{parse, parse_exchange, parse_exchange_text, parse_text};
pub use write::{exchange, session};

/// What a plain form says, ready to be written into a new document.
///
/// The unit stands beside the document, never in it. What only a reader can know - the id, the
/// conflicts, the review - is not taken over, and named instead.
#[derive(Clone, Debug, PartialEq)]
pub struct PlainSession {
    /// Whether it is a session or an exchange.
    pub kind: DocKind,
    /// The unit that is to own it, when it says one.
    pub unit: Option<UnitId>,
    /// What is to be said, of the document and of its private companion.
    pub edits: Vec<Edit>,
    /// Fields of the form that say something and are not taken over: `id`, `review`, `conflicts`.
    pub left_out: Vec<String>,
}

impl PlainSession {
    /// The edits of the document itself, and those of its private companion.
    pub fn into_parts(self) -> (Vec<Edit>, Vec<Edit>) {
        let is_main = |edit: &Edit| edit.part() == Part::Main;
        self.edits.into_iter().partition(is_main)
    }
}

#[cfg(test)]
mod tests;
