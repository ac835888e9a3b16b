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
    phone.client.questions(doc, "ro", &[]).unwrap().unwrap()
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
    assert_eq!(phone.client.questions(doc, "ro", &[]).unwrap(), None);
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
    let refused = phone
        .client
        .questions(doc, "en", &[])
        .unwrap_err()
        .to_string();
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
    let offer = |phone: &TestPhone| {
        let again = asked(phone, doc).again.remove(0);
        (again.group, again.times, again.after)
    };
    assert_eq!(offer(&phone), ("visits".to_owned(), 0, 1));
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
    assert_eq!(offer(&phone), ("visits".to_owned(), 2, 3));
}

#[test]
fn one_time_of_a_group_is_begun_on_a_screen_and_taken_back_again() {
    let phone = TestPhone::join(&Server::new());
    let doc = session(&phone);
    let within = |name: &str, kind| Item {
        within: Some("visits".to_owned()),
        ..Item::new(name, kind)
    };
    let items = vec![
        Item::new("visits", ItemKind::Repeat),
        within("people", ItemKind::Integer),
        within("where", ItemKind::Integer),
        Item::new("end", ItemKind::Integer),
    ];
    told(&phone, 1, items);
    let begin = phone.client.ask_again(doc, "visits").unwrap();
    let foreign = "class#0101010101010101.1/".to_owned();
    let seen = |begun: &[String]| {
        let questions = phone.client.questions(doc, "en", begun).unwrap().unwrap();
        let shown = questions.shown.iter().map(|it| it.name.clone());
        (
            shown.collect::<Vec<_>>().join(" "),
            questions.again[0].after,
        )
    };
    assert_eq!(seen(&[]), ("visits end".to_owned(), 1));
    let begun = seen(&[begin.clone(), foreign]);
    assert_eq!(begun, ("visits people where end".to_owned(), 3));
    for (name, said) in [("people", "5"), ("where", "2")] {
        let key = format!("{begin}{name}");
        phone.client.answer(doc, &key, Some(said)).unwrap();
    }
    assert_eq!(seen(&[]), ("visits people where end".to_owned(), 3));
    assert!(phone.client.unask(doc, "visits").is_err());
    phone.client.unask(doc, &begin).unwrap();
    assert_eq!(seen(&[]), ("visits end".to_owned(), 1));
    assert!(
        phone.client.unask(doc, &begin).is_ok(),
        "it is gone already"
    );
}
