//! A questionnaire with the answers of one session: what is asked now, what stands there, what is
//! wrong with it, and what an answer changes.
//!
//! Computed once, in the questionnaire's order: each rule is evaluated once for each time that its
//! question is asked.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::VERSION_KEY;
use super::answers::{Answers, Key, Repetition, spelling, version_edit};
use super::expression::{Expression, Scope};
use super::form::{Item, ItemKind, Questionnaire};
use super::shown::{NotAsked, Offered, Shown, Trouble};
use super::value::{Value, day_of};
use super::wording::{Wording, filled};
use crate::ids::ReplicaShort;
use crate::model::edit::Edit;
use crate::model::problem::FieldProblem;
use crate::model::session::Session;

/// One session's questionnaire.
#[derive(Debug)]
pub struct Interview<'q> {
    questionnaire: &'q Questionnaire,
    answers: Answers<'q>,
    today: Date,
    /// Of each group that repeats, the times that it was asked.
    times: BTreeMap<usize, Vec<Repetition>>,
    /// By item, by the time that it is asked; one where nothing repeats.
    cells: Vec<Vec<Cell>>,
}

#[derive(Clone, Debug)]
struct Cell {
    is_asked: bool,
    value: Value,
    /// What may be answered, when what stands there may not.
    unfit: Option<String>,
}

/// One item at one time.
#[derive(Clone, Copy)]
struct Place {
    item: usize,
    time: usize,
}

impl<'q> Interview<'q> {
    /// The interview of a session. `day` is the local day of the session, `YYYY-MM-DD`.
    pub fn new(questionnaire: &'q Questionnaire, session: &'q Session, day: &str) -> Self {
        let answers = Answers {
            answers: &session.answers,
            texts: &session.texts,
        };
        Self::of(questionnaire, answers, day)
    }

    pub(super) fn of(questionnaire: &'q Questionnaire, answers: Answers<'q>, day: &str) -> Self {
        let order = questionnaire.order();
        let times = answers
            .repetitions()
            .into_iter()
            .filter_map(|(name, times)| {
                let group = order.find(name)?;
                let repeats = questionnaire.form().items[group].kind == ItemKind::Repeat;
                repeats.then(|| (group, times.into_iter().collect()))
            });
        let mut interview = Self {
            questionnaire,
            answers,
            // A day that a clock made up is no reason to ask nothing.
            today: day_of(day).unwrap_or(Date::ZERO),
            times: times.collect(),
            cells: vec![Vec::new(); questionnaire.form().items.len()],
        };
        for item in order.computed() {
            for time in 0..interview.times_of(*item) {
                let cell = interview.compute(Place { item: *item, time });
                interview.cells[*item].push(cell);
            }
        }
        interview
    }

    /// What is asked now, in order and in a language, with the answers.
    pub fn shown(&self, language: &str) -> Vec<Shown> {
        self.asked().map(|at| self.show(at, language)).collect()
    }

    /// What is asked now and wrong.
    pub fn troubles(&self, language: &str) -> Vec<Shown> {
        let shown = self.asked().map(|at| self.show(at, language));
        shown.filter(|shown| shown.trouble.is_some()).collect()
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

    /// The edits by which a question is answered, or its answer taken back when nothing is said.
    /// Choices are named with spaces between. An answer that breaks a rule is taken, and shown with
    /// what is wrong.
    pub fn answer(&self, key: &str, said: Option<&str>) -> Result<Vec<Edit>, FieldProblem> {
        let field = || format!("answers.{key}");
        let item = self.item_at(key).ok_or_else(|| {
            let asked = self.asked().map(|at| self.key(at));
            let names: Vec<_> = asked.filter(|key| self.item_at(key).is_some()).collect();
            FieldProblem::new(field(), "no question", names.join(", "))
        })?;
        let edits = self.answers.edits(self.questionnaire, item, key, said);
        edits.map_err(|allowed| {
            FieldProblem::new(field(), format!("`{}`", said.unwrap_or_default()), allowed)
        })
    }

    /// How the keys of another time of a group begin, `GROUP#REPLICA.N/`, for who writes as
    /// `replica`. The time is there once one of its questions is answered.
    pub fn another(&self, group: &str, replica: ReplicaShort) -> Option<String> {
        let item = self.questionnaire.order().find(group)?;
        if self.questionnaire.form().items[item].kind != ItemKind::Repeat {
            return None;
        }
        let times = self.times.get(&item).into_iter().flatten();
        let last = times
            .filter(|time| time.replica == replica)
            .map(|time| time.n)
            .max();
        let n = last.unwrap_or(0).checked_add(1)?;
        Some(Key::spelt(Some((group, Repetition { n, replica })), ""))
    }

    /// The edit that says which version a session's answers are to.
    pub fn version_edit(questionnaire: &Questionnaire) -> Edit {
        version_edit(questionnaire)
    }

    /// The question that a key may answer.
    fn item_at(&self, key: &str) -> Option<&'q Item> {
        let key = Key::parse(key).filter(|key| key.choice.is_none())?;
        let order = self.questionnaire.order();
        let at = order.find(key.question)?;
        let items = &self.questionnaire.form().items;
        let group = order.repeat(at).map(|group| items[group].name.as_str());
        let stands_there = group == key.group.map(|(group, _)| group);
        Some(&items[at]).filter(|item| stands_there && item.kind.is_question())
    }

