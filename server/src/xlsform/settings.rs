//! The sheet `settings`: what the form and its version are called, and its languages.

use std::collections::BTreeMap;

use super::heading::{Headings, Known, Language, UNNAMED, language_of};
use super::problem::Noted;
use super::workbook::Row;

pub(super) const KNOWN: Known = Known {
    plain: &["form_title", "version", "default_language"],
    words: &[],
    aliases: &[("title", "form_title")],
};

/// What the sheet says, with the languages that the other sheets name.
#[derive(Debug)]
pub(super) struct Settings {
    pub(super) title: String,
    /// Empty when the form has none.
    pub(super) version: String,
    pub(super) default_language: String,
    pub(super) languages: BTreeMap<String, String>,
    /// Where they stand, for what is wrong with them.
    pub(super) row: u64,
}

/// Reads the one row of the sheet. `named` are the languages of the headings, in order; `file` is
/// what a form is called that does not say it.
pub(super) fn read(
    rows: &[Row],
    headings: &Headings,
    named: &[Option<&Language>],
    file: &str,
    noted: &mut Noted<'_>,
) -> Settings {
    const FIRST_ROW: u64 = 2;
    let first = rows.first();
    let said = |name| first.map_or("", |row| headings.plain(row, name));
    let row = first.map_or(FIRST_ROW, |row| row.number);
    let mut languages: BTreeMap<String, String> = BTreeMap::new();
    for (code, name) in named.iter().copied().flatten() {
        languages
            .entry(code.clone())
            .or_insert_with(|| name.clone());
    }
    let wanted = said("default_language");
    let by_name = languages.iter().find(|(_, name)| *name == wanted);
    let by_name = by_name.map(|(code, _)| code.clone());
    let default_language = match (wanted, by_name.or_else(|| Some(language_of(wanted)?.0))) {
        ("", _) if named.contains(&None) || languages.is_empty() => UNNAMED.to_owned(),
        ("", _) => {
            let first = named.iter().copied().flatten().next();
            first.map_or_else(|| UNNAMED.to_owned(), |(code, _)| code.clone())
        }
        (UNNAMED, _) => UNNAMED.to_owned(),
        (_, Some(code)) => code,
        (wanted, None) => {
            let known: Vec<_> = languages.values().map(String::as_str).collect();
            let allowed = format!("{}, or a language as `Romanian (ro)`", known.join(", "));
            noted.note(row, "default_language", format!("`{wanted}`"), allowed);
            UNNAMED.to_owned()
        }
    };
    if !languages.contains_key(&default_language) {
        let name = language_of(wanted).filter(|(code, _)| *code == default_language);
        let name = name.map_or_else(|| default_language.clone(), |(_, name)| name);
        languages.insert(default_language.clone(), name);
    }
    let title = said("form_title");
    Settings {
        title: if title.is_empty() { file } else { title }.to_owned(),
        version: said("version").to_owned(),
        default_language,
        languages,
        row,
    }
}
