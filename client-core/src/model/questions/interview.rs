//! A questionnaire with the answers of one session: what is asked now, what stands there, what is
//! wrong with it, and what an answer changes.
//!
//! Computed once, in the questionnaire's order: each rule is evaluated once for each time that its
//! question is asked.

mod show;

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::answers::{Answers, Key, Repetition, version_edit};
use super::expression::{Expression, Scope};
use super::form::{Item, ItemKind, Questionnaire};
use super::value::{Value, day_of};
use crate::ids::ReplicaShort;
use crate::limits::CODES_SAID_MAX;
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
        Self::with_begun(questionnaire, session, day, &[])
    }

    /// The same while somebody looks at times of groups that nobody has answered yet, each named
    /// by how its keys begin ([`Self::another`]). What is none of this form is left out.
    pub fn with_begun(
        questionnaire: &'q Questionnaire,
        session: &'q Session,
        day: &str,
        begun: &[String],
    ) -> Self {
        let answers = Answers {
            answers: &session.answers,
            texts: &session.texts,
        };
        Self::of(questionnaire, answers, day, begun)
    }

    pub(super) fn of(
        questionnaire: &'q Questionnaire,
        answers: Answers<'q>,
        day: &str,
        begun: &[String],
    ) -> Self {
        let order = questionnaire.order();
        let mut repetitions = answers.repetitions();
        for (group, time) in begun.iter().filter_map(|begin| Key::parse(begin)?.group) {
            repetitions.entry(group).or_default().insert(time);
        }
        let times = repetitions.into_iter().filter_map(|(name, times)| {
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

    /// The edits by which a question is answered, or its answer taken back when nothing is said.
    /// Choices are named with spaces between. An answer that breaks a rule is taken, and shown with
    /// what is wrong.
    pub fn answer(&self, key: &str, said: Option<&str>) -> Result<Vec<Edit>, FieldProblem> {
        let field = || format!("answers.{key}");
        let item = self.item_at(key).ok_or_else(|| {
            let asked = self.asked().map(|at| self.key(at));
            let names = asked.filter(|key| self.item_at(key).is_some());
            let names: Vec<_> = names.take(CODES_SAID_MAX).collect();
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

    /// The edits that take back everything that was answered at one time of a group, named by how
    /// its keys begin: after them the time is not there.
    pub fn without(&self, begin: &str) -> Result<Vec<Edit>, FieldProblem> {
        let time = Key::parse(begin).filter(|key| key.question.is_empty());
        let group = time.and_then(|key| key.group).ok_or_else(|| {
            let allowed = "how the keys of one time begin, such as `GROUP#REPLICA.N/`";
            FieldProblem::new("answers", format!("`{begin}`"), allowed)
        })?;
        let keys = self.answers.answers.keys();
        let keys = keys.filter(|key| Key::parse(key).and_then(|key| key.group) == Some(group));
        let back = keys.map(|key| Edit::Answer {
            key: key.clone(),
            value: None,
        });
        Ok(back.collect())
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

    /// What is asked: everything in place but what is only computed.
    fn asked(&self) -> impl Iterator<Item = Place> {
        let places = self.places().into_iter();
        places.filter(|at| self.item(*at).kind != ItemKind::Calculate)
    }

    /// What is asked or computed now, in order.
    fn places(&self) -> Vec<Place> {
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
        places.retain(|at| self.cell(*at).is_asked);
        places
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
