//! What lies within what, and the order in which a questionnaire is computed: whatever something
//! depends on comes before it.

use std::collections::BTreeMap;

use super::expression::{Expression, Mention};
use super::form::{Form, FormProblem, ItemKind, Spot};
use crate::limits::QUESTION_GROUPS_DEEP_MAX;

/// The order. Items are named by their place in the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Order {
    names: BTreeMap<String, usize>,
    /// The group that each stands in.
    parents: Vec<Option<usize>>,
    /// The group that repeats in which each stands.
    repeats: Vec<Option<usize>>,
    computed: Vec<usize>,
}

impl Order {
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.names.get(name).copied()
    }

    pub(super) fn parent(&self, item: usize) -> Option<usize> {
        self.parents[item]
    }

    pub(super) fn repeat(&self, item: usize) -> Option<usize> {
        self.repeats[item]
    }

    /// How many groups it stands in.
    pub(super) fn depth(&self, item: usize) -> usize {
        std::iter::successors(self.parents[item], |group| self.parents[*group]).count()
    }

    pub(super) fn computed(&self) -> &[usize] {
        &self.computed
    }

    /// What lies within what. Of two items with one name the first has it.
    pub(super) fn nested(form: &Form, problems: &mut Vec<FormProblem>) -> Self {
        let mut order = Self::default();
        let mut open: Vec<usize> = Vec::new();
        for (at, item) in form.items.iter().enumerate() {
            let mut problem = |column, found: String, allowed: String| {
                problems.push(FormProblem {
                    spot: Spot::Item(at),
                    column,
                    found,
                    allowed,
                });
            };
            let within = item.within.as_deref();
            while open.last().map(|group| form.items[*group].name.as_str()) != within {
                if open.pop().is_none() {
                    let allowed = "a group that begins before it and was not ended";
                    problem(
                        "type",
                        format!("in `{}`", within.unwrap_or("")),
                        allowed.to_owned(),
                    );
                    break;
                }
            }
            let repeat = open.iter().copied();
            let repeat = repeat
                .rev()
                .find(|group| form.items[*group].kind == ItemKind::Repeat);
            order.parents.push(open.last().copied());
            order.repeats.push(repeat);
            order.names.entry(item.name.clone()).or_insert(at);
            match &item.kind {
                ItemKind::Repeat if repeat.is_some() => {
                    let allowed = "a group that repeats stands in none that does";
                    problem("type", "begin_repeat".to_owned(), allowed.to_owned());
                }
                ItemKind::Text if repeat.is_some() => {
                    let allowed = "integer, decimal, date, select_one or select_multiple: free \
                                   text is kept apart and once a session";
                    problem("type", "text in a repeat".to_owned(), allowed.to_owned());
                }
                _ => {}
            }
            if matches!(item.kind, ItemKind::Group | ItemKind::Repeat) {
                open.push(at);
                if open.len() > QUESTION_GROUPS_DEEP_MAX {
                    let allowed = format!("groups to a depth of {QUESTION_GROUPS_DEEP_MAX}");
                    problem("type", format!("a depth of {}", open.len()), allowed);
                }
            }
        }
        order
    }

    /// Puts everything behind what it depends on. A circle is a problem, told by its names.
    pub(super) fn sorted(mut self, form: &Form, problems: &mut Vec<FormProblem>) -> Self {
        let mut walk = Walk {
            form,
            order: &self,
            states: vec![State::New; form.items.len()],
            path: Vec::new(),
            computed: Vec::new(),
            problems,
        };
        (0..form.items.len()).for_each(|item| walk.visit(item));
        self.computed = walk.computed;
        self
    }

    /// What must be known before an item can be.
    fn needs(&self, form: &Form, item: usize) -> Vec<usize> {
        let rules = [&form.items[item].relevant, &form.items[item].calculation];
        let mentions = rules.into_iter().flatten().flat_map(Expression::mentions);
        let needed = mentions.filter_map(|mention| match mention {
            Mention::Answer(name) | Mention::All(name) => self.find(name),
            Mention::Itself => None,
        });
        // Whether it is asked depends on its group, and of the group on that one's.
        needed
            .flat_map(|needed| [Some(needed), self.repeat(needed)])
            .chain([self.parent(item)])
            .flatten()
            .collect()
    }
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    Open,
    Done,
}

struct Walk<'w> {
    form: &'w Form,
    order: &'w Order,
    states: Vec<State>,
    path: Vec<usize>,
    computed: Vec<usize>,
    problems: &'w mut Vec<FormProblem>,
}

impl Walk<'_> {
    fn visit(&mut self, item: usize) {
        match self.states[item] {
            State::Done => {}
            State::Open => self.circle(item),
            State::New => {
                self.states[item] = State::Open;
                self.path.push(item);
                for needed in self.order.needs(self.form, item) {
                    self.visit(needed);
                }
                self.path.pop();
                self.states[item] = State::Done;
                self.computed.push(item);
            }
        }
    }

    fn circle(&mut self, item: usize) {
        let begins = self.path.iter().position(|on| *on == item).unwrap_or(0);
        let circle = self.path[begins..].iter().chain([&item]);
        let names: Vec<_> = circle
            .map(|on| self.form.items[*on].name.as_str())
            .collect();
        let column = match self.form.items[item].calculation {
            Some(_) => "calculation",
            None => "relevant",
        };
        self.problems.push(FormProblem {
            spot: Spot::Item(item),
            column,
            found: format!("a circle: {}", names.join(" needs ")),
            allowed: "rules that do not lead back to their own question".to_owned(),
        });
    }
}
