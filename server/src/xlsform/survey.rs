//! The sheet `survey`: questions, groups and notes, row by row.

use client_core::model::questions::{Expression, Item, ItemKind};

use super::heading::{Headings, Known};
use super::problem::Noted;
use super::workbook::Row;

pub(super) const KNOWN: Known = Known {
    plain: &[
        "type",
        "name",
        "relevant",
        "constraint",
        "required",
        "calculation",
        "disabled",
        "choice_filter",
        "repeat_count",
        "trigger",
    ],
    words: &["label", "hint", "constraint_message", "required_message"],
    aliases: &[("relevance", "relevant"), ("calculate", "calculation")],
};

/// Columns that would change what is asked: what stands in them is refused and not passed by.
const REFUSED: [(&str, &str); 3] = [
    (
        "choice_filter",
        "nothing: all choices of a list are offered",
    ),
    (
        "repeat_count",
        "nothing: a group is asked as often as somebody answers it",
    ),
    ("trigger", "nothing: what is computed is always up to date"),
];

/// Types with which a phone tells of itself: a session knows all of that by itself.
const OF_THE_PHONE: [&str; 10] = [
    "start",
    "end",
    "today",
    "deviceid",
    "username",
    "phonenumber",
    "email",
    "audit",
    "simserial",
    "subscriberid",
];

pub(super) const TYPES: [&str; 12] = [
    "begin_group",
    "end_group",
    "begin_repeat",
    "end_repeat",
    "select_one LIST",
    "select_multiple LIST",
    "integer",
    "decimal",
    "text",
    "date",
    "note",
    "calculate",
];

/// The rows that ask something, and in which row each stands.
#[derive(Debug, Default)]
pub(super) struct Survey {
    pub(super) items: Vec<Item>,
    pub(super) rows: Vec<u64>,
    /// What is not read.
    pub(super) ignored: Vec<String>,
}

/// What the column `type` says.
enum Type {
    Item(ItemKind),
    End(ItemKind),
    OfThePhone,
}

pub(super) fn read(
    rows: &[Row],
    headings: &Headings,
    default: &str,
    noted: &mut Noted<'_>,
) -> Survey {
    let mut reading = Reading {
        headings,
        default,
        noted,
        open: Vec::new(),
        survey: Survey::default(),
    };
    rows.iter().for_each(|row| reading.row(row));
    for (group, row) in std::mem::take(&mut reading.open) {
        let item = &reading.survey.items[group];
        let allowed = format!("an {} behind it", end_of(&item.kind));
        let found = format!("`{}` without an end", item.name);
        reading.noted.note(row, "type", found, allowed);
    }
    reading.survey
}

struct Reading<'r, 'p> {
    headings: &'r Headings,
    default: &'r str,
    noted: &'r mut Noted<'p>,
    /// The groups that a row stands in, by their place, with their rows.
    open: Vec<(usize, u64)>,
    survey: Survey,
}

impl Reading<'_, '_> {
    fn row(&mut self, row: &Row) {
        let said = self.headings.plain(row, "type");
        let name = self.headings.plain(row, "name");
        let is_disabled = truth(self.headings.plain(row, "disabled")) == Some(true);
        if is_disabled || (said.is_empty() && name.is_empty()) {
            return;
        }
        match type_of(said) {
            Ok(Type::OfThePhone) => {
                let ignored = format!("survey, row {}: {said}, which a session knows", row.number);
                self.survey.ignored.push(ignored);
            }
            Ok(Type::End(kind)) => self.end(row, &kind),
            Ok(Type::Item(kind)) => self.item(row, name, kind),
            Err(allowed) => {
                let found = if said.is_empty() {
                    "nothing".to_owned()
                } else {
                    format!("`{said}`")
                };
                self.noted.note(row.number, "type", found, allowed);
            }
        }
    }

    fn end(&mut self, row: &Row, kind: &ItemKind) {
        let allowed = match self.open.pop() {
            None => "a begin before it".to_owned(),
            Some((group, _)) if self.survey.items[group].kind == *kind => return,
            Some((group, _)) => {
                let item = &self.survey.items[group];
                format!("{}, the end of `{}`", end_of(&item.kind), item.name)
            }
        };
        self.noted.note(row.number, "type", end_of(kind), allowed);
    }

