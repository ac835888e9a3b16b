//! Versions of a campaign's questionnaire: what is new, what was there, what is one too many.

use client_core::limits::QUESTIONNAIRE_VERSIONS_MAX;
use client_core::model::catalogue::Campaign;
use client_core::model::questions::{Form, Item, ItemKind};

use super::*;

fn form(version: &str, question: &str) -> Form {
    Form {
        campaign: "summer".parse().unwrap(),
        version: version.to_owned(),
        number: 0,
        title: "Summer".to_owned(),
        default_language: "en".to_owned(),
        languages: [("en".to_owned(), "English".to_owned())].into(),
        items: vec![Item::new(question, ItemKind::Integer)],
        choices: [].into(),
    }
}

fn with_campaign(tx: &Transaction<'_>) {
    let campaign = Entry::Campaign(Campaign {
        id: "summer".parse().unwrap(),
        title: "Summer".to_owned(),
        from: None,
        to: None,
        targets: [].into(),
    });
    catalogue::put(tx, &campaign).unwrap();
}

fn kept(tx: &Transaction<'_>, version: &str, question: &str) -> (String, bool) {
    let kept = keep_questions(tx, form(version, question), NOW).unwrap();
    (kept.version, kept.is_new)
}

fn named(version: &str, is_new: bool) -> (String, bool) {
    (version.to_owned(), is_new)
}

#[test]
fn a_version_that_says_something_new_comes_behind_the_others_and_none_goes() {
    let folder = tempfile::tempdir().unwrap();
    let done = store(&folder).write(|tx| {
        let lost = keep_questions(tx, form("", "heard"), NOW).unwrap_err();
        assert!(
            lost.to_string().contains("there is no campaign `summer`"),
            "{lost}"
        );
        with_campaign(tx);
        assert_eq!(kept(tx, "", "heard"), named("1", true));
        assert_eq!(kept(tx, "", "heard"), named("1", false));
        assert_eq!(kept(tx, "3", "asked"), named("3", true));
        // The third by number, and `3` is taken.
        assert_eq!(kept(tx, "", "heard"), named("4", true));
        assert_eq!(kept(tx, "3", "asked"), named("3", false));
        let taken = keep_questions(tx, form("3", "heard"), NOW).unwrap_err();
        assert!(
            taken.to_string().contains("`3` is there already"),
            "{taken}"
        );
        let versions = catalogue::questionnaires(tx, &"summer".parse().unwrap())?;
        let versions: Vec<_> = versions
            .iter()
            .map(|it| it.form().version.as_str())
            .collect();
        assert_eq!(versions, ["1", "3", "4"]);
        Ok::<_, StoreError>(())
    });
    done.unwrap();
}

#[test]
fn phones_carry_so_many_versions_and_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let done = store(&folder).write(|tx| {
        with_campaign(tx);
        for number in 1..=QUESTIONNAIRE_VERSIONS_MAX {
            assert!(kept(tx, "", &format!("q{number}")).1);
        }
        let refused = keep_questions(tx, form("", "more"), NOW).unwrap_err();
        assert!(matches!(refused, QuestionsError::TooMany(_)), "{refused}");
        assert!(!kept(tx, "", &format!("q{QUESTIONNAIRE_VERSIONS_MAX}")).1);
        Ok::<_, StoreError>(())
    });
    done.unwrap();
}
