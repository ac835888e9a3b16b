//! What must hold for every language of the apps.

use std::collections::BTreeSet;

use client_core::model::{
    AgeBand, Counting, Group, Kind, ReviewState, Role, Sex, Status, Tally, TeamRole, Topic,
};

use crate::texts::{Part, Text, Texts};
use crate::{android, ios, read, root};

fn spoken() -> Vec<Texts> {
    read::all(&root()).unwrap()
}

#[test]
fn every_language_says_the_same_things_with_the_same_gaps() {
    let spoken = spoken();
    let first = &spoken[0].texts;
    for texts in &spoken[1..] {
        let keys = |texts: &Texts| texts.texts.keys().cloned().collect::<BTreeSet<_>>();
        let (said, wanted) = (keys(texts), keys(&spoken[0]));
        let differing: Vec<_> = said.symmetric_difference(&wanted).collect();
        assert!(differing.is_empty(), "{}: {differing:?}", texts.language);
        for (key, text) in &texts.texts {
            let names = |text: &Text| {
                let gaps = text.gaps().into_iter();
                gaps.map(str::to_owned).collect::<BTreeSet<_>>()
            };
            let said = (texts.language, key, names(text));
            assert_eq!(said, (texts.language, key, names(&first[key])));
        }
    }
}

/// The plural categories of a language for whole numbers, and the one for fractions, as CLDR names
/// them.
fn categories(language: &str) -> &'static [&'static str] {
    match language {
        "ro" => &["few", "one", "other"],
        "uk" => &["few", "many", "one", "other"],
        _ => &["one", "other"],
    }
}

#[test]
fn every_number_has_its_form_and_no_other_stands_there() {
    for texts in spoken() {
        for (key, text) in &texts.texts {
            let Text::Plural(forms) = text else { continue };
            let given: Vec<&str> = forms.keys().map(String::as_str).collect();
            assert_eq!(
                given,
                categories(texts.language),
                "{}: {key}",
                texts.language
            );
            for (category, parts) in forms {
                let number = Part::Gap("n".to_owned());
                assert!(
                    parts.contains(&number),
                    "{}: {key}: {category}",
                    texts.language
                );
            }
        }
    }
}

#[test]
fn every_code_of_the_vocabularies_has_a_word() {
    fn keys<T: ToString>(vocabulary: &str, all: &[T]) -> Vec<String> {
        let key = |code: &T| {
            let code = code.to_string().replace('_', "-").replace('+', "-up");
            format!("{vocabulary}-{code}")
        };
        all.iter().map(key).collect()
    }
    let wanted = [
        keys("kind", Kind::ALL),
        keys("status", Status::ALL),
        keys("counting", Counting::ALL),
        keys("sex", Sex::ALL),
        keys("age", AgeBand::ALL),
        keys("group", Group::ALL),
        keys("tally", Tally::ALL),
        keys("topic", Topic::ALL),
        keys("team", TeamRole::ALL),
        keys("review", ReviewState::ALL),
        keys("role", Role::ALL),
    ];
    for texts in spoken() {
        for key in wanted.iter().flatten() {
            assert!(texts.texts.contains_key(key), "{}: {key}", texts.language);
        }
    }
}

#[test]
fn no_text_is_empty_or_left_in_english() {
    let spoken = spoken();
    for texts in &spoken {
        for (key, text) in &texts.texts {
            let said = format!("{text:?}");
            assert!(said.contains("Words"), "{}: {key}", texts.language);
        }
    }
    let sentences = spoken[0].texts.iter().filter(|(_, text)| {
        let Text::Plain(parts) = text else {
            return false;
        };
        matches!(parts.first(), Some(Part::Words(words)) if words.split(' ').count() > 3)
    });
    for (key, text) in sentences.filter(|(key, _)| *key != "helpline-number") {
        for other in &spoken[1..] {
            assert_ne!(&other.texts[key], text, "{}: {key}", other.language);
        }
    }
}

#[test]
fn both_platforms_number_gaps_alike_and_escape_what_they_must() {
    let said = |language, text: &str| Texts {
        language,
        texts: [(
            "two-gaps".to_owned(),
            Text::Plain(vec![
                Part::Gap(text.to_owned()),
                Part::Words(" isn't 100 % <\"b\"> & ".to_owned()),
                Part::Gap(if text == "a" { "b" } else { "a" }.to_owned()),
            ]),
        )]
        .into(),
    };
    let (first, second) = (said("en", "a"), said("ro", "b"));
    let xml = android::strings(&second, &first);
    let line = "<string name=\"two_gaps\">%2$s isn\\'t 100 %% &lt;\\\"b\\\"> &amp; %1$s</string>";
    assert!(xml.contains(line), "{xml}");
    let json = ios::catalogue(&[first, second]);
    assert!(
        json.contains("%2$@ isn't 100 %% <\\\"b\\\"> & %1$@"),
        "{json}"
    );
    assert_eq!(android::file("en"), "values/strings.xml");
    assert_eq!(android::file("uk"), "values-uk/strings.xml");
}

#[test]
fn what_the_system_says_for_the_app_is_there_in_every_language() {
    let spoken = spoken();
    let project = std::fs::read_to_string(root().join("mobile/ios/project.yml")).unwrap();
    let catalogue: serde_json::Value = serde_json::from_str(&ios::info_plist(&spoken)).unwrap();
    for (name, key) in ios::SYSTEM {
        let said = &catalogue["strings"][name]["localizations"];
        for language in crate::LANGUAGES {
            let words = &said[language]["stringUnit"]["value"];
            assert!(words.is_string(), "{language}: {key}");
        }
        // Who builds without the catalogue hears it in English.
        let english = said["en"]["stringUnit"]["value"].as_str().unwrap();
        assert!(project.contains(name), "{name}");
        assert!(project.contains(english), "project.yml: {name}: {english}");
    }
}
