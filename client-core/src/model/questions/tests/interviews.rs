//! One session's questions: answering, what is wrong, what is no longer asked, groups that repeat.

use std::collections::BTreeMap;

use super::forms::{calculate, form, item, relevant, within, wording};
use crate::ids::ReplicaShort;
use crate::model::questions::answers::Answers;
use crate::model::questions::{Interview, Item, ItemKind, Questionnaire, Shown, Trouble};
use crate::model::{Edit, Scalar};

/// What was answered, with edits entered as a session does.
#[derive(Default)]
struct Kept {
    answers: BTreeMap<String, Scalar>,
    texts: BTreeMap<String, String>,
}

impl Kept {
    fn interview<'q>(&'q self, form: &'q Questionnaire) -> Interview<'q> {
        let answers = Answers {
            answers: &self.answers,
            texts: &self.texts,
        };
        Interview::of(form, answers, "2017-03-14", &[])
    }

    fn enter(&mut self, edits: Vec<Edit>) {
        for edit in edits {
            match edit {
                Edit::Answer {
                    key,
                    value: Some(value),
                } => drop(self.answers.insert(key, value)),
                Edit::Answer { key, value: None } => drop(self.answers.remove(&key)),
                Edit::Text {
                    question,
                    value: Some(text),
                } => {
                    self.texts.insert(question, text);
                }
                Edit::Text {
                    question,
                    value: None,
                } => drop(self.texts.remove(&question)),
                other => panic!("{other:?} is no answer"),
            }
        }
    }

    fn answer(&mut self, form: &Questionnaire, key: &str, said: &str) {
        let edits = self.interview(form).answer(key, Some(said)).unwrap();
        self.enter(edits);
    }

    fn shown(&self, form: &Questionnaire, key: &str) -> Option<Shown> {
        let mut shown = self.interview(form).shown("ro").into_iter();
        shown.find(|shown| shown.key == key)
    }
}

fn field_form() -> Questionnaire {
    let heard = Item {
        label: wording("Had they heard of the helpline?"),
        required: Some("true()".parse().unwrap()),
        required_message: wording("Ask whether they had heard of it."),
        ..item("heard", ItemKind::SelectOne("yes_no".to_owned()))
    };
    let mut label = wording("What do they fear?");
    label.0.insert("ro".to_owned(), "De ce se tem?".to_owned());
    let fears = Item {
        label,
        constraint: Some(
            "not(selected(., 'no') and count-selected(.) > 1)"
                .parse()
                .unwrap(),
        ),
        constraint_message: wording("Nothing, or something, and not both."),
        ..item("fears", ItemKind::SelectMultiple("yes_no".to_owned()))
    };
    let abroad = Item {
        constraint: Some(". <= today()".parse().unwrap()),
        ..item("abroad", ItemKind::Date)
    };
    Questionnaire::try_from(form(vec![
        heard,
        relevant("${heard} = 'yes'", item("about", ItemKind::Group)),
        within("about", fears),
        within("about", item("why", ItemKind::Text)),
        abroad,
        item("hours", ItemKind::Decimal),
        item("visits", ItemKind::Repeat),
        within("visits", item("people", ItemKind::Integer)),
        within(
            "visits",
            relevant("${people} > 20", item("large", ItemKind::Integer)),
        ),
        calculate("total", "sum(${people})"),
        Item {
            label: wording("${total} people in ${count} visits"),
            ..item("sum", ItemKind::Note)
        },
        calculate("count", "count(${visits})"),
    ]))
    .unwrap()
}

#[test]
fn the_first_answer_says_which_version_it_answers() {
    let form = field_form();
    let mut kept = Kept::default();
    kept.answer(&form, "heard", "yes");
    assert_eq!(kept.answers["questionnaire"], Scalar::Text("1".to_owned()));
    assert_eq!(kept.answers["heard"], Scalar::Text("yes".to_owned()));
    assert!(
        kept.interview(&form)
            .answer("heard", Some("yes"))
            .unwrap()
            .is_empty()
    );
    let edits = kept.interview(&form).answer("heard", None).unwrap();
    assert_eq!(
        edits,
        [Edit::Answer {
            key: "heard".to_owned(),
            value: None
        }]
    );
    kept.enter(edits);
    let heard = kept.shown(&form, "heard").unwrap();
    let message = Some("Ask whether they had heard of it.".to_owned());
    assert_eq!(heard.trouble, Some(Trouble::Required { message }));
}

