//! Apple's string catalogue: every language in one file, read by Xcode 15 and newer.

use serde_json::{Map, Value, json};

use crate::LANGUAGES;
use crate::texts::{NUMBER, Part, Parts, Text, Texts, place};

/// What the system says in the app's name, by its key in Info.plist; a type of file by its words
/// there.
pub(crate) const SYSTEM: [(&str, &str); 4] = [
    ("NSCameraUsageDescription", "system-camera"),
    ("NSFaceIDUsageDescription", "system-face"),
    ("NSLocationWhenInUseUsageDescription", "system-location"),
    ("Work handed over with Teren", "system-hand-over"),
];

/// The catalogue of all languages.
pub(crate) fn catalogue(spoken: &[Texts]) -> String {
    written(
        spoken,
        spoken[0]
            .texts
            .keys()
            .map(|key| (key.as_str(), key.as_str())),
    )
}

/// The catalogue of what stands in Info.plist.
pub(crate) fn info_plist(spoken: &[Texts]) -> String {
    written(spoken, SYSTEM.into_iter())
}

/// A catalogue of texts, each under the name by which the system asks for it.
fn written<'a>(spoken: &[Texts], asked: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut strings = Map::new();
    for (name, key) in asked {
        let gaps = spoken[0].texts.get(key).map(Text::gaps).unwrap_or_default();
        let said = spoken.iter().filter_map(|texts| {
            let text = texts.texts.get(key)?;
            Some((texts.language.to_owned(), localization(text, &gaps)))
        });
        let localizations: Map<String, Value> = said.collect();
        let entry = json!({ "extractionState": "manual", "localizations": localizations });
        strings.insert(name.to_owned(), entry);
    }
    let catalogue = json!({
        "sourceLanguage": LANGUAGES[0],
        "strings": strings,
        "version": "1.0",
    });
    format!("{catalogue:#}\n")
}

fn localization(text: &Text, gaps: &[&str]) -> Value {
    match text {
        Text::Plain(parts) => unit(parts, gaps),
        Text::Plural(forms) => {
            let forms = forms.iter();
            let plural: Map<String, Value> = forms
                .map(|(category, parts)| (category.clone(), unit(parts, gaps)))
                .collect();
            json!({ "variations": { "plural": plural } })
        }
    }
}

fn unit(parts: &Parts, gaps: &[&str]) -> Value {
    let said = parts.iter().map(|part| match part {
        Part::Words(words) if gaps.is_empty() => words.clone(),
        Part::Words(words) => words.replace('%', "%%"),
        Part::Gap(name) => {
            let at = place(name, gaps);
            let kind = if name == NUMBER { "lld" } else { "@" };
            format!("%{at}${kind}")
        }
    });
    let value: String = said.collect();
    json!({ "stringUnit": { "state": "translated", "value": value } })
}
