//! Answers to the campaigns' questions as columns: one for each question and for what is computed,
//! one for each choice of several, under the names of the plain form. What is no longer asked is
//! left out, and so is free text, which is private. Answers in groups that repeat stand in one
//! column, one behind the other.

use std::collections::{BTreeMap, BTreeSet};

use client_core::ids::CampaignId;
use client_core::model::Session;
use client_core::model::questions::{Interview, Item, ItemKind, Questionnaire};

use crate::store::read::{Filter, Scope, figures};
use crate::store::{Connection, StoreError, catalogue};

/// The questionnaires of the campaigns in a table, by version.
pub(super) struct Asked(BTreeMap<(CampaignId, String), Questionnaire>);

/// What one session answers, by column.
pub(super) type Answers = BTreeMap<String, String>;

/// The column that says which version was answered.
const VERSION: &str = "answers.questionnaire";

impl Asked {
    /// Those of the campaigns that sessions let through by the filter belong to.
    pub(super) fn load(c: &Connection, filter: &Filter) -> Result<Self, StoreError> {
        let mut asked = BTreeMap::new();
        for (campaign, _) in figures::by_campaign(c, &Scope::All, filter)? {
            for version in catalogue::questionnaires(c, &campaign)? {
                let name = version.form().version.clone();
                asked.insert((campaign.clone(), name), version);
            }
        }
        Ok(Self(asked))
    }

    /// The columns, each once, with their hashtags: of all versions, in the order of the last.
    pub(super) fn columns(&self) -> Vec<(String, String)> {
        let mut seen = BTreeSet::new();
        let mut columns = Vec::new();
        if !self.0.is_empty() {
            columns.push((VERSION.to_owned(), "#meta+questionnaire".to_owned()));
        }
        let mut forms: Vec<_> = self.0.values().map(Questionnaire::form).collect();
        forms.sort_by_key(|form| (&form.campaign, std::cmp::Reverse(form.number)));
        for form in forms {
            for item in &form.items {
                let group = repeat(form.items.as_slice(), item);
                let choices = item.kind.list().and_then(|list| form.choices.get(list));
                let names = match (&item.kind, group) {
                    (ItemKind::Text, _) => Vec::new(),
                    (ItemKind::SelectMultiple(_), None) => {
                        let choices = choices.into_iter().flatten();
                        choices
                            .map(|choice| of_choice(&item.name, &choice.name))
                            .collect()
                    }
                    (ItemKind::Group | ItemKind::Repeat | ItemKind::Note, _) => Vec::new(),
                    (_, group) => vec![heading(group, item)],
                };
                let new = names.into_iter().filter(|name| seen.insert(name.clone()));
                columns.extend(new.map(|name| {
                    let tag = hashtag(&name);
                    (name, tag)
                }));
            }
        }
        columns
    }

    /// What a session answers; nothing when nobody knows what it was asked.
    pub(super) fn of(&self, session: &Session, day: &str) -> Answers {
        let mut answers = Answers::new();
        let version = session.answered_version();
        let key = session.campaign.clone().zip(version);
        let Some((key, asked)) = key.and_then(|key| Some((key.clone(), self.0.get(&key)?))) else {
            return answers;
        };
        answers.insert(VERSION.to_owned(), key.1);
        let items = &asked.form().items;
        for (item, said) in Interview::new(asked, session, day).given() {
            match (&item.kind, repeat(items, item)) {
                (ItemKind::Text, _) => {}
                (ItemKind::SelectMultiple(_), None) => {
                    let chosen = said.split_whitespace();
                    let chosen = chosen.map(|choice| of_choice(&item.name, choice));
                    answers.extend(chosen.map(|column| (column, true.to_string())));
                }
                (_, group) => {
                    let cell = answers.entry(heading(group, item)).or_default();
                    if !cell.is_empty() {
                        cell.push_str("; ");
                    }
                    cell.push_str(&said);
                }
            }
        }
        answers
    }
}

/// The group that repeats in which an item stands.
fn repeat<'f>(items: &'f [Item], item: &'f Item) -> Option<&'f str> {
    let find = |name: &String| items.iter().find(|group| group.name == *name);
    let group_of = |item: &'f Item| item.within.as_ref().and_then(find);
    let mut groups = std::iter::successors(group_of(item), |group| group_of(group));
    let repeat = groups.find(|group| group.kind == ItemKind::Repeat);
    repeat.map(|group| group.name.as_str())
}

/// What is computed, or was answered many times, is no answer of the plain form and not called so.
fn heading(group: Option<&str>, item: &Item) -> String {
    let name = &item.name;
    match group {
        Some(group) => format!("{group}[].{name}"),
        None if item.kind == ItemKind::Calculate => format!("calculated.{name}"),
        None => format!("answers.{name}"),
    }
}

fn of_choice(question: &str, choice: &str) -> String {
    format!("answers.{question}/{choice}")
}

fn hashtag(heading: &str) -> String {
    let attribute = heading.replace(|c: char| !c.is_ascii_alphanumeric(), "_");
    format!("#indicator+{}", attribute.to_lowercase())
}
