//! What an interview comes to for people: questions with their answers and what is wrong with them,
//! in a language; and what was answered though nothing asks for it.

use std::collections::BTreeSet;

use super::{Interview, Place};
use crate::model::questions::VERSION_KEY;
use crate::model::questions::answers::{Key, spelling};
use crate::model::questions::form::{Item, ItemKind};
use crate::model::questions::shown::{Again, NotAsked, Offered, Shown, Trouble};
use crate::model::questions::wording::{Wording, filled};

impl<'q> Interview<'q> {
    /// What is asked now, in order and in a language, with the answers.
    pub fn shown(&self, language: &str) -> Vec<Shown> {
        self.asked().map(|at| self.show(at, language)).collect()
    }

    /// The groups that can be asked once more, in order.
    pub fn again(&self, language: &str) -> Vec<Again> {
        let order = self.questionnaire.order();
        let items = &self.questionnaire.form().items;
        let places: Vec<_> = self.asked().collect();
        let repeats = (0..items.len()).filter(|at| items[*at].kind == ItemKind::Repeat);
        let asked = repeats.filter_map(|item| {
            let at = Place { item, time: 0 };
            let after = places
                .iter()
                .filter(|place| place.item <= item || order.repeat(place.item) == Some(item));
            self.cell(at).is_asked.then(|| Again {
                group: items[item].name.clone(),
                label: self
                    .said(&items[item].label, at, language)
                    .unwrap_or_else(|| items[item].name.clone()),
                times: self.times.get(&item).map_or(0, Vec::len),
                after: after.count(),
            })
        });
        asked.collect()
    }

    /// Everything that is answered or computed now, in order, as it would be typed; what is
    /// computed and comes to no number is left out.
    pub fn given(&self) -> Vec<(&'q Item, String)> {
        let places = self.places().into_iter();
        let given = places.map(|at| {
            let text = self.cell(at).value.text();
            (self.item(at), self.unfit_or(&self.key(at), at, text))
        });
        given
            .filter(|(item, said)| !said.is_empty() && (item.kind.is_question() || said != "NaN"))
            .collect()
    }

    /// Answers that nothing asks for.
    pub fn not_asked(&self, language: &str) -> Vec<NotAsked> {
        let mut read = BTreeSet::new();
        let mut read_texts = BTreeSet::new();
        for at in self.asked() {
            let item = self.item(at);
            match &item.kind {
                ItemKind::Text => {
                    read_texts.insert(item.name.clone());
                }
                ItemKind::SelectMultiple(list) => {
                    let key = self.key(at);
                    let choices = self.questionnaire.form().choices.get(list);
                    let choices = choices.into_iter().flatten();
                    read.extend(choices.map(|choice| format!("{key}/{}", choice.name)));
                }
                _ => {
                    read.insert(self.key(at));
                }
            }
        }
        let answers = self.answers.answers.iter();
        let answers = answers.filter(|(key, _)| *key != VERSION_KEY && !read.contains(*key));
        let texts = self.answers.texts.iter();
        let texts = texts.filter(|(key, _)| !read_texts.contains(*key));
        let answers = answers.map(|(key, value)| (key.as_str(), spelling(value)));
        let left = answers.chain(texts.map(|(key, text)| (key.as_str(), text.clone())));
        let named = left.map(|(key, said)| {
            let question = Key::parse(key).map_or(key, |key| key.question);
            let item = self.questionnaire.item(question);
            let label = item.map_or(question, |item| self.questionnaire.label(item, language));
            let choice = Key::parse(key).and_then(|key| key.choice).unwrap_or(&said);
            let words = item
                .and_then(|item| item.kind.list())
                .map_or(said.as_str(), |list| {
                    self.questionnaire.choice_label(list, choice, language)
                });
            NotAsked {
                key: key.to_owned(),
                label: label.to_owned(),
                words: words.to_owned(),
            }
        });
        named.collect()
    }

    fn show(&self, at: Place, language: &str) -> Shown {
        let item = self.item(at);
        let key = self.key(at);
        let list = item.kind.list();
        let choices = list.and_then(|list| self.questionnaire.form().choices.get(list));
        let value = &self.cell(at).value;
        let chosen = value.text();
        let is_chosen = |name: &str| chosen.split_whitespace().any(|chosen| chosen == name);
        let choices = choices.into_iter().flatten().map(|choice| Offered {
            name: choice.name.clone(),
            label: self
                .questionnaire
                .choice_label(list.map_or("", String::as_str), &choice.name, language)
                .to_owned(),
            is_chosen: is_chosen(&choice.name),
        });
        let otherwise = item.name.as_str();
        let is_group = matches!(item.kind, ItemKind::Group | ItemKind::Repeat);
        let is_required = item
            .required
            .as_ref()
            .is_some_and(|rule| self.holds(rule, at));
        let order = self.questionnaire.order();
        Shown {
            name: item.name.clone(),
            kind: item.kind.clone(),
            depth: order.depth(at.item),
            repetition: order.repeat(at.item).map(|_| at.time + 1),
            label: self.said(&item.label, at, language).unwrap_or_else(|| {
                if is_group {
                    String::new()
                } else {
                    otherwise.to_owned()
                }
            }),
            hint: self.said(&item.hint, at, language).unwrap_or_default(),
            answer: self.unfit_or(&key, at, chosen.clone()),
            words: self.unfit_or(&key, at, self.words(at, language)),
            choices: choices.collect(),
            trouble: self.trouble(at, is_required, language),
            is_required,
            key,
        }
    }

    /// What stands there though it cannot, else `fit`.
    fn unfit_or(&self, key: &str, at: Place, fit: String) -> String {
        match self.cell(at).unfit {
            Some(_) => self
                .answers
                .answers
                .get(key)
                .map(spelling)
                .unwrap_or_default(),
            None => fit,
        }
    }

    fn words(&self, at: Place, language: &str) -> String {
        let (item, text) = (self.item(at), self.cell(at).value.text());
        let Some(list) = item.kind.list() else {
            return text;
        };
        let label = |name| self.questionnaire.choice_label(list, name, language);
        text.split_whitespace()
            .map(label)
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// Words of the form, with what was answered where they mention a question.
    fn said(&self, words: &Wording, at: Place, language: &str) -> Option<String> {
        let otherwise = &self.questionnaire.form().default_language;
        let words = words.in_language(language, otherwise)?;
        Some(filled(words, |name| {
            let found = self.seen_from(at, name);
            found.map_or_else(String::new, |at| self.words(at, language))
        }))
    }

    fn trouble(&self, at: Place, is_required: bool, language: &str) -> Option<Trouble> {
        let (item, cell) = (self.item(at), self.cell(at));
        if let Some(allowed) = &cell.unfit {
            let allowed = allowed.clone();
            return Some(Trouble::Unfit { allowed });
        }
        if cell.value.is_nothing() {
            return is_required.then(|| Trouble::Required {
                message: self.said(&item.required_message, at, language),
            });
        }
        let rule = item.constraint.as_ref()?;
        let holds = self.evaluate(rule, at, cell.value.clone()).truth();
        (!holds).then(|| Trouble::Constraint {
            message: self.said(&item.constraint_message, at, language),
            rule: rule.to_string(),
        })
    }
}
