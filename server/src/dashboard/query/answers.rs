//! What a session's campaign asked and what was answered, under the labels of the version that was
//! answered.

use client_core::model::Session;
use client_core::model::questions::{Interview, ItemKind, Questionnaire, Shown, Trouble};

use super::words::Words;
use crate::dashboard::model::session::{Answer, Answers, Standing};
use crate::store::{Connection, StoreError, catalogue};

/// The version of the campaign's questions that a session answers, where there is one.
pub fn asked(c: &Connection, session: &Session) -> Result<Option<Questionnaire>, StoreError> {
    match (&session.campaign, session.answered_version()) {
        (Some(campaign), Some(version)) => catalogue::questionnaire(c, campaign, &version),
        _ => Ok(None),
    }
}

/// The answers of a session, in the order in which they are asked; by their bare keys where nobody
/// knows what was asked.
pub(super) fn answers(words: Words<'_>, session: &Session) -> Answers {
    let Some(asked) = words.asked else {
        return bare(words, session);
    };
    let language = words.texts.tag();
    let day = words.names.local(words.unit, session.moment()).date();
    let interview = Interview::new(asked, session, &day.to_string());
    let shown = interview.shown(language).into_iter();
    let shown = shown.filter(|shown| !shown.answer.is_empty() || shown.trouble.is_some());
    let left = interview
        .not_asked(language)
        .into_iter()
        .map(|left| Answer {
            question: left.label,
            value: left.words,
            standing: Standing::NotAsked,
        });
    Answers {
        title: asked.form().title.clone(),
        version: asked.form().version.clone(),
        answers: shown
            .map(|shown| answer(words, shown))
            .chain(left)
            .collect(),
    }
}

fn answer(words: Words<'_>, shown: Shown) -> Answer {
    let question = match shown.repetition {
        Some(time) => format!("{time}. {}", shown.label),
        None => shown.label,
    };
    // Digits as the reader groups them.
    let value = match (&shown.kind, shown.answer.parse()) {
        (ItemKind::Integer, Ok(number)) => words.integer(number),
        _ => shown.words,
    };
    Answer {
        question,
        value,
        standing: match shown.trouble {
            None => Standing::Good,
            Some(Trouble::Required { .. }) => Standing::Missing,
            Some(Trouble::Constraint { message, rule }) => Standing::Wrong(message.unwrap_or(rule)),
            Some(Trouble::Unfit { allowed }) => Standing::Wrong(allowed),
        },
    }
}

fn bare(words: Words<'_>, session: &Session) -> Answers {
    let good = |question: &String, value: String| Answer {
        question: question.clone(),
        value,
        standing: Standing::Good,
    };
    let answers = session.answers.iter();
    let answers = answers.map(|(key, value)| good(key, words.bare(value)));
    let texts = session.texts.iter();
    let texts = texts.map(|(question, text)| good(question, text.clone()));
    Answers {
        title: String::new(),
        version: String::new(),
        answers: answers.chain(texts).collect(),
    }
}
