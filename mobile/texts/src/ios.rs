//! Apple's string catalogue: every language in one file, read by Xcode 15 and newer.

use serde_json::{Map, Value, json};

use crate::LANGUAGES;
use crate::texts::{NUMBER, Part, Parts, Text, Texts, place};

/// The catalogue of all languages.
pub(crate) fn catalogue(spoken: &[Texts]) -> String {
    let mut strings = Map::new();
    for (key, first) in &spoken[0].texts {
        let gaps = first.gaps();
        let said = spoken.iter().filter_map(|texts| {
            let text = texts.texts.get(key)?;
            Some((texts.language.to_owned(), localization(text, &gaps)))
        });
        let localizations: Map<String, Value> = said.collect();
        let entry = json!({ "extractionState": "manual", "localizations": localizations });
        strings.insert(key.clone(), entry);
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