    fn item(&mut self, row: &Row, name: &str, kind: ItemKind) {
        for (column, allowed) in REFUSED {
            let said = self.headings.plain(row, column);
            if !said.is_empty() {
                self.noted
                    .note(row.number, column, format!("`{said}`"), allowed);
            }
        }
        let words = |column| self.headings.words(row, column, self.default);
        let within = self.open.last();
        let within = within.map(|(group, _)| self.survey.items[*group].name.clone());
        let is_group = matches!(kind, ItemKind::Group | ItemKind::Repeat);
        let mut item = Item {
            within,
            label: words("label"),
            hint: words("hint"),
            constraint_message: words("constraint_message"),
            required_message: words("required_message"),
            ..Item::new(name, kind)
        };
        item.relevant = self.rule(row, "relevant");
        item.constraint = self.rule(row, "constraint");
        item.calculation = self.rule(row, "calculation");
        item.required = match truth(self.headings.plain(row, "required")) {
            Some(true) => Some("true()".parse().expect("true() is an expression")),
            Some(false) => None,
            None => self.rule(row, "required"),
        };
        if is_group {
            self.open.push((self.survey.items.len(), row.number));
        }
        self.survey.items.push(item);
        self.survey.rows.push(row.number);
    }

    fn rule(&mut self, row: &Row, column: &str) -> Option<Expression> {
        let said = self.headings.plain(row, column);
        if said.is_empty() {
            return None;
        }
        let rule = said.parse();
        let noted = &mut self.noted;
        rule.map_err(|error: client_core::model::questions::ExpressionError| {
            let found = format!("{} at character {} of `{said}`", error.found, error.at);
            noted.note(row.number, column, found, error.allowed);
        })
        .ok()
    }
}

/// A yes or no as spreadsheets hold it; none for a rule.
fn truth(said: &str) -> Option<bool> {
    match said.to_lowercase().as_str() {
        "yes" | "true" | "true()" | "1" => Some(true),
        "" | "no" | "false" | "false()" | "0" => Some(false),
        _ => None,
    }
}

/// The type of a row; else what it may be.
fn type_of(said: &str) -> Result<Type, String> {
    let words: Vec<&str> = said.split_whitespace().collect();
    let first = words
        .first()
        .map(|word| word.to_lowercase())
        .unwrap_or_default();
    // `begin group` is `begin_group`.
    let (first, rest) = match (first.as_str(), words.get(1)) {
        ("begin" | "end" | "select", Some(second)) => {
            (format!("{first}_{}", second.to_lowercase()), &words[2..])
        }
        _ => (first, words.get(1..).unwrap_or_default()),
    };
    let all = || TYPES.join(", ");
    match (first.as_str(), rest) {
        (_, [.., "or_other"]) => Err(
            "the list alone: give it a choice `other`, and ask what it is \
                                      in a question of type text"
                .to_owned(),
        ),
        ("select_one", [list]) => Ok(Type::Item(ItemKind::SelectOne((*list).to_owned()))),
        ("select_multiple", [list]) => Ok(Type::Item(ItemKind::SelectMultiple((*list).to_owned()))),
        ("begin_group", []) => Ok(Type::Item(ItemKind::Group)),
        ("begin_repeat", []) => Ok(Type::Item(ItemKind::Repeat)),
        ("end_group", []) => Ok(Type::End(ItemKind::Group)),
        ("end_repeat", []) => Ok(Type::End(ItemKind::Repeat)),
        ("integer" | "int", []) => Ok(Type::Item(ItemKind::Integer)),
        ("decimal", []) => Ok(Type::Item(ItemKind::Decimal)),
        ("text" | "string", []) => Ok(Type::Item(ItemKind::Text)),
        ("date", []) => Ok(Type::Item(ItemKind::Date)),
        ("note", []) => Ok(Type::Item(ItemKind::Note)),
        ("calculate", []) => Ok(Type::Item(ItemKind::Calculate)),
        (first, []) if OF_THE_PHONE.contains(&first) => Ok(Type::OfThePhone),
        _ => Err(all()),
    }
}

const fn end_of(kind: &ItemKind) -> &'static str {
    match kind {
        ItemKind::Repeat => "end_repeat",
        _ => "end_group",
    }
}