#[test]
fn each_choice_is_a_register_of_its_own() {
    let form = field_form();
    let mut kept = Kept::default();
    kept.answer(&form, "heard", "yes");
    kept.answer(&form, "fears", "yes 1");
    assert_eq!(kept.answers["fears/yes"], Scalar::Bool(true));
    let edits = kept
        .interview(&form)
        .answer("fears", Some("yes no"))
        .unwrap();
    let keys = edits.iter().map(|edit| match edit {
        Edit::Answer { key, value } => (key.as_str(), value.is_some()),
        other => panic!("{other:?}"),
    });
    let keys: Vec<_> = keys.collect();
    assert_eq!(keys, [("fears/1", false), ("fears/no", true)]);
    kept.enter(edits);
    let shown = kept.shown(&form, "fears").unwrap();
    assert_eq!(
        (shown.label.as_str(), shown.answer.as_str()),
        ("De ce se tem?", "yes no")
    );
    assert_eq!(shown.words, "It is yes, It is no");
    assert_eq!(shown.depth, 1);
    assert!(
        matches!(&shown.trouble, Some(Trouble::Constraint { message: Some(message), .. })
        if message.starts_with("Nothing, or"))
    );
}

#[test]
fn what_is_no_longer_asked_stays_and_is_named() {
    let form = field_form();
    let mut kept = Kept::default();
    kept.answer(&form, "heard", "yes");
    kept.answer(&form, "fears", "1");
    kept.answer(&form, "why", "They asked about Italy");
    kept.answer(&form, "heard", "no");
    assert_eq!(kept.shown(&form, "fears"), None);
    let left = kept.interview(&form).not_asked("ro");
    let left: Vec<_> = left
        .iter()
        .map(|it| (&*it.key, &*it.label, &*it.words))
        .collect();
    assert_eq!(
        left,
        [
            ("fears/1", "De ce se tem?", "It is 1"),
            ("why", "why", "They asked about Italy")
        ]
    );
    kept.answer(&form, "heard", "yes");
    assert_eq!(kept.shown(&form, "fears").unwrap().answer, "1");
    kept.answers.insert("gone".to_owned(), Scalar::Int(4));
    assert_eq!(kept.interview(&form).not_asked("en")[0].key, "gone");
}

#[test]
fn groups_that_repeat_are_asked_as_often_as_they_were_answered() {
    let form = field_form();
    let mut kept = Kept::default();
    let (ana, ion) = (ReplicaShort([1; 8]), ReplicaShort([2; 8]));
    for (who, people) in [(ion, "12"), (ana, "30"), (ana, "5")] {
        let begin = kept.interview(&form).another("visits", who).unwrap();
        kept.answer(&form, &format!("{begin}people"), people);
    }
    let shown = kept.interview(&form).shown("en");
    let visits: Vec<_> = shown
        .iter()
        .filter(|shown| shown.repetition.is_some())
        .collect();
    let visits: Vec<_> = visits
        .iter()
        .map(|it| (it.name.as_str(), it.repetition.unwrap(), it.answer.as_str()))
        .collect();
    assert_eq!(
        visits,
        [
            ("people", 1, "30"),
            ("large", 1, ""),
            ("people", 2, "12"),
            ("people", 3, "5")
        ]
    );
    let note = shown.iter().find(|shown| shown.name == "sum").unwrap();
    assert_eq!(note.label, "47 people in 3 visits");
    assert_eq!(kept.interview(&form).another("about", ana), None);
}

#[test]
fn what_cannot_be_an_answer_is_refused_with_what_can() {
    let form = field_form();
    let kept = Kept::default();
    for (key, said, allowed) in [
        ("heard", "maybe", "one of 1, no, yes"),
        ("fears", "no maybe", "any of 1, no, yes"),
        ("abroad", "14.03.2017", "a day such as 2017-03-14"),
        ("hours", "two", "a number such as 12.5"),
        ("hours", "1e9", "a number such as 12.5"),
        ("visits#0101010101010101.1/people", "2.5", "a whole number"),
        ("sum", "1", "heard"),
        ("people", "1", "heard"),
        ("visits#01.1/people", "1", "heard"),
        ("fears/no", "1", "heard"),
        ("nothing", "1", "heard"),
    ] {
        let problem = kept.interview(&form).answer(key, Some(said)).unwrap_err();
        assert!(problem.allowed.contains(allowed), "{key}: {problem}");
        assert_eq!(problem.field, format!("answers.{key}"));
    }
}

#[test]
fn answers_are_taken_though_they_break_a_rule_and_read_however_they_were_kept() {
    let form = field_form();
    let mut kept = Kept::default();
    kept.answer(&form, "abroad", "2017-03-15");
    let shown = kept.shown(&form, "abroad").unwrap();
    assert!(
        matches!(&shown.trouble, Some(Trouble::Constraint { message: None, rule })
        if rule == ". <= today()")
    );
    kept.answer(&form, "hours", "1,50");
    assert_eq!(kept.answers["hours"], Scalar::Text("1.5".to_owned()));
    // A command line took the name of a choice for a number.
    kept.answers.insert("heard".to_owned(), Scalar::Int(1));
    assert_eq!(kept.shown(&form, "heard").unwrap().words, "It is 1");
    kept.answers.insert("heard".to_owned(), Scalar::Bool(true));
    let shown = kept.shown(&form, "heard").unwrap();
    assert_eq!(shown.answer, "true");
    assert!(matches!(&shown.trouble, Some(Trouble::Unfit { allowed }) if allowed.contains("yes")));
}
