//! A campaign's questions on a phone without signal: which version is asked, what an answer says
//! of it, and that a session keeps the one it was answered under.

use super::*;
use crate::model::Scalar;
use crate::model::catalogue::Entry;
use crate::model::questions::{Form, Item, ItemKind, Questionnaire, Trouble};
use crate::store::catalogue;

fn told(phone: &TestPhone, number: u32, items: Vec<Item>) {
    let form = Form {
        campaign: "does-not-forgive".parse().unwrap(),
        version: format!("spring-{number}"),
        number,
        title: format!("Questions {number}"),
        default_language: "en".to_owned(),
        languages: [("en".to_owned(), "English".to_owned())].into(),
        items,
        choices: [].into(),
    };
    let entry = Entry::Questionnaire(Questionnaire::try_from(form).unwrap());
    let json = serde_json::to_string(&entry).unwrap();
    let put = |tx: &Transaction<'_>| catalogue::put(tx, &entry.key(), 1, Some(&json));
    phone.client.write(|tx, _| Ok(put(tx)?)).unwrap();
}

fn required(name: &str) -> Item {
    Item {
        required: Some("true()".parse().unwrap()),
        ..Item::new(name, ItemKind::Integer)
    }
}

fn asked(phone: &TestPhone, doc: DocId) -> Questions {
    phone.client.questions(doc, "ro").unwrap().unwrap()
}

fn session(phone: &TestPhone) -> DocId {
    let draft = Draft {
        campaign: Some("does-not-forgive".parse().unwrap()),
        ..draft("Grade 9")
    };
    phone.client.plan(&draft).unwrap()
}

#[test]
fn a_session_keeps_the_version_that_it_was_answered_under() {
    let phone = TestPhone::join(&Server::new());
    let (doc, other) = (session(&phone), session(&phone));
    assert_eq!(phone.client.questions(doc, "ro").unwrap(), None);
    told(&phone, 9, vec![required("heard")]);
    assert_eq!(asked(&phone, doc).version, "spring-9");
    phone.client.answer(doc, "heard", Some("12")).unwrap();

    // The later one is the one with the higher number, not with the later name.
    told(&phone, 10, vec![required("asked")]);
    assert_eq!(asked(&phone, doc).version, "spring-9");
    assert_eq!(asked(&phone, doc).shown[0].answer, "12");
    assert_eq!(asked(&phone, other).version, "spring-10");
    let bare = Edit::Answer {
        key: "asked".to_owned(),
        value: Some(Scalar::Int(3)),
    };
    let edited = phone.client.edit(other, &[bare]).unwrap();
    assert_eq!(edited.answered_version().unwrap(), "spring-10");
    assert_eq!(asked(&phone, other).shown[0].answer, "3");
}

#[test]
fn what_must_be_answered_is_said_and_keeps_nobody_from_finishing() {
    let phone = TestPhone::join(&Server::new());
    let doc = session(&phone);
    told(&phone, 1, vec![required("heard")]);
    let open = phone.client.open_questions(doc, "en").unwrap();
    assert_eq!(open[0].trouble, Some(Trouble::Required { message: None }));
    let finished = phone.client.finish(doc).unwrap();
    assert_eq!(finished.status, SessionStatus::Done);
    phone.client.answer(doc, "heard", Some("0")).unwrap();
    assert!(phone.client.open_questions(doc, "en").unwrap().is_empty());
    let refused = phone.client.answer(doc, "heard", Some("many")).unwrap_err();
    assert!(refused.to_string().contains("a whole number"), "{refused}");
}

#[test]
fn a_version_that_the_phone_was_not_told_of_is_said() {
    let phone = TestPhone::join(&Server::new());
    let doc = session(&phone);
    let edit = |key: &str, value: Scalar| Edit::Answer {
        key: key.to_owned(),
        value: Some(value),
    };
    let other = [
        edit("questionnaire", Scalar::Int(7)),
        edit("heard", Scalar::Int(1)),
    ];
    phone.client.edit(doc, &other).unwrap();
    let refused = phone.client.questions(doc, "en").unwrap_err().to_string();
    assert!(
        refused.contains("`7`") && refused.contains("sync"),
        "{refused}"
    );
    // It can be recorded all the same, by the question's name.
    phone
        .client
        .edit(doc, &[edit("asked", Scalar::Int(2))])
        .unwrap();
    assert_eq!(phone.client.session(doc).unwrap().answers.len(), 3);
}

#[test]
fn groups_that_repeat_are_asked_again_under_the_phones_own_replica() {
    let phone = TestPhone::join(&Server::new());
    let doc = session(&phone);
    let inner = Item {
        within: Some("visits".to_owned()),
        ..required("people")
    };
    told(
        &phone,
        1,
        vec![Item::new("visits", ItemKind::Repeat), inner],
    );
    for n in 1..=2 {
        let begin = phone.client.ask_again(doc, "visits").unwrap();
        assert!(begin.ends_with(&format!(".{n}/")), "{begin}");
        phone
            .client
            .answer(doc, &format!("{begin}people"), Some("5"))
            .unwrap();
    }
    assert_eq!(asked(&phone, doc).shown.len(), 3);
    assert!(phone.client.ask_again(doc, "people").is_err());
}
