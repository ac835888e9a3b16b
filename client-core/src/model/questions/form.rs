//! A questionnaire as somebody wrote it, and one that was checked.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::answers::Key;
use super::check;
use super::expression::Expression;
use super::order::Order;
use super::wording::Wording;
use crate::ids::CampaignId;

/// What somebody wrote, row by row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// Whose questions these are.
    pub campaign: CampaignId,
    /// What its author calls this version.
    pub version: String,
    /// Its place among the campaign's versions, from 1: the last one is asked.
    pub number: u32,
    /// What it is called.
    pub title: String,
    /// The language of words that are lacking in the one wanted.
    pub default_language: String,
    /// What each language is called, by its code.
    pub languages: BTreeMap<String, String>,
    /// Questions, groups and notes in their order.
    pub items: Vec<Item>,
    /// What can be chosen, by the name of the list.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub choices: BTreeMap<String, Vec<Choice>>,
}

/// One row: a question, a group, a note, something computed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// The name by which expressions and answers know it.
    pub name: String,
    /// What it is.
    pub kind: ItemKind,
    /// The group that it stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    /// What is asked.
    #[serde(default, skip_serializing_if = "Wording::is_empty")]
    pub label: Wording,
    /// What helps to answer.
    #[serde(default, skip_serializing_if = "Wording::is_empty")]
    pub hint: Wording,
    /// When it is asked; always, when nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relevant: Option<Expression>,
    /// What an answer must be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub constraint: Option<Expression>,
    /// What to say of an answer that is not.
    #[serde(default, skip_serializing_if = "Wording::is_empty")]
    pub constraint_message: Wording,
    /// When it must be answered; never, when nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required: Option<Expression>,
    /// What to say when it is not.
    #[serde(default, skip_serializing_if = "Wording::is_empty")]
    pub required_message: Wording,
    /// What is computed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calculation: Option<Expression>,
}

impl Item {
    /// An item of which nothing more is said.
    pub fn new(name: impl Into<String>, kind: ItemKind) -> Self {
        Self {
            name: name.into(),
            kind,
            within: None,
            label: Wording::default(),
            hint: Wording::default(),
            relevant: None,
            constraint: None,
            constraint_message: Wording::default(),
            required: None,
            required_message: Wording::default(),
            calculation: None,
        }
    }
}

/// What a row is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// Questions that belong together.
    Group,
    /// Questions that are asked again and again.
    Repeat,
    /// One choice of a list.
    SelectOne(String),
    /// Any choices of a list.
    SelectMultiple(String),
    /// A whole number.
    Integer,
    /// A number.
    Decimal,
    /// Free text: kept in the private companion.
    Text,
    /// A day.
    Date,
    /// Words to read out; no question.
    Note,
    /// Something computed, which nobody is asked.
    Calculate,
}

impl ItemKind {
    /// Whether somebody answers it.
    pub const fn is_question(&self) -> bool {
        !matches!(
            self,
            Self::Group | Self::Repeat | Self::Note | Self::Calculate
        )
    }

    /// The list that it chooses from.
    pub const fn list(&self) -> Option<&String> {
        match self {
            Self::SelectOne(list) | Self::SelectMultiple(list) => Some(list),
            _ => None,
        }
    }

    /// As the column `type` of an XLSForm says it, a list apart.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Group => "group",
            Self::Repeat => "repeat",
            Self::SelectOne(_) => "select_one",
            Self::SelectMultiple(_) => "select_multiple",
            Self::Integer => "integer",
            Self::Decimal => "decimal",
            Self::Text => "text",
            Self::Date => "date",
            Self::Note => "note",
            Self::Calculate => "calculate",
        }
    }
}

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The name by which expressions and answers know it.
    pub name: String,
    /// What people read.
    #[serde(default, skip_serializing_if = "Wording::is_empty")]
    pub label: Wording,
}

