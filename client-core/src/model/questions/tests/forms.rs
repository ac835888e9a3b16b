//! What a form may say, and that it reads back as it was written.

use std::collections::BTreeMap;

use proptest::prelude::*;

use crate::limits::{QUESTION_GROUPS_DEEP_MAX, QUESTIONS_MAX};
use crate::model::questions::{Choice, Form, Item, ItemKind, Questionnaire, Spot, Wording};

pub(super) fn wording(english: &str) -> Wording {
    Wording([("en".to_owned(), english.to_owned())].into())
}

pub(super) fn form(items: Vec<Item>) -> Form {
    let choice = |name: &str| Choice {
        name: name.to_owned(),
        label: wording(&format!("It is {name}")),
    };
    Form {
        campaign: "does-not-forgive".parse().unwrap(),
        version: "1".to_owned(),
        number: 1,
        title: "What they asked".to_owned(),
        default_language: "en".to_owned(),
        languages: [("en", "English"), ("ro", "Română")]
            .map(|(code, name)| (code.to_owned(), name.to_owned()))
            .into(),
        items,
        choices: BTreeMap::from([("yes_no".to_owned(), ["yes", "no", "1"].map(choice).into())]),
    }
}

pub(super) fn item(name: &str, kind: ItemKind) -> Item {
    Item::new(name, kind)
}

pub(super) fn within(group: &str, item: Item) -> Item {
    Item {
        within: Some(group.to_owned()),
        ..item
    }
}

pub(super) fn relevant(rule: &str, item: Item) -> Item {
    Item {
        relevant: Some(rule.parse().unwrap()),
        ..item
    }
}

pub(super) fn calculate(name: &str, rule: &str) -> Item {
    Item {
        calculation: Some(rule.parse().unwrap()),
        ..item(name, ItemKind::Calculate)
    }
}

fn problems(items: Vec<Item>) -> Vec<String> {
    let problems = Questionnaire::try_from(form(items)).unwrap_err().0;
    let said = problems.into_iter().map(|problem| match &problem.spot {
        Spot::Item(at) => format!("{at} {problem}"),
        _ => problem.to_string(),
    });
    said.collect()
}

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    let yes_no = || ItemKind::SelectOne("yes_no".to_owned());
    let found = problems(vec![
        item("a b", ItemKind::Integer),
        item("questionnaire", ItemKind::Integer),
        item("twice", ItemKind::Integer),
        item("twice", yes_no()),
        item("which", ItemKind::SelectOne("nowhere".to_owned())),
        relevant("${lost} = 1 or . = 2", item("found", ItemKind::Integer)),
        item("sum", ItemKind::Calculate),
        item("people", ItemKind::Repeat),
        within("people", item("story", ItemKind::Text)),
        within("people", item("age", ItemKind::Integer)),
        within(
            "people",
            relevant("count(${people}) > 1", item("other", ItemKind::Integer)),
        ),
        within("elsewhere", item("lonely", ItemKind::Integer)),
        relevant("${age} > 1", item("outside", ItemKind::Integer)),
        relevant(
            "${people} > 1 and sum(${twice}) > 1",
            item("groups", ItemKind::Note),
        ),
        Item {
            required: Some("true()".parse().unwrap()),
            label: wording("Hello ${nobody}"),
            ..item("note", ItemKind::Note)
        },
    ]);
    let expected = [
        "8 type: found text in a repeat, allowed: integer, decimal",
        "11 type: found in `elsewhere`, allowed: a group that begins before it",
        "0 name: found `a b`, allowed: 1 to 40 of a-z",
        "1 name: found `questionnaire`, allowed: another name",
        "3 name: found `twice`, allowed: a name that no other row has",
        "4 type: found the list `nowhere`, allowed: yes_no",
        "5 relevant: found `${lost}`, allowed: the name of a question",
        "5 relevant: found `.`, allowed: ${question}",
        "6 calculation: found nothing, allowed: what a row",
        "10 relevant: found `${people}`, allowed: sum() and count() outside of groups",
        "12 relevant: found `${age}`, allowed: sum() or count() around it",
        "13 relevant: found `${people}`, allowed: the name of a question",
        "13 relevant: found `${twice}`, allowed: sum() and count() over a group that repeats",
        "14 required: found `true()`, allowed: nothing: nobody answers a note",
        "14 label: found `${nobody}`, allowed: the name of a question",
    ];
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.starts_with(expected), "{found} is not {expected}");
    }
}

#[test]
fn a_circle_is_told_by_the_names_on_it() {
    let found = problems(vec![
        calculate("a", "${b} + 1"),
        calculate("b", "${c} + 1"),
        calculate("c", "${b} + 1"),
    ]);
    assert_eq!(
        found,
        [
            "1 calculation: found a circle: b needs c needs b, allowed: rules that do not lead \
             back to their own question"
        ]
    );
    let asked = relevant("${inner} = 1", item("group", ItemKind::Group));
    let found = problems(vec![
        asked,
        within("group", item("inner", ItemKind::Integer)),
    ]);
    assert!(
        found[0].contains("group needs inner needs group"),
        "{found:?}"
    );
    let found = problems(vec![relevant("${q} = 1", item("q", ItemKind::Integer))]);
    assert!(found[0].contains("q needs q"), "{found:?}");
    // A constraint judges and changes nothing.
    let judged = Item {
        constraint: Some("${a} > 1".parse().unwrap()),
        ..item("a", ItemKind::Integer)
    };
    assert!(Questionnaire::try_from(form(vec![judged])).is_ok());
}

