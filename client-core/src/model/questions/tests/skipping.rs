//! What is asked agrees with an evaluator that follows each rule again and again from the start,
//! knows no order and keeps nothing.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::forms::{calculate, form, item, relevant, within};
use super::naive::{Tree, Worth, trees};
use crate::model::Scalar;
use crate::model::questions::answers::Answers;
use crate::model::questions::{Interview, Item, ItemKind, Questionnaire, Trouble};

#[derive(Clone, Debug)]
struct Row {
    is_group: bool,
    computes: Option<Tree>,
    rule: Option<Tree>,
    /// How many of the open groups it stands in.
    depth: usize,
    answer: Option<i64>,
    is_required: bool,
}

fn rows() -> impl Strategy<Value = Row> {
    (
        prop::bool::weighted(0.25),
        prop::option::weighted(0.25, trees()),
        prop::option::weighted(0.6, trees()),
        0_usize..4,
        prop::option::of(-1_i64..4),
        any::<bool>(),
    )
        .prop_map(
            |(is_group, computes, rule, depth, answer, is_required)| Row {
                is_group,
                computes: computes.filter(|_| !is_group),
                rule,
                depth,
                answer,
                is_required,
            },
        )
}

/// A form of rows, each with the places of the groups around it. Rules speak of rows before theirs.
struct World<'r> {
    rows: &'r [Row],
    around: Vec<Vec<usize>>,
}

impl<'r> World<'r> {
    fn new(rows: &'r [Row]) -> Self {
        let mut around = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            open.truncate(row.depth.min(open.len()));
            around.push(open.clone());
            if row.is_group {
                open.push(at);
            }
        }
        Self { rows, around }
    }

    /// The row that a rule of `at` means by its n-th question.
    fn meant(&self, at: usize, n: usize) -> Option<usize> {
        let before: Vec<_> = (0..at).filter(|row| !self.rows[*row].is_group).collect();
        (!before.is_empty()).then(|| before[n % before.len()])
    }

    fn written(&self, at: usize, rule: &Tree) -> String {
        rule.written(&|n| {
            self.meant(at, n)
                .map_or("first".to_owned(), |row| format!("q{row}"))
        })
    }

    fn worth(&self, at: usize, rule: &Tree) -> Worth {
        rule.worth(&|n| {
            let meant = self.meant(at, n);
            meant.map_or_else(|| Worth::Text(String::new()), |row| self.answer(row))
        })
    }

    fn is_asked(&self, at: usize) -> bool {
        let holds = |row: usize| {
            let rule = &self.rows[row].rule;
            rule.as_ref()
                .is_none_or(|rule| self.worth(row, rule).truth())
        };
        self.around[at].iter().all(|group| holds(*group)) && holds(at)
    }

    fn answer(&self, at: usize) -> Worth {
        let row = &self.rows[at];
        match (self.is_asked(at), &row.computes, row.answer) {
            (true, Some(rule), _) => self.worth(at, rule),
            (true, None, Some(number)) => Worth::Number(number as f64),
            _ => Worth::Text(String::new()),
        }
    }

    fn items(&self) -> Vec<Item> {
        let items = self.rows.iter().enumerate().map(|(at, row)| {
            let name = format!("q{at}");
            let mut built = match &row.computes {
                _ if row.is_group => item(&name, ItemKind::Group),
                Some(rule) => calculate(&name, &self.written(at, rule)),
                None => Item {
                    required: row.is_required.then(|| "true()".parse().unwrap()),
                    ..item(&name, ItemKind::Integer)
                },
            };
            if let Some(rule) = &row.rule {
                built = relevant(&self.written(at, rule), built);
            }
            match self.around[at].last() {
                Some(group) => within(&format!("q{group}"), built),
                None => built,
            }
        });
        [item("first", ItemKind::Integer)]
            .into_iter()
            .chain(items)
            .collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn what_is_asked_is_what_the_slow_way_says(rows in prop::collection::vec(rows(), 1..9)) {
        let world = World::new(&rows);
        let form = Questionnaire::try_from(form(world.items())).unwrap();
        let answers: BTreeMap<String, Scalar> = rows
            .iter()
            .enumerate()
            .filter(|(_, row)| !row.is_group && row.computes.is_none())
            .filter_map(|(at, row)| Some((format!("q{at}"), Scalar::Int(row.answer?))))
            .collect();
        let texts = BTreeMap::new();
        let given = Answers { answers: &answers, texts: &texts };
        let interview = Interview::of(&form, given, "2017-03-14", &[]);
        let shown = interview.shown("en");
        let found: Vec<_> = shown.iter().map(|shown| shown.name.clone()).collect();
        let mut expected = vec!["first".to_owned()];
        for (at, row) in rows.iter().enumerate() {
            if row.computes.is_none() && world.is_asked(at) {
                expected.push(format!("q{at}"));
            }
        }
        prop_assert_eq!(&found, &expected);
        for shown in shown.iter().skip(1) {
            let at: usize = shown.name[1..].parse().unwrap();
            let row = &rows[at];
            let lacks = !row.is_group && row.is_required && row.answer.is_none();
            let is_lacking = matches!(shown.trouble, Some(Trouble::Required { .. }));
            prop_assert_eq!(is_lacking, lacks);
            if !row.is_group {
                prop_assert_eq!(&shown.answer, &world.answer(at).text());
            }
        }
        let left: Vec<_> = interview.not_asked("en").into_iter().map(|it| it.key).collect();
        let expected: Vec<_> = answers
            .keys()
            .filter(|key| !world.is_asked(key[1..].parse().unwrap()))
            .cloned()
            .collect();
        prop_assert_eq!(left, expected);
    }
}