/// Where in a form something is wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// Of the form as a whole.
    Settings,
    /// A row, counted from 0.
    Item(usize),
    /// A choice of a list, counted from 0.
    Choice(String, usize),
}

/// Something that is wrong with a form, in words that say how to mend it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{column}: found {found}, allowed: {allowed}")]
pub struct FormProblem {
    /// Where.
    pub spot: Spot,
    /// In which column of an XLSForm.
    pub column: &'static str,
    /// What stands there.
    pub found: String,
    /// What may stand there.
    pub allowed: String,
}

/// All that is wrong with a form.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
pub struct FormProblems(pub Vec<FormProblem>);

/// A form in which every name leads somewhere and nothing waits for itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Form", into = "Form")]
pub struct Questionnaire {
    form: Form,
    order: Order,
}

impl Questionnaire {
    /// The name under which the catalogue keeps a version: `questionnaire/CAMPAIGN/VERSION`.
    pub fn key_of(campaign: &CampaignId, version: &str) -> String {
        format!("{}/{version}", Self::kind_of(campaign))
    }

    /// How the names of all versions of a campaign begin, before a slash.
    pub fn kind_of(campaign: &CampaignId) -> String {
        format!("questionnaire/{campaign}")
    }

    /// The name under which the catalogue keeps it.
    pub fn key(&self) -> String {
        Self::key_of(&self.form.campaign, &self.form.version)
    }

    /// What was written.
    pub const fn form(&self) -> &Form {
        &self.form
    }

    /// In which order it is computed, and what lies within what.
    pub(super) const fn order(&self) -> &Order {
        &self.order
    }

    /// The question, group or note of this name.
    pub fn item(&self, name: &str) -> Option<&Item> {
        self.order.find(name).map(|at| &self.form.items[at])
    }

    /// What people read of an item: its label, else its name.
    pub fn label<'q>(&'q self, item: &'q Item, language: &str) -> &'q str {
        let label = item
            .label
            .in_language(language, &self.form.default_language);
        label.unwrap_or(&item.name)
    }

    /// What is asked where an answer stands, with the choice where its key names one; the key
    /// itself where this version asks nothing there.
    pub fn label_of(&self, key: &str, language: &str) -> String {
        let parsed = Key::parse(key);
        let item = parsed.as_ref().and_then(|key| self.item(key.question));
        let (Some(item), Some(parsed)) = (item, parsed) else {
            return key.to_owned();
        };
        let label = self.label(item, language);
        match (item.kind.list(), parsed.choice) {
            (Some(list), Some(choice)) => {
                format!("{label}: {}", self.choice_label(list, choice, language))
            }
            _ => label.to_owned(),
        }
    }

    /// An answer as people read it: a choice by its label.
    pub fn words_of(&self, key: &str, said: &str, language: &str) -> String {
        let item = Key::parse(key).and_then(|key| self.item(key.question));
        match item.map(|item| &item.kind) {
            Some(ItemKind::SelectOne(list)) => self.choice_label(list, said, language).to_owned(),
            _ => said.to_owned(),
        }
    }

    /// What people read of a choice of a list: its label, else its name.
    pub fn choice_label<'q>(&'q self, list: &str, name: &'q str, language: &str) -> &'q str {
        let choices = self.form.choices.get(list);
        let choice = choices.and_then(|all| all.iter().find(|choice| choice.name == name));
        let label = choice.and_then(|choice| {
            let otherwise = &self.form.default_language;
            choice.label.in_language(language, otherwise)
        });
        label.unwrap_or(name)
    }
}

impl TryFrom<Form> for Questionnaire {
    type Error = FormProblems;

    fn try_from(form: Form) -> Result<Self, FormProblems> {
        let order = check::check(&form).map_err(FormProblems)?;
        Ok(Self { form, order })
    }
}

impl From<Questionnaire> for Form {
    fn from(questionnaire: Questionnaire) -> Self {
        questionnaire.form
    }
}