    fn asked(&self) -> impl Iterator<Item = Place> {
        let mut places = Vec::new();
        let order = self.questionnaire.order();
        let items = self.questionnaire.form().items.len();
        let mut item = 0;
        while item < items {
            // Everything in a group that repeats is asked once through before the next time.
            let repeat = order.repeat(item);
            let end = match repeat {
                None => item + 1,
                Some(_) => (item..items)
                    .find(|at| order.repeat(*at) != repeat)
                    .unwrap_or(items),
            };
            for time in 0..self.times_of(item) {
                places.extend((item..end).map(|item| Place { item, time }));
            }
            item = end;
        }
        places.into_iter().filter(|at| {
            let kind = &self.questionnaire.form().items[at.item].kind;
            self.cell(*at).is_asked && *kind != ItemKind::Calculate
        })
    }

    fn times_of(&self, item: usize) -> usize {
        match self.questionnaire.order().repeat(item) {
            None => 1,
            Some(group) => self.times.get(&group).map_or(0, Vec::len),
        }
    }

    fn item(&self, at: Place) -> &'q Item {
        &self.questionnaire.form().items[at.item]
    }

    fn cell(&self, at: Place) -> &Cell {
        &self.cells[at.item][at.time]
    }

    fn key(&self, at: Place) -> String {
        let group = self.questionnaire.order().repeat(at.item).map(|group| {
            let name = self.questionnaire.form().items[group].name.as_str();
            (name, self.times[&group][at.time])
        });
        Key::spelt(group, &self.item(at).name)
    }

    fn compute(&self, at: Place) -> Cell {
        let order = self.questionnaire.order();
        let parent = order.parent(at.item).is_none_or(|group| {
            let time = if order.repeat(group).is_some() {
                at.time
            } else {
                0
            };
            self.cell(Place { item: group, time }).is_asked
        });
        let item = self.item(at);
        let is_asked = parent
            && item
                .relevant
                .as_ref()
                .is_none_or(|rule| self.holds(rule, at));
        let mut cell = Cell {
            is_asked,
            value: Value::nothing(),
            unfit: None,
        };
        if !is_asked {
            return cell;
        }
        if let Some(rule) = &item.calculation {
            cell.value = self.evaluate(rule, at, Value::nothing());
        } else if item.kind.is_question() {
            let key = self.key(at);
            match self.answers.read(self.questionnaire, item, &key) {
                Ok(value) => cell.value = value,
                Err(allowed) => cell.unfit = Some(allowed),
            }
        }
        cell
    }

    fn holds(&self, rule: &Expression, at: Place) -> bool {
        self.evaluate(rule, at, Value::nothing()).truth()
    }

    fn evaluate(&self, rule: &Expression, at: Place, itself: Value) -> Value {
        rule.evaluate(&View {
            interview: self,
            at,
            itself,
        })
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

    /// The item of this name, at the same time where it stands in the same group.
    fn seen_from(&self, at: Place, name: &str) -> Option<Place> {
        let order = self.questionnaire.order();
        let item = order.find(name)?;
        let time = if order.repeat(item).is_some() {
            at.time
        } else {
            0
        };
        (time < self.cells[item].len()).then_some(Place { item, time })
    }
}

/// What a rule sees from where it stands.
struct View<'i, 'q> {
    interview: &'i Interview<'q>,
    at: Place,
    itself: Value,
}

impl Scope for View<'_, '_> {
    fn field(&self, name: &str) -> Value {
        let found = self.interview.seen_from(self.at, name);
        found.map_or_else(Value::nothing, |at| self.interview.cell(at).value.clone())
    }

    fn itself(&self) -> Value {
        self.itself.clone()
    }

    fn sum(&self, name: &str) -> f64 {
        let item = self.interview.questionnaire.order().find(name);
        let cells = item
            .into_iter()
            .flat_map(|item| &self.interview.cells[item]);
        let said = cells.filter(|cell| !cell.value.is_nothing());
        // `fold`, for the sum of no numbers is -0.
        said.map(|cell| cell.value.number())
            .fold(0.0, |sum, number| sum + number)
    }

    fn count(&self, name: &str) -> usize {
        let order = self.interview.questionnaire.order();
        let item = order.find(name);
        let group = item.map(|item| order.repeat(item).unwrap_or(item));
        let asked = group.filter(|group| self.interview.cells[*group].iter().any(|it| it.is_asked));
        asked.map_or(0, |group| {
            self.interview.times.get(&group).map_or(0, Vec::len)
        })
    }

    fn today(&self) -> Date {
        self.interview.today
    }
}
