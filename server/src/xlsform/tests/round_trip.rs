//! Any form that can be kept reads back equal once it was written.

use std::collections::{BTreeMap, BTreeSet};

use client_core::model::questions::{Choice, Expression, Item, Wording};
use proptest::prelude::*;

use super::*;

/// What a row is to be; names and groups come when rows are put together.
#[derive(Clone, Debug)]
struct Row {
    kind: usize,
    /// How many of the open groups it stands in.
    depth: usize,
    words: [Wording; 4],
    rules: [Option<usize>; 3],
    is_required: bool,
}

const RULES: [&str; 6] = [
    "${first} = 1",
    "selected(${first}, 'a')  or not( ${first} > 2 )",
    "true()",
    "string-length(${first}) < 10 and today() > '2017-01-01'",
    "if(${first} = '', 1, -${first} div 3)",
    "\"<&>\" != '_x0041_'",
];

fn words() -> impl Strategy<Value = Wording> {
    let text = prop_oneof![
        Just("= 1 + 1".to_owned()),
        Just("<b>&amp; \"x\" _x000D_".to_owned()),
        Just("2017-03-14".to_owned()),
        Just("TRUE".to_owned()),
        "[ăîșțâ0-9a-zA-Z.,;:!?(){}€😀'-][ăîșțâ 0-9a-z\n]{0,30}[a-z0-9]",
    ];
    let language = prop::sample::select(vec!["en", "ro", "uk"]);
    prop::collection::btree_map(language.prop_map(str::to_owned), text, 0..3).prop_map(Wording)
}

fn rows() -> impl Strategy<Value = Row> {
    let rule = || prop::option::of(0..RULES.len());
    (
        0_usize..10,
        0_usize..3,
        [words(), words(), words(), words()],
        [rule(), rule(), rule()],
        any::<bool>(),
    )
        .prop_map(|(kind, depth, words, rules, is_required)| Row {
            kind,
            depth,
            words,
            rules,
            is_required,
        })
}

fn kind(row: &Row, is_in_repeat: bool) -> ItemKind {
    match row.kind {
        0 => ItemKind::Group,
        1 if !is_in_repeat => ItemKind::Repeat,
        2 => ItemKind::SelectOne("list".to_owned()),
        3 => ItemKind::SelectMultiple("list".to_owned()),
        4 => ItemKind::Decimal,
        5 if !is_in_repeat => ItemKind::Text,
        6 => ItemKind::Date,
        7 => ItemKind::Note,
        8 => ItemKind::Calculate,
        _ => ItemKind::Integer,
    }
}

fn form(rows: &[Row], labels: [Wording; 2], languages: BTreeSet<&str>, default: usize) -> Form {
    let named = |rule: usize| -> Expression { RULES[rule].parse().unwrap() };
    let mut items = vec![Item::new("first", ItemKind::Integer)];
    let mut open: Vec<(String, bool)> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        open.truncate(row.depth.min(open.len()));
        let is_in_repeat = open.iter().any(|(_, repeats)| *repeats);
        let kind = kind(row, is_in_repeat);
        let [label, hint, constraint_message, required_message] = row.words.clone();
        let [relevant, constraint, calculation] = row.rules;
        let item = Item {
            within: open.last().map(|(name, _)| name.clone()),
            label,
            hint,
            constraint_message,
            required_message,
            relevant: relevant.map(named),
            constraint: constraint.filter(|_| kind.is_question()).map(named),
            required: (row.is_required && kind.is_question()).then(|| named(relevant.unwrap_or(2))),
            calculation: (kind == ItemKind::Calculate).then(|| named(calculation.unwrap_or(0))),
            ..Item::new(format!("q{at}"), kind.clone())
        };
        if matches!(kind, ItemKind::Group | ItemKind::Repeat) {
            open.push((item.name.clone(), kind == ItemKind::Repeat));
        }
        items.push(item);
    }
    let languages: BTreeMap<_, _> = languages
        .into_iter()
        .chain(["en", "ro", "uk"])
        .map(|code| (code.to_owned(), format!("Limba {code}")))
        .collect();
    let choices = labels.into_iter().enumerate().map(|(at, label)| Choice {
        name: format!("{at}"),
        label,
    });
    Form {
        campaign: "does-not-forgive".parse().unwrap(),
        version: "2017.1".to_owned(),
        number: 3,
        title: "Ce au întrebat?".to_owned(),
        default_language: languages
            .keys()
            .nth(default % languages.len())
            .unwrap()
            .clone(),
        languages,
        items,
        choices: [("list".to_owned(), choices.collect())].into(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None,
        ..ProptestConfig::default() })]
    #[test]
    fn what_is_written_reads_back_equal(
        rows in prop::collection::vec(rows(), 0..12),
        labels in [words(), words()],
        languages in prop::collection::btree_set(prop::sample::select(vec!["bg", "sr-Latn"]), 0..3),
        default in 0_usize..5,
    ) {
        let form = form(&rows, labels, languages, default);
        prop_assert!(Questionnaire::try_from(form.clone()).is_ok());
        prop_assert_eq!(written(&form), form);
    }
}
