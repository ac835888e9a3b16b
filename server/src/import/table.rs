//! Files as rows of text: CSV, workbooks, JSON. What a column means is not known here.

use std::fs::{self, File};
use std::io::{BufReader, Read};
use std::path::Path;

use calamine::{Data, DataType, Reader, Xlsx};
use jiff::Span;
use jiff::civil::{DateTime, date};
use serde_json::{Map, Value};

use super::ImportError;
use crate::limits::IMPORT_ROWS_MAX;

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
    /// As many as there are headings; empty where nothing stands.
    pub(super) cells: Vec<String>,
}

/// Reads a file by what its name says it is.
pub(super) fn read(path: &Path) -> Result<Table, ImportError> {
    let ending = path.extension().and_then(|ending| ending.to_str());
    let table = match ending.map(str::to_ascii_lowercase).as_deref() {
        Some("csv") => columns(csv_rows(path)?),
        Some("xlsx" | "xlsm") => columns(xlsx_rows(path)?),
        Some("json") => json(parse(path, &text(path)?)?),
        Some("jsonl" | "ndjson") => json(lines(path, &text(path)?)?),
        _ => return Err(ImportError::Unknown(path.to_owned())),
    };
    let rows = match &table {
        Table::Columns { rows, .. } => rows.len(),
        Table::Forms(forms) => forms.len(),
    };
    if rows > IMPORT_ROWS_MAX {
        return Err(ImportError::TooLarge(IMPORT_ROWS_MAX));
    }
    Ok(table)
}

fn text(path: &Path) -> Result<String, ImportError> {
    fs::read_to_string(path).map_err(file(path))
}

fn file(path: &Path) -> impl FnOnce(std::io::Error) -> ImportError + '_ {
    |source| ImportError::File {
        path: path.to_owned(),
        source,
    }
}

fn damaged(path: &Path, reason: impl ToString) -> ImportError {
    ImportError::Damaged {
        path: path.to_owned(),
        reason: reason.to_string(),
    }
}

/// Headings, then rows; hashtags of HXL right below the headings are passed by, empty rows too.
fn columns(all: Vec<Row>) -> Table {
    let mut all = all.into_iter();
    let headings = all.next().map(|row| row.cells).unwrap_or_default();
    let is_hashtags = |row: &Row| {
        let mut said = row.cells.iter().filter(|cell| !cell.is_empty()).peekable();
        said.peek().is_some() && said.all(|cell| cell.starts_with('#'))
    };
    let mut rows: Vec<Row> = all
        .filter(|row| row.cells.iter().any(|cell| !cell.is_empty()))
        .collect();
    if rows.first().is_some_and(is_hashtags) {
        rows.remove(0);
    }
    for row in &mut rows {
        row.cells.resize(headings.len(), String::new());
    }
    Table::Columns { headings, rows }
}

fn csv_rows(path: &Path) -> Result<Vec<Row>, ImportError> {
    let mut bytes = Vec::new();
    let mut opened = File::open(path).map_err(file(path))?;
    opened.read_to_end(&mut bytes).map_err(file(path))?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(bytes))
        .from_reader(bytes);
    let mut rows = Vec::new();
    for (number, record) in (1..).zip(reader.records()) {
        let record = record.map_err(|error| damaged(path, error))?;
        let cells = record.iter().map(unguarded).collect();
        rows.push(Row { number, cells });
    }
    Ok(rows)
}

/// Semicolons, where Excel writes CSV for people whose decimals have commas.
fn delimiter(bytes: &[u8]) -> u8 {
    let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or(bytes);
    let count = |wanted: u8| first.iter().filter(|byte| **byte == wanted).count();
    if count(b';') > count(b',') {
        b';'
    } else {
        b','
    }
}

/// Without the apostrophe by which an export keeps spreadsheets from running a text.
fn unguarded(cell: &str) -> String {
    let cell = cell.trim();
    let is_guarded = |rest: &&str| rest.starts_with(['=', '+', '-', '@']);
    let bare = cell.strip_prefix('\'').filter(is_guarded);
    bare.unwrap_or(cell).to_owned()
}

/// The first sheet.
fn xlsx_rows(path: &Path) -> Result<Vec<Row>, ImportError> {
    let opened = BufReader::new(File::open(path).map_err(file(path))?);
    let mut book: Xlsx<_> = Xlsx::new(opened).map_err(|error| damaged(path, error))?;
    let sheet = book.worksheet_range_at(0);
    let sheet = sheet.ok_or_else(|| damaged(path, "it has no sheet"))?;
    let sheet = sheet.map_err(|error| damaged(path, error))?;
    let first = u64::from(sheet.start().unwrap_or_default().0) + 1;
    let rows = (first..).zip(sheet.rows());
    Ok(rows
        .map(|(number, cells)| Row {
            number,
            cells: cells.iter().map(shown).collect(),
        })
        .collect())
}

