//! Files as rows of text: CSV, workbooks, JSON. What a column means is not known here.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::{ImportError, json, workbook};
use crate::limits::{IMPORT_BYTES_MAX, IMPORT_COLUMNS_MAX, IMPORT_ROWS_MAX};
use crate::text::{self, Text, unguarded};

/// What a file holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Table {
    /// Columns with headings.
    Columns {
        /// The headings, in their order.
        headings: Vec<String>,
        /// The rows below them.
        rows: Vec<Row>,
    },
    /// Sessions in the plain form, each with its place in the list.
    Forms(Vec<(u64, Value)>),
}

/// A row, with its number as a spreadsheet shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) number: u64,
    /// One for each heading, empty where nothing stands; and more where a row has more.
    pub(super) cells: Vec<String>,
}

impl Row {
    fn is_empty(&self) -> bool {
        self.cells.iter().all(String::is_empty)
    }
}

/// Reads a file by what its name says it is, and says in which encoding it is written; a workbook
/// in none.
pub(super) fn read(path: &Path) -> Result<(Table, Option<&'static str>), ImportError> {
    let ending = path.extension().and_then(|ending| ending.to_str());
    let ending = ending.map(str::to_ascii_lowercase).unwrap_or_default();
    let damaged = |reason: String| ImportError::Damaged {
        path: path.to_owned(),
        reason,
    };
    check_size(path)?;
    let (table, encoding) = match ending.as_str() {
        "xlsx" | "xlsm" => (columns(workbook::rows(path)?), None),
        "csv" | "tsv" | "json" | "jsonl" | "ndjson" => {
            let Text { text, encoding } = read_text(path)?;
            let table = match ending.as_str() {
                "csv" | "tsv" => columns(csv_rows(&text)),
                "json" => json::table(json::parse(&text).map_err(damaged)?).map_err(damaged)?,
                _ => json::table(json::lines(&text).map_err(damaged)?).map_err(damaged)?,
            };
            (table, Some(encoding))
        }
        _ => return Err(ImportError::Unknown(path.to_owned())),
    };
    let rows = match &table {
        Table::Columns { headings, rows } => {
            check_columns(headings.len()).map_err(damaged)?;
            rows.len()
        }
        Table::Forms(forms) => forms.len(),
    };
    if rows > IMPORT_ROWS_MAX {
        return Err(ImportError::TooLarge(IMPORT_ROWS_MAX));
    }
    Ok((table, encoding))
}

/// That no more than this is read into memory.
fn check_size(path: &Path) -> Result<(), ImportError> {
    let size = fs::metadata(path).map_or(0, |there| there.len());
    if size <= IMPORT_BYTES_MAX {
        return Ok(());
    }
    let (size, most) = (size / 1_000_000, IMPORT_BYTES_MAX / 1_000_000);
    Err(ImportError::Damaged {
        path: path.to_owned(),
        reason: format!("it has {size} MB, more than {most}: divide it"),
    })
}

/// That no more columns are there than one import takes.
pub(super) fn check_columns(found: usize) -> Result<(), String> {
    match found <= IMPORT_COLUMNS_MAX {
        true => Ok(()),
        false => Err(format!(
            "it has more than {IMPORT_COLUMNS_MAX} columns: leave out those that say nothing of \
             sessions"
        )),
    }
}

/// A file of text.
pub fn read_text(path: &Path) -> Result<Text, ImportError> {
    check_size(path)?;
    let bytes = fs::read(path).map_err(|source| ImportError::File {
        path: path.to_owned(),
        source,
    })?;
    text::decode(&bytes).ok_or_else(|| ImportError::Damaged {
        path: path.to_owned(),
        reason: text::NO_TEXT.to_owned(),
    })
}

/// Headings, then rows; hashtags of HXL right below the headings are passed by, empty rows too.
fn columns(all: Vec<Row>) -> Table {
    let mut all = all.into_iter();
    let headings = all.next().map(|row| row.cells).unwrap_or_default();
    let is_hashtags = |row: &Row| {
        let mut said = row.cells.iter().filter(|cell| !cell.is_empty()).peekable();
        said.peek().is_some() && said.all(|cell| cell.starts_with('#'))
    };
    let mut rows: Vec<Row> = all.filter(|row| !row.is_empty()).collect();
    if rows.first().is_some_and(is_hashtags) {
        rows.remove(0);
    }
    let beyond = |row: &Row| row.cells.len().saturating_sub(headings.len());
    let usual = rows.iter().map(beyond).min().unwrap_or(0);
    for row in &mut rows {
        // Where a number's comma made two cells of one, an empty cell at the end is no spare one.
        let is_torn = beyond(row) > usual && holds_torn_number(&row.cells);
        while !is_torn && beyond(row) > 0 && row.cells.last().is_some_and(String::is_empty) {
            row.cells.pop();
        }
        if row.cells.len() < headings.len() {
            row.cells.resize(headings.len(), String::new());
        }
    }
    Table::Columns { headings, rows }
}

/// Whether two cells may have been one, such as `1,234`.
fn holds_torn_number(cells: &[String]) -> bool {
    let is_number = |cell: &str| !cell.is_empty() && cell.bytes().all(|b| b.is_ascii_digit());
    let mut pairs = cells.iter().zip(cells.iter().skip(1));
    pairs.any(|(before, behind)| {
        let fit = before.len() <= 3 && behind.len() == 3;
        fit && is_number(before) && is_number(behind)
    })
}

/// The rows that say something, and the first in any case. Of too many no more are kept than show
/// it: headings, hashtags, and one more than one import takes.
fn csv_rows(text: &str) -> Vec<Row> {
    let rows = text::rows(text).map(|(number, record)| Row {
        number,
        cells: record.iter().map(unguarded).collect(),
    });
    rows.enumerate()
        .filter(|(at, row)| *at == 0 || !row.is_empty())
        .map(|(_, row)| row)
        .take(IMPORT_ROWS_MAX + 3)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_too_many_rows_no_more_are_kept_than_show_it() {
        let many = |rows: usize| csv_rows(&format!("Titlu\n{}", "A\n,,\n".repeat(rows)));
        assert_eq!(many(3).len(), 4);
        assert_eq!(many(IMPORT_ROWS_MAX + 100).len(), IMPORT_ROWS_MAX + 3);
    }
}
