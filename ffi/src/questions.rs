//! The campaign's questions about a session, as a screen shows them.

use client_core::client::Questions;
use client_core::model::questions as core;

use crate::client::Client;
use crate::error::{TerenError, guarded, parsed};
use crate::session::SessionView;

/// What a campaign asks about one session, in one language.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Questionnaire {
    /// What it is called.
    pub title: String,
    /// The version that the session is answered under.
    pub version: String,
    /// What is asked now, in order.
    pub questions: Vec<ShownQuestion>,
    /// Groups that can be asked once more.
    pub again: Vec<OfferedGroup>,
    /// Answers that nothing asks for any more.
    pub not_asked: Vec<NotAskedAnswer>,
}

/// A question with its answer, the heading of a group, or a note.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ShownQuestion {
    /// Under which an answer is given.
    pub key: String,
    /// `group`, `repeat`, `select_one`, `select_multiple`, `integer`, `decimal`, `text`, `date` or
    /// `note`.
    pub kind: String,
    /// How many groups it stands in.
    pub depth: u32,
    /// Which time of its group this is, from 1.
    pub repetition: Option<u32>,
    /// What is asked.
    pub label: String,
    /// What helps to answer; may be empty.
    pub hint: String,
    /// The answer as it would be typed; empty when there is none.
    pub answer: String,
    /// The answer as people read it.
    pub words: String,
    /// What can be chosen.
    pub choices: Vec<OfferedChoice>,
    /// Whether it must be answered.
    pub required: bool,
    /// What is wrong with the answer. It never keeps anybody from going on.
    pub trouble: Option<AnswerTrouble>,
}

/// A group that can be asked once more.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct OfferedGroup {
    /// Its name in the form.
    pub group: String,
    /// What it is about.
    pub label: String,
    /// How many times it was asked.
    pub times: u32,
    /// How many of the questions stand in front of where it would be asked once more.
    pub after: u32,
}

/// One thing that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct OfferedChoice {
    /// Its name, by which it is answered.
    pub name: String,
    /// What people read.
    pub label: String,
    /// Whether it is.
    pub chosen: bool,
}

/// What is wrong with an answer, with the form's own words where it has some.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum AnswerTrouble {
    /// It must be answered.
    Required {
        /// The form's words.
        message: Option<String>,
    },
    /// It breaks the form's rule.
    Constraint {
        /// The form's words.
        message: Option<String>,
        /// The rule as the form writes it.
        rule: String,
    },
    /// It cannot be an answer to this question.
    Unfit {
        /// What can.
        allowed: String,
    },
}

/// An answer that nothing asks for.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct NotAskedAnswer {
    /// Under which it stands.
    pub key: String,
    /// What was asked.
    pub label: String,
    /// The answer as people read it.
    pub words: String,
}

#[uniffi::export]
impl Client {
    /// What the session's campaign asks, in a language such as `ro` or else in the form's own; none
    /// when it asks nothing. `begun` are times of groups that a screen shows before anything is
    /// answered there, each as `ask_again` named it.
    #[uniffi::method(default(begun = []))]
    pub fn questionnaire(
        &self,
        id: String,
        language: String,
        begun: Vec<String>,
    ) -> Result<Option<Questionnaire>, TerenError> {
        guarded(|| {
            let id = parsed("id", &id)?;
            let questions = self.inner.questions(id, &language, &begun)?;
            Ok(questions.map(Into::into))
        })
    }

    /// Answers a question; nothing said takes the answer back. Choices are named with spaces
    /// between.
    pub fn answer(
        &self,
        id: String,
        key: String,
        said: Option<String>,
    ) -> Result<SessionView, TerenError> {
        self.changing(|| {
            let id = parsed("id", &id)?;
            Ok(self.inner.answer(id, &key, said.as_deref())?.into())
        })
    }

    /// How the keys of another time of a group that repeats begin: a question's name goes behind.
    pub fn ask_again(&self, id: String, group: String) -> Result<String, TerenError> {
        guarded(|| Ok(self.inner.ask_again(parsed("id", &id)?, &group)?))
    }

    /// Takes back everything that was answered at one time of a group, as `ask_again` named it.
    pub fn unask(&self, id: String, begin: String) -> Result<SessionView, TerenError> {
        self.changing(|| Ok(self.inner.unask(parsed("id", &id)?, &begin)?.into()))
    }

    /// What is asked and wrong: what must be answered and is not, above all. To be said when a
    /// session is finished.
    pub fn open_questions(
        &self,
        id: String,
        language: String,
    ) -> Result<Vec<ShownQuestion>, TerenError> {
        guarded(|| {
            let open = self.inner.open_questions(parsed("id", &id)?, &language)?;
            Ok(open.into_iter().map(Into::into).collect())
        })
    }
}

impl From<Questions> for Questionnaire {
    fn from(questions: Questions) -> Self {
        let not_asked = questions.not_asked.into_iter().map(|it| NotAskedAnswer {
            key: it.key,
            label: it.label,
            words: it.words,
        });
        Self {
            title: questions.title,
            version: questions.version,
            questions: questions.shown.into_iter().map(Into::into).collect(),
            again: questions.again.into_iter().map(Into::into).collect(),
            not_asked: not_asked.collect(),
        }
    }
}

impl From<core::Again> for OfferedGroup {
    fn from(again: core::Again) -> Self {
        Self {
            group: again.group,
            label: again.label,
            times: small(again.times),
            after: small(again.after),
        }
    }
}

impl From<core::Shown> for ShownQuestion {
    fn from(shown: core::Shown) -> Self {
        let choices = shown.choices.into_iter().map(|choice| OfferedChoice {
            name: choice.name,
            label: choice.label,
            chosen: choice.is_chosen,
        });
        Self {
            key: shown.key,
            kind: shown.kind.code().to_owned(),
            depth: small(shown.depth),
            repetition: shown.repetition.map(small),
            label: shown.label,
            hint: shown.hint,
            answer: shown.answer,
            words: shown.words,
            choices: choices.collect(),
            required: shown.is_required,
            trouble: shown.trouble.map(Into::into),
        }
    }
}

impl From<core::Trouble> for AnswerTrouble {
    fn from(trouble: core::Trouble) -> Self {
        match trouble {
            core::Trouble::Required { message } => Self::Required { message },
            core::Trouble::Constraint { message, rule } => Self::Constraint { message, rule },
            core::Trouble::Unfit { allowed } => Self::Unfit { allowed },
        }
    }
}

fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
