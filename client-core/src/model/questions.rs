//! Campaign questionnaires: what is asked, when, and what an answer must be.
//!
//! A [`Form`] is what somebody wrote; a [`Questionnaire`] is one that was checked, in which every
//! name leads somewhere and no question waits for itself. An [`Interview`] is a questionnaire with
//! the answers of one session. Nothing here knows spreadsheets: XLSForm is read and written by the
//! server.
//!
//! # Expressions
//! A subset of what XLSForm takes from XPath 1.0. `${name}` is the answer to a question, `.` (in a
//! constraint) the answer that is judged. There are texts in quotes, numbers, brackets; `or`,
//! `and`; `=`, `!=`, `<`, `<=`, `>`, `>=`; `+`, `-`, `*`, `div`, `mod`; and the functions that
//! [`Function`] lists. Conversions are those of XPath, with what ODK adds: a day is a number when
//! it is compared or reckoned with (days since 1970), also one that stands as text. Beyond that:
//! - What was not answered, and what is not asked, is the empty text.
//! - `today()` is the day of the session. The same answers ask the same questions on every phone,
//!   and still do so in a report years later.
//! - `sum(${q})` and `count(${q})` go over the repetitions of a group and stand outside of groups
//!   that repeat, so that a form costs what it is long. An empty answer adds nothing to a sum.
//! - `regex()` is refused: ODK's dialect is that of Java, which no engine here speaks.
//!
//! # What is no longer asked
//! An answer whose question became irrelevant stays in the document and is left out of everything
//! that follows: other questions see it as empty, and exports do not carry it. This is what
//! ODK hands in when a form is finished; but here a session goes on after it was finished, and a
//! colleague's phone may know better what the first question's answer is. Deleting would be an edit
//! that nobody made. [`Interview::not_asked`] names such answers, so that it can be said.
//!
//! # Merging
//! Each answer is a register of its own, so two people who answer different questions agree, and
//! two who answer the same one differently are shown like any other conflict. Each choice of a
//! `select_multiple` is one. Free text lies in the private companion, where a repetition has no
//! place: a form that asks for text in a group that repeats is refused.

mod lexer;
mod parser;
mod value;

mod expression;

mod form;
mod wording;

mod check;
mod order;

mod answers;
mod interview;
mod shown;

pub use expression::{Expression, ExpressionError, Function, Scope};
pub use form::{Choice, Form, FormProblem, FormProblems, Item, ItemKind, Questionnaire, Spot};
pub use interview::Interview;
pub use shown::{Again, NotAsked, Offered, Shown, Trouble};
pub use value::Value;
pub use wording::Wording;

/// The key among a session's answers that says which version they answer.
pub const VERSION_KEY: &str = "questionnaire";

#[cfg(test)]
mod tests;