/// A cell as a person reads it; days and times as ISO 8601.
fn shown(cell: &Data) -> String {
    match cell {
        Data::DateTime(moment) => moment_of(moment.as_f64()),
        Data::Bool(said) => said.to_string(),
        Data::Error(_) => "#ERROR".to_owned(),
        cell => cell.as_string().unwrap_or_default().trim().to_owned(),
    }
}

/// Excel counts days from the end of 1899.
fn moment_of(serial: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a conversion that saturates, and a span that is refused beyond the year 9999"
    )]
    let seconds = (serial * 86_400.0).round() as i64;
    let first: DateTime = date(1899, 12, 30).at(0, 0, 0, 0);
    let span = Span::new().try_seconds(seconds);
    match span.and_then(|span| first.checked_add(span)) {
        Ok(moment) if seconds % 86_400 == 0 => moment.date().to_string(),
        Ok(moment) => moment.to_string(),
        Err(_) => serial.to_string(),
    }
}

fn parse(path: &Path, text: &str) -> Result<Vec<Value>, ImportError> {
    let whole: Result<Value, _> = serde_json::from_str(text);
    match whole {
        Ok(Value::Array(list)) => Ok(list),
        // As Kobo's API wraps them.
        Ok(Value::Object(mut object)) if object.get("results").is_some_and(Value::is_array) => {
            match object.remove("results") {
                Some(Value::Array(list)) => Ok(list),
                _ => Ok(Vec::new()),
            }
        }
        Ok(one) => Ok(vec![one]),
        Err(error) => lines(path, text).map_err(|_| damaged(path, error)),
    }
}

fn lines(path: &Path, text: &str) -> Result<Vec<Value>, ImportError> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let values = lines.map(serde_json::from_str);
    let values: Result<_, _> = values.collect();
    values.map_err(|error| damaged(path, error))
}

/// The plain form, unless the keys are those of another tool: then columns.
fn json(list: Vec<Value>) -> Table {
    let numbered = (1..).zip(list);
    let records: Vec<(u64, Value)> = numbered.collect();
    let is_foreign = |record: &Map<String, Value>| {
        let mut keys = record.keys();
        keys.any(|key| key.starts_with('_') || key.contains('/'))
    };
    let objects = records.iter().filter_map(|(_, value)| value.as_object());
    if !objects.into_iter().any(is_foreign) {
        return Table::Forms(records);
    }
    let mut headings: Vec<String> = Vec::new();
    let mut rows = Vec::new();
    for (number, record) in records {
        let mut cells = vec![String::new(); headings.len()];
        flatten("", &record, &mut |name, text| {
            let known = headings.iter().position(|heading| *heading == name);
            let at = known.unwrap_or_else(|| {
                headings.push(name);
                cells.push(String::new());
                headings.len() - 1
            });
            cells[at] = text;
        });
        rows.push(Row { number, cells });
    }
    for row in &mut rows {
        row.cells.resize(headings.len(), String::new());
    }
    Table::Columns { headings, rows }
}

fn flatten(name: &str, value: &Value, told: &mut impl FnMut(String, String)) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                let name = match name {
                    "" => key.clone(),
                    name => format!("{name}/{key}"),
                };
                flatten(&name, value, told);
            }
        }
        Value::Null => {}
        Value::String(text) => told(name.to_owned(), text.trim().to_owned()),
        Value::Array(list) => {
            let words = list.iter().map(|value| match value {
                Value::String(text) => text.clone(),
                value => value.to_string(),
            });
            told(name.to_owned(), words.collect::<Vec<_>>().join(" "));
        }
        value => told(name.to_owned(), value.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excel_counts_days_from_the_end_of_1899() {
        assert_eq!(moment_of(42_808.0), "2017-03-14");
        assert_eq!(moment_of(42_808.5), "2017-03-14T12:00:00");
        assert!(!moment_of(f64::MAX).is_empty());
    }

    #[test]
    fn semicolons_and_marks_are_known() {
        assert_eq!(delimiter("Data;Școala;Fete, 14-17".as_bytes()), b';');
        assert_eq!(delimiter(b"a,b"), b',');
        assert_eq!(unguarded("'=1+1"), "=1+1");
        assert_eq!(unguarded("'s Gravenhage"), "'s Gravenhage");
    }

    #[test]
    fn what_has_keys_of_another_tool_becomes_columns() {
        let plain: Value = serde_json::from_str(r#"[{"title": "A"}]"#).unwrap();
        let Value::Array(plain) = plain else { panic!() };
        assert!(matches!(json(plain), Table::Forms(_)));
        let kobo =
            r#"[{"_uuid": "u", "people/girls": 3}, {"_uuid": "v", "note": null, "x": true}]"#;
        let Ok(Value::Array(kobo)) = serde_json::from_str(kobo) else {
            panic!()
        };
        let Table::Columns { headings, rows } = json(kobo) else {
            panic!()
        };
        assert_eq!(headings, ["_uuid", "people/girls", "x"]);
        assert_eq!(rows[0].cells, ["u", "3", ""]);
        assert_eq!(rows[1].cells, ["v", "", "true"]);
    }
}
