//! Android's `strings.xml`. Gaps are numbered in the order of the first language, so that code
//! fills them the same way in each.

use std::fmt::Write;

use crate::LANGUAGES;
use crate::texts::{NUMBER, Part, Parts, Text, Texts, place};

/// Where the texts of a language lie below the folder of resources.
pub(crate) fn file(language: &str) -> String {
    if language == LANGUAGES[0] {
        "values/strings.xml".to_owned()
    } else {
        format!("values-{language}/strings.xml")
    }
}

/// The texts of one language, with gaps in the order of `first`.
pub(crate) fn strings(texts: &Texts, first: &Texts) -> String {
    let mut xml = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <!-- Written by mobile/texts from mobile/locales: edit those. -->\n<resources>\n"
        .to_owned();
    for (key, text) in &texts.texts {
        let gaps = first.texts.get(key).map(Text::gaps).unwrap_or_default();
        let name = key.replace('-', "_");
        let written = match text {
            Text::Plain(parts) => {
                let words = words(parts, &gaps);
                writeln!(xml, "    <string name=\"{name}\">{words}</string>")
            }
            Text::Plural(forms) => {
                let items: String = forms
                    .iter()
                    .map(|(category, parts)| {
                        let words = words(parts, &gaps);
                        format!("        <item quantity=\"{category}\">{words}</item>\n")
                    })
                    .collect();
                writeln!(xml, "    <plurals name=\"{name}\">\n{items}    </plurals>")
            }
        };
        written.expect("a String takes everything");
    }
    xml + "</resources>\n"
}

fn words(parts: &Parts, gaps: &[&str]) -> String {
    let said = parts.iter().map(|part| match part {
        Part::Words(words) => escaped(words, !gaps.is_empty()),
        Part::Gap(name) => {
            let at = place(name, gaps);
            let kind = if name == NUMBER { 'd' } else { 's' };
            format!("%{at}${kind}")
        }
    });
    said.collect()
}

/// As Android reads it: XML, and backslashes before quotation marks. Where gaps are filled a
/// percent sign stands twice.
fn escaped(words: &str, has_gaps: bool) -> String {
    let words = words
        .replace('\\', "\\\\")
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('\'', "\\'")
        .replace('"', "\\\"")
        .replace('\n', "\\n");
    if has_gaps {
        words.replace('%', "%%")
    } else {
        words
    }
}
