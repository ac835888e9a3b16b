//! The answers of one session, as the registers of its document hold them, and the edits that
//! change one.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::VERSION_KEY;
use super::form::{Item, ItemKind, Questionnaire};
use super::value::{Value, day_of, number_of, spelt};
use crate::ids::ReplicaShort;
use crate::limits::{DECIMAL_CHARS_MAX, NUMBER_MAX, TEXT_CHARS_MAX};
use crate::model::edit::Edit;
use crate::model::register::Scalar;
use crate::model::value::{is_text, parse_exactly};

/// One time that a group was asked: who began it, and which of the writer's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Repetition {
    /// First, so that the times stand about as they were asked.
    pub(super) n: u32,
    pub(super) replica: ReplicaShort,
}

/// Where an answer stands: `QUESTION` or `GROUP#REPLICA.N/QUESTION`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Key<'k> {
    pub(super) group: Option<(&'k str, Repetition)>,
    pub(super) question: &'k str,
    pub(super) choice: Option<&'k str>,
}

impl<'k> Key<'k> {
    pub(super) fn parse(key: &'k str) -> Option<Self> {
        let (group, rest) = match key.split_once('#') {
            None => (None, key),
            Some((group, rest)) => {
                let (repetition, rest) = rest.split_once('/')?;
                let (replica, n) = repetition.split_once('.')?;
                let replica = parse_exactly(replica)?;
                let n = parse_exactly(n)?;
                (Some((group, Repetition { n, replica })), rest)
            }
        };
        let (question, choice) = match rest.split_once('/') {
            None => (rest, None),
            Some((question, choice)) => (question, Some(choice)),
        };
        Some(Self {
            group,
            question,
            choice,
        })
    }

    /// Its key without a choice.
    pub(super) fn spelt(group: Option<(&str, Repetition)>, question: &str) -> String {
        match group {
            None => question.to_owned(),
            Some((group, Repetition { n, replica })) => {
                format!("{group}#{replica}.{n}/{question}")
            }
        }
    }
}

/// What is answered.
#[derive(Clone, Copy, Debug)]
pub(super) struct Answers<'a> {
    pub(super) answers: &'a BTreeMap<String, Scalar>,
    pub(super) texts: &'a BTreeMap<String, String>,
}

/// An answer as it is read: what it means, or that it cannot be one of its question.
pub(super) type Read = Result<Value, String>;

impl Answers<'_> {
    /// The times that each group was asked, by its name.
    pub(super) fn repetitions(&self) -> BTreeMap<&str, BTreeSet<Repetition>> {
        let mut found: BTreeMap<&str, BTreeSet<Repetition>> = BTreeMap::new();
        let groups = self.answers.keys().filter_map(|key| Key::parse(key)?.group);
        for (group, repetition) in groups {
            found.entry(group).or_default().insert(repetition);
        }
        found
    }

    /// The answer that stands under a key without a choice.
    pub(super) fn read(&self, form: &Questionnaire, item: &Item, key: &str) -> Read {
        if item.kind == ItemKind::Text {
            let text = self.texts.get(&item.name).cloned().unwrap_or_default();
            return Ok(Value::Text(text));
        }
        if let ItemKind::SelectMultiple(list) = &item.kind {
            let choices = form.form().choices.get(list).into_iter().flatten();
            let chosen = choices.filter(|choice| self.is_chosen(key, &choice.name));
            let chosen: Vec<_> = chosen.map(|choice| choice.name.as_str()).collect();
            return Ok(Value::Text(chosen.join(" ")));
        }
        match self.answers.get(key).map(spelling) {
            None => Ok(Value::nothing()),
            Some(said) => read(form, item, &said),
        }
    }

    pub(super) fn is_chosen(&self, key: &str, choice: &str) -> bool {
        let said = self.answers.get(&format!("{key}/{choice}"));
        matches!(said, Some(Scalar::Bool(true)))
    }

    /// The edits after which `said` stands under a key; none of them when it does already.
    pub(super) fn edits(
        &self,
        form: &Questionnaire,
        item: &Item,
        key: &str,
        said: Option<&str>,
    ) -> Result<Vec<Edit>, String> {
        let said = said.map(str::trim).filter(|said| !said.is_empty());
        let edits = match (&item.kind, said) {
            (ItemKind::SelectMultiple(list), said) => self.choosing(form, list, key, said)?,
            (ItemKind::Text, said) => vec![Edit::Text {
                question: item.name.clone(),
                value: said.map(text).transpose()?,
            }],
            (_, said) => {
                let value = said.map(|said| scalar(form, item, said)).transpose()?;
                vec![Edit::Answer {
                    key: key.to_owned(),
                    value,
                }]
            }
        };
        let changes = edits.into_iter().filter(|edit| match edit {
            Edit::Answer { key, value } => self.answers.get(key) != value.as_ref(),
            Edit::Text { question, value } => self.texts.get(question) != value.as_ref(),
            _ => true,
        });
        let mut changes: Vec<_> = changes.collect();
        if !changes.is_empty() && !self.answers.contains_key(VERSION_KEY) {
            changes.insert(0, version_edit(form));
        }
        Ok(changes)
    }

    fn choosing(
        &self,
        form: &Questionnaire,
        list: &str,
        key: &str,
        said: Option<&str>,
    ) -> Result<Vec<Edit>, String> {
        let wanted: BTreeSet<&str> = said.into_iter().flat_map(str::split_whitespace).collect();
        let choices = form.form().choices.get(list).into_iter().flatten();
        let known: BTreeSet<&str> = choices.map(|choice| choice.name.as_str()).collect();
        if !wanted.is_subset(&known) {
            return Err(format!("any of {}, with spaces between", names(&known)));
        }
        let edits = known.into_iter().map(|choice| Edit::Answer {
            key: format!("{key}/{choice}"),
            value: wanted.contains(choice).then_some(Scalar::Bool(true)),
        });
        Ok(edits.collect())
    }
}

