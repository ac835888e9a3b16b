//! What the columns of a sheet are: one value, or words in a language.

use std::collections::BTreeMap;

use client_core::model::questions::Wording;

use super::problem::Noted;
use super::workbook::Row;

/// The columns that a sheet may have.
pub(super) struct Known {
    /// With one value.
    pub(super) plain: &'static [&'static str],
    /// With words, in a column for each language.
    pub(super) words: &'static [&'static str],
    /// Other spellings of either.
    pub(super) aliases: &'static [(&'static str, &'static str)],
}

/// A language as a heading says it: its code and its name.
pub(super) type Language = (String, String);

/// A column that is read.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Column {
    Plain(&'static str),
    /// In the form's default language where none is said.
    Words(&'static str, Option<Language>),
}

/// The columns of one sheet.
#[derive(Debug, Default)]
pub(super) struct Headings {
    columns: BTreeMap<u32, Column>,
    /// What is not read.
    pub(super) ignored: Vec<String>,
}

/// The language of words without one, where a form names none.
pub(super) const UNNAMED: &str = "default";

impl Headings {
    pub(super) fn of(row: Option<&Row>, known: &Known, noted: &mut Noted<'_>) -> Self {
        let mut headings = Self::default();
        let Some(row) = row else {
            return headings;
        };
        for (at, heading) in &row.cells {
            match column(heading, known) {
                None => headings.ignored.push(heading.clone()),
                Some(Err(found)) => {
                    let allowed = "a language with its code, as in `label::English (en)`";
                    noted.note(row.number, heading, found, allowed);
                }
                Some(Ok(column)) if headings.columns.values().any(|it| *it == column) => {
                    noted.note(row.number, heading, "the column twice", "one of them");
                }
                Some(Ok(column)) => drop(headings.columns.insert(*at, column)),
            }
        }
        headings
    }

    /// The languages that are named, in the order of the columns; none for words without one.
    pub(super) fn languages(&self) -> impl Iterator<Item = Option<&Language>> {
        self.columns.values().filter_map(|column| match column {
            Column::Words(_, language) => Some(language.as_ref()),
            Column::Plain(_) => None,
        })
    }

    /// What a row says in a column with one value; nothing when it says nothing.
    pub(super) fn plain<'r>(&self, row: &'r Row, name: &str) -> &'r str {
        let at = self.columns.iter().find(|(_, column)| match column {
            Column::Plain(plain) => *plain == name,
            Column::Words(..) => false,
        });
        at.and_then(|(at, _)| row.cells.get(at))
            .map_or("", String::as_str)
    }

    /// What a row says in the columns with words.
    pub(super) fn words(&self, row: &Row, name: &str, default: &str) -> Wording {
        let columns = self.columns.iter().filter_map(|(at, column)| match column {
            Column::Words(words, language) if *words == name => {
                let code = language.as_ref().map_or(default, |(code, _)| code);
                Some((code.to_owned(), row.cells.get(at)?.clone()))
            }
            _ => None,
        });
        Wording(columns.collect())
    }
}

/// None for a column that is not read; an error for a language without a code.
fn column(heading: &str, known: &Known) -> Option<Result<Column, String>> {
    let (base, language) = match heading.split_once("::") {
        None => (heading, None),
        Some((base, language)) => (base, Some(language.trim())),
    };
    let base = base.trim().to_lowercase().replace(' ', "_");
    let alias = known.aliases.iter().find(|(alias, _)| *alias == base);
    let base = alias.map_or(base.as_str(), |(_, name)| name);
    let find = |names: &'static [&'static str]| names.iter().copied().find(|name| *name == base);
    match (find(known.plain), find(known.words), language) {
        (Some(name), _, None) => Some(Ok(Column::Plain(name))),
        (_, Some(name), None) => Some(Ok(Column::Words(name, None))),
        (_, Some(name), Some(said)) => Some(match language_of(said) {
            Some(language) => Ok(Column::Words(name, Some(language))),
            None => Err(format!("`{said}`")),
        }),
        _ => None,
    }
}

/// `Romanian (ro)`, or a code alone.
pub(super) fn language_of(said: &str) -> Option<Language> {
    if let Some((name, code)) = said
        .strip_suffix(')')
        .and_then(|said| said.rsplit_once('('))
    {
        let (name, code) = (name.trim(), code.trim());
        return (!name.is_empty() && is_code(code)).then(|| (code.to_owned(), name.to_owned()));
    }
    is_code(said).then(|| (said.to_owned(), said.to_owned()))
}

/// `ro`, `sr-Latn`: as BCP 47 begins.
fn is_code(text: &str) -> bool {
    let first = text.split('-').next().unwrap_or_default();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    (2..=3).contains(&first.len())
        && first.chars().all(|c| c.is_ascii_lowercase())
        && text.chars().all(is_plain)
}
