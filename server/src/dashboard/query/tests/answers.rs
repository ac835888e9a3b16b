//! Answers on a session's page: under the labels of the version that was answered, in the reader's
//! language.

use client_core::model::catalogue::Entry;
use client_core::model::questions::{Choice, Form, Item, ItemKind, Questionnaire, Wording};
use client_core::model::{Edit, Register, Scalar};

use super::super::{asked, session};
use super::world::recorded;
use super::{World, seat_of};
use crate::dashboard::model::session as page;
use crate::dashboard::model::session::Standing;
use crate::dashboard::query::Seat;
use crate::i18n::choose;
use crate::projection::Opened;
use crate::store::catalogue;
use crate::store::read::Scope;

fn words(english: &str, romanian: &str) -> Wording {
    let said = [("en", english), ("ro", romanian)];
    let said = said.into_iter().filter(|(_, words)| !words.is_empty());
    Wording(
        said.map(|(code, words)| (code.to_owned(), words.to_owned()))
            .collect(),
    )
}

fn questionnaire() -> Questionnaire {
    let asked = |name: &str, kind, label| Item {
        label,
        ..Item::new(name, kind)
    };
    let yes_no = || ItemKind::SelectOne("yes_no".to_owned());
    let form = Form {
        campaign: "spring".parse().unwrap(),
        version: "2".to_owned(),
        number: 2,
        title: "School survey".to_owned(),
        default_language: "en".to_owned(),
        languages: [("en", "English"), ("ro", "Română")]
            .map(|(code, name)| (code.to_owned(), name.to_owned()))
            .into(),
        items: vec![
            asked(
                "heard",
                yes_no(),
                words("Had they heard of it?", "Auziseră de ea?"),
            ),
            Item {
                relevant: Some("${heard} = 'yes'".parse().unwrap()),
                ..asked("many", ItemKind::Integer, words("How many?", ""))
            },
            Item {
                required: Some("true()".parse().unwrap()),
                ..asked("hours", ItemKind::Decimal, words("Hours", "Ore"))
            },
        ],
        choices: [(
            "yes_no".to_owned(),
            [("yes", "Da"), ("no", "Nu")]
                .map(|(name, label)| Choice {
                    name: name.to_owned(),
                    label: words("", label),
                })
                .into(),
        )]
        .into(),
    };
    form.try_into().unwrap()
}

fn answer(key: &str, value: Scalar) -> Edit {
    Edit::Answer {
        key: key.to_owned(),
        value: Some(value),
    }
}

/// Ana and Ion disagree on the first question.
fn answered() -> Opened {
    let text = |text: &str| Scalar::Text(text.to_owned());
    let begun = vec![
        Edit::text(Register::Campaign, "spring"),
        answer("questionnaire", text("2")),
        answer("many", Scalar::Int(1_200)),
    ];
    let said = |said: &str| vec![answer("heard", text(said))];
    recorded(
        "suceava",
        &[("ana", begun), ("ana", said("no")), ("ion", said("yes"))],
    )
}

fn shown(language: &str, asked: Option<&Questionnaire>) -> page::Session {
    let world = World::new([]);
    let seat = Seat {
        texts: choose(Some(language), None),
        ..seat_of(&world, &Scope::All)
    };
    session(&seat, &answered(), asked)
}

#[test]
fn answers_stand_under_the_labels_of_the_version_answered() {
    let asked = questionnaire();
    let page = shown("ro", Some(&asked));
    assert_eq!(page.answers.version, "2");
    let heard = &page.answers.answers[0];
    assert_eq!(heard.question, "Auziseră de ea?");
    // Which of the two is shown is decided alike everywhere; the question after it follows it.
    let said_yes = heard.value == "Da";
    assert!(said_yes || heard.value == "Nu", "{}", heard.value);
    let many = page
        .answers
        .answers
        .iter()
        .find(|it| it.question == "How many?");
    let is_asked = matches!(many.unwrap().standing, Standing::Good);
    assert_eq!(is_asked, said_yes);
    let hours = page.answers.answers.iter().find(|it| it.question == "Ore");
    assert!(matches!(hours.unwrap().standing, Standing::Missing));

    let [conflict] = page.conflicts.as_slice() else {
        panic!("one question was answered differently")
    };
    assert_eq!(conflict.name, "Auziseră de ea?");
}

#[test]
fn answers_to_what_nobody_knows_stand_under_their_names() {
    let page = shown("en", None);
    assert_eq!(page.answers.version, "");
    let found = page.answers.answers.iter();
    let found: Vec<_> = found
        .map(|it| (it.question.as_str(), it.value.as_str()))
        .collect();
    assert!(found.contains(&("many", "1,200")), "{found:?}");
    assert_eq!(found.len(), 3);
}

#[test]
fn the_version_is_the_one_that_the_session_says() {
    let world = World::new([]);
    let opened = answered();
    let of_world = || world.store.read(|c| asked(c, &opened.session)).unwrap();
    assert_eq!(of_world(), None);
    let one = questionnaire();
    let later = Form {
        version: "3".to_owned(),
        number: 3,
        ..one.form().clone()
    };
    let later = Questionnaire::try_from(later).unwrap();
    let put = |entry: Questionnaire| {
        let entry = Entry::Questionnaire(entry);
        world.store.write(|tx| catalogue::put(tx, &entry)).unwrap();
    };
    put(later);
    assert_eq!(of_world(), None);
    put(one.clone());
    assert_eq!(of_world(), Some(one));
}