#[test]
fn a_form_has_its_bounds() {
    assert!(problems(vec![])[0].starts_with("survey: found 0 rows, allowed: 1 to"));
    let row = |n: usize| item(&format!("q{n}"), ItemKind::Integer);
    let found = problems((0..=QUESTIONS_MAX).map(row).collect());
    assert_eq!(found.len(), 1, "{found:?}");
    let group = |n: usize| {
        let group = item(&format!("g{n}"), ItemKind::Group);
        if n == 0 {
            group
        } else {
            within(&format!("g{}", n - 1), group)
        }
    };
    let deep = |depth: usize| (0..depth).map(group).collect::<Vec<_>>();
    assert!(Questionnaire::try_from(form(deep(QUESTION_GROUPS_DEEP_MAX))).is_ok());
    assert!(problems(deep(QUESTION_GROUPS_DEEP_MAX + 1))[0].contains("a depth of"));
    let long = Item {
        label: wording(&"a".repeat(2_000)),
        ..item("q", ItemKind::Note)
    };
    let many = (0..100)
        .map(|n| Item {
            name: format!("q{n}"),
            ..long.clone()
        })
        .collect();
    assert!(problems(many)[0].contains("bytes of names and words"));
}

#[test]
fn a_form_that_was_altered_on_its_way_is_not_read() {
    let good = Questionnaire::try_from(form(vec![calculate("a", "1 + 1")])).unwrap();
    let json = serde_json::to_string(&good).unwrap();
    assert_eq!(serde_json::from_str::<Questionnaire>(&json).unwrap(), good);
    for (from, to) in [("1 + 1", "1 +"), ("1 + 1", "${a}"), ("calculate", "call")] {
        let altered = json.replace(from, to);
        assert!(
            serde_json::from_str::<Questionnaire>(&altered).is_err(),
            "{altered}"
        );
    }
}

/// What phones were told stays readable for ever.
#[test]
fn a_form_as_it_was_first_told_is_read() {
    let told = r#"{"campaign":"spring","version":"2","number":2,"title":"Survey",
        "default_language":"en","languages":{"en":"English","ro":"Română"},
        "items":[
            {"name":"class","kind":"repeat","label":{"en":"Class"}},
            {"name":"grade","kind":{"select_one":"grade"},"within":"class",
             "label":{"en":"Grade","ro":"Clasa"},"hint":{"en":"Of most of them"},
             "required":"true()","required_message":{"en":"Which?"}},
            {"name":"pupils","kind":"integer","within":"class","relevant":"${grade} = '9'",
             "constraint":". > 0","constraint_message":{"en":"More"}},
            {"name":"all","kind":"calculate","calculation":"sum(${pupils})"},
            {"name":"story","kind":"text"},{"name":"day","kind":"date"},
            {"name":"hours","kind":"decimal"},{"name":"note","kind":"note"},
            {"name":"about","kind":"group"},
            {"name":"fears","kind":{"select_multiple":"grade"},"within":"about"}],
        "choices":{"grade":[{"name":"9","label":{"en":"9th"}},{"name":"10"}]}}"#;
    let read: Questionnaire = serde_json::from_str(told).unwrap();
    let again = serde_json::to_value(&read).unwrap();
    assert_eq!(
        again,
        serde_json::from_str::<serde_json::Value>(told).unwrap()
    );
}

fn items() -> impl Strategy<Value = Item> {
    let kinds = prop_oneof![
        Just(ItemKind::Integer),
        Just(ItemKind::Text),
        Just(ItemKind::Note),
        Just(ItemKind::SelectMultiple("yes_no".to_owned())),
    ];
    let words = prop::collection::btree_map(
        prop::sample::select(vec!["en".to_owned(), "ro".to_owned()]),
        "[^$]{0,12}",
        0..3,
    );
    let rule = prop::option::of(super::naive::trees());
    (
        "[a-z_][a-zA-Z0-9_.-]{0,6}",
        kinds,
        words.clone(),
        words,
        rule,
    )
        .prop_map(|(name, kind, label, hint, rule)| Item {
            label: Wording(label),
            hint: Wording(hint),
            relevant: rule.map(|rule| {
                let written = rule.written(&|_| "first".to_owned());
                written.parse().unwrap()
            }),
            ..item(&name, kind)
        })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn a_form_reads_back_as_it_was_written(items in prop::collection::vec(items(), 0..8)) {
        let first = item("first", ItemKind::Integer);
        let form = form([first].into_iter().chain(items).collect());
        let json = serde_json::to_string(&form).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Form>(&json).unwrap(), &form);
        // Drawn names may be alike; the rest is right.
        if let Ok(checked) = Questionnaire::try_from(form) {
            let json = serde_json::to_string(&checked).unwrap();
            prop_assert_eq!(serde_json::from_str::<Questionnaire>(&json).unwrap(), checked);
        }
    }
}
