//! From a form to a workbook that reads back equal, and that ODK and Kobo take.

use std::io::Write;

use client_core::model::questions::{Expression, Form, Item, ItemKind, Wording};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::heading::UNNAMED;
use super::{XlsformError, survey};

/// Writes a form.
pub fn write(form: &Form, out: impl Write + Send) -> Result<(), XlsformError> {
    let mut workbook = Workbook::new();
    let mut sheet = Sheet::new(&mut workbook, "survey")?;
    write_survey(form, &mut sheet)?;
    let mut sheet = Sheet::new(&mut workbook, "choices")?;
    write_choices(form, &mut sheet)?;
    let mut sheet = Sheet::new(&mut workbook, "settings")?;
    sheet.head(
        ["form_title", "version", "default_language"]
            .map(str::to_owned)
            .into(),
    )?;
    let default = language(form, &form.default_language);
    sheet.row(vec![form.title.clone(), form.version.clone(), default])?;
    workbook.save_to_writer(out)?;
    Ok(())
}

fn write_survey(form: &Form, sheet: &mut Sheet<'_>) -> Result<(), XlsxError> {
    const RULES: [&str; 4] = ["relevant", "constraint", "required", "calculation"];
    let mut head = vec!["type".to_owned(), "name".to_owned()];
    for words in survey::KNOWN.words {
        head.extend(headings(form, words));
    }
    head.extend(RULES.map(str::to_owned));
    sheet.head(head)?;
    let mut open: Vec<&Item> = Vec::new();
    for item in &form.items {
        while open.last().map(|group| &group.name) != item.within.as_ref() {
            let Some(group) = open.pop() else { break };
            end(group, sheet)?;
        }
        let all = [
            &item.label,
            &item.hint,
            &item.constraint_message,
            &item.required_message,
        ];
        let words = all.into_iter().flat_map(|words| cells(form, words));
        let rule =
            |rule: &Option<Expression>| rule.as_ref().map_or("", Expression::as_str).to_owned();
        let required = match item.required.as_ref().map(Expression::as_str) {
            Some("true()") => "yes".to_owned(),
            _ => rule(&item.required),
        };
        let rules = [
            rule(&item.relevant),
            rule(&item.constraint),
            required,
            rule(&item.calculation),
        ];
        let first = [type_of(&item.kind), item.name.clone()];
        sheet.row(first.into_iter().chain(words).chain(rules).collect())?;
        if matches!(item.kind, ItemKind::Group | ItemKind::Repeat) {
            open.push(item);
        }
    }
    open.iter().rev().try_for_each(|group| end(group, sheet))
}

fn write_choices(form: &Form, sheet: &mut Sheet<'_>) -> Result<(), XlsxError> {
    let names = ["list_name", "name"].map(str::to_owned);
    sheet.head(names.into_iter().chain(headings(form, "label")).collect())?;
    for (list, choices) in &form.choices {
        for choice in choices {
            let names = [list.clone(), choice.name.clone()];
            sheet.row(
                names
                    .into_iter()
                    .chain(cells(form, &choice.label))
                    .collect(),
            )?;
        }
    }
    Ok(())
}

fn end(group: &Item, sheet: &mut Sheet<'_>) -> Result<(), XlsxError> {
    let end = match group.kind {
        ItemKind::Repeat => "end_repeat",
        _ => "end_group",
    };
    sheet.row(vec![end.to_owned()])
}

fn type_of(kind: &ItemKind) -> String {
    match kind {
        ItemKind::Group => "begin_group".to_owned(),
        ItemKind::Repeat => "begin_repeat".to_owned(),
        ItemKind::SelectOne(list) | ItemKind::SelectMultiple(list) => {
            format!("{} {list}", kind.code())
        }
        _ => kind.code().to_owned(),
    }
}

/// A language as headings and settings say it: `Romanian (ro)`.
fn language(form: &Form, code: &str) -> String {
    match form.languages.get(code) {
        Some(name) if name != code => format!("{name} ({code})"),
        _ => code.to_owned(),
    }
}

/// A column for each language, also for one in which nothing is said.
fn headings<'f>(form: &'f Form, words: &'f str) -> impl Iterator<Item = String> + 'f {
    form.languages.keys().map(move |code| match code.as_str() {
        UNNAMED => words.to_owned(),
        code => format!("{words}::{}", language(form, code)),
    })
}

fn cells<'f>(form: &'f Form, words: &'f Wording) -> impl Iterator<Item = String> + 'f {
    let codes = form.languages.keys();
    codes.map(|code| words.0.get(code).cloned().unwrap_or_default())
}

/// A sheet that is written row by row. Everything is text: a name may look like a number.
struct Sheet<'w> {
    sheet: &'w mut Worksheet,
    next: u32,
}

impl<'w> Sheet<'w> {
    fn new(workbook: &'w mut Workbook, name: &str) -> Result<Self, XlsxError> {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name)?;
        sheet.set_freeze_panes(1, 0)?;
        Ok(Self { sheet, next: 0 })
    }

    fn head(&mut self, cells: Vec<String>) -> Result<(), XlsxError> {
        let bold = Format::new().set_bold();
        for (column, cell) in (0..).zip(cells) {
            self.sheet
                .write_string_with_format(self.next, column, cell, &bold)?;
        }
        self.next += 1;
        Ok(())
    }

    fn row(&mut self, cells: Vec<String>) -> Result<(), XlsxError> {
        for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            self.sheet.write_string(self.next, column, cell)?;
        }
        self.next += 1;
        Ok(())
    }
}
