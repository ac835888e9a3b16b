//! The sheet `choices`: what can be chosen, by list.

use std::collections::BTreeMap;

use client_core::model::questions::Choice;

use super::heading::{Headings, Known};
use super::problem::Noted;
use super::workbook::Row;

pub(super) const KNOWN: Known = Known {
    plain: &["list_name", "name"],
    words: &["label"],
    aliases: &[("value", "name"), ("list", "list_name")],
};

/// The lists, and in which row each choice stands.
#[derive(Debug, Default)]
pub(super) struct Choices {
    pub(super) lists: BTreeMap<String, Vec<Choice>>,
    pub(super) rows: BTreeMap<String, Vec<u64>>,
}

pub(super) fn read(
    rows: &[Row],
    headings: &Headings,
    default: &str,
    noted: &mut Noted<'_>,
) -> Choices {
    let mut choices = Choices::default();
    for row in rows {
        let list = headings.plain(row, "list_name");
        let name = headings.plain(row, "name");
        let label = headings.words(row, "label", default);
        if list.is_empty() && name.is_empty() && label.is_empty() {
            continue;
        }
        if list.is_empty() {
            noted.note(
                row.number,
                "list_name",
                "nothing",
                "the list that it belongs to",
            );
            continue;
        }
        let choice = Choice {
            name: name.to_owned(),
            label,
        };
        choices
            .lists
            .entry(list.to_owned())
            .or_default()
            .push(choice);
        choices
            .rows
            .entry(list.to_owned())
            .or_default()
            .push(row.number);
    }
    choices
}
