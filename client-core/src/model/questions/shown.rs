//! A questionnaire as a person sees it.

use serde::Serialize;

use super::form::ItemKind;

/// One thing that is shown: a question with its answer, the heading of a group, a note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// Under which an answer is given: `QUESTION` or `GROUP#REPLICA.N/QUESTION`.
    pub key: String,
    /// Its name in the form.
    pub name: String,
    /// What it is.
    #[serde(serialize_with = "code")]
    pub kind: ItemKind,
    /// How many groups it stands in.
    pub depth: usize,
    /// Which time of its group this is, from 1; none outside of groups that repeat.
    pub repetition: Option<usize>,
    /// What is asked.
    pub label: String,
    /// What helps to answer; may be empty.
    pub hint: String,
    /// The answer as it would be typed: names of choices, digits, a day; empty when there is none.
    pub answer: String,
    /// The answer as people read it.
    pub words: String,
    /// What can be chosen.
    pub choices: Vec<Offered>,
    /// Whether it must be answered.
    pub is_required: bool,
    /// What is wrong with the answer.
    pub trouble: Option<Trouble>,
}

/// A group that can be asked once more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Again {
    /// Its name in the form.
    pub group: String,
    /// What it is about.
    pub label: String,
    /// How many times it was asked.
    pub times: usize,
    /// How much of what is shown stands in front of where it would be asked once more.
    pub after: usize,
}

/// One thing that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Offered {
    /// Its name.
    pub name: String,
    /// What people read.
    pub label: String,
    /// Whether it is.
    pub is_chosen: bool,
}

/// What is wrong with an answer. It is said and never stands in the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// It must be answered.
    Required {
        /// The form's own words for that.
        message: Option<String>,
    },
    /// It is not what it must be.
    Constraint {
        /// The form's own words for that.
        message: Option<String>,
        /// The rule.
        rule: String,
    },
    /// It cannot be an answer to this question: another version or another tool wrote it.
    Unfit {
        /// What may be answered.
        allowed: String,
    },
}

/// An answer that nothing asks for: its question became irrelevant, or is in no such form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NotAsked {
    /// Under which it stands.
    pub key: String,
    /// What is asked there, as far as the form knows.
    pub label: String,
    /// The answer as people read it.
    pub words: String,
}

fn code<S: serde::Serializer>(kind: &ItemKind, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(kind.code())
}