/// Says which version a session's answers are to.
pub(super) fn version_edit(form: &Questionnaire) -> Edit {
    Edit::Answer {
        key: VERSION_KEY.to_owned(),
        value: Some(Scalar::Text(form.form().version.clone())),
    }
}

/// A value as people would type it: what a command line took for a number may have been a name.
pub(super) fn spelling(value: &Scalar) -> String {
    match value {
        Scalar::Bool(truth) => truth.to_string(),
        Scalar::Int(number) => number.to_string(),
        Scalar::Text(text) => text.clone(),
    }
}

/// What a spelling means as an answer to a question; else what may be answered.
fn read(form: &Questionnaire, item: &Item, said: &str) -> Read {
    match &item.kind {
        ItemKind::Integer => integer(said)
            .map(whole)
            .ok_or_else(|| format!("a whole number from -{NUMBER_MAX} to {NUMBER_MAX}")),
        ItemKind::Decimal => decimal(said).map(Value::Number).ok_or_else(|| {
            format!("a number such as 12.5, of at most {DECIMAL_CHARS_MAX} characters")
        }),
        ItemKind::Date => {
            let day = day_of(said).filter(|day: &Date| day.year() > 0);
            let allowed = || "a day such as 2017-03-14".to_owned();
            day.map(Value::Day).ok_or_else(allowed)
        }
        ItemKind::SelectOne(list) => {
            let choices = form.form().choices.get(list).into_iter().flatten();
            let known: BTreeSet<&str> = choices.map(|choice| choice.name.as_str()).collect();
            if known.contains(said) {
                return Ok(Value::Text(said.to_owned()));
            }
            Err(format!("one of {}", names(&known)))
        }
        _ => Err(format!("nothing: nobody answers a {}", item.kind.code())),
    }
}

fn scalar(form: &Questionnaire, item: &Item, said: &str) -> Result<Scalar, String> {
    let value = read(form, item, said)?;
    Ok(match (&item.kind, integer(said)) {
        (ItemKind::Integer, Some(number)) => Scalar::Int(number),
        _ => Scalar::Text(value.text()),
    })
}

fn integer(said: &str) -> Option<i64> {
    let number: i64 = said.parse().ok()?;
    (-NUMBER_MAX..=NUMBER_MAX)
        .contains(&number)
        .then_some(number)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "`NUMBER_MAX` is what a number keeps exact"
)]
const fn whole(number: i64) -> Value {
    Value::Number(number as f64)
}

fn decimal(said: &str) -> Option<f64> {
    // People in Romania write a comma, whatever the phone's language.
    let said = said.replace(',', ".");
    let number = number_of(&said).filter(|_| said.len() <= DECIMAL_CHARS_MAX);
    number.filter(|number| spelt(*number).len() <= DECIMAL_CHARS_MAX)
}

fn text(said: &str) -> Result<String, String> {
    if is_text(said) {
        return Ok(said.to_owned());
    }
    Err(format!("a text of at most {TEXT_CHARS_MAX} characters"))
}

fn names(known: &BTreeSet<&str>) -> String {
    known.iter().copied().collect::<Vec<_>>().join(", ")
}
